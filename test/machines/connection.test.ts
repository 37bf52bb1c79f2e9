import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
import { fromPromise, matchesState } from 'xstate';
import {
  connectionMachine,
  type ConnectionEvent,
  type IdentityVerdict,
  type PairVerdict,
} from '../../src/machines/connection.ts';
import { CLOSE } from '../../src/protocol/close-reasons.ts';
import type { ConnectParams } from '../../src/protocol/generated/types.ts';
import { refuse } from '../../src/protocol/refusals.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';
import { createTransitionCoverage } from '../support/transition-coverage.ts';

const coverage = createTransitionCoverage(connectionMachine);
after(() => coverage.assertComplete());

const ENDINGS = {
  timeout: CLOSE.handshakeTimeout,
  evicted: CLOSE.evicted,
  restart: CLOSE.serviceRestart,
  crashed: refuse('crashed'),
};

const CONNECT: ConnectionEvent = { type: 'connect.received', params: {} as ConnectParams };

interface Options {
  /** What judging a connect leads to. */
  readonly judgement?: ConnectionEvent;
  readonly pair?: () => Promise<PairVerdict>;
  readonly identify?: () => Promise<IdentityVerdict>;
}

/** The machine with bodies that only write down what they were asked to do. */
function start(options: Options = {}) {
  const done: string[] = [];
  const note = (name: string) => () => void done.push(name);
  const logic = connectionMachine.provide({
    actors: {
      pair: fromPromise(options.pair ?? (() => Promise.resolve({ kind: 'granted' }))),
      identify: fromPromise(options.identify ?? (() => Promise.resolve({ kind: 'granted' }))),
    },
    actions: {
      sendChallenge: note('challenge'),
      judge: ({ self }) => self.send(options.judgement ?? { type: 'connect.granted' }),
      admit: note('hello'),
      sendRefusal: ({ context }) => void done.push(`refuse ${context.refusal?.reason}`),
      reportCrash: note('report'),
      sealOutbox: note('seal'),
      sendClose: ({ context }) => void done.push(`close ${context.close?.code}`),
      destroySocket: note('destroy'),
    },
  });
  const stage = createStage(logic, {
    input: { connId: 'c1', endings: ENDINGS },
    inspect: (event) => coverage.inspect(event),
  });
  const state = (): string => JSON.stringify((stage.actor.getSnapshot() as { value: unknown }).value);
  return {
    stage,
    clock: stage.clock,
    done,
    take: () => done.splice(0),
    state,
    is: (value: string) => matchesState(value, (stage.actor.getSnapshot() as { value: string }).value),
    send: (event: ConnectionEvent) => stage.actor.send(event),
    ended: () => stage.actor.getSnapshot().status === 'done',
  };
}

test('a good connect goes from challenge to hello', () => {
  const { send, take, is } = start();
  assert.deepEqual(take(), ['challenge']);
  send(CONNECT);
  assert.ok(is('connected'));
  assert.deepEqual(take(), ['hello']);
});

test('a device is paired before hello, and hello waits for it', async () => {
  const verdict = Promise.withResolvers<PairVerdict>();
  const { send, take, state, is } = start({
    judgement: { type: 'device.unpaired' },
    pair: () => verdict.promise,
  });
  send(CONNECT);
  assert.equal(state(), '{"handshake":"pairing"}');
  assert.deepEqual(take(), ['challenge']);
  verdict.resolve({ kind: 'granted' });
  await settle();
  assert.ok(is('connected'));
  assert.deepEqual(take(), ['hello']);
});

for (const [kind, device] of [
  ['granted', 'without a device'],
  ['unpaired', 'with a device, which is looked up next'],
] as const) {
  test(`whom somebody vouches for comes in once that is checked, ${device}`, async () => {
    const verdict = Promise.withResolvers<IdentityVerdict>();
    const { send, take, state, is } = start({
      judgement: { type: 'identity.claimed' },
      identify: () => verdict.promise,
    });
    send(CONNECT);
    assert.equal(state(), '{"handshake":"identifying"}');
    assert.deepEqual(take(), ['challenge']);
    verdict.resolve({ kind });
    await settle();
    assert.ok(is('connected'));
    assert.deepEqual(take(), ['hello']);
  });
}

interface Ending {
  readonly name: string;
  readonly options?: Options;
  readonly events: readonly ConnectionEvent[];
  readonly advance?: number;
  readonly actions: readonly string[];
  readonly state: string;
}

const refusal = refuse('invalidRole');

