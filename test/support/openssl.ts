import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

const found = spawnSync('openssl', ['version'], { encoding: 'utf8' });

/** Why tests that need OpenSSL cannot run here; `false` when they can. */
export const noOpenssl: string | false = found.status === 0 ? false : 'there is no openssl on this machine';

export interface Pair {
  readonly certPath: string;
  readonly keyPath: string;
}

/** A self-signed pair, made by OpenSSL and not by us; good for a year. */
export function opensslPair(dir: string, name: string): Pair {
  const certPath = join(dir, `${name}-cert.pem`);
  const keyPath = join(dir, `${name}-key.pem`);
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      keyPath,
      '-out',
      certPath,
      '-subj',
      '/CN=test',
      '-days',
      '365',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
    ],
    { stdio: 'pipe' },
  );
  chmodSync(keyPath, 0o600);
  return { certPath, keyPath };
}

/** What OpenSSL itself says of a certificate: 64 hex digits. */
export const opensslFingerprint = (certPath: string): string =>
  execFileSync('openssl', ['x509', '-in', certPath, '-noout', '-fingerprint', '-sha256'], {
    encoding: 'utf8',
  })
    .replace(/^.*=/, '')
    .replaceAll(/[:\s]/g, '')
    .toLowerCase();
