import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectParams } from '../protocol/generated/types.ts';
import { ensureDir, errnoOf, writeFileAtomic } from '../platform/files.ts';
import { CliError } from './cli-error.ts';

const KEY_FILE = 'device.json';
/** DER of an Ed25519 public key: a fixed prefix, then the key itself. */
const RAW_KEY_BYTES = 32;

interface Claims {
  readonly clientId: string;
  readonly clientMode: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly nonce: string;
  /** Epoch ms. */
  readonly signedAt: number;
}

function readKey(path: string): KeyObject | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return createPrivateKey((JSON.parse(text) as { privateKeyPem: string }).privateKeyPem);
  } catch (error) {
    throw new CliError('config', `the device key in ${path} cannot be read: ${String(error)}`, {
      fix: `move ${path} away; the next command makes a new key, which has to be paired again`,
      cause: error,
    });
  }
}

const rawPublic = (key: KeyObject): Buffer =>
  key.export({ type: 'spki', format: 'der' }).subarray(-RAW_KEY_BYTES);

const idOf = (publicKey: KeyObject): string =>
  createHash('sha256').update(rawPublic(publicKey)).digest('hex');

function makeKey(dir: string, path: string, createdAtMs: number): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const record = {
    version: 1,
    deviceId: idOf(publicKey),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    createdAtMs,
  };
  ensureDir(dir);
  writeFileAtomic(path, `${JSON.stringify(record, null, 2)}\n`);
  return privateKey;
}

/**
 * Signs the gateway's challenge with this installation's key, made on first use.
 * @throws CliError config when the stored key is unreadable
 */
export function proveDevice(identityDir: string, claims: Claims): NonNullable<ConnectParams['device']> {
  const path = join(identityDir, KEY_FILE);
  const privateKey = readKey(path) ?? makeKey(identityDir, path, claims.signedAt);
  const publicKey = createPublicKey(privateKey);
  const id = idOf(publicKey);
  const fields = [
    'v2',
    id,
    claims.clientId,
    claims.clientMode,
    claims.role,
    claims.scopes.join(','),
    String(claims.signedAt),
    '',
    claims.nonce,
  ];
  return {
    id,
    publicKey: rawPublic(publicKey).toString('base64url'),
    signature: sign(null, Buffer.from(fields.join('|')), privateKey).toString('base64url'),
    signedAt: claims.signedAt,
    nonce: claims.nonce,
  };
}
