import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/protocol/failure.ts';
import { createHarness, echo, gated, hang, request, silent, untilCancelled } from './harness.ts';

const refusal = (code: string, pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, pattern);
  return true;
};

test('a chat message becomes a run with a start, cumulative text and one end on both streams', async () => {
  const h = createHarness();
  const ticket = await h.part.port.submit(request('r1', { sessionKey: 'Main' }));
  assert.equal(ticket.status, 'accepted');
  assert.deepEqual(h.heard, [], 'the answer to the request goes out before any event');
  const outcome = await ticket.outcome;
  assert.equal(outcome.status, 'ok');
  assert.equal(outcome.summary, 'completed');
  assert.deepEqual(outcome.result?.payloads, [{ text: 'you said: message r1' }]);
  const agent = h.of('r1', 'agent');
  assert.deepEqual(
    agent.map((payload) => [payload.seq, payload.stream]),
    [
      [1, 'lifecycle'],
      [2, 'assistant'],
      [3, 'assistant'],
      [4, 'lifecycle'],
    ],
  );
  assert.deepEqual(agent[2]?.data, { text: 'you said: message r1', delta: 'message r1' });
  const chat = h.of('r1', 'chat');
  assert.deepEqual(
    chat.map((payload) => [payload.state, payload.sessionKey, payload.seq]),
    [
      ['delta', 'Main', 2],
      ['final', 'Main', 4],
    ],
  );
  assert.deepEqual(chat[1]?.message?.content, [{ type: 'text', text: 'you said: message r1' }]);
  await h.settle();
  assert.equal(h.clock.pending, 0);
  assert.deepEqual(h.part.port.active(), []);
});

test('the transcript holds the question and the answer, and the next run sees both', async () => {
  const h = createHarness();
  await (
    await h.part.port.submit(request('r1'))
  ).outcome;
  await (
    await h.part.port.submit(request('r2'))
  ).outcome;
  assert.deepEqual(
    h.inputs[1]?.history.map(({ role, content }) => [
      role,
      typeof content === 'string' ? content : content.length,
    ]),
    [
      ['user', 'message r1'],
      ['assistant', 1],
    ],
  );
  assert.equal(h.inputs[1]?.message, 'message r2');
});

test('how much the model thinks follows the message, then the session, then the config', async () => {
  const h = createHarness();
  h.config = { agents: { defaults: { thinkingDefault: 'low' } } };
  const thinkingOf = async (runId: string, more = {}) => {
    await (
      await h.part.port.submit(request(runId, more))
    ).outcome;
    return h.inputs.at(-1)?.thinking;
  };
  assert.equal(await thinkingOf('r1'), 'low');
  h.entries.set('agent:main:main', { sessionId: 's', updatedAt: 0, thinkingLevel: 'medium' });
  assert.equal(await thinkingOf('r2'), 'medium');
  assert.equal(await thinkingOf('r3', { thinking: 'high' }), 'high');
});

test('an agent caller gets the time before the message and an idle queue mode', async () => {
  const h = createHarness();
  await (
    await h.part.port.submit(request('r1', { source: 'agent' }))
  ).outcome;
  assert.match(h.inputs[0]?.message ?? '', /^\[\w{3} \d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC\] message r1$/);
});

test('the same key with the same payload is running, then settled, and the engine is asked once', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  const [first, second] = await Promise.all([
    h.part.port.submit(request('r1')),
    h.part.port.submit(request('r1')),
  ]);
  assert.deepEqual([first.status, second.status], ['accepted', 'running']);
  await h.settle();
  const third = await h.part.port.submit(request('r1'));
  assert.equal(third.status, 'running');
  gate.open('r1');
  const outcomes = await Promise.all([first.outcome, second.outcome, third.outcome]);
  assert.equal(new Set(outcomes).size, 1);
  const late = await h.part.port.submit(request('r1'));
  assert.equal(late.status, 'settled');
  assert.deepEqual(await late.outcome, outcomes[0]);
  assert.deepEqual(gate.started, ['r1']);
  assert.equal(h.store.calls.filter((call) => call === 'accept r1').length, 1);
});

