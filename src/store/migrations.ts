import type { DatabaseSync } from 'node:sqlite';
import { CHANNEL_RUNS_SCHEMA } from './schema/channel-runs.ts';
import { DEVICES_SCHEMA } from './schema/devices.ts';
import { INBOX_SCHEMA } from './schema/inbox.ts';
import { OPS_SCHEMA } from './schema/ops.ts';
import { OUTBOX_SCHEMA } from './schema/outbox.ts';
import { PAIRING_SCHEMA } from './schema/pairing.ts';
import { RUNS_SCHEMA } from './schema/runs.ts';
import { SEARCH_SCHEMA, SESSIONS_SCHEMA } from './schema/sessions.ts';
import { StoreNewer, StoreUnavailable, isStoreFault, typedError } from './errors.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** In order; the n-th one takes the schema to version n. Published entries never change: add one at the end. */
export const MIGRATIONS: readonly Migration[] = [
  { name: 'ops', sql: OPS_SCHEMA },
  { name: 'sessions', sql: SESSIONS_SCHEMA },
  { name: 'search', sql: SEARCH_SCHEMA },
  { name: 'runs', sql: RUNS_SCHEMA },
  { name: 'devices', sql: DEVICES_SCHEMA },
  { name: 'pairing', sql: PAIRING_SCHEMA },
  { name: 'inbox', sql: INBOX_SCHEMA },
  { name: 'outbox', sql: OUTBOX_SCHEMA },
  { name: 'channel-runs', sql: CHANNEL_RUNS_SCHEMA },
];

export function schemaVersion(db: DatabaseSync): number {
  const row = db.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version']);
}

/** @throws StoreNewer */
export function refuseNewer(db: DatabaseSync, path: string, migrations: readonly Migration[]): void {
  const found = schemaVersion(db);
  if (found > migrations.length) throw new StoreNewer(path, found, migrations.length);
}

/**
 * Brings the schema up to date, one transaction per step: after a crash the file is at some version, never between two.
 * Returns the names applied.
 */
export function migrate(db: DatabaseSync, path: string, migrations: readonly Migration[]): string[] {
  const applied: string[] = [];
  for (const [index, migration] of migrations.entries()) {
    if (index < schemaVersion(db)) continue;
    try {
      db.exec('BEGIN IMMEDIATE');
      db.exec(migration.sql);
      db.exec(`PRAGMA user_version = ${index + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      const typed = typedError(error, path);
      if (isStoreFault(typed)) throw typed;
      throw new StoreUnavailable(
        path,
        `its schema could not be brought to version ${index + 1} (${migration.name})`,
        'It is still at the version before; report this with the log.',
        error,
      );
    }
    applied.push(migration.name);
  }
  return applied;
}
