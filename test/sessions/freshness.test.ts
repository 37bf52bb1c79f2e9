import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judgeFreshness, lastBoundary, resetPolicy } from '../../src/agent/sessions/freshness.ts';
import { sessionsFixture } from './fixture.ts';

const HOUR = 3_600_000;
const local = (day: number, hour: number, minute = 0): number =>
  new Date(2026, 0, day, hour, minute).getTime();

describe('reset rules', () => {
  const dm = { kind: 'dm', channel: 'telegram' } as const;

  test('without a word about it the day ends at four in the morning', () => {
    assert.deepEqual(resetPolicy(undefined, dm), { mode: 'daily', atHour: 4 });
    assert.deepEqual(resetPolicy({}, dm), { mode: 'daily', atHour: 4 });
  });

  test('the older idleMinutes alone means idle only, beside a reset rule it is its limit', () => {
    assert.deepEqual(resetPolicy({ idleMinutes: 30 }, dm), { mode: 'idle', atHour: 4, idleMinutes: 30 });
    assert.deepEqual(resetPolicy({ idleMinutes: 30, reset: { atHour: 5 } }, dm), {
      mode: 'daily',
      atHour: 5,
      idleMinutes: 30,
    });
  });

  test('idle without minutes means an hour', () => {
    assert.deepEqual(resetPolicy({ reset: { mode: 'idle' } }, dm), {
      mode: 'idle',
      atHour: 4,
      idleMinutes: 60,
    });
  });

  test('the kind of chat goes before the general rule, the channel replaces both', () => {
    const session = {
      reset: { mode: 'daily', atHour: 6, idleMinutes: 10 },
      resetByType: { dm: { mode: 'idle' }, thread: { idleMinutes: 99 } },
      resetByChannel: { whatsapp: { atHour: 1 } },
    } as const;
    assert.deepEqual(resetPolicy(session, dm), { mode: 'idle', atHour: 6, idleMinutes: 10 });
    assert.deepEqual(resetPolicy(session, { kind: 'group' }), { mode: 'daily', atHour: 6, idleMinutes: 10 });
    assert.deepEqual(resetPolicy(session, { kind: 'thread' }), { mode: 'daily', atHour: 6, idleMinutes: 99 });
    assert.deepEqual(resetPolicy(session, { kind: 'dm', channel: 'whatsapp' }), { mode: 'daily', atHour: 1 });
  });
});

describe('freshness', () => {
  test('the boundary is the last time it was that hour here', () => {
    assert.equal(lastBoundary(local(10, 4), 4), local(10, 4));
    assert.equal(lastBoundary(local(10, 3, 59), 4), local(9, 4));
    assert.equal(lastBoundary(local(1, 0), 4), new Date(2025, 11, 31, 4).getTime());
  });

  test('a conversation is stale once a boundary lies between its last message and now', () => {
    const daily = { mode: 'daily', atHour: 4 } as const;
    assert.deepEqual(judgeFreshness(local(9, 23), local(10, 3, 59), daily), { fresh: true });
    assert.deepEqual(judgeFreshness(local(9, 23), local(10, 4), daily), { fresh: false, reason: 'daily' });
    assert.deepEqual(judgeFreshness(local(10, 4), local(10, 23), daily), { fresh: true });
  });

  test('silence counts in both modes when a limit is set, whichever comes first', () => {
    const idle = { mode: 'idle', atHour: 4, idleMinutes: 60 } as const;
    assert.deepEqual(judgeFreshness(0, HOUR, idle), { fresh: true });
    assert.deepEqual(judgeFreshness(0, HOUR + 1, idle), { fresh: false, reason: 'idle' });
    assert.deepEqual(judgeFreshness(local(9, 3, 50), local(9, 4, 10), idle), { fresh: true });
    assert.deepEqual(judgeFreshness(local(9, 12), local(9, 14), { ...idle, mode: 'daily' }), {
      fresh: false,
      reason: 'idle',
    });
  });
});

