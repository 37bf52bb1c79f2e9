import { ownUnit, type OwnUnit } from './cgroup.ts';
import type { Env } from './env.ts';
import { SpawnError, type RunProcess } from './exec.ts';
import type { Logger } from './logger.ts';
import { parseSystemdTime } from './timespan.ts';

/** Who said how long stopping may take. */
export type StopBudgetSource = 'flag' | 'config' | 'supervisor' | 'default';

export interface StopBudget {
  /** From the first signal to the end of the process, milliseconds. */
  readonly ms: number;
  readonly source: StopBudgetSource;
}

export const DEFAULT_STOP_BUDGET_MS = 10_000;

/** The flag before the configuration, the configuration before the supervisor, the supervisor before the default. All in milliseconds. */
export function chooseStopBudget(told: {
  readonly flagMs?: number | undefined;
  readonly configMs?: number | undefined;
  readonly supervisorMs?: number | undefined;
}): StopBudget {
  if (told.flagMs !== undefined) return { ms: told.flagMs, source: 'flag' };
  if (told.configMs !== undefined) return { ms: told.configMs, source: 'config' };
  if (told.supervisorMs !== undefined) return { ms: told.supervisorMs, source: 'supervisor' };
  return { ms: DEFAULT_STOP_BUDGET_MS, source: 'default' };
}

/** Kept back from what the supervisor gives: for the last lines of the log and the end of the process. */
const reserve = (ms: number): number => Math.min(Math.max(ms * 0.1, 500), 5000);
const ASK_TIMEOUT_MS = 5000;

/**
 * What systemd gives this process to stop (`TimeoutStopSec` of its own unit) less a reserve, in milliseconds. `undefined` when it is
 * not the main process of a service, when there is no limit, and when systemd cannot be asked: that is logged and harms nothing.
 */
export async function supervisorStopBudget(options: {
  readonly env: Env;
  readonly run: RunProcess;
  readonly pids: { readonly own: number; readonly parent: number };
  readonly log: Logger;
  readonly unit?: OwnUnit | undefined;
}): Promise<number | undefined> {
  const { env, run, pids, log } = options;
  if (env.foreign('NOTIFY_SOCKET') === undefined && env.foreign('INVOCATION_ID') === undefined)
    return undefined;
  const own = options.unit ?? ownUnit();
  if (own === undefined) return undefined;
  try {
    const { exitCode, stdout, stderr } = await run({
      command: 'systemctl',
      args: [...(own.user ? ['--user'] : []), 'show', own.unit, '--property=MainPID,TimeoutStopUSec'],
      env: env.vars,
      timeoutMs: ASK_TIMEOUT_MS,
    });
    if (exitCode !== 0) throw new Error(stderr.trim() || `systemctl ended with ${exitCode}`);
    return readShown(stdout, pids);
  } catch (error) {
    if (!(error instanceof SpawnError && error.reason === 'notFound')) {
      log.warn('the stop timeout of the unit is not known', { unit: own.unit, error });
    }
    return undefined;
  }
}

function readShown(
  text: string,
  pids: { readonly own: number; readonly parent: number },
): number | undefined {
  const shown = (key: string): string => new RegExp(`^${key}=(.*)$`, 'm').exec(text)?.[1] ?? '';
  const main = Number(shown('MainPID'));
  // In a terminal of a desktop session the unit around this process is somebody else's.
  if (main !== pids.own && main !== pids.parent) return undefined;
  const ms = parseSystemdTime(shown('TimeoutStopUSec'));
  return ms === undefined ? undefined : Math.floor(ms - Math.min(reserve(ms), ms / 2));
}
