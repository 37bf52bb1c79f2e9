import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncDir } from '../platform/files.ts';
import type { Migration } from './migrations.ts';
import { migrate } from './migrations.ts';

export const PRIVATE_FILE = 0o600;

/** Files SQLite keeps beside the main one. */
export const COMPANIONS = ['-wal', '-shm'] as const;

/**
 * Makes a new database under another name and moves it into place when it is whole. A crash at first start therefore
 * never leaves an empty or half-made file, and an empty file found later is known to be damage.
 */
export function createFile(path: string, migrations: readonly Migration[]): void {
  const draft = `${path}.creating`;
  for (const suffix of ['', ...COMPANIONS]) rmSync(draft + suffix, { force: true });
  closeSync(openSync(draft, 'wx', PRIVATE_FILE));
  const db = new DatabaseSync(draft);
  try {
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    migrate(db, path, migrations);
  } finally {
    db.close();
  }
  renameSync(draft, path);
  syncDir(dirname(path));
}
