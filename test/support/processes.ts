import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Looks in /proc, so on Linux only. The dead whose parent has not looked yet do not run. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return false;
    throw error;
  }
}

/** Killed processes take a moment to go, longer on a busy machine. */
export async function assertGone(pids: readonly number[]): Promise<void> {
  for (let look = 0; look < 1_000 && pids.some(isRunning); look += 1) await pause(20);
  assert.deepEqual(pids.filter(isRunning), [], 'these processes are still there');
}
