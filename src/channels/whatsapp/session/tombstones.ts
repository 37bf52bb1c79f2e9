import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../../platform/files.ts';

const KEEP_MS = 7 * 24 * 60 * 60_000;
const TOMBSTONE = /^session\.(\d+)\.tombstone\.db(?:-wal|-shm|-journal)?$/;

/** What a session is renamed to when the operator logs out. It is never read back. */
export const tombstoneName = (now: number): string => `session.${now}.tombstone.db`;

/** What a damaged session is renamed to when a new login takes its place. It is never read back nor removed. */
export const damagedName = (now: number): string => `session.${now}.damaged.db`;

/** Removes tombstones that are older than a week. */
export function sweepTombstones(directory: string, now: number): void {
  for (const name of namesIn(directory)) {
    const buriedAt = Number(TOMBSTONE.exec(name)?.[1]);
    if (now - buriedAt > KEEP_MS) rmSync(join(directory, name), { force: true });
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
