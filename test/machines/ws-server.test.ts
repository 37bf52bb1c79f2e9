import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import { fromCallback, fromPromise } from 'xstate';
import { wsServerMachine, type BindResult, type WsServerEvent } from '../../src/machines/ws-server.ts';
import { createStage } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const coverage = createTransitionCoverage(wsServerMachine);
after(() => coverage.assertComplete());

const BOUND: BindResult = {
  kind: 'bound',
  addresses: [{ kind: 'tcp', host: '127.0.0.1', port: 1, path: '' }],
};
const IN_USE: BindResult = { kind: 'inUse', error: new Error('in use') };
const FAILED: BindResult = { kind: 'failed', error: new Error('no such address') };

interface Options {
  readonly bind?: () => Promise<BindResult>;
  readonly unbind?: () => Promise<void>;
  readonly retries?: number;
}

function start(options: Options = {}) {
  const done: string[] = [];
  let open = 0;
  const logic = wsServerMachine.provide({
    actors: {
      holdListeners: fromCallback(() => {
        open += 1;
        return () => void (open -= 1);
      }),
      bind: fromPromise(() => {
        done.push('bind');
        return (options.bind ?? (() => Promise.resolve(BOUND)))();
      }),
      watchListeners: fromCallback(() => {}),
      unbind: fromPromise(() => {
        done.push('unbind');
        return (options.unbind ?? (() => Promise.resolve()))();
      }),
    },
    actions: { abandonListeners: () => void done.push('abandon') },
  });
  const stage = createStage(logic, {
    input: { bindRetries: options.retries ?? 2 },
    inspect: (event) => coverage.inspect(event),
  });
  return {
    stage,
    clock: stage.clock,
    done,
    open: () => open,
    send: (event: WsServerEvent) => stage.actor.send(event),
    state: () => JSON.stringify((stage.actor.getSnapshot() as { value: unknown }).value),
    error: () => (stage.heard.at(-1) as { error?: Error } | undefined)?.error?.message,
  };
}

test('it is ready once every address is open, and stopped once they are closed', async () => {
  const { stage, send, state, done, open } = start();
  await settle();
  assert.equal(state(), '"listening"');
  assert.deepEqual(stage.types(), ['child.ready']);
  send({ type: 'shutdown' });
  assert.equal(state(), '"closing"');
  await settle();
  assert.equal(state(), '"closed"');
  assert.deepEqual(stage.types(), ['child.ready', 'child.stopped']);
  assert.deepEqual(done, ['bind', 'unbind']);
  stage.close();
  assert.equal(open(), 0);
});

test('an address in use is tried again, so often and no more, and then it is a failure', async () => {
  const { stage, clock, state, done, error } = start({ bind: () => Promise.resolve(IN_USE), retries: 2 });
  await settle();
  assert.equal(state(), '{"opening":"retrying"}');
  await clock.advance(1_000);
  assert.equal(state(), '"closed"');
  assert.deepEqual(done, ['bind', 'bind', 'bind']);
  assert.deepEqual(stage.types(), ['child.failed']);
  assert.equal(error(), 'in use');
  stage.close();
});

test('a predecessor that lets go in time is no failure', async () => {
  let tries = 0;
  const { stage, clock, state } = start({ bind: () => Promise.resolve((tries += 1) < 3 ? IN_USE : BOUND) });
  await settle();
  await clock.advance(200);
  assert.equal(state(), '"listening"');
  assert.deepEqual(stage.types(), ['child.ready']);
  stage.close();
});

test('any other trouble with binding is a failure at once, thrown or told', async () => {
  for (const bind of [() => Promise.resolve(FAILED), () => Promise.reject(FAILED.error)]) {
    const { stage, state, error } = start({ bind });
    await settle();
    assert.equal(state(), '"closed"');
    assert.deepEqual(stage.types(), ['child.failed']);
    assert.equal(error(), 'no such address');
    stage.close();
  }
});

test('a listener that breaks is closed and reported', async () => {
  const { stage, send, error } = start();
  await settle();
  send({ type: 'listener.failed', error: new Error('EMFILE') });
  await settle();
  assert.deepEqual(stage.types(), ['child.ready', 'child.failed']);
  assert.equal(error(), 'EMFILE');
  stage.close();
});

test('a close that fails is reported, and one that hangs is cut off at its deadline', async () => {
  const failing = start({ unbind: () => Promise.reject(new Error('cannot close')) });
  await settle();
  failing.send({ type: 'shutdown' });
  await settle();
  assert.equal(failing.error(), 'cannot close');
  failing.stage.close();
  const hanging = start({ unbind: () => new Promise(() => {}) });
  await settle();
  hanging.send({ type: 'shutdown' });
  await hanging.clock.advance(2_000);
  assert.deepEqual(hanging.done, ['bind', 'unbind', 'abandon']);
  assert.deepEqual(hanging.stage.types(), ['child.ready', 'child.stopped']);
  hanging.stage.close();
});

test('a shutdown while opening closes what may have been opened', async () => {
  const { stage, send, done } = start({ bind: () => new Promise(() => {}) });
  send({ type: 'shutdown' });
  await settle();
  assert.deepEqual(done, ['bind', 'unbind']);
  assert.deepEqual(stage.types(), ['child.stopped']);
  stage.close();
});

test('stopped from above at any moment it lets go of its listeners, and has at most one last word', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<'shutdown' | 'broken' | 'wait'>('shutdown', 'broken', 'wait'), {
        maxLength: 6,
      }),
      fc.array(fc.constantFrom(BOUND, IN_USE, FAILED), { minLength: 3, maxLength: 3 }),
      async (steps, results) => {
        const left = [...results];
        const { stage, send, clock, open } = start({ bind: () => Promise.resolve(left.shift() ?? FAILED) });
        for (const step of steps) {
          if (step === 'shutdown') send({ type: 'shutdown' });
          if (step === 'broken') send({ type: 'listener.failed', error: new Error('x') });
          if (step === 'wait') await clock.advance(150);
          await settle();
        }
        const words = stage.types().filter((type) => type !== 'child.ready');
        assert.ok(words.length <= 1);
        assert.equal(open(), 1);
        stage.close();
        assert.equal(open(), 0);
      },
    ),
    { numRuns: 200 },
  );
});
