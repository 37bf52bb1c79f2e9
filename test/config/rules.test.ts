import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  agentWorkspace,
  defaultAgentId,
  findAgent,
  listAgents,
  normalizeAgentId,
} from '../../src/config/agents.ts';
import { DEFAULT_WEBHOOK_PATH } from '../../src/channels/telegram/settings.ts';
import { applyDefaults } from '../../src/config/defaults.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { semanticFindings, TELEGRAM_WEBHOOK_PATH } from '../../src/config/semantic.ts';
import { validateConfig } from '../../src/config/validate.ts';

describe('agent ids', () => {
  const rows: readonly [string | undefined, string][] = [
    [undefined, 'main'],
    ['', 'main'],
    ['  ', 'main'],
    ['Main', 'main'],
    ['My Agent!', 'my-agent'],
    ['--x--', 'x'],
    ['über', 'ber'],
    ['a_b-c', 'a_b-c'],
    ['!!!', 'main'],
    ['a'.repeat(100), 'a'.repeat(64)],
    [`${'a'.repeat(63)}-b`, 'a'.repeat(63)],
  ];
  for (const [given, expected] of rows) {
    it(`${JSON.stringify(given)?.slice(0, 24)} is ${expected.slice(0, 24)}`, () => {
      assert.equal(normalizeAgentId(given), expected);
    });
  }

  it('always have the documented form, and stay what they are once normal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const id = normalizeAgentId(text);
        assert.match(id, /^[a-z0-9][a-z0-9_-]{0,63}$/);
        assert.equal(normalizeAgentId(id), id);
      }),
    );
  });

  it('decide the default agent: marked, else first, else main', () => {
    assert.equal(defaultAgentId({}), 'main');
    assert.equal(defaultAgentId({ agents: { list: [{ id: 'B' }, { id: 'c' }] } }), 'b');
    assert.equal(defaultAgentId({ agents: { list: [{ id: 'b' }, { id: 'C', default: true }] } }), 'c');
    assert.deepEqual(listAgents({ agents: { list: [] } }), [{ id: 'main' }]);
    assert.equal(findAgent({ agents: { list: [{ id: 'X y' }] } }, 'x Y')?.id, 'x-y');
    assert.equal(findAgent({}, 'other'), undefined);
  });

  it('lead to the right workspace', () => {
    const config: Config = {
      agents: {
        defaults: { workspace: '~/all' },
        list: [{ id: 'a' }, { id: 'b' }, { id: 'c', workspace: '/c' }],
      },
    };
    const at = (agentId: string, from: Config = config) =>
      agentWorkspace({ config: from, agentId, home: '/h', stateDir: '/s', fallback: '/h/clawd' });
    assert.deepEqual(
      [at('a'), at('b'), at('c'), at('main', {})],
      ['/h/all', '/s/workspace-b', '/c', '/h/clawd'],
    );
  });
});

describe('defaults', () => {
  it('are filled in without touching what is given', () => {
    const config: Config = {
      channels: { telegram: { dmPolicy: 'open' }, whatsapp: {} },
      session: { mainKey: 'other', scope: 'global' },
      logging: {},
      agents: { defaults: { maxConcurrent: 1, workspace: '~/w' } },
      models: { providers: { p: { models: [{ id: 'm', contextWindow: 1000 }] } } },
    };
    const copy = structuredClone(config);
    const filled = applyDefaults(config, '/home/op');
    assert.deepEqual(config, copy);
    assert.deepEqual(filled.channels?.telegram, {
      dmPolicy: 'open',
      groupPolicy: 'allowlist',
      streamMode: 'partial',
    });
    assert.deepEqual(filled.channels?.whatsapp?.ackReaction, { direct: true, group: 'mentions' });
    assert.deepEqual(filled.session, { mainKey: 'main', scope: 'global' });
    assert.equal(filled.logging?.redactSensitive, 'tools');
    assert.equal(filled.agents?.defaults?.maxConcurrent, 1);
    assert.equal(filled.agents?.defaults?.workspace, '/home/op/w');
    assert.equal(filled.models?.providers?.['p']?.models?.[0]?.maxTokens, 1000);
  });

  it('do not invent sections that were not asked for', () => {
    assert.deepEqual(Object.keys(applyDefaults({}, '/h')).toSorted(), ['agents', 'commands', 'messages']);
    assert.equal(applyDefaults({ channels: {} }, '/h').channels?.telegram, undefined);
  });

  it('keep a valid configuration valid', () => {
    const config: Config = {
      channels: { whatsapp: {}, telegram: {} },
      models: { providers: { p: { models: [{ id: 'm' }] } } },
      session: {},
      logging: {},
    };
    assert.deepEqual(validateConfig(applyDefaults(config, '/h')), []);
  });

  it('expand home only where a path is meant', () => {
    const config: Config = {
      messages: { responsePrefix: '~/no' },
      canvasHost: { root: '~/c' },
      plugins: { load: { paths: ['~/p', '/q'] } },
    };
    const filled = applyDefaults(config, '/h');
    assert.equal(filled.messages?.responsePrefix, '~/no');
    assert.equal(filled.canvasHost?.root, '/h/c');
    assert.deepEqual(filled.plugins?.load, { paths: ['/h/p', '/q'] });
  });
});

