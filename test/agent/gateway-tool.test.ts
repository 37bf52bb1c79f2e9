import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGatewayTool } from '../../src/agent/tools/gateway.ts';
import { schemaAt } from '../../src/agent/tools/schema-at.ts';
import type { ToolContext } from '../../src/agent/tools/tool.ts';
import type { ToolPorts } from '../../src/agent/tools/ports.ts';
import { createToolSet } from '../../src/agent/tools/toolset.ts';
import schema from '../../src/config/generated/schema.json' with { type: 'json' };
import { invalidRequest } from '../../src/protocol/failure.ts';
import { createFakeConfig } from '../support/fake-config.ts';

const CONTEXT: ToolContext = {
  runId: 'r',
  agentId: 'main',
  sessionKey: 'agent:main:main',
  signal: new AbortController().signal,
};

function setup(over: Partial<ToolPorts['gateway']> = {}) {
  const asked: unknown[][] = [];
  const config = createFakeConfig(
    () => ({}),
    (name, answer) =>
      (...args) => {
        asked.push([name, ...args]);
        return answer(...args);
      },
  );
  const gateway: ToolPorts['gateway'] = {
    restartAllowed: () => true,
    restart: (request) => void asked.push(['restart', request]),
    config: {
      get: config.snapshot,
      schema: () => ({ ...config.schema(), schema }),
      patch: config.patch,
      apply: config.apply,
    },
    ...over,
  };
  const set = createToolSet([createGatewayTool({ gateway })]);
  const call = (args: object, context: Partial<ToolContext> = {}) =>
    set.invoke('gateway', args, { ...CONTEXT, ...context });
  const problem = async (args: object): Promise<string> => {
    const { result, isError } = await call(args);
    assert.ok(isError);
    return (result as { error: string }).error;
  };
  return { asked, call, problem };
}

describe('the gateway tool', () => {
  it('restarts in two seconds, and has whoever asked told afterwards', async () => {
    const { asked, call } = setup();
    const from = {
      sessionKey: 'agent:main:main',
      deliveryContext: { channel: 'telegram', to: '42', accountId: 'work' },
    };
    const { result } = await call(
      { action: 'restart', reason: ' new token ', note: 'back' },
      { user: { owner: true, from } },
    );
    assert.deepEqual(asked, [['restart', { delayMs: 2_000, reason: 'new token', note: 'back', from }]]);
    assert.equal((result as { delayMs: number }).delayMs, 2_000);
    await call({ action: 'restart', delayMs: 0 });
    assert.deepEqual(asked[1], [
      'restart',
      {
        delayMs: 0,
        reason: 'asked for by agent main',
        from: { sessionKey: 'agent:main:main', deliveryContext: { channel: 'webchat' } },
      },
    ]);
  });

  it('restarts nothing unless commands.restart allows it', async () => {
    const { asked, problem } = setup({ restartAllowed: () => false });
    assert.match(await problem({ action: 'restart' }), /commands\.restart=true/);
    assert.deepEqual(asked, []);
  });

  it('writes with the hash, the session and the agent as the editor', async () => {
    const { asked, call } = setup();
    /** Told where it was asked for, not in whichever chat the session was used last. */
    const editor = {
      actor: 'agent main',
      from: { sessionKey: 'agent:main:main', deliveryContext: { channel: 'webchat' } },
    };
    await call({ action: 'config.patch', raw: '{ logging: { level: "debug" } }', baseHash: 'h1', note: 'n' });
    await call({ action: 'config.apply', raw: '{}', delayMs: 5 });
    assert.deepEqual(asked, [
      [
        'config.patch',
        {
          raw: '{ logging: { level: "debug" } }',
          restartDelayMs: 2_000,
          sessionKey: 'agent:main:main',
          baseHash: 'h1',
          note: 'n',
        },
        editor,
      ],
      ['config.apply', { raw: '{}', restartDelayMs: 5, sessionKey: 'agent:main:main' }, editor],
    ]);
  });

  it('shows the file, and the schema as a whole or in part', async () => {
    const { call } = setup();
    assert.equal(
      ((await call({ action: 'config.get' })).result as { path: string }).path,
      '/state/moltbot.json',
    );
    assert.deepEqual(
      ((await call({ action: 'config.schema' })).result as { schema: unknown }).schema,
      schema,
    );
    const { result } = await call({ action: 'config.schema', path: 'gateway.port' });
    assert.match(JSON.stringify(result), /"type":"integer"/);
  });

  it('hands refusals to the model in words', async () => {
    const { problem } = setup({
      config: {
        get: () => Promise.reject(new Error('unused')),
        schema: () => ({ schema, uiHints: {}, version: '1', generatedAt: 'x' }),
        patch: () => Promise.reject(invalidRequest('the file has changed since; read it again')),
        apply: () => Promise.reject(invalidRequest('unused')),
      },
    });
    assert.match(await problem({ action: 'config.patch', raw: '{}' }), /read it again/);
    assert.match(await problem({ action: 'config.patch' }), /needs raw/);
    assert.match(
      await problem({ action: 'config.schema', path: 'gateway.prot' }),
      /no key prot at gateway; there is: .*port/,
    );
    assert.match(await problem({ action: 'party' }), /must be one of/);
    assert.match(await problem({ action: 'restart', delayMs: 60_001 }), /at most 60000/);
    assert.match(await problem({}), /action is required/);
  });
});

describe('a part of a schema', () => {
  it('is found by key, by pattern, in lists and in alternatives', () => {
    const found = (path: string): unknown => schemaAt(schema, path);
    assert.equal(found(''), schema);
    for (const path of [
      'channels.telegram.accounts.work.botToken',
      'agents.list.0.id',
      'agents.list.[].tools',
    ])
      assert.ok(found(path), path);
    assert.throws(() => found('gateway.port.deeper'), /nothing below it/);
    assert.throws(() => found('__proto__'), /no key __proto__ at the top/);
  });
});
