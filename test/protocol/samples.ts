const client = { id: 'cli', version: 'dev', platform: 'linux', mode: 'cli', instanceId: '7a' };

export const connectParams = {
  minProtocol: 3,
  maxProtocol: 3,
  client,
  caps: [],
  role: 'operator',
  scopes: ['operator.admin', 'operator.approvals', 'operator.pairing'],
  auth: { token: 's3cret' },
  device: { id: 'ab', publicKey: 'cd', signature: 'ef', signedAt: 1769850000010, nonce: '0f5c' },
};

/** As the Android operator session sends it: no scopes, no empty lists. */
export const androidConnectParams = {
  minProtocol: 3,
  maxProtocol: 3,
  client: {
    id: 'openclaw-control-ui',
    displayName: 'Pixel',
    version: '1.0',
    platform: 'android 15',
    deviceFamily: 'Android',
    mode: 'ui',
    instanceId: 'x',
  },
  role: 'operator',
  auth: { token: 't' },
  device: { id: 'ab', publicKey: 'cd', signature: 'ef', signedAt: 1 },
  locale: 'de-AT',
  userAgent: 'Android',
};

/** As the Swift node sends it. */
export const iosConnectParams = {
  minProtocol: 3,
  maxProtocol: 3,
  client: {
    id: 'moltbot-ios',
    displayName: 'iPhone',
    version: '1.0',
    platform: 'ios 17.4',
    deviceFamily: 'iPhone',
    modelIdentifier: 'iPhone16,1',
    mode: 'node',
    instanceId: 'x',
  },
  role: 'node',
  scopes: [],
  caps: ['camera'],
  commands: ['camera.snap'],
  permissions: { camera: true },
  pathEnv: '/usr/bin',
};

