import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SessionsPort } from '../../src/api/ports.ts';
import type { SessionsPatchParams } from '../../src/protocol/generated/types.ts';
import { readOps } from '../../src/store/ops-log.ts';
import { refusal, sessionsFixture } from './fixture.ts';

const HOUR = 3_600_000;

describe('sessions.patch', () => {
  const REFUSED: readonly (readonly [patch: Omit<SessionsPatchParams, 'key'>, message: string])[] = [
    [{ thinkingLevel: 'max' }, 'invalid thinkingLevel (use "off"|"minimal"|"low"|"medium"|"high"|"xhigh")'],
    [{ verboseLevel: 'loud' }, 'invalid verboseLevel (use "on"|"off"|"full")'],
    [{ reasoningLevel: 'x' }, 'invalid reasoningLevel (use "on"|"off"|"stream")'],
    [{ responseUsage: 'x' }, 'invalid responseUsage (use "off"|"tokens"|"full"|"on")'],
    [{ elevatedLevel: 'x' }, 'invalid elevatedLevel (use "on"|"off"|"ask"|"full")'],
    [{ execHost: 'x' }, 'invalid execHost (use "sandbox"|"gateway"|"node")'],
    [{ execSecurity: 'x' }, 'invalid execSecurity (use "deny"|"allowlist"|"full")'],
    [{ execAsk: 'x' }, 'invalid execAsk (use "off"|"on-miss"|"always")'],
    [{ execNode: '  ' }, 'invalid execNode: empty'],
    [{ sendPolicy: 'x' }, 'invalid sendPolicy (use "allow"|"deny")'],
    [{ groupActivation: 'x' }, 'invalid groupActivation (use "mention"|"always")'],
    [{ label: '  ' }, 'invalid label: empty'],
    [{ label: 'x'.repeat(65) }, 'invalid label: too long (max 64)'],
    [{ model: ' ' }, 'invalid model: empty'],
    [{ model: 'no-such-thing' }, 'invalid model: no-such-thing (use "provider/model")'],
    [{ model: 'nonsense/x' }, 'invalid model: nonsense/x (use "provider/model")'],
    [{ spawnedBy: 'agent:main:main' }, 'spawnedBy is only supported for subagent:* sessions'],
  ];
  for (const [patch, message] of REFUSED) {
    test(`${JSON.stringify(patch).slice(0, 60)} is refused in the words clients know, and changes nothing`, async (t) => {
      const { sessions } = sessionsFixture(t);
      await assert.rejects(sessions.patch({ key: 'main', ...patch }), refusal(message));
      assert.equal(sessions.find('main'), undefined);
    });
  }

  test('creates the session, stores every field in its normal form and says where', async (t) => {
    const f = sessionsFixture(t);
    const fields = {
      label: ' My label ',
      thinkingLevel: 'HIGH',
      verboseLevel: 'off',
      reasoningLevel: 'stream',
      responseUsage: 'tokens',
      elevatedLevel: 'off',
      execHost: 'node',
      execSecurity: 'allowlist',
      execAsk: 'on-miss',
      execNode: ' n1 ',
      sendPolicy: 'deny',
      groupActivation: 'always',
      model: 'openrouter/vendor/model',
    };
    const result = await f.sessions.patch({ key: 'Notes', ...fields });
    const { sessionId } = result.entry;
    assert.deepEqual(result, {
      ok: true,
      path: f.path,
      key: 'agent:main:notes',
      entry: {
        sessionId,
        updatedAt: f.clock.now(),
        label: 'My label',
        thinkingLevel: 'high',
        verboseLevel: 'off',
        reasoningLevel: 'stream',
        responseUsage: 'tokens',
        elevatedLevel: 'off',
        execHost: 'node',
        execSecurity: 'allowlist',
        execAsk: 'on-miss',
        execNode: 'n1',
        sendPolicy: 'deny',
        groupActivation: 'always',
        providerOverride: 'openrouter',
        modelOverride: 'vendor/model',
      },
    });
    assert.deepEqual(f.sessions.find('notes')?.entry, result.entry);

    const cleared = Object.fromEntries(Object.keys(fields).map((field) => [field, null]));
    const empty = await f.sessions.patch({ key: 'notes', ...cleared });
    assert.deepEqual(empty.entry, { sessionId, updatedAt: f.clock.now() });
  });

  test('off removes a level whose absence means off', async (t) => {
    const { sessions } = sessionsFixture(t);
    const levels = { thinkingLevel: 'low', reasoningLevel: 'on', responseUsage: 'full' };
    await sessions.patch({ key: 'main', ...levels });
    const off = Object.fromEntries(Object.keys(levels).map((field) => [field, 'off']));
    const { entry } = await sessions.patch({ key: 'main', ...off });
    assert.deepEqual(Object.keys(entry).toSorted(), ['sessionId', 'updatedAt']);
  });

  test('a label belongs to one session of an agent; its bearer may say it again', async (t) => {
    const { sessions } = sessionsFixture(t);
    await sessions.patch({ key: 'a', label: 'same' });
    await sessions.patch({ key: 'a', label: 'same' });
    await assert.rejects(sessions.patch({ key: 'b', label: ' same' }), refusal('label already in use: same'));
    await sessions.patch({ key: 'agent:other:b', label: 'same' });
    await sessions.patch({ key: 'a', label: null });
    await sessions.patch({ key: 'b', label: 'same' });
    assert.deepEqual(sessions.resolve({ label: 'same', agentId: 'main' }), { ok: true, key: 'agent:main:b' });
  });

  test('of two sessions claiming a label in the same turn one gets it', async (t) => {
    const { sessions } = sessionsFixture(t);
    const claims = ['a', 'b'].map((key) => sessions.patch({ key, label: 'x' }));
    const outcome = await Promise.allSettled(claims);
    assert.deepEqual(
      outcome.map((each) => each.status),
      ['fulfilled', 'rejected'],
    );
  });

  test('who spawned a sub-agent is written once', async (t) => {
    const { sessions } = sessionsFixture(t);
    const key = 'agent:main:subagent:7';
    await sessions.patch({ key, spawnedBy: null });
    await sessions.patch({ key, spawnedBy: 'agent:main:main' });
    await sessions.patch({ key, spawnedBy: 'agent:main:main' });
    const changed = refusal('spawnedBy cannot be changed once set');
    await assert.rejects(sessions.patch({ key, spawnedBy: 'agent:main:x' }), changed);
    await assert.rejects(
      sessions.patch({ key, spawnedBy: null }),
      refusal('spawnedBy cannot be cleared once set'),
    );
  });

  test('a model must be among the chosen ones, may be an alias, and the configured one is no override', async (t) => {
    const { sessions } = sessionsFixture(t, {
      agents: {
        defaults: {
          model: { primary: 'openai/gpt-a' },
          models: { 'openai/gpt-a': {}, 'anthropic/b': { alias: 'bee' } },
        },
      },
    });
    const { entry } = await sessions.patch({ key: 'main', model: 'Bee' });
    assert.equal(entry['providerOverride'], 'anthropic');
    assert.equal(entry['modelOverride'], 'b');
    await assert.rejects(
      sessions.patch({ key: 'main', model: 'openai/c' }),
      refusal('model not allowed: openai/c'),
    );
    const offline = await sessions.patch({ key: 'main', model: 'offline' });
    assert.equal(offline.entry['providerOverride'], 'offline');
    const back = await sessions.patch({ key: 'main', model: 'openai/gpt-a' });
    assert.equal('modelOverride' in back.entry, false);
  });
});

