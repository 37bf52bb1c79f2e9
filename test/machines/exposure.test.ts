import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fromCallback, fromPromise } from 'xstate';
import { exposureMachine, type ExposureEvent } from '../../src/machines/exposure.ts';
import { createStage } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const coverage = createTransitionCoverage(exposureMachine);
after(() => coverage.assertComplete());

interface Script {
  readonly wanted?: boolean;
  readonly listening?: () => Promise<void>;
  readonly raise?: () => Promise<void>;
  readonly withdraw?: () => Promise<void>;
}

/** The machine with bodies that write down what they were asked to do. */
function start({ wanted = true, listening, raise, withdraw }: Script = {}) {
  const done: string[] = [];
  const asked = (name: string, body: () => Promise<void> = () => Promise.resolve()) =>
    fromPromise<void>(() => {
      done.push(name);
      return body();
    });
  let tell: (event: ExposureEvent) => void = () => {};
  const logic = exposureMachine.provide({
    actors: {
      untilListening: asked('wait', listening),
      raise: asked('raise', raise),
      withdraw: asked('withdraw', withdraw),
      watch: fromCallback<ExposureEvent>(({ sendBack }) => {
        tell = sendBack;
        return () => void done.push('unwatch');
      }),
    },
    actions: {
      noteUp: () => void done.push('up'),
      noteFailure: (_, { error }) => void done.push(`failed: ${(error as Error).message}`),
      noteLeft: (_, { error }) => void done.push(`left: ${(error as Error).message}`),
    },
  });
  const stage = createStage(logic, {
    input: { wanted, retry: { first: 1_000, greatest: 4_000 } },
    inspect: (event) => coverage.inspect(event),
  });
  return {
    clock: stage.clock,
    types: () => stage.types().filter((type) => type.startsWith('child.')),
    take: () => done.splice(0),
    state: () => (stage.actor.getSnapshot() as { value: unknown }).value,
    send: (event: ExposureEvent) => stage.actor.send(event),
    tell: (event: ExposureEvent) => tell(event),
  };
}

test('it is ready at once, and what is not wanted stays off until the end', async () => {
  const { types, state, send, take } = start({ wanted: false });
  assert.deepEqual([types(), state()], [['child.ready'], 'off']);
  send({ type: 'shutdown' });
  assert.deepEqual([types(), take()], [['child.ready', 'child.stopped'], []]);
});

test('nothing is put up before the port is open', async () => {
  const port = Promise.withResolvers<void>();
  const { state, take } = start({ listening: () => port.promise });
  await settle();
  assert.deepEqual([state(), take()], ['waiting', ['wait']]);
  port.resolve();
  await settle();
  assert.deepEqual([state(), take()], ['up', ['raise', 'up']]);
});

test('an end before the port is open has nothing to take back', async () => {
  const { types, send, take } = start({ listening: () => new Promise(() => {}) });
  send({ type: 'shutdown' });
  assert.deepEqual([types(), take()], [['child.ready', 'child.stopped'], ['wait']]);
});

test('the end takes back what is half up also while a closed port is waited for', async () => {
  let open = true;
  const { clock, state, send, take } = start({
    listening: () => (open ? Promise.resolve() : new Promise(() => {})),
    raise: () => Promise.reject(new Error('half way')),
  });
  await settle();
  open = false;
  await clock.advance(1_000);
  assert.deepEqual([state(), take()], ['waiting', ['wait', 'raise', 'failed: half way', 'wait']]);
  send({ type: 'shutdown' });
  await settle();
  assert.deepEqual(take(), ['withdraw']);
});

test('a port that never opens is a failure like any other', async () => {
  let broken = true;
  const { clock, state, take } = start({
    listening: () => (broken ? Promise.reject(new Error('no port')) : Promise.resolve()),
  });
  await settle();
  assert.deepEqual([state(), take()], ['failing', ['wait', 'failed: no port']]);
  broken = false;
  await clock.advance(1_000);
  assert.deepEqual([state(), take()], ['up', ['wait', 'raise', 'up']]);
});

test('what fails is tried again, more and more rarely, and as at first once it was up', async () => {
  let broken = true;
  const { clock, state, take, tell } = start({
    raise: () => (broken ? Promise.reject(new Error('denied')) : Promise.resolve()),
  });
  await settle();
  assert.deepEqual(take(), ['wait', 'raise', 'failed: denied']);
  for (const delay of [1_000, 2_000, 4_000, 4_000]) {
    await clock.advance(delay - 1);
    assert.deepEqual([state(), take()], ['failing', []]);
    await clock.advance(1);
    assert.deepEqual(take(), ['wait', 'raise', 'failed: denied']);
  }
  broken = false;
  await clock.advance(4_000);
  assert.deepEqual([state(), take()], ['up', ['wait', 'raise', 'up']]);
  tell({ type: 'exposure.lost', error: new Error('gone') });
  assert.deepEqual([state(), take()], ['failing', ['failed: gone', 'unwatch']]);
  await clock.advance(1_000);
  assert.deepEqual([state(), take()], ['up', ['wait', 'raise', 'up']]);
});

test('what is stale is put up again', async () => {
  const { state, take, tell } = start();
  await settle();
  take();
  tell({ type: 'exposure.stale' });
  await settle();
  assert.deepEqual([state(), take()], ['up', ['unwatch', 'raise', 'up']]);
});

for (const [what, script, before] of [
  ['what is up', {}, ['wait', 'raise', 'up', 'unwatch']],
  ['what is going up', { raise: () => new Promise<void>(() => {}) }, ['wait', 'raise']],
  ['what failed half way', { raise: () => Promise.reject(new Error('x')) }, ['wait', 'raise', 'failed: x']],
] as const) {
  test(`the end takes back ${what}`, async () => {
    const { types, send, take } = start(script);
    await settle();
    send({ type: 'shutdown' });
    await settle();
    assert.deepEqual(take(), [...before, 'withdraw']);
    assert.deepEqual(types(), ['child.ready', 'child.stopped']);
  });
}

test('what cannot be taken back is said and holds nobody up', async () => {
  const { types, send, take } = start({ withdraw: () => Promise.reject(new Error('stuck')) });
  await settle();
  take();
  send({ type: 'shutdown' });
  await settle();
  assert.deepEqual(take(), ['unwatch', 'withdraw', 'left: stuck']);
  assert.deepEqual(types(), ['child.ready', 'child.stopped']);
});

test('a withdrawal that never ends is left behind in time', async () => {
  const { clock, types, send } = start({ withdraw: () => new Promise(() => {}) });
  await settle();
  send({ type: 'shutdown' });
  await clock.advance(2_499);
  assert.deepEqual(types(), ['child.ready']);
  await clock.advance(1);
  assert.deepEqual(types(), ['child.ready', 'child.stopped']);
});
