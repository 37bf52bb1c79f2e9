import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createFollow } from '../../src/actors/inspect/follow.ts';
import { createRecorder } from '../../src/actors/inspect/recorder.ts';
import { openDoor, type Door } from '../../src/actors/server/door.ts';
import { ALWAYS_SERVED } from '../../src/actors/server/lobby-methods.ts';
import { createLobbyPorts, type LobbySources } from '../../src/actors/server/lobby-ports.ts';
import { createLobby } from '../../src/actors/server/lobby.ts';
import { createSilentSockets } from '../../src/actors/server/silent-sockets.ts';
import { unavailable } from '../../src/protocol/failure.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { METHODS } from '../../src/protocol/generated/tables.ts';
import type { HealthSummary } from '../../src/protocol/generated/types.ts';
import { validParams } from '../protocol/samples.ts';
import { HEALTH, STATUS } from '../support/fake-ports.ts';
import { startServer, TOKEN } from '../support/server-fixture.ts';
import { assertShape } from '../support/wire-shape.ts';
import { connectPeer, openPeer } from '../support/ws-peer.ts';

const PHASE = {
  state: 'booting.starting',
  since: 1_700_000_000_000,
  stateSince: 1_700_000_000_000,
  serving: false,
  instanceId: null,
  startedAt: null,
  version: '0.0.0-test',
  pid: 1,
  ending: null,
};

interface Stand {
  readonly door: Door;
  readonly url: string;
  readonly stops: string[];
}

