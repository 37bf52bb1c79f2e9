import type { Caller, Call } from '../../src/api/method.ts';
import type { Ports, RunOutcome, RunRequest, RunTicket } from '../../src/api/ports.ts';
import { METHOD_HANDLERS } from '../../src/api/registry.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { ActorNode, HealthSummary, StatusSummary } from '../../src/protocol/generated/types.ts';
import type { MethodName } from '../../src/protocol/generated/types.ts';
import { createFakeChannels } from './fake-channels.ts';
import { createFakeConfig } from './fake-config.ts';
import { createTestClock } from './test-clock.ts';

export const HEALTH: HealthSummary = {
  ok: true,
  ts: 1_700_000_000_000,
  durationMs: 1,
  channels: {},
  channelOrder: [],
  channelLabels: {},
  heartbeatSeconds: 0,
  defaultAgentId: 'main',
  agents: [],
  sessions: { path: '/state/gateway.db', count: 0, recent: [] },
  warnings: [],
};

export const STATUS: StatusSummary = {
  heartbeat: { defaultAgentId: 'main', agents: [] },
  channelSummary: [],
  queuedSystemEvents: [],
  sessions: {
    paths: ['/state/gateway.db'],
    count: 0,
    defaults: { model: null, contextTokens: null },
    recent: [],
    byAgent: [],
  },
};

const NODE: ActorNode = {
  id: 'gateway/pulse',
  parent: 'gateway',
  machine: 'pulse',
  state: 'beating',
  since: 1,
  restarts: 1,
  lastError: null,
  next: null,
  nextAt: null,
};

export const outcome = (over: Partial<RunOutcome> = {}): RunOutcome => ({
  runId: 'k1',
  status: 'ok',
  summary: 'completed',
  startedAt: 1,
  endedAt: 2,
  sessionKey: 'agent:main:main',
  sessionId: 's1',
  result: { payloads: [{ text: 'Hello' }], meta: { durationMs: 1 } },
  ...over,
});

export interface FakeOptions {
  readonly config?: Config;
  readonly ticket?: (request: RunRequest) => RunTicket;
  readonly waited?: RunOutcome;
  readonly over?: Partial<Ports>;
}

