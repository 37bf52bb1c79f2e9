import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for 127.0.0.1 that signs itself, in a folder of its own. */
export interface LoopbackCertificate {
  readonly caFile: string;
  readonly key: Buffer;
  readonly cert: Buffer;
  remove(): void;
}

const REQUEST =
  'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=media -addext subjectAltName=IP:127.0.0.1';

/** @throws Error when `openssl` is not installed */
export function createLoopbackCertificate(): LoopbackCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'wa-media-'));
  const caFile = join(folder, 'host.crt');
  const keyFile = join(folder, 'host.key');
  execFileSync('openssl', [...REQUEST.split(' '), '-keyout', keyFile, '-out', caFile], { stdio: 'pipe' });
  return {
    caFile,
    key: readFileSync(keyFile),
    cert: readFileSync(caFile),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
