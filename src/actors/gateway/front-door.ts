import type { Actor } from 'xstate';
import type { Ports, TreePort } from '../../api/ports.ts';
import { DEFAULT_AGENT_ID } from '../../config/agents.ts';
import type { GatewayLogic } from '../../machines/gateway.ts';
import type { Clock } from '../../platform/clock.ts';
import { processId, type HostFacts } from '../../platform/host.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { Random } from '../../platform/random.ts';
import { VERSION } from '../../platform/version.ts';
import { createFollow } from '../inspect/follow.ts';
import type { Recorder } from '../inspect/recorder.ts';
import { openDoor, type Door } from '../server/door.ts';
import { createLobby, type Lobby } from '../server/lobby.ts';
import { createLobbyPorts } from '../server/lobby-ports.ts';
import { createSilentSockets, MAX_SILENT } from '../server/silent-sockets.ts';
import { createPhaseReader } from './phase.ts';
import { selfEntry } from './self-entry.ts';
import { sessionDefaults } from './session-defaults.ts';

/** What of the process itself can be looked at and ended in every phase, and the door through which that is done. */
export interface FrontDoor {
  /** To be called with the lock held. @throws Error with `permanent` and `exitCode` when the path cannot be used */
  open(): Promise<void>;
  /** Undefined before it was opened. */
  door(): Door | undefined;
  /** For a boot that serves. */
  readonly tree: Pick<TreePort, 'inspect' | 'transitions'>;
  /** @returns true when the gateway was stopping for good already, and nothing was changed */
  stop(reason: string): boolean;
  /** To be called before the lock is given back. Over within half a second. */
  close(): Promise<void>;
  /** The same without a word, for the end of a process that crashes. */
  abandon(): void;
}

/** Rows told of each pool unless asked for more or fewer. */
const POOL_ROWS = 100;

export function createFrontDoor(deps: {
  readonly root: () => Actor<GatewayLogic>;
  readonly parts: () => { readonly ports: Ports } | undefined;
  readonly paths: Paths;
  readonly host: HostFacts;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}): FrontDoor {
  const { root, parts, paths, host, recorder, clock, random, log } = deps;
  const begunMs = clock.now();
  const self = () => parts()?.ports.self;
  const phase = createPhaseReader({ root, recorder, self, now: () => clock.now() });
  const transitions = createFollow({ recorder, clock, epoch: random.uuid() });
  let door: Door | undefined;
  let opening: Promise<Door> | undefined;

  const treeFor = (serving: boolean): FrontDoor['tree'] => ({
    inspect: ({ actor, limit }) => ({
      gateway: phase.read(serving),
      tree: recorder.tree(limit ?? POOL_ROWS),
      ...(actor === undefined ? {} : { transitions: recorder.transitions(actor), why: recorder.why(actor) }),
    }),
    transitions,
  });

  const stop = (reason: string): boolean => {
    const snapshot = root().getSnapshot();
    // A second request would cut the drain short; that is what a second signal is for.
    const already = snapshot.hasTag('draining') && snapshot.context.mode === 'stop';
    if (!already) root().send({ type: 'stop.requested', reason });
    return already;
  };

  const makeLobby = (silent: Door['silent']): Lobby =>
    createLobby({
      ports: createLobbyPorts({
        clock,
        log: log.child('api'),
        self: () =>
          self() ?? {
            version: VERSION,
            host: host.hostname,
            pid: processId(),
            instanceId: '',
            startedAtMs: begunMs,
            profile: paths.profile,
            stateDir: paths.stateDir,
            configPath: paths.configPath,
          },
        phase: () => phase.read(false),
        tree: treeFor(false),
        stop,
        known: () => parts()?.ports.health,
        dbPath: paths.dbPath,
        defaultAgentId: () => parts()?.ports.agents.defaults().defaultId ?? DEFAULT_AGENT_ID,
      }),
      self: selfEntry(host, VERSION),
      sessionDefaults: () => {
        const agents = parts()?.ports.agents.defaults();
        return agents === undefined ? undefined : sessionDefaults(agents);
      },
      phase: phase.state,
      silent,
      clock,
      log: log.child('gateway/door'),
    });

  return {
    async open() {
      const silent = createSilentSockets(MAX_SILENT);
      opening = openDoor({ path: paths.socketPath, silent, lobby: makeLobby(silent), log });
      door = await opening;
    },
    door: () => door,
    tree: treeFor(true),
    stop,
    async close() {
      // A stop that overtakes the opening must not leave the file behind. Who opens hears of what went wrong there.
      await opening?.catch(() => undefined);
      await door?.close();
    },
    abandon: () => door?.abandon(),
  };
}
