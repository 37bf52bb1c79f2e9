import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInboundDelivery } from '../../../src/channels/whatsapp/inbound/delivery.ts';
import type { DeliveryOptions } from '../../../src/channels/whatsapp/inbound/delivery.ts';
import type { TappedMessage } from '../../../src/channels/whatsapp/inbound/tap.ts';
import type { LogLine } from '../../conversation/world.ts';
import { calm, recordingLogger } from '../../conversation/world.ts';
import { createTestClock } from '../../support/test-clock.ts';

const tapped = (id: string): TappedMessage => ({
  key: `k ${id}`,
  envelope: { remoteJid: '15552223333@s.whatsapp.net', fromMe: false, id, t: 1 },
  message: '',
});

/** What reading a message meets, by the id of the message. */
function stage(faults: Readonly<Record<string, Error>>) {
  const received: string[] = [];
  const done: string[] = [];
  const refused: unknown[] = [];
  const lines: LogLine[] = [];
  let id = '';
  const options = {
    library: {
      proto: {
        Message: {
          decode: () => ({
            get conversation() {
              if (faults[id] !== undefined) throw faults[id];
              return 'hello';
            },
          }),
        },
      },
    },
    store: { delivered: (key: string) => void done.push(key), inbound: { open: () => [] } },
    clock: createTestClock(),
    log: recordingLogger(lines),
    context: {
      accountId: 'default',
      self: { id: '1@s.whatsapp.net' },
      numberOf: async () => undefined,
      groupTitle: async () => undefined,
      isEcho: () => false,
    },
    received: async ([message]: readonly { readonly messageId: string }[]) =>
      void received.push(message?.messageId ?? ''),
    onRefused: (error: unknown) => void refused.push(error),
  } as unknown as DeliveryOptions;
  const delivery = createInboundDelivery(options);
  const deliver = (name: string): Promise<void> => {
    id = name;
    return delivery.deliver(tapped(name));
  };
  return { deliver, received, done, refused, lines };
}

test('A message of a shape nobody knew is left out and said, and the link goes on.', async () => {
  const s = stage({ A: new TypeError('x is undefined') });
  await s.deliver('A');
  await s.deliver('B');
  assert.deepEqual(s.received, ['B']);
  assert.deepEqual(s.done, ['k A', 'k B']);
  assert.deepEqual(s.refused, []);
  assert.equal(s.lines[0]?.level, 'error');
});

test('A message that cannot be read just now is not acknowledged.', async () => {
  const offline = new Error('Connection Closed');
  const s = stage({ A: offline });
  void s.deliver('A');
  await calm();
  assert.deepEqual(s.refused, [offline]);
  assert.deepEqual(s.done, []);
});
