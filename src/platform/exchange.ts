import { getSystemErrorName } from 'node:util';
import { openCLibrary, type CLibrary } from './c-library.ts';

/**
 * Lets two files of one file system take each other's place in one step, so that whoever does it gets what really was there.
 * @returns false when this file system cannot; then nothing happened
 * @throws the file system's error, e.g. ENOENT when one of them is gone
 */
export type Exchange = (one: string, other: string) => boolean;

const AT_FDCWD = -100;
const RENAME_EXCHANGE = 2;
/** What a kernel, a sandbox or a file system says that does not know of it. */
const UNKNOWN: ReadonlySet<string> = new Set(['EINVAL', 'ENOSYS', 'EOPNOTSUPP', 'EPERM']);

/**
 * `renameat2(2)`, which Node does not have, through the C library of this process.
 * @returns `undefined` where there is none: not Linux, or without the optional package
 */
export async function openExchange(): Promise<Exchange | undefined> {
  if (process.platform !== 'linux') return undefined;
  // Without the optional package there is the rename.
  const library = await openCLibrary().catch(() => undefined);
  return library === undefined ? undefined : (one, other) => exchange(library, one, other);
}

function exchange(library: CLibrary, one: string, other: string): boolean {
  const { value, errno } = library.call('renameat2', 'i32', [
    ['i32', AT_FDCWD],
    ['text', one],
    ['i32', AT_FDCWD],
    ['text', other],
    ['i32', RENAME_EXCHANGE],
  ]);
  if (value === 0) return true;
  const code = getSystemErrorName(-errno);
  if (UNKNOWN.has(code)) return false;
  throw Object.assign(new Error(`${code}: ${one} and ${other} cannot take each other's place`), { code });
}
