import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { TOKEN, withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';
import { startFakeGateway } from '../support/fake-gateway.ts';
import { createFakePorts } from '../support/fake-ports.ts';

const authOf = (hello: { auth?: unknown } | undefined): unknown => hello?.auth;

test('on the own machine the socket is used and no secret is sent', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    bench: { env: { CLAWDBOT_GATEWAY_TOKEN: 'wrong' } },
  });
  assert.equal((await bench.run('health')).code, 0);
  assert.equal(authOf(gateway.hellos[0]), undefined);
});

test('connect says who the client is, in protocol 3', async (context) => {
  const { bench, gateway } = await withGateway(context);
  await bench.run('health');
  const { client, ...rest } = gateway.hellos[0] ?? {};
  assert.deepEqual(rest, {
    minProtocol: 3,
    maxProtocol: 3,
    caps: [],
    role: 'operator',
    scopes: ['operator.admin', 'operator.approvals', 'operator.pairing'],
  });
  assert.match(client?.instanceId ?? '', /^[0-9a-f-]{36}$/);
  assert.deepEqual(
    { ...client, instanceId: '' },
    { id: 'cli', version: '0.1.0', platform: process.platform, mode: 'cli', instanceId: '' },
  );
});

test('a socket nobody listens on leads to the port, with the secret of the configuration', async (context) => {
  const gateway = await startFakeGateway({ ports: createFakePorts().ports, token: TOKEN });
  context.after(() => gateway.stop());
  const bench = createBench(context, { config: { gateway: { port: gateway.port, auth: { token: TOKEN } } } });
  // What a killed gateway leaves behind: the name of the socket, and nobody there.
  const left = createServer();
  left.listen(bench.io.paths.socketPath);
  await once(left, 'listening');
  renameSync(bench.io.paths.socketPath, `${bench.io.paths.socketPath}.kept`);
  left.close();
  renameSync(`${bench.io.paths.socketPath}.kept`, bench.io.paths.socketPath);
  const { code, stderr } = await bench.run('health');
  assert.equal(code, 0, stderr);
  assert.deepEqual(authOf(gateway.hellos[0]), { token: TOKEN });
});

test('the port comes from the environment before the configuration', async (context) => {
  const bench = createBench(context, {
    config: { gateway: { port: 2 } },
    env: { CLAWDBOT_GATEWAY_PORT: '1' },
  });
  assert.match((await bench.run('health')).stderr, /ws:\/\/127\.0\.0\.1:1\n/);
  const configured = createBench(context, { config: { gateway: { port: 2 } } });
  assert.match((await configured.run('health')).stderr, /ws:\/\/127\.0\.0\.1:2\n/);
});

const PRECEDENCE: readonly (readonly [string, Record<string, string>, unknown, string[], string])[] = [
  [
    '--token before everything',
    { CLAWDBOT_GATEWAY_TOKEN: 'env' },
    { gateway: { auth: { token: 'config' } } },
    ['--token', 'flag'],
    'flag',
  ],
  [
    'the configuration before the environment',
    { CLAWDBOT_GATEWAY_TOKEN: 'env' },
    { gateway: { auth: { token: 'config' } } },
    [],
    'config',
  ],
  ['the environment before the generated token', { CLAWDBOT_GATEWAY_TOKEN: 'env' }, undefined, [], 'env'],
  ['the generated token last', {}, undefined, [], 'generated'],
];

for (const [what, env, config, flags, expected] of PRECEDENCE) {
  test(`over TCP the secret is taken in the order of the gateway: ${what}`, async (context) => {
    const { bench, gateway } = await withGateway(context, {
      tcpOnly: true,
      bench: { env, ...(config === undefined ? {} : { config }) },
    });
    mkdirSync(dirname(bench.io.paths.gatewayTokenPath), { recursive: true });
    writeFileSync(bench.io.paths.gatewayTokenPath, 'generated\n');
    const { code, stderr } = await bench.run('health', '--url', `ws://127.0.0.1:${gateway.port}`, ...flags);
    assert.equal(code, 1);
    assert.match(stderr, /INVALID_REQUEST: unauthorized: gateway token mismatch/);
    assert.deepEqual(authOf(gateway.hellos[0]), { token: expected });
  });
}

test('secrets of this machine are not sent to another one', async (context) => {
  const { bench } = await withGateway(context, {
    bench: { config: { gateway: { auth: { token: TOKEN } } } },
  });
  const { targetsOf } = await import('../../src/cli/target.ts');
  const { loadClientSettings } = await import('../../src/cli/settings.ts');
  const settings = await loadClientSettings(bench.io);
  assert.equal(targetsOf({ url: 'wss://elsewhere.example' }, settings, bench.io)[0]?.token, undefined);
  assert.equal(targetsOf({ url: 'wss://elsewhere.example', token: 't' }, settings, bench.io)[0]?.token, 't');
  assert.equal(targetsOf({ url: 'ws://127.0.0.1:9' }, settings, bench.io)[0]?.token, TOKEN);
});

test('in remote mode the remote address and its secret are used', async (context) => {
  const other = await withGateway(context, { tcpOnly: true });
  const url = `ws://127.0.0.1:${other.gateway.port}`;
  const { bench, gateway } = await withGateway(context, {
    bench: {
      env: { CLAWDBOT_GATEWAY_TOKEN: 'local' },
      config: { gateway: { mode: 'remote', remote: { url, token: TOKEN } } },
    },
  });
  assert.equal((await bench.run('health')).code, 0);
  assert.deepEqual(authOf(other.gateway.hellos[0]), { token: TOKEN });
  assert.deepEqual(gateway.hellos, []);
});

