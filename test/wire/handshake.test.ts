import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { METHOD_HANDLERS } from '../../src/api/registry.ts';
import { LIMITS } from '../../src/protocol/limits.ts';
import { startServer, TOKEN, type FixtureOptions, type ServerFixture } from '../support/server-fixture.ts';
import { createMemoryDevices } from '../support/memory-devices.ts';
import {
  connectFrame,
  connectParams,
  connectPeer,
  createTestDevice,
  openPeer,
  signDevice,
  type WsPeer,
} from '../support/ws-peer.ts';

test('a client with the token is challenged, says hello and is answered', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  assert.equal(peer.hello['ok'], true);
  const health = await peer.call('health');
  assert.equal(health['ok'], true);
  await server.stop();
  assert.deepEqual(await peer.closed, { code: 1012, reason: 'service restart' });
});

test('the first conversation reads like this, byte for byte once ids and times are set', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  await peer.call('system-presence');
  const shape = (peer.hello['payload'] as Record<string, unknown>)['features'] as { methods: string[] };
  assert.ok(shape.methods.includes('health') && !shape.methods.includes('connect'));
  const golden = peer.transcript.map((line) =>
    line
      .replaceAll(/"features":\{[^}]*\}/gu, '"features":{…}')
      .replaceAll(/"health":\{"ok".*?\},"stateVersion"/gu, '"health":{…},"stateVersion"')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, '<uuid>')
      .replaceAll(/"ts":\d+/gu, '"ts":<ms>')
      .replaceAll(/"uptimeMs":\d+/gu, '"uptimeMs":<ms>')
      .replaceAll(/"(configPath|stateDir)":"[^"]*"/gu, '"$1":"<path>"'),
  );
  const self = '{"host":"testhost","text":"Gateway: testhost","mode":"gateway","reason":"self","ts":<ms>}';
  const own =
    '{"host":"gateway-client","version":"1.0.0","platform":"linux","mode":"backend","reason":"connect","roles":["operator"],' +
    '"scopes":["operator.admin"],"instanceId":"<uuid>","text":"Node: gateway-client · mode backend","ts":<ms>}';
  assert.deepEqual(golden, [
    '← {"type":"event","event":"connect.challenge","payload":{"nonce":"<uuid>","ts":<ms>}}',
    `→ {"type":"req","id":"1","method":"connect","params":${JSON.stringify(connectParams({ token: TOKEN }))}}`,
    '← {"type":"res","id":"1","ok":true,"payload":{"type":"hello-ok","protocol":3,"server":{"version":"0.0.0-test",' +
      '"host":"testhost","connId":"<uuid>"},"features":{…},"snapshot":{' +
      `"presence":[${self},${own}],"health":{…},"stateVersion":{"presence":2,"health":1},"uptimeMs":<ms>,` +
      '"configPath":"<path>","stateDir":"<path>","sessionDefaults":{"defaultAgentId":"main","mainKey":"main",' +
      '"mainSessionKey":"agent:main:main"}},"policy":{"maxPayload":524288,"maxBufferedBytes":1572864,"tickIntervalMs":30000}}}',
    '→ {"type":"req","id":"c1","method":"system-presence"}',
    `← {"type":"res","id":"c1","ok":true,"payload":[${self},${own}]}`,
  ]);
});

interface Row {
  readonly name: string;
  readonly speak: (peer: WsPeer, server: ServerFixture) => Promise<void> | void;
  /** `code message` of the answer; null: none is sent. */
  readonly error: string | null;
  readonly details?: unknown;
  readonly close: { readonly code: number; readonly reason: string };
  readonly options?: FixtureOptions;
}

const same = (code: string, message: string) => ({
  error: `${code} ${message}`,
  close: { code: 1008, reason: Buffer.from(message).subarray(0, 120).toString() },
});
const say = (fields: Parameters<typeof connectFrame>[0]) => (peer: WsPeer) => peer.send(connectFrame(fields));
const controlUi = { id: 'openclaw-control-ui', mode: 'webchat' };

