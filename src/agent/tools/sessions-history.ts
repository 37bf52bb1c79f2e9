import type { Tool } from './tool.ts';
import type { ToolPorts } from './ports.ts';

const DEFAULT_LIMIT = 50;
const MAX_BYTES = 200_000;

/** The newest messages of a session, oldest first. Tool calls and results only when asked for. */
export const createSessionsHistory = (ports: ToolPorts): Tool => ({
  name: 'sessions_history',
  description: 'Reads the newest messages of a session.',
  parameters: {
    type: 'object',
    properties: {
      sessionKey: { type: 'string', minLength: 1 },
      limit: { type: 'integer', minimum: 1, maximum: 1000 },
      includeTools: { type: 'boolean', description: 'Also tool calls and their results.' },
    },
    required: ['sessionKey'],
    additionalProperties: false,
  },
  run(args, context) {
    const { sessionKey, limit = DEFAULT_LIMIT, includeTools = false } = args as unknown as HistoryArguments;
    const key = ports.sessions.canonicalKey(sessionKey, context.agentId);
    const { sessionId, messages } = ports.sessions.history(key, limit, MAX_BYTES);
    if (sessionId === undefined) throw new Error(`no session ${key}`);
    return { sessionKey: key, sessionId, messages: includeTools ? messages : messages.filter(isSpoken) };
  },
});

interface HistoryArguments {
  readonly sessionKey: string;
  readonly limit?: number;
  readonly includeTools?: boolean;
}

const isSpoken = (message: unknown): boolean => (message as { role?: unknown } | null)?.role !== 'toolResult';
