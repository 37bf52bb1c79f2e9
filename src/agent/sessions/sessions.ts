import type {
  SessionHit,
  SessionsListParams,
  SessionsListResult,
  SessionsPatchParams,
  SessionsPreviewParams,
  SessionsPreviewResult,
  SessionsResolveParams,
} from '../../protocol/generated/types.ts';
import { shortId } from '../../platform/ids.ts';
import { sweepArchives } from '../../store/archive.ts';
import { searchMessages } from '../../store/search.ts';
import {
  countSessions,
  findByLabel,
  listSessions,
  mergeEntry,
  readSession,
} from '../../store/session-rows.ts';
import { appendMessages, lastMessages } from '../../store/transcripts.ts';
import { normalizeAgentId } from '../agent-list.ts';
import type { TranscriptMessage } from '../messages.ts';
import { textOf } from '../messages.ts';
import type { SessionsOptions } from './context.ts';
import { putSession, sessionOrNew } from './context.ts';
import type { Compaction, RunClearing } from './ending.ts';
import { compactSession, removeSession, resetSession } from './ending.ts';
import type { SessionEntry } from './entry.ts';
import type { HistoryBounds } from './history.ts';
import { modelHistory, newestWithin } from './history.ts';
import { canonicalSessionKey } from './keys.ts';
import { buildList, listedKinds } from './list.ts';
import type { OpenRequest, OpenedSession } from './opening.ts';
import { openSession } from './opening.ts';
import { patchChanges } from './patch.ts';
import { PREVIEW_LIMITS, SHOWN_ROLES, previewItems } from './preview.ts';
import { displayed, excerpt } from './readable.ts';
import { resolveSession } from './resolve.ts';

export type { SessionsOptions } from './context.ts';
export type { SessionEntry } from './entry.ts';
export type { OpenRequest, OpenedSession } from './opening.ts';

const SEARCH_HITS = 200;
const EXCERPT_CHARS = 240;
/** Where a note that may have been injected already is looked for: it is repeated soon, or not at all. */
const INJECTED_BEFORE = 100;

export interface SessionSummary {
  readonly key: string;
  readonly agentId: string;
  readonly kind: 'direct' | 'group' | 'global' | 'unknown';
  readonly updatedAt: number;
  readonly entry: SessionEntry;
}

export interface Sessions {
  // SessionsPort
  list(params: SessionsListParams): SessionsListResult;
  preview(params: SessionsPreviewParams): SessionsPreviewResult;
  resolve(params: SessionsResolveParams): { ok: true; key: string };
  patch(
    params: SessionsPatchParams,
  ): Promise<{ ok: true; path: string; key: string; entry: Record<string, unknown> }>;
  reset(key: string): Promise<{ ok: true; key: string; entry: Record<string, unknown> }>;
  remove(
    key: string,
    deleteTranscript: boolean,
  ): Promise<{ ok: true; key: string; deleted: boolean; archived: string[] }>;
  compact(key: string, maxLines: number): Promise<{ ok: true; key: string } & Compaction>;
  canonicalKey(key: string, agentId?: string): string;
  history(
    key: string,
    limit: number,
    maxBytes: number,
  ): { sessionId?: string; messages: unknown[]; thinkingLevel?: string };
  inject(key: string, message: string, label?: string, id?: string): Promise<string | undefined>;
  search(query: string, limit: number): readonly SessionHit[];

  // for runs, commands, health
  /** Finds or creates the session a message belongs to and marks it used; begins a new transcript when it is stale. */
  openForRun(request: OpenRequest): Promise<OpenedSession>;
  /** The stored entry, without creating or touching it. */
  find(key: string): { readonly key: string; readonly entry: SessionEntry } | undefined;
  /**
   * For a model: whole turns within both bounds, oldest first, beginning with a user message; each run's messages
   * together, those of runs that have not ended left out.
   */
  historyFor(sessionId: string, bounds: HistoryBounds): TranscriptMessage[];
  /** Merges fields into the entry, `null` removes one; creates the session when missing. For already validated values. */
  patchEntry(key: string, patch: Readonly<Record<string, unknown>>): Promise<SessionEntry>;
  /** Newest first, without `global` and `unknown`. */
  summary(options: { limit: number; agentId?: string }): {
    readonly path: string;
    readonly count: number;
    readonly recent: SessionSummary[];
  };
  /** Deletes archived transcripts past their retention, a bounded number per call. Returns how many. */
  sweep(now: number): Promise<number>;
  /** Set once the runs exist; `remove` ends the session's runs through it first. */
  setRuns(runs: RunClearing): void;
}

