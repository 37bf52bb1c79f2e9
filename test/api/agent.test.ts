import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunOutcome, RunTicket } from '../../src/api/ports.ts';
import { Failure, notLinked } from '../../src/protocol/failure.ts';
import { createFakePorts, invoke, outcome } from '../support/fake-ports.ts';

const ticket = (status: RunTicket['status'], ended: RunOutcome | Promise<RunOutcome>): (() => RunTicket) => {
  return () => ({ runId: 'k1', status, acceptedAt: 5, outcome: Promise.resolve(ended) });
};

const HI = { message: 'hi', idempotencyKey: 'k1' };

const fails = (
  work: Promise<unknown>,
  code: string,
  message: string | RegExp,
  payload?: unknown,
): Promise<void> =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof Failure, String(error));
    assert.equal(error.code, code);
    if (typeof message === 'string') assert.equal(error.message, message);
    else assert.match(error.message, message);
    if (payload !== undefined) assert.deepEqual(error.options.payload, payload);
    return true;
  });

test('agent says accepted at once and completed at the end', async () => {
  const { ports } = createFakePorts();
  const { accepted, result } = invoke(ports, 'agent', HI);
  assert.deepEqual(await result, {
    runId: 'k1',
    status: 'ok',
    summary: 'completed',
    result: { payloads: [{ text: 'Hello' }], meta: { durationMs: 1 } },
  });
  assert.deepEqual(accepted, [{ runId: 'k1', status: 'accepted', acceptedAt: 5 }]);
});

test('repeating a running key answers accepted once and nothing more', async () => {
  const never = new Promise<RunOutcome>(() => {});
  const { ports } = createFakePorts({ ticket: ticket('running', never) });
  const { accepted, result } = invoke(ports, 'agent', HI);
  assert.deepEqual(await result, { runId: 'k1', status: 'accepted', acceptedAt: 5 });
  assert.deepEqual(accepted, []);
});

test('repeating an ended key answers the stored outcome without another accepted', async () => {
  const { ports } = createFakePorts({ ticket: ticket('settled', outcome()) });
  const { accepted, result } = invoke(ports, 'agent', HI);
  assert.equal(((await result) as { status: string }).status, 'ok');
  assert.deepEqual(accepted, []);
});

test('a run past its deadline is AGENT_TIMEOUT with the payload clients read', async () => {
  const ended = outcome({ status: 'timeout', summary: 'agent run timed out after 5 s' });
  const { ports } = createFakePorts({ ticket: ticket('accepted', ended) });
  const payload = { runId: 'k1', status: 'error', summary: 'agent run timed out after 5 s' };
  const { result } = invoke(ports, 'agent', HI);
  await fails(result, 'AGENT_TIMEOUT', 'agent run timed out after 5 s', payload);
  await assert.rejects(result, (error: Failure) => error.options.retryable === true);
});

for (const status of ['error', 'interrupted'] as const) {
  test(`a run that ended ${status} is UNAVAILABLE with its summary and not retryable`, async () => {
    const { ports } = createFakePorts({
      ticket: ticket('accepted', outcome({ status, summary: 'Error: no model' })),
    });
    const { result } = invoke(ports, 'agent', HI);
    await fails(result, 'UNAVAILABLE', 'Error: no model', {
      runId: 'k1',
      status: 'error',
      summary: 'Error: no model',
    });
    await assert.rejects(result, (error: Failure) => error.options.retryable === false);
  });
}

test('an aborted run is an answer, marked aborted', async () => {
  const ended = outcome({
    status: 'aborted',
    summary: 'x',
    result: { payloads: [], meta: { aborted: true } },
  });
  const { ports } = createFakePorts({ ticket: ticket('accepted', ended) });
  assert.deepEqual(await invoke(ports, 'agent', HI).result, {
    runId: 'k1',
    status: 'ok',
    summary: 'aborted',
    result: { payloads: [], meta: { aborted: true } },
  });
});

test('a caller that hangs up no longer waits, and the run is not touched', async () => {
  const never = new Promise<RunOutcome>(() => {});
  const { ports, asked } = createFakePorts({ ticket: ticket('accepted', never) });
  const gone = new AbortController();
  const { result } = invoke(ports, 'agent', HI, gone.signal);
  const refused = fails(result, 'UNAVAILABLE', 'connection closed');
  await new Promise<void>((resolve) => setImmediate(resolve));
  gone.abort();
  await refused;
  assert.deepEqual(
    asked.map(([name]) => name),
    ['submit'],
  );
});

test('agent hands over what was asked, seconds as milliseconds', async () => {
  const { ports, asked } = createFakePorts();
  await invoke(ports, 'agent', {
    ...HI,
    message: ' hi ',
    to: '+1555',
    sessionId: '',
    agentId: 'work',
    timeout: 5,
    thinking: 'low',
  }).result;
  assert.deepEqual(asked[0]?.[1], {
    runId: 'k1',
    source: 'agent',
    message: 'hi',
    attachments: [],
    timeoutMs: 5000,
    requester: 'cli',
    to: '+1555',
    agentId: 'work',
    thinking: 'low',
  });
});

const REFUSALS: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ['an unknown channel', { channel: 'pigeon' }, 'invalid agent params: unknown channel: pigeon'],
  ['an unknown reply channel', { replyChannel: 'x' }, 'invalid agent params: unknown channel: x'],
  ['an unknown agent', { agentId: 'ghost' }, 'invalid agent params: unknown agent id "ghost"'],
  [
    'an agent that is not the one of the session key',
    { agentId: 'work', sessionKey: 'agent:main:main' },
    'invalid agent params: agent "work" does not match session key agent "main"',
  ],
  ['a blank message', { message: '  ' }, 'invalid agent params: message required'],
  [
    'delivery to nobody',
    { deliver: true, channel: 'telegram' },
    'invalid agent params: deliver needs replyTo or to',
  ],
];

