import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as library from 'ws';
import { createEventFrame } from '../../src/actors/server/event-frame.ts';
import { textFrame } from '../../src/actors/server/text-frame.ts';

interface FrameReader extends NodeJS.EventEmitter {
  write(bytes: Buffer, done: () => void): void;
}

/** The reader of the library, which its types leave out. */
const { Receiver } = library as unknown as { Receiver: new (options: unknown) => FrameReader };

/** What an independent reader makes of the bytes: the text messages in them. */
async function read(bytes: Buffer): Promise<string[]> {
  const receiver = new Receiver({ isServer: false, maxPayload: 0 });
  const texts: string[] = [];
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    assert.equal(isBinary, false);
    texts.push(data.toString('utf8'));
  });
  await new Promise<void>((resolve, reject) => {
    receiver.on('error', reject);
    receiver.write(bytes, () => resolve());
  });
  return texts;
}

test('a frame of any length is what a WebSocket reader expects', async () => {
  for (const length of [0, 1, 125, 126, 127, 65_535, 65_536, 70_000]) {
    const text = 'é'.repeat(length / 2) + 'x'.repeat(length % 2);
    assert.deepEqual(await read(Buffer.concat([textFrame(text), textFrame('next')])), [text, 'next']);
  }
});

test('one serialised event carries any number, and reads back as the same event', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue({ maxDepth: 3 }),
      fc.integer({ min: 0, max: 2 ** 40 }),
      fc.constantFrom(0, 10_000),
      async (value, seq, padding) => {
        const payload = { value: JSON.parse(JSON.stringify(value)) as unknown, pad: 'x'.repeat(padding) };
        const frame = createEventFrame('tick', payload, {
          ordinal: 1,
          stateVersion: { presence: 4, health: 3 },
        });
        const [numbered, again] = await read(Buffer.concat([...frame.chunks(seq), ...frame.chunks(seq)]));
        assert.equal(numbered, again);
        const rest = { type: 'event', event: 'tick', payload, stateVersion: { presence: 4, health: 3 } };
        assert.deepEqual(JSON.parse(numbered ?? ''), { ...rest, seq });
        const [unnumbered] = await read(Buffer.concat(frame.unnumbered));
        assert.deepEqual(JSON.parse(unnumbered ?? ''), rest);
      },
    ),
    { numRuns: 100 },
  );
});

test('a large body is shared between the sockets, not copied', () => {
  const frame = createEventFrame('health', { pad: 'x'.repeat(100_000) }, { ordinal: 1 });
  assert.equal(frame.chunks(1)[1], frame.chunks(2)[1]);
});

test('an event without payload has none, not null', () => {
  const text = Buffer.concat(createEventFrame('tick', undefined, { ordinal: 1 }).unnumbered)
    .toString()
    .slice(2);
  assert.deepEqual(JSON.parse(text), { type: 'event', event: 'tick' });
});
