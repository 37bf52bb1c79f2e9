import type { DevicesPort } from '../../api/ports.ts';
import type { PendingDevice } from '../../protocol/generated/types.ts';

export interface KnownDevice {
  readonly deviceId: string;
  /** base64url of the raw 32 bytes. */
  readonly publicKey: string;
  readonly role?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
}

export interface DeviceMeta {
  readonly displayName?: string | undefined;
  readonly platform?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientMode?: string | undefined;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly remoteIp?: string | undefined;
}

export interface PairingClaim extends DeviceMeta {
  readonly deviceId: string;
  readonly publicKey: string;
  readonly silent: boolean;
}

export interface DeviceToken {
  readonly token: string;
  readonly role: string;
  readonly scopes: readonly string[];
  readonly issuedAtMs: number;
}

/** What the handshake asks of the store of paired devices. */
export interface DeviceRegistry extends Pick<DevicesPort, 'reject'> {
  find(deviceId: string): KnownDevice | undefined;
  requestPairing(
    claim: PairingClaim,
  ): Promise<{ readonly request: PendingDevice; readonly created: boolean }>;
  approve(requestId: string): Promise<{ readonly requestId: string } | undefined>;
  /** @param device as `find` gave it a moment ago */
  touch(device: KnownDevice, meta: DeviceMeta): void;
  ensureToken(deviceId: string, role: string, scopes: readonly string[]): Promise<DeviceToken>;
  /** True when the token is live, the device's own, for the role, and covers the scopes. */
  verifyToken(deviceId: string, role: string, token: string, scopes: readonly string[]): boolean;
}
