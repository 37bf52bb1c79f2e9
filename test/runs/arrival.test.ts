import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { RUN_BOUNDS } from '../../src/actors/runs/bounds.ts';
import { createHarness, gated, request } from './harness.ts';
import { openRealParts } from './real-parts.ts';
import type { RealParts } from './real-parts.ts';

async function realParts(t: TestContext): Promise<RealParts> {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-arrival-'));
  const parts = openRealParts({ dir });
  t.after(async () => {
    await parts.close();
    await rm(dir, { recursive: true, force: true });
  });
  return parts;
}

test('a message sent right behind a reset belongs to the conversation the reset began', async (t) => {
  const { part, sessions } = await realParts(t);
  await (
    await part.port.submit(request('r0'))
  ).outcome;
  const old = sessions.find('main')?.entry.sessionId;
  const tickets = await Promise.all([
    part.port.submit(request('r1', { message: '/new hello' })),
    part.port.submit(request('r2', { sessionKey: 'Agent:Main:Main' })),
    part.port.submit(request('r3', { source: 'agent', sessionKey: 'main' })),
  ]);
  const ids = await Promise.all(tickets.map(async (ticket) => (await ticket.outcome).sessionId));
  const fresh = sessions.find('main')?.entry.sessionId;
  assert.notEqual(fresh, old);
  assert.deepEqual(ids, [fresh, fresh, fresh]);
});

test('messages of one session are asked in the order they came, however long a command among them takes', async () => {
  const slow = Promise.withResolvers<void>();
  const h = createHarness({
    commands: {
      async handle(text) {
        if (text === '/model fast') await slow.promise;
        return { kind: 'none' };
      },
    },
  });
  const gate = gated();
  h.script = gate.script;
  const submit = (runId: string, more = {}) =>
    h.part.port.submit(request(runId, { source: 'agent', ...more }));
  const tickets = [submit('a', { message: '/model fast' }), submit('b'), submit('c')];
  await submit('d', { sessionKey: 'another session' });
  await h.settle();
  assert.deepEqual(gate.started, ['d'], 'another session does not wait for it');
  slow.resolve();
  for (const id of ['a', 'b', 'c']) gate.open(id);
  await Promise.all(tickets.map(async (ticket) => (await ticket).outcome));
  assert.deepEqual(gate.started, ['d', 'a', 'b', 'c']);
});

test('a burst into one session is refused at the bound of its queue', async () => {
  const h = createHarness();
  h.script = gated().script;
  const burst = Array.from({ length: RUN_BOUNDS.maxWaitingPerSession + 20 }, (_, index) =>
    h.part.port.submit(request(`r${index}`, { source: 'agent' })),
  );
  const settled = await Promise.allSettled(burst);
  const accepted = settled.filter(({ status }) => status === 'fulfilled').length;
  assert.equal(accepted, RUN_BOUNDS.maxWaitingPerSession + 1, 'one runs, the others wait');
});

test('a burst over many sessions is refused at the bound of all runs', async () => {
  const h = createHarness();
  h.script = gated().script;
  const burst = Array.from({ length: RUN_BOUNDS.maxLive + 50 }, (_, index) =>
    h.part.port.submit(request(`r${index}`, { sessionKey: `session-${index}` })),
  );
  const settled = await Promise.allSettled(burst);
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, RUN_BOUNDS.maxLive);
});

test('messages waiting on both sides of a reset are not answered together', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  const entry = { updatedAt: 0, queueMode: 'collect', queueDebounceMs: 0 };
  h.entries.set('agent:main:main', { ...entry, sessionId: 'before' });
  for (const id of ['a', 'b']) await h.part.port.submit(request(id));
  await h.settle();
  h.entries.set('agent:main:main', { ...entry, sessionId: 'after' });
  await h.part.port.submit(request('c'));
  await h.settle();
  gate.open('a');
  await h.settle();
  gate.open('b');
  await h.settle();
  assert.deepEqual(gate.started, ['a', 'b', 'c']);
  assert.deepEqual(
    h.inputs.map(({ sessionId }) => sessionId),
    ['before', 'before', 'after'],
  );
});
