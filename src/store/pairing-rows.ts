import type { Reader, Tx } from './store.ts';

/** After this a request is forgotten, and the sender's next message makes a new one. */
export const PAIRING_TTL_MS = 3_600_000;

/** A stranger who wrote to an account and waits to be let in. */
export interface PairingRequest {
  readonly channel: string;
  readonly accountId: string;
  readonly senderId: string;
  readonly code: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  /** What the network says about them, e.g. a name. */
  readonly meta: Readonly<Record<string, string>>;
}

export interface AccountRef {
  readonly channel: string;
  readonly accountId: string;
}

export interface SenderRef extends AccountRef {
  readonly senderId: string;
}

interface Row {
  readonly channel: string;
  readonly account_id: string;
  readonly sender_id: string;
  readonly code: string;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly meta: string;
}

const fromRow = (row: Row): PairingRequest => ({
  channel: row.channel,
  accountId: row.account_id,
  senderId: row.sender_id,
  code: row.code,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.created_at + PAIRING_TTL_MS,
  meta: JSON.parse(row.meta) as Readonly<Record<string, string>>,
});

/** Those still valid, oldest first. */
export function listRequests(db: Reader, now: number, channel?: string): PairingRequest[] {
  const since = now - PAIRING_TTL_MS;
  const order = 'ORDER BY created_at, channel, account_id, sender_id';
  const rows =
    channel === undefined
      ? db.all<Row>(`SELECT * FROM sender_requests WHERE created_at > ? ${order}`, since)
      : db.all<Row>(
          `SELECT * FROM sender_requests WHERE created_at > ? AND channel = ? ${order}`,
          since,
          channel,
        );
  return rows.map(fromRow);
}

export const dropExpired = (tx: Tx, now: number): void => {
  tx.run('DELETE FROM sender_requests WHERE created_at <= ?', now - PAIRING_TTL_MS);
};

export function insertRequest(tx: Tx, request: Omit<PairingRequest, 'expiresAt'>): void {
  tx.run(
    `INSERT INTO sender_requests (channel, account_id, sender_id, code, created_at, last_seen_at, meta)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    request.channel,
    request.accountId,
    request.senderId,
    request.code,
    request.createdAt,
    request.lastSeenAt,
    JSON.stringify(request.meta),
  );
}

export function noteSeen(tx: Tx, { channel, accountId, senderId }: SenderRef, now: number): void {
  tx.run(
    'UPDATE sender_requests SET last_seen_at = ? WHERE channel = ? AND account_id = ? AND sender_id = ?',
    now,
    channel,
    accountId,
    senderId,
  );
}

export function dropRequest(tx: Tx, { channel, accountId, senderId }: SenderRef): void {
  tx.run(
    'DELETE FROM sender_requests WHERE channel = ? AND account_id = ? AND sender_id = ?',
    channel,
    accountId,
    senderId,
  );
}

/** In the order they were added. */
export const allowedSenders = (db: Reader, { channel, accountId }: AccountRef): string[] =>
  db
    .all<{ readonly sender_id: string }>(
      'SELECT sender_id FROM allowed_senders WHERE channel = ? AND account_id = ? ORDER BY added_at, sender_id',
      channel,
      accountId,
    )
    .map((row) => row.sender_id);

/** False when the sender was there already. */
export const insertAllowed = (
  tx: Tx,
  { channel, accountId, senderId }: SenderRef,
  how: { readonly at: number; readonly by: string },
): boolean =>
  tx.run(
    `INSERT INTO allowed_senders (channel, account_id, sender_id, added_at, added_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    channel,
    accountId,
    senderId,
    how.at,
    how.by,
  ) > 0;

/** False when the sender was not there. */
export const deleteAllowed = (tx: Tx, { channel, accountId, senderId }: SenderRef): boolean =>
  tx.run(
    'DELETE FROM allowed_senders WHERE channel = ? AND account_id = ? AND sender_id = ?',
    channel,
    accountId,
    senderId,
  ) > 0;
