import { rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { ensureDir, errnoOf, syncDir, writeFileAtomic } from '../platform/files.ts';
import { keepBackup } from './backups.ts';
import { followLink, hashOf, readConfigFile } from './file-state.ts';
import { whileLocked } from './write-lock.ts';
import { ConfigWriteRefused } from './write-refused.ts';

export interface Replacement {
  /** Not a link. The lock of `whileLocked` is held. */
  readonly path: string;
  /** `null` removes the file. */
  readonly bytes: Uint8Array | null;
  /** Hash of the file that is to be replaced. */
  readonly expected: string;
}

/**
 * Puts a file in the place of another, if that is still the one expected, and keeps the other as a backup. Durable when this
 * returns; killed at any point, the file is the old one or the new one. An editor does not take our lock, so the last look
 * comes right before the replacement: what remains is the time between two system calls.
 * @throws ConfigWriteRefused changed, unwritable
 */
export function replaceIfSame({ path, bytes, expected }: Replacement): void {
  try {
    ensureDir(dirname(path));
    if (bytes !== null) {
      writeFileAtomic(path, bytes, () => lookOnce(path, expected, true));
      return;
    }
    lookOnce(path, expected, true);
    rmSync(path, { force: true });
    syncDir(dirname(path));
  } catch (error) {
    if (error instanceof ConfigWriteRefused) throw error;
    throw unwritable(path, error);
  }
}

function lookOnce(path: string, expected: string, keep: boolean): void {
  const seen = stampOf(path);
  const before = readConfigFile(path);
  if (hashOf(before) !== expected) throw changedMeanwhile(path);
  if (keep && before !== undefined) {
    keepBackup(path, before);
    lookOnce(path, expected, false);
    return;
  }
  if (stampOf(path) !== seen) throw changedMeanwhile(path);
}

/** Changes whenever a file is written to or another one takes its place. */
function stampOf(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}

export const changedMeanwhile = (path: string): ConfigWriteRefused =>
  new ConfigWriteRefused('changed', `${path} was changed by somebody else meanwhile`, { fix: 'try again' });

function unwritable(path: string, error: unknown): ConfigWriteRefused {
  const code = errnoOf(error);
  const fix =
    code === 'EBUSY'
      ? 'a single mounted file cannot be replaced: mount the directory it is in'
      : 'check permissions and disk space';
  return new ConfigWriteRefused('unwritable', `${path} cannot be written (${code ?? String(error)})`, {
    fix,
    cause: error,
  });
}

/**
 * Puts the file back as it was before a change, byte by byte and unchecked; `null` when there was none. Only when the file
 * is still the one the change made.
 * @throws ConfigWriteRefused changed, busy, unwritable
 */
export async function restoreBytes(
  configPath: string,
  previous: Uint8Array | null,
  expectedHash: string,
  clock: Clock,
): Promise<void> {
  const path = followLink(configPath);
  await whileLocked(path, clock, () => {
    if (hashOf(readConfigFile(path)) !== expectedHash) throw changedMeanwhile(path);
    replaceIfSame({ path, bytes: previous, expected: expectedHash });
    return Promise.resolve();
  });
}
