import type { OutboxPartRow, PartRow } from './outbox-rows.ts';
import type { Reader, Tx } from './store.ts';
import { outboxPart } from './outbox-rows.ts';
import { refreshState } from './outbox-state.ts';

/** One account of one network. */
export interface OutboxAccount {
  readonly channel: string;
  readonly account: string;
}

/**
 * The heads of an account's lines that nothing holds up. Goes from chat to chat in the index instead of over all that
 * waits: a long line costs as much as a short one. Parameters: channel and account, four times.
 */
const HEADS = `
WITH RECURSIVE chats (chat) AS (
  SELECT min(chat) FROM outbox_parts
  WHERE channel = ? AND account = ? AND state IN ('accepted', 'sending')
  UNION ALL
  SELECT (
    SELECT min(p.chat) FROM outbox_parts p
    WHERE p.channel = ? AND p.account = ? AND p.chat > chats.chat AND p.state IN ('accepted', 'sending')
  ) FROM chats WHERE chats.chat IS NOT NULL
), heads (id) AS (
  SELECT (
    SELECT p.id FROM outbox_parts p
    WHERE p.channel = ? AND p.account = ? AND p.chat = chats.chat AND p.state IN ('accepted', 'sending')
    ORDER BY p.id LIMIT 1
  ) FROM chats
  WHERE chats.chat IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM outbox_parts s
    WHERE s.channel = ? AND s.account = ? AND s.chat = chats.chat AND s.state = 'sending'
  )
)`;

/** What was never tried has nothing to wait for, though the clock was set back since it was accepted. */
export const DUE_SQL = `${HEADS}
SELECT part.* FROM heads CROSS JOIN outbox_parts part ON part.id = heads.id
WHERE (part.attempts = 0 OR part.next_at <= ?) AND part.expires_at > ? ORDER BY part.id LIMIT ?`;

export const NEXT_DUE_SQL = `${HEADS}
SELECT min(min(CASE part.attempts WHEN 0 THEN 0 ELSE part.next_at END, part.expires_at)) AS at FROM heads CROSS JOIN outbox_parts part ON part.id = heads.id`;

const lines = ({ channel, account }: OutboxAccount): string[] => [
  channel,
  account,
  channel,
  account,
  channel,
  account,
  channel,
  account,
];

export function dueParts(db: Reader, account: OutboxAccount, now: number, limit: number): OutboxPartRow[] {
  return db.all<PartRow>(DUE_SQL, ...lines(account), now, now, limit).map(outboxPart);
}

export function nextDueAt(db: Reader, account: OutboxAccount): number | undefined {
  return db.get<{ at: number | null }>(NEXT_DUE_SQL, ...lines(account))?.at ?? undefined;
}

/** What `due` saw may be old by now, so the line and the expiry are looked at again. */
export function beginParts(tx: Tx, partIds: readonly number[], at: number): OutboxPartRow[] {
  return partIds.flatMap((id) => {
    const row = tx.get<PartRow>(
      `UPDATE outbox_parts AS part SET state = 'sending', attempts = attempts + 1
       WHERE id = ? AND state = 'accepted' AND expires_at > ?
         AND NOT EXISTS (
           SELECT 1 FROM outbox_parts p
           WHERE p.channel = part.channel AND p.account = part.account AND p.chat = part.chat
             AND p.id < part.id AND p.state IN ('accepted', 'sending'))
         AND NOT EXISTS (
           SELECT 1 FROM outbox_parts p
           WHERE p.channel = part.channel AND p.account = part.account AND p.chat = part.chat
             AND p.state = 'sending')
       RETURNING *`,
      id,
      at,
    );
    if (row === undefined) return [];
    refreshState(tx, row.outbox_id, at);
    return [outboxPart(row)];
  });
}