describe('sessions.list', () => {
  test('gives at most 1,000 rows with texts unless the client asks for more', async (t) => {
    const f = sessionsFixture(t);
    const keys = Array.from({ length: 1001 }, (_, index) => `s${index}`);
    await Promise.all(keys.map((key) => f.sessions.patchEntry(key, { displayName: key })));
    assert.equal(f.sessions.list({}).count, 1001);
    assert.equal(f.sessions.list({ includeDerivedTitles: true }).count, 1000);
    assert.equal(f.sessions.list({ includeLastMessage: true }).count, 1000);
    assert.equal(f.sessions.list({ includeLastMessage: true, limit: 1001 }).count, 1001);
  });

  test('shows newest first, hides global and unknown unless asked, and counts what it returns', async (t) => {
    const f = sessionsFixture(t);
    for (const key of ['main', 'global', 'telegram:group:1', 'unknown']) {
      f.clock.advanceSync(1);
      await f.turn(key, 'hi');
    }
    const plain = f.sessions.list({});
    assert.deepEqual(
      plain.sessions.map((row) => [row.key, row.kind]),
      [
        ['agent:main:telegram:group:1', 'group'],
        ['agent:main:main', 'direct'],
      ],
    );
    assert.equal(plain.count, 2);
    assert.equal(plain.path, f.path);
    assert.equal(plain.ts, f.clock.now());
    assert.deepEqual(plain.defaults, { modelProvider: null, model: null, contextTokens: null });
    const all = f.sessions.list({ includeGlobal: true, includeUnknown: true });
    assert.deepEqual(
      all.sessions.map((row) => row.kind),
      ['unknown', 'group', 'global', 'direct'],
    );
    assert.equal(f.sessions.list({ limit: 1 }).sessions[0]?.key, 'agent:main:telegram:group:1');
  });

  test('filters by agent, spawner, label, activity and substring in any case', async (t) => {
    const f = sessionsFixture(t);
    await f.sessions.patch({ key: 'agent:ops:one', label: 'Weekly Report' });
    await f.sessions.patch({ key: 'agent:main:subagent:1', spawnedBy: 'agent:main:main' });
    f.clock.advanceSync(HOUR);
    await f.sessions.patchEntry('two', { displayName: 'Ärger 天气', subject: 'Holiday 100%' });
    const keys = (params: Parameters<typeof f.sessions.list>[0]): string[] =>
      f.sessions.list(params).sessions.map((row) => row.key);
    assert.deepEqual(keys({ agentId: 'OPS' }), ['agent:ops:one']);
    assert.deepEqual(keys({ spawnedBy: 'agent:main:main' }), ['agent:main:subagent:1']);
    assert.deepEqual(keys({ label: 'Weekly Report' }), ['agent:ops:one']);
    assert.deepEqual(keys({ label: 'weekly report' }), []);
    assert.deepEqual(keys({ activeMinutes: 59 }), ['agent:main:two']);
    assert.deepEqual(keys({ activeMinutes: 60 }).length, 3);
    assert.deepEqual(keys({ search: ' WEEKLY ' }), ['agent:ops:one']);
    assert.deepEqual(keys({ search: 'ärger 天' }), ['agent:main:two']);
    assert.deepEqual(keys({ search: '0%' }), ['agent:main:two']);
    assert.deepEqual(keys({ search: 'subagent' }), ['agent:main:subagent:1']);
    const id = f.sessions.find('two')?.entry.sessionId ?? '';
    assert.deepEqual(keys({ search: id.slice(3, 20).toUpperCase() }), ['agent:main:two']);
    assert.equal(keys({ search: '  ' }).length, 3);
  });

  test('a row carries the fields clients decode, with the model in force, and nothing of a wrong type', async (t) => {
    const f = sessionsFixture(t, {
      agents: { defaults: { model: { primary: 'openai/gpt-a' }, contextTokens: 8_000 } },
    });
    await f.sessions.patchEntry('main', {
      modelProvider: 'openai',
      model: 'gpt-a',
      providerOverride: 'anthropic',
      modelOverride: 'b',
      totalTokens: 1.5,
      inputTokens: -1,
      outputTokens: 7,
      systemSent: true,
      subject: 42,
      origin: { label: 'x' },
      secretStuff: 'not for clients',
    });
    const { sessions, defaults } = f.sessions.list({});
    assert.deepEqual(defaults, { modelProvider: 'openai', model: 'gpt-a', contextTokens: 8_000 });
    assert.deepEqual(sessions, [
      {
        key: 'agent:main:main',
        kind: 'direct',
        updatedAt: f.clock.now(),
        sessionId: f.sessions.find('main')?.entry.sessionId,
        totalTokens: 0,
        outputTokens: 7,
        systemSent: true,
        origin: { label: 'x' },
        modelProvider: 'anthropic',
        model: 'b',
      },
    ]);
  });

  test('titles and last messages are derived when asked for', async (t) => {
    const f = sessionsFixture(t);
    await f.turn('main', '[Wed 2026-01-28 12:00 UTC] What is\n the   weather?', 'Sunny.');
    await f.turn('long', 'word '.repeat(30));
    await f.sessions.patchEntry('named', { displayName: ' Ann ' });
    await f.sessions.patchEntry('empty', {});
    const rows = f.sessions.list({ includeDerivedTitles: true, includeLastMessage: true }).sessions;
    const row = (rest: string): Record<string, unknown> => {
      const found = rows.find((each) => each.key === `agent:main:${rest}`);
      return { title: found?.derivedTitle, last: found?.lastMessagePreview };
    };
    assert.deepEqual(row('main'), { title: 'What is the weather?', last: 'Sunny.' });
    assert.deepEqual(row('named'), { title: 'Ann', last: undefined });
    const { title } = row('long');
    assert.ok(typeof title === 'string' && title.length === 60 && title.endsWith('…'));
    assert.match(String(row('empty')['title']), /^[0-9a-f]{8} \(2023-11-14\)$/);
    const plain = f.sessions.list({}).sessions[0];
    assert.ok(plain !== undefined && !('derivedTitle' in plain) && !('lastMessagePreview' in plain));
  });

  test('ten thousand sessions can be listed, searched and summed up', async (t) => {
    const f = sessionsFixture(t);
    const names = Array.from({ length: 10_000 }, (_, index) => `peer-${index}`);
    await Promise.all(names.map((name) => f.sessions.patchEntry(name, { displayName: name })));
    assert.equal(f.sessions.list({}).count, 10_000);
    assert.equal(f.sessions.list({ search: 'peer-77', limit: 5 }).count, 5);
    assert.equal(f.sessions.list({ search: 'peer-9999' }).count, 1);
    const summary = f.sessions.summary({ limit: 5 });
    assert.equal(summary.count, 10_000);
    assert.equal(summary.recent.length, 5);
  });
});

