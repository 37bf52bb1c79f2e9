import { fromPromise, toPromise, type Actor, type InspectionEvent } from 'xstate';
import type { SelfPort } from '../../api/ports.ts';
import type { GatewayFlags } from '../../config/plan.ts';
import { gatewayMachine, type GatewayLogic } from '../../machines/gateway.ts';
import type { PlanFacts } from '../../machines/gateway-types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import { EXIT } from '../../platform/exit.ts';
import { processId, readHostFacts } from '../../platform/host.ts';
import { createLagSampler } from '../../platform/lag.ts';
import type { LogConsole } from '../../platform/logging.ts';
import { acquireLock, LockHeld, type InstanceLock } from '../../platform/lock.ts';
import type { Paths } from '../../platform/paths.ts';
import type { Random } from '../../platform/random.ts';
import type { ProcessSignal, SignalListener } from '../../platform/signals.ts';
import type { StrayFailure } from '../../platform/stray-failures.ts';
import { VERSION } from '../../platform/version.ts';
import { setAside } from '../../store/set-aside.ts';
import { loadAdapters } from '../channels/adapters.ts';
import { createInspectFeed } from '../inspect/feed.ts';
import { createRecorder, type Recorder } from '../inspect/recorder.ts';
import { createStatelyFeed } from '../inspect/stately.ts';
import { createRoot } from '../supervision/start-root.ts';
import { announcement } from './announcement.ts';
import { BootRefused, planBoot } from './boot-plan.ts';
import { createDrainActors } from './drain.ts';
import { createLateLogger } from './late-logger.ts';
import { boundPort, createParts, type Parts } from './parts.ts';
import { createStrayWatch } from './stray-watch.ts';
import { createChildInputs, createKeepers } from './tree.ts';

export interface GatewayOptions {
  readonly flags: GatewayFlags;
  readonly paths: Paths;
  readonly env: Env;
  readonly terminal: boolean;
  readonly inspect: boolean;
  /** Move a damaged database aside and begin with an empty one. */
  readonly freshStore: boolean;
  /** A line for the operator, beside the log. */
  say(line: string): void;
  /** A line that explains why it ended. */
  complain(line: string): void;
  /** How the operator starts a command of ours, e.g. `moltbot --dev`. */
  readonly command: string;
}

/** What a gateway stands on: the process, or whatever stands in for it. */
export interface Ground {
  readonly clock: Clock;
  readonly random: Random;
  readonly console: LogConsole;
  onSignal(listener: SignalListener): () => void;
  onStrayFailure(listener: (failure: StrayFailure) => void): unknown;
  /** Sees every actor of the tree. */
  readonly inspect?: (event: InspectionEvent) => void;
  /** What it returns is put into the tree in place of the parts of a boot. */
  readonly amend?: (parts: Parts) => Parts;
}

export interface Gateway {
  readonly root: Actor<GatewayLogic>;
  readonly recorder: Recorder;
  /** The parts of the current boot. */
  parts(): Parts | undefined;
  /** Starts the tree and resolves with the exit code. Never rejects for anything an operator can cause. */
  run(): Promise<number>;
}

