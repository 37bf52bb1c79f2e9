import { join } from 'node:path';
import type { Actor } from 'xstate';
import type { SelfPort } from '../../api/ports.ts';
import type { GatewayLogic } from '../../machines/gateway.ts';
import type { LoadInput, PlanFacts } from '../../machines/gateway-types.ts';
import { bootEndOf, createBootLedger } from '../../platform/boot-ledger.ts';
import { EXIT } from '../../platform/exit.ts';
import { processId, type HostFacts } from '../../platform/host.ts';
import type { LagSampler } from '../../platform/lag.ts';
import { acquireLock, lockExitCode, lockRefusal, type InstanceLock } from '../../platform/lock.ts';
import { VERSION } from '../../platform/version.ts';
import { setAside } from '../../store/set-aside.ts';
import { loadAdapters } from '../channels/adapters.ts';
import { createInspectFeed } from '../inspect/feed.ts';
import type { Recorder } from '../inspect/recorder.ts';
import type { StatelyFeed } from '../inspect/stately.ts';
import { planBoot, type BootPlan } from './boot-plan.ts';
import { BootRefused } from './boot-refused.ts';
import type { FrontDoor } from './front-door.ts';
import type { GatewayOptions, Ground } from './gateway-options.ts';
import type { LateLogger } from './late-logger.ts';
import { createParts, type Parts } from './parts.ts';
import type { Reloads } from './reloads.ts';
import type { RestartClock } from './restart-clock.ts';
import { keepPorts, stateIdOf } from './state-files.ts';
import type { StrayWatch } from './stray-watch.ts';

type Task = { readonly signal: AbortSignal };

/** One boot after the other of one process: the lock that is kept over all of them, and the parts of the present one. */
export interface Boots {
  /** The parts of the current boot; `undefined` before the first plan was made. */
  parts(): Parts | undefined;
  /** @throws Error before the first plan was made: only our own code asks too early */
  current(): Parts;
  /** @throws BootRefused when another gateway holds it */
  takeLock(task: Task): Promise<void>;
  /** @throws BootRefused */
  loadPlan(task: Task & { readonly input: LoadInput }): Promise<PlanFacts>;
  /** The channels run again: what came before this boot no longer counts. */
  leaveSafeMode(): void;
  /** `exitCode`: what the process is going to end with. */
  releaseLock(exitCode: number): void;
  /** The gateway can be reached: others are told where, and the next boot tries the same port first. */
  listening(made: Parts): void;
  /** The boot runs: whoever asked for it is told. `downMs`: how long nobody could come in, when that is known. */
  running(parts: Parts, downMs: number | undefined): void;
  /** Ends what outlives the tree: pending broadcasts, accounts. */
  dispose(): void;
  closeLog(): void;
}

export interface BootsOptions {
  readonly options: GatewayOptions;
  readonly ground: Ground;
  readonly late: LateLogger;
  readonly host: HostFacts;
  readonly recorder: Recorder;
  readonly stately: StatelyFeed;
  readonly lag: LagSampler;
  readonly strays: Pick<StrayWatch, 'recent'>;
  /** What an operator should know of the memory, or `undefined`. */
  readonly memoryTrouble: () => string | undefined;
  readonly front: FrontDoor;
  readonly restartClock: Pick<RestartClock, 'bootBegins'>;
  readonly reloads: Reloads;
  readonly root: () => Actor<GatewayLogic>;
}

