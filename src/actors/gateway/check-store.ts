import { statSync } from 'node:fs';
import { silentLogger } from '../../platform/logger.ts';
import { checkFile } from '../../store/check.ts';
import { StoreCorrupt, StoreNewer, StoreUnavailable } from '../../store/errors.ts';
import { MIGRATIONS } from '../../store/migrations.ts';

export interface StoreFault {
  readonly code: 'damaged' | 'newer' | 'unavailable';
  readonly message: string;
}

/**
 * What keeps a gateway from starting on this store, or will fail later; every page and index is looked at. Nothing is written. For when
 * no gateway runs: a running one looks after its own.
 */
export function findStoreFault(path: string): StoreFault | undefined {
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const sizeBytes = size(path);
  if (sizeBytes === 0) return { code: 'damaged', message: `The store ${path} is empty.` };
  try {
    checkFile({
      path,
      sizeBytes,
      walBytes: size(`${path}-wal`),
      migrations: MIGRATIONS,
      log: silentLogger,
      thorough: true,
    });
    return undefined;
  } catch (error) {
    if (error instanceof StoreCorrupt) return { code: 'damaged', message: error.message };
    if (error instanceof StoreNewer) return { code: 'newer', message: error.message };
    if (error instanceof StoreUnavailable) return { code: 'unavailable', message: error.message };
    throw error;
  }
}
