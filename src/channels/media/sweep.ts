import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../platform/files.ts';
import type { Logger } from '../../platform/logger.ts';
import { UNFINISHED } from './write-file.ts';

const HOUR_MS = 3_600_000;

/** How long files are kept, in milliseconds; what is sent outlives the outbox entry that names it. */
export const MEDIA_TTL_MS = { inbound: 7 * 24 * HOUR_MS, outbound: 48 * HOUR_MS } as const;

/** What is younger may still be in use, however much there is. */
const YOUNGEST_MS = HOUR_MS;

/** A sweep must not keep the disk busy for long; the next one goes on. */
const MOST_PER_SWEEP = 500;

interface Found {
  readonly path: string;
  readonly sizeBytes: number;
  readonly ageMs: number;
  readonly ttlMs: number;
}

/** Removes files that are too old, then the oldest until the rest keeps the total. Links are neither followed nor removed. */
export async function sweepMedia(options: {
  readonly dir: string;
  /** Epoch ms. */
  readonly now: number;
  readonly totalBytes: number;
  readonly log: Logger;
}): Promise<number> {
  const { dir, now, totalBytes, log } = options;
  const found = await filesIn(dir, now);
  const oldest = found.toSorted((a, b) => b.ageMs - a.ageMs);
  let total = found.reduce((sum, file) => sum + file.sizeBytes, 0);
  let removed = 0;
  for (const file of oldest) {
    if (removed >= MOST_PER_SWEEP) break;
    const isOld = file.ageMs > file.ttlMs;
    const isTooMuch = total > totalBytes && file.ageMs >= YOUNGEST_MS;
    if (!isOld && !isTooMuch) continue;
    if (!(await removeFile(file.path, log))) continue;
    total -= file.sizeBytes;
    removed += 1;
  }
  if (total > totalBytes)
    log.warn('media take more room than they may', { totalBytes: total, allowed: totalBytes });
  return removed;
}

async function filesIn(dir: string, now: number): Promise<Found[]> {
  const found: Found[] = [];
  for (const direction of ['inbound', 'outbound'] as const) {
    for (const name of await namesIn(join(dir, direction))) {
      const path = join(dir, direction, name);
      const stat = await lstatOf(path);
      if (stat?.isFile() !== true) continue;
      const ttlMs = name.endsWith(UNFINISHED) ? YOUNGEST_MS : MEDIA_TTL_MS[direction];
      found.push({ path, sizeBytes: stat.size, ageMs: now - stat.mtimeMs, ttlMs });
    }
  }
  return found;
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    if (!(await lstat(dir)).isDirectory()) return [];
    return await readdir(dir);
  } catch (error) {
    // Nothing was saved yet.
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function lstatOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    // It went meanwhile, which is what a sweep wants.
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeFile(path: string, log: Logger): Promise<boolean> {
  try {
    await rm(path, { force: true });
    return true;
  } catch (error) {
    log.warn('an old media file cannot be removed', { path, error });
    return false;
  }
}
