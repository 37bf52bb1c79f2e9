import type { Clock } from './clock.ts';
import { errnoOf } from './files.ts';

const POLL_MS = 20;

export interface GroupOptions {
  /** The leader's pid, which is also the group's id. */
  readonly pid: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly clock: Clock;
}

/**
 * Ends a process group: SIGTERM, then after the grace SIGKILL. Resolves when no member is left; at once when none is. A member the
 * kernel cannot end (uninterruptible sleep) is given up on after another ten seconds.
 */
export async function endGroup(options: GroupOptions): Promise<void> {
  const { pid, graceMs, clock } = options;
  if (!signalGroup(pid, 'SIGTERM')) return;
  const killAt = clock.monotonic() + graceMs;
  const giveUpAt = killAt + 10_000;
  let killed = false;
  while (groupAlive(pid) && clock.monotonic() < giveUpAt) {
    if (!killed && clock.monotonic() >= killAt) {
      killed = true;
      signalGroup(pid, 'SIGKILL');
    }
    await new Promise<void>((resolve) => clock.setTimeout(resolve, POLL_MS));
  }
}

/** False when the group is gone. */
export const groupAlive = (pid: number): boolean => signalGroup(pid, 0);

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    // Windows has no groups; there the leader has to do.
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
    return true;
  } catch (error) {
    // EPERM: a member runs as somebody else. It is alive, but not ours to end.
    if (errnoOf(error) === 'EPERM') return signal === 0;
    if (errnoOf(error) === 'ESRCH') return false;
    throw error;
  }
}