const DRAIN_BUDGET_MS = 10_000;
const RING_SIZE = 2_000;
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
  const { flags, paths, env, terminal } = options;
  const { clock, random } = ground;
  const late = createLateLogger();
  const log = late.logger;
  const host = readHostFacts();
  const recorder = createRecorder({
    clock,
    ringSize: RING_SIZE,
    mask: (text) => parts?.boot.secrets.mask(text) ?? text,
  });
  const stately = createStatelyFeed({ clock });
  const lag = createLagSampler();
  let parts: Parts | undefined;
  let lock: InstanceLock | undefined;
  /** The parts whose addresses were told, and the port among them. */
  let announced: Parts | undefined;
  let lastPort: number | undefined;

  const current = (): Parts => {
    if (parts === undefined) throw new Error('a part was started before the plan was loaded');
    return parts;
  };

  const takeLock = async ({ signal }: { readonly signal: AbortSignal }): Promise<void> => {
    try {
      lock = await acquireLock({
        lockPath: paths.lockPath,
        factsPath: paths.lockFactsPath,
        owner: {
          pid: processId(),
          version: VERSION,
          profile: paths.profile,
          startedAt: clock.now(),
          port: null,
        },
        clock,
      });
    } catch (error) {
      const advice =
        error instanceof LockHeld ? `; stop it first, or use another --profile or CLAWDBOT_STATE_DIR` : '';
      throw new BootRefused(EXIT.config, `${(error as Error).message}${advice}`, { cause: error });
    }
    // A stop that came meanwhile has already let go of everything it knew of.
    if (signal.aborted) return lock.release();
    if (!options.freshStore) return;
    const moved = setAside(paths.dbPath, clock);
    for (const file of moved) log.warn('the database was set aside', { file });
  };

  const loadPlan = async ({ signal }: { readonly signal: AbortSignal }): Promise<PlanFacts> => {
    const before = parts;
    const boot = await planBoot({ paths, env, flags, terminal, console: ground.console });
    if (options.inspect && !boot.plan.loopbackOnly) {
      throw new BootRefused(
        EXIT.usage,
        '--inspect shows the actor tree to whoever can reach the port: use it with --bind loopback',
      );
    }
    if (signal.aborted) {
      boot.logging.close();
      throw new Error('stopped while the plan was being loaded');
    }
    before?.server.close();
    before?.channels.dispose();
    before?.boot.logging.close();
    late.attach(boot.logging.logger);
    for (const warning of boot.warnings) log.warn(warning);
    const self: SelfPort = {
      version: VERSION,
      host: host.hostname,
      pid: processId(),
      instanceId: random.uuid(),
      startedAtMs: clock.now(),
      profile: paths.profile,
      stateDir: paths.stateDir,
      configPath: paths.configPath,
    };
    const adapters = await loadAdapters(boot.config);
    const made = createParts({
      adapters,
      command: options.command,
      boot,
      paths,
      clock,
      random,
      log,
      recorder,
      lag,
      strays: strays.recent,
      host,
      self,
      http: options.inspect ? [createInspectFeed({ recorder, stately, clock })] : [],
      ready: () => root.getSnapshot().hasTag('ready'),
      requestRestart: (reason) => {
        if (parts?.ports.self === self) root.send({ type: 'restart.requested', reason });
      },
      carried: {
        ...(before === undefined ? {} : { firstPresenceVersion: before.server.presence.version() }),
        ...(lastPort === undefined ? {} : { lastPort }),
      },
    });
    parts = ground.amend?.(made) ?? made;
    return { restartAuthorised: boot.plan.allowExternalRestart };
  };

  const machine = gatewayMachine.provide({
    actors: {
      acquireLock: fromPromise(takeLock),
      loadPlan: fromPromise(loadPlan),
      ...createDrainActors(() => parts),
      releaseLock: fromPromise(async () => lock?.release()),
      ...createKeepers(current),
    },
    actions: {
      refuseRestart: () =>
        log.warn(
          'restart signal ignored: it is not authorised; set commands.restart=true in the config to allow it',
        ),
      refuseReload: () =>
        log.warn(
          'reload signal ignored: this release reads its config at start only; restart the gateway to apply changes',
        ),
    },
  });

  const root = createRoot(machine, {
    id: 'gateway',
    input: {
      random: () => random.fraction(),
      drainBudgetMs: DRAIN_BUDGET_MS,
      childInputs: createChildInputs(current, () => random.fraction()),
    },
    clock,
    log: log.child('supervision'),
    inspectors: [
      recorder.inspect,
      ...(options.inspect ? [stately.inspect] : []),
      ...(ground.inspect === undefined ? [] : [ground.inspect]),
    ],
  });

  root.subscribe({
    next: (snapshot) => {
      if (!snapshot.hasTag('ready') || parts === undefined || announced === parts) return;
      announced = parts;
      lastPort = boundPort(parts.server);
      lock?.update({ port: lastPort ?? null });
      const { logged, said } = announcement({
        parts,
        paths,
        inspect: options.inspect,
        command: options.command,
      });
      for (const line of logged) log.info(line);
      for (const line of said) options.say(line);
    },
    // createRoot has logged it; toPromise below turns it into the exit code.
    error: () => {},
  });

  const healthChanged = (): void => {
    const pulse = root.getSnapshot().children.pulse;
    if (pulse?.getSnapshot().hasTag('down') === true) parts?.pulse.refreshAlone();
    else pulse?.send({ type: 'tell', event: { type: 'health.changed' } });
  };

  const strays = createStrayWatch({ clock, log, changed: healthChanged });

  const conclude = (reason: string): void => {
    // A log line is one line; the places in a broken configuration are several.
    if (parts !== undefined) return log.fatal(`gateway failed: ${reason.replaceAll(/\s*\n\s*/g, ' ')}`);
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
      root.send(SIGNAL_EVENTS[signal]);
    });
    root.start();
    try {
      const { exitCode, reason } = await Promise.race([
        toPromise(root),
        strays.fatal.then((error) => Promise.reject(error)),
      ]);
      if (exitCode === EXIT.ok) log.info('gateway stopped', { reason });
      else conclude(reason);
      return exitCode;
    } catch (error) {
      lock?.release();
      conclude(`crashed: ${error instanceof Error ? error.message : String(error)}`);
      return EXIT.crash;
    } finally {
      offSignal();
      unwatch();
      lag.stop();
      parts?.server.close();
      parts?.channels.dispose();
      parts?.boot.logging.close();
    }
  };

  return { root, recorder, parts: () => parts, run };
}
