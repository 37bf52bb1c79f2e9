/** `run_id` is the caller's idempotency key, so the primary key is what keeps a run from happening twice. */
export const RUNS_SCHEMA = `
CREATE TABLE runs (
  run_id TEXT PRIMARY KEY,
  source TEXT NOT NULL CHECK (source IN ('agent', 'chat')),
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

CREATE INDEX runs_open ON runs (accepted_at) WHERE state <> 'ended';
CREATE INDEX runs_ended ON runs (ended_at) WHERE state = 'ended';
`;
