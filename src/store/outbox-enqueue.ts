import type { OutboxEntry } from './outbox-rows.ts';
import type { Tx } from './store.ts';
import { entryByKey } from './outbox-rows.ts';

export interface NewOutbox {
  /** Idempotency key. */
  readonly key: string;
  readonly payloadHash: string;
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly thread?: string;
  readonly createdAt: number;
  /** Nothing of it is begun from then on. */
  readonly expiresAt: number;
  readonly source: OutboxEntry['source'];
  readonly requester?: string;
  readonly runId?: string;
  readonly sessionKey?: string;
  readonly preview: string;
  /** At least one, in sending order. */
  readonly parts: readonly {
    readonly kind: string;
    readonly messageId?: string;
    /** JSON. */
    readonly body: unknown;
    readonly preview: string;
  }[];
}

function insertParts(tx: Tx, outboxId: number, message: NewOutbox): void {
  for (const [index, part] of message.parts.entries()) {
    tx.run(
      `INSERT INTO outbox_parts (outbox_id, idx, channel, account, chat, thread, kind, message_id, body, preview,
         state, next_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'accepted', ?, ?)`,
      outboxId,
      index,
      message.channel,
      message.account,
      message.chat,
      message.thread ?? null,
      part.kind,
      part.messageId ?? null,
      JSON.stringify(part.body ?? null),
      part.preview,
      message.createdAt,
      message.expiresAt,
    );
  }
}

/**
 * Puts a message at the end of its chat's line. A key that is known returns its entry, `created` false: the caller
 * compares the payload hashes. A key is known for at least 24 hours after it was accepted.
 */
export function enqueueOutbox(tx: Tx, message: NewOutbox): { created: boolean; entry: OutboxEntry } {
  if (message.parts.length === 0) throw new Error(`outbox message ${message.key} has no parts`);
  const row = tx.get<{ id: number }>(
    `INSERT INTO outbox (key, payload_hash, channel, account, chat, thread, state, created_at, expires_at, source,
       requester, run_id, session_key, preview)
     VALUES (?, ?, ?, ?, ?, ?, 'accepted', ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING id`,
    message.key,
    message.payloadHash,
    message.channel,
    message.account,
    message.chat,
    message.thread ?? null,
    message.createdAt,
    message.expiresAt,
    message.source,
    message.requester ?? null,
    message.runId ?? null,
    message.sessionKey ?? null,
    message.preview,
  );
  if (row !== undefined) insertParts(tx, row.id, message);
  const entry = entryByKey(tx, message.key);
  if (entry === undefined) throw new Error(`outbox message ${message.key} was not stored`);
  return { created: row !== undefined, entry };
}
