import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureDir, writeFileAtomic } from './files.ts';
import { secretToken } from './ids.ts';
import { systemRandom } from './random.ts';
import { readSmallFile } from './read-file.ts';

const MAX_BYTES = 4096;

/**
 * The secret kept in a file of its own, made on first use. Mode 0600, narrowed again when somebody widened it.
 *
 * @throws Error naming file and fix when the file exists but cannot be read
 */
export function ensureSecretFile(path: string): string {
  const kept = readSecretFile(path);
  if (kept !== undefined) return kept;
  ensureDir(dirname(path));
  const secret = secretToken(systemRandom);
  writeFileAtomic(path, `${secret}\n`);
  return secret;
}

/**
 * The secret in the file; `undefined` when there is no such file or it is blank.
 *
 * @throws Error naming file and fix when the file exists but cannot be read
 */
export function readSecretFile(path: string): string | undefined {
  const file = readSmallFile(path, MAX_BYTES);
  if (file.kind === 'missing') return undefined;
  if (file.kind === 'unreadable') throw new Error(`secret file ${path} ${file.message}; ${file.fix}`);
  if (file.exposed) chmodSync(path, 0o600);
  return Buffer.from(file.bytes).toString('utf8').trim() || undefined;
}
