import { linkSync, renameSync, rmSync } from 'node:fs';
import { errnoOf } from '../platform/files.ts';
import type { Exchange } from '../platform/exchange.ts';
import { keepBackup } from './backups.ts';
import { hashOf, readConfigFile } from './file-state.ts';
import { changedMeanwhile } from './write-refused.ts';

export interface Placing {
  /** The finished file, in the same directory. */
  readonly temporary: string;
  readonly path: string;
  /** Of the file that is to be replaced. */
  readonly expected: string;
  /** Absent where the system cannot. */
  readonly exchange: Exchange | undefined;
}

/** What a file system says that has no hard links. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * Puts a finished file in the place of the one expected there. What stood there is looked at after it was taken away, so an
 * editor that saves by rename at the very last moment is noticed, and its file is back before this returns.
 *
 * Where the system cannot exchange two files it is the plain rename: an edit between the last look and that is lost.
 * @throws ConfigWriteRefused changed; the file system's error
 */
export function takePlace({ temporary, path, expected, exchange }: Placing): void {
  if (readConfigFile(path) === undefined) {
    if (hashOf(undefined) !== expected) throw changedMeanwhile(path);
    claimName(temporary, path);
    return;
  }
  const ours = hashOf(readConfigFile(temporary));
  if (exchange === undefined || !exchangeNames(exchange, temporary, path)) {
    renameSync(temporary, path);
    return;
  }
  if (hashOf(readConfigFile(temporary)) !== expected) putBack(exchange, temporary, path, ours);
  rmSync(temporary);
}

/** Takes the file away if it is the one expected. @throws ConfigWriteRefused changed; the file system's error */
export function takeAway(path: string, aside: string, expected: string): void {
  try {
    renameSync(path, aside);
  } catch (error) {
    throw errnoOf(error) === 'ENOENT' ? changedMeanwhile(path) : error;
  }
  if (hashOf(readConfigFile(aside)) !== expected) {
    claimName(aside, path);
    throw changedMeanwhile(path);
  }
  rmSync(aside);
}

/** A name that is free is taken, and nobody's file is replaced. */
function claimName(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EEXIST') throw changedMeanwhile(path);
    if (!NO_LINKS.has(code)) throw error;
    renameSync(temporary, path);
    return;
  }
  rmSync(temporary);
}

function exchangeNames(exchange: Exchange, temporary: string, path: string): boolean {
  try {
    return exchange(temporary, path);
  } catch (error) {
    throw errnoOf(error) === 'ENOENT' ? changedMeanwhile(path) : error;
  }
}

/** Another file was there: it comes back, or what somebody has put over ours since then stays. */
function putBack(exchange: Exchange, temporary: string, path: string, ours: string): never {
  exchangeNames(exchange, temporary, path);
  const out = readConfigFile(temporary);
  if (hashOf(out) !== ours && out !== undefined) {
    exchangeNames(exchange, temporary, path);
    const older = readConfigFile(temporary);
    if (older !== undefined) keepBackup(path, older);
  }
  throw changedMeanwhile(path);
}