describe('rules beyond the schema', () => {
  const rows: readonly [string, Config, readonly string[]][] = [
    ['nothing', {}, []],
    [
      'two defaults',
      {
        agents: {
          list: [
            { id: 'a', default: true },
            { id: 'b', default: true },
          ],
        },
      },
      ['agents.list.1.default'],
    ],
    [
      'a shared agentDir',
      {
        agents: {
          list: [
            { id: 'a', agentDir: '/x' },
            { id: 'b', agentDir: '/x' },
          ],
        },
      },
      ['agents.list.1.agentDir'],
    ],
    [
      'an avatar outside',
      {
        agents: {
          list: [
            { id: 'a', identity: { avatar: '../x.png' } },
            { id: 'b', identity: { avatar: '/etc/x' } },
          ],
        },
      },
      ['agents.list.0.identity.avatar', 'agents.list.1.identity.avatar'],
    ],
    [
      'avatars inside or elsewhere',
      {
        agents: {
          list: [
            { id: 'a', identity: { avatar: 'img/x.png' } },
            { id: 'b', identity: { avatar: 'https://x/y.png' } },
          ],
        },
      },
      [],
    ],
    [
      'a binding to nobody',
      { bindings: [{ agentId: 'ghost', match: { channel: 'telegram' } }] },
      ['bindings.0.agentId'],
    ],
    [
      'a broadcast to nobody',
      { broadcast: { strategy: 'parallel', '123': ['main', 'ghost'], '456': 'main' } },
      ['broadcast.123.1', 'broadcast.456'],
    ],
    [
      'open without a star',
      {
        channels: {
          whatsapp: { dmPolicy: 'open', allowFrom: ['+1'] },
          telegram: { accounts: { b: { dmPolicy: 'open' } } },
        },
      },
      ['channels.whatsapp.dmPolicy', 'channels.telegram.accounts.b.dmPolicy'],
    ],
    [
      'open with a star',
      {
        channels: { telegram: { dmPolicy: 'open', allowFrom: ['*'], accounts: { b: { dmPolicy: 'open' } } } },
      },
      [],
    ],
    [
      'allow with alsoAllow',
      {
        tools: { allow: ['a'], alsoAllow: ['b'] },
        agents: { list: [{ id: 'a', tools: { allow: [], alsoAllow: [] } }] },
      },
      ['tools.alsoAllow', 'agents.list.0.tools.alsoAllow'],
    ],
    [
      'a command name with capitals',
      {
        channels: {
          telegram: {
            customCommands: [
              { command: '/ok', description: 'x' },
              { command: 'Bad-One', description: 'x' },
            ],
          },
        },
      },
      ['channels.telegram.customCommands.1.command'],
    ],
    [
      'hooks without token at the root',
      { hooks: { enabled: true, path: '/' } },
      ['hooks.enabled', 'hooks.path'],
    ],
    [
      'a custom bind to a name',
      { gateway: { bind: 'custom', customBindHost: 'example.org' } },
      ['gateway.customBindHost'],
    ],
    ['a custom bind to nothing', { gateway: { bind: 'custom' } }, ['gateway.bind']],
    [
      'half a browser profile',
      { browser: { profiles: { 'A B': {}, x: { color: '#112233' }, y: { cdpPort: 9 } } } },
      ['browser.profiles.A B', 'browser.profiles.y'],
    ],
    [
      'a time zone of no place',
      {
        agents: {
          defaults: { userTimezone: 'Mars/Base', heartbeat: { activeHours: { timezone: 'local' } } },
        },
      },
      ['agents.defaults.userTimezone'],
    ],
    [
      'two webhooks on one path',
      {
        channels: {
          telegram: {
            webhookUrl: 'https://bots.example.net/telegram-webhook',
            accounts: {
              home: {},
              work: { webhookPath: '/telegram-webhook' },
              third: { webhookPath: '/third' },
              off: { enabled: false },
            },
          },
        },
      },
      ['channels.telegram.accounts.work.webhookPath'],
    ],
    [
      'a broken pattern',
      { logging: { redactPatterns: ['ok(.*)', '/x/gi', '(', 'x*', '/a|/g'] } },
      ['logging.redactPatterns.2', 'logging.redactPatterns.3', 'logging.redactPatterns.4'],
    ],
  ];
  for (const [title, config, paths] of rows) {
    it(`are told of: ${title}`, () => {
      assert.deepEqual(validateConfig(config), []);
      const findings = semanticFindings(config);
      assert.deepEqual(
        findings.map((finding) => finding.path.join('.')),
        paths,
      );
      assert.ok(findings.every((finding) => finding.fix !== undefined));
    });
  }
});

