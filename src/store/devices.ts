import type { PairedDevice, PendingDevice } from '../protocol/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import type { DeviceRecord } from './device-rows.ts';
import type { DeviceToken } from './device-tokens.ts';
import type { Store, Tx } from './store.ts';
import {
  describeDevice,
  dropPending,
  listDevices,
  listPending,
  pendingByDevice,
  pendingById,
  readDevice,
  writeDevice,
  writePending,
} from './device-rows.ts';
import { mintToken, normaliseScopes, readToken, sameSecret, scopesCover } from './device-tokens.ts';
import { recordOp } from './ops-log.ts';

export type { DeviceRecord } from './device-rows.ts';

/** `lastUsedAtMs` is this coarse: a busy client must not cost one disk write per connect. */
const USE_GRAIN_MS = 60_000;

/** What a client says about itself at connect. */
export interface DeviceMeta {
  readonly displayName?: string | undefined;
  readonly platform?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientMode?: string | undefined;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly remoteIp?: string | undefined;
}

export interface PairingAsk extends DeviceMeta {
  readonly deviceId: string;
  readonly publicKey: string;
  /** True when the connection is local: it may be approved without asking. */
  readonly silent: boolean;
}

export interface IssuedToken {
  readonly token: string;
  readonly role: string;
  readonly scopes: string[];
  readonly issuedAtMs: number;
}

/** Which devices may connect, as what, and with which tokens. Unknown ids give `undefined`. */
export interface DeviceRegistry {
  find(deviceId: string): DeviceRecord | undefined;
  /** One request per device: one still pending is returned as it is, `created` false. */
  requestPairing(ask: PairingAsk): Promise<{ request: PendingDevice; created: boolean }>;
  /** `by` is who decided, for the ops log; default `operator`. */
  approve(
    requestId: string,
    by?: string,
  ): Promise<{ requestId: string; deviceId: string; device: PairedDevice } | undefined>;
  reject(requestId: string, by?: string): Promise<{ requestId: string; deviceId: string } | undefined>;
  /** Refreshes what is known about a paired device, given as it was just found; its scopes only grow. */
  touch(device: DeviceRecord, meta: DeviceMeta): void;
  /**
   * The device's token for a role: the stored one when it is not revoked and covers the scopes, else a new one.
   *
   * @throws Error when the device is not paired
   */
  ensureToken(deviceId: string, role: string, scopes: readonly string[]): Promise<IssuedToken>;
  verifyToken(deviceId: string, role: string, token: string, scopes: readonly string[]): boolean;
  list(): { pending: PendingDevice[]; paired: PairedDevice[] };
  rotate(
    deviceId: string,
    role: string,
    scopes?: readonly string[],
    by?: string,
  ): Promise<
    { deviceId: string; role: string; token: string; scopes: string[]; rotatedAtMs: number } | undefined
  >;
  revoke(
    deviceId: string,
    role: string,
    by?: string,
  ): Promise<{ deviceId: string; role: string; revokedAtMs: number } | undefined>;
}

const OPERATOR = 'operator';

const union = (left: readonly string[] = [], right: readonly string[] = []): string[] => [
  ...new Set([...left, ...right]),
];

const rolesOf = (device: { role?: string; roles?: readonly string[] } | undefined): string[] =>
  union(device?.roles, device?.role === undefined ? [] : [device.role]);

const SAID = ['displayName', 'platform', 'clientId', 'clientMode', 'remoteIp'] as const;

/** Only what was said: an absent field never erases a known one. */
const said = (meta: DeviceMeta): Partial<Record<(typeof SAID)[number], string>> =>
  Object.fromEntries(SAID.flatMap((field) => (meta[field] === undefined ? [] : [[field, meta[field]]])));

/** Asked at every connect, which nearly always tells nothing new. */
const tellsNews = (known: DeviceRecord, meta: DeviceMeta): boolean =>
  known.role !== meta.role ||
  SAID.some((field) => meta[field] !== undefined && meta[field] !== known[field]) ||
  meta.scopes.some((scope) => known.scopes?.includes(scope) !== true);

const issued = (token: DeviceToken): IssuedToken => ({
  token: token.token,
  role: token.role,
  scopes: [...token.scopes],
  issuedAtMs: token.rotatedAtMs ?? token.createdAtMs,
});

function approveRequest(tx: Tx, request: PendingDevice, token: string, at: number): PairedDevice {
  const { requestId, ts: _ts, silent: _silent, isRepair: _isRepair, ...fields } = request;
  const known = readDevice(tx, request.deviceId);
  const device: DeviceRecord = {
    ...fields,
    roles: union(rolesOf(known), rolesOf(fields)),
    scopes: union(known?.scopes, request.scopes),
    createdAtMs: known?.createdAtMs ?? at,
    approvedAtMs: at,
  };
  writeDevice(tx, device);
  if (request.role !== undefined) {
    mintToken(tx, request.deviceId, { role: request.role, token, scopes: request.scopes ?? [], at });
  }
  dropPending(tx, requestId);
  return describeDevice(tx, device);
}

