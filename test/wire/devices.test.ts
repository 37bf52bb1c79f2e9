import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { startServer, TOKEN, type ServerFixture } from '../support/server-fixture.ts';
import {
  connectFrame,
  connectPeer,
  createTestDevice,
  openPeer,
  signDevice,
  type ConnectFields,
  type Frame,
  type TestDevice,
  type WsPeer,
} from '../support/ws-peer.ts';

type Signed = ConnectFields & {
  readonly nonce?: string | null;
  readonly signedAt?: number;
  readonly tamper?: (proof: Record<string, unknown>) => Record<string, unknown>;
};

const REMOTE = { headers: { host: '10.1.2.3:18789' } };

/** Says hello with a device; `nonce: null` signs v1. A Host that is not local makes the connection a remote one. */
async function connectDevice(
  server: ServerFixture,
  device: TestDevice,
  fields: Signed = {},
  options: { headers?: Record<string, string> } = {},
): Promise<{ peer: WsPeer; answer: Frame; error: string; payload: Record<string, unknown> }> {
  const peer = openPeer(server.url, options);
  const challenge = await peer.nonce();
  const nonce = fields.nonce === null ? undefined : (fields.nonce ?? challenge);
  const { nonce: _wanted, signedAt = Date.now(), ...rest } = fields;
  const proof = signDevice(device, { ...rest, signedAt, ...(nonce === undefined ? {} : { nonce }) });
  peer.send(connectFrame({ ...fields, device: fields.tamper?.(proof) ?? proof }));
  const answer = await peer.response('1');
  const error = (answer['error'] ?? { code: '', message: '' }) as { code: string; message: string };
  return {
    peer,
    answer,
    error: `${error.code} ${error.message}`.trim(),
    payload: (answer['payload'] ?? {}) as Record<string, unknown>,
  };
}

test('a local device with the shared token is paired on the spot and gets a token of its own', async () => {
  await using server = await startServer();
  const watcher = await connectPeer(server.url, { token: TOKEN });
  const device = createTestDevice();
  const { payload } = await connectDevice(server, device, { token: TOKEN, scopes: ['operator.admin'] });
  const auth = payload['auth'] as Record<string, unknown>;
  assert.match(String(auth['deviceToken']), /^[0-9a-f]{32}$/u);
  assert.equal(auth['role'], 'operator');
  assert.deepEqual(auth['scopes'], ['operator.admin']);
  const resolved = await watcher.event('device.pair.resolved');
  assert.equal((resolved['payload'] as { decision: string }).decision, 'approved');
  assert.equal(server.devices.pending.size, 0);
});

test('with its own token the device comes in without the shared one, in either mode', async () => {
  const device = createTestDevice();
  await using server = await startServer();
  const first = await connectDevice(server, device, { token: TOKEN });
  const deviceToken = (first.payload['auth'] as { deviceToken: string }).deviceToken;
  const second = await connectDevice(server, device, { token: deviceToken }, REMOTE);
  assert.equal(second.answer['ok'], true);
  assert.equal((second.payload['auth'] as { deviceToken: string }).deviceToken, deviceToken);
  await using byPassword = await startServer({
    devices: server.devices,
    plan: { auth: { mode: 'password', password: 'p' } },
  });
  const third = await connectDevice(byPassword, device, { token: deviceToken, password: 'wrong' });
  assert.equal(third.answer['ok'], true);
});

test('a v1 signature without nonce holds for a local connection, also without scopes and in a binary frame', async () => {
  await using server = await startServer();
  const device = createTestDevice();
  const peer = openPeer(server.url);
  await peer.nonce();
  const client = { id: 'openclaw-control-ui', mode: 'ui' };
  const proof = signDevice(device, { client, token: TOKEN, signedAt: Date.now() });
  peer.sendBytes(Buffer.from(JSON.stringify(connectFrame({ client, token: TOKEN, device: proof }))));
  const answer = await peer.response('1');
  assert.equal(answer['ok'], true);
  const { auth } = answer['payload'] as { auth: { scopes: string[] } };
  assert.deepEqual(auth.scopes, ['operator.admin']);
});

test('the key may be sent as PEM and the signature as plain base64', async () => {
  await using server = await startServer();
  const device = createTestDevice();
  const { answer } = await connectDevice(server, device, {
    token: TOKEN,
    tamper: (proof) => ({
      ...proof,
      publicKey: device.pem,
      signature: Buffer.from(String(proof['signature']), 'base64url').toString('base64'),
    }),
  });
  assert.equal(answer['ok'], true);
});

const REFUSED: readonly (readonly [string, Signed, { headers?: Record<string, string> }, string])[] = [
  [
    'an id that is not the hash of the key',
    { tamper: (proof) => ({ ...proof, id: 'a'.repeat(64) }) },
    {},
    'INVALID_REQUEST device identity mismatch',
  ],
  [
    'a key that is no key',
    { tamper: (proof) => ({ ...proof, publicKey: '-----BEGIN NOTHING-----' }) },
    {},
    'INVALID_REQUEST device identity mismatch',
  ],
  [
    'a signature from eleven minutes ago',
    { signedAt: Date.now() - 660_000 },
    {},
    'INVALID_REQUEST device signature expired',
  ],
  [
    'a signature from the future',
    { signedAt: Date.now() + 660_000 },
    {},
    'INVALID_REQUEST device signature expired',
  ],
  ['no nonce from afar', { nonce: null }, REMOTE, 'INVALID_REQUEST device nonce required'],
  ['another nonce', { nonce: 'guess' }, {}, 'INVALID_REQUEST device nonce mismatch'],
  [
    'a signature over other scopes',
    { tamper: (proof) => ({ ...proof, signature: 'A'.repeat(86) }) },
    {},
    'INVALID_REQUEST device signature invalid',
  ],
  [
    'a signature of the wrong length',
    { tamper: (proof) => ({ ...proof, signature: 'AAAA' }) },
    {},
    'INVALID_REQUEST device signature invalid',
  ],
];

