import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { proto } from '@whiskeysockets/baileys';
import type { InboundMessage } from '../../../src/channels/message.ts';
import type { Envelope } from '../../../src/channels/whatsapp/inbound/normalise.ts';
import { carriesWords, normalise } from '../../../src/channels/whatsapp/inbound/normalise.ts';

const NUMBERS: Readonly<Record<string, string>> = { '2222222222@lid': '15552223333:0@s.whatsapp.net' };
const context = {
  accountId: 'default',
  self: { id: '15550001111:3@s.whatsapp.net', lid: '9999999999:3@lid' },
  numberOf: async (lid: string) => NUMBERS[lid],
  groupTitle: async () => 'Team',
  isEcho: (id: string) => id === 'ECHO',
};
const dm: Envelope = {
  remoteJid: '15552223333@s.whatsapp.net',
  fromMe: false,
  id: 'M1',
  t: 1_700_000_000,
  pushName: 'Ann',
};
const group: Envelope = {
  ...dm,
  remoteJid: '120363@g.us',
  participant: '15554445555:2@s.whatsapp.net',
  pushName: 'Bob',
};
const read = (envelope: Envelope, message: proto.IMessage): Promise<InboundMessage | undefined> =>
  normalise(envelope, message, context);
const must = async (envelope: Envelope, message: proto.IMessage): Promise<InboundMessage> => {
  const found = await read(envelope, message);
  assert.ok(found);
  return found;
};

test('A direct message carries number, name, chat and time in milliseconds.', async () => {
  const message = await must(dm, { conversation: 'hi' });
  assert.deepEqual(message.sender, { id: '+15552223333', name: 'Ann', isSelf: false });
  assert.deepEqual(message.chat, { id: '15552223333@s.whatsapp.net', kind: 'dm', title: 'Ann' });
  assert.equal(message.sentAt, 1_700_000_000_000);
  assert.equal(message.mention, 'none');
});

test('In a group the author is the sender, without device; the chat has its title.', async () => {
  const message = await must(group, { conversation: 'hi' });
  assert.equal(message.sender.id, '+15554445555');
  assert.deepEqual(message.chat, { id: '120363@g.us', kind: 'group', title: 'Team' });
});

test('A hidden id is resolved by the envelope, then by the mapping, and else kept.', async () => {
  const by = async (envelope: Partial<Envelope>) => {
    const message = await must({ ...dm, ...envelope }, { conversation: 'x' });
    return [message.sender.id, message.chat.id];
  };
  const known = ['+15557778888', '15557778888@s.whatsapp.net'];
  assert.deepEqual(await by({ remoteJid: '7777777@lid', remoteJidAlt: '15557778888@s.whatsapp.net' }), known);
  assert.deepEqual(await by({ remoteJid: '2222222222:4@lid' }), [
    '+15552223333',
    '15552223333@s.whatsapp.net',
  ]);
  assert.deepEqual(await by({ remoteJid: '3333333333@lid' }), ['3333333333@lid', '3333333333@lid']);
});

test('What the owner writes on the phone is from the account itself; what this device sent is not heard again.', async () => {
  assert.equal((await must({ ...dm, fromMe: true }, { conversation: 'x' })).sender.isSelf, true);
  assert.equal((await must({ ...dm, fromMe: true }, { conversation: 'x' })).sender.id, '+15550001111');
  assert.equal(await read({ ...dm, fromMe: true, id: 'ECHO' }, { conversation: 'x' }), undefined);
});

for (const jid of ['status@broadcast', '123456@broadcast', '123456@newsletter'])
  test(`Nothing from ${jid} is heard.`, async () => {
    assert.equal(await read({ ...dm, remoteJid: jid }, { conversation: 'x' }), undefined);
  });

