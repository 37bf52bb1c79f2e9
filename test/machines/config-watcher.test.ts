import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import { fromCallback, fromPromise } from 'xstate';
import type { ReloadPlan } from '../../src/config/reload-plan.ts';
import type {
  ConfigRead,
  ConfigWatcherContext,
  ConfigWatcherEvent,
  ReloadOutcome,
} from '../../src/machines/config-watcher-setup.ts';
import { configWatcherMachine } from '../../src/machines/config-watcher.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const coverage = createTransitionCoverage(configWatcherMachine);
after(() => coverage.assertComplete());

const DEBOUNCE = 300;
const SAME: ConfigRead = { kind: 'same' };
const BROKEN: ConfigRead = { kind: 'invalid', summary: 'line 3: no', hash: 'abc' };
const valid = (candidate: unknown = 'new'): ConfigRead => ({ kind: 'valid', candidate });
const NOTHING: ReloadPlan = { changes: [], needs: 'nothing', effects: [] };
const CHANGED: ReloadPlan = {
  changes: [{ path: 'logging.level', kind: 'changed', reload: 'hot', reason: 'the log is set up anew' }],
  needs: 'hot',
  effects: [],
};

interface Script {
  /** What each read finds; the last one for ever. */
  readonly reads?: readonly (ConfigRead | Error | Promise<ConfigRead>)[];
  readonly plans?: readonly (ReloadPlan | Error | Promise<ReloadPlan>)[];
}

function start(script: Script = {}) {
  const story: string[] = [];
  const reads = [...(script.reads ?? [SAME])];
  const plans = [...(script.plans ?? [CHANGED])];
  const next = async <T>(list: (T | Error | Promise<T>)[]): Promise<T> => {
    const value = await (list.length > 1 ? list.shift() : list[0]);
    if (value instanceof Error) throw value;
    return value as T;
  };
  let watches = 0;
  const logic = configWatcherMachine.provide({
    actors: {
      watchFiles: fromCallback(() => {
        watches += 1;
        return () => void (watches -= 1);
      }),
      read: fromPromise(({ input }: { input: { readonly asked: boolean } }) => {
        story.push(input.asked ? 'read (asked)' : 'read');
        return next<ConfigRead>(reads);
      }),
      plan: fromPromise(({ input }: { input: { readonly candidate: unknown } }) => {
        story.push(`plan ${String(input.candidate)}`);
        return next<ReloadPlan>(plans);
      }),
    },
    actions: {
      offer: (_, { candidate, requests }) => void story.push(['offer', candidate, ...requests].join(' ')),
      adopt: (_, candidate) => void story.push(`adopt ${String(candidate)}`),
      conclude: (_, { outcome, requests }) =>
        void story.push([outcome.result, ...(requests.length === 0 ? [] : ['to', ...requests])].join(' ')),
    },
  });
  const stage = createStage(logic, {
    input: { debounceMs: () => DEBOUNCE },
    inspect: (event) => coverage.inspect(event),
  });
  const snapshot = () =>
    stage.actor.getSnapshot() as { readonly value: unknown; readonly context: ConfigWatcherContext };
  return {
    stage,
    clock: stage.clock,
    send: (event: ConfigWatcherEvent) => stage.actor.send(event),
    sign: () => stage.actor.send({ type: 'file.changed' }),
    look: (request?: string) => stage.actor.send({ type: 'look.now', request }),
    settled: (outcome: ReloadOutcome) => stage.actor.send({ type: 'reload.settled', outcome }),
    state: () => {
      const { value } = snapshot();
      return typeof value === 'string' ? value : String(Object.keys(value as object)[0]);
    },
    why: () => snapshot().context.why,
    take: () => story.splice(0),
    watches: () => watches,
    /** A sign and the quiet time after it. */
    async edit() {
      stage.actor.send({ type: 'file.changed' });
      await stage.clock.advance(DEBOUNCE);
    },
  };
}

test('it is ready at once, watches and reads nothing by itself', async () => {
  const { stage, state, take, watches, clock } = start();
  await clock.advance(60_000);
  assert.deepEqual(stage.types(), ['child.ready']);
  assert.equal(state(), 'watching');
  assert.equal(watches(), 1);
  assert.deepEqual(take(), []);
});

test('twenty edits in two seconds are one look after the last', async () => {
  const { clock, sign, take, state } = start();
  for (let count = 0; count < 20; count += 1) {
    sign();
    await clock.advance(100);
  }
  await clock.advance(199);
  assert.equal(state(), 'settling');
  assert.deepEqual(take(), []);
  await clock.advance(1);
  assert.deepEqual(take(), ['read', 'nothing']);
  assert.equal(state(), 'watching');
});

test('a file that never stays quiet is read all the same', async () => {
  const { clock, sign, take } = start();
  for (let count = 0; count < 101; count += 1) {
    sign();
    await clock.advance(100);
  }
  assert.deepEqual(take(), ['read', 'nothing']);
});

