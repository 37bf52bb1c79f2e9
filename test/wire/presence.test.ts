import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer, TOKEN } from '../support/server-fixture.ts';
import { connectPeer } from '../support/ws-peer.ts';

interface Payload {
  readonly presence: readonly { instanceId?: string; reason?: string; host?: string }[];
  readonly removed?: readonly string[];
  readonly delta?: true;
}

test('a connect pushes nothing to others; a leave pushes one list, and one increment to who asked for increments', async () => {
  await using server = await startServer();
  const whole = await connectPeer(server.url, { token: TOKEN });
  const delta = await connectPeer(server.url, { token: TOKEN, caps: ['presence.delta'] });
  const leavers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      connectPeer(server.url, { token: TOKEN, client: { instanceId: `leaver-${index}` } }),
    ),
  );
  await Promise.all([whole.call('health'), delta.call('health')]);
  assert.equal(whole.received.filter((frame) => frame['event'] === 'presence').length, 0);
  for (const leaver of leavers) leaver.ws.close();
  const [full, increment] = await Promise.all([whole.event('presence'), delta.event('presence')]);
  const fullPayload = full['payload'] as Payload;
  assert.equal(fullPayload.delta, undefined);
  assert.equal(fullPayload.presence.length, 11, 'the gateway, two clients, eight who left');
  const left = fullPayload.presence.filter(({ reason }) => reason === 'disconnect');
  assert.equal(left.length, 8);
  const incrementPayload = increment['payload'] as Payload;
  assert.equal(incrementPayload.delta, true);
  assert.ok(incrementPayload.presence.every(({ host }) => host !== 'testhost'));
  assert.deepEqual(incrementPayload.removed, []);
  assert.equal((increment['stateVersion'] as { presence: number }).presence, server.parts.presence.version());
});

test('a command-line call is not listed and its end tells nobody', async () => {
  await using server = await startServer();
  const before = server.parts.presence.version();
  const cli = await connectPeer(server.url, { token: TOKEN, client: { id: 'cli', mode: 'cli' } });
  cli.ws.close();
  await cli.closed;
  await server.stop();
  assert.equal(server.parts.presence.version(), before);
});