const ROWS: readonly Row[] = [
  {
    name: 'no JSON',
    speak: (peer) => peer.sendText('hello'),
    error: null,
    close: { code: 1000, reason: '' },
  },
  {
    name: 'JSON that is no request frame',
    speak: (peer) => peer.send({ type: 'event', event: 'x' }),
    error: null,
    close: { code: 1008, reason: 'invalid request frame' },
  },
  {
    name: 'a JSON array nested far too deeply',
    speak: (peer) => peer.sendText('['.repeat(30_000) + ']'.repeat(30_000)),
    error: null,
    close: { code: 1008, reason: 'frame is nested too deeply' },
  },
  {
    name: 'a frame larger than the limit before hello',
    speak: (peer) => peer.sendText('x'.repeat(LIMITS.maxHandshakePayloadBytes + 1)),
    error: null,
    close: { code: 1009, reason: 'frame too large' },
  },
  {
    name: 'a frame so large that its end is not waited for',
    speak: (peer) => {
      const head = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x07, 0, 0, 0, 0, 0, 0]);
      (peer.ws as unknown as { _socket: Socket })._socket.write(
        Buffer.concat([head, Buffer.alloc(70_000, 0x78)]),
      );
    },
    error: null,
    close: { code: 1009, reason: 'frame too large' },
  },
  {
    name: 'another request than connect',
    speak: (peer) => peer.send({ type: 'req', id: '1', method: 'health' }),
    ...same('INVALID_REQUEST', 'invalid handshake: first request must be connect'),
  },
  {
    name: 'an unknown member of params',
    speak: (peer) => peer.send(connectFrame({ token: TOKEN, extra: { coreVersion: 'x' } })),
    ...same('INVALID_REQUEST', "invalid connect params: at root: unexpected property 'coreVersion'"),
  },
  {
    name: 'an unknown client id',
    speak: (peer) => peer.send(connectFrame({ token: TOKEN, client: { id: 'netcat' } })),
    ...same(
      'INVALID_REQUEST',
      'invalid connect params: at /client/id: must be equal to one of the allowed values',
    ),
  },
  {
    name: 'a protocol that is too old',
    speak: say({ token: TOKEN, extra: { maxProtocol: 2, minProtocol: 2 } }),
    error: 'INVALID_REQUEST protocol mismatch',
    details: { expectedProtocol: 3 },
    close: { code: 1002, reason: 'protocol mismatch' },
  },
  {
    name: 'an unknown role',
    speak: say({ token: TOKEN, role: 'root' }),
    ...same('INVALID_REQUEST', 'invalid role'),
  },
  {
    name: 'the web page without a device',
    speak: say({ token: TOKEN, client: controlUi }),
    ...same('INVALID_REQUEST', 'control ui requires HTTPS or localhost (secure context)'),
  },
  {
    name: 'the web page without a device or secret where a device is optional',
    speak: say({ client: controlUi }),
    options: { plan: { controlUi: { allowInsecureAuth: true, dangerouslyDisableDeviceAuth: false } } },
    ...same('NOT_PAIRED', 'device identity required'),
  },
  { name: 'neither device nor token', speak: say({}), ...same('NOT_PAIRED', 'device identity required') },
  {
    name: 'a password in place of a device',
    speak: say({ password: 'p' }),
    options: { plan: { auth: { mode: 'password', password: 'p' } } },
    ...same('NOT_PAIRED', 'device identity required'),
  },
  {
    name: 'a wrong token',
    speak: say({ token: 'wrong' }),
    ...same('INVALID_REQUEST', 'unauthorized: gateway token mismatch (provide gateway auth token)'),
  },
  {
    name: 'a wrong token from the command line',
    speak: say({ token: 'wrong', client: { id: 'cli', mode: 'cli' } }),
    ...same(
      'INVALID_REQUEST',
      'unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)',
    ),
  },
  {
    name: 'a token where a password is wanted',
    speak: say({ token: 'wrong' }),
    options: { plan: { auth: { mode: 'password', password: 'p' } } },
    ...same('INVALID_REQUEST', 'unauthorized: gateway password missing (provide gateway auth password)'),
  },
  {
    name: 'a wrong password',
    speak: say({ token: 'x', password: 'q' }),
    options: { plan: { auth: { mode: 'password', password: 'p' } } },
    ...same('INVALID_REQUEST', 'unauthorized: gateway password mismatch (provide gateway auth password)'),
  },
  {
    name: 'a token while none is configured',
    speak: say({ token: 'x' }),
    options: { plan: { auth: { mode: 'token' } } },
    ...same(
      'INVALID_REQUEST',
      'unauthorized: gateway token not configured on gateway (set gateway.auth.token)',
    ),
  },
  {
    name: 'silence',
    speak: () => {},
    options: { limits: { delays: { handshakeTimeout: 60 } } },
    error: null,
    close: { code: 1000, reason: '' },
  },
];

for (const row of ROWS) {
  test(`refused before hello: ${row.name}`, async () => {
    await using server = await startServer(row.options);
    const peer = openPeer(server.url);
    await peer.nonce();
    await row.speak(peer, server);
    assert.deepEqual(await peer.closed, row.close);
    const answers = peer.received.filter((frame) => frame.type === 'res');
    if (row.error === null) {
      assert.deepEqual(answers, []);
      return;
    }
    assert.equal(answers.length, 1);
    const { id, ok, error } = answers[0] as unknown as {
      id: string;
      ok: boolean;
      error: Record<string, unknown>;
    };
    assert.equal(id, '1');
    assert.equal(ok, false);
    assert.equal(`${String(error['code'])} ${String(error['message'])}`, row.error);
    assert.deepEqual(error['details'], row.details);
    assert.equal(error['retryable'], false);
    await server.stop();
    assert.equal(server.parts.counts().sockets, 0);
  });
}

