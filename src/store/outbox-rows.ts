import type { Reader } from './store.ts';

/**
 * `accepted`: to be sent. `sending`: on its way. `sent`: the network confirmed it. `unknown`: it may have arrived.
 * `dead`: it did not arrive and nobody tries any more.
 */
export type OutboxState = 'accepted' | 'sending' | 'sent' | 'unknown' | 'dead';

/** One send over the network. */
export interface OutboxPartRow {
  readonly id: number;
  readonly outboxId: number;
  /** From 0, in sending order. */
  readonly index: number;
  readonly kind: string;
  readonly messageId?: string;
  readonly body: unknown;
  readonly preview: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAt: number;
  readonly error?: string;
  readonly receipt?: unknown;
  readonly chat: string;
  readonly thread?: string;
  readonly expiresAt: number;
}

/** A message as somebody asked for it, with its parts. */
export interface OutboxEntry {
  readonly id: number;
  readonly key: string;
  readonly payloadHash: string;
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly thread?: string;
  /**
   * From the parts: `dead` if one is dead, else `unknown` if one is, else `sent` if all are, else `sending` once one was
   * sent or is being sent, else `accepted`.
   */
  readonly state: OutboxState;
  /** Of the part that took the most. */
  readonly attempts: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Of the first part that waits. */
  readonly nextAt?: number;
  readonly preview: string;
  readonly error?: string;
  readonly source: 'send' | 'reply' | 'notice';
  readonly requester?: string;
  readonly runId?: string;
  readonly sessionKey?: string;
  readonly parts: readonly OutboxPartRow[];
}

export interface PartRow {
  readonly id: number;
  readonly outbox_id: number;
  readonly idx: number;
  readonly chat: string;
  readonly thread: string | null;
  readonly kind: string;
  readonly message_id: string | null;
  readonly body: string;
  readonly preview: string;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly next_at: number;
  readonly expires_at: number;
  readonly error: string | null;
  readonly receipt: string | null;
}

interface EntryRow {
  readonly id: number;
  readonly key: string;
  readonly payload_hash: string;
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly thread: string | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly source: OutboxEntry['source'];
  readonly requester: string | null;
  readonly run_id: string | null;
  readonly session_key: string | null;
  readonly preview: string;
}

export const outboxPart = (row: PartRow): OutboxPartRow => ({
  id: row.id,
  outboxId: row.outbox_id,
  index: row.idx,
  kind: row.kind,
  body: JSON.parse(row.body) as unknown,
  preview: row.preview,
  state: row.state,
  attempts: row.attempts,
  nextAt: row.next_at,
  chat: row.chat,
  expiresAt: row.expires_at,
  ...(row.message_id !== null && { messageId: row.message_id }),
  ...(row.error !== null && { error: row.error }),
  ...(row.receipt !== null && { receipt: JSON.parse(row.receipt) as unknown }),
  ...(row.thread !== null && { thread: row.thread }),
});

/** The state of a message whose parts are in these. */
export function stateOf(parts: readonly { readonly state: OutboxState }[]): OutboxState {
  const some = (state: OutboxState): boolean => parts.some((part) => part.state === state);
  if (some('dead')) return 'dead';
  if (some('unknown')) return 'unknown';
  if (parts.every((part) => part.state === 'sent')) return 'sent';
  return some('sending') || some('sent') ? 'sending' : 'accepted';
}

function entry(db: Reader, row: EntryRow): OutboxEntry {
  const parts = db
    .all<PartRow>('SELECT * FROM outbox_parts WHERE outbox_id = ? ORDER BY idx', row.id)
    .map(outboxPart);
  const state = stateOf(parts);
  const waiting = parts.find((part) => part.state === 'accepted');
  const failed = parts.find((part) => part.state === state && part.error !== undefined) ?? waiting;
  return {
    id: row.id,
    key: row.key,
    payloadHash: row.payload_hash,
    channel: row.channel,
    account: row.account,
    chat: row.chat,
    state,
    attempts: Math.max(...parts.map((part) => part.attempts)),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    preview: row.preview,
    source: row.source,
    parts,
    ...(row.thread !== null && { thread: row.thread }),
    ...(waiting !== undefined && { nextAt: waiting.nextAt }),
    ...(failed?.error !== undefined && { error: failed.error }),
    ...(row.requester !== null && { requester: row.requester }),
    ...(row.run_id !== null && { runId: row.run_id }),
    ...(row.session_key !== null && { sessionKey: row.session_key }),
  };
}

/** Also one that was dropped: its key still counts. */
export function entryByKey(db: Reader, key: string): OutboxEntry | undefined {
  const row = db.get<EntryRow>('SELECT * FROM outbox WHERE key = ?', key);
  return row === undefined ? undefined : entry(db, row);
}

export function entryById(db: Reader, id: number): OutboxEntry | undefined {
  const row = db.get<EntryRow>(`SELECT * FROM outbox WHERE id = ? AND state <> 'dropped'`, id);
  return row === undefined ? undefined : entry(db, row);
}

export interface OutboxFilter {
  readonly state?: OutboxState;
  readonly channel?: string;
  readonly limit: number;
}

/** Newest first. */
export function listEntries(db: Reader, filter: OutboxFilter): OutboxEntry[] {
  const clauses = [
    filter.state === undefined ? `state <> 'dropped'` : 'state = ?',
    ...(filter.channel === undefined ? [] : ['channel = ?']),
  ];
  return db
    .all<EntryRow>(
      `SELECT * FROM outbox WHERE ${clauses.join(' AND ')} ORDER BY id DESC LIMIT ?`,
      ...[filter.state, filter.channel].filter((value) => value !== undefined),
      filter.limit,
    )
    .map((row) => entry(db, row));
}

export function countEntries(db: Reader): Record<OutboxState, number> {
  const counts = { accepted: 0, sending: 0, sent: 0, unknown: 0, dead: 0 };
  const rows = db.all<{ state: OutboxState; n: number }>(
    `SELECT state, count(*) AS n FROM outbox WHERE state <> 'dropped' GROUP BY state`,
  );
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}
