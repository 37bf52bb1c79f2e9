import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ChannelAccount } from '../../../src/channels/port.ts';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import type { OpenLink } from './rig.ts';
import { SendFailure } from '../../../src/channels/port.ts';
import { detachLibraryTimers } from '../../support/whatsapp/library-timers.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import { linkByQr, makeAccount, say, tempDir } from './rig.ts';

detachLibraryTimers();

const home = tempDir();
let server: WhatsAppServer;
let account: ChannelAccount;
let open: OpenLink;

before(async () => {
  server = await startWhatsAppServer();
  server.person('15552223333', 'Ann');
  account = makeAccount({ home: home.path, url: server.url });
  open = await linkByQr(account, server.person('15550001111', 'Owner'));
});

after(async () => {
  await open.close();
  account.dispose();
  await server.close();
  home.remove();
});

const owner = () => server.person('15550001111');
const ann = () => server.person('15552223333', 'Ann');
const bob = () => server.person('15554445555', 'Bob');
const annChat = { chatId: '15552223333@s.whatsapp.net' };
const hear = (id: string) => open.message((message) => message.messageId === id);

test('A linked account says who it is.', async () => {
  const self = await open.opened();
  assert.equal(self.e164, '+15550001111');
  assert.equal(account.readiness().state, 'ready');
  assert.equal(account.summary().linked, true);
});

test('Text goes out in the markup of WhatsApp, after a sign of typing, and is acknowledged.', async () => {
  const typing = server.next('chatstate', ({ state }) => state === 'composing');
  const [id] = await say(account, open.link, {
    chat: account.target('+1 (555) 222-3333'),
    text: 'Hello **Ann**',
  });
  await typing;
  await open.receipt(id ?? '', 'delivered');
  const heard = ann().inbox.at(-1);
  assert.equal(heard?.id, id);
  assert.equal(heard?.message.extendedTextMessage?.text, 'Hello *Ann*');
});

test('Text comes in with number, name and chat.', async () => {
  const message = await hear(await ann().say(owner(), 'Good morning'));
  assert.equal(message.text, 'Good morning');
  assert.deepEqual(message.sender, { id: '+15552223333', name: 'Ann', isSelf: false });
  assert.equal(message.chat.id, '15552223333@s.whatsapp.net');
});

test('Somebody who writes under a hidden id is known by number.', async () => {
  const eve = server.person('15556667777', 'Eve');
  eve.addressBy('lid');
  const message = await hear(await eve.say(owner(), 'psst'));
  assert.equal(message.sender.id, '+15556667777');
  assert.equal(message.chat.id, '15556667777@s.whatsapp.net');
});

test('In a group the author, the title, the mention and the quote are known, and the answer reaches everybody.', async () => {
  const group = server.group('Team', [ann(), bob(), owner()]);
  const [first] = await say(account, open.link, { chat: { chatId: group }, text: 'Hello team' });
  const mentioning = await bob().say(group, {
    extendedTextMessage: {
      text: '@15550001111 what time?',
      contextInfo: {
        mentionedJid: ['15550001111@s.whatsapp.net'],
        stanzaId: first ?? '',
        participant: '15550001111@s.whatsapp.net',
        quotedMessage: { conversation: 'Hello team' },
      },
    },
  });
  const message = await hear(mentioning);
  assert.deepEqual(message.chat, { id: group, kind: 'group', title: 'Team' });
  assert.equal(message.sender.id, '+15554445555');
  assert.equal(message.mention, 'self');
  assert.deepEqual(message.quoted, {
    messageId: first,
    text: 'Hello team',
    sender: '+15550001111',
    fromMe: true,
  });
  const [answer] = await say(account, open.link, {
    chat: { chatId: group },
    text: 'At nine',
    replyTo: mentioning,
  });
  const sent = server.sentIn(group).find(({ id }) => id === answer);
  assert.equal(sent?.message?.extendedTextMessage?.contextInfo?.stanzaId, mentioning);
  assert.equal(sent?.message?.extendedTextMessage?.contextInfo?.participant, '15554445555@s.whatsapp.net');
  assert.ok(ann().inbox.some(({ id }) => id === answer));
  assert.ok(bob().inbox.some(({ id }) => id === answer));
});

test('A quoted reply shows what was said, ours or theirs.', async () => {
  const asked = await ann().say(owner(), 'Coffee?');
  await hear(asked);
  const [own] = await say(account, open.link, { chat: annChat, text: 'Yes', replyTo: asked });
  const first = ann().inbox.find(({ id }) => id === own)?.message.extendedTextMessage?.contextInfo;
  assert.equal(first?.quotedMessage?.conversation, 'Coffee?');
  assert.equal(first?.participant, '15552223333@s.whatsapp.net');
  const [more] = await say(account, open.link, { chat: annChat, text: 'Now', replyTo: own ?? '' });
  const second = ann().inbox.find(({ id }) => id === more)?.message.extendedTextMessage?.contextInfo;
  assert.equal(second?.quotedMessage?.extendedTextMessage?.text, 'Yes');
  assert.equal(second?.participant, '15550001111@s.whatsapp.net');
});