const TEXTS: readonly (readonly [string, proto.IMessage, string])[] = [
  ['a plain text', { conversation: 'a' }, 'a'],
  ['an extended text', { extendedTextMessage: { text: 'b' } }, 'b'],
  ['a disappearing message', { ephemeralMessage: { message: { conversation: 'c' } } }, 'c'],
  ['a message to be viewed once', { viewOnceMessageV2: { message: { conversation: 'd' } } }, 'd'],
  ['an edited wrapper', { editedMessage: { message: { conversation: 'e' } } }, 'e'],
  ['the copy of an own message', { deviceSentMessage: { message: { conversation: 'f' } } }, 'f'],
  [
    'nested wrappers',
    {
      ephemeralMessage: {
        message: { documentWithCaptionMessage: { message: { documentMessage: { caption: 'g' } } } },
      },
    },
    'g',
  ],
  [
    'a contact',
    {
      contactMessage: {
        displayName: 'Eve',
        vcard: 'TEL;type=CELL;waid=15551234567:+1 555 123 4567\nTEL:+44 20 1',
      },
    },
    '<contact: Eve, +15551234567 (+1 more)>',
  ],
  [
    'a place',
    { locationMessage: { degreesLatitude: 1.5, degreesLongitude: -2, name: 'Cafe' } },
    '<location: 1.500000, -2.000000; Cafe>',
  ],
  [
    'a live place',
    { liveLocationMessage: { degreesLatitude: 1, degreesLongitude: 2 } },
    '<live location: 1.000000, 2.000000>',
  ],
  [
    'a poll',
    { pollCreationMessageV3: { name: 'Lunch?', options: [{ optionName: 'Yes' }, { optionName: 'No' }] } },
    '<poll: Lunch?; Yes / No>',
  ],
];
for (const [what, message, text] of TEXTS)
  test(`The text of ${what} is read.`, async () => assert.equal((await must(dm, message)).text, text));

const KEY = Buffer.alloc(32, 7);
const MEDIA: readonly (readonly [proto.IMessage, string])[] = [
  [{ imageMessage: { mediaKey: KEY, mimetype: 'image/jpeg' } }, 'image'],
  [{ videoMessage: { mediaKey: KEY } }, 'video'],
  [{ videoMessage: { mediaKey: KEY, gifPlayback: true } }, 'animation'],
  [{ ptvMessage: { mediaKey: KEY } }, 'video'],
  [{ audioMessage: { mediaKey: KEY } }, 'audio'],
  [{ audioMessage: { mediaKey: KEY, ptt: true } }, 'voice'],
  [{ documentMessage: { mediaKey: KEY, fileName: 'a.pdf' } }, 'document'],
  [{ stickerMessage: { mediaKey: KEY } }, 'sticker'],
];
for (const [message, kind] of MEDIA)
  test(`An attachment of kind ${kind} (${Object.keys(message)[0]}) is described so that it can be fetched later.`, async () => {
    const [media] = (await must(dm, message)).media;
    assert.equal(media?.kind, kind);
    assert.equal((media?.ref as { mediaKey: string } | undefined)?.mediaKey, KEY.toString('base64'));
  });

test('A mention says whether the account itself is meant, by number or hidden id.', async () => {
  const mentioning = async (...mentionedJid: string[]) =>
    (await must(group, { extendedTextMessage: { text: '@x', contextInfo: { mentionedJid } } })).mention;
  assert.equal(await mentioning('15550001111@s.whatsapp.net'), 'self');
  assert.equal(await mentioning('15552223333@s.whatsapp.net', '9999999999@lid'), 'self');
  assert.equal(await mentioning('15552223333@s.whatsapp.net'), 'other');
});

test('A quote tells id, text and author, and whether the account wrote it.', async () => {
  const quoting = (participant: string) =>
    must(group, {
      extendedTextMessage: {
        text: 'yes',
        contextInfo: { stanzaId: 'Q', participant, quotedMessage: { conversation: 'you?' } },
      },
    });
  assert.deepEqual((await quoting('15550001111@s.whatsapp.net')).quoted, {
    messageId: 'Q',
    text: 'you?',
    sender: '+15550001111',
    fromMe: true,
  });
  assert.equal((await quoting('15552223333@s.whatsapp.net')).quoted?.fromMe, false);
});

test('A reaction names the message it is for and whose it is, seen from the account.', async () => {
  const reacting = (envelope: Envelope, fromMe: boolean) =>
    must(envelope, { reactionMessage: { text: '👍', key: { id: 'T', fromMe } } });
  const theirs = await reacting(dm, false);
  assert.deepEqual(
    [theirs.kind, theirs.text, theirs.quoted],
    ['reaction', '👍', { messageId: 'T', fromMe: true }],
  );
  assert.equal((await reacting(dm, true)).quoted?.fromMe, false);
  assert.equal((await reacting({ ...dm, fromMe: true }, true)).quoted?.fromMe, true);
});

test('Keys, revocations and receipts hold nothing for the gateway.', async () => {
  const silent: readonly proto.IMessage[] = [
    {},
    { senderKeyDistributionMessage: { groupId: 'x' } },
    { protocolMessage: { key: { id: 'x' } } },
    { pollUpdateMessage: {} },
  ];
  for (const message of silent) {
    assert.equal(carriesWords(message), false);
    assert.equal(await read(dm, message), undefined);
  }
});
