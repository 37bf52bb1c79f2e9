import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createActor, fromPromise, setup } from 'xstate';
import { pulseMachine } from '../../src/machines/pulse.ts';
import type { PulseIntervals } from '../../src/machines/pulse.ts';
import { createTestClock, settle } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const INTERVALS: PulseIntervals = {
  tick: 30_000,
  refresh: 60_000,
  settle: 1000,
  retry: 5000,
  prune: 45_000,
  sweep: 3_600_000,
};

const coverage = createTransitionCoverage(pulseMachine);
after(() => coverage.assertComplete());

/** The machine under a parent that writes down what it hears, on a clock that stands still. */
function start(
  refresh: () => Promise<void> = () => Promise.resolve(),
  sweep: () => Promise<void> = () => Promise.resolve(),
) {
  const clock = createTestClock();
  const log: string[] = [];
  const logic = pulseMachine.provide({
    actors: {
      refreshHealth: fromPromise(() => {
        log.push('refresh');
        return refresh();
      }),
      sweepStore: fromPromise(() => {
        log.push('sweep');
        return sweep();
      }),
    },
    actions: {
      sendTick: () => log.push('tick'),
      prunePresence: () => log.push('prune'),
      noteRefreshFailure: (_, { error }) => log.push(`failed: ${(error as Error).message}`),
      noteSweepFailure: (_, { error }) => log.push(`not swept: ${(error as Error).message}`),
    },
  });
  const parent = setup({
    actors: { logic },
    actions: { note: ({ event }) => log.push(event.type) },
  }).createMachine({
    invoke: { id: 'pulse', src: 'logic', input: { intervals: INTERVALS } },
    on: { 'child.ready': { actions: 'note' }, 'child.stopped': { actions: 'note' } },
  });
  const actor = createActor(parent, { clock, inspect: coverage.inspect });
  actor.start();
  const pulse = actor.getSnapshot().children['pulse'];
  assert.ok(pulse);
  const take = (): string[] => log.splice(0);
  return { clock, take, send: (type: 'health.changed' | 'shutdown') => pulse.send({ type }) };
}

test('it is ready at once and builds the first snapshot', async () => {
  const { take } = start();
  await settle();
  assert.deepEqual(take().toSorted(), ['child.ready', 'refresh']);
});

test('it ticks every 30 s, refreshes every 60 s and prunes every 45 s', async () => {
  const { clock, take } = start();
  await settle();
  take();
  await clock.advance(120_000);
  const heard = take();
  assert.equal(heard.filter((entry) => entry === 'tick').length, 4);
  assert.equal(heard.filter((entry) => entry === 'refresh').length, 2);
  assert.equal(heard.filter((entry) => entry === 'prune').length, 2);
});

test('a burst of changes is one refresh after the settling time', async () => {
  const { clock, take, send } = start();
  await settle();
  take();
  for (let count = 0; count < 20; count += 1) send('health.changed');
  await clock.advance(999);
  assert.deepEqual(take(), []);
  await clock.advance(1);
  assert.deepEqual(take(), ['refresh']);
});

test('a change during a refresh leads to another one', async () => {
  const waiting: (() => void)[] = [];
  const { clock, take, send } = start(() => new Promise((resolve) => waiting.push(resolve)));
  send('health.changed');
  take();
  waiting.shift()?.();
  await clock.advance(1000);
  assert.deepEqual(take(), ['refresh']);
});

test('a refresh that fails is tried again and never stops the ticks', async () => {
  let broken = true;
  const { clock, take } = start(() => (broken ? Promise.reject(new Error('no store')) : Promise.resolve()));
  await settle();
  take();
  await clock.advance(5000);
  assert.deepEqual(take(), ['refresh', 'failed: no store']);
  await clock.advance(25_000);
  assert.ok(take().includes('tick'));
  broken = false;
  await clock.advance(5000);
  take();
  await clock.advance(20_000);
  assert.ok(!take().includes('refresh'), 'back to the slow rhythm');
});

test('what the store has kept long enough is swept every hour', async () => {
  const { clock, take } = start();
  await clock.advance(3_599_999);
  assert.ok(!take().includes('sweep'));
  await clock.advance(1);
  assert.ok(take().includes('sweep'));
  await clock.advance(3_600_000);
  assert.equal(take().filter((entry) => entry === 'sweep').length, 1);
});

test('a sweep that fails is said, stops nothing and is tried again an hour later', async () => {
  const { clock, take } = start(undefined, () => Promise.reject(new Error('disk full')));
  await clock.advance(3_600_000);
  assert.ok(take().includes('not swept: disk full'));
  await clock.advance(3_600_000);
  const heard = take();
  assert.ok(heard.includes('sweep'));
  assert.equal(heard.filter((entry) => entry === 'tick').length, 120);
});

test('shutdown ends it and leaves no timer', async () => {
  const { clock, take, send } = start();
  await settle();
  take();
  send('shutdown');
  await settle();
  assert.deepEqual(take(), ['child.stopped']);
  assert.equal(clock.pending, 0);
});