const ENDINGS_TABLE: readonly Ending[] = [
  {
    name: 'ten seconds of silence',
    events: [],
    advance: 10_000,
    actions: ['seal', 'close 1000'],
    state: '"closing"',
  },
  {
    name: 'a refused first frame',
    events: [{ type: 'handshake.refused', refusal }],
    actions: ['refuse invalidRole', 'seal', 'close 1008'],
    state: '"closing"',
  },
  {
    name: 'a refused connect',
    options: { judgement: { type: 'handshake.refused', refusal } },
    events: [CONNECT],
    actions: ['refuse invalidRole', 'seal', 'close 1008'],
    state: '"closing"',
  },
  {
    name: 'a rule that breaks',
    options: { judgement: { type: 'handshake.crashed', error: new Error('boom') } },
    events: [CONNECT],
    actions: ['report', 'refuse crashed', 'seal', 'close 1011'],
    state: '"closing"',
  },
  {
    name: 'an identity that is somebody else’s',
    options: {
      judgement: { type: 'identity.claimed' },
      identify: () => Promise.resolve({ kind: 'refused', refusal }),
    },
    events: [CONNECT],
    actions: ['refuse invalidRole', 'seal', 'close 1008'],
    state: '"closing"',
  },
  {
    name: 'a look at an identity that breaks',
    options: { judgement: { type: 'identity.claimed' }, identify: () => Promise.reject(new Error('x')) },
    events: [CONNECT],
    actions: ['report', 'refuse crashed', 'seal', 'close 1011'],
    state: '"closing"',
  },
  {
    name: 'a look at an identity that never ends',
    options: { judgement: { type: 'identity.claimed' }, identify: () => new Promise(() => {}) },
    events: [CONNECT],
    advance: 10_000,
    actions: ['seal', 'close 1000'],
    state: '"closing"',
  },
  {
    name: 'a device that has to wait',
    options: {
      judgement: { type: 'device.unpaired' },
      pair: () => Promise.resolve({ kind: 'refused', refusal }),
    },
    events: [CONNECT],
    actions: ['refuse invalidRole', 'seal', 'close 1008'],
    state: '"closing"',
  },
  {
    name: 'pairing that breaks',
    options: { judgement: { type: 'device.unpaired' }, pair: () => Promise.reject(new Error('disk full')) },
    events: [CONNECT],
    actions: ['report', 'refuse crashed', 'seal', 'close 1011'],
    state: '"closing"',
  },
  {
    name: 'a second frame while pairing',
    options: { judgement: { type: 'device.unpaired' }, pair: () => new Promise(() => {}) },
    events: [CONNECT, { type: 'handshake.refused', refusal: refuse('notConnect') }],
    actions: ['refuse notConnect', 'seal', 'close 1008'],
    state: '"closing"',
  },
  {
    name: 'pairing that never ends',
    options: { judgement: { type: 'device.unpaired' }, pair: () => new Promise(() => {}) },
    events: [CONNECT],
    advance: 10_000,
    actions: ['seal', 'close 1000'],
    state: '"closing"',
  },
  {
    name: 'a place that is needed for a newcomer',
    events: [{ type: 'connection.evicted' }],
    actions: ['seal', 'close 1013'],
    state: '"closing"',
  },
  {
    name: 'a shutdown before hello',
    events: [{ type: 'shutdown' }],
    actions: ['seal', 'close 1012'],
    state: '"closing"',
  },
  {
    name: 'a shutdown after hello',
    events: [CONNECT, { type: 'shutdown' }],
    actions: ['hello', 'seal', 'close 1012'],
    state: '"draining"',
  },
  {
    name: 'a slow consumer',
    events: [CONNECT, { type: 'consumer.slow', close: CLOSE.slowConsumer }],
    actions: ['hello', 'seal', 'close 1008'],
    state: '"draining"',
  },
  {
    name: 'a frame that is not JSON',
    events: [CONNECT, { type: 'frame.rejected', close: CLOSE.invalidJson }],
    actions: ['hello', 'seal', 'close 1007'],
    state: '"draining"',
  },
  {
    name: 'output that drains',
    events: [CONNECT, { type: 'shutdown' }, { type: 'outbox.drained' }],
    actions: ['hello', 'seal', 'close 1012', 'seal', 'close 1012'],
    state: '"closing"',
  },
  {
    name: 'output that never drains',
    events: [CONNECT, { type: 'shutdown' }],
    advance: 30_000,
    actions: ['hello', 'seal', 'close 1012', 'destroy'],
    state: '"closed"',
  },
  {
    name: 'a peer that never answers the close frame',
    events: [{ type: 'handshake.refused', refusal }],
    advance: 5_000,
    actions: ['refuse invalidRole', 'seal', 'close 1008', 'destroy'],
    state: '"closed"',
  },
  {
    name: 'a peer that leaves before hello and keeps its half open',
    events: [{ type: 'peer.left' }],
    advance: 5_000,
    actions: ['seal', 'close undefined', 'destroy'],
    state: '"closed"',
  },
  {
    name: 'a peer that leaves after hello and keeps its half open',
    events: [CONNECT, { type: 'peer.left' }],
    advance: 5_000,
    actions: ['hello', 'seal', 'close undefined', 'destroy'],
    state: '"closed"',
  },
  {
    name: 'a peer that leaves while it is told to',
    events: [CONNECT, { type: 'shutdown' }, { type: 'peer.left' }],
    actions: ['hello', 'seal', 'close 1012', 'seal', 'close 1012'],
    state: '"closing"',
  },
  {
    name: 'a socket that closes by itself',
    events: [CONNECT, { type: 'socket.closed' }],
    actions: ['hello'],
    state: '"closed"',
  },
];

