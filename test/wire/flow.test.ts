import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { method } from '../../src/api/method.ts';
import { startServer, TOKEN, type ServerFixture } from '../support/server-fixture.ts';
import { connectPeer, openPeer, type Frame, type WsPeer } from '../support/ws-peer.ts';

const socketOf = (peer: WsPeer): Socket => (peer.ws as unknown as { _socket: Socket })._socket;

const seqsOf = (peer: WsPeer): number[] =>
  peer.received.map((frame) => frame['seq']).filter((seq) => typeof seq === 'number');

const agentEvent = (server: ServerFixture, index: number, bytes: number): void =>
  server.parts.events.broadcast('agent', {
    runId: 'r',
    stream: 'assistant',
    data: { text: 'x'.repeat(bytes) },
    sessionKey: 'main',
    seq: index,
    ts: 1,
  } as never);

/** Lets the sockets of this process take turns. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('sequence numbers are contiguous per connection, whatever the others are allowed to see', async () => {
  await using server = await startServer();
  const admin = await connectPeer(server.url, { token: TOKEN });
  server.parts.events.broadcast('tick', { ts: 1 });
  const reader = await connectPeer(server.url, { token: TOKEN, scopes: ['operator.read'] });
  for (let index = 0; index < 3; index += 1) {
    server.parts.events.broadcast('device.pair.resolved', {
      requestId: 'r',
      deviceId: 'd',
      decision: 'rejected',
      ts: 1,
    });
    server.parts.events.broadcast('tick', { ts: index });
  }
  await Promise.all([admin.call('health'), reader.call('health')]);
  assert.deepEqual(seqsOf(admin), [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(seqsOf(reader), [1, 2, 3]);
});

test('state events carry both versions, others none, and unicast events no number', async () => {
  await using server = await startServer();
  const peer = await connectPeer(server.url, { token: TOKEN });
  const connId = (peer.hello['payload'] as { server: { connId: string } }).server.connId;
  server.parts.events.broadcast('health', server.parts.events && ({ ok: true } as never));
  server.parts.events.broadcast('tick', { ts: 5 });
  server.parts.events.unicast(connId, 'tick', { ts: 6 });
  await peer.call('health');
  const events = peer.received.filter((frame) => frame.type === 'event').slice(1);
  assert.deepEqual(
    events.map((frame) => [frame['event'], frame['seq'], frame['stateVersion']]),
    [
      ['health', 1, { presence: 2, health: 1 }],
      ['tick', 2, undefined],
      ['tick', undefined, undefined],
    ],
  );
});

test('a reader that stops is closed with a delivered 1008 while another one keeps receiving everything', async () => {
  await using server = await startServer();
  const slow = await connectPeer(server.url, { token: TOKEN });
  const good = await connectPeer(server.url, { token: TOKEN });
  socketOf(slow).pause();
  let sent = 0;
  const limit = 2_000;
  while (server.parts.counts().clients === 2 && sent < limit) {
    sent += 1;
    agentEvent(server, sent, 60_000);
    await turn();
  }
  assert.equal(server.parts.counts().clients, 1, 'the slow one left the registry');
  agentEvent(server, sent + 1, 10);
  await good.frame((frame) => (frame['payload'] as { seq?: number })?.seq === sent + 1);
  assert.equal(seqsOf(good).length, sent + 1);
  assert.deepEqual(
    seqsOf(good),
    Array.from({ length: sent + 1 }, (_, index) => index + 1),
  );

  socketOf(slow).resume();
  assert.deepEqual(await slow.closed, { code: 1008, reason: 'slow consumer' });
  const seen = seqsOf(slow);
  assert.ok(seen.length > 0 && seen.length < sent);
  assert.deepEqual(
    seen,
    Array.from({ length: seen.length }, (_, index) => index + 1),
    'what it was sent came whole',
  );
});

test('a reader that never comes back is destroyed at the deadline', async () => {
  await using server = await startServer({ limits: { delays: { drainDeadline: 50 } } });
  const slow = await connectPeer(server.url, { token: TOKEN });
  socketOf(slow).pause();
  for (let sent = 0; server.parts.counts().clients === 1 && sent < 2_000; sent += 1) {
    agentEvent(server, sent, 60_000);
    await turn();
  }
  while (server.parts.counts().sockets > 0) await turn();
  slow.ws.terminate();
});

test('state events wait for a slow reader and only the latest arrives; ticks are skipped without a gap', async () => {
  await using server = await startServer({
    limits: { outbox: { softBytes: 100_000, hardBytes: 64 * 1024 * 1024 } },
  });
  const peer = await connectPeer(server.url, { token: TOKEN });
  socketOf(peer).pause();
  let filled = 0;
  for (; filled < 400; filled += 1) agentEvent(server, filled, 60_000);
  for (let index = 0; index < 20; index += 1) {
    server.parts.events.broadcast('tick', { ts: index });
    server.parts.events.broadcast('health', { ok: true, ts: index } as never);
  }
  socketOf(peer).resume();
  const health = await peer.event('health');
  assert.equal((health['payload'] as { ts: number }).ts, 19);
  await peer.call('health');
  assert.equal(peer.received.filter((frame) => frame['event'] === 'health').length, 1);
  assert.equal(peer.received.filter((frame) => frame['event'] === 'tick').length, 0);
  assert.deepEqual(
    seqsOf(peer),
    Array.from({ length: filled + 1 }, (_, index) => index + 1),
  );
});

test('a client that asks and never reads is held back instead of filling the memory', async () => {
  const answer = 'y'.repeat(100_000);
  let answered = 0;
  await using server = await startServer({
    methods: [
      method('last-heartbeat', () => {
        answered += 1;
        return answer as never;
      }),
    ],
  });
  const greedy = await connectPeer(server.url, { token: TOKEN });
  socketOf(greedy).pause();
  const asked = 500;
  for (let id = 0; id < asked; id += 1) greedy.send({ type: 'req', id: `g${id}`, method: 'last-heartbeat' });
  const other = await connectPeer(server.url, { token: TOKEN });
  for (let round = 0; round < 50; round += 1) await other.call('health');
  assert.ok(answered > 0 && answered < 200, `${answered} answers for a client that reads none`);
  socketOf(greedy).resume();
  await greedy.response(`g${asked - 1}`);
  assert.equal(answered, asked, 'once it reads, every request is answered');
});

test('requests beyond the bound of one connection are refused and may be repeated', async () => {
  const release = Promise.withResolvers<null>();
  await using server = await startServer({
    methods: [method('last-heartbeat', () => release.promise)],
  });
  const peer = await connectPeer(server.url, { token: TOKEN });
  for (let id = 0; id < 257; id += 1) peer.send({ type: 'req', id: `f${id}`, method: 'last-heartbeat' });
  const refused = await peer.response('f256');
  assert.deepEqual(refused['error'], {
    code: 'UNAVAILABLE',
    message: 'more than 256 requests in flight on this connection',
    retryable: true,
    retryAfterMs: 1000,
  });
  assert.equal((await peer.call('health'))['ok'], false, 'a full connection refuses everything');
  release.resolve(null);
  assert.equal((await peer.response('f0'))['ok'], true);
  assert.equal((await peer.call('health'))['ok'], true);
});

test('a handler that throws is UNAVAILABLE with a capped text, and the next request is served', async () => {
  await using server = await startServer({
    methods: [
      method('last-heartbeat', () => {
        throw Object.assign(new TypeError('z'.repeat(1_000)), { code: 'E_BAD' });
      }),
    ],
  });
  const peer = await connectPeer(server.url, { token: TOKEN });
  const error = (await peer.call('last-heartbeat'))['error'] as { code: string; message: string };
  assert.equal(error.code, 'UNAVAILABLE');
  assert.equal(error.message.length, 243);
  assert.ok(error.message.startsWith('TypeError: zzz'));
  assert.equal((await peer.call('health'))['ok'], true);
});

test('two answers on one id: accepted first, the outcome later, and the signal tells when the client is gone', async () => {
  const aborted = Promise.withResolvers<void>();
  await using server = await startServer({
    methods: [
      method('agent', async (_params, call) => {
        call.accept({ runId: 'k', status: 'accepted' });
        call.signal.addEventListener('abort', () => aborted.resolve());
        await aborted.promise;
        return { runId: 'k', status: 'ok' } as never;
      }),
    ],
  });
  const peer = await connectPeer(server.url, { token: TOKEN });
  const first = await peer.call('agent', { message: 'hi', idempotencyKey: 'k' });
  assert.deepEqual(first['payload'], { runId: 'k', status: 'accepted' });
  peer.ws.terminate();
  await aborted.promise;
});

test('silent sockets are closed in time, the oldest makes room, and a good client comes in meanwhile', async () => {
  await using server = await startServer({
    // Time enough for three hundred, and for the good one in between.
    limits: { maxSilent: 100, delays: { handshakeTimeout: 3_000, closeDeadline: 200 } },
  });
  const silent: WsPeer[] = [];
  for (let index = 0; index < 300; index += 1) silent.push(openPeer(server.url));
  const good = await connectPeer(server.url, { token: TOKEN });
  assert.equal(good.hello['ok'], true);
  assert.ok(server.parts.counts().silent <= 100);
  const closes = await Promise.all(silent.map(({ closed }) => closed));
  const codes = new Set(closes.map(({ code }) => code));
  assert.deepEqual(
    [...codes].toSorted((a, b) => a - b),
    [1000, 1013],
  );
  assert.ok(closes.filter(({ code }) => code === 1013).length >= 199);
  assert.equal((await good.call('health'))['ok'], true);
});

test('bare TCP sockets that say nothing count as silent too', async () => {
  await using server = await startServer({ limits: { maxSilent: 20 } });
  const sockets = await Promise.all(
    Array.from(
      { length: 60 },
      () =>
        new Promise<Socket>((resolve) => {
          const socket = connect(server.port, '127.0.0.1', () => resolve(socket));
          socket.on('error', () => {});
        }),
    ),
  );
  const good = await connectPeer(server.url, { token: TOKEN });
  assert.equal(good.hello['ok'], true);
  assert.ok(server.parts.counts().silent <= 20);
  for (const socket of sockets) socket.destroy();
});

test('on a stop every client gets 1012, also one that has not said hello', async () => {
  await using server = await startServer();
  const peers = await Promise.all(Array.from({ length: 5 }, () => connectPeer(server.url, { token: TOKEN })));
  const silent = openPeer(server.url);
  await silent.nonce();
  server.parts.events.broadcast('shutdown', { reason: 'gateway stopping', restartExpectedMs: null });
  await server.stop();
  for (const peer of [...peers, silent]) {
    assert.deepEqual(await peer.closed, { code: 1012, reason: 'service restart' });
  }
  for (const peer of peers) assert.ok(peer.received.some((frame: Frame) => frame['event'] === 'shutdown'));
});
