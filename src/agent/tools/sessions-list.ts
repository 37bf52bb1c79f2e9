import type { SessionHit, SessionRow } from '../../protocol/generated/types.ts';
import type { Tool } from './tool.ts';
import type { ToolPorts } from './ports.ts';

const KINDS = ['main', 'group', 'cron', 'hook', 'node', 'other'] as const;
type Kind = (typeof KINDS)[number];

const DEFAULT_LIMIT = 20;
const MESSAGE_BYTES = 16_384;
const SEARCH_HITS = 100;
const MATCHES_PER_SESSION = 5;

/** The sessions of the gateway, newest first, with their last messages, or those that match a search, when asked for. */
export const createSessionsList = (ports: ToolPorts): Tool => ({
  name: 'sessions_list',
  description: 'Lists the sessions of this gateway, newest first.',
  parameters: {
    type: 'object',
    properties: {
      kinds: { type: 'array', items: { type: 'string', enum: [...KINDS] } },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
      activeMinutes: { type: 'integer', minimum: 1 },
      search: {
        type: 'string',
        minLength: 1,
        description:
          'Only sessions with messages, past conversations included, in which all these words occur.',
      },
      messageLimit: { type: 'integer', minimum: 0, maximum: 20, description: 'Last messages per session.' },
    },
    additionalProperties: false,
  },
  run(args) {
    const { kinds, limit = DEFAULT_LIMIT, activeMinutes, search, messageLimit = 0 } = args as ListArguments;
    const matches =
      search === undefined ? undefined : matchesByKey(ports.sessions.search(search, SEARCH_HITS));
    const { path, sessions } = ports.sessions.list({
      includeGlobal: true,
      ...(kinds === undefined && matches === undefined ? { limit } : {}),
      ...(activeMinutes === undefined ? {} : { activeMinutes }),
    });
    const wanted = sessions
      .filter((row) => kinds === undefined || kinds.includes(kindOf(row)))
      .filter((row) => matches === undefined || matches.has(row.key))
      .slice(0, limit);
    return {
      count: wanted.length,
      path,
      sessions: wanted.map((row) => ({
        ...row,
        kind: kindOf(row),
        ...(matches === undefined ? {} : { matches: matches.get(row.key) }),
        ...(messageLimit === 0
          ? {}
          : { messages: ports.sessions.history(row.key, messageLimit, MESSAGE_BYTES).messages }),
      })),
    };
  },
});

type Match = Pick<SessionHit, 'role' | 'text' | 'timestamp'>;

function matchesByKey(hits: readonly SessionHit[]): ReadonlyMap<string, readonly Match[]> {
  const byKey = new Map<string, Match[]>();
  for (const { key, role, text, timestamp } of hits) {
    const known = byKey.get(key) ?? [];
    if (known.length < MATCHES_PER_SESSION) byKey.set(key, [...known, { role, text, timestamp }]);
  }
  return byKey;
}

interface ListArguments {
  readonly kinds?: readonly Kind[];
  readonly limit?: number;
  readonly activeMinutes?: number;
  readonly search?: string;
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
