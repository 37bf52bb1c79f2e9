import { readdirSync, readFileSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { errnoOf } from './files.ts';

const FIRST_POLL_MS = 5;
const LAST_POLL_MS = 100;

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
  let pause = FIRST_POLL_MS;
  while (groupAlive(pid) && clock.monotonic() < giveUpAt) {
    if (!killed && clock.monotonic() >= killAt) {
      killed = true;
      signalGroup(pid, 'SIGKILL');
    }
    await new Promise<void>((resolve) => clock.setTimeout(resolve, pause));
    pause = Math.min(pause * 2, LAST_POLL_MS);
  }
}

/** False when nothing of the group runs any more. */
export function groupAlive(pid: number): boolean {
  if (!signalGroup(pid, 0)) return false;
  return process.platform !== 'linux' || hasRunningMember(pid);
}

/**
 * The dead still count as members until their new parent takes notice, which some init processes do late or never. They
 * hold nothing any more.
 */
function hasRunningMember(group: number): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((name) => {
      try {
        // After the name in parentheses: state, parent, group.
        const [state, , ownGroup] = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return Number(ownGroup) === group && state !== 'Z' && state !== 'X';
      } catch {
        // Gone between listing and reading.
        return false;
      }
    });
}

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

/** Sends a signal to one process. False when there is none, or it is somebody else's. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}

/** Whether a process of this id runs; the dead whose parent has not looked yet do not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // It ended between the two looks.
    return false;
  }
}
