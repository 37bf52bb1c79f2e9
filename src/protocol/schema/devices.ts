import { closed, epochMs, flag, list, named, nes, oneOf, optional, text } from './primitives.ts';

export const PendingDevice = named(
  'PendingDevice',
  closed({
    requestId: nes(),
    deviceId: nes(),
    publicKey: nes(),
    displayName: optional(text()),
    platform: optional(text()),
    clientId: optional(text()),
    clientMode: optional(text()),
    role: optional(text()),
    roles: optional(list(text())),
    scopes: optional(list(text())),
    remoteIp: optional(text()),
    silent: optional(flag()),
    isRepair: optional(flag({ description: 'The device was paired before.' })),
    ts: epochMs(),
  }),
  'A device that asks to be let in. Forgotten after five minutes.',
);

export const DeviceTokenSummary = named(
  'DeviceTokenSummary',
  closed({
    role: nes(),
    scopes: list(text()),
    createdAtMs: epochMs(),
    rotatedAtMs: optional(epochMs()),
    revokedAtMs: optional(epochMs()),
    lastUsedAtMs: optional(epochMs()),
  }),
);

export const PairedDevice = named(
  'PairedDevice',
  closed({
    deviceId: nes(),
    publicKey: nes(),
    displayName: optional(text()),
    platform: optional(text()),
    clientId: optional(text()),
    clientMode: optional(text()),
    role: optional(text()),
    roles: optional(list(text())),
    scopes: optional(list(text())),
    remoteIp: optional(text()),
    tokens: optional(list(DeviceTokenSummary, { description: 'By role; absent when there is none.' })),
    createdAtMs: epochMs(),
    approvedAtMs: epochMs(),
  }),
  'A device that was let in. Tokens are never shown.',
);

export const DevicePairListResult = closed({
  pending: list(PendingDevice, { description: 'Newest first.' }),
  paired: list(PairedDevice, { description: 'Latest approval first.' }),
});

export const DeviceRequestParams = closed({ requestId: nes() });
export const DevicePairApproveResult = closed({ requestId: nes(), device: PairedDevice });
export const DevicePairRejectResult = closed({ requestId: nes(), deviceId: nes() });

export const DeviceTokenRotateParams = closed({
  deviceId: nes(),
  role: nes(),
  scopes: optional(list(nes())),
});
export const DeviceTokenRotateResult = closed({
  deviceId: nes(),
  role: nes(),
  token: nes(),
  scopes: list(text()),
  rotatedAtMs: epochMs(),
});

export const DeviceTokenRevokeParams = closed({ deviceId: nes(), role: nes() });
export const DeviceTokenRevokeResult = closed({ deviceId: nes(), role: nes(), revokedAtMs: epochMs() });

export const DevicePairResolvedEvent = closed({
  requestId: nes(),
  deviceId: nes(),
  decision: oneOf(['approved', 'rejected']),
  ts: epochMs(),
});
