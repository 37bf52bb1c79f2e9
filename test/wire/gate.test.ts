import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createListener } from '../../src/actors/server/listener.ts';
import { createSilentSockets } from '../../src/actors/server/silent-sockets.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { startServer, TOKEN, type ServerFixture } from '../support/server-fixture.ts';
import { connectPeer, openPeer } from '../support/ws-peer.ts';

interface Got {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, unknown>;
}

function ask(
  server: ServerFixture,
  options: { path?: string; method?: string; headers?: Record<string, string>; socketPath?: string } = {},
): Promise<Got> {
  const { path = '/healthz', method = 'GET', headers = {}, socketPath } = options;
  return new Promise((resolve, reject) => {
    const target = socketPath === undefined ? { host: '127.0.0.1', port: server.port } : { socketPath };
    const asking = request({ ...target, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          headers: response.headers,
        }),
      );
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** The status and body of an upgrade that was not granted. */
function refusedUpgrade(url: string, headers: Record<string, string> = {}): Promise<Got> {
  const { ws } = openPeer(url, { headers });
  return new Promise((resolve, reject) => {
    ws.on('open', () => reject(new Error('the upgrade was granted')));
    ws.on('unexpected-response', (_request, response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: {} }),
      );
    });
  });
}

const codeOf = (got: Got): string =>
  (JSON.parse(got.body) as { error: { code: string; message: string } }).error.code;

test('liveness is always true, readiness follows the running state, and other methods are refused', async () => {
  let ready = false;
  await using server = await startServer({ ready: () => ready });
  assert.deepEqual(JSON.parse((await ask(server)).body), { ok: true });
  assert.equal((await ask(server, { path: '/readyz' })).status, 503);
  ready = true;
  const got = await ask(server, { path: '/readyz' });
  assert.equal(got.status, 200);
  assert.equal(got.headers['x-content-type-options'], 'nosniff');
  assert.equal((await ask(server, { method: 'POST' })).status, 405);
  const nothing = await ask(server, { path: '/v1/chat/completions' });
  assert.equal(nothing.status, 404);
  assert.match(nothing.body, /this version answers \/healthz and \/readyz/);
  server.parts.stopAccepting();
  assert.equal((await ask(server, { path: '/readyz' })).status, 503);
  assert.equal((await ask(server)).status, 200);
});

test('handlers of other rooms are asked in order, and one that throws is a 500', async () => {
  await using server = await startServer({
    http: [
      (incoming) => {
        if (incoming.url === '/broken') throw new Error('boom');
        return false;
      },
      async (incoming, response) => {
        if (incoming.url !== '/mine') return false;
        response.end('mine');
        return true;
      },
    ],
  });
  assert.equal((await ask(server, { path: '/mine' })).body, 'mine');
  assert.equal((await ask(server, { path: '/broken' })).status, 500);
  assert.equal((await ask(server, { path: '/healthz' })).status, 200);
});

const TURNED_AWAY: readonly (readonly [string, Record<string, string>, number, string])[] = [
  ['a Host that is a stranger’s name', { host: 'attacker.tld' }, 403, 'host_not_allowed'],
  ['a Host that only starts like ours', { host: 'localhost.attacker.tld' }, 403, 'host_not_allowed'],
  ['the Origin of a foreign page', { origin: 'https://evil.example' }, 403, 'origin_not_allowed'],
  ['the Origin of a sandboxed frame', { origin: 'null' }, 403, 'origin_not_allowed'],
  ['the Origin of an extension', { origin: 'chrome-extension://abcdef' }, 403, 'origin_not_allowed'],
  [
    'X-Forwarded-For from nobody we know',
    { 'x-forwarded-for': '127.0.0.1' },
    403,
    'proxy_attribution_required',
  ],
  ['X-Real-IP from nobody we know', { 'x-real-ip': '127.0.0.1' }, 403, 'proxy_attribution_required'],
  ['Forwarded from nobody we know', { forwarded: 'for=127.0.0.1' }, 403, 'proxy_attribution_required'],
  [
    'X-Forwarded-Host from nobody we know',
    { 'x-forwarded-host': 'localhost' },
    403,
    'proxy_attribution_required',
  ],
];

