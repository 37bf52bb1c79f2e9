import { decodeBinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys';
import type { WebSocket } from 'ws';
import type { Attempt } from './facts.ts';
import { createFrameReader, frame } from './frames.ts';
import { createLane } from './lane.ts';
import { createResponder } from './noise.ts';
import { cutsAt, type Opening } from './plan.ts';
import { enter, hear } from './sessions.ts';
import type { Wire, World } from './world.ts';

const GARBAGE = Buffer.from('this is no frame of the protocol');

/** Serves one WebSocket from its first byte to its end. */
export function serveConnection(world: World, socket: WebSocket, attempt: Attempt, opening: Opening): void {
  const reader = createFrameReader();
  const noise = createResponder(world.authority.keys, world.authority.certificate);
  const lane = createLane();
  let phase: 'hello' | 'finish' | 'open' = 'hello';
  let hushed = false;
  let tags = 0;

  const write = (bytes: Uint8Array): void => {
    if (!hushed && socket.readyState === socket.OPEN) socket.send(bytes);
  };
  const wire: Wire = {
    attempt,
    send: (node) => write(frame(noise.seal(encodeBinaryNode(node)))),
    garbage: (bytes) => write(bytes),
    tag: () => `srv-${attempt.number}-${++tags}`,
    close: () => socket.close(),
    terminate: () => socket.terminate(),
    hush(how) {
      hushed = true;
      if (how === 'halfOpen') socket.pause();
    },
    clientKey: undefined,
    payload: undefined,
    device: undefined,
    linking: { refs: [] },
  };

  const take = async (bytes: Buffer): Promise<void> => {
    if (phase === 'hello') {
      if (opening === 'hangUp' || cutsAt(world.plan, 'hello')) return wire.close();
      if (opening === 'garbage') return wire.garbage(frame(GARBAGE));
      phase = 'finish';
      return write(frame(noise.hello(bytes)));
    }
    if (phase === 'finish') {
      const { staticKey, payload } = noise.finish(bytes);
      wire.clientKey = staticKey;
      wire.payload = payload;
      phase = 'open';
      return enter(world, wire);
    }
    await hear(world, wire, await decodeBinaryNode(noise.open(bytes)));
  };
  const listen = async (chunk: Buffer): Promise<void> => {
    for (const bytes of reader.push(chunk)) if (!hushed) await take(bytes);
  };

  world.wires.add(wire);
  socket.on('message', (chunk: Buffer) => {
    void lane
      .run(() => listen(chunk))
      .catch((failure: unknown) => {
        const fault = failure instanceof Error ? failure : new Error(String(failure));
        attempt.notes.push(`fault ${fault.message}`);
        world.happenings.emit('fault', fault);
        socket.close(1011);
      });
  });
  // A client that resets its side says so here; `close` follows.
  socket.on('error', (error) => attempt.notes.push(`socket ${error.message}`));
  socket.on('close', () => {
    world.wires.delete(wire);
    const { device } = wire;
    if (device?.wire === wire) {
      device.wire = undefined;
      device.active = false;
    }
    attempt.endedAt = Date.now();
    world.happenings.emit('closed', attempt);
  });
  if (cutsAt(world.plan, 'opened')) socket.terminate();
  else if (opening === 'silent' || opening === 'halfOpen') wire.hush(opening);
}
