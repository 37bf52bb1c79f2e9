import { createHash, timingSafeEqual } from 'node:crypto';
import type { DeviceTokenSummary } from '../protocol/generated/types.ts';
import type { Reader, Tx } from './store.ts';

/**
 * A token as stored: in clear, because a client that lost its copy gets the same one again at its next authorised
 * connect, so that its other connections stay valid. The file is readable by its owner only, like the client's copy.
 */
export interface DeviceToken {
  readonly role: string;
  readonly token: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
  readonly rotatedAtMs?: number;
  readonly revokedAtMs?: number;
  readonly lastUsedAtMs?: number;
}

interface Row {
  readonly role: string;
  readonly token: string;
  readonly scopes: string;
  readonly created_at: number;
  readonly rotated_at: number | null;
  readonly revoked_at: number | null;
  readonly last_used_at: number | null;
}

const fromRow = (row: Row): DeviceToken => ({
  role: row.role,
  token: row.token,
  scopes: JSON.parse(row.scopes) as string[],
  createdAtMs: row.created_at,
  ...(row.rotated_at !== null && { rotatedAtMs: row.rotated_at }),
  ...(row.revoked_at !== null && { revokedAtMs: row.revoked_at }),
  ...(row.last_used_at !== null && { lastUsedAtMs: row.last_used_at }),
});

export const normaliseScopes = (scopes: readonly string[]): string[] => [...new Set(scopes)].toSorted();

/** True when every wanted scope is among the granted ones. */
export const scopesCover = (granted: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((scope) => granted.includes(scope));

/** Compares digests, so neither length nor content shows in the time it takes. */
export function sameSecret(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

export function readToken(db: Reader, deviceId: string, role: string): DeviceToken | undefined {
  const row = db.get<Row>('SELECT * FROM device_tokens WHERE device_id = ? AND role = ?', deviceId, role);
  return row === undefined ? undefined : fromRow(row);
}

/** Without the secrets, by role. */
export function tokenSummaries(db: Reader, deviceId: string): DeviceTokenSummary[] {
  return db
    .all<Row>('SELECT * FROM device_tokens WHERE device_id = ? ORDER BY role', deviceId)
    .map(fromRow)
    .map(({ token: _secret, ...summary }) => summary);
}

/** Mints a token, or replaces the one of that role; a replaced one keeps its creation time and is no longer revoked. */
export function mintToken(
  tx: Tx,
  deviceId: string,
  fresh: { role: string; token: string; scopes: readonly string[]; at: number },
): DeviceToken {
  tx.run(
    `INSERT INTO device_tokens (device_id, role, token, scopes, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (device_id, role) DO UPDATE SET token = excluded.token, scopes = excluded.scopes,
       rotated_at = excluded.created_at, revoked_at = NULL, last_used_at = NULL`,
    deviceId,
    fresh.role,
    fresh.token,
    JSON.stringify(normaliseScopes(fresh.scopes)),
    fresh.at,
  );
  const stored = readToken(tx, deviceId, fresh.role);
  if (stored === undefined) throw new Error(`the token just written for device ${deviceId} is not there`);
  return stored;
}
