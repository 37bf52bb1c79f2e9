/**
 * A message and its parts. A part repeats where it goes, so that a chat's line is one index range. `state` of a message
 * follows from its parts; `dropped` is a dead one out of the operator's sight whose key still counts. At most one part
 * of a chat is being sent, which the unique index holds.
 */
export const OUTBOX_SCHEMA = `
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  payload_hash TEXT NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  chat TEXT NOT NULL,
  thread TEXT,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'sending', 'sent', 'unknown', 'dead', 'dropped')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  settled_at INTEGER,
  source TEXT NOT NULL CHECK (source IN ('send', 'reply', 'notice')),
  requester TEXT,
  run_id TEXT,
  session_key TEXT,
  preview TEXT NOT NULL
) STRICT;

CREATE INDEX outbox_by_state ON outbox (state);
CREATE INDEX outbox_past ON outbox (created_at) WHERE state IN ('sent', 'dropped');
CREATE INDEX outbox_failed ON outbox (settled_at) WHERE state IN ('unknown', 'dead');

CREATE TABLE outbox_parts (
  id INTEGER PRIMARY KEY,
  outbox_id INTEGER NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
  idx INTEGER NOT NULL,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  chat TEXT NOT NULL,
  thread TEXT,
  kind TEXT NOT NULL,
  message_id TEXT,
  body TEXT NOT NULL,
  preview TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'sending', 'sent', 'unknown', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  maybe_sent INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  error TEXT,
  receipt TEXT,
  UNIQUE (outbox_id, idx)
) STRICT;

CREATE INDEX outbox_lines ON outbox_parts (channel, account, chat, id) WHERE state IN ('accepted', 'sending');
CREATE UNIQUE INDEX outbox_sending ON outbox_parts (channel, account, chat) WHERE state = 'sending';
CREATE INDEX outbox_expiry ON outbox_parts (expires_at) WHERE state = 'accepted';
`;
