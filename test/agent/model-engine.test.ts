import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import type { Candidate } from '../../src/agent/candidate.ts';
import type { EngineFailureKind } from '../../src/agent/engine.ts';
import { boundedFetch } from '../../src/agent/engines/bounded-fetch.ts';
import { createToolSet } from '../../src/agent/tools/toolset.ts';
import type { Config } from '../../src/config/generated/types.ts';
import {
  collect,
  failure,
  HURRY,
  never,
  runInput,
  said,
  testEngines,
  tool,
} from '../support/agent-fixtures.ts';
import {
  answers,
  callsTool,
  dripsOnDemand,
  endsEarlyAfter,
  refuses,
  resetsAfter,
  sendsEvents,
  sendsRaw,
  stallsAfter,
  startSseModelServer,
  type Respond,
  type SseModelServer,
} from '../support/sse-model-server.ts';

const LOCAL: readonly Candidate[] = [{ provider: 'local', model: 'm1', engine: 'model' }];
/** For those who wait for the silence itself: others would take a busy moment of this machine for one. */
const IMPATIENT = { modelIdleMs: 12_000 };
const IDLE_MS = IMPATIENT.modelIdleMs / HURRY;

describe('the model engine over a byte-level server', () => {
  let server: SseModelServer;
  let config: Config;
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

  before(async () => {
    server = await startSseModelServer();
    config = { models: { providers: { local: { baseUrl: server.url, apiKey: 'secret-key' } } } };
    process.on('unhandledRejection', onUnhandled);
  });
  after(async () => {
    await server.close();
    process.off('unhandledRejection', onUnhandled);
  });
  beforeEach(() => {
    unhandled.length = 0;
  });

  const run = (over = {}, signal = never, options = {}) =>
    testEngines(config, options).run(LOCAL, runInput(over), signal);

  it('streams the pieces as they come, then usage and one end', async () => {
    server.script(answers('Hel', 'lo, ', '世界'));
    const events = await collect(run());
    assert.deepEqual(
      events.map((event) => event.type),
      ['text', 'text', 'text', 'usage', 'end'],
    );
    assert.equal(said(events), 'Hello, 世界');
    assert.deepEqual(events.at(-2), {
      type: 'usage',
      usage: { input: 7, output: 3, cacheRead: 0, cacheWrite: 0, total: 10 },
    });
  });

  it('sends key, system prompt, history and message in the protocol’s words', async () => {
    server.script(answers('ok'));
    const history = [
      { role: 'user', content: 'before', timestamp: 1 },
      { role: 'assistant', content: [{ type: 'text', text: 'earlier' }], timestamp: 2 },
      {
        role: 'assistant',
        content: [{ type: 'toolCall', id: 'lost', name: 'x', arguments: {} }],
        timestamp: 3,
      },
      { role: 'toolResult', content: 'orphan', toolCallId: 'gone', toolName: 'x', timestamp: 4 },
    ] as const;
    await collect(run({ history, thinking: 'high' }));
    const request = server.requests.at(-1);
    assert.equal(request?.path, '/v1/chat/completions');
    assert.equal(request?.headers['authorization'], 'Bearer secret-key');
    assert.equal(request?.body['model'], 'm1');
    assert.equal(request?.body['reasoning_effort'], 'high');
    assert.deepEqual(request?.body['messages'], [
      { role: 'system', content: 'You are a test.' },
      { role: 'user', content: 'before' },
      { role: 'assistant', content: 'earlier' },
      { role: 'user', content: 'hello' },
    ]);
  });

  it('calls a tool, gives its result back to the model and streams the answer', async () => {
    server.script(callsTool('call-1', 'add', { a: 2, b: 3 }), answers('It is 5.'));
    const tools = createToolSet([tool('add', ({ a, b }) => ({ sum: Number(a) + Number(b) }))]);
    const events = await collect(run({ tools }));
    assert.deepEqual(events.slice(0, 2), [
      { type: 'toolStart', id: 'call-1', name: 'add', args: { a: 2, b: 3 } },
      { type: 'toolResult', id: 'call-1', name: 'add', result: { sum: 5 }, isError: false },
    ]);
    assert.equal(said(events), 'It is 5.');
    assert.equal(
      events.filter(({ type }) => type === 'usage').length,
      2,
      'each call of the model is counted',
    );
    const sent = server.requests.at(-1)?.body['messages'] as { role: string; content: unknown }[];
    assert.deepEqual(
      sent.filter((message) => message.role === 'tool').map((message) => message.content),
      ['{"sum":5}'],
    );
  });

  it('tells the model about a failing tool instead of failing the run', async () => {
    server.script(callsTool('call-2', 'broken', {}), answers('Sorry.'));
    const broken = tool('broken', () => {
      throw new Error('disk on fire');
    });
    const events = await collect(run({ tools: createToolSet([broken]) }));
    assert.deepEqual(events[1], {
      type: 'toolResult',
      id: 'call-2',
      name: 'broken',
      result: { error: 'disk on fire' },
      isError: true,
    });
    assert.equal(said(events), 'Sorry.');
  });

  it('waits for a tool that works longer than the connection may be silent', async () => {
    server.script(callsTool('call-3', 'slow', {}), answers('done'));
    const slow = tool('slow', () => new Promise((resolve) => setTimeout(() => resolve('late'), IDLE_MS * 2)));
    assert.equal(said(await collect(run({ tools: createToolSet([slow]) }, never, IMPATIENT))), 'done');
  });

  it('stops after the configured number of steps when the model only calls tools', async () => {
    server.script(callsTool('again', 'noop', {}));
    const limited: Config = {
      ...config,
      agents: { defaults: { models: { 'local/m1': { params: { maxSteps: 3 } } } } },
    };
    const seen = server.requests.length;
    const tools = createToolSet([tool('noop', () => 'ok')]);
    const events = await collect(testEngines(limited).run(LOCAL, runInput({ tools }), never));
    assert.equal(server.requests.length - seen, 3);
    assert.deepEqual(events.at(-1), { type: 'end', stopReason: 'tool-calls' });
  });

  it('is patient with a slow model as long as something arrives', async () => {
    const drip = dripsOnDemand();
    server.script(drip.respond);
    const pieces = ['one ', 'two ', 'three'];
    const heard: string[] = [];
    drip.more(pieces[0]);
    for await (const event of run()) {
      if (event.type !== 'text') continue;
      heard.push(event.delta);
      drip.more(pieces[heard.length]);
    }
    assert.deepEqual(heard, pieces);
  });

  const failures: readonly (readonly [string, Respond, EngineFailureKind, RegExp])[] = [
    ['a reset before any byte', resetsAfter(), 'network', /local/u],
    ['a reset in the middle', resetsAfter('par', 'tial'), 'network', /local/u],
    ['silence before the status line', stallsAfter(), 'network', /silent/u],
    ['silence in the middle (half-open)', stallsAfter('half'), 'network', /silent/u],
    ['bytes that are no HTTP', sendsRaw('\u0000\u0001 not http at all\r\n\r\n'), 'network', /local/u],
    [
      'JSON cut in two',
      sendsEvents('data: {"choices":[{"delta":{"content":"x\n\n'),
      'network',
      /unreadable/u,
    ],
    ['a web page instead of events', sendsEvents('data: <html>login</html>\n\n'), 'network', /unreadable/u],
    ['an end without a finish', endsEarlyAfter('I was about to'), 'network', /without a finish/u],
    [
      'a redirect',
      sendsRaw('HTTP/1.1 307 X\r\nlocation: http://127.0.0.1:1/elsewhere\r\nconnection: close\r\n\r\n'),
      'network',
      /local/u,
    ],
    ['401', refuses(401, { error: { message: 'Incorrect API key' } }), 'auth', /401/u],
    ['402', refuses(402, { error: { message: 'pay first' } }), 'billing', /402/u],
    ['403', refuses(403, { error: { message: 'no' } }), 'auth', /403/u],
    ['404', refuses(404, { error: { message: 'no such model' } }), 'notFound', /no such model/u],
    ['408', refuses(408, { error: { message: 'too slow' } }), 'timeout', /408/u],
    ['400', refuses(400, { error: { message: 'bad messages' } }), 'format', /bad messages/u],
    [
      '429 for want of money',
      refuses(429, { error: { message: 'You exceeded your quota', code: 'insufficient_quota' } }),
      'billing',
      /429/u,
    ],
    ['429', refuses(429, { error: { message: 'slow down' } }, { 'retry-after': '37' }), 'rateLimit', /429/u],
    ['500', refuses(500, { error: { message: 'oops' } }), 'network', /500/u],
    [
      '500 with a body that is no JSON',
      sendsRaw('HTTP/1.1 500 X\r\nconnection: close\r\n\r\n<h1>'),
      'network',
      /500/u,
    ],
  ];

  for (const [name, respond, kind, message] of failures) {
    it(`turns ${name} into a typed ${kind} failure`, async () => {
      server.script(respond);
      const outcome = await failure(run({}, never, IMPATIENT));
      assert.equal(outcome.kind, kind, outcome.error.message);
      assert.match(outcome.error.message, message);
      await settled();
      assert.deepEqual(unhandled, []);
    });
  }

  it('breaks off an answer that does not end', async () => {
    server.script(answers('x'.repeat(10_000)));
    const response = await boundedFetch(5000)(server.url, { method: 'POST', body: '{}' });
    await assert.rejects(response.text(), { name: 'EngineError', kind: 'format' });
  });

  it('passes on how long a rate limit asks to wait', async () => {
    server.script(refuses(429, { error: { message: 'slow down' } }, { 'retry-after': '37' }));
    assert.equal((await failure(run())).error.retryAfterMs, 37_000);
  });

  it('keeps what was said before the connection broke, and does not start over', async () => {
    server.script(stallsAfter('half'), answers('whole'));
    const seen = server.requests.length;
    const { before: events } = await failure(run({}, never, IMPATIENT));
    assert.equal(said(events), 'half');
    assert.equal(server.requests.length - seen, 1);
  });

  it('tries again by itself when the first try broke before any word', async () => {
    server.script(resetsAfter(), refuses(500, {}), answers('third time'));
    const seen = server.requests.length;
    assert.equal(said(await collect(run())), 'third time');
    assert.equal(server.requests.length - seen, 3);
  });

  it('names a refused connection', async () => {
    const dead: Config = {
      models: { providers: { local: { baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'x' } } },
    };
    const { kind, error } = await failure(testEngines(dead).run(LOCAL, runInput(), never));
    assert.equal(kind, 'network');
    assert.match(error.message, /ECONNREFUSED|connect/u);
  });

  it('ends at once on abort, even when the server never speaks, and closes the connection', async () => {
    server.script(stallsAfter('first'));
    const control = new AbortController();
    const seen = server.requests.length;
    const events = run({}, control.signal);
    const heard: string[] = [];
    await assert.rejects(
      async () => {
        for await (const event of events) {
          if (event.type === 'text') heard.push(event.delta);
          control.abort(new Error('stopped by the person'));
        }
      },
      { name: 'EngineError', kind: 'aborted' },
    );
    assert.deepEqual(heard, ['first']);
    await server.requests[seen]?.closed;
    await settled();
    assert.deepEqual(unhandled, []);
  });

  it('closes the connection when the reader walks away', async () => {
    server.script(stallsAfter('first'));
    const seen = server.requests.length;
    for await (const event of run()) {
      assert.equal(event.type, 'text');
      break;
    }
    await server.requests[seen]?.closed;
    await settled();
    assert.deepEqual(unhandled, []);
  });

  it('does not call out at all when the run is already aborted', async () => {
    const seen = server.requests.length;
    assert.equal((await failure(run({}, AbortSignal.abort()))).kind, 'aborted');
    assert.equal(server.requests.length, seen);
  });

  it('says which variable to set when the key is missing', async () => {
    const candidates: readonly Candidate[] = [{ provider: 'anthropic', model: 'claude-x', engine: 'model' }];
    const { kind, error } = await failure(testEngines({}).run(candidates, runInput(), never));
    assert.equal(kind, 'auth');
    assert.match(error.message, /ANTHROPIC_API_KEY/u);
    assert.match(error.message, /models\.providers\.anthropic\.apiKey/u);
  });

  it('says what is missing for an unknown provider', async () => {
    const candidates: readonly Candidate[] = [{ provider: 'nowhere', model: 'x', engine: 'model' }];
    const { kind, error } = await failure(testEngines({}).run(candidates, runInput(), never));
    assert.equal(kind, 'notFound');
    assert.match(error.message, /models\.providers\.nowhere\.baseUrl/u);
  });
});

