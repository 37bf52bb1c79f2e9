import { chmodSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { ensureDir } from '../platform/files.ts';
import { defer as nextTurn } from '../platform/schedule.ts';
import type { Migration } from './migrations.ts';
import type { Store } from './store.ts';
import { checkFile } from './check.ts';
import { createCommitQueue } from './commit.ts';
import { PRIVATE_FILE, createFile } from './create.ts';
import { createTx } from './database.ts';
import { StoreCorrupt, StoreUnavailable, typedError } from './errors.ts';
import { MIGRATIONS, migrate } from './migrations.ts';

const BUSY_TIMEOUT_MS = 2_000;
/** What the log may keep on disk after it was folded in. */
const LOG_KEEP_BYTES = 16 * 1024 * 1024;

export interface StoreOptions {
  /** Absolute path of the database file. */
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Runs `fn` once the current turn of the event loop has been worked off. */
  readonly defer?: (fn: () => void) => void;
  readonly migrations?: readonly Migration[];
  /** How long to wait for another program's lock; this blocks the process. Default 2000. */
  readonly busyTimeoutMs?: number;
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Checks what is there, or makes a new file; leaves a file that may be opened for writing. */
function prepare(path: string, migrations: readonly Migration[], log: Logger): void {
  ensureDir(dirname(path));
  const walBytes = sizeOf(`${path}-wal`);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    // SQLite would throw the log away, and with it commits that were acknowledged.
    if (walBytes > 0) throw new StoreCorrupt(path, 'the file is missing but its write-ahead log is there');
    createFile(path, migrations);
    return;
  }
  if (!found.isFile())
    throw new StoreUnavailable(path, 'it is not a file', 'Move away what is in its place.');
  if (found.size === 0) throw new StoreCorrupt(path, 'the file is empty');
  checkFile({ path, sizeBytes: found.size, walBytes, migrations, log });
  if ((found.mode & 0o077) !== 0) chmodSync(path, PRIVATE_FILE);
}

function connect({ path, log, busyTimeoutMs }: StoreOptions, migrations: readonly Migration[]): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs ?? BUSY_TIMEOUT_MS });
  try {
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    db.exec('PRAGMA foreign_keys = ON');
    db.exec(`PRAGMA journal_size_limit = ${LOG_KEEP_BYTES}`);
    const applied = migrate(db, path, migrations);
    if (applied.length > 0) log.info('the store schema was brought up to date', { path, applied });
    // A file that can only be read must be refused now, not at the first message.
    db.exec('BEGIN IMMEDIATE');
    db.exec('ROLLBACK');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens the database, creating it when there is none.
 *
 * @throws StoreCorrupt (the file stays as it was) | StoreNewer | StoreFull | StoreUnavailable
 */
export function openStore(options: StoreOptions): Store {
  const { path, clock, log } = options;
  const migrations = options.migrations ?? MIGRATIONS;
  let db: DatabaseSync;
  try {
    prepare(path, migrations, log);
    db = connect(options, migrations);
  } catch (error) {
    throw typedError(error, path);
  }
  const tx = createTx(db);
  const commits = createCommitQueue({ db, tx, path, clock, defer: options.defer ?? nextTurn });

  return {
    path,
    read: (fn) => {
      try {
        return fn(tx);
      } catch (error) {
        if (!db.isOpen) throw new StoreUnavailable(path, 'it is closed', 'The gateway is stopping.', error);
        throw typedError(error, path);
      }
    },
    write: commits.write,
    status: () => ({
      ...commits.evidence(),
      path,
      // Asked only by who wants it: how the last commit went is looked at every second.
      get sizeBytes() {
        return sizeOf(path) + sizeOf(`${path}-wal`);
      },
    }),
    close: () => {
      if (!db.isOpen) return;
      commits.close();
      commits.flush();
      // The last connection folds the log into the file and removes it: that is what makes the next start a clean one.
      db.close();
    },
  };
}
