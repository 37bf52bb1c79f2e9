import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSession, writeSession } from '../../src/store/session-rows.ts';
import type { StoredEntry } from '../../src/store/session-rows.ts';
import type { AcceptRun } from '../../src/store/runs.ts';
import { createRunStore } from '../../src/store/runs.ts';
import type { Store } from '../../src/store/store.ts';
import { beginTranscript, lastMessages } from '../../src/store/transcripts.ts';
import type { StoredMessage } from '../../src/store/transcripts.ts';
import { storeFixture } from './fixture.ts';

const DAY = 86_400_000;
const KEY = 'agent:main:main';

const message = (content: string, role: StoredMessage['role'] = 'user'): StoredMessage => ({
  role,
  content,
  timestamp: 100,
});

const ask = (runId: string, fields: Partial<AcceptRun> = {}): AcceptRun => ({
  runId,
  source: 'chat',
  payloadHash: 'h1',
  sessionKey: 'main',
  canonicalKey: KEY,
  sessionId: 's1',
  agentId: 'main',
  requester: 'cli',
  acceptedAt: 100,
  message: message(`question ${runId}`),
  ...fields,
});

async function withSession(
  store: Store,
  entry: StoredEntry = { sessionId: 's1', updatedAt: 50, label: 'x' },
): Promise<void> {
  await store.write((tx) => {
    writeSession(tx, { key: KEY, agentId: 'main', kind: 'direct', entry });
    beginTranscript(tx, { key: KEY, agentId: 'main', sessionId: entry.sessionId }, 50);
  });
}

const said = (store: Store): unknown[] =>
  store.read((db) => lastMessages(db, 's1', 100)).map((each) => each.content);
const entryOf = (store: Store): StoredEntry | undefined => store.read((db) => readSession(db, KEY))?.entry;

describe('runs', () => {
  test('two submissions of one key in the same turn make one run and one message', async (t) => {
    const store = storeFixture(t).open();
    const runs = createRunStore(store);
    const [first, second] = await Promise.all([
      runs.accept(ask('r1')),
      runs.accept(ask('r1', { payloadHash: 'h2' })),
    ]);
    assert.equal(first.created, true);
    assert.equal(second.created, false);
    assert.deepEqual(second.record, first.record);
    assert.equal(second.record.payloadHash, 'h1');
    assert.deepEqual(said(store), ['question r1']);
  });

  test('a run goes from accepted to running to its one end, and is remembered across a restart', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    await withSession(store);
    const runs = createRunStore(store);
    assert.equal(runs.find('r1'), undefined);
    const { record } = await runs.accept(ask('r1'));
    assert.deepEqual(runs.find('r1'), record);
    assert.equal((await runs.begin('r1', 110))?.state, 'running');
    assert.equal((await runs.begin('r1', 999))?.startedAt, 110);
    assert.equal(await runs.append('r1', [message('looking', 'toolResult')]), true);
    const result = { payloads: [{ text: 'answer' }], meta: { durationMs: 20 } };
    const ended = await runs.settle('r1', {
      status: 'ok',
      summary: 'completed',
      endedAt: 130,
      result,
      messages: [message('answer', 'assistant')],
      sessionPatch: { totalTokens: 12, label: null, updatedAt: 3, sessionId: 'forged' },
    });
    const expected = {
      ...record,
      state: 'ended',
      status: 'ok',
      summary: 'completed',
      startedAt: 110,
      endedAt: 130,
      result,
    };
    assert.deepEqual(ended, expected);
    assert.deepEqual(said(store), ['question r1', 'looking', 'answer']);
    assert.deepEqual(entryOf(store), { sessionId: 's1', updatedAt: 130, totalTokens: 12 });

    const again = await runs.settle('r1', {
      status: 'error',
      summary: 'no',
      endedAt: 140,
      messages: [message('twice')],
    });
    assert.deepEqual(again, expected);
    assert.equal(await runs.append('r1', [message('late')]), false);
    assert.equal(await runs.begin('r1', 150), undefined);
    assert.deepEqual(said(store), ['question r1', 'looking', 'answer']);

    store.close();
    assert.deepEqual(createRunStore(f.open()).find('r1'), expected);
  });

  test('an unknown run cannot begin, append or end', async (t) => {
    const runs = createRunStore(storeFixture(t).open());
    assert.equal(await runs.begin('nobody', 1), undefined);
    assert.equal(await runs.append('nobody', [message('x')]), false);
    assert.equal(await runs.settle('nobody', { status: 'ok', summary: '', endedAt: 1 }), undefined);
  });

  test('counters of a conversation that was reset meanwhile are not written to the new one', async (t) => {
    const store = storeFixture(t).open();
    await withSession(store);
    const runs = createRunStore(store);
    await runs.accept(ask('r1'));
    await withSession(store, { sessionId: 's2', updatedAt: 120 });
    await runs.settle('r1', { status: 'ok', summary: '', endedAt: 130, sessionPatch: { totalTokens: 99 } });
    assert.deepEqual(entryOf(store), { sessionId: 's2', updatedAt: 120 });
  });

  test('what was open at the last stop is interrupted once, oldest first, and its transcript stays whole', async (t) => {
    const f = storeFixture(t);
    const before = f.open();
    await withSession(before);
    const first = createRunStore(before);
    await first.accept(ask('done', { acceptedAt: 90 }));
    await first.settle('done', { status: 'ok', summary: '', endedAt: 95 });
    await first.accept(ask('waiting', { acceptedAt: 200 }));
    await first.accept(ask('busy', { acceptedAt: 100 }));
    await first.begin('busy', 105);
    await first.append('busy', [message('half', 'assistant')]);
    before.close();

    const store = f.open();
    const runs = createRunStore(store);
    const interrupted = await runs.interruptAll(500);
    assert.deepEqual(
      interrupted.map(({ runId, status, endedAt, startedAt }) => ({ runId, status, endedAt, startedAt })),
      [
        { runId: 'busy', status: 'interrupted', endedAt: 500, startedAt: 105 },
        { runId: 'waiting', status: 'interrupted', endedAt: 500, startedAt: undefined },
      ],
    );
    assert.equal(entryOf(store)?.['abortedLastRun'], true);
    assert.deepEqual(said(store), ['question done', 'question waiting', 'question busy', 'half']);
    assert.deepEqual(await runs.interruptAll(600), []);
    const replay = await runs.accept(ask('busy'));
    assert.equal(replay.created, false);
    assert.equal(replay.record.status, 'interrupted');
  });

  test('ended runs are forgotten after seven days, open ones never', async (t) => {
    const runs = createRunStore(storeFixture(t).open());
    await runs.accept(ask('open'));
    await runs.accept(ask('ended'));
    await runs.settle('ended', { status: 'ok', summary: '', endedAt: 1_000 });
    assert.equal(await runs.sweep(1_000 + 7 * DAY), 0);
    assert.equal(await runs.sweep(1_001 + 7 * DAY), 1);
    assert.equal(runs.find('ended'), undefined);
    assert.equal(runs.find('open')?.state, 'accepted');
  });
});