describe('sessions.preview', () => {
  test('says of each key what it found, in the order asked', async (t) => {
    const f = sessionsFixture(t);
    const sessionId = await f.turn('main', 'hello', 'hi there');
    await f.runs.accept({
      runId: 'tools',
      source: 'chat',
      payloadHash: '',
      sessionKey: 'main',
      canonicalKey: 'agent:main:main',
      sessionId,
      agentId: 'main',
      requester: 'test',
      acceptedAt: 1,
    });
    await f.runs.append('tools', [
      {
        role: 'assistant',
        content: [{ type: 'toolCall', id: '1', name: 'look', arguments: {} } as { type: string }],
        timestamp: 1,
      },
      { role: 'toolResult', content: 'found it', timestamp: 2 },
      { role: 'assistant', content: [{ type: 'thinking' }], timestamp: 3 },
    ]);
    await f.sessions.patchEntry('empty', {});
    const tooLong = 'x'.repeat(600);
    const { ts, previews } = f.sessions.preview({ keys: ['MAIN', 'empty', 'nowhere', tooLong] });
    assert.equal(ts, f.clock.now());
    assert.deepEqual(previews, [
      {
        key: 'MAIN',
        status: 'ok',
        items: [
          { role: 'user', text: 'hello' },
          { role: 'assistant', text: 'hi there' },
          { role: 'tool', text: 'call look' },
          { role: 'tool', text: 'found it' },
        ],
      },
      { key: 'empty', status: 'empty', items: [] },
      { key: 'nowhere', status: 'missing', items: [] },
      { key: tooLong, status: 'error', items: [] },
    ]);
  });

  test('is bounded in keys, items and characters', async (t) => {
    const f = sessionsFixture(t);
    for (let i = 0; i < 60; i += 1) await f.turn('main', `${i} ${'y'.repeat(3_000)}`);
    const items = (params: { limit?: number; maxChars?: number }): { role: string; text: string }[] => [
      ...(f.sessions.preview({ keys: ['main'], ...params }).previews[0]?.items ?? []),
    ];
    assert.equal(items({}).length, 12);
    assert.equal(items({})[0]?.text.length, 240);
    assert.ok(items({}).at(-1)?.text.startsWith('59 '));
    assert.equal(items({ limit: 1_000 }).length, 50);
    assert.equal(items({ maxChars: 99_999 })[0]?.text.length, 2_000);
    const many = Array.from({ length: 70 }, (_, i) => `k${i}`);
    assert.equal(f.sessions.preview({ keys: many }).previews.length, 64);
  });
});

