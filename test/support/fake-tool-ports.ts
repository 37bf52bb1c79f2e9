import type { ToolPorts } from '../../src/agent/tools/ports.ts';
import type {
  ConfigSnapshot,
  HealthSummary,
  SessionRow,
  StatusSummary,
} from '../../src/protocol/generated/types.ts';

const row = (key: string, updatedAt: number): SessionRow => ({
  key,
  kind: 'direct',
  updatedAt,
  totalTokens: 10,
});

/** A small gateway as the tools see it: two sessions, one of them with an active run. */
export function fakeToolPorts(over: Partial<ToolPorts> = {}): ToolPorts {
  const rows = [row('agent:main:main', 2), row('agent:main:telegram:dm:1', 1)];
  return {
    sessions: {
      list: ({ search }) => {
        const sessions = rows.filter((entry) => search === undefined || entry.key.includes(search));
        const defaults = { modelProvider: null, model: null, contextTokens: null };
        return { ts: 0, path: '/state/gateway.db', count: sessions.length, defaults, sessions };
      },
      search: (query) =>
        query === 'answer'
          ? [
              {
                key: 'agent:main:telegram:dm:1',
                sessionId: 's-0',
                role: 'assistant',
                text: 'the answer',
                timestamp: 7,
              },
            ]
          : [],
      history: (key, limit) => {
        if (!rows.some((entry) => entry.key === key)) return { messages: [] };
        const messages = [
          { role: 'user', content: 'question' },
          { role: 'toolResult', content: '{}' },
          { role: 'assistant', content: 'answer' },
        ];
        return { sessionId: 's-1', messages: messages.slice(-limit) };
      },
      summary: () => ({ path: '/state/gateway.db', count: rows.length }),
      canonicalKey: (key, agentId = 'main') => (key.startsWith('agent:') ? key : `agent:${agentId}:${key}`),
    },
    runs: {
      active: () => [{ runId: 'r-1', canonicalKey: 'agent:main:main', state: 'running', since: 5_000_000 }],
    },
    gateway: {
      restartAllowed: () => true,
      restart: () => {},
      config: {
        get: () => Promise.resolve({ hash: 'h1' } as ConfigSnapshot),
        schema: () => ({
          schema: {},
          uiHints: {},
          version: '9.9.9',
          generatedAt: '2026-01-01T00:00:00.000Z',
        }),
        patch: () => Promise.reject(new Error('not in this test')),
        apply: () => Promise.reject(new Error('not in this test')),
      },
    },
    status: () => ({ channelSummary: [] }) as unknown as StatusSummary,
    health: () =>
      ({
        channels: {},
        channelOrder: ['whatsapp', 'telegram'],
        sessions: { path: '/state/gateway.db', count: 0, recent: [] },
      }) as unknown as HealthSummary,
    self: {
      version: '9.9.9',
      host: 'box',
      pid: 1,
      startedAtMs: 0,
      profile: 'default',
      stateDir: '/state',
      configPath: '/etc/moltbot.json',
    },
    now: () => 90 * 60_000,
    ...over,
  };
}
