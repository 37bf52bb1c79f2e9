import { EXIT } from '../platform/exit.ts';

// Every way the store can refuse. `exitCode` is what a gateway that cannot start for it ends with; `permanent` are those that
// trying again cannot heal. Each message names the file and what to do about it.

/** The file is not a database, or its pages contradict each other. It was not written to. */
export class StoreCorrupt extends Error {
  readonly permanent = true;
  readonly exitCode = EXIT.config;
  readonly path: string;

  constructor(path: string, found: string, cause?: unknown) {
    super(
      `The store ${path} is damaged (${found}). It was left untouched. ` +
        'Restore a backup of it, or start once with --fresh-store to set it aside and begin with an empty one.',
      cause === undefined ? undefined : { cause },
    );
    this.name = 'StoreCorrupt';
    this.path = path;
  }
}

/** No space left for a commit. Reads go on; writes work again as soon as there is room. */
export class StoreFull extends Error {
  readonly exitCode = EXIT.retry;
  readonly path: string;

  constructor(path: string, cause?: unknown) {
    super(
      `The disk that holds ${path} is full; nothing of this change was kept. Free some space and try again.`,
      cause === undefined ? undefined : { cause },
    );
    this.name = 'StoreFull';
    this.path = path;
  }
}

/** Written by a later version of this program. */
export class StoreNewer extends Error {
  readonly permanent = true;
  readonly exitCode = EXIT.config;
  readonly path: string;
  readonly found: number;
  readonly known: number;

  constructor(path: string, found: number, known: number) {
    super(
      `The store ${path} has schema version ${found}, this program knows up to ${known}. ` +
        'Install the newer version again, or point CLAWDBOT_STATE_DIR at another directory.',
    );
    this.name = 'StoreNewer';
    this.path = path;
    this.found = found;
    this.known = known;
  }
}

/** Cannot be opened, read or written for a reason outside the file's content: permissions, lock, I/O error, closed. */
export class StoreUnavailable extends Error {
  readonly exitCode = EXIT.retry;
  readonly path: string;

  constructor(path: string, reason: string, fix: string, cause?: unknown) {
    super(`The store ${path} cannot be used: ${reason}. ${fix}`, cause === undefined ? undefined : { cause });
    this.name = 'StoreUnavailable';
    this.path = path;
  }
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;

const primaryCode = (error: unknown): number | undefined => {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
};

/** True when the failure is the file's or the disk's, not the statement's: a whole group of writes shares its fate. */
export const isStoreFault = (error: unknown): boolean =>
  error instanceof StoreCorrupt || error instanceof StoreFull || error instanceof StoreUnavailable;

/** Turns what SQLite or the file system threw into a typed error; anything else (a constraint, a bug) comes back as it is. */
export function typedError(error: unknown, path: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  switch (primaryCode(error)) {
    case SQLITE_FULL:
      return new StoreFull(path, error);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return new StoreCorrupt(path, text, error);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return new StoreUnavailable(
        path,
        text,
        'Another program holds it; end that program and try again.',
        error,
      );
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      return new StoreUnavailable(
        path,
        text,
        'Check that its directory exists and that this user may read and write it.',
        error,
      );
    case SQLITE_IOERR:
      return new StoreUnavailable(
        path,
        text,
        'The disk reported an error; check it and the system log.',
        error,
      );
    default:
      break;
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StoreFull(path, error);
  if (error instanceof Error && 'syscall' in error) {
    return new StoreUnavailable(
      path,
      text,
      'Check that this user may read and write it and its directory.',
      error,
    );
  }
  return error;
}