describe('opening a session for a message', () => {
  test('the first message makes it, the next continues it, and callers get their own key back', async (t) => {
    const f = sessionsFixture(t);
    const now = f.clock.now();
    const first = await f.sessions.openForRun({ sessionKey: 'Main', now });
    assert.equal(first.canonicalKey, 'agent:main:main');
    assert.equal(first.echoKey, 'Main');
    assert.equal(first.agentId, 'main');
    assert.equal(first.isNew, true);
    assert.equal(first.carriedFrom, undefined);
    const second = await f.sessions.openForRun({ now: now + 5 });
    assert.equal(second.isNew, false);
    assert.equal(second.echoKey, 'agent:main:main');
    assert.equal(second.sessionId, first.sessionId);
    assert.deepEqual(second.entry, {
      sessionId: first.sessionId,
      updatedAt: now + 5,
      lastInteractionAt: now + 5,
    });
  });

  test('two first messages in the same turn share one conversation', async (t) => {
    const f = sessionsFixture(t);
    const now = f.clock.now();
    const [a, b] = await Promise.all([f.sessions.openForRun({ now }), f.sessions.openForRun({ now })]);
    assert.equal(a.sessionId, b.sessionId);
    assert.deepEqual([a.isNew, b.isNew], [true, false]);
  });

  test('a stale one begins anew, keeps what the person set and drops what belonged to the conversation', async (t) => {
    const f = sessionsFixture(t, { session: { reset: { mode: 'idle', idleMinutes: 10 } } });
    const old = await f.turn('main', 'remember me');
    const kept = {
      label: 'home',
      thinkingLevel: 'high',
      queueMode: 'steer',
      providerOverride: 'a',
      modelOverride: 'b',
    };
    await f.sessions.patchEntry('main', {
      ...kept,
      futureField: { kept: true },
      totalTokens: 99,
      systemSent: true,
      abortedLastRun: true,
      cliSessionIds: { claude: 'x' },
    });
    f.clock.advanceSync(10 * 60_000);
    assert.equal((await f.sessions.openForRun({ now: f.clock.now() })).isNew, false);
    f.clock.advanceSync(10 * 60_000 + 1);
    const opened = await f.sessions.openForRun({ now: f.clock.now() });
    assert.equal(opened.isNew, true);
    assert.equal(opened.carriedFrom, old);
    assert.deepEqual(opened.entry, {
      ...kept,
      futureField: { kept: true },
      sessionId: opened.sessionId,
      updatedAt: f.clock.now(),
      lastInteractionAt: f.clock.now(),
      totalTokens: 0,
      inputTokens: 0,
      outputTokens: 0,
      systemSent: false,
      abortedLastRun: false,
    });
    assert.deepEqual(f.sessions.historyFor(opened.sessionId, { maxMessages: 10, maxChars: 1_000 }), []);
    assert.equal(f.sessions.search('remember', 5)[0]?.sessionId, old);
  });

  test('bookkeeping does not keep a conversation alive', async (t) => {
    const f = sessionsFixture(t, { session: { reset: { mode: 'idle', idleMinutes: 10 } } });
    const first = await f.sessions.openForRun({ now: f.clock.now() });
    f.clock.advanceSync(9 * 60_000);
    await f.sessions.patchEntry('main', { lastTo: '+491' });
    await f.sessions.inject('main', 'a note');
    assert.equal(f.sessions.find('main')?.entry.updatedAt, f.clock.now());
    f.clock.advanceSync(2 * 60_000);
    const next = await f.sessions.openForRun({ now: f.clock.now() });
    assert.equal(next.carriedFrom, first.sessionId);
  });

  test('the day ends at the configured hour for this kind of chat', async (t) => {
    const f = sessionsFixture(t, {
      session: { resetByType: { group: { mode: 'idle', idleMinutes: 10_000 } } },
    });
    const evening = local(9, 23);
    const [dm, group] = [{ sessionKey: 'main' }, { sessionKey: 'telegram:group:1' }];
    for (const chat of [dm, group]) await f.sessions.openForRun({ ...chat, now: evening });
    const morning = local(10, 4, 1);
    assert.equal((await f.sessions.openForRun({ ...dm, now: morning })).isNew, true);
    assert.equal((await f.sessions.openForRun({ ...group, now: morning })).isNew, false);
  });

  test('a conversation named by its id is continued however old it is', async (t) => {
    const f = sessionsFixture(t, { session: { reset: { mode: 'idle', idleMinutes: 1 } } });
    const first = await f.sessions.openForRun({ sessionKey: 'notes', now: f.clock.now() });
    f.clock.advanceSync(HOUR);
    const again = await f.sessions.openForRun({ sessionId: first.sessionId, now: f.clock.now() });
    assert.equal(again.canonicalKey, 'agent:main:notes');
    assert.equal(again.isNew, false);
    assert.equal(again.sessionId, first.sessionId);
  });

  test('an id nobody knows begins a conversation under that id, of the agent asked for', async (t) => {
    const f = sessionsFixture(t);
    const opened = await f.sessions.openForRun({ sessionId: 'Ticket-7', agentId: 'ops', now: f.clock.now() });
    assert.equal(opened.canonicalKey, 'agent:ops:ticket-7');
    assert.equal(opened.sessionId, 'Ticket-7');
    assert.equal((await f.sessions.openForRun({ sessionId: 'Ticket-7', now: f.clock.now() })).isNew, false);
    await assert.rejects(f.sessions.openForRun({ sessionId: '../etc', now: 0 }), /invalid sessionId/);
  });

  test('an archived conversation cannot be taken up by its archive name', async (t) => {
    const f = sessionsFixture(t);
    await f.turn('notes', 'hello');
    const { archived } = await f.sessions.remove('notes', true);
    const archive = archived[0] ?? '';
    await assert.rejects(f.sessions.openForRun({ sessionId: archive, now: 0 }), /is archived/);
  });
});

describe('a message that is refused', () => {
  test('leaves a session as it was: not used, and not begun anew however stale', async (t) => {
    const f = sessionsFixture(t);
    await f.sessions.openForRun({ now: f.clock.now() });
    const before = f.sessions.find('main');
    f.clock.advanceSync(48 * 3_600_000);
    const now = f.clock.now();
    const seen: unknown[] = [];
    const check = (session: unknown): void => {
      seen.push(session);
      throw new RangeError('no');
    };
    await assert.rejects(f.sessions.openForRun({ now, check }), RangeError);
    assert.deepEqual(seen, [{ key: 'agent:main:main', entry: before?.entry }]);
    assert.deepEqual(f.sessions.find('main'), before);
    await assert.rejects(f.sessions.openForRun({ now, sessionKey: 'new', check }), RangeError);
    assert.equal(f.sessions.find('new'), undefined);
  });
});
