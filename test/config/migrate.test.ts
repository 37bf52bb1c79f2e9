import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import JSON5 from 'json5';
import { editText } from '../../src/config/edit.ts';
import { planMigration } from '../../src/config/migrate.ts';
import { createConfigFolder, issueLines } from '../support/config-files.ts';

const folder = createConfigFolder();
after(() => folder.remove());

/** The value after the migration, through the same edits of the text that the doctor makes. */
async function migrated(value: unknown): Promise<{ value: unknown; said: readonly string[] }> {
  const { edits, said } = planMigration(value);
  return { value: JSON5.parse(await editText(JSON.stringify(value, null, 2), edits)), said };
}

const CASES: readonly (readonly [name: string, before: unknown, after: unknown])[] = [
  [
    'channels at the top level',
    { whatsapp: { allowFrom: ['+1'] }, telegram: { botToken: '${T}', requireMention: false } },
    {
      channels: {
        whatsapp: { allowFrom: ['+1'] },
        telegram: { botToken: '${T}', groups: { '*': { requireMention: false } } },
      },
    },
  ],
  [
    'who may write, with WhatsApp',
    { routing: { allowFrom: ['+1'] }, channels: { whatsapp: {} } },
    { channels: { whatsapp: { allowFrom: ['+1'] } } },
  ],
  ['who may write, without WhatsApp', { routing: { allowFrom: ['+1'] } }, {}],
  [
    'agents and bindings',
    {
      routing: {
        agents: { home: { name: 'Home' }, work: { workspace: '~/work' } },
        defaultAgentId: 'work',
        bindings: [{ agentId: 'work', match: { provider: 'telegram', accountID: 'a' } }],
        agentToAgent: { enabled: true },
      },
      identity: { name: 'Clawd' },
    },
    {
      agents: {
        list: [
          { id: 'home', name: 'Home' },
          { id: 'work', workspace: '~/work', default: true, identity: { name: 'Clawd' } },
        ],
      },
      bindings: [{ agentId: 'work', match: { channel: 'telegram', accountId: 'a' } }],
      tools: { agentToAgent: { enabled: true } },
    },
  ],
  [
    'groups and queues',
    {
      routing: {
        groupChat: { requireMention: true, mentionPatterns: ['@clawd'], historyLimit: 5 },
        queue: { mode: 'collect', byProvider: { telegram: 'followup' } },
      },
      channels: { telegram: { botToken: 't' } },
    },
    {
      channels: { telegram: { botToken: 't', groups: { '*': { requireMention: true } } } },
      messages: {
        groupChat: { mentionPatterns: ['@clawd'], historyLimit: 5 },
        queue: { mode: 'collect', byChannel: { telegram: 'followup' } },
      },
    },
  ],
  [
    'speech',
    {
      routing: { transcribeAudio: { command: ['whisper', '--fast'], timeoutSeconds: 9 } },
      messages: { tts: { enabled: true } },
    },
    {
      tools: {
        media: {
          audio: { models: [{ type: 'cli', command: 'whisper', args: ['--fast'], timeoutSeconds: 9 }] },
        },
      },
      messages: { tts: { auto: 'always' } },
    },
  ],
  [
    'the agent, its models and tools',
    {
      agent: {
        workspace: '~/clawd',
        model: 'anthropic/opus',
        modelFallbacks: ['openai/gpt'],
        imageModel: 'openai/eye',
        allowedModels: ['anthropic/opus'],
        modelAliases: { fast: 'openai/gpt' },
        tools: { allow: ['read'] },
        elevated: { enabled: false },
        bash: { timeoutSec: 5 },
        subagents: { maxConcurrent: 2, tools: { deny: ['exec'] } },
      },
    },
    {
      agents: {
        defaults: {
          models: { 'anthropic/opus': {}, 'openai/gpt': { alias: 'fast' } },
          model: { primary: 'anthropic/opus', fallbacks: ['openai/gpt'] },
          imageModel: { primary: 'openai/eye' },
          workspace: '~/clawd',
          subagents: { maxConcurrent: 2 },
        },
      },
      tools: {
        allow: ['read'],
        elevated: { enabled: false },
        exec: { timeoutSec: 5 },
        subagents: { tools: { deny: ['exec'] } },
      },
    },
  ],
  ['the retired control port', { bridge: { enabled: true, port: 18_790 }, gateway: {} }, { gateway: {} }],
  [
    'the token',
    { gateway: { token: '${TOKEN}', port: 5 } },
    { gateway: { port: 5, auth: { token: '${TOKEN}', mode: 'token' } } },
  ],
];

describe('keys of older releases', () => {
  for (const [name, before, wanted] of CASES)
    it(`get their places: ${name}`, async () => {
      const first = await migrated(before);
      assert.deepEqual(first.value, wanted);
      assert.notDeepEqual(first.said, []);
      assert.deepEqual(planMigration(first.value), { edits: [], said: [] }, 'twice is once');
    });

  it('make a valid file of them all', async () => {
    for (const [name, before] of CASES) {
      const text = JSON.stringify((await migrated(before)).value).replaceAll(/\$\{\w+\}/g, 'x');
      assert.deepEqual(issueLines(await folder.loadText(text), folder.dir), [], name);
    }
  });

  it('give way to what the new place says, and that is told', async () => {
    const { value, said } = await migrated({
      telegram: { botToken: 'old', dmPolicy: 'open' },
      channels: { telegram: { botToken: 'new' } },
      gateway: { token: 'old', auth: { password: 'p' } },
    });
    assert.deepEqual(value, {
      channels: { telegram: { botToken: 'new', dmPolicy: 'open' } },
      gateway: { auth: { password: 'p', token: 'old' } },
    });
    assert.deepEqual(said, [
      'telegram.botToken is removed: channels.telegram.botToken is set already',
      'telegram becomes channels.telegram',
      'gateway.token becomes gateway.auth.token',
    ]);
  });

  it('leave comments and everything else where it is', async () => {
    const text = `{
  // mine
  gateway: { mode: 'local', /* port */ port: 1, token: 'a' }, // end
  logging: { level: "info" },
}
`;
    const { edits } = planMigration(JSON5.parse(text));
    const next = await editText(text, edits);
    for (const kept of ['// mine', '/* port */ port: 1', '// end', 'logging: { level: "info" },'])
      assert.ok(next.includes(kept), next);
  });
});