for (const [name, headers, status, code] of TURNED_AWAY) {
  test(`${name} is turned away on every route and before the upgrade`, async () => {
    await using server = await startServer();
    for (const path of ['/healthz', '/readyz', '/', '/v1/chat/completions']) {
      const got = await ask(server, { path, headers });
      assert.equal(got.status, status);
      assert.equal(codeOf(got), code);
    }
    const upgrade = await refusedUpgrade(server.url, headers);
    assert.equal(upgrade.status, status);
    assert.equal(codeOf(upgrade), code);
    assert.equal(server.parts.counts().sockets, 0);
  });
}

test('a secret in a URL is refused on every route and never logged', async () => {
  await using server = await startServer();
  const canary = 'canary-4711';
  for (const query of [`?token=${canary}`, `?a=1&PASSWORD=${canary}`, `?t%6fken=${canary}`]) {
    const got = await ask(server, { path: `/readyz${query}` });
    assert.equal(got.status, 400);
    assert.equal(codeOf(got), 'secret_in_url');
    assert.equal((await refusedUpgrade(`${server.url}${query}`)).status, 400);
    assert.equal((await ask(server, { path: `/${query}`, socketPath: server.socketPath })).status, 400);
  }
  assert.ok(server.logs.length > 0);
  assert.ok(!JSON.stringify(server.logs).includes(canary));
});

const LET_IN: readonly (readonly [string, Record<string, string>])[] = [
  ['no Origin at all', {}],
  ['the gateway’s own page', { host: 'localhost:18789', origin: 'http://localhost:18789' }],
  ['its page behind a TLS proxy', { host: 'box.tail1234.ts.net', origin: 'https://box.tail1234.ts.net' }],
  ['a development server on this machine', { origin: 'http://localhost:5173' }],
  ['an installed app', { origin: 'capacitor://localhost' }],
  ['a listed origin', { origin: 'https://ops.example.net' }],
  ['a listed host', { host: 'gateway.internal' }],
  ['an address in place of a name', { host: '192.168.1.10:18789' }],
];

for (const [name, headers] of LET_IN) {
  test(`${name} gets through the gate`, async () => {
    await using server = await startServer({
      plan: {
        gate: {
          allowedHosts: ['gateway.internal'],
          allowedOrigins: ['https://ops.example.net'],
          trustedProxies: [],
        },
      },
    });
    const peer = await connectPeer(server.url, { token: TOKEN }, { headers });
    assert.equal(peer.hello['ok'], true);
  });
}

test('a listed proxy is believed about the client, whose presence entry shows that address', async () => {
  await using server = await startServer({
    plan: { gate: { allowedHosts: [], allowedOrigins: [], trustedProxies: ['127.0.0.1'] } },
  });
  const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 127.0.0.1' };
  const peer = await connectPeer(server.url, { token: TOKEN }, { headers });
  const { snapshot } = peer.hello['payload'] as { snapshot: { presence: { ip?: string; mode?: string }[] } };
  const own = snapshot.presence.find(({ mode }) => mode === 'backend');
  assert.equal(own?.ip, '203.0.113.9', 'the left end of the header is what the client liked to write');
});

test('ten wrong tokens lock the address for five minutes; the right one is locked out too, the unix socket is not', async () => {
  await using server = await startServer();
  for (let guess = 0; guess < 10; guess += 1) {
    const peer = await connectPeer(server.url, { token: `guess ${guess}` });
    assert.equal((peer.hello['error'] as { code: string }).code, 'INVALID_REQUEST');
  }
  const locked = await connectPeer(server.url, { token: TOKEN });
  const error = locked.hello['error'] as Record<string, unknown>;
  assert.equal(error['code'], 'UNAVAILABLE');
  assert.equal(error['retryable'], true);
  assert.ok(Number(error['retryAfterMs']) > 290_000 && Number(error['retryAfterMs']) <= 300_000);
  assert.equal((await locked.closed).code, 1008);
  const local = await connectPeer(`ws+unix://${server.socketPath}:/`);
  assert.equal(local.hello['ok'], true);
});

