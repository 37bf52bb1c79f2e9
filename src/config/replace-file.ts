import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { openExchange } from '../platform/exchange.ts';
import { diskFault } from '../platform/disk-faults.ts';
import { ensureDir, errnoOf, syncDir, writeFileAtomic } from '../platform/files.ts';
import { keepBackup } from './backups.ts';
import { followLink, hashOf, readConfigFile } from './file-state.ts';
import { takeAway, takePlace } from './take-place.ts';
import { whileLocked } from './write-lock.ts';
import { changedMeanwhile, ConfigWriteRefused } from './write-refused.ts';

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
 * resolves; killed at any point, the file is the old one or the new one. An editor does not take our lock, so what was taken
 * away is looked at again (`takePlace`).
 * @throws ConfigWriteRefused changed, unwritable
 */
export async function replaceIfSame({ path, bytes, expected }: Replacement): Promise<void> {
  try {
    ensureDir(dirname(path));
    if (bytes !== null) {
      const exchange = await openExchange();
      writeFileAtomic(path, bytes, (temporary) => {
        lookOnce(path, expected, true);
        takePlace({ temporary, path, expected, exchange });
      });
      return;
    }
    lookOnce(path, expected, true);
    takeAway(path, `${path}.${process.pid}.tmp`, expected);
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

function unwritable(path: string, error: unknown): ConfigWriteRefused {
  const code = errnoOf(error);
  const said = code === undefined ? undefined : diskFault(code);
  const known = said === code ? undefined : said;
  const fix =
    code === 'EBUSY'
      ? 'a single mounted file cannot be replaced: mount the directory it is in'
      : (known ?? 'check permissions and disk space');
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
  await whileLocked(path, clock, async () => {
    if (hashOf(readConfigFile(path)) !== expectedHash) throw changedMeanwhile(path);
    await replaceIfSame({ path, bytes: previous, expected: expectedHash });
  });
}
