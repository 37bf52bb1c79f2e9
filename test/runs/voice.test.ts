import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createScribe } from '../../src/actors/runs/scribe.ts';
import { createVoice } from '../../src/actors/runs/voice.ts';
import type { Verbosity } from '../../src/actors/runs/voice.ts';
import type { RunOutcome } from '../../src/api/ports.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { AgentEvent, ChatEvent } from '../../src/protocol/generated/types.ts';
import { createTestClock } from '../support/test-clock.ts';

function setUp(verbosity: Verbosity = 'off') {
  const clock = createTestClock();
  const agent: AgentEvent[] = [];
  const chat: ChatEvent[] = [];
  const events = {
    broadcast: (event: string, payload: unknown) =>
      void (event === 'agent' ? agent.push(payload as AgentEvent) : chat.push(payload as ChatEvent)),
    unicast: () => {},
  };
  const voice = createVoice({ events, clock, log: silentLogger, runId: 'r', sessionKey: 'Key', verbosity });
  return { clock, agent, chat, voice };
}

const ok: RunOutcome = {
  runId: 'r',
  status: 'ok',
  summary: 'completed',
  startedAt: 1,
  endedAt: 2,
  sessionKey: 'Key',
  sessionId: 's',
};

const textOf = (payload: ChatEvent | undefined): string => JSON.stringify(payload?.message?.content);

test('chat deltas come at once, then at most every 150 ms, and the last text is never held back', () => {
  const { clock, chat, voice } = setUp();
  for (let index = 0; index < 100; index += 1) {
    voice.text('x');
    clock.advanceSync(10);
  }
  clock.advanceSync(1000);
  assert.equal(chat.length, 8, 'one at once, then one per 150 ms of one second, the last with everything');
  assert.match(textOf(chat.at(-1)), /x{100}/);
  assert.equal(clock.pending, 0);
});

test('the bytes of cumulative text stay bounded however long the answer gets', () => {
  const { clock, agent, voice } = setUp();
  const piece = 'y'.repeat(20);
  for (let index = 0; index < 20_000; index += 1) {
    voice.text(piece);
    clock.advanceSync(1);
  }
  voice.ended(ok);
  const sent = agent.reduce((sum, event) => sum + ('text' in event.data ? event.data.text.length : 0), 0);
  assert.ok(sent < 20_000 * 200 + 400_000 * 2, `${sent} characters for an answer of 400,000 over 20 s`);
  const deltas = agent.map((event) => ('delta' in event.data ? event.data.delta : '')).join('');
  assert.equal(deltas, piece.repeat(20_000), 'the deltas add up to the answer');
});

test('tool events are hidden unless verbose but count in the sequence; results need full', () => {
  for (const [verbosity, shown, withResult] of [
    ['off', 0, false],
    ['on', 2, false],
    ['full', 2, true],
  ] as const) {
    const { agent, voice } = setUp(verbosity);
    voice.started(1);
    voice.toolStart({ id: 't', name: 'look', args: {} });
    voice.toolResult({ id: 't', name: 'look', result: 42, isError: false });
    voice.ended(ok);
    const tools = agent.filter((event) => event.stream === 'tool');
    assert.equal(tools.length, shown);
    assert.equal(
      tools.some((event) => 'result' in event.data),
      withResult,
    );
    assert.equal(agent.at(-1)?.seq, 4);
  }
});

test('text after a tool call is a new paragraph of one growing answer', () => {
  const { agent, chat, voice } = setUp();
  voice.text('first');
  voice.newSegment();
  voice.text('second');
  voice.ended(ok);
  assert.equal(textOf(chat.at(-1)), '[{"type":"text","text":"first\\n\\nsecond"}]');
  assert.deepEqual(
    agent.flatMap((event) => ('delta' in event.data ? [event.data.delta] : [])),
    ['first', '\n\nsecond'],
  );
});

test('after hush only the end is heard, without a message when there was no text', () => {
  const { clock, agent, chat, voice } = setUp();
  voice.started(1);
  voice.hush();
  voice.text('too late');
  voice.toolStart({ id: 't', name: 'look', args: {} });
  voice.ended(ok);
  clock.advanceSync(10_000);
  assert.deepEqual(
    agent.map((event) => event.stream),
    ['lifecycle', 'lifecycle'],
  );
  assert.deepEqual(chat, [{ runId: 'r', sessionKey: 'Key', seq: 2, state: 'final' }]);
});