test('a second frame before the answer ends the handshake', async () => {
  const devices = createMemoryDevices();
  const asked = Promise.withResolvers<void>();
  await using server = await startServer({
    devices: {
      ...devices,
      requestPairing: () => {
        asked.resolve();
        return new Promise(() => {});
      },
    },
  });
  const peer = openPeer(server.url);
  const nonce = await peer.nonce();
  const device = signDevice(createTestDevice(), { token: TOKEN, nonce, signedAt: Date.now() });
  peer.send(connectFrame({ token: TOKEN, device }));
  await asked.promise;
  peer.send({ type: 'req', id: '2', method: 'health' });
  assert.equal((await peer.closed).reason, 'invalid handshake: first request must be connect');
});

test('a check that fails unexpectedly is answered, logged and closed with 1011', async () => {
  const devices = createMemoryDevices();
  await using server = await startServer({
    devices: { ...devices, requestPairing: () => Promise.reject(new Error('disk full')) },
  });
  const peer = openPeer(server.url);
  const nonce = await peer.nonce();
  const device = signDevice(createTestDevice(), { token: TOKEN, nonce, signedAt: Date.now() });
  peer.send(connectFrame({ token: TOKEN, device }));
  const answer = await peer.response('1');
  assert.deepEqual(answer['error'], { code: 'UNAVAILABLE', message: 'handshake failed', retryable: true });
  assert.equal((await peer.closed).code, 1011);
  assert.ok(server.logs.some(({ fields }) => fields['error'] === 'Error: disk full'));
});

test('binary frames are as good as text', async () => {
  await using server = await startServer();
  const peer = openPeer(server.url);
  await peer.nonce();
  peer.sendBytes(Buffer.from(JSON.stringify(connectFrame({ token: TOKEN }))));
  assert.equal((await peer.response('1'))['ok'], true);
  peer.sendBytes(Buffer.from(JSON.stringify({ type: 'req', id: '2', method: 'health' })));
  assert.equal((await peer.response('2'))['ok'], true);
});

test('a client that asks for no scopes is an administrator', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  const answer = await peer.call('constructor');
  assert.deepEqual(answer['error'], {
    code: 'INVALID_REQUEST',
    message: 'unknown method: constructor',
    retryable: false,
  });
});

test('a scope that is missing is named before the method or its params are looked at', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN, scopes: ['operator.read'] });
  const message = async (method: string, params?: unknown) =>
    ((await peer.call(method, params))['error'] as { message: string }).message;
  assert.equal(await message('chat.send', { nonsense: 1 }), 'missing scope: operator.write');
  assert.equal(await message('no.such.method'), 'missing scope: operator.admin');
  assert.equal(await message('device.pair.list'), 'missing scope: operator.pairing');
  assert.equal((await peer.call('health'))['ok'], true);
});

test('connect is only valid once', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  const again = await peer.call('connect', connectParams({ token: TOKEN }));
  assert.equal((again['error'] as { message: string }).message, 'connect is only valid as the first request');
  assert.ok(METHOD_HANDLERS.has('connect'));
  assert.equal(peer.ws.readyState, peer.ws.OPEN);
});

test('after hello a frame that is no request is answered and the socket stays', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  const refused = async (frame: unknown, id: string) => {
    peer.send(frame);
    const answer = await peer.response(id);
    assert.equal(answer['ok'], false);
    return (answer['error'] as { message: string }).message;
  };
  assert.match(
    await refused({ type: 'req', id: 'a' }, 'a'),
    /^invalid request frame: must have required property 'method'/u,
  );
  assert.match(
    await refused({ type: 'req', id: 7, method: 'health' }, 'invalid'),
    /^invalid request frame: at \/id/u,
  );
  assert.match(
    await refused({ type: 'req', id: 'b', method: 'health', more: 1 }, 'b'),
    /unexpected property 'more'/u,
  );
  peer.received.length = 0;
  peer.sendText(`{"type":"req","id":"d","method":"health","params":${'['.repeat(500)}${']'.repeat(500)}}`);
  const deep = await peer.response('d');
  assert.match((deep['error'] as { message: string }).message, /nested deeper than 64 levels/u);
  assert.equal((await peer.call('health'))['ok'], true);
});

test('after hello something that is not JSON closes the socket', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  peer.sendText('not json');
  assert.deepEqual(await peer.closed, { code: 1007, reason: 'frame is not JSON' });
});

test('a frame larger than the limit after hello is refused by the protocol itself', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  peer.sendText('x'.repeat(LIMITS.maxPayloadBytes + 1));
  assert.equal((await peer.closed).code, 1009);
});

test('pings are answered before and after hello', async () => {
  await using server = await startServer();
  const peer = openPeer(server.url);
  await peer.nonce();
  const pong = (): Promise<string> =>
    new Promise((resolve) => {
      peer.ws.once('pong', (data) => resolve(String(data)));
      peer.ws.ping('are you there');
    });
  assert.equal(await pong(), 'are you there');
  peer.send(connectFrame({ token: TOKEN }));
  await peer.response('1');
  assert.equal(await pong(), 'are you there');
});