for (const [name, fields, options, expected] of REFUSED) {
  test(`a device is refused for ${name}, even before its secret is looked at`, async () => {
    await using server = await startServer();
    const { peer, error } = await connectDevice(
      server,
      createTestDevice(),
      { token: 'wrong', ...fields },
      options,
    );
    assert.equal(error, expected);
    assert.deepEqual(await peer.closed, { code: 1008, reason: expected.replace(/^\S+ /u, '') });
  });
}

test('a key of the wrong size is called what it is', async () => {
  await using server = await startServer();
  const raw = Buffer.alloc(31, 7);
  const { error } = await connectDevice(server, createTestDevice(), {
    token: TOKEN,
    tamper: (proof) => ({
      ...proof,
      publicKey: raw.toString('base64url'),
      id: createHash('sha256').update(raw).digest('hex'),
    }),
  });
  assert.equal(error, 'INVALID_REQUEST device public key invalid');
});

test('an unknown device token is a clean refusal and leaves no pairing request', async () => {
  await using server = await startServer();
  const { error } = await connectDevice(server, createTestDevice(), { token: 'f'.repeat(32) });
  assert.match(error, /^INVALID_REQUEST unauthorized: gateway token mismatch/u);
  assert.equal(server.devices.pending.size, 0);
});

test('a remote device waits for approval, operators hear of it once, and then it comes in', async () => {
  await using server = await startServer();
  const watcher = await connectPeer(server.url, { token: TOKEN });
  const reader = await connectPeer(server.url, { token: TOKEN, scopes: ['operator.read'] });
  const device = createTestDevice();
  const first = await connectDevice(server, device, { token: TOKEN }, REMOTE);
  assert.equal(first.error, 'NOT_PAIRED pairing required');
  assert.deepEqual(await first.peer.closed, { code: 1008, reason: 'pairing required' });
  const requested = await watcher.event('device.pair.requested');
  const { requestId } = requested['payload'] as { requestId: string };
  assert.deepEqual((first.answer['error'] as { details: unknown }).details, { requestId });

  const again = await connectDevice(server, device, { token: TOKEN }, REMOTE);
  assert.deepEqual((again.answer['error'] as { details: unknown }).details, { requestId });
  const local = await connectDevice(server, device, { token: TOKEN });
  assert.equal(
    local.error,
    'NOT_PAIRED pairing required',
    'a waiting request is not overtaken by a local connect',
  );

  await server.devices.approve(requestId);
  assert.equal((await connectDevice(server, device, { token: TOKEN }, REMOTE)).answer['ok'], true);
  await watcher.call('health');
  const heard = watcher.received.filter((frame) => frame['event'] === 'device.pair.requested');
  assert.equal(heard.length, 1);
  await reader.call('health');
  assert.ok(!reader.received.some((frame) => String(frame['event']).startsWith('device.pair')));
});

test('more scopes or another role need a new approval; a device token alone never grants it', async () => {
  await using server = await startServer();
  const device = createTestDevice();
  const narrow = await connectDevice(server, device, { token: TOKEN, scopes: ['operator.read'] });
  const own = (narrow.payload['auth'] as { deviceToken: string }).deviceToken;
  const wider = await connectDevice(server, device, { token: own, scopes: ['operator.admin'] });
  assert.match(wider.error, /^INVALID_REQUEST unauthorized/u);
  const remote = await connectDevice(server, device, { token: TOKEN, scopes: ['operator.admin'] }, REMOTE);
  assert.equal(remote.error, 'NOT_PAIRED pairing required');
  server.devices.pending.clear();
  const node = await connectDevice(server, device, {
    token: TOKEN,
    role: 'node',
    client: { id: 'node-host', mode: 'node' },
  });
  assert.equal(node.answer['ok'], true, 'a local device with the shared token is upgraded silently');
  assert.deepEqual([...(server.devices.paired.get(device.id)?.roles ?? [])].toSorted(), ['node', 'operator']);
  const refused = await node.peer.call('health');
  assert.equal((refused['error'] as { message: string }).message, 'unauthorized role: node');
});

test('a device that comes back with another key must be paired again', async () => {
  await using server = await startServer();
  const device = createTestDevice();
  await connectDevice(server, device, { token: TOKEN });
  const known = server.devices.paired.get(device.id);
  assert.ok(known);
  server.devices.paired.set(device.id, { ...known, publicKey: createTestDevice().publicKey });
  const { error } = await connectDevice(server, device, { token: TOKEN }, REMOTE);
  assert.equal(error, 'NOT_PAIRED pairing required');
});

test('the web page without device comes in where the settings allow it, and is not paired', async () => {
  await using server = await startServer({
    plan: { controlUi: { allowInsecureAuth: true, dangerouslyDisableDeviceAuth: false } },
  });
  const client = { id: 'moltbot-control-ui', mode: 'webchat' };
  const plain = await connectPeer(server.url, { token: TOKEN, client }, REMOTE);
  assert.equal(plain.hello['ok'], true);
  const { payload } = await connectDevice(server, createTestDevice(), { token: TOKEN, client }, REMOTE);
  assert.equal(payload['auth'], undefined);
  assert.equal(server.devices.paired.size + server.devices.pending.size, 0);
});
