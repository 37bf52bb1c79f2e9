/**
 * `entry` is the truth about a session; the other columns repeat what lists filter and sort by. A transcript outlives
 * its session: resetting ends it, deleting renames it until its retention is over.
 */
export const SESSIONS_SCHEMA = `
CREATE TABLE sessions (
  key TEXT PRIMARY KEY,
  agent_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'group', 'global', 'unknown')),
  session_id TEXT NOT NULL UNIQUE,
  updated_at INTEGER NOT NULL,
  label TEXT,
  spawned_by TEXT,
  search TEXT NOT NULL,
  entry TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_update ON sessions (updated_at DESC, key);
CREATE UNIQUE INDEX sessions_by_label ON sessions (agent_id, label) WHERE label IS NOT NULL;

CREATE TABLE transcripts (
  session_id TEXT PRIMARY KEY,
  session_key TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('live', 'ended', 'deleted', 'compacted')),
  started_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX transcripts_by_key ON transcripts (session_key);
CREATE INDEX transcripts_archived ON transcripts (ended_at) WHERE state IN ('deleted', 'compacted');

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES transcripts (session_id) ON UPDATE CASCADE ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  run_id TEXT,
  role TEXT NOT NULL,
  ts INTEGER NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (session_id, seq)
) STRICT;
`;

/** Words only, no second copy of the text. Scripts written without spaces are split by character before they get here. */
export const SEARCH_SCHEMA = `
CREATE VIRTUAL TABLE messages_fts USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages BEGIN
  DELETE FROM messages_fts WHERE rowid = old.id;
END;
`;