export function createSessions(options: SessionsOptions): Sessions {
  const { store, config, clock, random, log } = options;
  let runs: RunClearing | undefined;

  const canonicalKey = (key: string, agentId?: string): string => canonicalSessionKey(config(), key, agentId);
  const find = (key: string): { key: string; entry: SessionEntry } | undefined => {
    const canonical = canonicalKey(key);
    const session = store.read((db) => readSession<SessionEntry>(db, canonical));
    return session === undefined ? undefined : { key: session.key, entry: session.entry };
  };

  /** Merges fields and moves `updatedAt` forward. */
  const change = (
    key: string,
    changesOf: (known: Change) => Readonly<Record<string, unknown>>,
  ): Promise<SessionEntry> =>
    store.write((tx) => {
      const { entry, agentId } = sessionOrNew(options, tx, key);
      const labelTaken = (label: string): boolean => (findByLabel(tx, agentId, label) ?? key) !== key;
      const merged = mergeEntry(entry, changesOf({ entry, labelTaken }));
      const updatedAt = Math.max(entry.updatedAt, clock.now());
      return putSession(tx, config(), key, { ...merged, sessionId: entry.sessionId, updatedAt }).entry;
    });

  return {
    list: (params) =>
      store.read((db) => buildList(db, params, { config: config(), path: store.path, now: clock.now() })),

    preview: (params) => ({
      ts: clock.now(),
      previews: params.keys.slice(0, PREVIEW_LIMITS.keys).map((key) => {
        try {
          const known = find(key);
          if (known === undefined) return { key, status: 'missing', items: [] };
          const items = store.read((db) => previewItems(db, known.entry.sessionId, params));
          return { key, status: items.length === 0 ? 'empty' : 'ok', items };
        } catch (error) {
          // One unreadable session must not hide the others; the client sees which one it was.
          log.warn('a session could not be previewed', { key, error });
          return { key, status: 'error', items: [] };
        }
      }),
    }),

    resolve: (params) => ({ ok: true, key: store.read((db) => resolveSession(db, params, canonicalKey)) }),

    patch: async (params) => {
      const key = canonicalKey(params.key);
      const entry = await change(key, (known) => patchChanges(params, { ...known, config: config(), key }));
      return { ok: true, path: store.path, key, entry };
    },

    reset: async (key) => {
      const session = await resetSession(options, canonicalKey(key));
      return { ok: true, key: session.key, entry: session.entry };
    },

    remove: async (key, deleteTranscript) => {
      const canonical = canonicalKey(key);
      return {
        ok: true,
        key: canonical,
        ...(await removeSession(options, runs, canonical, { deleteTranscript })),
      };
    },

    compact: async (key, maxLines) => {
      const canonical = canonicalKey(key);
      return { ok: true, key: canonical, ...(await compactSession(options, canonical, maxLines)) };
    },

    canonicalKey,

    history: (key, limit, maxBytes) => {
      const thinkingDefault = config().agents?.defaults?.thinkingDefault;
      const known = find(key);
      const thinkingLevel = known?.entry.thinkingLevel ?? thinkingDefault;
      const level = thinkingLevel === undefined ? {} : { thinkingLevel };
      if (known === undefined) return { messages: [], ...level };
      const { sessionId } = known.entry;
      const messages = store.read((db) => lastMessages(db, sessionId, limit)) as TranscriptMessage[];
      return {
        sessionId,
        messages: newestWithin(messages.map(displayed), maxBytes, Buffer.byteLength),
        ...level,
      };
    },

    inject: (key, message, label, given) => {
      const canonical = canonicalKey(key);
      return store.write((tx) => {
        const session = readSession<SessionEntry>(tx, canonical);
        if (session === undefined) return undefined;
        const { sessionId } = session.entry;
        const id = given ?? shortId(random);
        if (
          given !== undefined &&
          lastMessages(tx, sessionId, INJECTED_BEFORE).some((one) => idOf(one) === id)
        )
          return id;
        const timestamp = clock.now();
        const note: TranscriptMessage & { id: string } = {
          id,
          role: 'assistant',
          content: [{ type: 'text', text: label === undefined ? message : `[${label}]\n\n${message}` }],
          timestamp,
          stopReason: 'injected',
          usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 },
        };
        const { agentId, entry } = session;
        appendMessages(tx, { sessionId: entry.sessionId, key: canonical, agentId }, [note]);
        putSession(tx, config(), canonical, { ...entry, updatedAt: Math.max(entry.updatedAt, timestamp) });
        return id;
      });
    },

    search: (query, limit) =>
      store
        .read((db) => searchMessages(db, query, Math.min(limit, SEARCH_HITS)))
        .map(({ key, sessionId, message }) => {
          const { role, content, timestamp } = displayed(message as TranscriptMessage);
          const text = excerpt(textOf(content), query, EXCERPT_CHARS);
          return { key, sessionId, role: SHOWN_ROLES[role] ?? 'other', text, timestamp };
        }),

    openForRun: (request) => store.write((tx) => openSession(options, tx, request)),

    find,

    historyFor: (sessionId, bounds) => store.read((db) => modelHistory(db, sessionId, bounds)),

    patchEntry: (key, patch) => change(canonicalKey(key), () => patch),

    summary: ({ limit, agentId }) => {
      const filter = {
        kinds: listedKinds({}),
        agentId: agentId === undefined ? undefined : normalizeAgentId(agentId),
      };
      return store.read((db) => ({
        path: store.path,
        count: countSessions(db, filter),
        recent: listSessions<SessionEntry>(db, { ...filter, limit }).map((session) => ({
          ...session,
          updatedAt: session.entry.updatedAt,
        })),
      }));
    },

    sweep: (now) => store.write((tx) => sweepArchives(tx, now)),

    setRuns: (clearing) => {
      runs = clearing;
    },
  };
}

const idOf = (message: object): unknown => ('id' in message ? message.id : undefined);

interface Change {
  readonly entry: SessionEntry;
  labelTaken(label: string): boolean;
}