test('the same key with another payload is a conflict while arriving, while running and after the end', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  const other = request('r1', { message: 'something else' });
  const conflict = (error: unknown) => {
    refusal('INVALID_REQUEST', /already used/)(error);
    assert.deepEqual((error as Failure).options.details, { reason: 'idempotency_conflict' });
    return true;
  };
  const first = h.part.port.submit(request('r1'));
  await assert.rejects(h.part.port.submit(other), conflict);
  const ticket = await first;
  await assert.rejects(h.part.port.submit(other), conflict);
  await h.settle();
  gate.open('r1');
  await ticket.outcome;
  await assert.rejects(h.part.port.submit(other), conflict);
});

test('a run past its deadline ends as timeout with what was said so far, on time', async () => {
  const h = createHarness();
  h.script = untilCancelled;
  const ticket = await h.part.port.submit(request('r1', { timeoutMs: 3000 }));
  await h.clock.advance(2999);
  assert.equal(h.ends('r1').chat, 0);
  await h.clock.advance(1);
  const outcome = await ticket.outcome;
  assert.equal(outcome.status, 'timeout');
  assert.match(outcome.summary, /timed out after 3 s/);
  assert.deepEqual(outcome.result?.payloads, [{ text: 'working' }]);
  const [end] = h.of('r1', 'chat').filter((payload) => payload.state !== 'delta');
  assert.equal(end?.state, 'error');
  assert.equal(end?.stopReason, 'timeout');
  assert.match(end?.errorMessage ?? '', /timed out/);
  assert.deepEqual(h.ends('r1'), { agent: 1, chat: 1 });
});

test('an engine that ignores its cancel is left behind after the grace and the next message is served', async () => {
  const h = createHarness();
  h.script = hang;
  const first = await h.part.port.submit(request('r1', { timeoutMs: 1000 }));
  await h.clock.advance(1000);
  assert.equal(h.ends('r1').chat, 0, 'the grace runs');
  h.script = echo;
  const second = await h.part.port.submit(request('r2', { source: 'agent' }));
  await h.clock.advance(700);
  assert.equal((await first.outcome).status, 'timeout');
  assert.equal((await second.outcome).status, 'ok');
  assert.equal(h.clock.pending, 0);
});

test('a model is overdue when its run came to the deadline without a word of it, and only then', async () => {
  const h = createHarness();
  const end = async (runId: string): Promise<string> => {
    const ticket = await h.part.port.submit(request(runId, { timeoutMs: 3000 }));
    await h.clock.advance(4000);
    return (await ticket.outcome).status;
  };
  h.script = untilCancelled;
  assert.equal(await end('spoke'), 'timeout');
  h.script = echo;
  assert.equal(await end('answered'), 'ok');
  h.script = silent;
  const stopped = await h.part.port.submit(request('stopped'));
  await h.settle();
  h.part.port.abort({ sessionKey: 'main', reason: 'rpc' });
  await h.clock.advance(1000);
  assert.equal((await stopped.outcome).status, 'aborted');
  assert.deepEqual(h.overdue, []);
  assert.equal(await end('silent'), 'timeout');
  assert.deepEqual(h.overdue, [['offline', 'agent run timed out after 3 s']]);
});

test('an abort ends a chat run as aborted with its reason and nothing follows', async () => {
  const h = createHarness();
  h.script = untilCancelled;
  const ticket = await h.part.port.submit(request('r1', { sessionKey: 'Web' }));
  await h.settle();
  assert.deepEqual(h.part.port.abort({ sessionKey: 'web', reason: 'rpc' }), { aborted: false, runIds: [] });
  assert.throws(
    () => h.part.port.abort({ sessionKey: 'other', runId: 'r1', reason: 'rpc' }),
    /does not match/,
  );
  assert.deepEqual(h.part.port.abort({ sessionKey: 'Web', runId: 'r1', reason: 'rpc' }), {
    aborted: true,
    runIds: ['r1'],
  });
  assert.equal((await ticket.outcome).status, 'aborted');
  const last = h.heard.at(-1)?.payload;
  assert.deepEqual([last?.state, last?.stopReason, last?.message], ['aborted', 'rpc', undefined]);
  const before = h.heard.length;
  await h.clock.advance(100_000);
  assert.equal(h.heard.length, before);
});