test('A reaction goes out for theirs and comes in for ours.', async () => {
  const asked = await ann().say(owner(), 'Done!');
  await hear(asked);
  await say(account, open.link, { chat: annChat, reaction: { messageId: asked, emoji: '🎉' } });
  const out = ann().inbox.at(-1)?.message.reactionMessage;
  assert.equal(out?.text, '🎉');
  assert.equal(out?.key?.id, asked);
  assert.equal(out?.key?.fromMe, false);
  const [ours] = await say(account, open.link, { chat: annChat, text: 'Great' });
  const id = await ann().react(
    owner(),
    { remoteJid: '15550001111@s.whatsapp.net', id: ours ?? '', fromMe: false },
    '👍',
  );
  const reaction = await hear(id);
  assert.deepEqual(
    [reaction.kind, reaction.text, reaction.quoted],
    ['reaction', '👍', { messageId: ours, fromMe: true }],
  );
});

test('A poll goes out with its options.', async () => {
  const [id] = await say(account, open.link, {
    chat: annChat,
    poll: { question: 'Lunch?', options: ['Soup', 'Salad'], maxSelections: 1 },
  });
  const poll = ann().inbox.find((one) => one.id === id)?.message.pollCreationMessageV3;
  assert.equal(poll?.name, 'Lunch?');
  assert.deepEqual(
    poll?.options?.map((option) => option.optionName),
    ['Soup', 'Salad'],
  );
});

test('What the owner writes on the phone is heard as the owner’s; what this device sent is not heard.', async () => {
  const message = await hear(await owner().sayAsOwner(ann(), 'from my phone'));
  assert.equal(message.sender.isSelf, true);
  assert.equal(message.chat.id, '15552223333@s.whatsapp.net');
  const toSelf = await hear(await owner().sayAsOwner(owner(), 'note to self'));
  assert.equal(toSelf.sender.isSelf, true);
  assert.equal(toSelf.chat.id, '15550001111@s.whatsapp.net');
  const sentIds = new Set(server.sent.map(({ id }) => id));
  assert.deepEqual(
    open.messages.filter(({ messageId }) => sentIds.has(messageId)),
    [],
  );
});

test('A message can be marked read, and a receipt of reading is told.', async () => {
  const message = await hear(await ann().say(owner(), 'read me'));
  const read = server.next('receipt', ({ type, ids }) => type === 'read' && ids.includes(message.messageId));
  await open.link.markRead(message);
  await read;
  const [id] = await say(account, open.link, { chat: annChat, text: 'and me' });
  ann().receipt(owner(), { id: id ?? '', chat: '15550001111@s.whatsapp.net', type: 'read' });
  await open.receipt(id ?? '', 'read');
});

test('A number without WhatsApp is refused with its name, and nothing is sent.', async () => {
  const before = server.sent.length;
  await assert.rejects(
    say(account, open.link, { chat: account.target('+19998887777'), text: 'hi' }),
    (error) =>
      error instanceof SendFailure &&
      error.kind === 'refused' &&
      /\+19998887777 is not on WhatsApp/.test(error.message),
  );
  assert.equal(server.sent.length, before);
});

test('A group that does not exist, or that this account is not in, is refused.', async () => {
  await assert.rejects(
    say(account, open.link, { chat: { chatId: '120363999999999999@g.us' }, text: 'hi' }),
    (error) => error instanceof SendFailure && error.kind === 'refused' && /404/.test(error.message),
  );
});

test('What the network refuses is refused with its reason; sending the same part again later works.', async () => {
  const [part] = account.plan({ chat: annChat, text: 'once more' });
  assert.ok(part);
  const signal = new AbortController().signal;
  owner().behave({ acks: 479 });
  await assert.rejects(
    open.link.deliver(annChat, part, signal),
    (error) => error instanceof SendFailure && error.kind === 'refused' && /479/.test(error.message),
  );
  owner().behave({ acks: 429 });
  await assert.rejects(
    open.link.deliver(annChat, part, signal),
    (error) => error instanceof SendFailure && error.kind === 'retry',
  );
  owner().behave({ acks: 'normal' });
  const receipt = await open.link.deliver(annChat, part, signal);
  assert.equal(receipt.messageId, part.messageId);
});

test('The receipt of a reader makes up for an acknowledgement that got lost.', async () => {
  owner().behave({ acks: 'swallow', receipts: 'delivered' });
  const [id] = await say(account, open.link, { chat: annChat, text: 'heard anyway' });
  assert.ok(ann().inbox.some((one) => one.id === id));
  owner().behave({ acks: 'normal' });
});

test('Stopping a send does not wait for the acknowledgement.', async () => {
  const [part] = account.plan({ chat: annChat, text: 'never mind' });
  assert.ok(part);
  const stop = new AbortController();
  owner().behave({ acks: 'swallow', receipts: 'none' });
  ann().behave({ receipts: 'none' });
  const out = server.next('sent');
  const sending = open.link.deliver(annChat, part, stop.signal);
  await out;
  stop.abort(new Error('shutdown'));
  await assert.rejects(sending, (error) => error instanceof SendFailure && error.kind === 'retry');
  owner().behave({ acks: 'normal' });
});

test('A probe asks the network over the live link.', async () => {
  const result = await account.probe(new AbortController().signal);
  assert.equal(result.ok, true);
  assert.equal(open.link.verdict().hears, true);
  const facts = account.evidence();
  for (const name of ['lastFrameAt', 'lastDecryptAt', 'lastRoundTripAt']) assert.ok(facts[name], name);
});
