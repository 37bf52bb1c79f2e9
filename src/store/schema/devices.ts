/** `record` holds what clients said about themselves; keys, roles and tokens have their own columns. */
export const DEVICES_SCHEMA = `
CREATE TABLE devices (
  device_id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  approved_at INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device_tokens (
  device_id TEXT NOT NULL REFERENCES devices (device_id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  token TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  rotated_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER,
  PRIMARY KEY (device_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairing (
  request_id TEXT PRIMARY KEY,
  device_id TEXT NOT NULL UNIQUE,
  ts INTEGER NOT NULL,
  request TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
