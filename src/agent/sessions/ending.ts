import { invalidRequest, unavailable } from '../../protocol/failure.ts';
import { archiveDeleted, archiveOlder } from '../../store/archive.ts';
import { recordOp } from '../../store/ops-log.ts';
import { deleteSession, readSession } from '../../store/session-rows.ts';
import { beginTranscript, countMessages, endTranscript } from '../../store/transcripts.ts';
import type { Session, SessionsOptions } from './context.ts';
import { putSession, sessionOrNew } from './context.ts';
import type { SessionEntry } from './entry.ts';
import { carryOver } from './entry.ts';
import { mainSessionKey } from './keys.ts';

/** How long a deletion waits for the session's runs to end. */
const CLEAR_TIMEOUT_MS = 15_000;

export interface RunClearing {
  /** Aborts the session's runs; false when one is still active after `timeoutMs`. */
  clearSession(canonicalKey: string, timeoutMs: number): Promise<boolean>;
}

/** Begins a new conversation under the same key; the old one stays searchable. */
export function resetSession(options: SessionsOptions, key: string): Promise<Session> {
  return options.store.write((tx) => {
    const now = options.clock.now();
    const { entry, agentId } = sessionOrNew(options, tx, key);
    endTranscript(tx, entry.sessionId, now);
    const fresh = putSession(tx, options.config(), key, carryOver(entry, options.random.uuid(), now));
    beginTranscript(tx, { key, agentId, sessionId: fresh.entry.sessionId }, now);
    return fresh;
  });
}

/**
 * Ends the session's runs, then forgets it. Without `deleteTranscript` its conversations stay searchable.
 *
 * @throws Failure INVALID_REQUEST for the main session, UNAVAILABLE while a run does not end
 */
export async function removeSession(
  options: SessionsOptions,
  runs: RunClearing | undefined,
  key: string,
  how: { readonly deleteTranscript: boolean },
): Promise<{ deleted: boolean; archived: string[] }> {
  const { store, clock, config } = options;
  if (key === mainSessionKey(config())) throw invalidRequest(`Cannot delete the main session (${key}).`);
  if (runs !== undefined && !(await runs.clearSession(key, CLEAR_TIMEOUT_MS))) {
    throw unavailable(`Session ${key} is still active; try again in a moment.`);
  }
  return store.write((tx) => {
    const at = clock.now();
    const known = readSession<SessionEntry>(tx, key);
    if (known === undefined) return { deleted: false, archived: [] };
    endTranscript(tx, known.entry.sessionId, at);
    const archived = how.deleteTranscript ? archiveDeleted(tx, key, at) : [];
    deleteSession(tx, key);
    recordOp(tx, { at, actor: 'operator', action: 'session.deleted', target: key, detail: { archived } });
    return { deleted: true, archived };
  });
}

export interface Compaction {
  readonly compacted: boolean;
  readonly kept?: number;
  readonly archived?: string;
  readonly reason?: 'no sessionId' | 'no transcript';
}

/** Keeps the newest `keep` messages, archives the rest; token counts are unknown afterwards. */
export function compactSession(options: SessionsOptions, key: string, keep: number): Promise<Compaction> {
  const { store, clock, config } = options;
  return store.write((tx) => {
    const known = readSession<SessionEntry>(tx, key);
    if (known === undefined) return { compacted: false, reason: 'no sessionId' } as const;
    const { inputTokens: _in, outputTokens: _out, totalTokens: _total, ...entry } = known.entry;
    const { sessionId } = known.entry;
    const count = countMessages(tx, sessionId);
    if (count === 0) return { compacted: false, reason: 'no transcript' } as const;
    if (count <= keep) return { compacted: false, kept: count };
    const at = clock.now();
    const archived = archiveOlder(tx, { sessionId, key, agentId: known.agentId }, keep, at);
    putSession(tx, config(), key, { ...(entry as SessionEntry), updatedAt: Math.max(entry.updatedAt, at) });
    return { compacted: true, archived, kept: keep };
  });
}