describe('sessions.resolve', () => {
  test('finds a session by key, id or label, and asks for exactly one of them', async (t) => {
    const f = sessionsFixture(t);
    const { entry } = await f.sessions.patch({ key: 'Notes', label: 'mine' });
    const sessionId = String(entry['sessionId']);
    const found = { ok: true, key: 'agent:main:notes' };
    assert.deepEqual(f.sessions.resolve({ key: 'NOTES' }), found);
    assert.deepEqual(f.sessions.resolve({ sessionId }), found);
    assert.deepEqual(f.sessions.resolve({ label: 'mine' }), found);
    assert.throws(
      () => f.sessions.resolve({ key: 'notes', label: 'mine' }),
      refusal('Provide either key, sessionId, or label (not multiple)'),
    );
    assert.throws(() => f.sessions.resolve({}), refusal('Either key, sessionId, or label is required'));
    assert.throws(() => f.sessions.resolve({ key: 'Nope' }), refusal('No session found: Nope'));
    assert.throws(() => f.sessions.resolve({ sessionId: 'nope' }), refusal('No session found: nope'));
    assert.throws(() => f.sessions.resolve({ label: 'nope' }), refusal('No session found with label: nope'));
    assert.throws(
      () => f.sessions.resolve({ sessionId, agentId: 'other' }),
      refusal(`No session found: ${sessionId}`),
    );
  });

  test('a label two agents use is ambiguous until the agent is named', async (t) => {
    const { sessions } = sessionsFixture(t);
    await sessions.patch({ key: 'agent:a:x', label: 'same' });
    await sessions.patch({ key: 'agent:b:x', label: 'same' });
    assert.throws(
      () => sessions.resolve({ label: 'same' }),
      refusal('Multiple sessions found with label: same (agent:a:x, agent:b:x)'),
    );
    assert.deepEqual(sessions.resolve({ label: 'same', agentId: 'b' }), { ok: true, key: 'agent:b:x' });
  });

  test('global and unknown sessions are found by label only when included', async (t) => {
    const { sessions } = sessionsFixture(t);
    await sessions.patch({ key: 'global', label: 'all' });
    assert.throws(() => sessions.resolve({ label: 'all' }), refusal('No session found with label: all'));
    assert.deepEqual(sessions.resolve({ label: 'all', includeGlobal: true }), { ok: true, key: 'global' });
  });
});