test('text held back when the abort came is not sent any more', async () => {
  const h = createHarness();
  h.script = async function* () {
    yield { type: 'text', delta: 'first' };
    yield { type: 'text', delta: ' second' };
    await new Promise(() => {});
  };
  const ticket = await h.part.port.submit(request('r1'));
  await h.settle();
  h.part.port.abort({ sessionKey: 'main', reason: 'rpc' });
  await h.clock.advance(700);
  assert.equal((await ticket.outcome).status, 'aborted');
  assert.deepEqual(
    h.of('r1', 'chat').map(({ state }) => state),
    ['delta', 'aborted'],
  );
});

test('a run of an agent caller ends when it is named, and leaves its neighbours alone', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  const submit = (runId: string, more = {}) =>
    h.part.port.submit(request(runId, { source: 'agent', sessionKey: undefined, ...more } as never));
  const [r1, r2] = [await submit('r1'), await submit('r2')];
  const r3 = await submit('r3', { sessionKey: 'Work' });
  await h.settle();
  assert.throws(
    () => h.part.port.abort({ sessionKey: 'main', runId: 'r3', reason: 'rpc' }),
    /runId does not match sessionKey/,
  );
  assert.deepEqual(h.part.port.abort({ sessionKey: 'any', runId: 'r1', reason: 'rpc' }).runIds, ['r1']);
  assert.deepEqual(h.part.port.abort({ sessionKey: 'work', runId: 'r3', reason: 'rpc' }).runIds, ['r3']);
  gate.open('r2');
  const outcomes = await Promise.all([r1, r2, r3].map((ticket) => ticket.outcome));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['aborted', 'ok', 'aborted'],
  );
});

test('a stop word ends every run of the session, whoever began it and however its key was written', async () => {
  const h = createHarness();
  h.script = gated().script;
  const tickets = [
    await h.part.port.submit(request('r1', { source: 'agent', sessionKey: 'agent:main:main' })),
    await h.part.port.submit(request('r2', { sessionKey: 'Main' })),
  ];
  const other = await h.part.port.submit(request('r3', { sessionKey: 'work' }));
  await h.settle();
  assert.deepEqual(h.part.port.abort({ sessionKey: 'main', reason: 'stop' }).runIds, ['r1', 'r2']);
  const outcomes = await Promise.all(tickets.map((ticket) => ticket.outcome));
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['aborted', 'aborted'],
  );
  assert.deepEqual(
    h.part.port.active().map(({ runId, sessionKey, canonicalKey }) => [runId, sessionKey, canonicalKey]),
    [[other.runId, 'work', 'agent:main:work']],
  );
});

test('runs of agent callers are no part of the chat that is aborted, but end when their session is cleared', async () => {
  const h = createHarness();
  h.script = untilCancelled;
  const ticket = await h.part.port.submit(request('r1', { source: 'agent' }));
  await h.settle();
  assert.deepEqual(h.part.port.abort({ sessionKey: 'main', reason: 'rpc' }).runIds, []);
  const cleared = h.part.port.clearSession('agent:main:main', 15_000);
  await h.clock.advance(0);
  assert.equal(await cleared, true);
  assert.equal((await ticket.outcome).status, 'aborted');
});

test('clearing a session whose run cannot end in time answers false', async () => {
  const h = createHarness();
  h.script = hang;
  await h.part.port.submit(request('r1'));
  await h.settle();
  const cleared = h.part.port.clearSession('agent:main:main', 100);
  await h.clock.advance(100);
  assert.equal(await cleared, false);
});

test('an engine that throws ends the run as error with the reason on both streams', async () => {
  const h = createHarness();
  h.script = () => {
    throw new Error('no such model');
  };
  const outcome = await (await h.part.port.submit(request('r1'))).outcome;
  assert.deepEqual([outcome.status, outcome.summary], ['error', 'no such model']);
  const end = h.heard.at(-1)?.payload;
  assert.deepEqual([end?.state, end?.errorMessage], ['error', 'no such model']);
  assert.deepEqual(h.ends('r1'), { agent: 1, chat: 1 });
});

test('an unknown agent is refused', async () => {
  const h = createHarness();
  await assert.rejects(
    h.part.port.submit(request('r1', { agentId: 'ghost' })),
    refusal('INVALID_REQUEST', /^unknown agent id "ghost"$/),
  );
});

