import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { errnoOf } from './files.ts';

export type FileRead =
  | {
      readonly kind: 'content';
      readonly bytes: Uint8Array;
      /** Others than the owner may read it. */ readonly exposed: boolean;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly message: string; readonly fix: string };

/** Reads a whole regular file of at most `maxBytes`. Anything else is said in words; nothing blocks, nothing throws. */
export function readSmallFile(path: string, maxBytes: number): FileRead {
  let descriptor: number;
  try {
    // Non-blocking, so that a pipe or device in the file's place cannot hang the process.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return openFailure(path, error);
  }
  try {
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return unreadable('is a directory', 'give the path of a file');
    if (!stat.isFile()) return unreadable('is not a regular file', 'give the path of a file');
    if (stat.size > maxBytes)
      return unreadable(`is larger than ${maxBytes} bytes`, 'is this the right file?');
    const exposed = process.platform !== 'win32' && (stat.mode & 0o077) !== 0;
    return { kind: 'content', bytes: readFileSync(descriptor), exposed };
  } catch (error) {
    return unreadable(`cannot be read (${errnoOf(error) ?? String(error)})`, 'check the disk');
  } finally {
    closeSync(descriptor);
  }
}

function openFailure(path: string, error: unknown): FileRead {
  const code = errnoOf(error);
  if (code === 'ENOENT') return { kind: 'missing' };
  if (code === 'EACCES' || code === 'EPERM')
    return unreadable('may not be read (permission denied)', `try: chmod u+r ${path}`);
  if (code === 'ENXIO') return unreadable('is not a regular file', 'give the path of a file');
  if (code === 'ELOOP') return unreadable('is a circle of symbolic links', 'replace the link by the file');
  if (code === 'ENOTDIR')
    return unreadable('lies below something that is not a directory', 'correct the path');
  if (code === 'EISDIR') return unreadable('is a directory', 'give the path of a file');
  return unreadable(`cannot be opened (${code ?? String(error)})`, 'check the path');
}

const unreadable = (message: string, fix: string): FileRead => ({ kind: 'unreadable', message, fix });
