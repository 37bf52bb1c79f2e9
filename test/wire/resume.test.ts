import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESUME_LIMITS } from '../../src/actors/server/resume-ring.ts';
import { startServer, TOKEN } from '../support/server-fixture.ts';
import { connectPeer, type WsPeer } from '../support/ws-peer.ts';

const connIdOf = (peer: { hello: Record<string, unknown> }): string =>
  (peer.hello['payload'] as { server: { connId: string } }).server.connId;

const ticksOf = (peer: WsPeer): (readonly [unknown, unknown])[] =>
  peer.received
    .filter((frame) => frame['event'] === 'tick')
    .map((frame) => [frame['seq'], (frame['payload'] as { ts: number }).ts] as const);

test('who asked to be resumable gets every missed event, numbered on, and then the new ones', async () => {
  await using server = await startServer();
  const tick = (ts: number): void => server.parts.events.broadcast('tick', { ts });
  tick(0);
  const first = await connectPeer(server.url, { token: TOKEN, caps: ['resume'] });
  tick(1);
  tick(2);
  await first.call('health');
  assert.deepEqual(ticksOf(first), [
    [1, 1],
    [2, 2],
  ]);
  first.ws.terminate();
  while (server.parts.counts().clients > 0) await new Promise((resolve) => setImmediate(resolve));
  tick(3);
  tick(4);
  const second = await connectPeer(server.url, {
    token: TOKEN,
    extra: { resume: { sessionId: connIdOf(first), seq: 1 } },
  });
  tick(5);
  await second.call('health');
  assert.deepEqual(ticksOf(second), [
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
  ]);
  assert.equal(
    second.received.findIndex((frame) => frame.type === 'res'),
    1,
    'hello comes before the first missed event',
  );
  second.ws.terminate();
  const third = await connectPeer(server.url, {
    token: TOKEN,
    extra: { resume: { sessionId: connIdOf(second), seq: 5 } },
  });
  await third.call('health');
  assert.deepEqual(ticksOf(third), []);
  tick(6);
  await third.call('health');
  assert.deepEqual(ticksOf(third), [[6, 6]]);
});

test('whatever cannot be given back is said: unknown session, other caller, too old', async () => {
  await using server = await startServer({ limits: { resume: { ...RESUME_LIMITS, maxEvents: 3 } } });
  const reasonFor = async (
    sessionId: string,
    seq: number,
    client?: Record<string, unknown>,
  ): Promise<unknown> => {
    const peer = await connectPeer(server.url, {
      token: TOKEN,
      extra: { resume: { sessionId, seq } },
      ...(client === undefined ? {} : { client }),
    });
    const { payload } = await peer.event('resume.reset');
    peer.ws.terminate();
    return (payload as { reason: unknown }).reason;
  };
  assert.equal(await reasonFor('nobody', 0), 'unknownSession');
  const plain = await connectPeer(server.url, { token: TOKEN });
  assert.equal(await reasonFor(connIdOf(plain), 0), 'unknownSession', 'it never asked to be resumable');
  const peer = await connectPeer(server.url, { token: TOKEN, caps: ['resume'] });
  assert.equal(await reasonFor(connIdOf(peer), 0, { id: 'cli', mode: 'cli' }), 'otherCaller');
  assert.equal(await reasonFor(connIdOf(peer), 99), 'tooOld');
  for (let ts = 0; ts < 5; ts += 1) server.parts.events.broadcast('tick', { ts });
  assert.equal(await reasonFor(connIdOf(peer), 1), 'tooOld');
});

test('an event that the new connection may not see is not replayed to it', async () => {
  await using server = await startServer();
  const admin = await connectPeer(server.url, { token: TOKEN, caps: ['resume'] });
  server.parts.events.broadcast('device.pair.resolved', {
    requestId: 'r',
    deviceId: 'd',
    decision: 'rejected',
    ts: 1,
  });
  server.parts.events.broadcast('tick', { ts: 1 });
  await admin.call('health');
  admin.ws.terminate();
  const reader = await connectPeer(server.url, {
    token: TOKEN,
    scopes: ['operator.read'],
    extra: { resume: { sessionId: connIdOf(admin), seq: 0 } },
  });
  await reader.call('health');
  const events = reader.received
    .filter((frame) => typeof frame['seq'] === 'number')
    .map((frame) => frame['event']);
  assert.deepEqual(events, ['tick']);
});
