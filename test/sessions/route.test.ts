import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RouteInput } from '../../src/agent/sessions/route.ts';
import { resolveRoute } from '../../src/agent/sessions/route.ts';
import { chatKind, sessionKind } from '../../src/agent/sessions/keys.ts';
import type { Config } from '../../src/config/generated/types.ts';

const dm = (over: Partial<RouteInput> = {}): RouteInput => ({
  channel: 'telegram',
  accountId: 'default',
  peer: { kind: 'dm', id: '1001' },
  ...over,
});
const group = (over: Partial<RouteInput> = {}): RouteInput =>
  dm({ peer: { kind: 'group', id: '-100ABC' }, ...over });

const scope = (dmScope: NonNullable<Config['session']>['dmScope']): Config =>
  dmScope === undefined ? {} : { session: { dmScope } };

const LINKS: Config = {
  session: {
    dmScope: 'per-peer',
    identityLinks: { Ann: ['telegram:1001', 'whatsapp:+4917'], Bo: ['5'] },
  },
};

const KEYS: readonly (readonly [title: string, config: Config, input: RouteInput, key: string])[] = [
  ['direct chats share the main session', {}, dm(), 'agent:main:main'],
  ['per peer', scope('per-peer'), dm(), 'agent:main:dm:1001'],
  ['per channel and peer', scope('per-channel-peer'), dm(), 'agent:main:telegram:dm:1001'],
  [
    'per account, channel and peer',
    scope('per-account-channel-peer'),
    dm({ accountId: 'Work' }),
    'agent:main:telegram:work:dm:1001',
  ],
  [
    'a number keeps its plus',
    scope('per-peer'),
    dm({ peer: { kind: 'dm', id: '+4917' } }),
    'agent:main:dm:+4917',
  ],
  ['a group has its own, lower-cased', {}, group(), 'agent:main:telegram:group:-100abc'],
  ['whatever the scope of direct chats', scope('per-peer'), group(), 'agent:main:telegram:group:-100abc'],
  ['a channel too', {}, dm({ peer: { kind: 'channel', id: '-1' } }), 'agent:main:telegram:channel:-1'],
  [
    'a topic is a conversation',
    {},
    group({ isForum: true, threadId: '7' }),
    'agent:main:telegram:group:-100abc:topic:7',
  ],
  ['no topic is the first one', {}, group({ isForum: true }), 'agent:main:telegram:group:-100abc:topic:1'],
  ['threads of a plain group are not', {}, group({ threadId: '7' }), 'agent:main:telegram:group:-100abc'],
  ['a thread of a direct chat is', {}, dm({ threadId: '7' }), 'agent:main:main:thread:7'],
  ['also per peer', scope('per-peer'), dm({ threadId: '7' }), 'agent:main:dm:1001:thread:7'],
  ['one session for all is just that', { session: { scope: 'global' } }, group({ isForum: true }), 'global'],
  ['also for threads', { session: { scope: 'global' } }, dm({ threadId: '7' }), 'global'],
  ['linked addresses are one person', LINKS, dm(), 'agent:main:dm:ann'],
  [
    'over another network',
    LINKS,
    dm({ channel: 'whatsapp', peer: { kind: 'dm', id: '+4917' } }),
    'agent:main:dm:ann',
  ],
  ['the same id on another network is not', LINKS, dm({ channel: 'whatsapp' }), 'agent:main:dm:1001'],
  [
    'a link without a network counts on all',
    LINKS,
    dm({ peer: { kind: 'dm', id: '5' } }),
    'agent:main:dm:bo',
  ],
  ['a configured main key is only another name', { session: { mainKey: 'home' } }, dm(), 'agent:main:main'],
];

describe('session keys of chats', () => {
  for (const [title, config, input, key] of KEYS) {
    test(title, () => assert.equal(resolveRoute(config, input).sessionKey, key));
  }

  test('say what kind of chat they are', () => {
    const kinds = (input: RouteInput): string => {
      const { sessionKey } = resolveRoute(scope('per-channel-peer'), input);
      return `${sessionKind(sessionKey)} ${chatKind(sessionKey)}`;
    };
    assert.equal(kinds(dm()), 'direct dm');
    assert.equal(kinds(dm({ threadId: '7' })), 'direct thread');
    assert.equal(kinds(group()), 'group group');
    assert.equal(kinds(group({ isForum: true })), 'group thread');
  });
});

describe('bindings', () => {
  const config: Config = {
    agents: { list: [{ id: 'Main' }, { id: 'peer' }, { id: 'topic' }, { id: 'acct' }, { id: 'chan' }] },
    bindings: [
      { agentId: 'chan', match: { channel: 'telegram', accountId: '*' } },
      { agentId: 'acct', match: { channel: 'telegram', accountId: 'Work' } },
      { agentId: 'peer', match: { channel: 'telegram', accountId: '*', peer: { kind: 'group', id: '-5' } } },
      {
        agentId: 'topic',
        match: { channel: 'telegram', accountId: '*', peer: { kind: 'group', id: '-5:topic:9' } },
      },
      { agentId: 'peer', match: { channel: 'whatsapp' } },
      { agentId: 'gone', match: { channel: 'signal' } },
      { agentId: 'peer', match: { channel: 'discord', guildId: 'g' } },
    ],
  };
  const where = (input: RouteInput, of: Config = config): string => {
    const { agentId, matchedBy, mainSessionKey } = resolveRoute(of, input);
    assert.equal(mainSessionKey, `agent:${agentId}:main`);
    return `${agentId} by ${matchedBy}`;
  };
  const inGroup = (id: string, over: Partial<RouteInput> = {}): RouteInput =>
    dm({ peer: { kind: 'group', id }, ...over });

  const TABLE: readonly (readonly [title: string, input: RouteInput, expected: string])[] = [
    ['a chat of its own goes first', inGroup('-5', { accountId: 'work' }), 'peer by binding.peer'],
    [
      'a topic of its own before that',
      inGroup('-5', { isForum: true, threadId: '9' }),
      'topic by binding.peer',
    ],
    ['other topics are the group’s', inGroup('-5', { isForum: true, threadId: '8' }), 'peer by binding.peer'],
    ['the kind of chat must fit', dm({ peer: { kind: 'dm', id: '-5' } }), 'chan by binding.channel'],
    ['then the account', dm({ accountId: 'WORK' }), 'acct by binding.account'],
    ['then the network', dm(), 'chan by binding.channel'],
    ['no account named means the default one', dm({ channel: 'whatsapp' }), 'peer by binding.account'],
    ['and only that', dm({ channel: 'whatsapp', accountId: 'other' }), 'main by default'],
    ['a binding to a server needs a server', dm({ channel: 'discord' }), 'main by default'],
    ['an agent that is gone is the default one', dm({ channel: 'signal' }), 'main by binding.account'],
    ['nothing fits: the default agent', dm({ channel: 'slack' }), 'main by default'],
  ];
  for (const [title, input, expected] of TABLE) {
    test(title, () => assert.equal(where(input), expected));
  }

  test('the default account is the first one where none is called so', () => {
    const accounts: Config = { ...config, channels: { whatsapp: { accounts: { b: {}, a: {} } } } };
    assert.equal(where(dm({ channel: 'whatsapp', accountId: 'a' }), accounts), 'peer by binding.account');
    assert.equal(where(dm({ channel: 'whatsapp', accountId: 'b' }), accounts), 'main by default');
  });

  test('the agent’s sessions are its own', () => {
    assert.equal(resolveRoute(config, inGroup('-5')).sessionKey, 'agent:peer:telegram:group:-5');
  });
});
