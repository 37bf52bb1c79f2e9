import { lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf } from './files.ts';
import { isSiblingLog } from './log-names.ts';

export interface LogCap {
  readonly maxBytes: number;
  /** Files kept beside the current one. */
  readonly files: number;
}

/** `x.log` becomes `x.log.1`, `x.log.1` becomes `x.log.2`, and so on; the last one goes. */
export function rotate(path: string, files: number): void {
  rmSync(files === 0 ? path : `${path}.${files}`, { force: true });
  for (let index = files - 1; index >= 0; index--) {
    const from = index === 0 ? path : `${path}.${index}`;
    try {
      renameSync(from, `${path}.${index + 1}`);
    } catch (error) {
      // Fewer files than allowed so far.
      if (errnoOf(error) !== 'ENOENT') throw error;
    }
  }
}

/**
 * Deletes the oldest logs of all dates until there is no more than the cap leaves beside the file about to be written: in number, and
 * in bytes, as files from before may be larger than they may be now.
 */
export function prune(pattern: string, current: string, { maxBytes, files }: LogCap): void {
  let bytes = 0;
  for (const [index, { path, size }] of siblingsOf(pattern, current).entries()) {
    bytes += size;
    if (index >= files || bytes > files * maxBytes) rmSync(path, { force: true });
  }
}

/** Deletes the oldest log beside the current one, and says which. `undefined`: there is none left to delete. */
export function dropOldest(pattern: string, current: string): string | undefined {
  // What is no file or is empty gives nothing back.
  const oldest = siblingsOf(pattern, current).findLast(({ size }) => size > 0);
  if (oldest === undefined) return undefined;
  rmSync(oldest.path);
  return oldest.path;
}

/** The logs of all dates beside the current one, the newest first. */
function siblingsOf(pattern: string, current: string) {
  const folder = dirname(current);
  return readdirSync(folder)
    .filter((name) => name !== basename(current) && isSiblingLog(basename(pattern), name))
    .flatMap((name) => {
      const path = join(folder, name);
      // A link, which may lead nowhere, is none of ours, and one that is gone since must not keep a line from being written.
      const stats = lstatSync(path, { throwIfNoEntry: false });
      return stats?.isFile() === true ? [{ path, changed: stats.mtimeMs, size: stats.size }] : [];
    })
    .toSorted((a, b) => b.changed - a.changed || orderOf(a.path) - orderOf(b.path));
}

/** Rotated within one tick of the file system's clock, two files differ only in their number: the higher one is older. */
const orderOf = (path: string): number => Number(/\.(\d+)$/.exec(path)?.[1] ?? 0);