test('other bytes with the same values are taken over without an offer', async () => {
  const { edit, take, state } = start({ reads: [valid()], plans: [NOTHING] });
  await edit();
  assert.deepEqual(take(), ['read', 'plan new', 'adopt new', 'nothing']);
  assert.equal(state(), 'watching');
});

for (const [result, rest] of [
  ['applied', 'watching'],
  ['restarting', 'watching'],
  ['nothing', 'watching'],
  ['refused', 'refused'],
  ['deferred', 'refused'],
  ['restored', 'refused'],
  ['invalid', 'invalid'],
] as const) {
  test(`an offer that ends as ${result} leaves it ${rest}`, async () => {
    const { edit, take, state, settled, why } = start({ reads: [valid()] });
    await edit();
    assert.deepEqual(take(), ['read', 'plan new', 'offer new']);
    assert.equal(state(), 'offering');
    settled({ result, reason: 'because' });
    assert.equal(state(), rest);
    assert.equal(why(), rest === 'watching' ? '' : 'because');
    assert.deepEqual(take(), [result]);
  });
}

test('a broken file is told once and rests, and a touch of it changes nothing', async () => {
  const { edit, take, state, why } = start({ reads: [BROKEN, SAME] });
  await edit();
  assert.equal(state(), 'invalid');
  assert.equal(why(), 'line 3: no');
  assert.deepEqual(take(), ['read', 'invalid']);
  await edit();
  assert.equal(state(), 'invalid');
  assert.equal(why(), 'line 3: no');
});

test('a touch of a refused file leaves it refused, an edit begins again', async () => {
  const { edit, settled, state, why } = start({ reads: [valid(), SAME, valid('fixed')] });
  await edit();
  settled({ result: 'refused', reason: 'mode is off' });
  await edit();
  assert.equal(state(), 'refused');
  assert.equal(why(), 'mode is off');
  await edit();
  assert.equal(state(), 'offering');
  settled({ result: 'applied', reason: '' });
  assert.equal(why(), '');
});

test('a read or a plan that throws is a file that cannot be used', async () => {
  const reading = start({ reads: [new Error('disk on fire'), valid()], plans: [new Error('no such port')] });
  await reading.edit();
  assert.equal(reading.state(), 'invalid');
  assert.equal(reading.why(), 'disk on fire');
  await reading.edit();
  assert.equal(reading.state(), 'invalid');
  assert.equal(reading.why(), 'no such port');
  assert.deepEqual(reading.stage.types(), ['child.ready']);
});

test('whoever asks is not kept waiting, and gets the answer of every kind of end', async () => {
  const { look, settled, take, state } = start({ reads: [SAME, BROKEN, SAME, valid(), SAME] });
  look('a');
  await settle();
  assert.deepEqual(take(), ['read (asked)', 'nothing to a']);
  look('b');
  await settle();
  assert.deepEqual(take(), ['read (asked)', 'invalid to b']);
  look('c');
  await settle();
  assert.deepEqual(take(), ['read (asked)', 'invalid to c']);
  look('d');
  await settle();
  assert.deepEqual(take(), ['read (asked)', 'plan new', 'offer new d']);
  settled({ result: 'refused', reason: 'no' });
  assert.equal(state(), 'refused');
  assert.deepEqual(take(), ['refused to d']);
  look('e');
  await settle();
  assert.deepEqual(take(), ['read (asked)', 'refused to e']);
});

test('a question cuts the quiet time short', async () => {
  const { sign, look, take } = start();
  sign();
  look('a');
  await settle();
  assert.deepEqual(take(), ['read (asked)', 'nothing to a']);
});

test('a sign during an offer is a look after it', async () => {
  const { edit, sign, settled, clock, take, state } = start({ reads: [valid(), SAME] });
  await edit();
  sign();
  take();
  settled({ result: 'applied', reason: '' });
  assert.equal(state(), 'settling');
  await clock.advance(DEBOUNCE);
  assert.deepEqual(take(), ['applied', 'read', 'nothing']);
});

test('signs and questions during an offer are answered wherever it ends', async () => {
  for (const result of ['applied', 'refused', 'invalid'] as const) {
    const { edit, sign, look, settled, take } = start({ reads: [valid()], plans: [CHANGED, NOTHING] });
    await edit();
    sign();
    look('b');
    take();
    settled({ result, reason: 'so' });
    await settle();
    assert.deepEqual(take(), [result, 'read (asked)', 'plan new', 'adopt new', 'nothing to b']);
    const alone = start({ reads: [valid(), SAME] });
    await alone.edit();
    alone.sign();
    alone.settled({ result, reason: 'so' });
    assert.equal(alone.state(), 'settling');
  }
});

