import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createEventFrame } from '../../src/actors/server/event-frame.ts';
import {
  checkProgress,
  createOutbox,
  isCongested,
  offerEvent,
  offerReply,
  releaseHeld,
  sealOutbox,
  type EventTraits,
} from '../../src/actors/server/outbox.ts';

const PLAIN: EventTraits = { droppable: false, coalesce: false, sequenced: true };
const DROPPABLE: EventTraits = { ...PLAIN, droppable: true };
const STATE: EventTraits = { ...PLAIN, coalesce: true };

/** A socket whose reader takes exactly what the test lets it take. */
function createSink() {
  let unread: Buffer[] = [];
  const read: Record<string, unknown>[] = [];
  return {
    read,
    sink: {
      get writableLength() {
        return unread.reduce((sum, chunk) => sum + chunk.length, 0);
      },
      writable: true,
      write: (chunk: Buffer) => unread.push(chunk) > 0,
      cork: () => {},
      uncork: () => {},
    },
    drain() {
      for (const chunk of unread) {
        const text = chunk.toString('utf8');
        read.push(JSON.parse(text.slice(text.indexOf('{'))) as Record<string, unknown>);
      }
      unread = [];
    },
  };
}

const LIMITS = { softBytes: 500, hardBytes: 1_000 };
const frameOf = (event: 'tick' | 'health' | 'agent', n: number) =>
  createEventFrame(event, { n, pad: 'x'.repeat(60) }, { ordinal: n });

type Step = 'event' | 'droppable' | 'state' | 'reply' | 'drain';

test('numbers stay contiguous, the latest state always arrives, the memory is bounded, and slow is said once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Step>('event', 'droppable', 'state', 'reply', 'drain'), { maxLength: 80 }),
      (steps) => {
        const { sink, read, drain } = createSink();
        let slow = 0;
        let lastState = -1;
        const outbox = createOutbox({ sink, limits: LIMITS, firstSeq: 0, onSlow: () => (slow += 1) });
        const empty = (): void => {
          drain();
          releaseHeld(outbox);
          drain();
        };
        steps.forEach((step, n) => {
          if (step === 'event') offerEvent(outbox, frameOf('agent', n), PLAIN);
          if (step === 'droppable') offerEvent(outbox, frameOf('tick', n), DROPPABLE);
          if (step === 'state' && offerEvent(outbox, frameOf('health', n), STATE)) lastState = n;
          if (step === 'reply') offerReply(outbox, '{"type":"res"}');
          if (step === 'drain') empty();
          assert.ok(sink.writableLength + outbox.heldBytes <= LIMITS.hardBytes + 300);
        });
        const wasSlow = slow > 0;
        empty();
        assert.ok(slow <= 1);
        const seqs = read.map((frame) => frame['seq']).filter((seq) => seq !== undefined);
        assert.deepEqual(
          seqs,
          Array.from({ length: seqs.length }, (_, index) => index + 1),
        );
        const states = read.filter((frame) => frame['event'] === 'health');
        if (!wasSlow && lastState >= 0) {
          assert.equal((states.at(-1)?.['payload'] as { n: number } | undefined)?.n, lastState);
        }
        assert.equal(outbox.sealed, wasSlow);
      },
    ),
  );
});

test('an event that ends something is never skipped: a client too slow for it is given up', () => {
  const { sink } = createSink();
  let slow = 0;
  const outbox = createOutbox({ sink, limits: LIMITS, firstSeq: 0, onSlow: () => (slow += 1) });
  for (let count = 0; count < 20; count += 1) offerEvent(outbox, frameOf('agent', 1), PLAIN);
  assert.equal(slow, 1);
  assert.ok(isCongested(outbox));
  assert.equal(offerEvent(outbox, frameOf('tick', 1), DROPPABLE), false);
  assert.equal(slow, 1);
});

test('a long response on its way makes nobody slow; several of them unread do', () => {
  const { sink, drain } = createSink();
  let slow = 0;
  const outbox = createOutbox({ sink, limits: LIMITS, firstSeq: 0, onSlow: () => (slow += 1) });
  const history = JSON.stringify({ type: 'res', pad: 'x'.repeat(100_000) });
  offerReply(outbox, history);
  assert.ok(isCongested(outbox), 'no further request is taken meanwhile');
  assert.ok(offerEvent(outbox, frameOf('agent', 1), PLAIN));
  offerReply(outbox, '{"type":"res"}');
  drain();
  releaseHeld(outbox);
  offerReply(outbox, history);
  assert.equal(slow, 0);
  offerReply(outbox, history);
  assert.equal(slow, 1);
});

test('a sealed outbox writes nothing more', () => {
  const { sink, read, drain } = createSink();
  const outbox = createOutbox({ sink, limits: LIMITS, firstSeq: 7, onSlow: () => {} });
  offerEvent(outbox, frameOf('agent', 1), PLAIN);
  sealOutbox(outbox);
  offerEvent(outbox, frameOf('agent', 2), PLAIN);
  offerReply(outbox, '{}');
  drain();
  assert.deepEqual(
    read.map((frame) => frame['seq']),
    [8],
  );
});

test('a client that stops reading a long answer is found too slow after two checks without a byte read', () => {
  const { sink } = createSink();
  let slow = 0;
  const outbox = createOutbox({ sink, limits: LIMITS, firstSeq: 0, onSlow: () => (slow += 1) });
  offerReply(outbox, JSON.stringify({ pad: 'x'.repeat(100_000) }));
  checkProgress(outbox);
  offerEvent(outbox, frameOf('tick', 1), PLAIN);
  checkProgress(outbox);
  assert.equal(slow, 0);
  checkProgress(outbox);
  assert.equal(slow, 1);
});

test('a client that reads something between two checks, or has nothing to read, is never too slow by time', () => {
  const { sink, drain } = createSink();
  let slow = 0;
  const outbox = createOutbox({ sink, limits: LIMITS, firstSeq: 0, onSlow: () => (slow += 1) });
  for (let round = 0; round < 10; round++) {
    offerReply(outbox, JSON.stringify({ pad: 'x'.repeat(100_000) }));
    checkProgress(outbox);
    checkProgress(outbox);
    drain();
    releaseHeld(outbox);
    checkProgress(outbox);
    checkProgress(outbox);
  }
  assert.equal(slow, 0);
});
