import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Logger } from '../platform/logger.ts';
import type { Migration } from './migrations.ts';
import { createTx } from './database.ts';
import { StoreCorrupt, typedError } from './errors.ts';
import { refuseNewer } from './migrations.ts';
import { firstBrokenOp } from './ops-log.ts';

/**
 * About 1 ms per MiB from a warm cache, ten times that from a cold disk: up to here a check fits into a start; beyond
 * it the start would be late, so only the schema is read and damage shows when the page is.
 */
const CHECK_LIMIT_BYTES = 64 * 1024 * 1024;

export interface CheckOptions {
  readonly path: string;
  readonly sizeBytes: number;
  /** Bytes of the write-ahead log: a clean close leaves none, so some left means the last run was cut off. */
  readonly walBytes: number;
  readonly migrations: readonly Migration[];
  readonly log: Logger;
  /** Everything is looked at, however long it takes. */
  readonly thorough?: boolean;
}

/** What a thorough look at a sound file finds. */
export interface Checked {
  /** The first entry of the record of who did what that is not as it was written, or not there. */
  readonly brokenOp?: number;
}

/**
 * Looks at an existing file without writing to it, its log included, so that a damaged one stays as it was found.
 *
 * @throws StoreCorrupt | StoreNewer | StoreUnavailable
 */
export function checkFile(options: CheckOptions): Checked {
  const { path, sizeBytes, walBytes, migrations, log, thorough = false } = options;
  const url = pathToFileURL(path);
  // Without a log nothing can be pending; `immutable` then keeps SQLite from creating companion files.
  if (walBytes === 0) url.searchParams.set('immutable', '1');
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(url, { readOnly: true });
    refuseNewer(db, path, migrations);
    db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get();
    if (!thorough && sizeBytes + walBytes > CHECK_LIMIT_BYTES) {
      log.info('the store is too large to check at start', { path, sizeBytes });
      return {};
    }
    // The full check also compares indexes with their tables; worth its time only after a cut-off run.
    const pragma = thorough || walBytes > 0 ? 'integrity_check' : 'quick_check';
    const found = db.prepare(`PRAGMA ${pragma}(5)`).all();
    const complaints = found.map((row) => String(row[pragma])).filter((line) => line !== 'ok');
    if (complaints.length > 0) throw new StoreCorrupt(path, complaints.join('; '));
    const brokenOp = thorough && hasOps(db) ? firstBrokenOp(createTx(db)) : undefined;
    return brokenOp === undefined ? {} : { brokenOp };
  } catch (error) {
    throw typedError(error, path);
  } finally {
    db?.close();
  }
}

/** A file that was only begun has no tables yet. */
const hasOps = (db: DatabaseSync): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'ops_log'").get() !== undefined;