export function createBoots(deps: BootsOptions): Boots {
  const { options, ground, late, host, recorder, stately, lag, reloads } = deps;
  const { flags, paths, env, terminal } = options;
  const { clock, random } = ground;
  const log = late.logger;
  let parts: Parts | undefined;
  let lock: InstanceLock | undefined;
  let lastPort: number | undefined;
  /** Of the first boot; the lock names it before that boot is planned. */
  const firstInstanceId = options.held?.instanceId ?? random.uuid();

  const ledger = createBootLedger({
    path: join(paths.stateDir, 'boots.json'),
    clock,
    mode: flags.safeMode === undefined ? 'auto' : flags.safeMode ? 'always' : 'never',
    boot: { instanceId: firstInstanceId, version: VERSION, pid: processId() },
    warn: log.warn,
  });

  const announceSafeMode = (reason: string): void => {
    const line = `SAFE MODE: the channels are not started: ${reason}; when the cause is mended: ${options.command} gateway resume channels`;
    log.warn(line);
    options.say(line);
  };

  const leave = (): void => {
    parts?.server.close();
    parts?.channels.dispose();
    parts?.boot.logging.close();
  };

  const plan = async (): Promise<BootPlan> => {
    const boot = await planBoot({
      paths,
      env,
      flags,
      terminal,
      console: ground.console,
      again: parts !== undefined,
      rejected: reloads.rejected(),
    });
    if (options.inspect && !boot.choice.plan.loopbackOnly) {
      boot.logging.close();
      throw new BootRefused(
        EXIT.usage,
        '--inspect shows the actor tree to whoever can reach the port: use it with --bind loopback',
      );
    }
    return boot;
  };

  const build = async (boot: BootPlan): Promise<Parts> => {
    keepPorts(boot, { stateDir: paths.stateDir, log });
    const self: SelfPort = {
      version: VERSION,
      host: host.hostname,
      pid: processId(),
      instanceId: parts === undefined ? firstInstanceId : random.uuid(),
      startedAtMs: clock.now(),
      profile: paths.profile,
      stateDir: paths.stateDir,
      ...stateIdOf({ stateDir: paths.stateDir, random, log }),
      configPath: paths.configPath,
    };
    const adapters = await loadAdapters(boot.live.current());
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
      strays: deps.strays.recent,
      memoryTrouble: deps.memoryTrouble,
      host,
      self,
      http: options.inspect ? [createInspectFeed({ recorder, stately, clock })] : [],
      root: deps.root,
      terminal,
      reloads,
      safe: ledger.safe,
      front: deps.front,
      alive: () => parts?.ports.self === self,
      carried: {
        ...(parts === undefined ? {} : { firstPresenceVersion: parts.server.presence.version() }),
        ...(lastPort === undefined ? {} : { lastPort }),
      },
    });
    return ground.amend?.(made) ?? made;
  };

  const make = async (signal: AbortSignal): Promise<Parts> => {
    const boot = await plan();
    if (signal.aborted) {
      boot.logging.close();
      throw new Error('stopped while the plan was being loaded');
    }
    late.attach(boot.logging.logger);
    for (const warning of boot.warnings) log.warn(warning);
    try {
      return await build(boot);
    } catch (error) {
      if (!boot.choice.trial) throw error;
      reloads.reject(boot.choice.loaded, error instanceof Error ? error.message : String(error));
      boot.logging.close();
      return make(signal);
    }
  };

  return {
    parts: () => parts,
    current() {
      if (parts === undefined) throw new Error('a part was started before the plan was loaded');
      return parts;
    },
    async takeLock({ signal }) {
      try {
        lock =
          options.held?.lock ??
          (await acquireLock({
            lockPath: paths.lockPath,
            factsPath: paths.lockFactsPath,
            owner: {
              instanceId: firstInstanceId,
              pid: processId(),
              version: VERSION,
              profile: paths.profile,
              startedAt: clock.now(),
              port: null,
            },
            clock,
          }));
      } catch (error) {
        throw new BootRefused(lockExitCode(error), lockRefusal(error), { cause: error });
      }
      // A stop that came meanwhile has already let go of everything it knew of.
      if (signal.aborted) return lock.release();
      ledger.begin();
      try {
        await deps.front.open();
      } catch (error) {
        lock.release();
        throw error;
      }
      if (signal.aborted) {
        deps.front.abandon();
        return lock.release();
      }
      if (!options.freshStore) return;
      const moved = setAside(paths.dbPath, clock);
      for (const file of moved) log.warn('the database was set aside', { file });
    },
    async loadPlan({ input, signal }) {
      deps.restartClock.bootBegins();
      if (input.putBack !== undefined && parts !== undefined) {
        // A change that was being taken over is what did not work, else what runs: the file may have changed its bytes since.
        reloads.reject(reloads.attempted() ?? parts.boot.live.loaded(), input.putBack);
      }
      // A restart within the process is the deed of somebody who looked.
      if (parts !== undefined) ledger.leave();
      const made = await make(signal);
      leave();
      parts = made;
      const safe = ledger.safe()?.reason;
      if (safe !== undefined) announceSafeMode(safe);
      return { ...reloads.booted(made), ...(safe === undefined ? {} : { safe }) };
    },
    leaveSafeMode() {
      if (ledger.safe() === undefined) return;
      ledger.leave();
      log.info('safe mode was left: the channels run');
    },
    releaseLock(exitCode) {
      // While the lock is held the file is ours.
      ledger.end(bootEndOf(exitCode));
      lock?.release();
    },
    listening({ boot, server }) {
      const tcp = server.addresses().find(({ kind }) => kind === 'tcp');
      lastPort = tcp?.port;
      try {
        lock?.update({
          port: tcp?.port ?? null,
          host: tcp?.host === '0.0.0.0' ? '127.0.0.1' : (tcp?.host ?? null),
          tlsFingerprint: boot.certificate?.fingerprint ?? null,
          ...(parts === undefined ? {} : { instanceId: parts.ports.self.instanceId }),
        });
      } catch (error) {
        // Whoever looks reads what was told before; the lock itself does not depend on it.
        log.warn('the facts beside the lock are out of date', { file: paths.lockFactsPath, error });
      }
    },
    running({ restarts }, downMs) {
      const safe = deps.root().getSnapshot().context.safe;
      // Never rejects: what cannot be told waits for the next boot.
      void restarts.sentinel.deliver({
        config: reloads.facts.config(),
        ...(downMs === undefined ? {} : { downMs }),
        ...(safe === undefined ? {} : { safe }),
      });
    },
    dispose() {
      parts?.server.close();
      parts?.channels.dispose();
    },
    closeLog: () => parts?.boot.logging.close(),
  };
}
