import type { Reader, Tx } from './store.ts';
import { indexWords } from './words.ts';

/** A transcript message as the store sees it; fields beyond these are kept as they are. */
export interface StoredMessage {
  readonly role: 'user' | 'assistant' | 'toolResult' | 'system';
  readonly content: string | readonly { readonly type: string }[];
  /** Epoch milliseconds. */
  readonly timestamp: number;
}

export interface TranscriptOwner {
  readonly sessionId: string;
  /** Canonical session key. */
  readonly key: string;
  readonly agentId: string;
}

interface MessageRow {
  readonly json: string;
}

const textOf = (content: StoredMessage['content']): string => {
  if (typeof content === 'string') return content;
  return content
    .map((part) => (part.type === 'text' && 'text' in part && typeof part.text === 'string' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
};

const parse = (row: MessageRow): StoredMessage => JSON.parse(row.json) as StoredMessage;

/** Begins a transcript and makes it the session's current one; an existing id is taken up again. */
export function beginTranscript(tx: Tx, owner: TranscriptOwner, startedAt: number): void {
  tx.run(
    `INSERT INTO transcripts (session_id, session_key, agent_id, state, started_at) VALUES (?, ?, ?, 'live', ?)
     ON CONFLICT (session_id) DO UPDATE SET
       state = 'live', ended_at = NULL, session_key = excluded.session_key, agent_id = excluded.agent_id`,
    owner.sessionId,
    owner.key,
    owner.agentId,
    startedAt,
  );
}

/** The session moved on to another transcript; this one stays readable and searchable. */
export function endTranscript(tx: Tx, sessionId: string, endedAt: number): void {
  tx.run(`UPDATE transcripts SET state = 'ended', ended_at = ? WHERE session_id = ?`, endedAt, sessionId);
}

/** Appends in order. A transcript that is gone (its session was deleted under a run) is made anew, already ended. */
export function appendMessages(
  tx: Tx,
  owner: TranscriptOwner,
  messages: readonly StoredMessage[],
  runId?: string,
): void {
  const first = messages[0];
  if (first === undefined) return;
  tx.run(
    `INSERT OR IGNORE INTO transcripts (session_id, session_key, agent_id, state, started_at, ended_at)
     VALUES (?, ?, ?, 'ended', ?, ?)`,
    owner.sessionId,
    owner.key,
    owner.agentId,
    first.timestamp,
    first.timestamp,
  );
  let seq = lastSeq(tx, owner.sessionId);
  for (const message of messages) {
    seq += 1;
    const row = tx.get<{ id: number }>(
      'INSERT INTO messages (session_id, seq, run_id, role, ts, json) VALUES (?, ?, ?, ?, ?, ?) RETURNING id',
      owner.sessionId,
      seq,
      runId ?? null,
      message.role,
      message.timestamp,
      JSON.stringify(message),
    );
    const words = indexWords(textOf(message.content));
    if (row === undefined || words.trim() === '') continue;
    tx.run('INSERT INTO messages_fts (rowid, text) VALUES (?, ?)', row.id, words);
  }
}

function lastSeq(db: Reader, sessionId: string): number {
  const row = db.get<{ seq: number | null }>(
    'SELECT max(seq) AS seq FROM messages WHERE session_id = ?',
    sessionId,
  );
  return row?.seq ?? 0;
}

export interface TranscriptState {
  readonly key: string;
  readonly state: 'live' | 'ended' | 'deleted' | 'compacted';
}

export function transcriptState(db: Reader, sessionId: string): TranscriptState | undefined {
  return db.get('SELECT session_key AS key, state FROM transcripts WHERE session_id = ?', sessionId);
}

export function countMessages(db: Reader, sessionId: string): number {
  return db.get<{ n: number }>('SELECT count(*) AS n FROM messages WHERE session_id = ?', sessionId)?.n ?? 0;
}

/** The newest `limit` messages, oldest first. */
export function lastMessages(db: Reader, sessionId: string, limit: number): StoredMessage[] {
  return db
    .all<MessageRow>(
      'SELECT json FROM messages WHERE session_id = ? ORDER BY seq DESC LIMIT ?',
      sessionId,
      limit,
    )
    .map(parse)
    .toReversed();
}

export interface RunMessage {
  /** Null when no run wrote it. */
  readonly runId: string | null;
  readonly message: StoredMessage;
}

/** Like `lastMessages`, without what runs that have not ended wrote: their questions have no answer yet. */
export function settledMessages(
  db: Reader,
  sessionId: string,
  limit: number,
  excludeRunId: string | undefined,
): RunMessage[] {
  return db
    .all<MessageRow & { readonly run_id: string | null }>(
      `SELECT m.run_id, m.json FROM messages m
       WHERE m.session_id = ? AND m.run_id IS NOT ?
         AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.run_id = m.run_id AND r.state <> 'ended')
       ORDER BY m.seq DESC LIMIT ?`,
      sessionId,
      // Compared with IS NOT, where null would leave out what no run wrote: no run has an empty id.
      excludeRunId ?? '',
      limit,
    )
    .map((row) => ({ runId: row.run_id, message: parse(row) }))
    .toReversed();
}

/** The oldest message of a role. */
export function firstMessage(
  db: Reader,
  sessionId: string,
  role: StoredMessage['role'],
): StoredMessage | undefined {
  const row = db.get<MessageRow>(
    'SELECT json FROM messages WHERE session_id = ? AND role = ? ORDER BY seq LIMIT 1',
    sessionId,
    role,
  );
  return row === undefined ? undefined : parse(row);
}
