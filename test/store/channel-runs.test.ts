import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MIGRATIONS } from '../../src/store/migrations.ts';
import type { AcceptRun } from '../../src/store/runs.ts';
import { createRunStore } from '../../src/store/runs.ts';
import type { Store } from '../../src/store/store.ts';
import { beginTranscript, lastMessages } from '../../src/store/transcripts.ts';
import { storeFixture } from './fixture.ts';

const ask = (runId: string, fields: Partial<AcceptRun> = {}): AcceptRun => ({
  runId,
  source: 'channel',
  payloadHash: 'h1',
  sessionKey: 'main',
  canonicalKey: 'agent:main:main',
  sessionId: 's1',
  agentId: 'main',
  requester: 'telegram:42',
  acceptedAt: 100,
  message: { role: 'user', content: `question ${runId}`, timestamp: 100 },
  ...fields,
});

const rows = (store: Store): unknown[] =>
  store.read((db) => db.all<object>('SELECT * FROM runs ORDER BY rowid').map((row) => ({ ...row })));

describe('runs of chat networks', () => {
  test('a file from before them keeps its runs in order, its transcripts and its rules', async (t) => {
    const f = storeFixture(t);
    const before = MIGRATIONS.findIndex(({ name }) => name === 'channel-runs');
    const old = f.open({ migrations: MIGRATIONS.slice(0, before) });
    await old.write((tx) =>
      beginTranscript(tx, { sessionId: 's1', key: 'agent:main:main', agentId: 'main' }, 1),
    );
    const runs = createRunStore(old);
    for (const id of ['z', 'a', 'm']) await runs.accept(ask(id, { source: 'chat' }));
    await runs.begin('a', 110);
    const result = { payloads: [{ text: 'x' }], meta: {} };
    await runs.settle('z', { status: 'ok', summary: 'completed', endedAt: 120, result });
    await assert.rejects(runs.accept(ask('early')), /CHECK/);
    const kept = rows(old);
    old.close();

    const store = f.open();
    assert.deepEqual(rows(store), kept);
    assert.equal(store.read((db) => lastMessages(db, 's1', 9)).length, 3);
    const plan = store.read((db) =>
      db.all<{ detail: string }>(
        `EXPLAIN QUERY PLAN SELECT run_id FROM runs WHERE state = 'ended' AND ended_at < 1`,
      ),
    );
    assert.match(String(plan[0]?.detail), /runs_ended/);
    const later = createRunStore(store);
    assert.equal((await later.accept(ask('now'))).created, true);
    assert.equal(later.find('now')?.source, 'channel');
    await assert.rejects(
      store.write((tx) => tx.run(`UPDATE runs SET source = 'fax' WHERE run_id = 'now'`)),
      /CHECK/,
    );
  });

  test('a start interrupts what was begun and leaves to the inbox what was not', async (t) => {
    const store = storeFixture(t).open();
    const runs = createRunStore(store);
    await runs.accept(ask('waiting'));
    await runs.accept(ask('busy'));
    await runs.begin('busy', 110);
    await runs.accept(ask('asked', { source: 'chat' }));
    const interrupted = await runs.interruptAll(500);
    assert.deepEqual(
      interrupted.map((run) => run.runId),
      ['busy', 'asked'],
    );
    assert.equal(runs.find('waiting')?.state, 'accepted');
  });

  test('a run that was never begun is taken up by the same request once more, and says its message once', async (t) => {
    const store = storeFixture(t).open();
    const runs = createRunStore(store);
    const { record } = await runs.accept(ask('r'));
    assert.deepEqual(await runs.accept(ask('r')), { created: false, adoptable: true, record });
    assert.equal((await runs.accept(ask('r', { payloadHash: 'h2' }))).adoptable, undefined);
    assert.equal((await runs.accept(ask('r', { source: 'chat' }))).adoptable, undefined);
    assert.equal(store.read((db) => lastMessages(db, 's1', 9)).length, 1);
    await runs.begin('r', 110);
    assert.equal((await runs.accept(ask('r'))).adoptable, undefined);
    await runs.accept(ask('c', { source: 'chat' }));
    assert.equal((await runs.accept(ask('c', { source: 'chat' }))).adoptable, undefined);
  });
});
