import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide, verdict } from './fixture.ts';
import type { Scene } from './fixture.ts';

const wa = (scene: Scene): Scene => ({ channel: 'whatsapp', ...scene });
const SELF_CHAT: Scene = wa({
  chat: { id: '4915100000001@s.whatsapp.net' },
  from: { id: '+4915100000001', isSelf: true },
});

const DIRECT: readonly (readonly [title: string, scene: Scene, expected: string])[] = [
  ['a stranger may ask to be let in where nothing is configured', {}, 'pair'],
  ['the same on WhatsApp', wa({}), 'pair'],
  ['an approved sender is answered', { question: { approved: ['1001'] } }, 'allow+commands'],
  [
    'an approved number on WhatsApp is answered but commands nothing',
    wa({ question: { approved: ['+491701234567'] } }),
    'allow',
  ],
  ['somebody else’s approval is none', { question: { approved: ['1002'] } }, 'pair'],
  ['a stored "*" lets nobody in', { question: { approved: ['*'] } }, 'pair'],
  ['a listed id is an owner', { section: { allowFrom: [1001] } }, 'allow+owner+commands'],
  ['a listed @name counts in any case', { section: { allowFrom: ['@aLICE'] } }, 'allow+owner+commands'],
  ['a name without @ counts too', { section: { allowFrom: ['alice'] } }, 'allow+owner+commands'],
  ['so do the prefixes tg: and telegram:', { section: { allowFrom: ['tg:1001'] } }, 'allow+owner+commands'],
  ['whatever their case', { section: { allowFrom: ['Telegram:@Alice'] } }, 'allow+owner+commands'],
  [
    'a number is compared by its digits',
    wa({ section: { allowFrom: ['0049 (170) 123-4567'] } }),
    'allow+owner+commands',
  ],
  [
    'an address is a number with a device',
    wa({ section: { allowFrom: ['whatsapp:491701234567:12@s.whatsapp.net'] } }),
    'allow+owner+commands',
  ],
  ['a group’s address is no number', wa({ section: { allowFrom: ['491701234567@g.us'] } }), 'pair'],
  [
    'a sender without a number is known by the LID',
    wa({ section: { allowFrom: ['555@lid'] }, from: { id: '555:3@lid' } }),
    'allow+owner+commands',
  ],
  ['a digit more is somebody else', wa({ section: { allowFrom: ['+4917012345678'] } }), 'pair'],
  [
    'allowlist turns strangers away',
    { section: { dmPolicy: 'allowlist', allowFrom: [5] } },
    'drop:senderNotAllowed',
  ],
  ['an empty allowlist admits nobody', { section: { dmPolicy: 'allowlist' } }, 'drop:senderNotAllowed'],
  ['nor does an empty list', { section: { dmPolicy: 'allowlist', allowFrom: [] } }, 'drop:senderNotAllowed'],
  [
    'allowlist admits the approved',
    { section: { dmPolicy: 'allowlist' }, question: { approved: ['1001'] } },
    'allow+commands',
  ],
  ['open with "*" answers everybody', { section: { dmPolicy: 'open', allowFrom: ['*'] } }, 'allow+commands'],
  [
    'everybody commands nothing on WhatsApp',
    wa({ section: { dmPolicy: 'open', allowFrom: ['*'] } }),
    'allow',
  ],
  [
    'unless access groups are off',
    wa({
      section: { dmPolicy: 'open', allowFrom: ['*'] },
      config: { commands: { useAccessGroups: false } },
    }),
    'allow+commands',
  ],
  [
    '"*" makes nobody an owner, a name beside it does',
    { section: { allowFrom: ['*', 1001] } },
    'allow+owner+commands',
  ],
  ['open without "*" is a list', { section: { dmPolicy: 'open', allowFrom: [5] } }, 'drop:senderNotAllowed'],
  [
    'disabled turns even the listed away',
    { section: { dmPolicy: 'disabled', allowFrom: [1001] } },
    'drop:dmDisabled',
  ],
  ['a reaction of a stranger is no request', { message: { kind: 'reaction' } }, 'drop:notAMessage'],
  [
    'a sender without an id is nobody',
    { section: { dmPolicy: 'allowlist', allowFrom: ['', '@'] }, from: { id: '', username: '' } },
    'drop:senderNotAllowed',
  ],

  ['notes to oneself are answered', SELF_CHAT, 'allow+owner+commands'],
  ['also under the LID', { ...SELF_CHAT, chat: { id: '77700011122@lid' } }, 'allow+owner+commands'],
  [
    'also when direct messages are disabled',
    { ...SELF_CHAT, section: { dmPolicy: 'disabled' } },
    'allow+owner+commands',
  ],
  ['also with selfChatMode off', { ...SELF_CHAT, section: { selfChatMode: false } }, 'allow+owner+commands'],
  [
    'what the own person writes to others is not',
    wa({ from: { id: '+4915100000001', isSelf: true } }),
    'drop:ownMessage',
  ],
  [
    'not even when the own number is listed',
    wa({ section: { allowFrom: ['*', '+4915100000001'] }, from: { id: '+4915100000001', isSelf: true } }),
    'drop:ownMessage',
  ],
  [
    'before the link knows itself nothing is a note to oneself',
    { ...SELF_CHAT, question: { self: undefined } },
    'drop:ownMessage',
  ],

  [
    'an account’s dmPolicy goes before that of the channel',
    {
      accountId: 'work',
      section: { dmPolicy: 'open', allowFrom: ['*'], accounts: { work: { dmPolicy: 'disabled' } } },
    },
    'drop:dmDisabled',
  ],
  [
    'an account’s list goes before that of the channel',
    {
      accountId: 'work',
      section: { dmPolicy: 'allowlist', allowFrom: [1001], accounts: { work: { allowFrom: [5] } } },
    },
    'drop:senderNotAllowed',
  ],
  [
    'another account’s settings do not count',
    { accountId: 'home', section: { allowFrom: [1001], accounts: { work: { dmPolicy: 'disabled' } } } },
    'allow+owner+commands',
  ],
  [
    'an account named like a builtin is an account without settings',
    { accountId: 'toString', section: { allowFrom: [1001], accounts: {} } },
    'allow+owner+commands',
  ],
];

describe('direct messages', () => {
  for (const [title, scene, expected] of DIRECT) {
    test(title, () => assert.equal(verdict(scene), expected));
  }

  test('a direct message always addresses the agent', () => {
    assert.deepEqual(decide({ section: { allowFrom: [1001] } }), {
      kind: 'allow',
      owner: true,
      commands: true,
      mentioned: true,
    });
  });
});