/** Ports that answer from memory and write down what was asked of them. */
export function createFakePorts(options: FakeOptions = {}): {
  readonly ports: Ports;
  readonly asked: unknown[][];
} {
  const asked: unknown[][] = [];
  const clock = createTestClock();
  const config = (): Config => options.config ?? {};
  const noted =
    <A extends unknown[], R>(name: string, answer: (...args: A) => R) =>
    (...args: A): R => {
      asked.push([name, ...args]);
      return answer(...args);
    };
  const entry = { sessionId: 's1' };
  const ports: Ports = {
    clock,
    log: silentLogger,
    config: createFakeConfig(config, noted),
    self: {
      version: '0.1.0',
      host: 'box',
      pid: 7,
      instanceId: 'i1',
      startedAtMs: clock.now(),
      profile: 'default',
      stateDir: '/state',
      configPath: '/state/moltbot.json',
    },
    events: { broadcast: noted('broadcast', () => {}), unicast: noted('unicast', () => {}) },
    presence: { list: () => [], note: noted('note', () => {}), version: () => 1 },
    health: {
      current: () => HEALTH,
      refresh: noted('refresh', () => Promise.resolve({ ...HEALTH, durationMs: 9 })),
      status: () => STATUS,
      version: () => 1,
    },
    heartbeat: { last: () => null, setEnabled: noted('setEnabled', () => {}) },
    runs: {
      submit: noted('submit', (request: RunRequest) =>
        Promise.resolve(
          options.ticket?.(request) ?? {
            runId: request.runId,
            status: 'accepted',
            acceptedAt: 5,
            outcome: Promise.resolve(outcome({ runId: request.runId })),
          },
        ),
      ),
      wait: noted('wait', () => Promise.resolve(options.waited)),
      abort: noted('abort', () => ({ aborted: true, runIds: ['k1'] })),
      active: () => [],
      clearSession: () => Promise.resolve(true),
    },
    sessions: {
      list: noted('list', () => ({
        ts: clock.now(),
        path: '/state/gateway.db',
        count: 0,
        defaults: { modelProvider: null, model: null, contextTokens: null },
        sessions: [],
      })),
      preview: noted('preview', () => ({ ts: clock.now(), previews: [] })),
      resolve: noted('resolve', () => ({ ok: true as const, key: 'agent:main:main' })),
      patch: noted('patch', () =>
        Promise.resolve({ ok: true as const, path: '/state/gateway.db', key: 'k', entry }),
      ),
      reset: noted('reset', (key: string) => Promise.resolve({ ok: true as const, key, entry })),
      remove: noted('remove', (key: string) =>
        Promise.resolve({ ok: true as const, key, deleted: true, archived: [] as string[] }),
      ),
      compact: noted('compact', (key: string) =>
        Promise.resolve({ ok: true as const, key, compacted: false, kept: 3 }),
      ),
      canonicalKey: (key) => key,
      history: noted('history', () => ({ sessionId: 's1', messages: [] })),
      inject: noted('inject', (key: string) => Promise.resolve(key === 'gone' ? undefined : '0badcafe')),
      search: noted('search', (query: string) => [
        {
          key: 'agent:main:main',
          sessionId: 's1',
          role: 'user' as const,
          text: `about ${query}`,
          timestamp: 1,
        },
      ]),
    },
    devices: {
      list: () => ({ pending: [], paired: [] }),
      approve: noted('approve', () => Promise.resolve(undefined)),
      reject: noted('reject', (requestId: string) => Promise.resolve({ requestId, deviceId: 'd1' })),
      rotate: noted('rotate', () => Promise.resolve(undefined)),
      revoke: noted('revoke', (deviceId: string, role: string) =>
        Promise.resolve({ deviceId, role, revokedAtMs: 3 }),
      ),
    },
    ...createFakeChannels(noted),
    agents: {
      defaults: () => ({ defaultId: 'main', mainKey: 'main', scope: 'per-sender' }),
      list: () => ({
        defaultId: 'main',
        mainKey: 'main',
        scope: 'per-sender',
        agents: [{ id: 'main' }, { id: 'work' }],
      }),
      identity: (agentId) => (agentId === 'main' ? { agentId, name: 'Molty', avatar: 'M' } : undefined),
      models: () => Promise.resolve({ models: [] }),
    },
    logs: {
      tail: noted('tail', () =>
        Promise.resolve({ file: '/log', cursor: 0, size: 0, lines: [], truncated: false, reset: false }),
      ),
    },
    tree: {
      inspect: noted('inspect', () => ({ tree: [] })),
      transitions: noted('transitions', () =>
        Promise.resolve({ epoch: 'e1', transitions: [], next: 0, dropped: false }),
      ),
      resume: noted('resume', (id: string) => Promise.resolve({ ok: true as const, node: { ...NODE, id } })),
    },
    lifecycle: {
      restart: noted('restart', () => {}),
      authorizeRestart: noted('authorizeRestart', (ttlMs: number) => 1_000_000 + ttlMs),
      stop: noted('stop', () => false),
    },
    ...options.over,
  };
  return { ports, asked };
}

export const CALLER: Caller = {
  connId: 'c1',
  role: 'operator',
  scopes: ['operator.admin'],
  client: { id: 'cli', version: 'test', platform: 'linux', mode: 'cli' },
  caps: [],
  origin: 'unix',
};

export interface Invocation {
  readonly accepted: unknown[];
  readonly result: Promise<unknown>;
}

/** Calls a handler as dispatch does. */
export function invoke(
  ports: Ports,
  name: MethodName,
  params: unknown,
  signal = new AbortController().signal,
  caller = CALLER,
): Invocation {
  const handler = METHOD_HANDLERS.get(name);
  if (handler === undefined) throw new Error(`no handler for ${name}`);
  const accepted: unknown[] = [];
  const call: Call = {
    caller,
    ports,
    signal,
    method: name,
    accept: (payload) => void accepted.push(payload),
  };
  const result = (async () => handler.handle(params as never, call))();
  return { accepted, result };
}
