import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const PAGE_SIZE_AT = 16;

/**
 * What is wrong with a database file by its first bytes and its length (sqlite.org/fileformat.html, §1.3); `undefined` when those are in
 * order. Damage further in is found by the gateway when it starts.
 */
export function headerFault(path: string): string | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    // Nothing was written yet.
    if (size === 0) return undefined;
    const header = Buffer.alloc(HEADER_BYTES);
    if (readSync(descriptor, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return 'it is cut off';
    if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return 'it is no database';
    const told = header.readUInt16BE(PAGE_SIZE_AT);
    const page = told === 1 ? 65_536 : told;
    if (page < 512 || (page & (page - 1)) !== 0) return 'its header is damaged';
    return size % page === 0 ? undefined : 'it is cut off';
  } finally {
    closeSync(descriptor);
  }
}
