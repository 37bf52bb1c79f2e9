import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide, verdict } from './fixture.ts';
import type { Scene } from './fixture.ts';

const group = (section: Scene['section'], scene: Scene = {}): Scene => ({
  section: { ...section },
  message: { mention: 'self' },
  ...scene,
  chat: { kind: 'group', ...scene.chat },
});
const wa = (section: Scene['section'], scene: Scene = {}): Scene =>
  group(section, { channel: 'whatsapp', ...scene });
const post = (section: Scene['section'], scene: Scene = {}): Scene =>
  group(section, { ...scene, chat: { kind: 'channel', ...scene.chat } });
const topic = (threadId: string): Scene => ({ chat: { kind: 'group', isForum: true, threadId } });

type Row = readonly [title: string, scene: Scene, expected: string];

const WHO: readonly Row[] = [
  ['nothing configured answers nobody', group({}), 'drop:groupSenderNotAllowed'],
  [
    'an approval in private opens no group',
    group({}, { question: { approved: ['1001'] } }),
    'drop:groupSenderNotAllowed',
  ],
  ['groupAllowFrom falls back to allowFrom', group({ allowFrom: [1001] }), 'allow+owner+commands'],
  [
    'a list of its own counts instead',
    group({ allowFrom: [1001], groupAllowFrom: [5] }),
    'drop:groupSenderNotAllowed',
  ],
  [
    'an empty one admits nobody',
    group({ allowFrom: [1001], groupAllowFrom: [] }),
    'drop:groupSenderNotAllowed',
  ],
  ['who is in it commands but owns nothing', group({ groupAllowFrom: [1001] }), 'allow+commands'],
  ['not so on WhatsApp', wa({ groupAllowFrom: ['+491701234567'] }), 'allow'],
  ['"*" admits everybody', group({ groupAllowFrom: ['*'] }), 'allow+commands'],
  ['an open policy needs no list, and gives no commands', group({ groupPolicy: 'open' }), 'allow'],
  [
    'a disabled policy answers not even owners',
    group({ groupPolicy: 'disabled', allowFrom: [1001] }),
    'drop:groupsDisabled',
  ],
  [
    'channels.defaults count where the channel says nothing',
    group({}, { config: { channels: { defaults: { groupPolicy: 'open' } } } }),
    'allow',
  ],
  [
    'and only there',
    group({ groupPolicy: 'allowlist' }, { config: { channels: { defaults: { groupPolicy: 'open' } } } }),
    'drop:groupSenderNotAllowed',
  ],
  [
    'naming a group shuts the others',
    group({ groupPolicy: 'open', groups: { '-1': {} } }),
    'drop:groupNotListed',
  ],
  ['"*" opens them again', group({ groupPolicy: 'open', groups: { '-1': {}, '*': {} } }), 'allow'],
  ['an empty map shuts nothing', group({ groupPolicy: 'open', groups: {} }), 'allow'],
  [
    'WhatsApp groups are named in any case',
    wa({ groupPolicy: 'open', groups: { '120363@G.US': {} } }),
    'allow',
  ],
  [
    'a group can be off',
    group({ groupPolicy: 'open', groups: { '-100500': { enabled: false } } }),
    'drop:groupOff',
  ],
  [
    '"*" off leaves the named ones on',
    group({ groupPolicy: 'open', groups: { '*': { enabled: false }, '-100500': {} } }),
    'allow',
  ],
  ['and the rest off', group({ groupPolicy: 'open', groups: { '*': { enabled: false } } }), 'drop:groupOff'],
  [
    'a group’s policy goes before the account’s',
    group({ groups: { '-100500': { groupPolicy: 'open' } } }),
    'allow',
  ],
  [
    'a group’s list goes before the account’s',
    group({ groupAllowFrom: ['*'], groups: { '-100500': { allowFrom: [5] } } }),
    'drop:groupSenderNotAllowed',
  ],
  [
    'even where the policy is open',
    group({ groupPolicy: 'open', groups: { '-100500': { allowFrom: [5] } } }),
    'drop:groupSenderNotAllowed',
  ],
  [
    'the list of "*" is the default of the named ones',
    group({ groups: { '*': { allowFrom: [1001] }, '-100500': {} } }),
    'allow+commands',
  ],
  [
    'an account’s groups replace those of the channel',
    group(
      { groupPolicy: 'open', groups: { '-100500': {} }, accounts: { work: { groups: { '-1': {} } } } },
      { accountId: 'work' },
    ),
    'drop:groupNotListed',
  ],
  [
    'the own person is a sender like any other',
    wa({ groupPolicy: 'allowlist', allowFrom: ['+1'] }, { from: { id: '+4915100000001', isSelf: true } }),
    'drop:groupSenderNotAllowed',
  ],
  [
    'and the owner where allowFrom names nobody',
    wa({ groupPolicy: 'open' }, { from: { id: '+4915100000001', isSelf: true } }),
    'allow+owner+commands',
  ],
  [
    'a stranger in a group is never offered a code',
    group({ dmPolicy: 'pairing' }),
    'drop:groupSenderNotAllowed',
  ],
];

