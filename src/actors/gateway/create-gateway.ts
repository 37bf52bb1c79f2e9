import { isDeepStrictEqual } from 'node:util';
import { fromPromise, toPromise, type SnapshotFrom } from 'xstate';
import type { ConfigWatcherEvent } from '../../machines/config-watcher-setup.ts';
import { gatewayMachine, type GatewayLogic } from '../../machines/gateway.ts';
import { EXIT } from '../../platform/exit.ts';
import { readHostFacts } from '../../platform/host.ts';
import { createLagSampler } from '../../platform/lag.ts';
import type { ProcessSignal } from '../../platform/signals.ts';
import { DEFAULT_STOP_BUDGET_MS } from '../../platform/stop-budget.ts';
import { createRecorder } from '../inspect/recorder.ts';
import { createStatelyFeed } from '../inspect/stately.ts';
import { createRoot } from '../supervision/start-root.ts';
import { announcement } from './announcement.ts';
import { createBoots } from './boots.ts';
import { createDrainActors } from './drain.ts';
import { createFrontDoor } from './front-door.ts';
import type { Gateway, GatewayOptions, Ground } from './gateway-options.ts';
import { createLateLogger } from './late-logger.ts';
import { attachOutside } from './outside.ts';
import type { Parts } from './parts.ts';
import type { Asked } from './reload-answers.ts';
import { createReloadActors } from './reload-actors.ts';
import { createReloads, type Reloads } from './reloads.ts';
import { createRestartClock } from './restart-clock.ts';
import { createStrayWatch } from './stray-watch.ts';
import { createChildInputs, createKeepers } from './tree.ts';

const RING_SIZE = 2_000;
/** States of a running gateway in which it may still go back. */
const UNSETTLED = [{ running: 'arriving' }, { running: 'arrived' }, { running: 'proving' }] as const;
/** The states in which the root takes an offer. */
const IDLE = [{ running: 'steady' }, { running: 'safe' }] as const;
/** Those in which a restart for a changed file waits for its moment. */
const AHEAD = [{ running: { reloading: 'delaying' } }, { running: { reloading: 'deferring' } }] as const;
/** Only what health shows: a part that went down or came back. */
const NEWSWORTHY = /^(alive\.running|backingOff|parked|exhausted)$/;

const SIGNAL_EVENTS: Readonly<
  Record<ProcessSignal, { readonly type: 'signal.term' | 'signal.int' | 'signal.restart' | 'signal.reload' }>
> = {
  SIGTERM: { type: 'signal.term' },
  SIGINT: { type: 'signal.int' },
  SIGUSR1: { type: 'signal.restart' },
  SIGUSR2: { type: 'signal.restart' },
  SIGHUP: { type: 'signal.reload' },
};

