import type { SessionRow, SessionsListParams, SessionsListResult } from '../../protocol/generated/types.ts';
import type { Config } from '../../config/generated/types.ts';
import type { Reader } from '../../store/store.ts';
import type { SessionKind, StoredSession } from '../../store/session-rows.ts';
import { listSessions } from '../../store/session-rows.ts';
import { firstMessage, lastMessages } from '../../store/transcripts.ts';
import { defaultAgentId, normalizeAgentId } from '../agent-list.ts';
import type { TranscriptMessage } from '../messages.ts';
import { configuredModel, toCandidate } from '../resolve.ts';
import type { SessionEntry } from './entry.ts';
import { clip, oneLine } from './readable.ts';

const MINUTE_MS = 60_000;
const TITLE_CHARS = 60;
const PREVIEW_CHARS = 200;
/** Tool output can follow the last thing said; further back nobody looks. */
const PREVIEW_MESSAGES = 20;

const TEXTS = [
  'label',
  'displayName',
  'channel',
  'subject',
  'groupChannel',
  'space',
  'chatType',
  'sessionId',
  'thinkingLevel',
  'verboseLevel',
  'reasoningLevel',
  'elevatedLevel',
  'sendPolicy',
  'responseUsage',
  'modelProvider',
  'model',
  'lastChannel',
  'lastTo',
  'lastAccountId',
] as const;
const COUNTS = ['inputTokens', 'outputTokens', 'contextTokens'] as const;
const FLAGS = ['systemSent', 'abortedLastRun'] as const;
const RECORDS = ['origin', 'deliveryContext'] as const;

/** Each such row costs a look into its transcript, and reads hold up everybody: 1,000 unless the client asks for more. */
const ROWS_WITH_TEXTS = 1000;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** Only fields of the type clients decode: one odd value would make them drop the whole list. */
function rowOf({ key, kind, entry }: StoredSession<SessionEntry>): SessionRow {
  const fields: Record<string, unknown> = {};
  for (const name of TEXTS) if (typeof entry[name] === 'string') fields[name] = entry[name];
  for (const name of COUNTS) if (isCount(entry[name])) fields[name] = entry[name];
  for (const name of FLAGS) if (typeof entry[name] === 'boolean') fields[name] = entry[name];
  for (const name of RECORDS) if (typeof entry[name] === 'object') fields[name] = entry[name];
  if (entry.modelOverride !== undefined) fields['model'] = entry.modelOverride;
  if (entry.providerOverride !== undefined) fields['modelProvider'] = entry.providerOverride;
  return {
    key,
    kind,
    updatedAt: entry.updatedAt,
    totalTokens: isCount(entry.totalTokens) ? entry.totalTokens : 0,
    ...fields,
  };
}

/** What to call a session nobody named: its subject, the first thing asked, or when it was last used. */
function derivedTitle(db: Reader, entry: SessionEntry): string {
  const named = entry.displayName ?? entry.subject;
  if (named !== undefined && named.trim() !== '') return named.trim();
  const first = firstMessage(db, entry.sessionId, 'user') as TranscriptMessage | undefined;
  const asked = first === undefined ? '' : oneLine(first);
  if (asked !== '') return clip(asked, TITLE_CHARS);
  return `${entry.sessionId.slice(0, 8)} (${new Date(entry.updatedAt).toISOString().slice(0, 10)})`;
}

function lastSaid(db: Reader, sessionId: string): string | undefined {
  const messages = lastMessages(db, sessionId, PREVIEW_MESSAGES) as TranscriptMessage[];
  const texts = messages.filter(({ role }) => role === 'user' || role === 'assistant').map(oneLine);
  const text = texts.findLast((each) => each !== '');
  return text === undefined ? undefined : clip(text, PREVIEW_CHARS);
}

export const listedKinds = (options: {
  readonly includeGlobal?: boolean;
  readonly includeUnknown?: boolean;
}): SessionKind[] => [
  'direct',
  'group',
  ...(options.includeGlobal === true ? (['global'] as const) : []),
  ...(options.includeUnknown === true ? (['unknown'] as const) : []),
];

function listDefaults(config: Config): SessionsListResult['defaults'] {
  const { primary } = configuredModel(config, defaultAgentId(config));
  const candidate = primary === undefined ? undefined : toCandidate(config, primary);
  return {
    modelProvider: candidate?.provider ?? null,
    model: candidate?.model ?? null,
    contextTokens: config.agents?.defaults?.contextTokens ?? null,
  };
}

/** Answers `sessions.list`. */
export function buildList(
  db: Reader,
  params: SessionsListParams,
  at: { readonly config: Config; readonly path: string; readonly now: number },
): SessionsListResult {
  const search = params.search?.trim();
  const readsTexts = params.includeLastMessage === true || params.includeDerivedTitles === true;
  const found = listSessions<SessionEntry>(db, {
    kinds: listedKinds(params),
    agentId: params.agentId === undefined ? undefined : normalizeAgentId(params.agentId),
    spawnedBy: params.spawnedBy,
    label: params.label?.trim(),
    search: search === '' ? undefined : search,
    updatedSince: params.activeMinutes === undefined ? undefined : at.now - params.activeMinutes * MINUTE_MS,
    limit: params.limit ?? (readsTexts ? ROWS_WITH_TEXTS : undefined),
  });
  const sessions = found.map((session) => {
    const last = params.includeLastMessage === true ? lastSaid(db, session.entry.sessionId) : undefined;
    return {
      ...rowOf(session),
      ...(params.includeDerivedTitles === true && { derivedTitle: derivedTitle(db, session.entry) }),
      ...(last !== undefined && { lastMessagePreview: last }),
    };
  });
  return { ts: at.now, path: at.path, count: sessions.length, defaults: listDefaults(at.config), sessions };
}
