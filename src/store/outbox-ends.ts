import type { OutboxEntry, PartRow } from './outbox-rows.ts';
import type { Reader, Tx } from './store.ts';
import { entryById } from './outbox-rows.ts';
import { refreshState } from './outbox-state.ts';

/** What the network says of a part it confirmed. */
export interface OutboxReceipt {
  readonly messageId: string;
  readonly [fact: string]: unknown;
}

const partOf = (db: Reader, partId: number): PartRow => {
  const row = db.get<PartRow>('SELECT * FROM outbox_parts WHERE id = ?', partId);
  if (row === undefined) throw new Error(`outbox part ${partId} is not there`);
  return row;
};

function settled(tx: Tx, outboxId: number, at: number): OutboxEntry {
  refreshState(tx, outboxId, at);
  const entry = entryById(tx, outboxId);
  if (entry === undefined) throw new Error(`outbox message ${outboxId} is not there`);
  return entry;
}

/** From whatever state: a confirmation that comes late is still the truth. */
export function markSent(tx: Tx, partId: number, receipt: OutboxReceipt, at: number): OutboxEntry {
  const part = partOf(tx, partId);
  tx.run(
    `UPDATE outbox_parts SET state = 'sent', error = NULL, receipt = ? WHERE id = ? AND state <> 'sent'`,
    JSON.stringify(receipt),
    partId,
  );
  return settled(tx, part.outbox_id, at);
}

export function markAgain(tx: Tx, partId: number, error: string, nextAt: number): OutboxEntry {
  const part = partOf(tx, partId);
  tx.run(
    `UPDATE outbox_parts SET state = 'accepted', error = ?, next_at = ? WHERE id = ? AND state = 'sending'`,
    error,
    nextAt,
    partId,
  );
  return settled(tx, part.outbox_id, nextAt);
}

export function markUnknown(tx: Tx, partId: number, error: string, at: number): OutboxEntry {
  const part = partOf(tx, partId);
  tx.run(
    `UPDATE outbox_parts SET state = 'unknown', error = ? WHERE id = ? AND state = 'sending'`,
    error,
    partId,
  );
  return settled(tx, part.outbox_id, at);
}

/** What was not sent after it would be a text with a hole in it. */
export function markDead(tx: Tx, partId: number, error: string, at: number): OutboxEntry {
  const part = partOf(tx, partId);
  const changed = tx.run(
    `UPDATE outbox_parts SET state = 'dead', error = ? WHERE id = ? AND state IN ('accepted', 'sending')`,
    error,
    partId,
  );
  if (changed > 0) {
    tx.run(
      `UPDATE outbox_parts SET state = 'dead', error = ? WHERE outbox_id = ? AND idx > ? AND state = 'accepted'`,
      `part ${part.idx + 1} was not sent: ${error}`,
      part.outbox_id,
      part.idx,
    );
  }
  return settled(tx, part.outbox_id, at);
}

export const hasExpired = (db: Reader, now: number): boolean =>
  db.get(`SELECT 1 FROM outbox_parts WHERE state = 'accepted' AND expires_at <= ? LIMIT 1`, now) !==
  undefined;

/** A part from before a crash that was to be repeated may have arrived the first time: then only that is known. */
export function expireParts(tx: Tx, now: number): OutboxEntry[] {
  const rows = tx.all<{ outbox_id: number }>(
    `UPDATE outbox_parts SET state = iif(maybe_sent, 'unknown', 'dead'),
       error = iif(maybe_sent, 'expired before the network confirmed it; it may have arrived', 'expired')
     WHERE state = 'accepted' AND expires_at <= ? RETURNING outbox_id`,
    now,
  );
  return entriesOf(tx, rows, now);
}

/** Parts that were on their way when the gateway stopped. */
export function recoverParts(
  tx: Tx,
  how: (channel: string) => 'repeat' | 'unknown',
  now: number,
): OutboxEntry[] {
  const rows = tx.all<PartRow & { readonly channel: string }>(
    `SELECT * FROM outbox_parts WHERE state = 'sending'`,
  );
  for (const { id, channel } of rows) {
    if (how(channel) === 'repeat') {
      tx.run(`UPDATE outbox_parts SET state = 'accepted', maybe_sent = 1, next_at = ? WHERE id = ?`, now, id);
      continue;
    }
    tx.run(
      `UPDATE outbox_parts SET state = 'unknown', error = ? WHERE id = ?`,
      'the gateway stopped while this was being sent; it may have arrived',
      id,
    );
  }
  return entriesOf(tx, rows, now);
}

/** Once per message, oldest first. */
function entriesOf(tx: Tx, rows: readonly { readonly outbox_id: number }[], at: number): OutboxEntry[] {
  const ids = [...new Set(rows.map((row) => row.outbox_id))].toSorted((a, b) => a - b);
  return ids.map((id) => settled(tx, id, at));
}
