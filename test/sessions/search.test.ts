import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt } from '../../src/agent/sessions/readable.ts';
import { sessionsFixture } from './fixture.ts';

test('what was said is found in the conversation of now and in the one before a reset, as a short excerpt', async (t) => {
  const { sessions, turn } = sessionsFixture(t);
  const long = `${'word '.repeat(2000)}the elephant 🐘 never forgets ${'word '.repeat(2000)}`;
  const old = await turn('Main', '[Wed 2026-01-28 12:00 UTC] where is the elephant?', long);
  await sessions.reset('main');
  const now = await turn('main', 'an elephant again');
  const hits = sessions.search('ELEPHANT', 10);
  assert.equal(hits.length, 3);
  assert.ok(hits.every(({ key }) => key === 'agent:main:main'));
  assert.ok(hits.some(({ sessionId, role }) => sessionId === now && role === 'user'));
  assert.ok(hits.some(({ sessionId, role }) => sessionId === old && role === 'assistant'));
  const texts = hits.map(({ text }) => text);
  assert.ok(texts.includes('where is the elephant?'), 'the time put there for the model is not shown');
  assert.ok(texts.every((text) => text.length <= 240 && text.includes('elephant')));
  assert.equal(sessions.search('elephant', 1).length, 1);
});

test('an excerpt shows the first of the words it can find, on one line, without half a character', () => {
  const far = `${'x'.repeat(30)}\n`.repeat(20);
  assert.equal(excerpt('short\n\ntext', 'text', 240), 'short text');
  assert.match(excerpt(`${far} here it is`, 'it here', 40), /^…x*here it is$/u);
  assert.equal(excerpt(`${far} here`, 'absent', 10).length, 10);
  assert.match(excerpt(`${'天'.repeat(500)}气 and more`, '气', 50), /^…天+气 and more$/u);
  assert.match(excerpt(`${far}${'long tail '.repeat(50)}`, 'tail', 80), /^….*tail.*…$/u);
  for (let limit = 1; limit < 30; limit += 1) {
    assert.ok(excerpt('🐘'.repeat(40), '🐘', limit).isWellFormed());
    assert.ok(excerpt(`${'🐘'.repeat(80)} end`, 'end', limit).isWellFormed());
    assert.ok(excerpt(`${'🐘'.repeat(81)}天气`, '气', limit).isWellFormed());
  }
});
