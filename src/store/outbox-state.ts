import type { OutboxState } from './outbox-rows.ts';
import type { Tx } from './store.ts';
import { stateOf } from './outbox-rows.ts';

/** Writes down what follows from the parts; to be called after each change of a part, in the same commit. */
export function refreshState(tx: Tx, outboxId: number, at: number): void {
  const parts = tx.all<{ state: OutboxState }>(
    'SELECT state FROM outbox_parts WHERE outbox_id = ?',
    outboxId,
  );
  const open = parts.some((part) => part.state === 'accepted' || part.state === 'sending');
  tx.run(
    'UPDATE outbox SET state = ?, settled_at = ? WHERE id = ?',
    stateOf(parts),
    open ? null : at,
    outboxId,
  );
}
