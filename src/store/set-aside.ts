import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { syncDir } from '../platform/files.ts';
import { COMPANIONS } from './create.ts';
import { typedError } from './errors.ts';

/**
 * Renames the database and its companions to `<name>.corrupt-<time>`, so that the next open makes a new one. Only on
 * the operator's word: this hides every session and pairing.
 *
 * @returns the new paths, empty when there was no file
 * @throws StoreUnavailable
 */
export function setAside(path: string, clock: Clock): string[] {
  const stamp = new Date(clock.now()).toISOString().replaceAll(':', '-');
  const target = `${path}.corrupt-${stamp}`;
  const moved: string[] = [];
  try {
    for (const suffix of ['', ...COMPANIONS]) {
      if (!existsSync(path + suffix)) continue;
      // The companions keep their suffix at the end, so the set can be opened again under its new name.
      renameSync(path + suffix, target + suffix);
      moved.push(target + suffix);
    }
    if (moved.length > 0) syncDir(dirname(path));
  } catch (error) {
    throw typedError(error, path);
  }
  return moved;
}
