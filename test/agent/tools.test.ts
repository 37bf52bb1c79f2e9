import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { invalidArguments } from '../../src/agent/tools/arguments.ts';
import { createTools } from '../../src/agent/tools/built-in.ts';
import { toolsForAgent } from '../../src/agent/tools/for-agent.ts';
import { filterTools, type ToolPolicy } from '../../src/agent/tools/policy.ts';
import type { ToolUser } from '../../src/agent/tools/tool.ts';
import { createToolSet } from '../../src/agent/tools/toolset.ts';
import { tool } from '../support/agent-fixtures.ts';
import { fakeToolPorts } from '../support/fake-tool-ports.ts';

const context = {
  runId: 'r',
  agentId: 'main',
  sessionKey: 'agent:main:main',
  signal: new AbortController().signal,
};
const user: ToolUser = {
  owner: true,
  from: { sessionKey: 'agent:main:main', deliveryContext: { channel: 'webchat' } },
};
const all = createTools(fakeToolPorts());
const call = (name: string, args: unknown) => createToolSet(all).invoke(name, args, context);
const names = (...policies: ToolPolicy[]): string[] =>
  policies.reduce((tools, policy) => filterTools(tools, [policy]), all).map(({ name }) => name);

describe('the built-in tools', () => {
  it('show the current session and what runs in it', async () => {
    const { result, isError } = await call('session_status', {});
    assert.equal(isError, false);
    assert.deepEqual(result, {
      session: { key: 'agent:main:main', kind: 'direct', updatedAt: 2, totalTokens: 10 },
      activeRuns: [{ runId: 'r-1', state: 'running', forMs: 400_000 }],
    });
  });

  it('list sessions by kind and add their last messages when asked', async () => {
    const { result } = await call('sessions_list', { kinds: ['other'], messageLimit: 1 });
    assert.deepEqual(result, {
      count: 1,
      path: '/state/gateway.db',
      sessions: [
        {
          key: 'agent:main:telegram:dm:1',
          kind: 'other',
          updatedAt: 1,
          totalTokens: 10,
          messages: [{ role: 'assistant', content: 'answer' }],
        },
      ],
    });
  });

  it('find sessions by what was said in them', async () => {
    const found = async (search: string): Promise<unknown> =>
      (
        (await call('sessions_list', { search })).result as { sessions: { key: string; matches: unknown }[] }
      ).sessions.map(({ key, matches }) => [key, matches]);
    assert.deepEqual(await found('answer'), [
      ['agent:main:telegram:dm:1', [{ role: 'assistant', text: 'the answer', timestamp: 7 }]],
    ]);
    assert.deepEqual(await found('nothing'), []);
  });

  it('read a history without tool results unless they are asked for', async () => {
    const roles = async (args: object): Promise<string[]> => {
      const { result } = await call('sessions_history', { sessionKey: 'main', ...args });
      return (result as { messages: { role: string }[] }).messages.map(({ role }) => role);
    };
    assert.deepEqual(await roles({}), ['user', 'assistant']);
    assert.deepEqual(await roles({ includeTools: true }), ['user', 'toolResult', 'assistant']);
  });

  it('describe the gateway', async () => {
    const { result } = await call('gateway_status', {});
    assert.equal((result as { uptimeMs: number }).uptimeMs, 5_400_000);
    assert.deepEqual((result as { sessions: unknown }).sessions, { count: 2, path: '/state/gateway.db' });
  });

  it('turn an unknown session into an error result', async () => {
    assert.deepEqual(await call('session_status', { sessionKey: 'nobody' }), {
      result: { error: 'no session agent:main:nobody' },
      isError: true,
    });
  });
});