test('what was read of a file that changed meanwhile is not offered', async () => {
  const reading = Promise.withResolvers<ConfigRead>();
  const planning = Promise.withResolvers<ReloadPlan>();
  const { edit, sign, take, clock, state } = start({
    reads: [reading.promise, valid('second'), valid('third')],
    plans: [planning.promise, CHANGED],
  });
  await edit();
  sign();
  reading.resolve(valid('first'));
  await settle();
  assert.equal(state(), 'settling');
  await clock.advance(DEBOUNCE);
  assert.equal(state(), 'planning');
  sign();
  planning.resolve(CHANGED);
  await clock.advance(DEBOUNCE);
  assert.deepEqual(take(), ['read', 'read', 'plan second', 'read', 'plan third', 'offer third']);
});

test('a question that overtakes a look gets a look of its own at once', async () => {
  const reading = Promise.withResolvers<ConfigRead>();
  const planning = Promise.withResolvers<ReloadPlan>();
  const { edit, look, take, settled } = start({
    reads: [reading.promise, valid('second'), valid('third'), valid('fourth'), SAME],
    plans: [CHANGED, planning.promise, CHANGED],
  });
  await edit();
  look('a');
  reading.resolve(valid('first'));
  await settle();
  assert.deepEqual(take(), ['read', 'read (asked)', 'plan second', 'offer second a']);
  settled({ result: 'applied', reason: '' });
  await edit();
  look('b');
  planning.resolve(CHANGED);
  await settle();
  assert.deepEqual(take(), [
    'applied to a',
    'read',
    'plan third',
    'read (asked)',
    'plan fourth',
    'offer fourth b',
  ]);
});

test('a watch that breaks is a failure of the whole watcher, said once', async () => {
  const { send, stage, look, take, state } = start({ reads: [new Promise<ConfigRead>(() => {})] });
  look('a');
  look('b');
  send({ type: 'watch.failed', error: new Error('EMFILE') });
  send({ type: 'watch.failed', error: new Error('again') });
  send({ type: 'shutdown' });
  assert.equal(state(), 'failed');
  assert.deepEqual(stage.heard.at(-1), { type: 'child.failed', error: new Error('EMFILE') });
  assert.deepEqual(stage.types(), ['child.ready', 'child.failed']);
  assert.deepEqual(take(), ['read (asked)', 'deferred to a b']);
});

test('a shutdown at any moment is answered at once and leaves no timer and nobody waiting', async () => {
  const never = new Promise<never>(() => {});
  for (const script of [{}, { reads: [never] }, { reads: [valid()], plans: [never] }, { reads: [valid()] }]) {
    const { send, stage, look, sign, clock, take } = start(script);
    look('a');
    await settle();
    sign();
    look('b');
    send({ type: 'shutdown' });
    send({ type: 'shutdown' });
    await settle();
    assert.deepEqual(stage.types(), ['child.ready', 'child.stopped']);
    assert.equal(clock.pending, 0);
    const answered = take()
      .filter((line) => line.includes(' to '))
      .join();
    assert.match(answered, /\ba\b/);
    assert.match(answered, /\bb\b/);
    stage.close();
  }
});

test('whatever comes in whatever order, every question is answered once and the last edit is read', async () => {
  const step = fc.oneof(
    fc.constantFrom('sign', 'look', 'settle', 'quiet', 'applied', 'refused', 'restored' as const),
    fc.integer({ min: 1, max: 400 }),
  );
  await withoutDeadLetters(() =>
    fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.constantFrom(SAME, BROKEN, valid(), valid('x')), { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom(NOTHING, CHANGED), { minLength: 1, maxLength: 6 }),
        async (steps, reads, plans) => {
          const watcher = start({ reads: [...reads, SAME], plans });
          const { clock, state, take } = watcher;
          let asked = 0;
          for (const one of steps) {
            if (typeof one === 'number') await clock.advance(one);
            else if (one === 'sign') watcher.sign();
            else if (one === 'look') watcher.look(`r${(asked += 1)}`);
            else if (one === 'quiet') await clock.advance(DEBOUNCE);
            else if (one === 'settle') await settle();
            else watcher.settled({ result: one, reason: 'said' });
          }
          watcher.sign();
          const before = take();
          for (let round = 0; round < 5; round += 1) {
            await clock.advance(DEBOUNCE);
            if (state() === 'offering') watcher.settled({ result: 'applied', reason: '' });
          }
          await clock.advance(DEBOUNCE);
          const rest = take();
          assert.ok(['watching', 'invalid', 'refused'].includes(state()), state());
          assert.ok([...before, ...rest].some((line) => line.startsWith('read')));
          const answers = [...before, ...rest].flatMap((line) =>
            line.includes(' to ') ? (line.split(' to ')[1] ?? '').split(' ') : [],
          );
          const questions = Array.from({ length: asked }, (_, index) => `r${index + 1}`);
          assert.deepEqual(answers.toSorted(), questions.toSorted());
          watcher.stage.close();
          assert.equal(watcher.watches(), 0);
        },
      ),
      { numRuns: 300 },
    ),
  );
});
