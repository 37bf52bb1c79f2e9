import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SEARCHED_CHARS, mentionPatterns } from '../../../src/channels/access/patterns.ts';
import { accessPolicyOf } from '../../../src/channels/access/policy.ts';
import { decide, verdict } from './fixture.ts';
import type { Scene } from './fixture.ts';

const OPEN = { groupPolicy: 'open' };
const say = (text: string, scene: Scene = {}): Scene => ({
  section: OPEN,
  ...scene,
  chat: { kind: 'group', ...scene.chat },
  message: { text, ...scene.message },
});
const wa = (text: string, scene: Scene = {}): Scene => say(text, { channel: 'whatsapp', ...scene });
const patterns = (...mentionPatterns: string[]): Scene => ({
  config: { messages: { groupChat: { mentionPatterns } } },
});

const MENTIONS: readonly (readonly [title: string, scene: Scene, expected: 'yes' | 'no'])[] = [
  ['plain talk is not addressed to the agent', say('hello all'), 'no'],
  ['the network’s mark is', say('hey', { message: { mention: 'self' } }), 'yes'],
  ['the bot’s name in any case is', say('hi @MOLT_bot!'), 'yes'],
  ['a longer name is somebody else', say('hi @molt_bot2'), 'no'],
  ['an answer to the agent is', say('yes', { message: { quoted: { messageId: '1', fromMe: true } } }), 'yes'],
  [
    'an answer to others is not',
    say('yes', { message: { quoted: { messageId: '1', fromMe: false } } }),
    'no',
  ],
  ['a pattern is, in any case', say('Hey CLAWD, help', patterns('\\bclawd\\b')), 'yes'],
  ['a word around it is not', say('clawdius', patterns('\\bclawd\\b')), 'no'],
  [
    'on Telegram a pattern counts beside a mark of somebody else',
    say('clawd', { ...patterns('clawd'), message: { mention: 'other' } }),
    'yes',
  ],
  [
    'on WhatsApp a mark of somebody else settles it',
    wa('clawd', { ...patterns('clawd'), message: { mention: 'other' } }),
    'no',
  ],
  ['the own number in the text is', wa('ask @4915100000001 please'), 'yes'],
  ['also as people write it', wa('ask +49 151 0000 0001 please'), 'yes'],
  ['another number is not', wa('ask +49 151 0000 0002'), 'no'],
  [
    'in self-chat mode a mark means the person',
    wa('x', { section: { ...OPEN, selfChatMode: true }, message: { mention: 'self' } }),
    'no',
  ],
  [
    'so it does when the own number is listed',
    wa('x', { section: { ...OPEN, allowFrom: ['+4915100000001'] }, message: { mention: 'self' } }),
    'no',
  ],
  [
    'unless self-chat mode is off',
    wa('x', {
      section: { ...OPEN, allowFrom: ['+4915100000001'], selfChatMode: false },
      message: { mention: 'self' },
    }),
    'yes',
  ],
  [
    'in self-chat mode patterns go on counting',
    wa('clawd', {
      ...patterns('clawd'),
      section: { ...OPEN, selfChatMode: true },
      message: { mention: 'other' },
    }),
    'yes',
  ],
  [
    'only the start of a text is searched',
    say(`${'x'.repeat(SEARCHED_CHARS)} clawd`, patterns('clawd')),
    'no',
  ],
];

describe('mentions', () => {
  for (const [title, scene, expected] of MENTIONS) {
    test(title, () => {
      const decision = decide(scene);
      assert.equal(decision.kind, expected === 'yes' ? 'allow' : 'remember');
      assert.equal(decision.kind === 'allow' && decision.mentioned, expected === 'yes');
    });
  }

  const QUIET: readonly (readonly [title: string, scene: Scene, expected: string])[] = [
    [
      'requireMention false answers all',
      say('x', { section: { ...OPEN, groups: { '*': { requireMention: false } } } }),
      'allow',
    ],
    ['activation always goes before the config', say('x', { question: { activation: 'always' } }), 'allow'],
    [
      'so does activation mention',
      say('x', {
        section: { ...OPEN, groups: { '*': { requireMention: false } } },
        question: { activation: 'mention' },
      }),
      'remember',
    ],
    [
      'with historyLimit 0 nothing is kept',
      say('x', { section: { ...OPEN, historyLimit: 0 } }),
      'drop:notMentioned',
    ],
    [
      'an owner’s command needs no mention',
      say('/status', { section: { allowFrom: [1001] }, question: { isCommand: true } }),
      'allow+owner+commands',
    ],
    [
      'nor does that of a listed sender on Telegram',
      say('/status', { section: { groupAllowFrom: [1001] }, question: { isCommand: true } }),
      'allow+commands',
    ],
    [
      'on WhatsApp only the owner’s',
      wa('/status', { section: { groupAllowFrom: ['+491701234567'] }, question: { isCommand: true } }),
      'remember',
    ],
    ['a command of others is talk', say('/status', { question: { isCommand: true } }), 'remember'],
    ['a reaction is noted, addressed or not', say('', { message: { kind: 'reaction' } }), 'allow'],
  ];
  for (const [title, scene, expected] of QUIET) {
    test(title, () => assert.equal(verdict(scene), expected));
  }
});

describe('mention patterns', () => {
  test('one that cannot be used is left out and named, the rest counts', () => {
    const { patterns: made, ignored } = mentionPatterns(['clawd', '(', ' ', '(a+)+$', '((x*)y)*', 'bot\\-x']);
    assert.deepEqual(made.map(String), ['/clawd/iu', '/bot\\-x/i']);
    assert.deepEqual(
      ignored.map(({ pattern }) => pattern),
      ['(', ' ', '(a+)+$', '((x*)y)*'],
    );
    for (const { reason } of ignored) assert.notEqual(reason, '');
  });

  test('ordinary groups and repetitions are fine', () => {
    const fine = ['(hey|hi) bot+', '[(+]+x', '\\(a+\\)+', 'a{2}(b|c){1,2}', '(?:ab)+', '@?clawd[!.]*'];
    assert.deepEqual(mentionPatterns(fine).ignored, []);
  });

  test('those of the agent count beside the common ones', () => {
    const { mentionPatterns: made } = accessPolicyOf(
      {
        agents: { list: [{ id: 'Ops', groupChat: { mentionPatterns: ['ops'], historyLimit: 7 } }] },
        messages: { groupChat: { mentionPatterns: ['all'], historyLimit: 9 } },
      },
      'telegram',
      'default',
      'ops',
    );
    assert.deepEqual(made.map(String), ['/all/iu', '/ops/iu']);
  });

  test('how much is kept follows account, channel, agent, messages, then fifty', () => {
    const limit = (section: object, config: object = {}): number =>
      accessPolicyOf({ ...config, channels: { telegram: section } }, 'telegram', 'a', 'ops').historyLimit;
    const common = { messages: { groupChat: { historyLimit: 9 } } };
    const agent = { agents: { list: [{ id: 'ops', groupChat: { historyLimit: 7 } }] } };
    assert.equal(limit({}), 50);
    assert.equal(limit({}, common), 9);
    assert.equal(limit({}, { ...common, ...agent }), 7);
    assert.equal(limit({ historyLimit: 3 }, { ...common, ...agent }), 3);
    assert.equal(limit({ historyLimit: 3, accounts: { a: { historyLimit: 0 } } }, common), 0);
  });
});