describe('the model engine over an independent mock of the real APIs', () => {
  const mock = new LLMock({ port: 0, chunkSize: 4 });
  let config: Config;
  before(async () => {
    mock.on(
      { userMessage: 'weather', hasToolResult: false },
      { toolCalls: [{ name: 'weather', arguments: '{"city":"Paris"}' }] },
    );
    mock.on({ userMessage: 'weather', hasToolResult: true }, { content: 'It is 21 degrees in Paris.' });
    mock.onMessage('hello', { content: 'Hi there! 你好, this is streamed.' });
    await mock.start();
    config = {
      models: {
        providers: {
          local: { baseUrl: mock.url, apiKey: 'x' },
          claude: { baseUrl: mock.url, apiKey: 'x', api: 'anthropic-messages' },
          gemini: { baseUrl: mock.url, apiKey: 'x', api: 'google-generative-ai' },
        },
      },
    };
  });
  after(() => mock.stop());

  for (const provider of ['local', 'claude', 'gemini']) {
    const candidates: readonly Candidate[] = [{ provider, model: 'm1', engine: 'model' }];

    it(`streams an answer from ${provider}`, async () => {
      const events = await collect(testEngines(config).run(candidates, runInput(), never));
      assert.equal(said(events), 'Hi there! 你好, this is streamed.');
      assert.ok(events.filter((event) => event.type === 'text').length > 2);
      assert.deepEqual(events.at(-1), { type: 'end', stopReason: 'stop' });
    });

    // The mock ends a Gemini call with a finish reason the real service does not have.
    if (provider === 'gemini') continue;

    it(`makes a tool round trip with ${provider}`, async () => {
      const tools = createToolSet([
        tool('weather', ({ city }) => ({ city, degrees: 21 }), {
          type: 'object',
          properties: { city: { type: 'string' } },
          required: ['city'],
        }),
      ]);
      const input = runInput({ message: 'what is the weather?', tools });
      const events = await collect(testEngines(config).run(candidates, input, never));
      const result = events.find((event) => event.type === 'toolResult');
      assert.deepEqual(result?.result, { city: 'Paris', degrees: 21 });
      assert.equal(said(events), 'It is 21 degrees in Paris.');
    });
  }
});

/** Lets late callbacks of sockets and promises run, so that a stray rejection would have shown itself. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
