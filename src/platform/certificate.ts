import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readSmallFile } from './read-file.ts';

/** Where the certificate of the gateway and its key are. Absolute. */
export interface CertificateFiles {
  readonly certPath: string;
  readonly keyPath: string;
  /** Authorities that complete the chain, when they are not in the file of the certificate. */
  readonly caPath?: string | undefined;
}

export interface Certificate {
  /** PEM, the chain included. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly ca?: string;
  /** SHA-256 of the DER form, 64 lower-case hex digits. */
  readonly fingerprint: string;
  /** Unix epoch, milliseconds. */
  readonly validTo: number;
}

export interface CertificateProblem {
  /** `missing`: neither of the two files is there, so one may be made. */
  readonly kind: 'missing' | 'broken';
  readonly message: string;
  readonly fix: string;
}

export type CertificateReading =
  | { readonly ok: true; readonly certificate: Certificate }
  | { readonly ok: false; readonly problem: CertificateProblem };

const MAX_BYTES = 1024 * 1024;

/** `sha256:AB:CD…`, `AB:CD…`, `abcd…` → 64 lower-case hex digits; `undefined` for what is no SHA-256. */
export function normalizeFingerprint(text: string): string | undefined {
  const hex = text
    .trim()
    .replace(/^sha-?256[:=/ ]/i, '')
    .replaceAll(/[:\s]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{64}$/.test(hex) ? hex : undefined;
}

/** How a fingerprint is shown, and taken back. */
export const shownFingerprint = (hex: string): string => `sha256:${hex}`;

const fingerprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

/** Of the certificate in the file, whatever its key; `undefined` when there is none that can be read. */
export function fingerprintOfFile(path: string): string | undefined {
  const file = readSmallFile(path, MAX_BYTES);
  return file.kind === 'content' ? parsed(() => fingerprintOf(new X509Certificate(file.bytes))) : undefined;
}

const broken = (message: string, fix: string): CertificateReading => ({
  ok: false,
  problem: { kind: 'broken', message, fix },
});

/**
 * Reads both files and judges them as a client would: they belong together, and their time is not over.
 *
 * @param nowMs Unix epoch, milliseconds
 */
export function readCertificate(
  { certPath, keyPath, caPath }: CertificateFiles,
  nowMs: number,
): CertificateReading {
  const cert = readSmallFile(certPath, MAX_BYTES);
  const key = readSmallFile(keyPath, MAX_BYTES);
  if (cert.kind === 'missing' && key.kind === 'missing') {
    const problem = {
      kind: 'missing',
      message: `the certificate ${certPath} and its key ${keyPath} do not exist`,
      fix: 'correct gateway.tls.certPath and keyPath, or set gateway.tls.autoGenerate to true',
    } as const;
    return { ok: false, problem };
  }
  const one = cert.kind === 'content' ? keyPath : certPath;
  if (cert.kind === 'missing' || key.kind === 'missing') {
    const other = one === keyPath ? certPath : keyPath;
    return broken(`${one} does not exist, but ${other} does`, `put it back, or move ${other} away too`);
  }
  if (cert.kind === 'unreadable') return broken(`the certificate ${certPath} ${cert.message}`, cert.fix);
  if (key.kind === 'unreadable') return broken(`the private key ${keyPath} ${key.message}`, key.fix);
  if (key.exposed)
    return broken(`the private key ${keyPath} can be read by other users`, `chmod 600 ${keyPath}`);
  const x509 = parsed(() => new X509Certificate(cert.bytes));
  if (x509 === undefined) {
    return broken(
      `${certPath} holds no certificate in PEM form`,
      'it begins with -----BEGIN CERTIFICATE-----; the certificate of the gateway comes first, its chain after it',
    );
  }
  const secret = readKey(key.bytes);
  if (!secret.ok) return broken(`the private key ${keyPath} ${secret.message}`, secret.fix);
  if (!x509.checkPrivateKey(secret.key)) {
    const fix = 'give the key the certificate was made with, or renew both together';
    return broken(`the private key ${keyPath} does not belong to the certificate ${certPath}`, fix);
  }
  const validTo = x509.validToDate.getTime();
  if (validTo <= nowMs) {
    const fix = `renew it; when it is one the gateway made itself, move ${certPath} and ${keyPath} away and start again`;
    return broken(`the certificate ${certPath} expired on ${x509.validToDate.toISOString()}`, fix);
  }
  const base = { cert: text(cert.bytes), key: text(key.bytes), fingerprint: fingerprintOf(x509), validTo };
  if (caPath === undefined) return spoken(base, certPath);
  const ca = readSmallFile(caPath, MAX_BYTES);
  if (ca.kind !== 'content') {
    const [what, fix] =
      ca.kind === 'missing'
        ? ['does not exist', 'correct gateway.tls.caPath, or take it out']
        : [ca.message, ca.fix];
    return broken(`the file of authorities ${caPath} ${what}`, fix);
  }
  if (parsed(() => new X509Certificate(ca.bytes)) === undefined) {
    return broken(`${caPath} holds no certificate in PEM form`, 'give the authorities as PEM');
  }
  return spoken({ ...base, ca: text(ca.bytes) }, `${certPath} and ${caPath}`);
}

/** Only TLS itself knows what it takes: it looks at the whole chain, and at the strength of the key. */
function spoken(certificate: Certificate, paths: string): CertificateReading {
  const { cert, key, ca } = certificate;
  // Most commands judge no certificate, and do not wait for its code.
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  try {
    createSecureContext({ cert, key, ...(ca === undefined ? {} : { ca }) });
    return { ok: true, certificate };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return broken(
      `TLS cannot be spoken with ${paths}: ${why}`,
      'give the whole chain, each certificate in PEM form, and a key of at least 2048 bits (RSA) or 256 bits (EC)',
    );
  }
}

type KeyReading =
  | { readonly ok: true; readonly key: KeyObject }
  | { readonly ok: false; readonly message: string; readonly fix: string };

function readKey(bytes: Uint8Array): KeyReading {
  try {
    return { ok: true, key: createPrivateKey(Buffer.from(bytes)) };
  } catch {
    if (text(bytes).includes('ENCRYPTED')) {
      return {
        ok: false,
        message: 'is locked with a passphrase',
        fix: 'take it off: openssl pkey -in … -out …',
      };
    }
    return {
      ok: false,
      message: 'is no private key in PEM form',
      fix: 'it begins with -----BEGIN PRIVATE KEY-----',
    };
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    // The constructor's way of saying that it is none.
    return undefined;
  }
}