/** Params that fit, at least one for every method. */
export const validParams: Readonly<Record<string, readonly unknown[]>> = {
  connect: [
    connectParams,
    androidConnectParams,
    iosConnectParams,
    { ...connectParams, resume: { sessionId: 'c1', seq: 0 } },
  ],
  health: [{}, { probe: true }, { timeout: 5 }, { probe: 'yes' }],
  status: [{}, { anything: 1 }],
  'system-presence': [{}, { x: null }],
  'system-event': [{ text: 'Node: a', tags: ['x'], lastInputSeconds: 3 }, {}],
  'last-heartbeat': [{}],
  'set-heartbeats': [{ enabled: true }],
  'channels.status': [{}, { probe: true, timeoutMs: 0 }],
  'logs.tail': [{}, { cursor: 0, limit: 5000, maxBytes: 1_000_000 }],
  'config.get': [{}],
  'config.set': [{ raw: '{}' }, { raw: '{}', baseHash: 'a1' }],
  'config.apply': [
    { raw: '{}', baseHash: 'a1', sessionKey: 'main', note: 'n', restartDelayMs: 0, confirmWithinMs: 60_000 },
  ],
  'config.patch': [{ raw: '{ a: null }', baseHash: 'a1', sessionKey: '', note: '' }],
  'config.schema': [{}],
  'config.plan': [{}, { raw: '{}' }],
  'config.confirm': [{}, { hash: 'a1' }],
  'config.history': [{}],
  'config.rollback': [{ to: 5, baseHash: 'a1' }],
  'system.inspect': [{}, { actor: 'runs', limit: 1000 }],
  'system.resume': [{ actor: 'gateway/pulse' }],
  agent: [
    { message: 'hi', idempotencyKey: 'k1', sessionKey: 'main' },
    { message: ' ', idempotencyKey: 'k', timeout: 0 },
  ],
  'agent.wait': [{ runId: 'k1' }, { runId: 'k1', timeoutMs: 0 }],
  'agent.identity.get': [{}, { agentId: 'main', sessionKey: '' }],
  'agents.list': [{}],
  'models.list': [{}],
  'chat.history': [{ sessionKey: 'main', limit: 1000 }],
  'chat.send': [
    { sessionKey: 'main', message: '', idempotencyKey: 'k', attachments: [{ content: 'aGk=' }] },
    { sessionKey: 'main', message: 'hi', idempotencyKey: 'k', deliver: false, thinking: 'low', timeoutMs: 1 },
  ],
  'chat.abort': [{ sessionKey: 'main' }, { sessionKey: 'main', runId: 'k' }],
  'chat.inject': [{ sessionKey: 'main', message: 'x', label: 'y'.repeat(100) }],
  send: [
    { to: '+1', message: 'hi', idempotencyKey: 'k', mediaUrls: [], gifPlayback: false },
    { to: '+1', message: ' ', idempotencyKey: 'k', mediaUrl: 'https://example.net/a.ogg', asVoice: true },
    {
      to: '42',
      message: 'hi',
      idempotencyKey: 'k',
      channel: 'telegram',
      threadId: '7',
      replyToId: '9',
      wait: 'accepted',
      timeoutMs: 0,
      silent: true,
      buttons: [[{ text: 'Yes', data: 'y' }], [{ text: 'Docs', url: 'https://example.net' }]],
    },
  ],
  poll: [{ to: '+1', question: 'q', options: ['a', 'b'], maxSelections: 2, idempotencyKey: 'k' }],
  react: [
    { to: '+1', messageId: 'm', emoji: '', idempotencyKey: 'k' },
    { to: '+1', messageId: 'm', emoji: '👍', fromMe: true, participant: '+2', idempotencyKey: 'k' },
  ],
  'channels.logout': [{ channel: 'telegram' }],
  'channels.start': [{ channel: 'whatsapp', accountId: 'work' }],
  'channels.stop': [{ channel: 'whatsapp' }],
  'web.login.start': [{}, { force: true, timeoutMs: 5000, verbose: false, method: 'code', phone: '+1' }],
  'web.login.wait': [{}, { timeoutMs: 1000, accountId: 'work' }],
  'pairing.list': [{}, { channel: 'telegram' }],
  'pairing.approve': [{ channel: 'telegram', code: 'ABCDEFGH', notify: true }],
  'pairing.reject': [{ channel: 'telegram', code: 'ABCDEFGH', accountId: 'default' }],
  'outbox.list': [{}, { state: 'dead', channel: 'telegram', limit: 1000 }],
  'outbox.retry': [{ id: 1 }],
  'outbox.drop': [{ id: 1 }],
  'system.restart': [{}, { reason: 'config changed', delayMs: 60_000 }],
  'gateway.restart': [{}, { reason: 'new token', delayMs: 0, sessionKey: 'main', note: 'back soon' }],
  'system.authorizeRestart': [{ ttlMs: 60_000 }],
  'sessions.list': [{}, { limit: 1, includeGlobal: true, search: '' }],
  'sessions.preview': [{ keys: ['main'], limit: 60, maxChars: 20 }],
  'sessions.search': [{ query: 'x', limit: 200 }],
  'sessions.resolve': [{}, { key: 'main' }, { label: 'l' }],
  'sessions.patch': [{ key: 'main', label: null, thinkingLevel: 'low', model: null }],
  'sessions.reset': [{ key: 'main' }],
  'sessions.delete': [{ key: 'x', deleteTranscript: false }],
  'sessions.compact': [{ key: 'x', maxLines: 1 }],
  'device.pair.list': [{}],
  'device.pair.approve': [{ requestId: 'r' }],
  'device.pair.reject': [{ requestId: 'r' }],
  'device.token.rotate': [{ deviceId: 'd', role: 'operator', scopes: ['operator.read'] }],
  'device.token.revoke': [{ deviceId: 'd', role: 'operator' }],
};

