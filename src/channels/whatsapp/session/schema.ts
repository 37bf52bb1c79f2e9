export const SCHEMA_VERSION = 1;

/**
 * One file holds everything a linked device is. `identity` and `signal_key` belong to an epoch: every login begins a new
 * one, and only the first successful connection makes it the active one.
 */
export const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0), ('active', 0), ('lastEpoch', 0);
CREATE TABLE identity (
  epoch INTEGER PRIMARY KEY,
  creds TEXT NOT NULL,
  savedAt INTEGER NOT NULL,
  pairedAt INTEGER,
  linkedAt INTEGER,
  revokedAt INTEGER
);
CREATE TABLE signal_key (
  epoch INTEGER NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (epoch, type, id)
) WITHOUT ROWID;
CREATE TABLE sent (id TEXT PRIMARY KEY, chat TEXT NOT NULL, message BLOB NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX sent_by_age ON sent (at);
CREATE INDEX sent_by_chat ON sent (chat);
CREATE TABLE inbound (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  entry TEXT
);
CREATE INDEX inbound_open ON inbound (sequence) WHERE entry IS NOT NULL;
CREATE INDEX inbound_by_age ON inbound (at);
CREATE TABLE heard (
  chat TEXT NOT NULL,
  id TEXT NOT NULL,
  fromMe INTEGER NOT NULL,
  author TEXT,
  text TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (chat, id)
) WITHOUT ROWID;
CREATE INDEX heard_by_age ON heard (at);
PRAGMA user_version = ${SCHEMA_VERSION};
`;
