import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createActor } from 'xstate';
import type { EngineEvent } from '../../src/agent/engine.ts';
import { EngineError } from '../../src/agent/engine.ts';
import { Failure } from '../../src/protocol/failure.ts';
import { createHarness, echo, gated, hang, request, untilCancelled } from './harness.ts';
import type { Script } from './harness.ts';

/** What an engine may do; `after` in milliseconds of the test clock. */
const behaviour = fc.record({
  kind: fc.constantFrom('end', 'throw', 'hang', 'obey', 'deaf', 'silent'),
  after: fc.integer({ min: 0, max: 3000 }),
  tools: fc.nat(2),
});

type Behaviour = typeof behaviour extends fc.Arbitrary<infer T> ? T : never;

function play(how: Behaviour, sleep: (ms: number) => Promise<void>): Script {
  return async function* (_input, signal): AsyncGenerator<EngineEvent> {
    for (let index = 0; index < how.tools; index += 1) {
      yield { type: 'toolStart', id: `${index}`, name: 'look', args: {} };
      yield { type: 'toolResult', id: `${index}`, name: 'look', result: index, isError: false };
    }
    yield { type: 'text', delta: 'some text' };
    if (how.kind === 'hang') await new Promise(() => {});
    if (how.kind === 'obey') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw new EngineError('aborted', 'obeyed');
    }
    await sleep(how.after);
    if (how.kind === 'throw') throw new Error('engine broke');
    if (how.kind === 'deaf') for (let index = 0; index < 50; index += 1) yield { type: 'text', delta: '.' };
    if (how.kind !== 'silent') yield { type: 'end', stopReason: 'stop' };
  };
}

test('every run has exactly one end on each stream, one stored outcome and a free lane, in any interleaving', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('submit' as const),
      how: behaviour,
      session: fc.nat(2),
      deadline: fc.integer({ min: 1, max: 4000 }),
    }),
    fc.record({ kind: fc.constant('advance' as const), ms: fc.integer({ min: 0, max: 2500 }) }),
    fc.record({ kind: fc.constant('abort' as const), session: fc.nat(2) }),
    fc.record({ kind: fc.constant('clear' as const), session: fc.nat(2) }),
    fc.record({ kind: fc.constant('break' as const), broken: fc.boolean() }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 20 }), async (steps) => {
      const h = createHarness();
      const sleep = (ms: number): Promise<void> =>
        new Promise((resolve) => void h.clock.setTimeout(resolve, ms));
      const scripts = new Map<string, Script>();
      h.script = (input, signal) => (scripts.get(input.runId) ?? echo)(input, signal);
      const tickets = [];
      for (const action of steps) {
        if (action.kind === 'submit') {
          const runId = `r${tickets.length}`;
          scripts.set(runId, play(action.how, sleep));
          const submitted = h.part.port.submit(
            request(runId, {
              sessionKey: `s${action.session}`,
              timeoutMs: action.deadline,
              source: action.session === 2 ? 'agent' : 'chat',
            }),
          );
          const ticket = await submitted.catch((error: unknown) => {
            assert.match(String(error), /disk full/);
            return undefined;
          });
          if (ticket !== undefined) tickets.push(ticket);
        } else if (action.kind === 'advance') await h.clock.advance(action.ms);
        else if (action.kind === 'abort')
          h.part.port.abort({ sessionKey: `s${action.session}`, reason: 'rpc' });
        else if (action.kind === 'clear') void h.part.port.clearSession(`agent:main:s${action.session}`, 50);
        else h.store.breakWith(action.broken ? new Error('disk full') : undefined);
      }
      await h.clock.advance(200_000);
      for (const ticket of tickets) {
        const outcome = await ticket.outcome;
        assert.deepEqual(h.ends(ticket.runId), { agent: 1, chat: 1 });
        const chat = h.of(ticket.runId, 'chat');
        assert.notEqual(chat.at(-1)?.state, 'delta', 'nothing follows the end');
        const agent = h.of(ticket.runId, 'agent');
        assert.deepEqual(
          agent.map(({ seq }) => seq),
          agent.map(({ seq }) => seq).toSorted((a, b) => a - b),
        );
        const record = h.store.find(ticket.runId);
        if (record?.state === 'ended') assert.equal(record.status, outcome.status);
        else assert.match(outcome.summary, /could not be stored/);
      }
      assert.deepEqual(h.part.port.active(), []);
      assert.equal(h.clock.pending, 0, 'no timer is left');
      h.store.breakWith(undefined);
      h.script = echo;
      for (const session of [0, 1, 2]) {
        const ticket = await h.part.port.submit(request(`last${session}`, { sessionKey: `s${session}` }));
        await h.clock.advance(5000);
        assert.equal((await ticket.outcome).status, 'ok', 'the session serves the next message');
      }
      h.actor.stop();
    }),
    { numRuns: 150 },
  );
});