/** Method, params, and the exact text of the refusal. */
export const invalidParams: readonly (readonly [method: string, params: unknown, message: string])[] = [
  ['agent', { idempotencyKey: 'k' }, "must have required property 'message'"],
  ['agent', { message: '', idempotencyKey: 'k' }, 'at /message: must NOT have fewer than 1 characters'],
  ['agent', { message: 'x', idempotencyKey: 'k', timeout: 1.5 }, 'at /timeout: must be integer'],
  ['agent', { message: 'x', idempotencyKey: 'k', extra: 1 }, "at root: unexpected property 'extra'"],
  [
    'agent',
    { message: 'x', idempotencyKey: 'k', label: '' },
    'at /label: must NOT have fewer than 1 characters',
  ],
  [
    'agent',
    { message: 'x', idempotencyKey: 'k', label: '😀'.repeat(65) },
    'at /label: must NOT have more than 64 characters',
  ],
  ['models.list', { a: 1 }, "at root: unexpected property 'a'"],
  ['agents.list', { a: 1 }, "at root: unexpected property 'a'"],
  ['config.get', { a: 1 }, "at root: unexpected property 'a'"],
  ['config.set', { raw: '' }, 'at /raw: must NOT have fewer than 1 characters'],
  ['config.patch', { raw: '{}', restartDelayMs: -1 }, 'at /restartDelayMs: must be >= 0'],
  ['config.rollback', { to: 6 }, 'at /to: must be <= 5'],
  ['chat.history', { sessionKey: 'main', limit: 0 }, 'at /limit: must be >= 1'],
  ['chat.history', { sessionKey: 'main', limit: 1001 }, 'at /limit: must be <= 1000'],
  [
    'chat.send',
    { sessionKey: '', message: 1 },
    "must have required property 'idempotencyKey'; at /sessionKey: must NOT have fewer than 1 characters; at /message: must be string",
  ],
  ['sessions.preview', { keys: [] }, 'at /keys: must NOT have fewer than 1 items'],
  ['sessions.patch', { key: 'k', label: '' }, 'at /label: must NOT have fewer than 1 characters'],
  [
    'poll',
    { to: '1', question: 'q', options: ['a'], idempotencyKey: 'k' },
    'at /options: must NOT have fewer than 2 items',
  ],
  [
    'send',
    { to: '1', message: 'x', idempotencyKey: 'k', wait: 'read' },
    'at /wait: must be equal to one of the allowed values',
  ],
  ['outbox.retry', { id: 1.5 }, 'at /id: must be integer'],
  ['system.restart', { delayMs: 60_001 }, 'at /delayMs: must be <= 60000'],
  ['gateway.restart', { after: 1 }, "at root: unexpected property 'after'"],
  ['system.authorizeRestart', { ttlMs: 60_001 }, 'at /ttlMs: must be <= 60000'],
  ['system.inspect', { limit: 1001 }, 'at /limit: must be <= 1000'],
  ['health', [], 'must be object'],
  ['status', 'x', 'must be object'],
  ['connect', { ...connectParams, coreVersion: '1' }, "at root: unexpected property 'coreVersion'"],
  [
    'connect',
    { ...connectParams, client: { ...client, x: 1, y: 2 } },
    "at /client: unexpected property 'x'; at /client: unexpected property 'y'",
  ],
  [
    'connect',
    { ...connectParams, client: { ...client, id: 'nobody' } },
    'at /client/id: must be equal to one of the allowed values',
  ],
  ['connect', { ...connectParams, minProtocol: 0 }, 'at /minProtocol: must be >= 1'],
  ['connect', { ...connectParams, auth: { token: 1 } }, 'at /auth/token: must be string'],
  [
    'connect',
    { ...connectParams, permissions: { camera: 'yes' } },
    'at /permissions/camera: must be boolean',
  ],
  ['connect', { ...connectParams, resume: { sessionId: 'x', seq: -1 } }, 'at /resume/seq: must be >= 0'],
];

const presence = {
  host: 'mac',
  ip: '10.0.0.1',
  mode: 'gateway',
  reason: 'self',
  text: 'Gateway: mac',
  ts: 1,
};
const sessions = { path: '/s', count: 1, recent: [{ key: 'main', updatedAt: null, age: null }] };
const heartbeat = {
  enabled: true,
  every: '30m',
  everyMs: 1_800_000,
  prompt: 'p',
  target: 'last',
  ackMaxChars: 300,
};

export const health = {
  ok: true,
  ts: 1,
  durationMs: 0,
  channels: {
    whatsapp: { accountId: 'default', linked: true, authAgeMs: 1.5, accounts: {}, selfE164: '+1' },
  },
  channelOrder: ['whatsapp'],
  channelLabels: { whatsapp: 'WhatsApp' },
  heartbeatSeconds: 1800,
  defaultAgentId: 'main',
  agents: [{ agentId: 'main', isDefault: true, heartbeat, sessions }],
  sessions,
  linkChannel: { id: 'whatsapp', label: 'WhatsApp', linked: true, authAgeMs: null },
  warnings: [{ code: 'storeSlow', message: 'm', since: 1 }],
};

export const hello = {
  type: 'hello-ok',
  protocol: 3,
  server: { version: 'dev', host: 'mac', connId: 'c' },
  features: { methods: ['health'], events: ['tick'] },
  snapshot: {
    presence: [presence],
    health,
    stateVersion: { presence: 1, health: 1 },
    uptimeMs: 5,
    sessionDefaults: {
      defaultAgentId: 'main',
      mainKey: 'main',
      mainSessionKey: 'agent:main:main',
      scope: 'per-sender',
    },
  },
  auth: { deviceToken: 'ab', role: 'operator', scopes: ['operator.admin'], issuedAtMs: 1 },
  policy: { maxPayload: 524288, maxBufferedBytes: 1572864, tickIntervalMs: 30000 },
};