test('remote mode without an address is a configuration error with its fix', async (context) => {
  const bench = createBench(context, { config: { gateway: { mode: 'remote' } } });
  const { code, stderr } = await bench.run('health');
  assert.equal(code, 78);
  assert.match(stderr, /gateway\.remote\.url is not set\n.*Config: .*\n +Fix: set gateway\.remote\.url/);
});

test('a password alone is proved together with a device key, made once and kept private', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    tcpOnly: true,
    bench: { config: { gateway: { auth: { mode: 'password', password: 'pw' } } } },
  });
  const url = `ws://127.0.0.1:${gateway.port}`;
  assert.equal((await bench.run('health', '--url', url)).code, 0);
  assert.equal((await bench.run('health', '--url', url)).code, 0);
  const [first, second] = gateway.hellos.map((hello) => hello.device);
  assert.equal(first?.id, second?.id);
  assert.equal(first?.nonce, 'n1');
  const path = `${bench.io.paths.identityDir}/device.json`;
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const { verify, createHash, createPublicKey } = await import('node:crypto');
  const stored = JSON.parse(readFileSync(path, 'utf8')) as { deviceId: string; publicKeyPem: string };
  assert.equal(first?.id, stored.deviceId);
  assert.equal(
    createHash('sha256').update(Buffer.from(first.publicKey, 'base64url')).digest('hex'),
    stored.deviceId,
  );
  const signed = [
    'v2',
    first.id,
    'cli',
    'cli',
    'operator',
    'operator.admin,operator.approvals,operator.pairing',
    first.signedAt,
    '',
    'n1',
  ];
  const signature = Buffer.from(first.signature, 'base64url');
  assert.ok(verify(null, Buffer.from(signed.join('|')), createPublicKey(stored.publicKeyPem), signature));
});

test('an unreadable device key is named, not replaced', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    tcpOnly: true,
    bench: { config: { gateway: { auth: { password: 'pw' } } } },
  });
  mkdirSync(bench.io.paths.identityDir, { recursive: true });
  writeFileSync(`${bench.io.paths.identityDir}/device.json`, '{"privateKeyPem": "nonsense"}');
  const { code, stderr } = await bench.run('health', '--url', `ws://127.0.0.1:${gateway.port}`);
  assert.equal(code, 78);
  assert.match(stderr, /the device key in .*device\.json cannot be read/);
});

for (const [url, reason] of [
  ['http://127.0.0.1:1', 'must be a ws:// or wss:// address'],
  ['nonsense', 'must be a ws:// or wss:// address'],
  ['ws://127.0.0.1:1/?token=x', 'must not carry a secret'],
  ['ws://user:pw@127.0.0.1:1', 'must not carry a secret'],
] as const) {
  test(`--url ${url} is a usage error`, async (context) => {
    const { code, stderr } = await createBench(context).run('health', '--url', url);
    assert.equal(code, 64);
    assert.ok(stderr.includes(reason), stderr);
  });
}

test('a refused upgrade is told with its HTTP status', async (context) => {
  const server = createServer((_request, response) => response.writeHead(403).end());
  server.on(
    'upgrade',
    (_request, socket) => void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await createBench(context).run('health', '--url', `ws://127.0.0.1:${port}`);
  assert.equal(code, 1);
  assert.match(stderr, /refused the upgrade: HTTP 403 Forbidden/);
});

test('a server that accepts and stays silent is a timeout', async (context) => {
  const server = createServer();
  server.on('upgrade', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await createBench(context).run(
    'health',
    '--timeout',
    '100',
    '--url',
    `ws://127.0.0.1:${port}`,
  );
  assert.equal(code, 69);
  assert.match(stderr, /gateway timeout after \d+ ms waiting for hello/);
});

test('a gateway of this state directory that listens elsewhere is found where its lock file says', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    tcpOnly: true,
    bench: { config: { gateway: { port: 1, auth: { token: TOKEN } } } },
  });
  const owner = { pid: process.pid, version: '0.1.0', profile: 'default', port: gateway.port, startedAt: 1 };
  writeFileSync(bench.io.paths.lockFactsPath, JSON.stringify(owner));
  const { code, stderr } = await bench.run('health');
  assert.equal(code, 0, stderr);
  assert.deepEqual(authOf(gateway.hellos[0]), { token: TOKEN });
});

test('a request larger than a gateway takes is refused before it is sent', async (context) => {
  const { bench, gateway } = await withGateway(context);
  const message = 'x'.repeat(600 * 1024);
  const { code, stderr } = await bench.run('agent', '--message', message);
  assert.equal(code, 64);
  assert.match(stderr, /agent would be 6\d{5} bytes; a gateway takes at most 524288 in one request/);
  assert.deepEqual(gateway.requests, []);
});

test('something that answers but is no gateway is named as such', async (context) => {
  const server = createServer((_request, response) => void response.end('hello'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { stderr } = await createBench(context).run('health', '--url', `ws://127.0.0.1:${port}`);
  assert.match(stderr, /Fix: something other than a gateway answers at that address/);
});