test('a transcript is whole: thinking, text, calls and results in their order, with usage', () => {
  const clock = createTestClock();
  const scribe = createScribe({ clock, speaker: () => ({ provider: 'p', model: 'm', engine: 'model' }) });
  scribe.thinking('hm');
  scribe.text('let me look');
  scribe.toolCall('1', 'look', { at: 'sky' });
  scribe.toolResult('1', 'look', { blue: true }, false);
  assert.deepEqual(
    scribe.take().map(({ role }) => role),
    ['assistant', 'toolResult'],
  );
  scribe.text('it is blue');
  scribe.usage({ input: 1, output: 2, cacheRead: 0, cacheWrite: 0, total: 3 });
  const [last] = scribe.finish('stop');
  assert.deepEqual(last, {
    role: 'assistant',
    content: [{ type: 'text', text: 'it is blue' }],
    timestamp: clock.now(),
    stopReason: 'stop',
    provider: 'p',
    model: 'm',
    usage: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0, total: 3 },
  });
  assert.deepEqual(scribe.segments(), ['let me look', 'it is blue']);
});

test('a cut never splits a character and oversized tool data says how much there was', () => {
  const scribe = createScribe({ clock: createTestClock(), speaker: () => undefined, maxTextChars: 3 });
  assert.equal(scribe.full(), false);
  const shown = scribe.text('ab🦀cd');
  assert.ok(shown.startsWith('ab\n\n['), shown);
  assert.equal(scribe.full(), true);
  assert.equal(scribe.text('more'), '');
  scribe.toolResult('1', 'dump', 'z'.repeat(300_000), false);
  const stored = JSON.stringify(scribe.finish('stop'));
  assert.match(stored, /cut: 300000 characters in all/);
});

test('an answer of exactly the limit is not called cut', () => {
  const scribe = createScribe({ clock: createTestClock(), speaker: () => undefined, maxTextChars: 3 });
  assert.equal(scribe.text('abc'), 'abc');
  assert.equal(scribe.full(), false);
});

test('calls made together are kept together, and a call the run did not wait for gets an error result', () => {
  const scribe = createScribe({ clock: createTestClock(), speaker: () => undefined });
  scribe.toolCall('1', 'look', {});
  scribe.toolCall('2', 'listen', {});
  scribe.toolResult('1', 'look', 'sky', false);
  assert.deepEqual(scribe.take(), [], 'half a step is not kept');
  assert.deepEqual(
    scribe.finish('aborted').map(({ role, toolCallId, isError }) => [role, toolCallId, isError]),
    [
      ['assistant', undefined, undefined],
      ['toolResult', '1', false],
      ['toolResult', '2', true],
    ],
  );
});

const shown = ({ chat, agent }: ReturnType<typeof setUp>): string[] => [
  ...chat.filter(({ state }) => state === 'delta').map(textOf),
  ...agent.filter(({ stream }) => stream === 'assistant').map(({ data }) => JSON.stringify(data)),
];

for (const pieces of [['NO_REPLY'], ['\n', 'NO', '_RE', 'PLY', '.'], ['NO_REPLY', ' because nobody asked']]) {
  test(`an answer of ${JSON.stringify(pieces.join(''))} is never shown, and its final has no message`, () => {
    const heard = setUp();
    for (const piece of pieces) {
      heard.voice.text(piece);
      heard.clock.advanceSync(200);
    }
    heard.voice.ended(ok);
    assert.deepEqual(shown(heard), []);
    assert.deepEqual(
      heard.chat.map(({ state, message }) => [state, message]),
      [['final', undefined]],
    );
    assert.equal(heard.clock.pending, 0);
  });
}

test('a silent ending takes its stretch out of the final', () => {
  const { chat, voice } = setUp();
  voice.text('looking it up');
  voice.toolStart({ id: 't', name: 'x', args: {} });
  voice.toolResult({ id: 't', name: 'x', result: {}, isError: false });
  voice.newSegment();
  voice.text('done. ');
  voice.text('NO_REPLY');
  voice.ended(ok);
  assert.equal(textOf(chat.at(-1)), '[{"type":"text","text":"looking it up"}]');
});

for (const text of ['NO', 'NO_REPLY_YET is a word', 'No, reply later', 'the token NO_REPLY means silence']) {
  test(`an answer of "${text}" is shown in full, letter by letter`, () => {
    const { agent, chat, clock, voice } = setUp();
    for (const letter of text) {
      voice.text(letter);
      clock.advanceSync(1);
    }
    voice.ended(ok);
    const deltas = agent.map(({ data }) => ('delta' in data ? data.delta : '')).join('');
    assert.equal(deltas, text);
    assert.equal(textOf(chat.at(-1)), JSON.stringify([{ type: 'text', text }]));
  });
}