/** The whole gateway, composed and not yet started. */
export function createGateway(options: GatewayOptions, ground: Ground): Gateway {
  const { paths, env } = options;
  const { clock, random } = ground;
  const late = createLateLogger();
  const log = late.logger;
  const recorder = createRecorder({
    clock,
    ringSize: RING_SIZE,
    mask: (text) => boots.parts()?.boot.secrets.mask(text) ?? text,
  });
  const stately = createStatelyFeed({ clock });
  const lag = createLagSampler();
  /** The parts whose addresses were told. */
  let announced: { readonly parts: Parts; readonly downMs: number | undefined } | undefined;
  /** The boot whose restart was told to those who asked for it. */
  let told: Parts | undefined;

  const reloads: Reloads = createReloads({
    paths,
    env,
    clock,
    log: log.child('config'),
    parts: () => boots.parts(),
    send: (event) => root.send(event),
    idle: () => IDLE.some((value) => root.getSnapshot().matches(value)),
    confirming: () => root.getSnapshot().matches({ running: 'confirming' }),
    look: (asked) => look(asked),
    restartAhead: () => AHEAD.some((value) => root.getSnapshot().matches(value)),
    settle: (end) => tellWatcher({ type: 'reload.settled', outcome: end }),
    safe: () => root.getSnapshot().context.safe !== undefined,
    changed: () => healthChanged(),
    tellRequester: async (request, report) =>
      (await boots.parts()?.restarts.tellRequester(request, report)) ?? report,
  });

  const restartClock = createRestartClock(clock);
  const host = readHostFacts();
  const front = createFrontDoor({
    root: () => root,
    parts: () => boots.parts(),
    paths,
    host,
    recorder,
    clock,
    random,
    log,
  });

  const boots = createBoots({
    options,
    ground,
    late,
    host,
    front,
    restartClock,
    recorder,
    stately,
    lag,
    strays: { recent: () => strays.recent() },
    memoryTrouble: () => outside.memoryTrouble(),
    reloads,
    root: () => root,
  });

  const machine = gatewayMachine.provide({
    actors: {
      acquireLock: fromPromise(boots.takeLock),
      loadPlan: fromPromise(boots.loadPlan),
      ...createDrainActors(boots.parts, restartClock),
      ...createReloadActors(reloads, boots.parts),
      releaseLock: fromPromise(async () => {
        await front.close();
        boots.releaseLock(root.getSnapshot().context.exitCode);
      }),
      ...createKeepers(boots.current),
    },
    actions: {
      refuseRestart: () =>
        log.warn(
          'restart signal ignored: it is not authorised; set commands.restart=true in the config to allow it',
        ),
      ignoreSignal: (_, why) => log.info(`signal ignored: ${why}`),
      tellOverdue: (_, what) => log.warn('did not end in time; going on without it', { what }),
      answerPulse: () => outside.answered(),
      noteReloadEnd: (_, end) => reloads.ended(end),
    },
  });

  const root = createRoot(machine, {
    id: 'gateway',
    input: {
      random: () => random.fraction(),
      drainBudgetMs: options.flags.shutdownTimeout ?? DEFAULT_STOP_BUDGET_MS,
      childInputs: createChildInputs(boots.current, () => random.fraction()),
    },
    clock,
    log: log.child('supervision'),
    inspectors: [
      recorder.inspect,
      ...(options.inspect ? [stately.inspect] : []),
      ...(ground.inspect === undefined ? [] : [ground.inspect]),
    ],
  });

  const tellWatcher = (event: ConfigWatcherEvent): void =>
    root.getSnapshot().children.configWatcher?.send({ type: 'tell', event });

  /** Lets the watcher look at the file at once. False when it is down. */
  const look = (request: Asked): boolean => {
    const state = root.getSnapshot().children.configWatcher?.getSnapshot().value;
    if (!isDeepStrictEqual(state, { alive: 'running' })) return false;
    tellWatcher({ type: 'look.now', request });
    return true;
  };

  /** Not before it is known that the change stays: a boot that is to be undone has nothing to tell. */
  const tellOnce = (snapshot: SnapshotFrom<GatewayLogic>, parts: Parts): void => {
    if (told === parts || UNSETTLED.some((value) => snapshot.matches(value))) return;
    told = parts;
    boots.running(parts, announced?.downMs);
  };

  root.subscribe({
    next: (snapshot) => {
      const parts = boots.parts();
      if (!snapshot.hasTag('ready') || parts === undefined) return;
      if (snapshot.context.safe === undefined) boots.leaveSafeMode();
      if (announced?.parts === parts) return tellOnce(snapshot, parts);
      announced = { parts, downMs: restartClock.doorOpens() };
      boots.listening(parts);
      const { logged, said } = announcement({
        parts,
        paths,
        inspect: options.inspect,
        command: options.command,
      });
      for (const line of logged) log.info(line);
      for (const line of said) options.say(line);
      tellOnce(snapshot, parts);
    },
    // createRoot has logged it; toPromise below turns it into the exit code.
    error: () => {},
  });

  const healthChanged = (): void => {
    const pulse = root.getSnapshot().children.pulse;
    if (pulse?.getSnapshot().hasTag('down') === true) boots.parts()?.pulse.refreshAlone();
    else pulse?.send({ type: 'tell', event: { type: 'health.changed' } });
  };

  const strays = createStrayWatch({ clock, log, changed: healthChanged });

  const outside = attachOutside({
    root,
    recorder,
    lag,
    clock,
    log: log.child('supervisor'),
    env,
    parts: boots.parts,
    shutdownTimeoutMs: options.flags.shutdownTimeout,
    healthChanged,
  });

  const conclude = (reason: string): void => {
    // A log line is one line; the places in a broken configuration are several.
    if (boots.parts() !== undefined)
      return log.fatal(`gateway failed: ${reason.replaceAll(/\s*\n\s*/g, ' ')}`);
    for (const line of late.kept()) options.complain(line);
    options.complain(`Gateway failed to start: ${reason}`);
  };

  const run = async (): Promise<number> => {
    // Never given back: what still rejects while the process ends must not change how it ends.
    ground.onStrayFailure(strays.note);
    const unwatch = recorder.subscribe(({ actor, to }) => {
      // Connections and runs come and go; a part that went down is news, the pulse that would tell it included.
      const depth = actor.split('/').length;
      const isLink = depth === 3 && actor.startsWith('gateway/channels/');
      if (isLink || (depth === 2 && NEWSWORTHY.test(to))) healthChanged();
    });
    const offSignal = ground.onSignal((signal) => {
      log.info(`received ${signal}`);
      if (signal === 'SIGHUP') {
        boots.parts()?.access.look();
        boots.parts()?.boot.logging.reopen();
      }
      root.send(SIGNAL_EVENTS[signal]);
    });
    /** The last line of the log is the last thing anybody hears. */
    const leave = (): void => {
      offSignal();
      unwatch();
      outside.stop();
      lag.stop();
      boots.dispose();
    };
    root.start();
    try {
      const { exitCode, reason, overdue } = await Promise.race([
        toPromise(root),
        strays.fatal.then((error) => Promise.reject(error)),
      ]);
      leave();
      const facts = { reason, ...(overdue.length === 0 ? {} : { notInTime: overdue.join(', ') }) };
      // One that never came up explains itself, also when it may be tried again.
      const meant = exitCode === EXIT.ok || (exitCode === EXIT.retry && boots.parts() !== undefined);
      if (meant) log.info('gateway stopped', facts);
      else conclude(reason);
      return exitCode;
    } catch (error) {
      front.abandon();
      boots.releaseLock(EXIT.crash);
      leave();
      conclude(`crashed: ${error instanceof Error ? error.message : String(error)}`);
      return EXIT.crash;
    } finally {
      boots.closeLog();
    }
  };

  return { root, recorder, parts: boots.parts, run };
}
