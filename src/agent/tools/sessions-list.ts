import type { SessionRow } from '../../protocol/generated/types.ts';
import type { Tool } from './tool.ts';
import type { ToolPorts } from './ports.ts';

const KINDS = ['main', 'group', 'cron', 'hook', 'node', 'other'] as const;
type Kind = (typeof KINDS)[number];

const DEFAULT_LIMIT = 20;
const MESSAGE_BYTES = 16_384;

/** The sessions of the gateway, newest first, with their last messages when asked for. */
export const createSessionsList = (ports: ToolPorts): Tool => ({
  name: 'sessions_list',
  description: 'Lists the sessions of this gateway, newest first.',
  parameters: {
    type: 'object',
    properties: {
      kinds: { type: 'array', items: { type: 'string', enum: [...KINDS] } },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
      activeMinutes: { type: 'integer', minimum: 1 },
      messageLimit: { type: 'integer', minimum: 0, maximum: 20, description: 'Last messages per session.' },
    },
    additionalProperties: false,
  },
  run(args) {
    const { kinds, limit = DEFAULT_LIMIT, activeMinutes, messageLimit = 0 } = args as ListArguments;
    const { path, sessions } = ports.sessions.list({
      includeGlobal: true,
      ...(activeMinutes === undefined ? {} : { activeMinutes }),
    });
    const wanted = sessions
      .filter((row) => kinds === undefined || kinds.includes(kindOf(row)))
      .slice(0, limit);
    return {
      count: wanted.length,
      path,
      sessions: wanted.map((row) => ({
        ...row,
        kind: kindOf(row),
        ...(messageLimit === 0
          ? {}
          : { messages: ports.sessions.history(row.key, messageLimit, MESSAGE_BYTES).messages }),
      })),
    };
  },
});

interface ListArguments {
  readonly kinds?: readonly Kind[];
  readonly limit?: number;
  readonly activeMinutes?: number;
  readonly messageLimit?: number;
}

function kindOf({ key, kind }: SessionRow): Kind {
  const rest = /^agent:[^:]+:(.+)$/u.exec(key)?.[1] ?? key;
  if (rest === 'main' || rest === 'global') return 'main';
  if (kind === 'group') return 'group';
  if (rest.startsWith('cron:')) return 'cron';
  if (rest.startsWith('hook:')) return 'hook';
  return rest.startsWith('node-') ? 'node' : 'other';
}
