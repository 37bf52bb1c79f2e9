import type { Actor } from 'xstate';
import type { GatewayLogic } from '../../machines/gateway.ts';
import { memoryLimit } from '../../platform/cgroup.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import { runProcess } from '../../platform/exec.ts';
import { EXIT } from '../../platform/exit.ts';
import { memoryUsed, parentProcessId, processId } from '../../platform/host.ts';
import type { LagSampler } from '../../platform/lag.ts';
import type { Logger } from '../../platform/logger.ts';
import { createNotifier, watchdogMs } from '../../platform/notify.ts';
import { chooseStopBudget, supervisorStopBudget } from '../../platform/stop-budget.ts';
import type { Recorder } from '../inspect/recorder.ts';
import { createMemoryGuard, memoryCeiling, type MemoryGuard } from './memory-guard.ts';
import type { Parts } from './parts.ts';
import { watchDisk } from './disk-watch.ts';
import { attachSupervisor, summarise } from './supervisor.ts';

export interface OutsideOptions {
  readonly root: Actor<GatewayLogic>;
  readonly recorder: Recorder;
  readonly lag: LagSampler;
  readonly clock: Clock;
  readonly log: Logger;
  /** As the supervisor set it, before the configuration adds to it. */
  readonly env: Env;
  readonly parts: () => Parts | undefined;
  /** `--shutdown-timeout`, milliseconds. */
  readonly shutdownTimeoutMs: number | undefined;
  readonly healthChanged: () => void;
}

/** What surrounds the process: who started it, how long it may take to stop, how much memory it may use. */
export interface Outside {
  /** The root's answer to `pulse.asked`. */
  answered(): void;
  readonly memoryTrouble: MemoryGuard['trouble'];
  stop(): void;
}

/** Connects the root with what surrounds the process. Before the root is started. */
export function attachOutside(options: OutsideOptions): Outside {
  const { root, recorder, lag, clock, log, env, parts } = options;
  const pids = { own: processId(), parent: parentProcessId() };
  const notify = createNotifier({ env, clock, log });
  const gateway = () => parts()?.boot.live.current().gateway;

  const supervisor = attachSupervisor({
    root,
    notify,
    clock,
    log,
    lag: lag.reader(),
    watchdogMs: watchdogMs(env, pids),
    summary: () => summarise(recorder.tree(0), root.getSnapshot().context.safe),
    onChange: (listener) =>
      recorder.subscribe(({ actor }) => {
        if (actor.startsWith('gateway/channels/')) listener();
      }),
  });

  const limit = memoryLimit();
  const guard = createMemoryGuard({
    ceiling: () => memoryCeiling({ configMb: gateway()?.memory?.ceilingMb, limit }),
    used: memoryUsed,
    onTick: lag.onTick,
    log,
    changed: options.healthChanged,
    over: (reason) => {
      // Whoever starts or stops already must not be hurried.
      if (root.getSnapshot().hasTag('ready')) {
        root.send({ type: 'stop.requested', reason, exitCode: EXIT.retry });
      }
    },
  });

  const disk = watchDisk({ onTick: lag.onTick, clock, parts, changed: options.healthChanged });

  let supervisorMs: number | undefined;
  let asked = false;
  const settleBudget = (): void => {
    const seconds = gateway()?.shutdown?.timeoutSeconds;
    const { ms, source } = chooseStopBudget({
      flagMs: options.shutdownTimeoutMs,
      configMs: seconds === undefined ? undefined : seconds * 1000,
      supervisorMs,
    });
    if (root.getSnapshot().context.budgetMs === ms) return;
    log.info('time to stop', { ms, from: source });
    root.send({ type: 'budget.told', ms });
  };
  const askSupervisor = async (): Promise<void> => {
    supervisorMs = await supervisorStopBudget({ env, run: runProcess, pids, log });
    if (root.getSnapshot().hasTag('ready')) settleBudget();
  };
  const subscription = root.subscribe({
    next: (snapshot) => {
      if (!snapshot.hasTag('ready')) return;
      settleBudget();
      if (asked) return;
      asked = true;
      askSupervisor().catch((error: unknown) =>
        log.warn('the stop timeout of the unit is not known', { error }),
      );
    },
    error: () => {},
  });

  return {
    answered: supervisor.answered,
    memoryTrouble: guard.trouble,
    stop() {
      subscription.unsubscribe();
      supervisor.stop();
      guard.stop();
      disk.stop();
      notify.close();
    },
  };
}