test('a picture without words is stored as a line and given to the engine as bytes', async () => {
  const h = createHarness();
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toString('base64');
  await (
    await h.part.port.submit(
      request('r1', { message: '', attachments: [{ fileName: 'a.png', content: png }] }),
    )
  ).outcome;
  assert.equal(h.store.transcripts.get('session of agent:main:main')?.[0]?.content, '[attached: a.png]');
  assert.equal(h.inputs[0]?.attachments[0]?.mimeType, 'image/png');
});

test('a denied session refuses before anything is stored', async () => {
  const h = createHarness();
  h.entries.set('agent:main:main', { sessionId: 's', updatedAt: 0, sendPolicy: 'deny' });
  await assert.rejects(
    h.part.port.submit(request('r1')),
    refusal('INVALID_REQUEST', /^send blocked by session policy$/),
  );
  assert.deepEqual(h.store.calls, []);
});

test('an empty message, a bad attachment and an endless key are refused', async () => {
  const h = createHarness();
  await assert.rejects(
    h.part.port.submit(request('r1', { message: '  ' })),
    refusal('INVALID_REQUEST', /^message or attachment required$/),
  );
  await assert.rejects(
    h.part.port.submit(request('r2', { attachments: [{ fileName: 'a.png', content: '!' }] })),
    refusal('INVALID_REQUEST', /^Error: attachment a.png: invalid base64/),
  );
  await assert.rejects(
    h.part.port.submit(request('x'.repeat(257))),
    refusal('INVALID_REQUEST', /longer than 256/),
  );
});

test('a command is answered without an engine, with one chat final and no agent stream', async () => {
  const h = createHarness();
  h.command = () => ({ kind: 'reply', text: 'all is well' });
  const outcome = await (await h.part.port.submit(request('r1', { message: '/status' }))).outcome;
  assert.deepEqual([outcome.status, outcome.result?.payloads], ['ok', [{ text: 'all is well' }]]);
  await h.settle();
  assert.deepEqual(
    h.heard.map(({ event, payload }) => [event, payload.state, payload.message?.content]),
    [['chat', 'final', [{ type: 'text', text: 'all is well' }]]],
  );
  assert.equal(h.inputs.length, 0);
  assert.equal((await h.part.port.submit(request('r1', { message: '/status' }))).status, 'settled');
  const stored = h.store.transcripts.get('session of agent:main:main');
  assert.deepEqual(
    stored?.map(({ role, stopReason }) => [role, stopReason]),
    [
      ['user', undefined],
      ['assistant', 'injected'],
    ],
  );
});

test('a stop command ends the other runs of the session and says so', async () => {
  const h = createHarness();
  h.script = untilCancelled;
  const run = await h.part.port.submit(request('r1'));
  await h.settle();
  h.command = () => ({ kind: 'abort' });
  const stop = await h.part.port.submit(request('r2', { source: 'agent', message: '/stop' }));
  assert.deepEqual((await stop.outcome).result?.payloads, [{ text: '⚙️ Agent was aborted.' }]);
  assert.equal((await run.outcome).status, 'aborted');
});

test('a silent answer delivers nothing, but is remembered', async () => {
  const h = createHarness();
  h.script = async function* () {
    yield { type: 'text', delta: 'NO_REPLY' };
    yield { type: 'end', stopReason: 'stop' };
  };
  const outcome = await (await h.part.port.submit(request('r1'))).outcome;
  assert.deepEqual([outcome.status, outcome.result?.payloads], ['ok', []]);
  const [, answer] = h.store.transcripts.get('session of agent:main:main') ?? [];
  assert.deepEqual(answer?.content, [{ type: 'text', text: 'NO_REPLY' }]);
});

test('a rewritten message runs as rewritten, with its notice first', async () => {
  const h = createHarness();
  h.command = () => ({ kind: 'rewrite', message: 'the rest', notice: 'status: fine' });
  const outcome = await (await h.part.port.submit(request('r1', { message: '/status the rest' }))).outcome;
  assert.equal(h.inputs[0]?.message, 'the rest');
  assert.deepEqual(outcome.result?.payloads, [{ text: 'status: fine\n\nyou said: the rest' }]);
});

