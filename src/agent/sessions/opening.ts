import type { Config } from '../../config/generated/types.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { Reader, Tx } from '../../store/store.ts';
import { findBySessionId, readSession } from '../../store/session-rows.ts';
import { beginTranscript, endTranscript, transcriptState } from '../../store/transcripts.ts';
import type { Session, SessionsOptions } from './context.ts';
import { putSession } from './context.ts';
import type { SessionEntry } from './entry.ts';
import { carryOver, newEntry } from './entry.ts';
import { judgeFreshness, resetPolicy } from './freshness.ts';
import {
  canonicalSessionKey,
  channelOfKey,
  chatKind,
  mainSessionKey,
  parseSessionKey,
  sessionKeyFor,
} from './keys.ts';
import type { MessageOrigin } from './last-route.ts';
import { noteLastRoute, withOrigin } from './last-route.ts';

export interface OpenRequest {
  /** Goes before `sessionId`, which goes before `to`; with none of them the main session is meant. */
  readonly sessionKey?: string;
  /** Names one conversation: it is continued even when it would be stale. */
  readonly sessionId?: string;
  readonly to?: string;
  readonly agentId?: string;
  /** Epoch ms of the message; freshness is judged against it. */
  readonly now: number;
  /** Stored with the session once its freshness is judged. */
  readonly origin?: MessageOrigin;
  /** Throws to refuse the message. Nothing is written then: a refused message must not keep a session alive. */
  check?(session: { readonly key: string; readonly entry: SessionEntry | undefined }): void;
}

export interface OpenedSession {
  readonly canonicalKey: string;
  /** The key as the caller wrote it, else the canonical one; events carry this. */
  readonly echoKey: string;
  readonly agentId: string;
  readonly sessionId: string;
  readonly entry: SessionEntry;
  /** A new transcript was begun: first contact, or the old one was stale. */
  readonly isNew: boolean;
  /** The stale session id whose preferences were carried over. */
  readonly carriedFrom?: string;
}

const SESSION_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/u;

interface Target {
  readonly key: string;
  /** The conversation the caller named. */
  readonly pinnedId?: string;
}

function targetOf(db: Reader, config: Config, request: OpenRequest): Target {
  const { sessionKey, sessionId, to, agentId } = request;
  if (sessionKey !== undefined && sessionKey.trim() !== '') {
    return { key: canonicalSessionKey(config, sessionKey, agentId) };
  }
  const id = sessionId?.trim();
  if (id !== undefined && id !== '') {
    const known = findBySessionId(db, id);
    if (known !== undefined) return { key: known.key, pinnedId: id };
    if (!SESSION_ID.test(id)) {
      throw invalidRequest('invalid sessionId: use up to 128 letters, digits, ".", "_" and "-"');
    }
    const old = transcriptState(db, id)?.state;
    if (old === 'deleted' || old === 'compacted') throw invalidRequest(`session ${id} is archived`);
    return { key: canonicalSessionKey(config, id, agentId), pinnedId: id };
  }
  return { key: to === undefined ? mainSessionKey(config, agentId) : sessionKeyFor(config, to, agentId) };
}

/** Judged by the last message, before anything about this one is written: bookkeeping must not keep a session alive. */
function isStale(config: Config, { key, entry }: Session, now: number): boolean {
  const { rest } = parseSessionKey(config, key);
  const channel = entry.channel ?? channelOfKey(rest) ?? entry.lastChannel;
  const policy = resetPolicy(config.session, { kind: chatKind(key, entry.chatType), channel });
  return !judgeFreshness(entry.lastInteractionAt ?? entry.updatedAt, now, policy).fresh;
}

/** Finds or makes the session a message belongs to, begins a new conversation if its time has come, marks it used. */
export function openSession(options: SessionsOptions, tx: Tx, request: OpenRequest): OpenedSession {
  const config = options.config();
  const { now } = request;
  const { key, pinnedId } = targetOf(tx, config, request);
  const known = readSession<SessionEntry>(tx, key);
  request.check?.({ key, entry: known?.entry });

  const open = (judged: SessionEntry, fresh: Pick<OpenedSession, 'isNew' | 'carriedFrom'>): OpenedSession => {
    const { origin } = request;
    const entry = origin === undefined ? judged : withOrigin(config, { key, entry: judged }, origin);
    const session = putSession(tx, config, key, entry);
    const { sessionId } = entry;
    if (fresh.isNew) beginTranscript(tx, { sessionId, key, agentId: session.agentId }, now);
    if (origin?.chatType === 'direct' && key !== mainSessionKey(config, session.agentId)) {
      noteLastRoute(options, tx, session.agentId, origin);
    }
    const echoKey =
      request.sessionKey !== undefined && request.sessionKey.trim() !== '' ? request.sessionKey : key;
    return { canonicalKey: key, echoKey, agentId: session.agentId, sessionId, entry, ...fresh };
  };

  if (known === undefined) {
    const id = pinnedId ?? options.random.uuid();
    return open({ ...newEntry(id, now), lastInteractionAt: now }, { isNew: true });
  }
  const { entry } = known;
  const another = pinnedId !== undefined && pinnedId !== entry.sessionId;
  if (another || (pinnedId === undefined && isStale(config, known, now))) {
    endTranscript(tx, entry.sessionId, now);
    const id = pinnedId ?? options.random.uuid();
    return open(carryOver(entry, id, now), { isNew: true, carriedFrom: entry.sessionId });
  }
  return open(
    { ...entry, updatedAt: Math.max(entry.updatedAt, now), lastInteractionAt: now },
    { isNew: false },
  );
}
