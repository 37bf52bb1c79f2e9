import type { PairedDevice, PendingDevice } from '../protocol/generated/types.ts';
import type { Reader, Tx } from './store.ts';
import { tokenSummaries } from './device-tokens.ts';

/** After this a request is forgotten, and the next connect makes a new one. */
export const PENDING_TTL_MS = 300_000;

/** A paired device, tokens aside. */
export interface DeviceRecord {
  readonly deviceId: string;
  readonly publicKey: string;
  readonly displayName?: string;
  readonly platform?: string;
  readonly clientId?: string;
  readonly clientMode?: string;
  readonly role?: string;
  readonly roles?: string[];
  readonly scopes?: string[];
  readonly remoteIp?: string;
  readonly createdAtMs: number;
  readonly approvedAtMs: number;
}

interface Row {
  readonly device_id: string;
  readonly public_key: string;
  readonly created_at: number;
  readonly approved_at: number;
  readonly record: string;
}

const fromRow = (row: Row): DeviceRecord => ({
  deviceId: row.device_id,
  publicKey: row.public_key,
  ...(JSON.parse(row.record) as Partial<DeviceRecord>),
  createdAtMs: row.created_at,
  approvedAtMs: row.approved_at,
});

export function readDevice(db: Reader, deviceId: string): DeviceRecord | undefined {
  const row = db.get<Row>('SELECT * FROM devices WHERE device_id = ?', deviceId);
  return row === undefined ? undefined : fromRow(row);
}

export function writeDevice(tx: Tx, device: DeviceRecord): void {
  const { deviceId, publicKey, createdAtMs, approvedAtMs, ...record } = device;
  tx.run(
    `INSERT INTO devices (device_id, public_key, created_at, approved_at, record) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (device_id) DO UPDATE SET public_key = excluded.public_key, created_at = excluded.created_at,
       approved_at = excluded.approved_at, record = excluded.record`,
    deviceId,
    publicKey,
    createdAtMs,
    approvedAtMs,
    JSON.stringify(record),
  );
}

/** As lists show it: tokens without their secrets, absent when there are none. */
export function describeDevice(db: Reader, device: DeviceRecord): PairedDevice {
  const tokens = tokenSummaries(db, device.deviceId);
  return { ...device, ...(tokens.length > 0 && { tokens }) };
}

/** Latest approval first. */
export function listDevices(db: Reader): PairedDevice[] {
  return db
    .all<Row>('SELECT * FROM devices ORDER BY approved_at DESC, device_id')
    .map((row) => describeDevice(db, fromRow(row)));
}

interface PendingRow {
  readonly request: string;
}

const pending = (row: PendingRow | undefined): PendingDevice | undefined =>
  row === undefined ? undefined : (JSON.parse(row.request) as PendingDevice);

export function pendingById(db: Reader, requestId: string, now: number): PendingDevice | undefined {
  return pending(
    db.get<PendingRow>(
      'SELECT request FROM pairing WHERE request_id = ? AND ts > ?',
      requestId,
      now - PENDING_TTL_MS,
    ),
  );
}

export function pendingByDevice(db: Reader, deviceId: string, now: number): PendingDevice | undefined {
  return pending(
    db.get<PendingRow>(
      'SELECT request FROM pairing WHERE device_id = ? AND ts > ?',
      deviceId,
      now - PENDING_TTL_MS,
    ),
  );
}

/** Newest first. */
export function listPending(db: Reader, now: number): PendingDevice[] {
  return db
    .all<PendingRow>(
      'SELECT request FROM pairing WHERE ts > ? ORDER BY ts DESC, request_id',
      now - PENDING_TTL_MS,
    )
    .flatMap((row) => pending(row) ?? []);
}

/** Stores a request and drops the expired ones, an expired one of the same device among them. */
export function writePending(tx: Tx, request: PendingDevice, now: number): void {
  tx.run('DELETE FROM pairing WHERE ts <= ?', now - PENDING_TTL_MS);
  tx.run(
    'INSERT INTO pairing (request_id, device_id, ts, request) VALUES (?, ?, ?, ?)',
    request.requestId,
    request.deviceId,
    request.ts,
    JSON.stringify(request),
  );
}

export function dropPending(tx: Tx, requestId: string): void {
  tx.run('DELETE FROM pairing WHERE request_id = ?', requestId);
}
