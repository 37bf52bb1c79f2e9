import { randomUUID } from 'node:crypto';
import type { DeviceRegistry, DeviceToken, PairingClaim } from '../../src/actors/server/device-registry.ts';

interface Paired {
  readonly deviceId: string;
  readonly publicKey: string;
  roles: string[];
  scopes: string[];
  tokens: Map<string, DeviceToken>;
}

export interface MemoryDevices extends DeviceRegistry {
  readonly pending: Map<string, PairingClaim & { requestId: string; ts: number }>;
  readonly paired: Map<string, Paired>;
}

/** A registry of devices that forgets with the process; the rules are those of the durable one. */
export function createMemoryDevices(): MemoryDevices {
  const pending: MemoryDevices['pending'] = new Map();
  const paired = new Map<string, Paired>();
  return {
    pending,
    paired,
    find: (deviceId) => paired.get(deviceId),
    async requestPairing(claim) {
      const known = [...pending.values()].find(({ deviceId }) => deviceId === claim.deviceId);
      const request = known ?? { ...claim, requestId: randomUUID(), ts: 1 };
      pending.set(request.requestId, request);
      const { deviceId, publicKey, requestId, ts, silent, role } = request;
      return {
        created: known === undefined,
        request: { requestId, deviceId, publicKey, ts, silent, role, scopes: [...request.scopes] },
      };
    },
    async approve(requestId) {
      const claim = pending.get(requestId);
      if (claim === undefined) return undefined;
      pending.delete(requestId);
      const known = paired.get(claim.deviceId);
      const same = known?.publicKey === claim.publicKey ? known : undefined;
      paired.set(claim.deviceId, {
        deviceId: claim.deviceId,
        publicKey: claim.publicKey,
        roles: [...new Set([...(same?.roles ?? []), claim.role])],
        scopes: [...new Set([...(same?.scopes ?? []), ...claim.scopes])],
        tokens: same?.tokens ?? new Map(),
      });
      return { requestId, deviceId: claim.deviceId };
    },
    async reject(requestId) {
      const claim = pending.get(requestId);
      pending.delete(requestId);
      return claim === undefined ? undefined : { requestId, deviceId: claim.deviceId };
    },
    touch: () => {},
    async ensureToken(deviceId, role, scopes) {
      const device = paired.get(deviceId);
      if (device === undefined) throw new Error('not paired');
      const known = device.tokens.get(role);
      if (known !== undefined && scopes.every((scope) => known.scopes.includes(scope))) return known;
      const token = { token: randomUUID().replaceAll('-', ''), role, scopes: [...scopes], issuedAtMs: 2 };
      device.tokens.set(role, token);
      return token;
    },
    verifyToken(deviceId, role, token, scopes) {
      const known = paired.get(deviceId)?.tokens.get(role);
      return known?.token === token && scopes.every((scope) => known.scopes.includes(scope));
    },
  };
}
