import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createLanes } from '../../src/actors/runs/lanes.ts';
import { arrival, collectPrompt, queueRule, shorten } from '../../src/actors/runs/queue-modes.ts';
import { Failure } from '../../src/protocol/failure.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createHarness, gated, request } from './harness.ts';
import type { Harness } from './harness.ts';

async function send(h: Harness, ...ids: readonly string[]) {
  const tickets = [];
  for (const id of ids) {
    tickets.push(await h.part.port.submit(request(id)));
    await h.settle();
  }
  return tickets;
}

function withMode(fields: Record<string, unknown>): { h: Harness; gate: ReturnType<typeof gated> } {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  h.entries.set('agent:main:main', { sessionId: 's', updatedAt: 0, ...fields });
  return { h, gate };
}

test('agent callers of one session are served one after the other in the order they came', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  const ids = ['a', 'b', 'c'];
  const tickets = [];
  for (const id of ids) tickets.push(await h.part.port.submit(request(id, { source: 'agent' })));
  await h.settle();
  assert.deepEqual(gate.started, ['a']);
  assert.deepEqual(
    h.part.port.active().map(({ runId, state }) => [runId, state]),
    [
      ['a', 'running.thinking'],
      ['b', 'queued'],
      ['c', 'queued'],
    ],
  );
  for (const id of ids) gate.open(id);
  await Promise.all(tickets.map((ticket) => ticket.outcome));
  assert.deepEqual(gate.started, ids);
});

test('no more than the configured number of sessions run at once, and the rest take turns', async () => {
  const h = createHarness();
  h.config = { agents: { defaults: { maxConcurrent: 2 } } };
  const gate = gated();
  h.script = gate.script;
  for (const id of ['a', 'b', 'c']) await h.part.port.submit(request(id, { sessionKey: `session-${id}` }));
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'b']);
  gate.open('b');
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'b', 'c']);
});

test('another number of sessions at once holds for who begins next, and stops nobody', async () => {
  const h = createHarness();
  const allow = (maxConcurrent: number): void => {
    h.config = { agents: { defaults: { maxConcurrent } } };
    h.part.admit();
  };
  allow(1);
  const gate = gated();
  h.script = gate.script;
  for (const id of ['a', 'b', 'c', 'd'])
    await h.part.port.submit(request(id, { sessionKey: `session-${id}` }));
  await h.settle();
  assert.deepEqual(gate.started, ['a']);
  allow(3);
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'b', 'c'], 'there is room at once');
  allow(1);
  await h.settle();
  for (const id of ['a', 'b', 'c']) assert.deepEqual(h.ends(id), { agent: 0, chat: 0 }, id);
  for (const id of ['a', 'b']) gate.open(id);
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'b', 'c'], 'one is still at work');
  gate.open('c');
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'b', 'c', 'd']);
});

test('collect answers everything that waited in one run led by the newest message', async () => {
  const { h, gate } = withMode({ queueMode: 'collect', queueDebounceMs: 0 });
  const [a, b, c] = await send(h, 'a', 'b', 'c');
  gate.open('a');
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'c']);
  assert.equal(
    h.inputs[1]?.message,
    '[Queued messages while agent was busy]\n\n---\nQueued #1\nmessage b\n\n---\nQueued #2\nmessage c',
  );
  assert.ok(
    !JSON.stringify(h.inputs[1]?.history).includes('message b'),
    'waiting messages are not history yet',
  );
  gate.open('c');
  const outcomes = await Promise.all([a, b, c].map((ticket) => Promise.resolve(ticket?.outcome)));
  assert.deepEqual(
    outcomes.map((outcome) => outcome?.summary),
    ['completed', 'answered together with c', 'completed'],
  );
  assert.deepEqual(h.ends('b'), { agent: 1, chat: 1 });
});

test('collect waits for a quiet moment after the last message', async () => {
  const { h, gate } = withMode({ queueMode: 'collect' });
  await send(h, 'a', 'b');
  gate.open('a');
  await h.clock.advance(900);
  await send(h, 'c');
  await h.clock.advance(900);
  assert.deepEqual(gate.started, ['a'], 'the newest message is not a second old');
  await h.clock.advance(100);
  assert.deepEqual(gate.started, ['a', 'c']);
});

test('messages absorbed by a run that fails fail with it', async () => {
  const { h, gate } = withMode({ queueMode: 'collect', queueDebounceMs: 0 });
  const [, b] = await send(h, 'a', 'b', 'c');
  gate.open('a');
  await h.settle();
  h.part.port.abort({ sessionKey: 'main', runId: 'c', reason: 'rpc' });
  assert.equal((await b?.outcome)?.status, 'aborted');
});

test('the channel of a message decides before the common mode and after the session', async () => {
  const queue = { mode: 'collect', debounceMs: 0, byChannel: { webchat: 'followup' } } as const;
  for (const [fields, started] of [
    [{}, ['a', 'b', 'c']],
    [{ queueMode: 'collect' }, ['a', 'c']],
  ] as const) {
    const { h, gate } = withMode(fields);
    h.config = { messages: { queue } };
    const tickets = await send(h, 'a', 'b', 'c');
    for (const id of ['a', 'b', 'c']) gate.open(id);
    await Promise.all(tickets.map((ticket) => ticket.outcome));
    assert.deepEqual(gate.started, started);
  }
});

