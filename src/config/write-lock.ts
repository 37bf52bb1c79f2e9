import type { Clock } from '../platform/clock.ts';
import { LockUnavailable, tryLock } from '../platform/lock.ts';
import { systemRandom } from '../platform/random.ts';
import { ConfigWriteRefused } from './write-refused.ts';

/** Not in step with others that wait. */
const POLL_MS = { least: 4, spread: 12 } as const;
/** A write takes milliseconds; whoever holds the lock for this long is stopped or stuck. */
const PATIENCE_MS = 20_000;

/**
 * Runs `work` while no other writer of ours, in this process or another, is at the file. The lock is the kernel's: a writer
 * that is killed leaves nothing to clean. Editors do not know of it.
 * @throws ConfigWriteRefused busy, unwritable
 */
export async function whileLocked<T>(path: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(path, clock);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function takeLock(path: string, clock: Clock): Promise<{ close(): void }> {
  const giveUpAt = clock.monotonic() + PATIENCE_MS;
  for (;;) {
    const lock = lockOf(path);
    if (lock !== undefined) return lock;
    if (clock.monotonic() >= giveUpAt) {
      const message = `${path} has been under change by another process for ${PATIENCE_MS / 1000} seconds`;
      throw new ConfigWriteRefused('busy', message, {
        fix: `try again; fuser ${path}.lock shows which process it is`,
      });
    }
    const pause = POLL_MS.least + systemRandom.fraction() * POLL_MS.spread;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, pause));
  }
}

function lockOf(path: string): ReturnType<typeof tryLock> {
  try {
    return tryLock(`${path}.lock`);
  } catch (error) {
    if (!(error instanceof LockUnavailable)) throw error;
    const reason = error.cause instanceof Error ? error.cause.message : String(error.cause);
    throw new ConfigWriteRefused('unwritable', `${path}.lock cannot be locked: ${reason}`, {
      fix: 'check that the directory can be written and is on a local disk',
      cause: error,
    });
  }
}
