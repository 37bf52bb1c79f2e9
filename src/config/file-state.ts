import { createHash } from 'node:crypto';
import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readSmallFile } from '../platform/read-file.ts';
import { ConfigWriteRefused } from './write-refused.ts';

export const MAX_CONFIG_BYTES = 5 * 1024 * 1024;
const MAX_LINKS = 10;

/** SHA-256 in lower-case hex, of nothing for a missing file: what `config.get` calls `hash`. */
export const hashOf = (bytes: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

/**
 * The bytes of the file, `undefined` when there is none.
 * @throws ConfigWriteRefused unwritable: what cannot be read is not replaced
 */
export function readConfigFile(path: string): Uint8Array | undefined {
  const file = readSmallFile(path, MAX_CONFIG_BYTES);
  if (file.kind === 'content') return file.bytes;
  if (file.kind === 'missing') return undefined;
  throw new ConfigWriteRefused('unwritable', `${path} ${file.message}`, { fix: file.fix });
}

/** A link is followed, so that the file it leads to is replaced and not the link; also when that does not exist yet. */
export function followLink(path: string, links = 0): string {
  try {
    return realpathSync(path);
  } catch {
    // It leads nowhere yet, or reading it will say what is wrong.
    const target = targetOf(path);
    return target === undefined || links >= MAX_LINKS ? path : followLink(target, links + 1);
  }
}

/** Where a link leads whose target does not exist; `undefined` for everything else. */
export function lostTarget(path: string): string | undefined {
  const target = targetOf(path);
  return target === undefined || existsSync(path) ? undefined : target;
}

function targetOf(path: string): string | undefined {
  try {
    return resolve(dirname(path), readlinkSync(path));
  } catch {
    // No link.
    return undefined;
  }
}