export function createDeviceRegistry(
  store: Store,
  clock: Clock,
  random: Random,
  log: Logger,
): DeviceRegistry {
  const newToken = (): string => random.uuid().replaceAll('-', '');

  /** Bookkeeping nobody waits for; if it is lost, only a date or a name is older than it could be. */
  const inBackground = (what: string, fn: (tx: Tx) => void): void => {
    store.write(fn).catch((error: unknown) => log.warn('a device record was not updated', { what, error }));
  };

  return {
    find: (deviceId) => store.read((db) => readDevice(db, deviceId)),

    requestPairing: (ask) =>
      store.write((tx) => {
        const now = clock.now();
        const known = pendingByDevice(tx, ask.deviceId, now);
        if (known !== undefined) return { request: known, created: false };
        const request: PendingDevice = {
          requestId: random.uuid(),
          deviceId: ask.deviceId,
          publicKey: ask.publicKey,
          ...said(ask),
          role: ask.role,
          roles: [ask.role],
          scopes: [...ask.scopes],
          silent: ask.silent,
          isRepair: readDevice(tx, ask.deviceId) !== undefined,
          ts: now,
        };
        writePending(tx, request, now);
        return { request, created: true };
      }),

    approve: (requestId, by = OPERATOR) =>
      store.write((tx) => {
        const at = clock.now();
        const request = pendingById(tx, requestId, at);
        if (request === undefined) return undefined;
        const device = approveRequest(tx, request, newToken(), at);
        const { deviceId, role, scopes } = request;
        recordOp(tx, {
          at,
          actor: by,
          action: 'device.approved',
          target: deviceId,
          detail: { requestId, role, scopes },
        });
        return { requestId, deviceId, device };
      }),

    reject: (requestId, by = OPERATOR) =>
      store.write((tx) => {
        const at = clock.now();
        const request = pendingById(tx, requestId, at);
        if (request === undefined) return undefined;
        dropPending(tx, requestId);
        recordOp(tx, {
          at,
          actor: by,
          action: 'device.rejected',
          target: request.deviceId,
          detail: { requestId },
        });
        return { requestId, deviceId: request.deviceId };
      }),

    touch: (known, meta) => {
      if (!tellsNews(known, meta)) return;
      inBackground('metadata', (tx) => {
        const device = readDevice(tx, known.deviceId);
        if (device === undefined) return;
        const scopes = union(device.scopes, meta.scopes);
        writeDevice(tx, { ...device, ...said(meta), role: meta.role, scopes });
      });
    },

    ensureToken: async (deviceId, role, scopes) => {
      const usable = (token: DeviceToken | undefined): token is DeviceToken =>
        token !== undefined && token.revokedAtMs === undefined && scopesCover(token.scopes, scopes);
      const known = store.read((db) => readToken(db, deviceId, role));
      if (usable(known)) return issued(known);
      return store.write((tx) => {
        if (readDevice(tx, deviceId) === undefined) throw new Error(`device ${deviceId} is not paired`);
        const current = readToken(tx, deviceId, role);
        if (usable(current)) return issued(current);
        return issued(mintToken(tx, deviceId, { role, token: newToken(), scopes, at: clock.now() }));
      });
    },

    verifyToken: (deviceId, role, token, scopes) => {
      const known = store.read((db) => readToken(db, deviceId, role));
      if (known === undefined || !sameSecret(known.token, token)) return false;
      if (known.revokedAtMs !== undefined || !scopesCover(known.scopes, scopes)) return false;
      const now = clock.now();
      if (known.lastUsedAtMs === undefined || now - known.lastUsedAtMs >= USE_GRAIN_MS) {
        inBackground('last use', (tx) => {
          tx.run(
            'UPDATE device_tokens SET last_used_at = ? WHERE device_id = ? AND role = ?',
            now,
            deviceId,
            role,
          );
        });
      }
      return true;
    },

    list: () => store.read((db) => ({ pending: listPending(db, clock.now()), paired: listDevices(db) })),

    rotate: (deviceId, role, scopes, by = OPERATOR) =>
      store.write((tx) => {
        const device = readDevice(tx, deviceId);
        if (device === undefined) return undefined;
        const at = clock.now();
        const granted = scopes ?? readToken(tx, deviceId, role)?.scopes ?? device.scopes ?? [];
        if (scopes !== undefined) writeDevice(tx, { ...device, scopes: normaliseScopes(scopes) });
        const minted = mintToken(tx, deviceId, { role, token: newToken(), scopes: granted, at });
        const detail = { role, scopes: minted.scopes };
        recordOp(tx, { at, actor: by, action: 'device.token.rotated', target: deviceId, detail });
        return { deviceId, role, token: minted.token, scopes: [...minted.scopes], rotatedAtMs: at };
      }),

    revoke: (deviceId, role, by = OPERATOR) =>
      store.write((tx) => {
        if (readToken(tx, deviceId, role) === undefined) return undefined;
        const at = clock.now();
        tx.run(
          'UPDATE device_tokens SET revoked_at = ? WHERE device_id = ? AND role = ?',
          at,
          deviceId,
          role,
        );
        recordOp(tx, { at, actor: by, action: 'device.token.revoked', target: deviceId, detail: { role } });
        return { deviceId, role, revokedAtMs: at };
      }),
  };
}
