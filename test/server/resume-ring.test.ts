import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createEventFrame } from '../../src/actors/server/event-frame.ts';
import { createResumeRing, type ResumeLimits } from '../../src/actors/server/resume-ring.ts';
import { createTestClock } from '../support/test-clock.ts';

const TRAITS = { droppable: false, coalesce: false, sequenced: true };
const LIMITS: ResumeLimits = {
  maxEvents: 8,
  maxBytes: 2_000,
  maxReplayBytes: 2_000,
  retainMs: 1_000,
  maxLost: 2,
};

function createWorld(limits: ResumeLimits = LIMITS) {
  const clock = createTestClock();
  let ordinal = 0;
  const ring = createResumeRing({ clock, limits, latest: () => ordinal });
  return {
    ring,
    clock,
    publish(bytes = 10) {
      ordinal += 1;
      ring.record(createEventFrame('tick', { pad: 'x'.repeat(bytes) }, { ordinal }), TRAITS);
      return ordinal;
    },
  };
}

test('a claim gives every event after the one last seen, in order, or a reset; never some of them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<'sent' | 'skipped'>('sent', 'skipped'), { maxLength: 30 }),
      fc.nat({ max: 30 }),
      fc.nat({ max: 10 }),
      (events, seen, before) => {
        const { ring, publish } = createWorld();
        for (let count = 0; count < before; count += 1) publish();
        const track = ring.open({ sessionId: 's', principal: 'p', firstSeq: 3 });
        const all: { ordinal: number; seq: number | undefined }[] = [];
        let seq = 3;
        for (const kind of events) {
          const ordinal = publish();
          if (kind === 'sent') track.numbered(ordinal);
          all.push({ ordinal, seq: kind === 'sent' ? (seq += 1) : undefined });
        }
        ring.lose('s');
        const claim = ring.claim({ sessionId: 's', seq: 3 + seen, principal: 'p' });
        assert.ok(ring.size <= LIMITS.maxEvents);
        if (claim.kind === 'reset') {
          const position = all.findIndex((event) => event.seq === 3 + seen);
          const impossible = seen > 0 && position < 0;
          assert.ok(
            impossible || all.length - (position + 1) > LIMITS.maxEvents,
            'reset only when it must be',
          );
          return;
        }
        const from = seen === 0 ? 0 : all.findIndex((event) => event.seq === 3 + seen) + 1;
        assert.deepEqual(
          claim.entries.map(({ frame }) => frame.ordinal),
          all.slice(from).map(({ ordinal }) => ordinal),
        );
      },
    ),
  );
});

test('nobody to resume costs nothing, and a lost session is forgotten in time', () => {
  const { ring, clock, publish } = createWorld();
  for (let count = 0; count < 5; count += 1) publish();
  assert.equal(ring.size, 0);
  ring.open({ sessionId: 's', principal: 'p', firstSeq: 0 });
  publish();
  assert.equal(ring.size, 1);
  ring.lose('s');
  clock.advanceSync(1_001);
  publish();
  assert.equal(ring.size, 0);
  assert.deepEqual(ring.claim({ sessionId: 's', seq: 0, principal: 'p' }), {
    kind: 'reset',
    reason: 'unknownSession',
  });
});

test('only so many lost sessions are remembered, the oldest goes first', () => {
  const { ring } = createWorld();
  for (const sessionId of ['a', 'b', 'c']) ring.open({ sessionId, principal: 'p', firstSeq: 0 });
  for (const sessionId of ['b', 'a', 'c']) ring.lose(sessionId);
  const kind = (sessionId: string) => ring.claim({ sessionId, seq: 0, principal: 'p' }).kind;
  assert.deepEqual(['a', 'b', 'c'].map(kind), ['missed', 'reset', 'missed']);
});

test('bytes are bounded too', () => {
  const { ring, publish } = createWorld();
  ring.open({ sessionId: 's', principal: 'p', firstSeq: 0 });
  for (let count = 0; count < 5; count += 1) publish(900);
  assert.ok(ring.size <= 2);
});
