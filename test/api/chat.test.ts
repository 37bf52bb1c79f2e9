import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunTicket } from '../../src/api/ports.ts';
import type { Failure } from '../../src/protocol/failure.ts';
import { createFakePorts, invoke, outcome } from '../support/fake-ports.ts';
import { assertShape } from '../support/wire-shape.ts';

const HI = { sessionKey: 'Main', message: 'hi', idempotencyKey: 'k1' };

const withTicket = (status: RunTicket['status'], ended = outcome()): ReturnType<typeof createFakePorts> =>
  createFakePorts({
    ticket: () => ({ runId: 'k1', status, acceptedAt: 5, outcome: Promise.resolve(ended) }),
  });

test('chat.send answers started, in_flight and ok by what became of its key', async () => {
  const answers = await Promise.all(
    (['accepted', 'running', 'settled'] as const).map(
      (status) => invoke(withTicket(status).ports, 'chat.send', HI).result,
    ),
  );
  assert.deepEqual(answers, [
    { runId: 'k1', status: 'started' },
    { runId: 'k1', status: 'in_flight' },
    { runId: 'k1', status: 'ok' },
  ]);
});

test('chat.send of a key that failed repeats the error with its payload', async () => {
  const { ports } = withTicket('settled', outcome({ status: 'error', summary: 'Error: boom' }));
  await assert.rejects(invoke(ports, 'chat.send', HI).result, (error: Failure) => {
    assert.equal(error.code, 'UNAVAILABLE');
    assert.deepEqual(error.options.payload, { runId: 'k1', status: 'error', summary: 'Error: boom' });
    return true;
  });
});

test('chat.send hands over the session key exactly as the client wrote it', async () => {
  const { ports, asked } = createFakePorts();
  await invoke(ports, 'chat.send', { ...HI, thinking: 'high', timeoutMs: 900 }).result;
  assert.deepEqual(asked[0]?.[1], {
    runId: 'k1',
    source: 'chat',
    sessionKey: 'Main',
    message: 'hi',
    attachments: [],
    requester: 'cli',
    thinking: 'high',
    timeoutMs: 900,
  });
});

test('chat.send without text needs an attachment', async () => {
  const { ports } = createFakePorts();
  await assert.rejects(invoke(ports, 'chat.send', { ...HI, message: ' \n' }).result, {
    code: 'INVALID_REQUEST',
    message: 'message or attachment required',
  });
  const attachments = [{ mimeType: 'image/png', content: 'aGk=' }];
  assert.deepEqual(await invoke(ports, 'chat.send', { ...HI, message: '', attachments }).result, {
    runId: 'k1',
    status: 'started',
  });
});

for (const word of ['/stop', 'STOP', ' esc ', 'abort', 'wait', 'exit', 'interrupt']) {
  test(`chat.send of ${JSON.stringify(word)} aborts and starts nothing`, async () => {
    const { ports, asked } = createFakePorts();
    assert.deepEqual(await invoke(ports, 'chat.send', { ...HI, message: word }).result, {
      ok: true,
      aborted: true,
      runIds: ['k1'],
    });
    assert.deepEqual(asked, [['abort', { sessionKey: 'Main', reason: 'stop' }]]);
  });
}

for (const word of ['stop', 'wait', ' Exit ']) {
  test(`chat.send of ${JSON.stringify(word)} is a message when nothing runs`, async () => {
    const { ports, asked } = createFakePorts();
    const idle = { ...ports, runs: { ...ports.runs, abort: () => ({ aborted: false, runIds: [] }) } };
    assert.deepEqual(await invoke(idle, 'chat.send', { ...HI, message: word }).result, {
      runId: 'k1',
      status: 'started',
    });
    assert.deepEqual(
      asked.map(([name]) => name),
      ['submit'],
    );
  });
}

test('chat.send of /stop when nothing runs is answered and asks no model', async () => {
  const { ports, asked } = createFakePorts();
  const idle = { ...ports, runs: { ...ports.runs, abort: () => ({ aborted: false, runIds: [] }) } };
  assert.deepEqual(await invoke(idle, 'chat.send', { ...HI, message: '/stop' }).result, {
    ok: true,
    aborted: false,
    runIds: [],
  });
  assert.deepEqual(asked, []);
});

test('a stop word inside a sentence is a message', async () => {
  const { ports } = createFakePorts();
  assert.deepEqual(await invoke(ports, 'chat.send', { ...HI, message: 'wait for me' }).result, {
    runId: 'k1',
    status: 'started',
  });
});

test('chat.abort names the session, and the run when given', async () => {
  const { ports, asked } = createFakePorts();
  assert.deepEqual(await invoke(ports, 'chat.abort', { sessionKey: 'main', runId: 'k1' }).result, {
    ok: true,
    aborted: true,
    runIds: ['k1'],
  });
  await invoke(ports, 'chat.abort', { sessionKey: 'main' }).result;
  assert.deepEqual(asked, [
    ['abort', { sessionKey: 'main', reason: 'rpc', runId: 'k1' }],
    ['abort', { sessionKey: 'main', reason: 'rpc' }],
  ]);
});

test('chat.history asks for 200 messages and 6 MiB unless told otherwise', async () => {
  const { ports, asked } = createFakePorts();
  const answer = await invoke(ports, 'chat.history', { sessionKey: 'Main' }).result;
  assert.deepEqual(answer, { sessionKey: 'Main', sessionId: 's1', messages: [] });
  assert.deepEqual(asked, [['history', 'Main', 200, 6 * 1024 * 1024]]);
});

test('chat.inject appends the note and shows it to everybody as a final', async () => {
  const { ports, asked } = createFakePorts();
  const answer = await invoke(ports, 'chat.inject', { sessionKey: 'main', message: 'deployed', label: 'ops' })
    .result;
  assert.deepEqual(answer, { ok: true, messageId: '0badcafe' });
  const [, broadcast] = asked;
  assert.equal(broadcast?.[1], 'chat');
  assertShape('ChatEvent', broadcast?.[2]);
  assert.deepEqual(broadcast?.[2], {
    runId: 'inject-0badcafe',
    sessionKey: 'main',
    seq: 0,
    state: 'final',
    message: {
      role: 'assistant',
      content: [{ type: 'text', text: '[ops]\n\ndeployed' }],
      timestamp: ports.clock.now(),
    },
  });
});

test('chat.inject into a session that does not exist is refused and shown to nobody', async () => {
  const { ports, asked } = createFakePorts();
  await assert.rejects(invoke(ports, 'chat.inject', { sessionKey: 'gone', message: 'x' }).result, {
    code: 'INVALID_REQUEST',
    message: 'session not found',
  });
  assert.deepEqual(
    asked.map(([name]) => name),
    ['inject'],
  );
});