test('a hostile page that guesses locks out pages, not the tools on the same machine', async () => {
  await using server = await startServer();
  const page = { headers: { origin: 'http://localhost:5173' } };
  for (let guess = 0; guess < 10; guess += 1)
    await connectPeer(server.url, { token: `guess ${guess}` }, page);
  const locked = await connectPeer(server.url, { token: TOKEN }, page);
  assert.equal((locked.hello['error'] as { code: string }).code, 'UNAVAILABLE');
  assert.equal((await connectPeer(server.url, { token: TOKEN })).hello['ok'], true);
});

test('a missing token is no guess and locks nobody out', async () => {
  await using server = await startServer({ plan: { auth: { mode: 'password', password: 'p' } } });
  for (let count = 0; count < 12; count += 1) await connectPeer(server.url, {});
  assert.equal((await connectPeer(server.url, { token: 'x', password: 'p' })).hello['ok'], true);
});

test('whoever opens the unix socket is the operator, with the scopes asked for', async () => {
  await using server = await startServer();
  assert.equal((await stat(server.socketPath)).mode & 0o777, 0o600);
  const peer = await connectPeer(`ws+unix://${server.socketPath}:/`);
  assert.equal(peer.hello['ok'], true);
  assert.equal((await peer.call('health'))['ok'], true);
  const narrow = await connectPeer(`ws+unix://${server.socketPath}:/`, { scopes: ['operator.read'] });
  const denied = await narrow.call('chat.send', {});
  assert.equal((denied['error'] as { message: string }).message, 'missing scope: operator.write');
  const node = await connectPeer(`ws+unix://${server.socketPath}:/`, { role: 'node' });
  assert.equal((node.hello['error'] as { code: string }).code, 'NOT_PAIRED', 'a node is its device');
});

test('the socket file is gone after a stop', async () => {
  const server = await startServer();
  await server.stop();
  await assert.rejects(stat(server.socketPath), { code: 'ENOENT' });
});

test('a socket file left by a killed process does not stand in the way', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'stale-'));
  const path = join(directory, 'gateway.sock');
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await exited;
  assert.ok((await stat(path)).isSocket());
  await using server = await startServer({ socketPath: path });
  const peer = await connectPeer(`ws+unix://${path}:/`);
  assert.equal(peer.hello['ok'], true);
  await server.stop();
  await rm(directory, { recursive: true });
});

test('a socket path that the system cannot hold is refused with the fix', async () => {
  await assert.rejects(
    startServer({ socketPath: `/tmp/${'x'.repeat(120)}/gateway.sock` }),
    /choose a shorter state directory \(CLAWDBOT_STATE_DIR\)/u,
  );
});

test('whatever else stands at the path of the socket is left alone, and the refusal names it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'taken-'));
  const path = join(directory, 'gateway.sock');
  await symlink('/nonexistent', path);
  await assert.rejects(startServer({ socketPath: path }), /gateway\.sock is in the way/u);
  assert.ok((await lstat(path)).isSymbolicLink());
  await rm(directory, { recursive: true });
});

test('while stopping, an upgrade is answered 503 and told when to come back', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  server.parts.stopAccepting();
  const refused = await refusedUpgrade(server.url);
  assert.equal(refused.status, 503);
  assert.equal(codeOf(refused), 'gateway_stopping');
  assert.equal((await peer.call('health'))['ok'], true, 'who is connected goes on');
});

test('a peer that vanishes in the middle of an upgrade is no event', async () => {
  await using server = await startServer();
  const socket = connect(server.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
  socket.write('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n');
  socket.resetAndDestroy();
  assert.equal((await connectPeer(server.url, { token: TOKEN })).hello['ok'], true);
});

test('an address in use is a typed failure that says who holds it', async () => {
  await using first = await startServer();
  const listener = createListener({
    plan: { port: first.port, hosts: ['127.0.0.1'] },
    handlers: { request: () => {}, upgrade: () => {} },
    silent: createSilentSockets(10),
    clock: systemClock,
    log: silentLogger,
  });
  const result = await listener.bind(new AbortController().signal);
  assert.equal(result.kind, 'inUse');
  assert.match(
    result.kind === 'inUse' ? result.error.message : '',
    /another gateway instance or program is already listening on ws:\/\/127\.0\.0\.1:\d+/u,
  );
});