describe('a tool set', () => {
  it('refuses unknown tools, also those named like parts of Object', async () => {
    for (const name of ['nope', 'toString', '__proto__', 'constructor']) {
      assert.equal((await call(name, {})).isError, true);
    }
  });

  it('refuses arguments that do not fit the schema, naming the place', async () => {
    const problem = async (name: string, args: unknown): Promise<unknown> =>
      ((await call(name, args)).result as { error: string }).error;
    assert.match(String(await problem('sessions_history', {})), /arguments\.sessionKey is required/u);
    assert.match(String(await problem('sessions_history', { sessionKey: 1 })), /sessionKey must be string/u);
    assert.match(String(await problem('sessions_list', { limit: 0 })), /limit must be at least 1/u);
    assert.match(String(await problem('sessions_list', { kinds: ['x'] })), /kinds\[0\] must be one of/u);
    assert.match(String(await problem('gateway_status', { extra: 1 })), /no property "extra"/u);
    assert.match(String(await problem('gateway_status', 'text')), /must be object/u);
  });

  it('never throws, whatever the arguments are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all.map(({ name }) => name)), fc.anything(), async (name, args) => {
        const { isError } = await call(name, args);
        assert.equal(typeof isError, 'boolean');
      }),
      { numRuns: 200 },
    );
  });

  it('does not wait for a tool that ignores the abort', async () => {
    const control = new AbortController();
    const deaf = tool('deaf', () => new Promise(() => undefined));
    const pending = createToolSet([deaf]).invoke('deaf', {}, { ...context, signal: control.signal });
    control.abort();
    assert.deepEqual(await pending, {
      result: { error: 'deaf was cut off: the run was aborted' },
      isError: true,
    });
  });

  it('accepts what the schema allows', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: ['string', 'null'] } },
      additionalProperties: false,
    };
    assert.equal(invalidArguments(schema, { a: null }), undefined);
    assert.equal(invalidArguments(schema, { a: 'x' }), undefined);
    assert.equal(invalidArguments(schema, {}), undefined);
  });
});

describe('tool policy', () => {
  it('lets everything through by default and only one tool with the minimal profile', () => {
    assert.equal(names({}).length, all.length);
    assert.deepEqual(names({ profile: 'minimal' }), ['session_status']);
  });

  it('lets deny win over every allow', () => {
    assert.deepEqual(
      names({ allow: ['*'], alsoAllow: ['gateway_status'], deny: ['group:sessions', 'gateway*'] }),
      [],
    );
    assert.deepEqual(names({ allow: ['*'] }, { deny: ['group:sessions'] }), ['gateway_status', 'gateway']);
    assert.deepEqual(names({ allow: ['group:gateway'] }, { deny: ['gateway'] }), ['gateway_status']);
  });

  it('adds to a profile and narrows with allow', () => {
    assert.deepEqual(names({ profile: 'minimal', alsoAllow: ['gateway_status'] }), [
      'session_status',
      'gateway_status',
    ]);
    assert.deepEqual(names({ allow: ['Sessions_*'] }), ['sessions_list', 'sessions_history']);
  });

  it('allows nothing under a profile nobody knows', () => {
    assert.deepEqual(names({ profile: 'typo' }), []);
  });

  it('applies the gateway’s and the agent’s rules together', () => {
    const config = {
      tools: { deny: ['gateway_status'] },
      agents: { list: [{ id: 'kid', tools: { allow: ['session_status', 'gateway_status'] } }] },
    };
    const allowed = (id: string): string[] =>
      toolsForAgent(config, id, all, user).tools.map(({ name }) => name);
    assert.deepEqual(allowed('kid'), ['session_status']);
    assert.deepEqual(allowed('main'), ['session_status', 'sessions_list', 'sessions_history', 'gateway']);
  });

  it('offers what changes the gateway to owners only, and hands every tool who asks', async () => {
    const seen: unknown[] = [];
    const tools = [...all, tool('who', (_args, { user: asker }) => void seen.push(asker))];
    const stranger = { ...user, owner: false };
    const set = toolsForAgent({}, 'main', tools, stranger);
    assert.ok(!set.tools.some(({ name }) => name === 'gateway'));
    const { result, isError } = await set.invoke('gateway', { action: 'config.get' }, context);
    assert.deepEqual(
      [isError, result],
      [true, { error: 'tool "gateway" does not exist or is not allowed here' }],
    );
    await set.invoke('who', {}, context);
    assert.deepEqual(seen, [stranger]);
  });
});
