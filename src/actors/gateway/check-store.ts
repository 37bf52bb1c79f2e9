import { statSync } from 'node:fs';
import { silentLogger } from '../../platform/logger.ts';
import { checkFile } from '../../store/check.ts';
import { StoreCorrupt, StoreNewer, StoreUnavailable } from '../../store/errors.ts';
import { MIGRATIONS } from '../../store/migrations.ts';

export interface StoreFault {
  /** `record`: a gateway runs on it, but somebody has written into it. */
  readonly code: 'damaged' | 'newer' | 'unavailable' | 'record';
  readonly message: string;
}

/**
 * What keeps a gateway from starting on this store, will fail later, or is not as it was written; every page, index and record is looked at. Nothing is written. For when
 * no gateway runs: a running one looks after its own.
 */
export function findStoreFault(path: string): StoreFault | undefined {
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const sizeBytes = size(path);
  if (sizeBytes === 0) return { code: 'damaged', message: `The store ${path} is empty.` };
  try {
    const { brokenOp } = checkFile({
      path,
      sizeBytes,
      walBytes: size(`${path}-wal`),
      migrations: MIGRATIONS,
      log: silentLogger,
      thorough: true,
    });
    if (brokenOp === undefined) return undefined;
    const message = `The record of who did what in ${path} does not hold from entry ${brokenOp} on: entries were changed or taken out.`;
    return { code: 'record', message };
  } catch (error) {
    if (error instanceof StoreCorrupt) return { code: 'damaged', message: error.message };
    if (error instanceof StoreNewer) return { code: 'newer', message: error.message };
    if (error instanceof StoreUnavailable) return { code: 'unavailable', message: error.message };
    throw error;
  }
}