async function openStand(
  context: TestContext,
  options: { readonly known?: LobbySources['known']; readonly maxSilent?: number } = {},
): Promise<Stand> {
  const directory = mkdtempSync(join(tmpdir(), 'door-'));
  const path = join(directory, 'gateway.sock');
  const silent = createSilentSockets(options.maxSilent ?? 100);
  const recorder = createRecorder({ clock: systemClock, ringSize: 100 });
  const stops: string[] = [];
  const ports = createLobbyPorts({
    clock: systemClock,
    log: silentLogger,
    self: () => ({
      version: '0.0.0-test',
      host: 'testhost',
      pid: 1,
      instanceId: '',
      startedAtMs: systemClock.now(),
      profile: 'default',
      stateDir: directory,
      configPath: join(directory, 'moltbot.json'),
    }),
    phase: () => PHASE,
    tree: {
      inspect: () => ({ gateway: PHASE, tree: [] }),
      transitions: createFollow({ recorder, clock: systemClock, epoch: 'e1' }),
    },
    stop: (reason) => stops.push(reason) > 1,
    known: options.known ?? (() => undefined),
    dbPath: join(directory, 'gateway.db'),
    defaultAgentId: () => 'main',
  });
  const lobby = createLobby({
    ports,
    self: { host: 'testhost', text: 'Gateway: testhost', mode: 'gateway', reason: 'self' },
    sessionDefaults: () => undefined,
    phase: () => PHASE.state,
    silent,
    clock: systemClock,
    log: silentLogger,
  });
  const door = await openDoor({ path, silent, lobby, log: silentLogger });
  context.after(async () => {
    await door.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return { door, url: `ws+unix:${path}:/`, stops };
}

const get = async (socketPath: string, path: string): Promise<{ status: number; body: unknown }> => {
  const asked = request({ socketPath, path });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, body: JSON.parse(text) };
};

test('the lobby says hello like a gateway, with a health that says what phase it is in', async (context) => {
  const { url } = await openStand(context);
  const peer = await connectPeer(url);
  const hello = peer.hello['payload'] as { snapshot: { health: HealthSummary; presence: unknown[] } };
  assertShape('HelloOk', hello);
  assertShape('HealthSummary', hello.snapshot.health);
  assert.equal(hello.snapshot.health.warnings?.[0]?.code, 'gateway_not_serving');
  assert.match(hello.snapshot.health.warnings?.[0]?.message ?? '', /booting\.starting/);
  assert.deepEqual(
    hello.snapshot.presence.map((entry) => (entry as { reason: string }).reason),
    ['self', 'connect'],
  );
  peer.ws.terminate();
});

test('in the lobby every method is served or refused as one to be tried again, with the phase', async (context) => {
  const { url, stops } = await openStand(context);
  const peer = await connectPeer(url, {
    scopes: ['operator.admin', 'operator.approvals', 'operator.pairing'],
  });
  for (const [name, { role }] of METHODS) {
    if (role !== 'operator' || name === 'connect') continue;
    const answer = await peer.call(name, validParams[name]?.[0] ?? {});
    if (ALWAYS_SERVED.some((served) => served === name)) {
      assert.equal(answer['ok'], true, `${name}: ${JSON.stringify(answer)}`);
      continue;
    }
    const error = answer['error'] as Record<string, unknown>;
    assert.equal(error['code'], 'UNAVAILABLE', name);
    assert.equal(error['retryable'], true, name);
    assert.ok(Number(error['retryAfterMs']) > 0, name);
    assert.deepEqual(error['details'], { phase: 'booting.starting' }, name);
    assert.match(String(error['message']), /booting\.starting/, name);
  }
  assert.deepEqual(stops, ['stop requested']);
  const unknown = await peer.call('toString');
  assert.equal((unknown['error'] as { code: string }).code, 'INVALID_REQUEST');
  peer.ws.terminate();
});

test('health and status are the last that were known, and bare when a part they need is down', async (context) => {
  let up = true;
  const whenUp = <T>(value: T): T => {
    if (!up) throw unavailable('store is not running');
    return value;
  };
  const { url } = await openStand(context, {
    known: () => ({ current: () => whenUp(HEALTH), status: () => whenUp(STATUS), version: () => 7 }),
  });
  const peer = await connectPeer(url);
  const health = async (): Promise<HealthSummary> => (await peer.call('health'))['payload'] as HealthSummary;
  assert.equal((await health()).ts, HEALTH.ts);
  assert.deepEqual((await peer.call('status'))['payload'], STATUS);
  up = false;
  assert.notEqual((await health()).ts, HEALTH.ts);
  const bare = (await peer.call('status'))['payload'];
  assertShape('StatusSummary', bare);
  assert.match(JSON.stringify(bare), /gateway: booting\.starting/);
  peer.ws.terminate();
});

test('a node is not let into the lobby, and is told to come again', async (context) => {
  const { url } = await openStand(context);
  const peer = await connectPeer(url, { role: 'node', token: 'x' });
  const error = peer.hello['error'] as Record<string, unknown>;
  assert.deepEqual([error['code'], error['retryable']], ['UNAVAILABLE', true]);
  assert.equal((await peer.closed).code, 1012);
});

test('the process is alive and not ready while nobody serves', async (context) => {
  const { door } = await openStand(context);
  assert.deepEqual(await get(door.path, '/healthz'), { status: 200, body: { ok: true } });
  assert.deepEqual(await get(door.path, '/readyz'), { status: 503, body: { ready: false } });
});

test('guests are sent on to the boot that serves, and received again when it is gone, on the same socket', async (context) => {
  const { door, url } = await openStand(context);
  const { ino } = statSync(door.path);
  const guest = await connectPeer(url);
  const server = await startServer({ door });
  context.after(() => server.stop());
  assert.equal((await guest.closed).code, 1012);
  assert.equal((await get(door.path, '/readyz')).status, 200);
  const served = await connectPeer(url);
  assert.equal((await served.call('system-presence'))['ok'], true);
  const { clients, sockets } = server.parts.counts();
  assert.deepEqual([clients, sockets], [1, 1]);
  server.parts.stopAccepting();
  const late = await connectPeer(url);
  assert.equal(
    (await late.call('system-presence'))['ok'],
    true,
    'a draining boot still receives the operator',
  );
  await server.stop();
  assert.equal((await served.closed).code, 1012);
  const again = await connectPeer(url);
  assert.equal((await again.call('system-presence'))['ok'], false);
  assert.equal(statSync(door.path).ino, ino);
  again.ws.terminate();
});

test('closing tells the guests, waits for nobody who does not listen, and leaves no socket behind', async (context) => {
  const { door, url } = await openStand(context);
  const good = await connectPeer(url);
  const deaf = openPeer(url);
  await deaf.nonce();
  deaf.ws.pause();
  const mute = connect(door.path);
  await once(mute, 'connect');
  const muteGone = once(mute, 'close');
  mute.resume();
  const began = performance.now();
  await door.close();
  // A close that waits for the other side does so for half a minute.
  assert.ok(performance.now() - began < 20_000);
  assert.deepEqual(
    good.received.filter(({ event }) => event === 'shutdown').map(({ payload }) => payload),
    [{ reason: 'gateway stopping', restartExpectedMs: null }],
  );
  assert.equal((await good.closed).code, 1012);
  await muteGone;
  assert.throws(() => statSync(door.path), { code: 'ENOENT' });
  deaf.ws.terminate();
});

test('silent sockets at the door count with those on every other address, and the oldest makes room', async (context) => {
  const { door } = await openStand(context, { maxSilent: 3 });
  const server = await startServer({ door });
  context.after(() => server.stop());
  const first = connect(door.path);
  const gone = once(first, 'close');
  first.resume();
  await once(first, 'connect');
  const others = [connect(server.port, '127.0.0.1'), connect(server.port, '127.0.0.1'), connect(door.path)];
  await gone;
  const good = await connectPeer(server.url, { token: TOKEN });
  assert.equal(good.hello['ok'], true);
  for (const socket of others) socket.destroy();
  await server.stop();
});
