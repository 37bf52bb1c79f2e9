import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { newestWithin } from '../../src/agent/sessions/history.ts';
import { clip, withoutEnvelope } from '../../src/agent/sessions/readable.ts';
import { sessionsFixture } from './fixture.ts';
import type { SessionsFixture } from './fixture.ts';

const BOUNDS = { maxMessages: 100, maxChars: 100_000 };

const contents = (messages: readonly unknown[]): unknown[] =>
  messages.map((message) => (message as { content: unknown }).content);

async function ask(f: SessionsFixture, runId: string, question: string): Promise<string> {
  const opened = await f.sessions.openForRun({ now: f.clock.now() });
  await f.runs.accept({
    runId,
    source: 'chat',
    payloadHash: runId,
    sessionKey: 'main',
    canonicalKey: opened.canonicalKey,
    sessionId: opened.sessionId,
    agentId: 'main',
    requester: 'test',
    acceptedAt: f.clock.now(),
    message: { role: 'user', content: question, timestamp: f.clock.now() },
  });
  return opened.sessionId;
}

const answer = (f: SessionsFixture, runId: string, content: string): Promise<unknown> =>
  f.runs.settle(runId, {
    status: 'ok',
    summary: '',
    endedAt: f.clock.now(),
    messages: [{ role: 'assistant', content, timestamp: f.clock.now() }],
  });

describe('chat.history', () => {
  test('an unknown session has no messages and no id', (t) => {
    const { sessions } = sessionsFixture(t);
    assert.deepEqual(sessions.history('nowhere', 10, 1_000), { messages: [] });
  });

  test('gives the newest messages, oldest first, without what was added for the model', async (t) => {
    const f = sessionsFixture(t);
    const sessionId = await f.turn('main', 'one', 'two');
    await f.turn(
      'main',
      '[WhatsApp Ann +5m 2026-01-28 12:00 UTC] three\n[message_id: ABC]',
      '[WhatsApp 2026-01-28 12:00] four',
    );
    const all = f.sessions.history('MAIN', 10, 100_000);
    assert.equal(all.sessionId, sessionId);
    assert.deepEqual(contents(all.messages), ['one', 'two', 'three', '[WhatsApp 2026-01-28 12:00] four']);
    assert.deepEqual(contents(f.sessions.history('main', 1, 100_000).messages), [
      '[WhatsApp 2026-01-28 12:00] four',
    ]);
  });

  test('is cut from the front to the bytes allowed, never in the middle of a message', async (t) => {
    const f = sessionsFixture(t);
    for (let i = 0; i < 20; i += 1) await f.turn('main', `天${i}`, 'é'.repeat(50));
    const whole = f.sessions.history('main', 100, 1_000_000).messages;
    for (const maxBytes of [2, 3, 200, 1_000, 2_345, 1_000_000]) {
      const { messages } = f.sessions.history('main', 100, maxBytes);
      assert.ok(Buffer.byteLength(JSON.stringify(messages)) <= maxBytes);
      assert.deepEqual(messages, whole.slice(whole.length - messages.length));
    }
  });

  test('names the thinking level of the session, else the configured one', async (t) => {
    const f = sessionsFixture(t, { agents: { defaults: { thinkingDefault: 'low' } } });
    assert.equal(f.sessions.history('main', 1, 100).thinkingLevel, 'low');
    await f.sessions.patch({ key: 'main', thinkingLevel: 'high' });
    assert.equal(f.sessions.history('main', 1, 100).thinkingLevel, 'high');
  });
});

describe('chat.inject', () => {
  test('appends an assistant note with its label and gives it an id', async (t) => {
    const f = sessionsFixture(t);
    assert.equal(await f.sessions.inject('main', 'note'), undefined);
    await f.turn('main', 'hello');
    const id = await f.sessions.inject('main', 'done', 'Cron');
    assert.match(id ?? '', /^[0-9a-f]{8}$/);
    const note = f.sessions.history('main', 1, 10_000).messages[0];
    assert.deepEqual(note, {
      id,
      role: 'assistant',
      content: [{ type: 'text', text: '[Cron]\n\ndone' }],
      timestamp: f.clock.now(),
      stopReason: 'injected',
      usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 },
    });
  });
});

