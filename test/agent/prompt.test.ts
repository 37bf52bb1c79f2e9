import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { agentIds, defaultAgentId, normalizeAgentId } from '../../src/agent/agent-list.ts';
import { createAgents } from '../../src/agent/agents.ts';
import { identityOf, parseIdentity } from '../../src/agent/identity.ts';
import { stampMessage, stampOf, withoutStamp } from '../../src/agent/message-stamp.ts';
import { createPrompts, type PromptRequest } from '../../src/agent/prompt.ts';
import { createToolSet } from '../../src/agent/tools/toolset.ts';
import { cutMiddle, readBootstrap, workspaceOf } from '../../src/agent/workspace.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { tool } from '../support/agent-fixtures.ts';

const REQUEST: PromptRequest = {
  agentId: 'main',
  model: 'a/b',
  tools: createToolSet([tool('look', () => 1)]),
};

describe('prompt, workspace and identity', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'prompt-'));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  let time = 0;
  const prompts = (workspace: string, config: Config = {}) =>
    createPrompts({
      config: () => config,
      workspace,
      stateDir: join(dir, 'state'),
      home: dir,
      runtime: { host: 'box', os: 'linux x64', node: 'v24', version: '9.9.9' },
      timeZone: 'Europe/Berlin',
      now: () => time,
    });

  it('read a workspace once for turns within a second, and anew after it', async () => {
    const workspace = join(dir, 'read-once');
    const room = prompts(workspace);
    await room.prepare(REQUEST);
    writeFileSync(join(workspace, 'USER.md'), 'Her name is Ann.');
    time += 999;
    assert.doesNotMatch((await room.prepare(REQUEST)).systemPrompt, /Her name is Ann/);
    time += 1;
    assert.match((await room.prepare(REQUEST)).systemPrompt, /Her name is Ann/);
  });

  it('follow the config at once, although the workspace was read a moment ago', async () => {
    let config: Config = { agents: { list: [{ id: 'main', identity: { name: 'Ada' } }] } };
    const room = createPrompts({
      config: () => config,
      workspace: join(dir, 'followed'),
      stateDir: join(dir, 'state'),
      home: dir,
      runtime: { host: 'box', os: 'linux x64', node: 'v24', version: '9.9.9' },
      timeZone: 'Europe/Berlin',
      now: () => time,
    });
    assert.match((await room.prepare(REQUEST)).systemPrompt, /You are Ada/u);
    config = { agents: { list: [{ id: 'main', identity: { name: 'Bea' } }] } };
    assert.match((await room.prepare(REQUEST)).systemPrompt, /You are Bea/u);
  });

  it('fill a brand-new workspace, and only what is missing in an old one', async () => {
    const fresh = join(dir, 'fresh');
    await prompts(fresh).prepare(REQUEST);
    assert.deepEqual(readdirSync(fresh).toSorted(), [
      'AGENTS.md',
      'BOOTSTRAP.md',
      'HEARTBEAT.md',
      'IDENTITY.md',
      'SOUL.md',
      'TOOLS.md',
      'USER.md',
    ]);
    rmSync(join(fresh, 'BOOTSTRAP.md'));
    rmSync(join(fresh, 'SOUL.md'));
    writeFileSync(join(fresh, 'USER.md'), 'mine');
    await prompts(fresh).prepare(REQUEST);
    assert.ok(!readdirSync(fresh).includes('BOOTSTRAP.md'));
    assert.ok(readdirSync(fresh).includes('SOUL.md'));
    assert.equal(readFileSync(join(fresh, 'USER.md'), 'utf8'), 'mine');
  });

  it('create nothing with skipBootstrap, and name what is missing', async () => {
    const bare = join(dir, 'bare');
    const config: Config = { agents: { defaults: { skipBootstrap: true } } };
    const { systemPrompt, workspace } = await prompts(bare, config).prepare(REQUEST);
    assert.deepEqual(readdirSync(bare), []);
    assert.equal(workspace, bare);
    assert.ok(systemPrompt.includes(`### SOUL.md\n[MISSING] Expected at: ${join(bare, 'SOUL.md')}`));
    assert.ok(!systemPrompt.includes('MEMORY.md'));
  });

  it('put tools, place, zone, runtime and the session’s extra text into a prompt that does not change by itself', async () => {
    const place = join(dir, 'place');
    const ask = () =>
      prompts(place).prepare({ ...REQUEST, channel: 'webchat', extraSystemPrompt: 'Be brief.' });
    const first = await ask();
    for (const part of [
      '- look: Test tool look.',
      `Your working directory is ${place}.`,
      'Europe/Berlin',
      'host=box | os=linux x64 | node=v24 | gateway=9.9.9 | model=a/b | channel=webchat | thinking=off',
      '## For this session\nBe brief.',
      '### AGENTS.md\n# How to work here',
      'NO_REPLY',
    ]) {
      assert.ok(first.systemPrompt.includes(part), part);
    }
    assert.deepEqual(await ask(), first);
  });

  it('say that tools are disabled when there is none', async () => {
    const { systemPrompt } = await prompts(join(dir, 'toolless')).prepare({
      ...REQUEST,
      tools: createToolSet([]),
    });
    assert.match(systemPrompt, /Tools are disabled/u);
  });

  it('cut long files in the middle and leave blank ones out', async () => {
    const long = join(dir, 'long');
    mkdirSync(long);
    writeFileSync(join(long, 'AGENTS.md'), `START${'x'.repeat(30_000)}END`);
    writeFileSync(join(long, 'SOUL.md'), '  \n');
    const files = await readBootstrap({}, long);
    const agents = files.find((file) => file.name === 'AGENTS.md')?.text ?? '';
    assert.ok(agents.startsWith('START') && agents.endsWith('END') && agents.length < 19_000);
    assert.match(agents, /12008 of 30008 characters left out/u);
    assert.equal(
      files.some((file) => file.name === 'SOUL.md'),
      false,
    );
    assert.equal(cutMiddle('short', 5), 'short');
  });

  it('give every agent its own place', () => {
    const place = { workspace: '/home/me/clawd', stateDir: '/state', home: '/home/me' };
    const config: Config = {
      agents: {
        defaults: { workspace: '~/work' },
        list: [{ id: 'Main' }, { id: 'kid' }, { id: 'own', workspace: '/srv/own' }],
      },
    };
    const of = (id: string): string => workspaceOf(config, id, place);
    assert.deepEqual(
      [of('main'), of('kid'), of('own')],
      ['/home/me/work', '/state/workspace-kid', '/srv/own'],
    );
    assert.equal(workspaceOf({}, 'main', place), '/home/me/clawd');
  });

  it('read an identity from Markdown, ignoring what is not filled in', () => {
    const text =
      '# Me\n- **Name:** Clawd\n* Creature: lobster\nEmoji: 🦞\n- Vibe:\n- Avatar: (pick one)\nName: Other\n';
    assert.deepEqual(parseIdentity(text), { name: 'Clawd', theme: 'lobster', emoji: '🦞' });
  });

  it('let the config win over the workspace', () => {
    const home = join(dir, 'identity');
    mkdirSync(home);
    writeFileSync(join(home, 'IDENTITY.md'), 'Name: File\nEmoji: 🐟');
    const config: Config = {
      agents: { list: [{ id: 'main', identity: { name: 'Config' } }] },
      ui: { assistant: { name: 'Page', avatar: 'P' } },
    };
    assert.deepEqual(identityOf(config, 'main', home), { name: 'Config', emoji: '🐟', avatar: 'P' });
    assert.deepEqual(identityOf({}, 'main', join(dir, 'nowhere')), {});
  });

  it('list agents for clients, with defaults for those without identity', async () => {
    const config: Config = {
      agents: {
        list: [
          { id: 'Kid', name: 'The Kid' },
          { id: 'boss', default: true, identity: { name: 'Boss', emoji: '👑' } },
        ],
      },
    };
    const agents = createAgents({
      config: () => config,
      env: {},
      ollamaModels: async () => [],
      workspace: join(dir, 'none'),
      stateDir: dir,
      home: dir,
    });
    const defaults = { defaultId: 'boss', mainKey: 'main', scope: 'per-sender' };
    assert.deepEqual(agents.defaults(), defaults);
    assert.deepEqual(agents.list(), {
      ...defaults,
      agents: [
        { id: 'boss', identity: { name: 'Boss', emoji: '👑' } },
        { id: 'kid', name: 'The Kid', identity: { name: 'The Kid' } },
      ],
    });
    assert.deepEqual(agents.identity('boss'), { agentId: 'boss', name: 'Boss', avatar: 'A' });
    assert.equal(agents.identity('stranger'), undefined);
    assert.deepEqual(
      (await agents.models()).models.map(({ id }) => id),
      ['offline'],
    );
  });

  it('show an avatar that clients can load, and no path of this machine', () => {
    const url = 'https://example.org/a.png';
    const config: Config = {
      agents: {
        list: [
          { id: 'web', identity: { avatar: url } },
          { id: 'file', identity: { avatar: 'img/me.png' } },
          { id: 'glyph', identity: { avatar: '🦞' } },
        ],
      },
    };
    const agents = createAgents({
      config: () => config,
      env: {},
      ollamaModels: async () => [],
      workspace: join(dir, 'none'),
      stateDir: dir,
      home: dir,
    });
    assert.deepEqual(agents.list().agents, [
      { id: 'web', identity: { avatar: url, avatarUrl: url } },
      { id: 'file' },
      { id: 'glyph', identity: { avatar: '🦞' } },
    ]);
    assert.equal(agents.identity('web')?.avatar, url);
    assert.equal(agents.identity('file')?.avatar, 'A');
    assert.equal(agents.identity('glyph')?.avatar, '🦞');
  });

  it('normalise agent ids', () => {
    const table = [
      ['Main', 'main'],
      ['  a b!c ', 'a-b-c'],
      ['--x--', 'x'],
      ['中文', 'main'],
      ['', 'main'],
      ['a'.repeat(80), 'a'.repeat(64)],
    ] as const;
    for (const [raw, id] of table) assert.equal(normalizeAgentId(raw), id);
    assert.equal(defaultAgentId({}), 'main');
    assert.deepEqual(agentIds({ agents: { list: [{ id: 'a' }, { id: 'b', default: true }, { id: 'A' }] } }), [
      'b',
      'a',
    ]);
  });
});

describe('the time stamp of a message', () => {
  const at = Date.UTC(2026, 0, 31, 8, 5);

  it('gives weekday, date, time and zone', () => {
    assert.equal(stampMessage('hi', at, 'UTC'), '[Sat 2026-01-31 08:05 UTC] hi');
    assert.match(stampOf(at, 'Asia/Shanghai'), /^Sat 2026-01-31 16:05 GMT\+8$/u);
    assert.equal(stampOf(Date.UTC(2026, 0, 31), 'UTC'), 'Sat 2026-01-31 00:00 UTC');
    assert.equal(stampOf(at, 'Mars/Olympus'), 'Sat 2026-01-31 08:05 UTC');
  });

  it('is not put twice, and can be taken off', () => {
    for (const text of ['[Sat 2026-01-31 08:05 UTC] hi', 'now: Current time: noon']) {
      assert.equal(stampMessage(text, at, 'UTC'), text);
    }
    assert.equal(withoutStamp('[Sat 2026-01-31 08:05 GMT+8] hi'), 'hi');
    assert.equal(withoutStamp('[not a stamp] hi'), '[not a stamp] hi');
  });
});