test('a thousand runs leave no actor, timer or waiter behind', async () => {
  const h = createHarness();
  h.config = { agents: { defaults: { maxConcurrent: 8 } } };
  const scripts: Script[] = [echo, untilCancelled, hang];
  let next = 0;
  h.script = (input, signal) => (scripts[next++ % 3] ?? echo)(input, signal);
  const tickets = await Promise.all(
    Array.from({ length: 1000 }, (_, index) =>
      h.part.port.submit(
        request(`r${index}`, { source: 'agent', sessionKey: `s${index % 50}`, timeoutMs: 5000 }),
      ),
    ),
  );
  await h.clock.advance(1_000_000);
  const outcomes = await Promise.all(tickets.map((ticket) => ticket.outcome));
  assert.deepEqual([...new Set(outcomes.map(({ status }) => status))].toSorted(), ['ok', 'timeout']);
  assert.deepEqual(h.part.port.active(), []);
  assert.equal(h.clock.pending, 0);
});

test('a drain lets runs end in their time, refuses new ones and interrupts the rest', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  const a = await h.part.port.submit(request('a', { sessionKey: 'one' }));
  const b = await h.part.port.submit(request('b', { sessionKey: 'two' }));
  const c = await h.part.port.submit(request('c', { sessionKey: 'two', source: 'agent' }));
  await h.settle();
  const drained = h.part.drain(2000);
  await h.settle();
  await assert.rejects(h.part.port.submit(request('d')), (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.deepEqual([error.code, error.options.retryable], ['UNAVAILABLE', true]);
    return true;
  });
  assert.equal(
    (await h.part.port.submit(request('a', { sessionKey: 'one' }))).status,
    'running',
    'replays still work',
  );
  gate.open('a');
  await h.clock.advance(2000);
  assert.deepEqual(await drained, { finished: 1, interrupted: 2 });
  assert.equal((await a.outcome).status, 'ok');
  for (const ticket of [b, c]) {
    assert.equal((await ticket.outcome).status, 'interrupted');
    const last = h.of(ticket.runId, 'chat').at(-1);
    assert.deepEqual([last?.state, /gateway stopped/.test(last?.errorMessage ?? '')], ['error', true]);
  }
  assert.match(
    JSON.stringify(h.store.transcripts.get('session of agent:main:two')),
    /This answer was interrupted/,
  );
  h.part.reopen();
  h.script = echo;
  assert.equal((await (await h.part.port.submit(request('e'))).outcome).status, 'ok');
});

test('the supervisor stopping the pool politely interrupts its runs and stores that', async () => {
  const h = createHarness();
  h.script = untilCancelled;
  const ticket = await h.part.port.submit(request('r1'));
  await h.settle();
  h.actor.send({ type: 'shutdown' });
  await h.settle();
  assert.equal((await ticket.outcome).status, 'interrupted');
  assert.equal(h.store.find('r1')?.status, 'interrupted');
  await assert.rejects(h.part.port.submit(request('r2')), /runs is not running/);
});

