import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'node:test';
import { startServer, TOKEN, type ServerFixture } from '../support/server-fixture.ts';
import { connectFrame, connectPeer } from '../support/ws-peer.ts';

const UPGRADE = [
  'GET / HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');

/** A final text frame with a mask of zeros, as long as one length byte pair can say. */
function masked(text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.from([0x81, 0xfe, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** A peer that ends nothing by itself: what the server leaves half open stays half open. */
async function stubbornPeer(server: ServerFixture): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.resume();
  socket.write(UPGRADE);
  while (server.parts.counts().sockets === 0) await turn();
  return socket;
}

const LAST_FRAMES: readonly (readonly [string, readonly number[]])[] = [
  ['says goodbye', [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]],
  ['sends a compressed frame', [0xc1, 0x81, 0, 0, 0, 0, 0x61]],
  ['announces too large a frame', [0x81, 0xff, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0]],
];

for (const [what, bytes] of LAST_FRAMES) {
  test(`a client that ${what} and keeps its own half open is gone after the close deadline`, async () => {
    await using server = await startServer({ limits: { delays: { closeDeadline: 20 } } });
    const socket = await stubbornPeer(server);
    socket.write(masked(JSON.stringify(connectFrame({ token: TOKEN }))));
    while (server.parts.counts().clients === 0) await turn();
    socket.write(Buffer.from(bytes));
    while (server.parts.counts().clients > 0) await turn();
    while (server.parts.counts().sockets > 0) await turn();
    socket.destroy();
  });
}

test('a message that never ends is not read on before hello', async () => {
  await using server = await startServer({ limits: { delays: { closeDeadline: 60_000 } } });
  const socket = await stubbornPeer(server);
  const head = Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0x07, 0xff, 0xff, 0, 0, 0, 0]);
  socket.write(head);
  let written = false;
  // Far more than the buffers of both kernels hold: it can only be written if somebody reads it.
  socket.write(Buffer.alloc(24 * 1024 * 1024), () => {
    written = true;
  });
  const good = await connectPeer(server.url, { token: TOKEN });
  for (let round = 0; round < 30; round += 1) await good.call('health');
  assert.equal(written, false);
  socket.destroy();
});
