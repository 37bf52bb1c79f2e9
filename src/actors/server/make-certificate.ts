import { webcrypto } from 'node:crypto';
import { dirname } from 'node:path';
import { ensureDir, writeFileAtomic } from '../../platform/files.ts';
import { systemRandom } from '../../platform/random.ts';
import { hexId } from '../../platform/ids.ts';

const COMMON_NAME = 'moltbot-gateway';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Clients pin it, so it lasts; a clock that is a day late must not find it from the future. */
const VALID_DAYS = 3650;
const SERIAL_HEX = 30;

/**
 * Makes a self-signed certificate for this machine and puts it where it was looked for: mode 0600, the key first, so that
 * a certificate never stands there without it.
 */
export async function makeCertificate(options: {
  readonly certPath: string;
  readonly keyPath: string;
  readonly hostname: string;
  /** Unix epoch, milliseconds. */
  readonly nowMs: number;
}): Promise<void> {
  const { certPath, keyPath, hostname, nowMs } = options;
  // The library builds on it and says so when it is missing.
  await import('reflect-metadata');
  const { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } =
    await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = new Set([
    'localhost',
    hostname.toLowerCase(),
    `${hostname.toLowerCase().split('.')[0]}.local`,
  ]);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      // Positive whatever its first bit would be.
      serialNumber: `01${hexId(systemRandom, SERIAL_HEX)}`,
      name: `CN=${COMMON_NAME}`,
      notBefore: new Date(nowMs - DAY_MS),
      notAfter: new Date(nowMs + VALID_DAYS * DAY_MS),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new SubjectAlternativeNameExtension([
          ...[...names].map((value) => ({ type: 'dns', value }) as const),
          { type: 'ip', value: '127.0.0.1' },
          { type: 'ip', value: '::1' },
        ]),
      ],
    },
    webcrypto,
  );
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  for (const path of [keyPath, certPath]) ensureDir(dirname(path));
  writeFileAtomic(keyPath, `${PemConverter.encode(key, 'PRIVATE KEY')}\n`);
  writeFileAtomic(certPath, `${certificate.toString('pem')}\n`);
}
