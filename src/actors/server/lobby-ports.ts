import type { HealthPort, Ports, SelfPort, TreePort } from '../../api/ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { Failure, unavailable } from '../../protocol/failure.ts';
import type { GatewayPhase, HealthSummary, StatusSummary } from '../../protocol/generated/types.ts';
import { WARNING } from '../pulse/warnings.ts';

export interface LobbySources {
  readonly clock: Clock;
  readonly log: Logger;
  readonly self: () => SelfPort;
  readonly phase: () => GatewayPhase;
  readonly tree: Pick<TreePort, 'inspect' | 'transitions'>;
  /** @returns true when it was stopping for good already */
  readonly stop: (reason: string) => boolean;
  /** The health of the latest boot that has parts. */
  readonly known: () => Pick<HealthPort, 'current' | 'status' | 'version'> | undefined;
  readonly dbPath: string;
  /** The agent a client without a wish talks to, as far as that is known. */
  readonly defaultAgentId: () => string;
}

/** What a part that is not running refuses is not known now; everything else that throws is a defect. */
function unlessDown<T>(ask: () => T | undefined): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Failure && error.code === 'UNAVAILABLE') return undefined;
    throw error;
  }
}

const startingHealth = (now: number, dbPath: string, defaultAgentId: string): HealthSummary => ({
  ok: true,
  ts: now,
  durationMs: 0,
  channels: {},
  channelOrder: [],
  channelLabels: {},
  heartbeatSeconds: 0,
  defaultAgentId,
  agents: [],
  sessions: { path: dbPath, count: 0, recent: [] },
});

const bareStatus = (phase: GatewayPhase, dbPath: string, defaultAgentId: string): StatusSummary => ({
  heartbeat: { defaultAgentId, agents: [] },
  channelSummary: [`gateway: ${phase.state}; what it serves is not known in this phase`],
  queuedSystemEvents: [],
  sessions: {
    paths: [dbPath],
    count: 0,
    defaults: { model: null, contextTokens: null },
    recent: [],
    byAgent: [],
  },
});

/** The last snapshot that was made, or that of a gateway that has only begun, each saying which phase it is. */
function lobbyHealth(sources: LobbySources): HealthPort {
  const { clock, known, phase, dbPath, defaultAgentId } = sources;
  const current = (): HealthSummary => {
    const { state, since } = phase();
    const last = unlessDown(() => known()?.current());
    const base = last ?? startingHealth(clock.now(), dbPath, defaultAgentId());
    const others = (base.warnings ?? []).filter(({ code }) => code !== WARNING.notServing);
    const message = `the gateway is ${state}; this is ${last === undefined ? 'all that is known so far' : 'the last that was known'}`;
    return { ...base, warnings: [{ code: WARNING.notServing, message, since }, ...others] };
  };
  return {
    current,
    refresh: () => Promise.resolve(current()),
    status: () => unlessDown(() => known()?.status()) ?? bareStatus(phase(), dbPath, defaultAgentId()),
    version: () => known()?.version() ?? 1,
  };
}

/** The ports of a process without a serving boot. Whatever needs a part of one throws UNAVAILABLE as soon as it is touched. */
export function createLobbyPorts(sources: LobbySources): Ports {
  const { clock, log, phase } = sources;
  const absent = (): never => {
    throw unavailable(`the gateway is ${phase().state}`);
  };
  return {
    clock,
    log,
    get self() {
      return sources.self();
    },
    health: lobbyHealth(sources),
    tree: { ...sources.tree, resume: absent },
    lifecycle: { restart: absent, authorizeRestart: absent, stop: (reason) => sources.stop(reason) },
    get config() {
      return absent();
    },
    get events() {
      return absent();
    },
    get presence() {
      return absent();
    },
    get heartbeat() {
      return absent();
    },
    get runs() {
      return absent();
    },
    get sessions() {
      return absent();
    },
    get devices() {
      return absent();
    },
    get channels() {
      return absent();
    },
    get pairing() {
      return absent();
    },
    get outbox() {
      return absent();
    },
    get agents() {
      return absent();
    },
    get logs() {
      return absent();
    },
  };
}