const TOPICS: readonly Row[] = [
  [
    'a topic can be off',
    group({ groupPolicy: 'open', groups: { '-100500': { topics: { 5: { enabled: false } } } } }, topic('5')),
    'drop:groupOff',
  ],
  [
    'its neighbours stay on',
    group(
      { groupPolicy: 'open', groups: { '-100500': { topics: { 5: { enabled: false } } } } },
      { ...topic('6') },
    ),
    'allow',
  ],
  [
    'a topic can be on in a group that is off',
    group(
      { groupPolicy: 'open', groups: { '-100500': { enabled: false, topics: { 5: { enabled: true } } } } },
      { ...topic('5'), message: { mention: 'self' } },
    ),
    'allow',
  ],
  [
    'a topic’s policy goes before the group’s',
    group(
      { groups: { '-100500': { groupPolicy: 'disabled', topics: { 5: { groupPolicy: 'open' } } } } },
      { ...topic('5'), message: { mention: 'self' } },
    ),
    'allow',
  ],
  [
    'a topic’s list goes before the group’s',
    group({ groups: { '-100500': { allowFrom: [1001], topics: { 5: { allowFrom: [7] } } } } }, topic('5')),
    'drop:groupSenderNotAllowed',
  ],
  [
    'a topic need not be addressed',
    group(
      {
        groupPolicy: 'open',
        groups: { '-100500': { requireMention: true, topics: { 5: { requireMention: false } } } },
      },
      { ...topic('5'), message: { mention: 'none' } },
    ),
    'allow',
  ],
  [
    'a message without a topic is in the first one',
    group(
      { groupPolicy: 'open', groups: { '-100500': { topics: { 1: { enabled: false } } } } },
      { chat: { kind: 'group', isForum: true } },
    ),
    'drop:groupOff',
  ],
  [
    'threads of a plain group are no topics',
    group(
      { groupPolicy: 'open', groups: { '-100500': { topics: { 5: { enabled: false } } } } },
      { chat: { kind: 'group', threadId: '5' } },
    ),
    'allow',
  ],
];

const POSTS: readonly Row[] = [
  ['a channel nobody named is not answered', post({ groupPolicy: 'open' }), 'drop:channelNotListed'],
  ['nor by "*"', post({ groupPolicy: 'open', groups: { '*': {} } }), 'drop:channelNotListed'],
  ['naming it lets its posts in, without rights', post({ groups: { '-100600': {} } }), 'allow'],
  ['a list narrows them', post({ groups: { '-100600': { allowFrom: [5] } } }), 'drop:groupSenderNotAllowed'],
  ['it can be off', post({ groups: { '-100600': { enabled: false } } }), 'drop:groupOff'],
  [
    'a disabled policy covers it',
    post({ groupPolicy: 'disabled', groups: { '-100600': {} } }),
    'drop:groupsDisabled',
  ],
];

for (const [title, rows] of [
  ['groups', WHO],
  ['topics', TOPICS],
  ['channel posts', POSTS],
] as const) {
  describe(title, () => {
    for (const [name, scene, expected] of rows) {
      test(name, () => assert.equal(verdict(scene), expected));
    }
  });
}

describe('the prompt of a group', () => {
  const section = {
    groupPolicy: 'open',
    groups: {
      '*': { systemPrompt: 'rest' },
      '-100500': { systemPrompt: 'group', topics: { 5: { systemPrompt: 'topic' }, 6: {} } },
      '-100501': {},
    },
  };
  const promptIn = (scene: Scene): string | undefined => {
    const decision = decide({ section, ...scene, message: { mention: 'self' } });
    return decision.kind === 'allow' ? decision.systemPrompt : 'not allowed';
  };

  test('is its own and that of the topic', () => {
    assert.equal(promptIn(topic('5')), 'group\n\ntopic');
    assert.equal(promptIn(topic('6')), 'group');
  });

  test('is that of the rest where it has none', () => {
    assert.equal(promptIn({ chat: { kind: 'group', id: '-100501' } }), 'rest');
  });

  test('is absent where nobody wrote one', () => {
    assert.equal(promptIn({ section: { groupPolicy: 'open' }, chat: { kind: 'group' } }), undefined);
  });
});
