import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { relative, isAbsolute, sep } from 'node:path';
import { errnoOf } from '../../platform/files.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { MediaFailure } from '../port.ts';

export interface OpenedFile {
  /** The caller closes it. */
  readonly handle: FileHandle;
  readonly realPath: string;
  readonly size: number;
}

/**
 * Opens a regular file for reading if it really lies within one of the directories, wherever links lead.
 *
 * @param where what the directories are called in the refusal, e.g. `the workspace`
 * @param refuse a last word on the real path and the directory it lies in; throws to refuse
 * @throws Failure INVALID_REQUEST · MediaFailure gone
 */
export async function openInside(
  path: string,
  roots: readonly string[],
  where: string,
  refuse: (realPath: string, realRoot: string) => Promise<void> = () => Promise.resolve(),
): Promise<OpenedFile> {
  const outside = (): Error => invalidRequest(`${path} is not inside ${where}`, { path });
  const realPath = await realpath(path).catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  const realRoot = await rootOf(realPath, roots);
  if (realRoot === undefined) throw outside();
  await refuse(realPath, realRoot);
  // Without waiting: a pipe in the file's place must not hang the process.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(realPath, flags).catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  try {
    const opened = await handle.stat();
    if (!opened.isFile()) throw invalidRequest(`${path} is not a regular file`, { path });
    // A folder on the way may have become a link since it was looked at.
    const now = await lstat(realPath);
    if ((await realpath(realPath)) !== realPath || now.ino !== opened.ino || now.dev !== opened.dev)
      throw outside();
    return { handle, realPath, size: opened.size };
  } catch (error) {
    await handle.close();
    throw errnoOf(error) === undefined ? error : cannotOpen(path, error);
  }
}

/** The first of the directories, as a real path, that contains the real path. */
async function rootOf(realPath: string, roots: readonly string[]): Promise<string | undefined> {
  for (const root of roots) {
    const realRoot = await realDirectory(root);
    if (realRoot !== undefined && isWithin(realPath, realRoot)) return realRoot;
  }
  return undefined;
}

/** `undefined` for a directory that is not there: nothing lies within it. */
export async function realDirectory(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return undefined;
  }
}

export function isWithin(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function cannotOpen(path: string, error: unknown): Error {
  const code = errnoOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new MediaFailure('gone', `there is no file ${path}`, error);
  if (code === 'EACCES' || code === 'EPERM') {
    return invalidRequest(`${path} may not be read: the gateway's user has no permission`, { path });
  }
  if (code === 'ELOOP') return invalidRequest(`${path} is a circle of symbolic links`, { path });
  if (code === 'ENXIO') return invalidRequest(`${path} is not a regular file`, { path });
  if (code === undefined && error instanceof Error && error.message.includes('null bytes')) {
    return invalidRequest('a path cannot contain a null character');
  }
  return invalidRequest(`${path} cannot be opened (${code ?? String(error)})`, { path });
}