for (const row of ENDINGS_TABLE) {
  test(`after ${row.name} the connection is ${row.state.replaceAll('"', '')}`, async () => {
    const { stage, send, take, state, clock, ended } = start(row.options);
    take();
    for (const event of row.events) send(event);
    await settle();
    if (row.advance !== undefined) await clock.advance(row.advance);
    assert.equal(state(), row.state);
    assert.deepEqual(take(), row.actions);
    assert.equal(ended(), row.state === '"closed"');
    stage.close();
  });
}

const anyEvent: fc.Arbitrary<ConnectionEvent | { readonly wait: number }> = fc.oneof(
  fc.constantFrom<ConnectionEvent>(
    CONNECT,
    { type: 'connect.granted' },
    { type: 'handshake.refused', refusal },
    { type: 'handshake.crashed', error: new Error('x') },
    { type: 'connection.evicted' },
    { type: 'consumer.slow', close: CLOSE.slowConsumer },
    { type: 'frame.rejected', close: CLOSE.invalidJson },
    { type: 'outbox.drained' },
    { type: 'peer.left' },
    { type: 'socket.closed' },
    { type: 'shutdown' },
  ),
  fc.record({ wait: fc.integer({ min: 1, max: 12_000 }) }),
);

test('whatever happens in whatever order: no hello without a grant, one hello at most, one end, and silence ends it', async () => {
  await withoutDeadLetters(() =>
    fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 12 }),
        fc.constantFrom<ConnectionEvent>(
          { type: 'connect.granted' },
          { type: 'device.unpaired' },
          { type: 'handshake.refused', refusal },
        ),
        fc.constantFrom<'granted' | 'refused' | 'never'>('granted', 'refused', 'never'),
        async (steps, judgement, pairing) => {
          let granted = judgement.type === 'connect.granted';
          const { stage, send, done, clock, ended, is } = start({
            judgement,
            pair: () => {
              if (pairing === 'never') return new Promise(() => {});
              if (pairing === 'granted') granted = true;
              return Promise.resolve(
                pairing === 'granted' ? { kind: 'granted' } : { kind: 'refused', refusal },
              );
            },
          });
          let asked = false;
          for (const step of steps) {
            if (ended()) break;
            if ('wait' in step) await clock.advance(step.wait);
            else {
              // A grant only ever comes from judging or pairing; one from nowhere must change nothing.
              if (step.type === 'connect.received') asked = true;
              send(step);
            }
            await settle();
            if (is('connected')) assert.ok(asked && granted, 'connected without a grant');
          }
          const stayed = is('connected');
          if (!ended()) await clock.advance(60_000);
          assert.equal(ended(), !stayed, 'only a connected client may stay');
          const count = (name: string): number => done.filter((item) => item === name).length;
          assert.ok(count('hello') <= 1);
          assert.ok(count('destroy') <= 1);
          assert.equal(count('challenge'), 1);
          assert.ok(done.filter((item) => item.startsWith('refuse')).length <= 1);
          const sealed = done.indexOf('seal');
          assert.ok(sealed < 0 || !done.slice(sealed).includes('hello'), 'no hello after the end began');
          if (!stayed) assert.equal(clock.pending, 0, 'no timer outlives its connection');
          stage.close();
        },
      ),
      { numRuns: 300 },
    ),
  );
});
