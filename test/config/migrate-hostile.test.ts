import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import JSON5 from 'json5';
import { editText } from '../../src/config/edit.ts';
import { planMigration } from '../../src/config/migrate.ts';

/** The main file after the migration; `merged` is what it says together with the files it includes. */
async function migrated(value: unknown, merged: unknown = value) {
  const { edits, said } = planMigration(value, merged);
  return { value: JSON5.parse<unknown>(await editText(JSON.stringify(value, null, 2), edits)), said };
}

describe('keys of older releases beside included files', () => {
  const INCLUDE = { $include: './more.json' };

  it('go to channels that only an included file sets up', async () => {
    const own = { ...INCLUDE, routing: { allowFrom: ['+1'], groupChat: { requireMention: false } } };
    const { value } = await migrated(own, {
      routing: own.routing,
      channels: { whatsapp: { dmPolicy: 'allowlist' } },
    });
    assert.deepEqual(value, {
      ...INCLUDE,
      channels: { whatsapp: { allowFrom: ['+1'], groups: { '*': { requireMention: false } } } },
    });
  });

  it('give way to what an included file says at the new place', async () => {
    const own = { ...INCLUDE, gateway: { token: 'old' }, telegram: { botToken: 'old', dmPolicy: 'open' } };
    const { value, said } = await migrated(own, {
      ...own,
      gateway: { token: 'old', auth: { mode: 'token', token: 'new' } },
      channels: { telegram: { botToken: 'new' } },
    });
    assert.deepEqual(value, { ...INCLUDE, channels: { telegram: { dmPolicy: 'open' } } });
    assert.deepEqual(said, [
      'telegram.botToken is removed: channels.telegram.botToken is set already',
      'telegram becomes channels.telegram',
      'gateway.token is removed: gateway.auth.token is set already',
    ]);
  });

  it('do not choose another secret than an included file has', async () => {
    const own = { ...INCLUDE, gateway: { token: 'old' } };
    const { value } = await migrated(own, { gateway: { token: 'old', auth: { password: 'p' } } });
    assert.deepEqual(value, { ...INCLUDE, gateway: { auth: { token: 'old' } } });
  });

  it('stay where they are when they belong into a list of an included file', async () => {
    const own = {
      agents: INCLUDE,
      identity: { name: 'Bob' },
      routing: { agents: { a: {} }, defaultAgentId: 'a', queue: { mode: 'collect' } },
    };
    const { value, said } = await migrated(own, { ...own, agents: { list: [{ id: 'bob' }] } });
    assert.deepEqual(value, {
      agents: INCLUDE,
      identity: { name: 'Bob' },
      routing: { agents: { a: {} }, defaultAgentId: 'a' },
      messages: { queue: { mode: 'collect' } },
    });
    assert.deepEqual(said, [
      'routing.agents and routing.defaultAgentId stay: agents.list is in an included file, which only you can change',
      'routing.queue becomes messages.queue',
      'identity stays: agents.list is in an included file, which only you can change',
    ]);
  });
});

describe('keys of older releases that hold something else than they should', () => {
  it('are removed, and each is told', async () => {
    const { value, said } = await migrated({
      agent: { allowedModels: 'openai/gpt', modelAliases: ['x'], model: 5, imageModel: [] },
      routing: { transcribeAudio: 'whisper', agents: [1] },
    });
    assert.deepEqual(value, {});
    assert.deepEqual(said, [
      'routing.agents is removed: it is no object',
      'routing.transcribeAudio is removed: it is no object',
      'agent.allowedModels is removed: it is no list',
      'agent.modelAliases is removed: it is no object',
      'agent.model is removed: it names no model',
      'agent.imageModel is removed: it names no model',
    ]);
  });

  it('are removed where they hold nothing', async () => {
    const { value, said } = await migrated({
      agent: null,
      identity: null,
      whatsapp: null,
      gateway: { token: null, port: 5 },
      routing: { allowFrom: null, queue: { mode: 'collect' } },
      messages: null,
    });
    assert.deepEqual(value, { gateway: { port: 5 }, messages: { queue: { mode: 'collect' } } });
    assert.ok(said.includes('gateway.token is removed: it holds nothing'), said.join('\n'));
    assert.ok(said.includes('whatsapp is removed: it holds nothing'), said.join('\n'));
  });
});