test('an agent caller waits its turn, unless the channel it names has a mode of its own', async () => {
  for (const [channel, ended] of [
    ['telegram', 'aborted'],
    ['whatsapp', 'ok'],
  ] as const) {
    const h = createHarness();
    const gate = gated();
    h.script = gate.script;
    h.config = { messages: { queue: { byChannel: { telegram: 'interrupt' } } } };
    const first = await h.part.port.submit(request('a', { source: 'agent', channel }));
    await h.settle();
    await h.part.port.submit(request('b', { source: 'agent', channel }));
    await h.settle();
    gate.open('a');
    assert.equal((await first.outcome).status, ended);
  }
});

test('followup answers each message on its own', async () => {
  const { h, gate } = withMode({ queueMode: 'followup', queueDebounceMs: 0 });
  const tickets = await send(h, 'a', 'b', 'c');
  for (const id of ['a', 'b', 'c']) gate.open(id);
  await Promise.all(tickets.map((ticket) => ticket.outcome));
  assert.deepEqual(
    h.inputs.map(({ message }) => message),
    ['message a', 'message b', 'message c'],
  );
});

test('interrupt aborts what runs and what waits, then runs the newest', async () => {
  const { h, gate } = withMode({ queueMode: 'followup', queueDebounceMs: 0 });
  const [a, b] = await send(h, 'a', 'b');
  h.entries.set('agent:main:main', { sessionId: 's', updatedAt: 0, queueMode: 'interrupt' });
  await send(h, 'c');
  assert.deepEqual([(await a?.outcome)?.status, (await b?.outcome)?.status], ['aborted', 'aborted']);
  await h.settle();
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'c']);
});

test('a full queue drops the oldest and mentions it in the next prompt', async () => {
  const { h, gate } = withMode({ queueMode: 'followup', queueCap: 1, queueDebounceMs: 0 });
  const [, b] = await send(h, 'a', 'b', 'c');
  const dropped = await b?.outcome;
  assert.deepEqual([dropped?.status, /too many messages/.test(dropped?.summary ?? '')], ['aborted', true]);
  gate.open('a');
  await h.settle();
  assert.match(
    h.inputs[1]?.message ?? '',
    /Dropped because too many were waiting \(1\):\n- message b\n\n---\nQueued #1\nmessage c$/,
  );
});

test('a full queue that drops new messages refuses them before they are stored', async () => {
  const { h } = withMode({ queueMode: 'followup', queueCap: 1, queueDrop: 'new' });
  await send(h, 'a', 'b');
  await assert.rejects(h.part.port.submit(request('c')), (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'UNAVAILABLE');
    assert.match(error.message, /1 messages are already waiting/);
    return true;
  });
  assert.equal(h.store.find('c'), undefined);
});

test('an aborted waiting run leaves the line at once', async () => {
  const { h, gate } = withMode({ queueMode: 'collect', queueDebounceMs: 0 });
  await send(h, 'a', 'b', 'c');
  h.part.port.abort({ sessionKey: 'main', runId: 'b', reason: 'rpc' });
  gate.open('a');
  await h.settle();
  assert.equal(h.inputs[1]?.message, 'message c');
});

test('queue settings come from the first source that names them, within bounds', () => {
  assert.deepEqual(queueRule(), { mode: 'collect', drop: 'summarize', cap: 20, debounceMs: 1000 });
  assert.equal(queueRule({ queueMode: 'steer' }).mode, 'followup');
  assert.equal(queueRule({ queueMode: 'toString' }, { queueMode: 'interrupt' }).mode, 'interrupt');
  assert.deepEqual(queueRule({ queueCap: 1e9, queueDebounceMs: -5, queueDrop: 'old' }), {
    mode: 'collect',
    drop: 'old',
    cap: 100,
    debounceMs: 0,
  });
  assert.equal(arrival(queueRule({ queueMode: 'interrupt' }), 0, false), 'wait');
});

test('a dropped message is shown as one short line and a single message stays as written', () => {
  assert.equal(shorten(' a\n b '), 'a b');
  assert.equal(shorten('x'.repeat(500)).length, 160);
  assert.equal(collectPrompt(['  as is '], []), '  as is ');
});

test('lanes keep one run per session, the cap, and the order of each session, whatever happens', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('enqueue' as const), session: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ kind: fc.constant('release' as const), pick: fc.nat(50) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), (steps, cap) => {
      const sessionOf = new Map<string, string>();
      const present = new Set<string>();
      const begun: string[] = [];
      const lanes = createLanes({
        clock: createTestClock(),
        cap: () => cap,
        choose: (waiting) => ({ lead: waiting[0] ?? '', absorbed: [] }),
        begin: (runId) => void begun.push(runId),
      });
      const working = (): string[] => begun.filter((runId) => present.has(runId));
      let next = 0;
      for (const action of steps) {
        if (action.kind === 'enqueue') {
          const runId = `r${next++}`;
          sessionOf.set(runId, `s${action.session}`);
          present.add(runId);
          lanes.enqueue(runId, `s${action.session}`);
        } else {
          const runId = [...present][action.pick % Math.max(1, present.size)];
          if (runId === undefined) continue;
          present.delete(runId);
          lanes.release(runId, sessionOf.get(runId) ?? '');
        }
        const now = working();
        assert.equal(lanes.size(), now.length);
        assert.ok(now.length <= cap);
        assert.equal(new Set(now.map((runId) => sessionOf.get(runId))).size, now.length);
        const sessionsPresent = new Set([...present].map((runId) => sessionOf.get(runId)));
        assert.equal(now.length, Math.min(cap, sessionsPresent.size), 'nothing idles while it could work');
      }
      const number = (runId: string): number => Number(runId.slice(1));
      for (const session of new Set(sessionOf.values())) {
        const order = begun.filter((runId) => sessionOf.get(runId) === session).map(number);
        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        );
      }
    }),
    { numRuns: 300 },
  );
});
