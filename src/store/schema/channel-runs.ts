/** Runs of chat networks: SQLite cannot change a CHECK in place, so the table is made anew with its rows in their order. */
export const CHANNEL_RUNS_SCHEMA = `
CREATE TABLE runs_next (
  run_id TEXT PRIMARY KEY,
  source TEXT NOT NULL CHECK (source IN ('agent', 'chat', 'channel')),
  payload_hash TEXT NOT NULL,
  session_key TEXT NOT NULL,
  canonical_key TEXT NOT NULL,
  session_id TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  requester TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('accepted', 'running', 'ended')),
  status TEXT CHECK (status IN ('ok', 'error', 'aborted', 'timeout', 'interrupted')),
  summary TEXT,
  accepted_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  result TEXT,
  CHECK ((state = 'ended') = (status IS NOT NULL AND ended_at IS NOT NULL))
) STRICT;

INSERT INTO runs_next (run_id, source, payload_hash, session_key, canonical_key, session_id, agent_id, requester,
  state, status, summary, accepted_at, started_at, ended_at, result)
SELECT run_id, source, payload_hash, session_key, canonical_key, session_id, agent_id, requester,
  state, status, summary, accepted_at, started_at, ended_at, result FROM runs ORDER BY rowid;

DROP TABLE runs;
ALTER TABLE runs_next RENAME TO runs;

CREATE INDEX runs_open ON runs (accepted_at) WHERE state <> 'ended';
CREATE INDEX runs_ended ON runs (ended_at) WHERE state = 'ended';
`;
