import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFollow } from '../../src/actors/inspect/follow.ts';
import type { Recorder } from '../../src/actors/inspect/recorder.ts';
import { stretchAfter } from '../../src/actors/inspect/stretch.ts';
import type { Transition } from '../../src/protocol/generated/types.ts';
import { createTestClock, settle } from '../support/test-clock.ts';

const kept = (seq: number, actor = 'gateway') => ({
  seq,
  source: undefined,
  transition: { actor, at: seq, event: 'e', from: 'a', to: 'b' },
});

/** The part of a recorder that a follower uses, fed by hand. */
function createRecord(size: number) {
  const all: ReturnType<typeof kept>[] = [];
  const listeners = new Set<(transition: Transition) => void>();
  let seq = 0;
  const recorder = {
    seq: () => seq,
    after: (after: number, options: { limit: number; actor?: string | undefined }) =>
      stretchAfter(all.slice(-size), { after, last: seq, ...options }),
    subscribe(listener: (transition: Transition) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  } as unknown as Recorder;
  return {
    recorder,
    listeners,
    add(actor?: string) {
      const item = kept((seq += 1), actor);
      all.push(item);
      for (const listener of listeners) listener(item.transition);
    },
  };
}

const seqs = (answer: { transitions: readonly { seq: number }[] }): number[] =>
  answer.transitions.map(({ seq }) => seq);

test('a stretch is cut at its limit and read on without a gap', () => {
  const items = [1, 2, 3, 4, 5].map((seq) => kept(seq, seq % 2 === 0 ? 'gateway/a' : 'gateway/ab'));
  const first = stretchAfter(items, { after: 0, last: 5, limit: 2 });
  assert.deepEqual([seqs(first), first.next, first.dropped], [[1, 2], 2, false]);
  const rest = stretchAfter(items, { after: first.next, last: 5, limit: 10 });
  assert.deepEqual([seqs(rest), rest.next], [[3, 4, 5], 5]);
  const one = stretchAfter(items, { after: 0, last: 5, limit: 10, actor: 'gateway/a' });
  assert.deepEqual([seqs(one), one.next], [[2, 4], 5]);
});

test('what is no longer kept, or was never given, is told as dropped', () => {
  const items = [kept(4), kept(5)];
  assert.equal(stretchAfter(items, { after: 2, last: 5, limit: 9 }).dropped, true);
  assert.equal(stretchAfter(items, { after: 3, last: 5, limit: 9 }).dropped, false);
  const future = stretchAfter(items, { after: 9, last: 5, limit: 9 });
  assert.deepEqual([future.dropped, future.next], [true, 5]);
});

test('a follower waits for the next transition of its actor, no longer than it said, and leaves nothing behind', async () => {
  const clock = createTestClock();
  const record = createRecord(10);
  const follow = createFollow({ recorder: record.recorder, clock, epoch: 'e1' });
  const { signal } = new AbortController();
  record.add();
  assert.deepEqual(seqs(await follow({}, signal)), [], 'from now on');
  assert.deepEqual(seqs(await follow({ after: 0 }, signal)), [1]);
  const waiting = follow({ after: 1, waitMs: 5_000, actor: 'gateway/pulse' }, signal);
  await settle();
  record.add('gateway/edge');
  await settle();
  assert.equal(record.listeners.size, 1);
  record.add('gateway/pulse');
  const answer = await waiting;
  assert.deepEqual([seqs(answer), answer.next], [[3], 3]);
  const inVain = follow({ after: 3, waitMs: 5_000 }, signal);
  await clock.advance(5_000);
  assert.deepEqual(seqs(await inVain), []);
  assert.deepEqual([record.listeners.size, clock.pending], [0, 0]);
});

test('a follower whose client leaves is let go, and a number of another process counts as none', async () => {
  const clock = createTestClock();
  const record = createRecord(10);
  const follow = createFollow({ recorder: record.recorder, clock, epoch: 'e2' });
  const gone = new AbortController();
  const waiting = follow({ waitMs: 30_000 }, gone.signal);
  gone.abort();
  await assert.rejects(waiting, { code: 'UNAVAILABLE' });
  assert.deepEqual([record.listeners.size, clock.pending], [0, 0]);
  record.add();
  const answer = await follow({ after: 7, epoch: 'e1', waitMs: 30_000 }, new AbortController().signal);
  assert.deepEqual([seqs(answer), answer.dropped, answer.epoch], [[1], true, 'e2']);
});

test('so many may wait and no more', async () => {
  const clock = createTestClock();
  const { recorder } = createRecord(10);
  const follow = createFollow({ recorder, clock, epoch: 'e1' });
  const { signal } = new AbortController();
  const waiting = Array.from({ length: 64 }, () => follow({ waitMs: 1_000 }, signal));
  await assert.rejects(follow({ waitMs: 1_000 }, signal), { code: 'UNAVAILABLE' });
  await clock.advance(1_000);
  await Promise.all(waiting);
});
