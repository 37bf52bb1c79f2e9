import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { LIMITS } from '../../../protocol/limits.ts';
import { refuse } from '../../../protocol/refusals.ts';
import type { Attempt, Rule } from './attempt.ts';

const RAW_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** The fixed DER start of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the raw key follows. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The raw key out of base64url, base64 or PEM; undefined when it is none of them. */
export function rawPublicKey(text: string): Buffer | undefined {
  if (!text.includes('BEGIN')) {
    const raw = Buffer.from(text.trim(), 'base64url');
    return raw.length === 0 ? undefined : raw;
  }
  try {
    const key = createPublicKey(text);
    if (key.asymmetricKeyType !== 'ed25519') return undefined;
    return key.export({ type: 'spki', format: 'der' }).subarray(-RAW_KEY_BYTES);
  } catch {
    // Not a PEM at all: the caller turns that into a typed refusal.
    return undefined;
  }
}

export const deviceIdOf = (rawKey: Buffer): string => hash('sha256', rawKey, 'hex');

/** Imported keys of devices seen lately; importing one costs a third of verifying with it. */
export interface DeviceKeys {
  /** Undefined when the bytes are no Ed25519 key. */
  import(deviceId: string, raw: Buffer): KeyObject | undefined;
}

/** Keys are found by device id, which is their hash: a wrong key can never be found under a right id. */
export function createDeviceKeys(limit = 256): DeviceKeys {
  const keys = new Map<string, KeyObject>();
  return {
    import(deviceId, raw) {
      const known = keys.get(deviceId);
      if (known !== undefined) return known;
      if (raw.length !== RAW_KEY_BYTES) return undefined;
      const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
      keys.set(deviceId, key);
      const oldest = keys.size > limit ? keys.keys().next() : undefined;
      if (oldest?.done === false) keys.delete(oldest.value);
      return key;
    },
  };
}

/**
 * The text a device signs. With a nonce it is v2, without v1. Scopes are those of the request before defaulting, the
 * client id is spelled as sent, and the token is whatever `auth.token` holds.
 */
export function signedText(attempt: Attempt, nonce: string | undefined): string {
  const { params, role } = attempt;
  const fields = [
    nonce === undefined ? 'v1' : 'v2',
    params.device?.id ?? '',
    params.client.id,
    params.client.mode,
    role,
    (params.scopes ?? []).join(','),
    String(params.device?.signedAt ?? ''),
    params.auth?.token ?? '',
  ];
  return (nonce === undefined ? fields : [...fields, nonce]).join('|');
}

/** Checks that the device is who it says and speaks now, to us. */
export const checkDeviceProof: Rule<[now: number, keys: DeviceKeys]> = (attempt, now, keys) => {
  const { device, peer } = attempt;
  if (device === undefined) return undefined;
  const raw = rawPublicKey(device.publicKey);
  if (raw === undefined || deviceIdOf(raw) !== device.id) return refuse('deviceMismatch');
  if (Math.abs(now - device.signedAt) > LIMITS.signatureSkewMs) return refuse('signatureExpired');
  const nonce = device.nonce?.trim() || undefined;
  if (nonce === undefined && !peer.localDirect) return refuse('nonceRequired');
  if (nonce !== undefined && nonce !== attempt.nonce) return refuse('nonceMismatch');
  const key = keys.import(device.id, raw);
  if (key === undefined) return refuse('publicKeyInvalid');
  const signature = Buffer.from(device.signature, 'base64url');
  const text = Buffer.from(signedText(attempt, nonce), 'utf8');
  const holds = signature.length === SIGNATURE_BYTES && verify(null, text, key, signature);
  return holds ? undefined : refuse('signatureInvalid');
};
