/** Strangers who wrote to an account and wait, and those who were let in. Codes are unique per network. */
export const PAIRING_SCHEMA = `
CREATE TABLE sender_requests (
  channel TEXT NOT NULL,
  account_id TEXT NOT NULL,
  sender_id TEXT NOT NULL,
  code TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  meta TEXT NOT NULL,
  PRIMARY KEY (channel, account_id, sender_id),
  UNIQUE (channel, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE allowed_senders (
  channel TEXT NOT NULL,
  account_id TEXT NOT NULL,
  sender_id TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (channel, account_id, sender_id)
) STRICT, WITHOUT ROWID;
`;
