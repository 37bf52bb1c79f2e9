import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { systemRandom } from './random.ts';
import { hexId } from './ids.ts';

const PRIVATE_FILE = 0o600;
const PRIVATE_DIR = 0o700;

/** Creates the directory, parents included, for the owner only. One that exists keeps its mode. */
export function ensureDir(path: string): void {
  mkdirSync(path, { recursive: true, mode: PRIVATE_DIR });
}

/** The path of the thing itself, whatever links lead to it; the same path while there is nothing. */
export const realOf = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

/** What a directory holds, for those who only look around: nothing when there is none, or it is not theirs to read. */
export function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    // Not there, no directory, or nobody's business: then there is nothing in it to find.
    return [];
  }
}

function replace(
  path: string,
  content: string | Uint8Array,
  written: (descriptor: number) => void,
  place: (temporary: string) => void,
): void {
  const temporary = `${path}.${process.pid}.${hexId(systemRandom, 12)}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx', PRIVATE_FILE);
    try {
      writeAll(descriptor, typeof content === 'string' ? Buffer.from(content) : content);
      written(descriptor);
    } finally {
      closeSync(descriptor);
    }
    place(temporary);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Replaces a file as a whole: after a crash there is the old content or the new, never a mixture, and once this returns
 * the new content is on disk. Mode 0600 whatever the umask.
 *
 * @param place puts the finished file in its place, or throws and leaves it; without it, the rename does
 * @throws the file system's error or that of `place`, with the temporary file removed
 */
export function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  place: (temporary: string) => void = (temporary) => renameSync(temporary, path),
): void {
  replace(path, content, fsyncSync, place);
  syncDir(dirname(path));
}

/**
 * Replaces a file as a whole for those who read it now, without waiting for the disk: for what is worthless once this
 * process is gone. Mode 0600.
 *
 * @throws the file system's error, with the temporary file removed
 */
export function writeFileVolatile(path: string, content: string): void {
  replace(
    path,
    content,
    () => {},
    (temporary) => renameSync(temporary, path),
  );
}

/** Makes renames and new names in a directory durable. */
export function syncDir(path: string): void {
  // Windows cannot open a directory; its rename is journalled.
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes every byte: `write` may take only a part, e.g. on a nearly full disk. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(descriptor, bytes, offset);
}

/** The `code` of a system error, e.g. `ENOENT`; `undefined` for anything else. */
export function errnoOf(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}