const delta = {
  runId: 'k1',
  sessionKey: 'main',
  seq: 2,
  state: 'delta',
  message: { role: 'assistant', content: [{ type: 'text', text: 'Hel' }], timestamp: 1 },
};

/** Values as they stand on the wire, by definition. */
export const goldenValues: readonly (readonly [definition: string, value: unknown])[] = [
  ['HelloOk', hello],
  ['HelloOk', { ...hello, snapshot: { ...hello.snapshot, health: {} } }],
  ['EventFrame', { type: 'event', event: 'connect.challenge', payload: { nonce: 'n', ts: 1 } }],
  [
    'EventFrame',
    { type: 'event', event: 'presence', payload: {}, seq: 14, stateVersion: { presence: 4, health: 3 } },
  ],
  ['ResponseFrame', { type: 'res', id: '1', ok: true, payload: null }],
  [
    'ResponseFrame',
    { type: 'res', id: '1', ok: false, error: { code: 'UNAVAILABLE', message: 'm', retryAfterMs: 5 } },
  ],
  ['AgentResult', { runId: 'k1', status: 'accepted', acceptedAt: 1 }],
  [
    'AgentResult',
    {
      runId: 'k1',
      status: 'ok',
      summary: 'completed',
      result: { payloads: [{ text: 'Hello', mediaUrl: null }], meta: { durationMs: 4 } },
    },
  ],
  [
    'AgentEvent',
    {
      runId: 'k1',
      stream: 'lifecycle',
      data: { phase: 'start', startedAt: 1 },
      sessionKey: 'main',
      seq: 1,
      ts: 1,
    },
  ],
  ['AgentEvent', { runId: 'k1', stream: 'assistant', data: { text: 'Hel', delta: 'l' }, seq: 2, ts: 1 }],
  [
    'AgentEvent',
    {
      runId: 'k1',
      stream: 'tool',
      data: { phase: 'start', name: 'x', toolCallId: 't', args: {} },
      seq: 3,
      ts: 1,
    },
  ],
  ['ChatEvent', delta],
  ['ChatEvent', { runId: 'k1', sessionKey: 'main', seq: 5, state: 'final' }],
  ['ChatEvent', { runId: 'k1', sessionKey: 'main', seq: 5, state: 'aborted', stopReason: 'rpc' }],
  ['ChatSendResult', { runId: 'k', status: 'in_flight' }],
  ['ChatSendResult', { ok: true, aborted: false, runIds: [] }],
  ['PresenceEvent', { presence: [presence] }],
  ['PresenceEvent', { presence: [], removed: ['x'], delta: true }],
  ['ShutdownEvent', { reason: 'gateway stopping', restartExpectedMs: null }],
  ['ShutdownEvent', { reason: 'restart', restartExpectedMs: 1500 }],
  ['LastHeartbeatResult', null],
  ['LastHeartbeatResult', { ts: 1, status: 'ok-empty', indicatorType: 'ok' }],
  ['SystemPresenceResult', [presence]],
  ['HealthSummary', health],
];

/** Values that a client in the field would drop or trip over. */
export const brokenValues: readonly (readonly [definition: string, value: unknown])[] = [
  ['HelloOk', { ...hello, extra: 1 }],
  ['HelloOk', { ...hello, snapshot: { ...hello.snapshot, uptimeMs: 1.5 } }],
  ['HelloOk', { ...hello, snapshot: { ...hello.snapshot, policy: hello.policy } }],
  ['EventFrame', { type: 'event', event: 'tick', seq: 1.5 }],
  ['EventFrame', { type: 'event', event: 'tick', stateVersion: { presence: 1 } }],
  ['EventFrame', { type: 'event', event: 'tick', id: '1' }],
  ['ResponseFrame', { type: 'res', id: 1, ok: true }],
  ['ResponseFrame', { type: 'res', id: '1', ok: false, error: { code: 'X', message: 'm', hint: 'h' } }],
  ['PresenceEvent', { presence: [{ ...presence, host: '' }] }],
  ['HealthSummary', { ...health, heartbeatSeconds: 0.5 }],
  ['AgentEvent', { runId: 'k1', stream: 'assistant', data: { text: 'Hel' }, seq: 2, ts: 1 }],
];
