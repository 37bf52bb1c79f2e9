import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { createHome, runCli, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { connect } from '../support/operator-client.ts';

interface AgentFrame {
  readonly runId: string;
  readonly stream: string;
  readonly seq: number;
  readonly data: Readonly<Record<string, unknown>>;
}

const OPENAI_KEY = 'sk-local-openai-0123456789';
const ANTHROPIC_KEY = 'sk-ant-local-0123456789';

describe('a message answered by a model server', () => {
  let mock: LLMock;
  let home: Home;
  let gateway: GatewayProcess;

  before(async () => {
    mock = new LLMock({ port: 0, chunkSize: 8 });
    mock
      .on(
        { userMessage: 'which version', hasToolResult: false },
        { toolCalls: [{ name: 'gateway_status', arguments: {}, id: 'call_1' }] },
      )
      .on(
        { userMessage: 'which version', hasToolResult: true },
        { content: 'The gateway told me its version, and it is well.' },
      )
      .onMessage('say something long', { content: 'one two three four five six seven eight nine ten' });
    await mock.start();
    home = createHome({
      models: {
        providers: {
          local: {
            baseUrl: `${mock.url}/v1`,
            apiKey: OPENAI_KEY,
            api: 'openai-completions',
            models: [{ id: 'gpt-test' }],
          },
          claude: {
            baseUrl: mock.url,
            apiKey: ANTHROPIC_KEY,
            api: 'anthropic-messages',
            models: [{ id: 'claude-test' }],
          },
        },
      },
      agents: {
        defaults: { model: { primary: 'local/gpt-test' } },
        list: [
          { id: 'main', default: true },
          { id: 'other', model: 'claude/claude-test' },
        ],
      },
    });
    gateway = await startGateway(home);
  });

  after(async () => {
    await gateway.stop();
    await mock.stop();
    assert.deepEqual(strayFailures(home), []);
    home.remove();
  });

  it('streams to the command line what the model says after it used a tool of the gateway', async () => {
    const { code, stdout, stderr } = await runCli(home, [
      'agent',
      '--message',
      '/verbose on which version is this?',
      '--stream',
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /The gateway told me its version, and it is well\.\n$/);
    assert.match(stderr, /\[gateway_status\]/);
    const last = mock.journal.getAll().at(-1)?.body as unknown as {
      messages: { role: string; content: string }[];
    };
    const result = JSON.parse(last.messages.find(({ role }) => role === 'tool')?.content ?? '{}') as {
      pid?: number;
      stateDir?: string;
    };
    assert.equal(result.pid, gateway.pid, 'the tool really ran inside this gateway');
    assert.equal(result.stateDir, home.dir);
  });

  it('shows the tool to clients of a verbose session and hides it from the others', async () => {
    const seen = async (sessionKey: string, message: string) => {
      const frames: AgentFrame[] = [];
      const client = await connect({
        url: gateway.url,
        token: TOKEN,
        onEvent: (event, payload) => event === 'agent' && frames.push(payload as AgentFrame),
      });
      await client.call('agent', { message, sessionKey, idempotencyKey: sessionKey });
      await client.call('agent.wait', { runId: sessionKey, timeoutMs: 20_000 });
      await client.close();
      return frames.filter(({ runId }) => runId === sessionKey);
    };
    const loud = await seen('loud', '/verbose on which version is this?');
    assert.deepEqual(
      loud
        .filter(({ stream }) => stream === 'tool')
        .map(({ data }) => [data['phase'], data['name'], data['isError']]),
      [
        ['start', 'gateway_status', undefined],
        ['result', 'gateway_status', false],
      ],
    );
    const quiet = await seen('quiet', 'which version is this?');
    assert.deepEqual(
      quiet.filter(({ stream }) => stream === 'tool'),
      [],
    );
    assert.equal(quiet.at(-1)?.data['phase'], 'end');
    assert.equal(new Set(quiet.map(({ seq }) => seq)).size, quiet.length);
  });

  it('streams cumulative text whose deltas add up to it', async () => {
    const frames: AgentFrame[] = [];
    const client = await connect({
      url: gateway.url,
      token: TOKEN,
      onEvent: (event, payload) => event === 'agent' && frames.push(payload as AgentFrame),
    });
    await client.call('agent', { message: 'say something long', sessionKey: 'long', idempotencyKey: 'long' });
    await client.call('agent.wait', { runId: 'long', timeoutMs: 20_000 });
    await client.close();
    const parts = frames
      .filter(({ stream }) => stream === 'assistant')
      .map(({ data }) => data as { text: string; delta: string });
    assert.ok(parts.length > 1, 'it came in pieces');
    assert.equal(parts.map(({ delta }) => delta).join(''), parts.at(-1)?.text);
    assert.equal(parts.at(-1)?.text, 'one two three four five six seven eight nine ten');
  });

  it('speaks to an Anthropic server too, with its key and its tools', async () => {
    const { code, stdout, stderr } = await runCli(home, [
      'agent',
      '--agent',
      'other',
      '--message',
      'which version is this?',
      '--json',
    ]);
    assert.equal(code, 0, stderr);
    const answer = JSON.parse(stdout) as {
      status: string;
      result: { payloads: { text: string }[]; meta: { agentMeta: { provider: string; model: string } } };
    };
    assert.equal(answer.status, 'ok');
    assert.match(answer.result.payloads[0]?.text ?? '', /it is well/);
    const { provider, model } = answer.result.meta.agentMeta;
    assert.deepEqual({ provider, model }, { provider: 'claude', model: 'claude-test' });
    const last = mock.journal.getAll().at(-1);
    assert.match(last?.path ?? '', /\/v1\/messages$/);
  });
});