test('a pool that is killed under its runs still ends each of them once', async () => {
  const h = createHarness();
  h.script = hang;
  const running = await h.part.port.submit(request('r1'));
  const waiting = await h.part.port.submit(request('r2', { source: 'agent' }));
  await h.settle();
  h.actor.stop();
  assert.equal((await running.outcome).status, 'interrupted');
  assert.equal((await waiting.outcome).status, 'interrupted');
  assert.deepEqual(
    [h.ends('r1'), h.ends('r2')],
    [
      { agent: 1, chat: 1 },
      { agent: 1, chat: 1 },
    ],
  );
  assert.equal(h.store.find('r1')?.status, 'interrupted');
  assert.deepEqual(h.part.port.active(), []);
  assert.equal(h.clock.pending, 0);
});

test('a run whose actor crashes ends once as error, frees its lane and lets its engine fall silent', async () => {
  const h = createHarness();
  const store = { ...h.store };
  h.store.begin = (runId, at) => {
    if (runId === 'r1') throw new TypeError('not a promise');
    return store.begin(runId, at);
  };
  const gate = gated();
  h.script = gate.script;
  const crashed = await h.part.port.submit(request('r1'));
  const sibling = await h.part.port.submit(request('r2', { source: 'agent' }));
  const outcome = await crashed.outcome;
  assert.deepEqual([outcome.status, outcome.summary], ['error', 'the run crashed: TypeError: not a promise']);
  await h.settle();
  gate.open('r1');
  gate.open('r2');
  assert.equal((await sibling.outcome).status, 'ok');
  assert.deepEqual(h.ends('r1'), { agent: 1, chat: 1 });
  assert.equal(h.store.find('r1')?.status, 'error');
  assert.equal(h.clock.pending, 0);
});

test('a pool that its keeper starts again serves the next message', async () => {
  const h = createHarness();
  h.script = hang;
  const cut = await h.part.port.submit(request('r1'));
  await h.settle();
  h.actor.stop();
  await cut.outcome;
  await assert.rejects(h.part.port.submit(request('r2')), /runs is not running/);
  const successor = createActor(h.part.logic, { input: h.part.input, clock: h.clock });
  successor.start();
  h.script = echo;
  assert.equal((await (await h.part.port.submit(request('r2'))).outcome).status, 'ok');
  successor.stop();
});

test('recovery closes what a crash left open, notes it in the session, and the key does not run again', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  await h.part.port.submit(request('r1'));
  await h.settle();
  const record = h.store.find('r1');
  assert.ok(record);
  const next = createHarness();
  next.store.records.set('r1', record);
  assert.equal(await next.part.recover(), 1);
  assert.match(next.injected[0] ?? '', /^agent:main:main: \[This answer was interrupted/);
  const ticket = await next.part.port.submit(request('r1'));
  assert.equal(ticket.status, 'settled');
  assert.equal((await ticket.outcome).status, 'interrupted');
  assert.equal((await next.part.port.wait('r1', 0))?.status, 'interrupted');
  assert.equal(next.inputs.length, 0);
});

test('recovery says once in a session that answers are missing, however many waited there', async () => {
  const h = createHarness();
  h.script = hang;
  for (const id of ['r1', 'r2', 'r3']) await h.part.port.submit(request(id));
  await h.part.port.submit(request('r4', { sessionKey: 'other' }));
  await h.settle();
  const next = createHarness();
  for (const [runId, record] of h.store.records) next.store.records.set(runId, record);
  assert.equal(await next.part.recover(), 4);
  assert.deepEqual(
    next.injected.map((note) => note.split(': ')[0]),
    ['agent:main:main', 'agent:main:other'],
  );
});

test('an open record nobody runs is closed when its key comes again, never started', async () => {
  const h = createHarness();
  h.script = hang;
  await h.part.port.submit(request('r1'));
  await h.settle();
  const record = h.store.find('r1');
  assert.ok(record);
  const next = createHarness();
  next.store.records.set('r1', record);
  const ticket = await next.part.port.submit(request('r1'));
  assert.deepEqual([ticket.status, (await ticket.outcome).status], ['settled', 'interrupted']);
});
