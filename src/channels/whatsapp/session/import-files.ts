import type { DatabaseSync } from 'node:sqlite';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncDir } from '../../../platform/files.ts';
import { ownName } from './session-store.ts';

/** The types a multi-file directory holds; longest first, so that `session` does not claim `sender-key-…`. */
const TYPES = [
  'app-state-sync-version',
  'sender-key-memory',
  'app-state-sync-key',
  'identity-key',
  'lid-mapping',
  'device-list',
  'sender-key',
  'pre-key',
  'session',
  'tctoken',
] as const;

const CREDS = 'creds.json';

export interface ImportedFile {
  readonly path: string;
  readonly type: string;
  readonly id: string;
}

/** The credential files in a directory: `creds.json` and `<type>-<id>.json`. Other files are not touched. */
export function findKeyFiles(directory: string): ImportedFile[] {
  return readdirSync(directory).flatMap((name) => {
    const type = TYPES.find((candidate) => name.startsWith(`${candidate}-`));
    if (type === undefined || !name.endsWith('.json')) return [];
    const id = idOf(type, name.slice(type.length + 1, -'.json'.length));
    return [{ path: join(directory, name), type, id }];
  });
}

/**
 * File names say `-` for `:` and `__` for `/`. Only sender keys have colons (`group::user::device`), only app state keys
 * have slashes; group ids of old groups contain a `-` of their own.
 */
function idOf(type: string, encoded: string): string {
  if (type === 'app-state-sync-key') return encoded.replaceAll('__', '/');
  return type === 'sender-key' ? encoded.replace(/--([^-]+)--(\d+)$/, '::$1::$2') : encoded;
}

/** True when the directory holds the credentials of a linked device in the form of many files. */
export function hasKeyFiles(directory: string): boolean {
  return existsSync(join(directory, CREDS));
}

export class ImportRefused extends Error {
  constructor(directory: string, reason: string) {
    super(`${join(directory, CREDS)} cannot be taken over: ${reason}`);
    this.name = 'ImportRefused';
  }
}

export interface Imported {
  readonly keys: number;
  /** Torn files; the sessions they held are set up anew by the network's own means. */
  readonly skipped: readonly string[];
}

/**
 * Copies the files into an empty session as its active identity; to be called in the transaction that creates it.
 *
 * @throws ImportRefused when `creds.json` is broken or was never confirmed by a phone; nothing older is tried in its place
 */
export function importKeyFiles(db: DatabaseSync, directory: string, now: number): Imported {
  const creds = readText(directory, CREDS);
  const me = (() => {
    try {
      return ownName(creds);
    } catch (cause) {
      throw new ImportRefused(directory, `it is not JSON (${String(cause)})`);
    }
  })();
  if (me === undefined) throw new ImportRefused(directory, 'its login was never finished');
  db.prepare('INSERT INTO identity (epoch, creds, savedAt, linkedAt) VALUES (1, ?, ?, ?)').run(
    creds,
    now,
    now,
  );
  db.exec("UPDATE meta SET value = 1 WHERE name IN ('active', 'lastEpoch', 'generation')");
  const insert = db.prepare('INSERT OR REPLACE INTO signal_key (epoch, type, id, value) VALUES (1, ?, ?, ?)');
  let keys = 0;
  const skipped: string[] = [];
  for (const file of findKeyFiles(directory)) {
    const text = readFileSync(file.path, 'utf8');
    if (!isJson(text)) {
      skipped.push(basename(file.path));
      continue;
    }
    insert.run(file.type, file.id, text);
    keys += 1;
  }
  return { keys, skipped };
}

/** Moves what was imported out of the way. Files already moved by an earlier, interrupted call are no problem. */
export function retireKeyFiles(directory: string, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10);
  const target = join(directory, `imported-${day}`);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const names = [...findKeyFiles(directory).map((file) => basename(file.path)), `${CREDS}.bak`, CREDS];
  for (const name of names)
    if (existsSync(join(directory, name))) renameSync(join(directory, name), join(target, name));
  syncDir(directory);
  return target;
}

function readText(directory: string, name: string): string {
  return readFileSync(join(directory, name), 'utf8');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Not JSON: the answer is no.
    return false;
  }
}