describe('two Telegram webhooks on one path', () => {
  const accounts = {
    home: { webhookUrl: 'https://a.example.net/x' },
    work: { webhookUrl: 'https://b.example.net/x' },
  };

  it('are refused with the names of both and a fix', () => {
    const [found, ...others] = semanticFindings({ channels: { telegram: { accounts } } });
    assert.deepEqual(others, []);
    assert.match(found?.message ?? '', /"home" and "work" both take calls at "\/telegram-webhook"/);
    assert.match(found?.fix ?? '', /a path of its own, e\.g\. "\/telegram-webhook-work"/);
    assert.deepEqual(semanticFindings({ channels: { telegram: { enabled: false, accounts } } }), []);
  });

  it('are seen on the path that is taken when none is set', () => {
    assert.equal(TELEGRAM_WEBHOOK_PATH, DEFAULT_WEBHOOK_PATH);
  });
});

describe('allowed origins', () => {
  const found = (allowedOrigins: string[]): readonly string[] =>
    semanticFindings({ gateway: { controlUi: { allowedOrigins } } }).map(({ message }) => message);

  it('are whole web origins', () => {
    assert.deepEqual(
      found(['https://ops.example.net', 'http://10.0.0.5:8080', 'https://ops.example.net/']),
      [],
    );
  });

  for (const wrong of [
    'ops.example.net',
    'https://ops.example.net/path',
    'file:///x',
    '*',
    'https://u:p@ops.example.net',
  ]) {
    it(`refuse ${wrong}`, () => {
      assert.equal(found([wrong]).length, 1);
    });
  }
});

describe('the pinned certificate', () => {
  const pinned = (tlsFingerprint: string) => ({ gateway: { remote: { url: 'wss://x', tlsFingerprint } } });
  it('is a SHA-256, in any of its forms', () => {
    for (const good of ['ab'.repeat(32), `sha256:${'AB'.repeat(32)}`, Array(32).fill('ab').join(':')])
      assert.deepEqual(semanticFindings(pinned(good)), []);
    for (const bad of ['ab', 'sha1:abcd', 'x'.repeat(64)]) {
      const [found] = semanticFindings(pinned(bad));
      assert.deepEqual(found?.path, ['gateway', 'remote', 'tlsFingerprint']);
      assert.match(found?.fix ?? '', /64 hex digits/);
    }
  });
});
