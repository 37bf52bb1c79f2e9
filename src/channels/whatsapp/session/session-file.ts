import { chmodSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ensureDir, syncDir } from '../../../platform/files.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

const BUSY_TIMEOUT_MS = 500;
const LOG_KEEP_BYTES = 4 * 1024 * 1024;
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

/** The file cannot be used. It was not written to. `fix` is for the operator. */
export class SessionFileError extends Error {
  readonly kind: 'damaged' | 'busy' | 'unreadable';
  readonly fix: string;

  constructor(kind: SessionFileError['kind'], message: string, fix: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SessionFileError';
    this.kind = kind;
    this.fix = fix;
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const damaged = (path: string, found: string, cause?: unknown): SessionFileError =>
  new SessionFileError(
    'damaged',
    `the WhatsApp session ${path} is damaged (${found}); it was left as it is`,
    'link again, which sets the damaged file aside: moltbot channels login --channel whatsapp',
    cause,
  );

/**
 * Makes a new file with `fill` applied, and puts it in place as a whole: a crash leaves either no file or a complete one.
 *
 * @throws what `fill` throws
 */
export function createSessionFile(path: string, fill: (db: DatabaseSync) => void): void {
  ensureDir(dirname(path));
  const draft = `${path}.new`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(draft + suffix, { force: true });
  closeSync(openSync(draft, 'wx', 0o600));
  const db = new DatabaseSync(draft);
  try {
    db.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE;');
    db.exec(SCHEMA);
    fill(db);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
  // A log that was left behind by a file that is gone would be replayed into the new one.
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  renameSync(draft, path);
  syncDir(dirname(path));
}

/**
 * Opens an existing file for this process alone: a second opener, in this process or another, is refused while it is
 * open. A crash leaves nothing to clean.
 *
 * @throws SessionFileError
 */
export function openSessionFile(path: string): DatabaseSync {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) throw damaged(path, 'it is not a file');
  if (found.size === 0) throw damaged(path, 'it is empty');
  let db: DatabaseSync | undefined;
  try {
    chmodSync(path, 0o600);
    db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    db.exec(`PRAGMA journal_size_limit = ${LOG_KEEP_BYTES}; PRAGMA secure_delete = ON;`);
    db.exec('BEGIN IMMEDIATE; COMMIT;');
    check(db, path);
    return db;
  } catch (error) {
    // The reason the file could not be used is what counts; a failing close adds nothing to it.
    closeQuietly(db);
    throw typed(error, path);
  }
}

function check(db: DatabaseSync, path: string): void {
  const result = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (result !== 'ok') throw damaged(path, String(result));
  const version = Object.values(db.prepare('PRAGMA user_version').get() ?? {})[0];
  if (version === SCHEMA_VERSION) return;
  if (typeof version === 'number' && version > SCHEMA_VERSION)
    throw new SessionFileError(
      'unreadable',
      `the WhatsApp session ${path} was written by a later version (schema ${version}, known ${SCHEMA_VERSION})`,
      'install the newer moltbot again',
    );
  throw damaged(path, 'it is no WhatsApp session');
}

function typed(error: unknown, path: string): unknown {
  if (error instanceof SessionFileError) return error;
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
  if (code === SQLITE_BUSY || code === SQLITE_LOCKED)
    return new SessionFileError(
      'busy',
      `another program uses the WhatsApp session ${path}`,
      'stop the other gateway that uses the same directory',
      error,
    );
  if (code === 11 || code === 26) return damaged(path, textOf(error), error);
  return new SessionFileError(
    'unreadable',
    `the WhatsApp session ${path} cannot be opened: ${textOf(error)}`,
    'check that this user may read and write the file and its directory',
    error,
  );
}

function closeQuietly(db: DatabaseSync | undefined): void {
  try {
    db?.close();
  } catch {
    // Already reported by the caller's own error.
  }
}

/** Renames the closed file, and what SQLite keeps beside it; the file goes first, so that it is never seen without its log. */
export function renameSession(path: string, target: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix);
  syncDir(dirname(path));
}