describe('sessions.reset', () => {
  test('begins a new conversation under the same key and keeps the old one searchable', async (t) => {
    const f = sessionsFixture(t);
    const old = await f.turn('main', 'where is the elephant?', 'in the room');
    await f.sessions.patch({ key: 'main', label: 'x', thinkingLevel: 'low' });
    f.clock.advanceSync(5);
    const { ok, key, entry } = await f.sessions.reset('MAIN');
    assert.deepEqual({ ok, key }, { ok: true, key: 'agent:main:main' });
    assert.notEqual(entry['sessionId'], old);
    assert.deepEqual(entry, {
      sessionId: entry['sessionId'],
      updatedAt: f.clock.now(),
      lastInteractionAt: f.clock.now(),
      label: 'x',
      thinkingLevel: 'low',
      systemSent: false,
      abortedLastRun: false,
      inputTokens: 0,
      outputTokens: 0,
      totalTokens: 0,
    });
    assert.deepEqual(f.sessions.history('main', 10, 10_000).messages, []);
    assert.equal(f.sessions.search('elephant', 5)[0]?.sessionId, old);
  });

  test('of a session nobody knows makes it', async (t) => {
    const { sessions } = sessionsFixture(t);
    const { entry } = await sessions.reset('fresh');
    assert.equal(sessions.find('fresh')?.entry.sessionId, entry['sessionId']);
  });
});

