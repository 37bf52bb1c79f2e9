import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MAX_BYTES = 16 * 1024;

/** The end of a text file; nothing when it cannot be read, which is then no source of an explanation. */
export function tailOf(path: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    // Not written yet, or not ours to read.
    return '';
  }
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, MAX_BYTES));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}
