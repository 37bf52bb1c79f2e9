import {
  closed,
  epochMs,
  flag,
  int,
  list,
  literal,
  named,
  nes,
  number,
  open,
  optional,
  text,
} from './primitives.ts';

export const PresenceEntry = named(
  'PresenceEntry',
  closed({
    host: optional(nes()),
    ip: optional(nes()),
    version: optional(nes()),
    platform: optional(nes()),
    deviceFamily: optional(nes()),
    modelIdentifier: optional(nes()),
    mode: optional(nes()),
    lastInputSeconds: optional(int({ minimum: 0 })),
    reason: optional(nes()),
    tags: optional(list(nes())),
    text: text(),
    ts: epochMs(),
    deviceId: optional(nes()),
    roles: optional(list(nes())),
    scopes: optional(list(nes())),
    instanceId: optional(nes({ description: 'Unique in a list; only the gateway itself may lack it.' })),
  }),
  'One client or the gateway itself, as last seen.',
);

export const PresenceEvent = closed({
  presence: list(PresenceEntry, { description: 'Newest first; only the changed ones when `delta` is true.' }),
  removed: optional(list(nes(), { description: 'instanceIds that left; only with `delta`.' })),
  delta: optional(literal(true)),
});

export const SystemEventParams = open({
  text: optional(text({ description: 'Required; blank is refused with `text required`.' })),
  deviceId: optional(text()),
  instanceId: optional(text()),
  host: optional(text()),
  ip: optional(text()),
  mode: optional(text()),
  version: optional(text()),
  platform: optional(text()),
  deviceFamily: optional(text()),
  modelIdentifier: optional(text()),
  lastInputSeconds: optional(number()),
  reason: optional(text()),
  roles: optional(list(text())),
  scopes: optional(list(text())),
  tags: optional(list(text())),
});

export const OkResult = closed({ ok: literal(true) });

export const okWith = (properties: Parameters<typeof closed>[0]): ReturnType<typeof closed> =>
  closed({ ok: literal(true), ...properties });

export const SetHeartbeatsParams = open({
  enabled: optional(flag({ description: 'Required; anything but a boolean is refused.' })),
});
