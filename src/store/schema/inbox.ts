/**
 * `inbox`: the unique key is what keeps a message from being handled twice, so a row outlives its payload. Cursors are
 * committed with the messages before them. `group_memory` is what a group said since the agent last spoke.
 */
export const INBOX_SCHEMA = `
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  chat TEXT NOT NULL,
  message_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'handed', 'done')),
  run_id TEXT,
  outcome TEXT,
  received_at INTEGER NOT NULL,
  done_at INTEGER,
  payload TEXT,
  UNIQUE (channel, account, chat, message_id),
  CHECK ((state = 'done') = (payload IS NULL AND done_at IS NOT NULL))
) STRICT;

CREATE INDEX inbox_open ON inbox (channel, account, state) WHERE state <> 'done';
CREATE INDEX inbox_done ON inbox (done_at) WHERE state = 'done';

CREATE TABLE channel_cursors (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE group_memory (
  id INTEGER PRIMARY KEY,
  session_key TEXT NOT NULL,
  message_id TEXT NOT NULL,
  sender TEXT NOT NULL,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (session_key, message_id)
) STRICT;

CREATE INDEX group_memory_by_session ON group_memory (session_key, id);
`;