describe('what a model is shown', () => {
  test('leaves out questions that wait for their answer, its own among them', async (t) => {
    const f = sessionsFixture(t);
    const sessionId = await ask(f, 'a', 'first');
    await ask(f, 'b', 'second');
    await f.runs.begin('a', 1);
    assert.deepEqual(f.sessions.historyFor(sessionId, BOUNDS), []);
    await answer(f, 'a', 'answer to first');
    const shown = f.sessions.historyFor(sessionId, { ...BOUNDS, excludeRunId: 'b' });
    assert.deepEqual(contents(shown), ['first', 'answer to first']);
  });

  test('puts each answer after its question, though another was asked meanwhile', async (t) => {
    const f = sessionsFixture(t);
    const sessionId = await ask(f, 'a', 'first');
    await ask(f, 'b', 'second');
    await answer(f, 'a', 'answer to first');
    await f.sessions.inject('main', 'a note');
    await answer(f, 'b', 'answer to second');
    const shown = contents(f.sessions.historyFor(sessionId, BOUNDS));
    assert.deepEqual(shown.slice(0, 4), ['first', 'answer to first', 'second', 'answer to second']);
    assert.equal(shown.length, 5);
    const displayedOrder = contents(f.sessions.history('main', 10, 100_000).messages);
    assert.deepEqual(displayedOrder.slice(0, 3), ['first', 'second', 'answer to first']);
  });

  test('begins with a question, however it is cut', async (t) => {
    const f = sessionsFixture(t);
    let sessionId = '';
    for (let i = 0; i < 6; i += 1) sessionId = await f.turn('main', `q${i}`, `a${i}`);
    assert.deepEqual(contents(f.sessions.historyFor(sessionId, { ...BOUNDS, maxMessages: 3 })), ['q5', 'a5']);
    const whole = f.sessions.historyFor(sessionId, BOUNDS);
    for (let maxChars = 0; maxChars < 1_200; maxChars += 37) {
      const shown = f.sessions.historyFor(sessionId, { ...BOUNDS, maxChars });
      assert.ok(shown.length === 0 || shown[0]?.role === 'user');
      assert.ok(shown.length === 0 || JSON.stringify(shown).length <= maxChars);
      assert.deepEqual(shown, whole.slice(whole.length - shown.length));
    }
  });
});

describe('readable texts', () => {
  const ENVELOPES: Readonly<Record<string, string>> = {
    '[Wed 2026-01-28 12:00 UTC] hi': 'hi',
    '[Telegram Bob (@bob) id:7 +2h 2026-01-28T12:00Z] hi\nthere': 'hi\nthere',
    'hi\n[message_id: 12]': 'hi',
    '[2026-01-28 12:00] typed by hand': '[2026-01-28 12:00] typed by hand',
    '[draft] hi': '[draft] hi',
    'see [Wed 2026-01-28 12:00 UTC] there': 'see [Wed 2026-01-28 12:00 UTC] there',
  };
  for (const [text, expected] of Object.entries(ENVELOPES)) {
    test(`${JSON.stringify(text)} reads ${JSON.stringify(expected)}`, () => {
      assert.equal(withoutEnvelope(text), expected);
    });
  }

  test('a clipped text is never longer than allowed and never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const cut = clip(text, limit);
        assert.ok(cut.length <= Math.max(limit, 1));
        assert.ok(cut.isWellFormed() || !text.isWellFormed());
        if (text.length <= limit) assert.equal(cut, text);
      }),
    );
  });

  test('the newest messages that fit are all that fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 20 }),
        fc.integer({ min: 0, max: 200 }),
        (items, limit) => {
          const kept = newestWithin(items, limit, (json) => json.length);
          const next = items.slice(items.length - kept.length - 1);
          if (kept.length > 0) assert.ok(JSON.stringify(kept).length <= limit);
          if (kept.length < items.length) assert.ok(JSON.stringify(next).length > limit);
        },
      ),
    );
  });
});