describe('sessions.delete', () => {
  test('the main session cannot be deleted', async (t) => {
    const f = sessionsFixture(t);
    await f.turn('main', 'hi');
    const message = 'Cannot delete the main session (agent:main:main).';
    await assert.rejects(f.sessions.remove('Main', true), refusal(message));
    f.configure({ session: { scope: 'global' } });
    await assert.rejects(
      f.sessions.remove('main', true),
      refusal('Cannot delete the main session (global).'),
    );
  });

  test('every conversation of the session goes to the archive and out of search, and it is written down', async (t) => {
    const f = sessionsFixture(t);
    const first = await f.turn('notes', 'top secret one');
    await f.sessions.reset('notes');
    const second = await f.turn('notes', 'top secret two');
    const result = await f.sessions.remove('Notes', true);
    assert.equal(result.key, 'agent:main:notes');
    assert.equal(result.deleted, true);
    assert.deepEqual(
      result.archived.map((id) => id.split('.deleted.')[0] ?? '').toSorted(),
      [first, second].toSorted(),
    );
    assert.equal(f.sessions.find('notes'), undefined);
    assert.deepEqual(f.sessions.search('secret', 10), []);
    const logged = f.store.read((db) => readOps(db, 1))[0];
    assert.equal(logged?.action, 'session.deleted');
    assert.equal(logged.target, 'agent:main:notes');
    assert.equal(await f.sessions.sweep(f.clock.now()), 0);
    assert.equal(await f.sessions.sweep(f.clock.now() + 31 * 24 * HOUR), 2);
  });

  test('the conversation stays searchable when it is to be kept', async (t) => {
    const f = sessionsFixture(t);
    const sessionId = await f.turn('notes', 'keep this');
    const result = await f.sessions.remove('notes', false);
    assert.deepEqual(result, { ok: true, key: 'agent:main:notes', deleted: true, archived: [] });
    assert.equal(f.sessions.search('keep', 10)[0]?.sessionId, sessionId);
  });

  test('an unknown session is not an error', async (t) => {
    const { sessions } = sessionsFixture(t);
    const expected = { ok: true, key: 'agent:main:nope', deleted: false, archived: [] };
    assert.deepEqual(await sessions.remove('nope', true), expected);
  });

  test('runs are ended first; while one does not end, nothing is deleted', async (t) => {
    const f = sessionsFixture(t);
    await f.turn('notes', 'hi');
    const asked: unknown[] = [];
    let clear = false;
    f.sessions.setRuns({
      clearSession: async (...args) => {
        asked.push(args);
        return clear;
      },
    });
    await assert.rejects(
      f.sessions.remove('notes', true),
      refusal('Session agent:main:notes is still active; try again in a moment.', 'UNAVAILABLE'),
    );
    assert.notEqual(f.sessions.find('notes'), undefined);
    clear = true;
    assert.equal((await f.sessions.remove('notes', true)).deleted, true);
    assert.deepEqual(asked, [
      ['agent:main:notes', 15_000],
      ['agent:main:notes', 15_000],
    ]);
  });
});

describe('sessions.compact', () => {
  test('keeps the newest messages, archives the others and forgets token counts', async (t) => {
    const f = sessionsFixture(t);
    const key = 'agent:main:main';
    assert.deepEqual(await f.sessions.compact('main', 4), {
      ok: true,
      key,
      compacted: false,
      reason: 'no sessionId',
    });
    await f.sessions.patchEntry('main', {
      inputTokens: 1,
      outputTokens: 2,
      totalTokens: 3,
      contextTokens: 9,
    });
    assert.deepEqual(await f.sessions.compact('main', 4), {
      ok: true,
      key,
      compacted: false,
      reason: 'no transcript',
    });
    for (const n of [1, 2, 3]) await f.turn('main', `question ${n}`, `answer ${n}`);
    assert.deepEqual(await f.sessions.compact('main', 6), { ok: true, key, compacted: false, kept: 6 });
    const result = await f.sessions.compact('main', 3);
    const sessionId = f.sessions.find('main')?.entry.sessionId ?? '';
    assert.equal(result.compacted, true);
    assert.equal(result.kept, 3);
    assert.ok(result.archived?.startsWith(`${sessionId}.bak.`));
    const texts = f.sessions
      .history('main', 10, 100_000)
      .messages.map((each) => (each as { content: string }).content);
    assert.deepEqual(texts, ['answer 2', 'question 3', 'answer 3']);
    const { entry } = f.sessions.find('main') ?? {};
    assert.equal(entry?.contextTokens, 9);
    assert.equal('totalTokens' in (entry ?? {}), false);
    assert.equal(f.sessions.search('"question 1"', 5)[0]?.sessionId, result.archived);
  });
});

test('the sessions are what the methods ask for', (t) => {
  const port: SessionsPort = sessionsFixture(t).sessions;
  assert.equal(port.canonicalKey('x'), 'agent:main:x');
});