for (const [what, extra, message] of REFUSALS) {
  test(`agent refuses ${what} and starts nothing`, async () => {
    const { ports, asked } = createFakePorts();
    await fails(invoke(ports, 'agent', { ...HI, ...extra }).result, 'INVALID_REQUEST', message);
    assert.deepEqual(asked, []);
  });
}

test('agent accepts the routes that are no network of their own', async () => {
  for (const channel of ['webchat', 'last', 'Telegram', 'teams']) {
    const { ports } = createFakePorts();
    await invoke(ports, 'agent', { ...HI, channel }).result;
  }
});

test('a reply that cannot be delivered is still the answer, with the reason beside it', async () => {
  const { ports } = createFakePorts();
  const send = (): Promise<never> => Promise.reject(notLinked('WhatsApp is not linked'));
  const answer = await invoke({ ...ports, channels: { ...ports.channels, send } }, 'agent', {
    ...HI,
    deliver: true,
    to: '+1555',
  }).result;
  assert.deepEqual((answer as { result: { meta: unknown } }).result.meta, {
    durationMs: 1,
    delivery: { ok: false, code: 'NOT_LINKED', message: 'WhatsApp is not linked' },
  });
});

test('a reply is delivered under a key of its own, also when the requester has hung up', async () => {
  const { ports } = createFakePorts();
  const sent: unknown[] = [];
  const send = (params: unknown): Promise<{ runId: string; messageId: string; channel: string }> => {
    sent.push(params);
    return Promise.resolve({ runId: 'k1:reply', messageId: 'm1', channel: 'whatsapp' });
  };
  const gone = AbortSignal.abort();
  const params = { ...HI, deliver: true, to: '+1555', channel: 'whatsapp', accountId: 'biz' };
  await invoke({ ...ports, channels: { ...ports.channels, send } }, 'agent', params, gone).result;
  assert.deepEqual(sent, [
    {
      to: '+1555',
      channel: 'whatsapp',
      accountId: 'biz',
      message: 'Hello',
      idempotencyKey: 'k1:reply',
      sessionKey: 'agent:main:main',
    },
  ]);
});

test('agent.wait tells an ended run from one that is not over', async () => {
  const wait = (waited?: RunOutcome): Promise<unknown> =>
    invoke(createFakePorts(waited === undefined ? {} : { waited }).ports, 'agent.wait', {
      runId: 'k1',
      timeoutMs: 0,
    }).result;
  assert.deepEqual(await wait(), { runId: 'k1', status: 'timeout' });
  assert.deepEqual(await wait(outcome()), { runId: 'k1', status: 'ok', startedAt: 1, endedAt: 2 });
  assert.deepEqual(await wait(outcome({ status: 'timeout', summary: 'too slow' })), {
    runId: 'k1',
    status: 'error',
    startedAt: 1,
    endedAt: 2,
    error: 'too slow',
  });
});

test('agent.wait waits 30 s unless told otherwise', async () => {
  const { ports, asked } = createFakePorts();
  const { signal } = new AbortController();
  await invoke(ports, 'agent.wait', { runId: 'k1' }, signal).result;
  assert.deepEqual(asked, [['wait', 'k1', 30_000, signal]]);
});

test('agent.identity.get finds the agent by id, by session key, and by default', async () => {
  const { ports } = createFakePorts();
  const ask = (params: unknown): Promise<unknown> => invoke(ports, 'agent.identity.get', params).result;
  const molty = { agentId: 'main', name: 'Molty', avatar: 'M' };
  assert.deepEqual(await ask({}), molty);
  assert.deepEqual(await ask({ sessionKey: 'agent:main:main' }), molty);
  assert.deepEqual(await ask({ agentId: 'work' }), { agentId: 'work', name: 'Assistant', avatar: 'A' });
  await fails(
    ask({ agentId: 'work', sessionKey: 'agent:main:main' }),
    'INVALID_REQUEST',
    'invalid agent.identity.get params: agent "work" does not match session key agent "main"',
  );
});

test('an agent may be named as the config spells it', async () => {
  const { ports, asked } = createFakePorts();
  const rows = { ...ports.agents.list(), agents: [{ id: 'main' }, { id: 'work-bot' }] };
  const named = { ...ports, agents: { ...ports.agents, list: () => rows } };
  const params = { ...HI, agentId: 'Work Bot', sessionKey: 'agent:Work Bot:main' };
  await invoke(named, 'agent', params).result;
  assert.equal((asked[0] as [string, { agentId: string }])[1].agentId, 'Work Bot');
  assert.deepEqual(
    await invoke(named, 'agent.identity.get', { agentId: 'Work Bot', sessionKey: 'agent:work-bot:main' })
      .result,
    { agentId: 'work-bot', name: 'Assistant', avatar: 'A' },
  );
});

test('the run knows the channel it was asked over, unless that only says where the answer goes', async () => {
  for (const [channel, known] of [
    ['WebChat', 'webchat'],
    ['last', undefined],
    [undefined, undefined],
  ] as const) {
    const { ports, asked } = createFakePorts();
    await invoke(ports, 'agent', { ...HI, ...(channel === undefined ? {} : { channel }) }).result;
    assert.equal((asked[0] as [string, { channel?: string }])[1].channel, known);
  }
});
