import type { OutboxEntry } from './outbox-rows.ts';
import type { Tx } from './store.ts';
import { recordOp } from './ops-log.ts';
import { entryById } from './outbox-rows.ts';
import { refreshState } from './outbox-state.ts';

/** How long a key keeps its meaning after it was accepted. */
const KEY_LIFE_MS = 24 * 3_600_000;
/** How long an operator can still look at what failed, and retry it. */
const KEEP_FAILED_MS = 30 * 24 * 3_600_000;
/** Per call: a sweep shares the writer with everybody else. */
const SWEEP_LIMIT = 500;

/** What failed waits again, at the place in its chat's line that it always had. */
export function retryEntry(
  tx: Tx,
  id: number,
  when: { readonly now: number; readonly expiresAt: number },
  by: string,
): OutboxEntry | undefined {
  const before = entryById(tx, id);
  if (before?.state !== 'dead' && before?.state !== 'unknown') return undefined;
  tx.run(
    `UPDATE outbox_parts SET state = 'accepted', attempts = 0, error = NULL, next_at = ?,
       maybe_sent = iif(state = 'unknown', 1, maybe_sent)
     WHERE outbox_id = ? AND state IN ('dead', 'unknown')`,
    when.now,
    id,
  );
  tx.run(
    `UPDATE outbox_parts SET expires_at = ? WHERE outbox_id = ? AND state = 'accepted'`,
    when.expiresAt,
    id,
  );
  tx.run('UPDATE outbox SET expires_at = ? WHERE id = ?', when.expiresAt, id);
  refreshState(tx, id, when.now);
  const detail = { key: before.key, channel: before.channel, account: before.account, was: before.state };
  recordOp(tx, { at: when.now, actor: by, action: 'outbox.retried', target: String(id), detail });
  return entryById(tx, id);
}

/** Returns the entry as it is after it: what was dead already is out of sight then, and only its key is kept. */
export function dropEntry(tx: Tx, id: number, at: number, by: string): OutboxEntry | undefined {
  const before = entryById(tx, id);
  if (before === undefined) return undefined;
  const detail = { key: before.key, channel: before.channel, account: before.account, was: before.state };
  if (before.state === 'dead') {
    tx.run(`UPDATE outbox SET state = 'dropped' WHERE id = ?`, id);
    recordOp(tx, { at, actor: by, action: 'outbox.dropped', target: String(id), detail });
    return before;
  }
  const changed = tx.run(
    `UPDATE outbox_parts SET state = 'dead', error = 'dropped by the operator'
     WHERE outbox_id = ? AND state IN ('accepted', 'unknown')`,
    id,
  );
  if (changed === 0) return undefined;
  refreshState(tx, id, at);
  recordOp(tx, { at, actor: by, action: 'outbox.dropped', target: String(id), detail });
  return entryById(tx, id);
}

/** What is open is never swept. */
export function sweepEntries(tx: Tx, now: number): number {
  const past = tx.run(
    `DELETE FROM outbox WHERE id IN (
       SELECT id FROM outbox WHERE state IN ('sent', 'dropped') AND created_at < ? LIMIT ?)`,
    now - KEY_LIFE_MS,
    SWEEP_LIMIT,
  );
  const failed = tx.run(
    `DELETE FROM outbox WHERE id IN (
       SELECT id FROM outbox WHERE state IN ('unknown', 'dead') AND settled_at < ? LIMIT ?)`,
    now - KEEP_FAILED_MS,
    SWEEP_LIMIT,
  );
  return past + failed;
}
