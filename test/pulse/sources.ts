import type { AccessTrouble, ModelWarning, PulseSources } from '../../src/actors/pulse/sources.ts';
import type { LifecycleFacts } from '../../src/api/lifecycle-facts.ts';
import type { SessionSummary } from '../../src/agent/sessions/sessions.ts';
import type { LiveAccounts } from '../../src/actors/channels/live-account.ts';
import { createChannelsStatus } from '../../src/actors/channels/status.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { ActorNode } from '../../src/protocol/generated/types.ts';
import { createFakePorts } from '../support/fake-ports.ts';
import { createTestClock } from '../support/test-clock.ts';
import type { TestClock } from '../support/test-clock.ts';

const NO_ACCOUNTS: LiveAccounts = {
  all: () => [],
  find: () => undefined,
  get: (key) => {
    throw new Error(`no account is called ${key}`);
  },
  absent: () => undefined,
  command: 'moltbot',
};

/** What a test may change between two builds. */
export interface World {
  config: Config;
  tree: ActorNode[];
  lagMs: number;
  storeTrouble: string | undefined;
  logTrouble: string | undefined;
  outboxTrouble: string | undefined;
  memoryTrouble: string | undefined;
  accessTroubles: readonly AccessTrouble[];
  modelTroubles: readonly ModelWarning[];
  strays: { count: number; since: number } | undefined;
  sessions: SessionSummary[];
  broken: Error | undefined;
  lifecycle: LifecycleFacts;
}

export interface Fixture {
  readonly world: World;
  readonly sources: PulseSources;
  readonly clock: TestClock;
  /** Every broadcast, `[event, payload]`. */
  readonly sent: [string, unknown][];
}

export const row = (key: string, updatedAt: number, entry: object = {}): SessionSummary => ({
  key,
  agentId: 'main',
  kind: 'direct',
  updatedAt,
  entry: { sessionId: `id-of-${key}`, updatedAt, ...entry },
});

export function createFixture(): Fixture {
  const clock = createTestClock();
  const sent: [string, unknown][] = [];
  const world: World = {
    config: {},
    tree: [],
    lagMs: 0,
    storeTrouble: undefined,
    logTrouble: undefined,
    outboxTrouble: undefined,
    memoryTrouble: undefined,
    accessTroubles: [],
    modelTroubles: [],
    strays: undefined,
    sessions: [],
    broken: undefined,
    lifecycle: {
      root: 'running.steady',
      config: { state: 'current', reason: null, since: clock.now(), hash: 'a1' },
    },
  };
  const { ports } = createFakePorts();
  const sources: PulseSources = {
    clock,
    log: silentLogger,
    config: () => world.config,
    self: { ...ports.self, startedAtMs: clock.now() - 5000 },
    events: { broadcast: (event, payload) => void sent.push([event, payload]), unicast: () => {} },
    channels: {
      status: createChannelsStatus({
        accounts: NO_ACCOUNTS,
        config: () => world.config,
        clock,
        nodeOf: () => undefined,
      }),
    },
    sessions: {
      summary: ({ limit }) => {
        if (world.broken !== undefined) throw world.broken;
        return {
          path: '/state/gateway.db',
          count: world.sessions.length,
          recent: world.sessions.slice(0, limit),
        };
      },
      list: () => ({
        ts: clock.now(),
        path: '/state/gateway.db',
        count: 0,
        defaults: { modelProvider: 'offline', model: 'offline', contextTokens: 1000 },
        sessions: [],
      }),
    },
    agents: ports.agents,
    runs: {
      active: () => [
        { runId: 'r', sessionKey: 'main', canonicalKey: 'agent:main:main', state: 'queued', since: 1 },
      ],
    },
    tree: { inspect: () => ({ tree: world.tree }) },
    listen: () => ({ bind: 'loopback', port: 18_789, authMode: 'token' }),
    lifecycle: () => world.lifecycle,
    command: 'moltbot --dev',
    lagMs: () => world.lagMs,
    storeTrouble: () => world.storeTrouble,
    logTrouble: () => world.logTrouble,
    outboxTrouble: () => world.outboxTrouble,
    memoryTrouble: () => world.memoryTrouble,
    accessTroubles: () => world.accessTroubles,
    modelTroubles: () => world.modelTroubles,
    strays: () => world.strays,
    prunePresence: () => {},
    sweep: () => Promise.resolve(),
  };
  return { world, sources, clock, sent };
}