test('wait answers for running, ended and unknown runs, and gives up on time', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  assert.equal(await h.part.port.wait('nobody', 0), undefined);
  const unknown = h.part.port.wait('r1', 5000);
  const ticket = await h.part.port.submit(request('r1'));
  const known = h.part.port.wait('r1', 5000);
  const short = h.part.port.wait('r1', 10);
  await h.clock.advance(10);
  assert.equal(await short, undefined);
  gate.open('r1');
  const outcome = await ticket.outcome;
  assert.deepEqual([await unknown, await known], [outcome, outcome]);
  assert.deepEqual((await h.part.port.wait('r1', 0))?.status, 'ok');
  assert.equal(h.clock.pending, 0);
});

test('a caller that hangs up waits no longer and leaves nothing behind', async () => {
  const h = createHarness();
  const gone = new AbortController();
  const waiting = h.part.port.wait('nobody', 86_400_000, gone.signal);
  assert.equal(h.clock.pending, 1);
  gone.abort();
  assert.equal(await waiting, undefined);
  assert.equal(h.clock.pending, 0);
  assert.equal(await h.part.port.wait('nobody', 5000, gone.signal), undefined);
});

test('a store that cannot keep the outcome turns the run into a failure, and a repeat hears the same', async () => {
  const h = createHarness();
  const gate = gated();
  h.script = gate.script;
  const ticket = await h.part.port.submit(request('r1'));
  await h.settle();
  h.store.breakWith(new Error('disk full'));
  gate.open('r1');
  const outcome = await ticket.outcome;
  assert.equal(outcome.status, 'error');
  assert.match(outcome.summary, /could not be stored.*disk full/);
  assert.deepEqual(h.ends('r1'), { agent: 1, chat: 1 });
  const again = await h.part.port.submit(request('r1'));
  assert.deepEqual([again.status, await again.outcome], ['settled', outcome]);
  h.store.breakWith(undefined);
  h.script = echo;
  assert.equal((await (await h.part.port.submit(request('r2'))).outcome).status, 'ok', 'the lane is free');
});

test('a store that never answers does not keep the lane', async () => {
  const h = createHarness();
  h.store.settle = () => new Promise(() => {});
  const ticket = await h.part.port.submit(request('r1'));
  await h.clock.advance(10_000);
  const outcome = await ticket.outcome;
  assert.match(outcome.summary, /no answer from the store in 10000 ms/);
  assert.equal(h.clock.pending, 0);
});

test('a listener that is down changes nothing for the run', async () => {
  const h = createHarness({
    events: {
      broadcast: () => {
        throw new Failure('UNAVAILABLE', 'edge is not running');
      },
      unicast: () => {},
    },
  });
  assert.equal((await (await h.part.port.submit(request('r1'))).outcome).status, 'ok');
});

test('an engine that spams text is cut at the limit with a notice and the run ends', async () => {
  const h = createHarness();
  let yielded = 0;
  h.script = async function* () {
    for (;;) {
      yielded += 1;
      yield { type: 'text', delta: 'x'.repeat(100_000) };
    }
  };
  const outcome = await (await h.part.port.submit(request('r1'))).outcome;
  assert.equal(outcome.status, 'ok');
  assert.equal(outcome.result?.meta['stopReason'], 'length');
  const text = outcome.result?.payloads[0]?.text ?? '';
  assert.ok(text.length < 1_000_200);
  assert.match(text, /cut here: it reached the length limit/);
  assert.ok(yielded <= 11, `${yielded} deltas were read`);
});

test('an engine that never lets go of the event loop still meets its deadline', async () => {
  const turns: (() => void)[] = [];
  const h = createHarness({ pause: () => new Promise((resolve) => turns.push(resolve)) });
  h.script = async function* () {
    for (;;) yield { type: 'usage', usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 } };
  };
  const ticket = await h.part.port.submit(request('r1', { timeoutMs: 1000 }));
  turns.shift()?.();
  for (let round = 0; round < 10; round += 1) await h.settle();
  assert.equal(turns.length, 1, 'the engine waits for the event loop to come round');
  await h.clock.advance(1000);
  turns.shift()?.();
  await h.clock.advance(700);
  assert.equal((await ticket.outcome).status, 'timeout');
});
