import {
  anything,
  closed,
  count,
  epochMs,
  flag,
  int,
  list,
  literal,
  named,
  nes,
  oneOf,
  optional,
  record,
  text,
  union,
} from './primitives.ts';
import { CLIENT_IDS, CLIENT_MODES } from '../client-kind.ts';
import { ROLES, SCOPES } from '../roles.ts';
import { protocolNumber, StateVersion } from './frames.ts';
import { HealthSummary } from './health.ts';
import { PresenceEntry } from './presence.ts';

export const Role = named(
  'Role',
  oneOf(ROLES),
  'What a connection is: an operator, or a device that offers commands.',
);
export const Scope = named('Scope', oneOf(SCOPES), 'What an operator may do.');

export const ClientInfo = named(
  'ClientInfo',
  closed({
    id: oneOf(CLIENT_IDS),
    displayName: optional(nes()),
    version: nes(),
    platform: nes({ description: 'Free text: `darwin`, `ios 17.4`, `MacIntel`.' }),
    deviceFamily: optional(nes()),
    modelIdentifier: optional(nes()),
    mode: oneOf(CLIENT_MODES),
    instanceId: optional(nes({ description: 'Stable per install.' })),
  }),
);

export const DeviceProof = named(
  'DeviceProof',
  closed({
    id: nes({ description: 'Lower-case hex SHA-256 of the raw public key.' }),
    publicKey: nes({ description: 'Ed25519: base64url of 32 raw bytes, or PEM SPKI.' }),
    signature: nes({ description: 'base64url of 64 bytes.' }),
    signedAt: epochMs(),
    nonce: optional(nes({ description: 'The nonce of `connect.challenge`; makes the signature v2.' })),
  }),
);

export const ConnectParams = closed({
  minProtocol: protocolNumber(),
  maxProtocol: protocolNumber(),
  client: ClientInfo,
  caps: optional(list(nes())),
  commands: optional(list(nes())),
  permissions: optional(record(flag(), { propertyNames: { type: 'string', minLength: 1 } })),
  pathEnv: optional(text()),
  role: optional(nes({ description: '`operator` (default) or `node`.' })),
  scopes: optional(list(nes())),
  device: optional(DeviceProof),
  auth: optional(closed({ token: optional(text()), password: optional(text()) })),
  locale: optional(text()),
  userAgent: optional(text()),
  resume: optional(
    closed(
      {
        sessionId: nes({ description: '`server.connId` of the connection that was lost.' }),
        seq: count({ description: 'The last event `seq` seen on it.' }),
      },
      { description: 'Asks for the events missed since; answered with them, or with `resume.reset`.' },
    ),
  ),
});

export const ResumeResetEvent = closed({
  reason: oneOf(['unknownSession', 'tooOld', 'otherCaller'], {
    description: 'The session is not remembered, its events are gone, or it belonged to somebody else.',
  }),
});

export const ConnectChallengeEvent = closed({ nonce: nes(), ts: epochMs() });

export const SessionDefaults = named(
  'SessionDefaults',
  closed({ defaultAgentId: nes(), mainKey: nes(), mainSessionKey: nes(), scope: optional(nes()) }),
);

export const Snapshot = named(
  'Snapshot',
  closed({
    presence: list(PresenceEntry),
    health: union(HealthSummary, closed({}, { description: 'Until the first health computation is done.' })),
    stateVersion: StateVersion,
    uptimeMs: count(),
    configPath: optional(nes()),
    stateDir: optional(nes()),
    stateId: optional(nes({ description: 'Of the state directory; a copy of it has another one.' })),
    sessionDefaults: optional(SessionDefaults),
  }),
);

export const HelloOk = named(
  'HelloOk',
  closed({
    type: literal('hello-ok'),
    protocol: int({ minimum: 1 }),
    server: closed({ version: nes(), commit: optional(nes()), host: optional(nes()), connId: nes() }),
    features: closed({ methods: list(nes()), events: list(nes()) }),
    snapshot: Snapshot,
    canvasHostUrl: optional(nes()),
    auth: optional(
      closed(
        { deviceToken: nes(), role: nes(), scopes: list(nes()), issuedAtMs: optional(count()) },
        { description: 'Only when a device took part.' },
      ),
    ),
    policy: closed({
      maxPayload: int({ minimum: 1, description: 'Largest inbound frame, bytes.' }),
      maxBufferedBytes: int({ minimum: 1, description: 'Unread bytes after which a client is closed.' }),
      tickIntervalMs: int({ minimum: 1 }),
    }),
  }),
  'The payload of the answer to a `connect` that was let in.',
);

export const TickEvent = closed({ ts: epochMs() });

export const ShutdownEvent = closed({
  reason: nes(),
  restartExpectedMs: anything({
    type: ['integer', 'null'],
    minimum: 0,
    description: 'null: the gateway will not come back by itself.',
  }),
});
