import { fromPromise, toPromise } from 'xstate';
import type { SelfPort } from '../../api/ports.ts';
import type { GatewayFlags } from '../../config/plan.ts';
import { gatewayMachine } from '../../machines/gateway.ts';
import type { PlanFacts } from '../../machines/gateway-types.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import { EXIT } from '../../platform/exit.ts';
import { processId, readHostFacts } from '../../platform/host.ts';
import { createLagSampler } from '../../platform/lag.ts';
import { acquireLock, LockHeld, type InstanceLock } from '../../platform/lock.ts';
import type { Paths } from '../../platform/paths.ts';
import { systemRandom } from '../../platform/random.ts';
import { onSignal, type ProcessSignal } from '../../platform/signals.ts';
import { onStrayFailure } from '../../platform/stray-failures.ts';
import { VERSION } from '../../platform/version.ts';
import { setAside } from '../../store/set-aside.ts';
import { createInspectFeed, INSPECT_PATH } from '../inspect/feed.ts';
import { createRecorder } from '../inspect/recorder.ts';
import { createStatelyFeed } from '../inspect/stately.ts';
import { createRoot } from '../supervision/start-root.ts';
import { BootRefused, planBoot } from './boot-plan.ts';
import { createDrainActors } from './drain.ts';
import { createLateLogger } from './late-logger.ts';
import { boundPort, createParts, type Parts } from './parts.ts';
import { createStrayWatch } from './stray-watch.ts';
import { createChildInputs, createKeepers } from './tree.ts';

export interface RunGatewayOptions {
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

const DRAIN_BUDGET_MS = 10_000;
const RING_SIZE = 2_000;

const SIGNAL_EVENTS: Readonly<
  Record<ProcessSignal, { readonly type: 'signal.term' | 'signal.int' | 'signal.restart' | 'signal.reload' }>
> = {
  SIGTERM: { type: 'signal.term' },
  SIGINT: { type: 'signal.int' },
  SIGUSR1: { type: 'signal.restart' },
  SIGUSR2: { type: 'signal.restart' },
  SIGHUP: { type: 'signal.reload' },
};

/** Runs the gateway until it stops; resolves with the exit code. Never rejects for anything an operator can cause. */
export async function runGateway(options: RunGatewayOptions): Promise<number> {
  const { flags, paths, env, terminal, say } = options;
  const clock = systemClock;
  const random = systemRandom;
  const late = createLateLogger();
  const log = late.logger;
  const host = readHostFacts();
  const recorder = createRecorder({ clock, ringSize: RING_SIZE, mask: (text) => parts?.boot.secrets.mask(text) ?? text });
  const stately = createStatelyFeed({ clock });
  const lag = createLagSampler();
  let parts: Parts | undefined;
  let lock: InstanceLock | undefined;

  const current = (): Parts => {
    if (parts === undefined) throw new Error('a part was started before the plan was loaded');
    return parts;
  };

  const loadPlan = async (): Promise<PlanFacts> => {
    const before = parts;
    const boot = await planBoot({ paths, env, flags, terminal });
    if (options.inspect && !boot.plan.loopbackOnly) {
      throw new BootRefused(EXIT.usage, '--inspect shows the actor tree to whoever can reach the port: use it with --bind loopback');
    }
    before?.server.close();
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
    parts = createParts({
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
      trace: flags.verbose === true,
      ...(before === undefined ? {} : { firstPresenceVersion: before.server.presence.version() }),
    });
    return { restartAuthorised: boot.plan.allowExternalRestart };
  };

  const machine = gatewayMachine.provide({
    actors: {
      acquireLock: fromPromise(async () => {
        try {
          lock = await acquireLock({
            lockPath: paths.lockPath,
            factsPath: paths.lockFactsPath,
            owner: { pid: processId(), version: VERSION, profile: paths.profile, startedAt: clock.now(), port: null },
            clock,
          });
        } catch (error) {
          const advice = error instanceof LockHeld ? `; stop it first, or use another --profile or CLAWDBOT_STATE_DIR` : '';
          throw new BootRefused(EXIT.config, `${(error as Error).message}${advice}`, { cause: error });
        }
        if (options.freshStore) {
          const moved = setAside(paths.dbPath, clock);
          for (const file of moved) log.warn('the database was set aside', { file });
        }
      }),
      loadPlan: fromPromise(loadPlan),
      ...createDrainActors(() => parts),
      releaseLock: fromPromise(async () => lock?.release()),
      ...createKeepers(current),
    },
    actions: {
      refuseRestart: () =>
        log.warn('restart signal ignored: it is not authorised; set commands.restart=true in the config to allow it'),
      refuseReload: () =>
        log.warn('reload signal ignored: this release reads its config at start only; restart the gateway to apply changes'),
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
    inspectors: options.inspect ? [recorder.inspect, stately.inspect] : [recorder.inspect],
  });

  let announced: Parts | undefined;
  root.subscribe({
    next: (snapshot) => {
      if (!snapshot.hasTag('ready') || parts === undefined || announced === parts) return;
      announced = parts;
      lock?.update({ port: boundPort(parts.server) ?? null });
      announce(parts);
    },
    // createRoot has logged it; toPromise below turns it into the exit code.
    error: () => {},
  });

  const announce = ({ server, boot }: Parts): void => {
    for (const address of server.addresses()) {
      const where = address.kind === 'unix' ? `unix:${address.path}` : `ws://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
      log.info(`listening on ${where} (PID ${processId()})`);
    }
    log.info(`log file: ${boot.logging.file() ?? 'none'}`);
    if (boot.plan.auth.token?.source === 'generated') log.info(`token for TCP clients: ${paths.gatewayTokenPath}`);
    if (options.inspect) say(`actor tree: http://127.0.0.1:${boundPort(server)}${INSPECT_PATH}`);
    say(`talk to it: ${options.command} agent --message "hello" --stream`);
  };

  const healthChanged = (): void =>
    root.getSnapshot().children.pulse?.send({ type: 'tell', event: { type: 'health.changed' } });

  const strays = createStrayWatch({ clock, log, changed: healthChanged });
  // Never given back: what still rejects while the process ends must not change how it ends.
  onStrayFailure(strays.note);

  const unwatch = recorder.subscribe(({ actor, to }) => {
    // Only what health shows: a part that went down or came back. Connections and runs come and go.
    if (actor.split('/').length !== 2 || actor.endsWith('/pulse') || !/^(alive\.running|backingOff|parked|exhausted)$/.test(to)) return;
    healthChanged();
  });
  const offSignal = onSignal((signal) => {
    log.info(`received ${signal}`);
    root.send(SIGNAL_EVENTS[signal]);
  });

  root.start();
  try {
    const { exitCode, reason } = await Promise.race([toPromise(root), strays.fatal.then((error) => Promise.reject(error))]);
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
    parts?.boot.logging.close();
  }

  function conclude(reason: string): void {
    if (parts === undefined) {
      for (const line of late.kept()) options.complain(line);
      options.complain(`Gateway failed to start: ${reason}`);
    } else {
      log.fatal('gateway failed', { reason });
    }
  }
}
