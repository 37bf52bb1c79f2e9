import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { proto, type WAMessage, type WAMessageKey } from '@whiskeysockets/baileys';
import {
  connectClient,
  createMemoryAuth,
  linkDevice,
  textOf,
  type MemoryAuth,
  type TestClient,
} from '../support/whatsapp/baileys-client.ts';
import type { PersonHandle } from '../support/whatsapp/person.ts';
import { detachLibraryTimers } from '../support/whatsapp/library-timers.ts';
import { startWhatsAppServer, type WhatsAppServer } from '../support/whatsapp/server.ts';

detachLibraryTimers();
const OWN = '15550001111';

describe('the WhatsApp server with the real client', () => {
  let server: WhatsAppServer;
  let own: PersonHandle;
  let ann: PersonHandle;
  let clients: TestClient[];
  const faults: Error[] = [];

  beforeEach(async () => {
    server = await startWhatsAppServer();
    own = server.person(OWN, 'Gateway');
    ann = server.person('15552223333', 'Ann');
    clients = [];
    faults.length = 0;
    server.on('fault', (fault) => faults.push(fault));
  });
  afterEach(async () => {
    for (const client of clients) await client.end();
    await server.close();
    assert.deepEqual(faults, []);
  });

  const connect = (auth: MemoryAuth, options = {}): TestClient => {
    const client = connectClient(server, auth, options);
    clients.push(client);
    return client;
  };
  const online = async (auth?: MemoryAuth, options = {}): Promise<TestClient> => {
    const client = connect(auth ?? (await linkDevice(server, OWN)), options);
    await client.opened();
    return client;
  };

  it('links by QR code, asks for the restart, and lets the device in with its keys', async () => {
    const auth = createMemoryAuth();
    const client = connect(auth);
    const { qr } = await client.next('connection.update', (update) => update.qr !== undefined);
    assert.deepEqual(own.devices(), []);
    own.scanQr(qr ?? '');
    assert.equal(await client.closed(), 515);
    assert.deepEqual(own.devices(), [1]);
    const again = connect(auth);
    await again.opened();
    assert.equal(again.socket.user?.id, `${OWN}:1@s.whatsapp.net`);
    assert.equal(again.socket.user?.lid, own.lidJid.replace('@', ':1@'));
    assert.ok(own.preKeys() > 100);
  });

  it('links by pairing code', async () => {
    const auth = createMemoryAuth();
    const client = connect(auth);
    await client.next('connection.update', (update) => update.qr !== undefined);
    const asked = server.next('codeRequested');
    const code = await client.socket.requestPairingCode(OWN);
    await asked;
    await own.enterCode(code);
    assert.equal(await client.closed(), 515);
    assert.deepEqual(own.devices(), [1]);
    await online(auth);
  });

  it('carries text both ways, first with new sessions and then on them', async () => {
    const client = await online();
    for (const text of ['hello', 'still there?']) {
      const arrives = client.message(text);
      await ann.say(own, text);
      const { key, pushName } = await arrives;
      assert.equal(key?.remoteJid, ann.jid);
      assert.equal(pushName, 'Ann');
    }
    for (const text of ['hi Ann', 'yes']) {
      const sent = server.next('sent');
      const answer = await client.socket.sendMessage(ann.jid, { text });
      const seen = await sent;
      assert.equal(seen.id, answer?.key.id);
      assert.equal(seen.chat, ann.jid);
      assert.equal(seen.repeat, 0);
    }
    assert.deepEqual(
      ann.inbox.map((received) => textOf(received)),
      ['hi Ann', 'yes'],
    );
    assert.deepEqual(own.pendingFor(), []);
  });

  it('carries group messages both ways with sender keys, introducing each other once', async () => {
    const bob = server.person('15554445555', 'Bob');
    const team = server.group('Team', [ann, bob, own]);
    const client = await online();
    assert.equal((await client.socket.groupMetadata(team)).subject, 'Team');
    for (const text of ['first', 'second']) {
      const arrives = client.message(text);
      await bob.say(team, text);
      const { key } = await arrives;
      assert.equal(key?.remoteJid, team);
      assert.equal(key?.participant, bob.jid);
    }
    for (const [position, text] of ['to all', 'again'].entries()) {
      await client.socket.sendMessage(team, { text, mentions: [ann.jid] });
      await server.sentCount(position + 1);
    }
    for (const person of [ann, bob])
      assert.deepEqual(
        person.inbox.map((received) => [received.chat, textOf(received)]),
        [
          [team, 'to all'],
          [team, 'again'],
        ],
      );
  });

  it('speaks in LIDs where people and groups do', async () => {
    ann.addressBy('lid');
    const team = server.group('Hidden', [ann, own], { addressing: 'lid' });
    const client = await online();
    const direct = client.message('from a lid');
    await ann.say(own, 'from a lid');
    const { key } = await direct;
    assert.equal(key?.remoteJid, ann.lidJid);
    assert.equal((key as WAMessageKey).remoteJidAlt, ann.jid);
    const inGroup = client.message('hidden');
    await ann.say(team, 'hidden');
    assert.equal(((await inGroup).key as WAMessageKey).participantAlt, ann.jid);
    await client.socket.sendMessage(ann.lidJid, { text: 'answer' });
    await client.socket.sendMessage(team, { text: 'in the group' });
    await server.sentCount(2);
    assert.deepEqual(
      server.sent.map(({ chat }) => chat),
      [ann.jid, team],
    );
    assert.equal(ann.inbox.length, 2);
  });

  it('carries reactions, quoted replies, polls and what the owner writes on the phone', async () => {
    const client = await online();
    const hello = client.message('hello');
    const id = await ann.say(own, 'hello');
    const received = await hello;
    await client.socket.sendMessage(ann.jid, { react: { text: '👍', key: received.key ?? {} } });
    await client.socket.sendMessage(ann.jid, { text: 'quoting' }, { quoted: received as WAMessage });
    const poll = { name: 'Lunch?', values: ['yes', 'no'], selectableCount: 1 };
    await client.socket.sendMessage(ann.jid, { poll });
    await server.sentCount(3);
    const [reaction, quote, question] = ann.inbox.map(({ message }) => message);
    assert.equal(reaction?.reactionMessage?.text, '👍');
    assert.equal(reaction?.reactionMessage?.key?.id, id);
    assert.equal(quote?.extendedTextMessage?.contextInfo?.stanzaId, id);
    assert.equal(question?.pollCreationMessageV3?.name, 'Lunch?');
    assert.equal(question?.messageContextInfo?.messageSecret?.length, 32);

    const reacted = client.message(({ message }) => message?.reactionMessage?.text === '❤️');
    await ann.react(own, { remoteJid: own.jid, fromMe: false, id: server.sent[1]?.id ?? '' }, '❤️');
    await reacted;
    const replied = client.message('indeed');
    await ann.reply(own, { id: 'X1', author: own.jid, message: { conversation: 'quoting' } }, 'indeed');
    assert.equal((await replied).message?.extendedTextMessage?.contextInfo?.stanzaId, 'X1');
    const noted = client.message('note to self');
    await own.sayAsOwner(own, 'note to self');
    const { key } = await noted;
    assert.equal(key?.fromMe, true);
    assert.equal(key?.remoteJid, own.jid);
  });

  it('records receipts, moods and questions of the client, and gives receipts of its own', async () => {
    own.behave({ receipts: 'read' });
    const client = await online();
    const { READ } = proto.WebMessageInfo.Status;
    // The library merges a receipt into the message's first event when it comes early enough.
    const read = Promise.race([
      client.next('messages.update', (all) => all.some(({ update }) => update.status === READ)),
      client.next('messages.upsert', ({ messages }) => messages.some(({ status }) => status === READ)),
    ]);
    await client.socket.sendMessage(ann.jid, { text: 'hi' });
    await read;
    const arrives = client.message('hello');
    await ann.say(own, 'hello');
    const { key } = await arrives;
    const receipt = server.next('receipt', ({ type }) => type === 'read');
    await client.socket.readMessages([key ?? {}]);
    assert.deepEqual((await receipt).ids, [key?.id]);
    assert.equal((await receipt).chat, ann.jid);
    const typing = server.next('chatstate');
    await client.socket.sendPresenceUpdate('composing', ann.jid);
    assert.equal((await typing).state, 'composing');
    const state = client.next('presence.update');
    ann.typing(own, 'composing');
    assert.equal((await state).presences[ann.jid]?.lastKnownPresence, 'composing');
  });

  it('makes the device send a message again on a retry receipt, with or without keys in it', async () => {
    const stored = new Map<string, proto.IMessage>();
    const auth = await linkDevice(server, OWN);
    const first = await online(auth);
    const answer = await first.socket.sendMessage(ann.jid, { text: 'kept' });
    stored.set(answer?.key.id ?? '', answer?.message ?? {});
    await first.end();
    await online(auth, { getMessage: async (key: { id?: string | null }) => stored.get(key.id ?? '') });
    for (const keys of ['asked', 'sent'] as const) {
      const again = server.next('sent');
      ann.askAgain(own, { id: answer?.key.id ?? '', chat: ann.jid, keys });
      const { asked, repeat, message } = await again;
      assert.equal(asked, true);
      assert.ok(repeat > 0);
      assert.equal(textOf({ message }), 'kept');
    }
    assert.equal(ann.inbox.length, 1);
    assert.deepEqual(server.repeats(), []);
  });

  it('asks by itself for what a person cannot read, and counts repeats nobody asked for', async () => {
    const client = await online(undefined, { getMessage: async () => ({ conversation: 'lost and found' }) });
    await client.socket.sendMessage(ann.jid, { text: 'before' });
    ann.loseSessions();
    const asks = server.next('undecryptable');
    const again = server.next('sent', ({ asked }) => asked);
    // Bring the client onto a session that the person then loses: only a plain `msg` is unreadable.
    const back = client.message('so that the session is confirmed');
    await ann.say(own, 'so that the session is confirmed');
    await back;
    ann.loseSessions();
    const lost = await client.socket.sendMessage(ann.jid, { text: 'lost and found' });
    assert.equal((await asks).id, lost?.key.id);
    await again;
    assert.equal(textOf(ann.inbox.at(-1) ?? {}), 'lost and found');
    await client.socket.sendMessage(ann.jid, { text: 'twice' }, { messageId: 'TWICE' });
    await client.socket.sendMessage(ann.jid, { text: 'twice' }, { messageId: 'TWICE' });
    await server.sentCount(5);
    assert.deepEqual(
      server.repeats().map(({ id }) => id),
      ['TWICE'],
    );
    assert.equal(ann.inbox.filter(({ id }) => id === 'TWICE').length, 1);
    assert.equal(server.sentIn(ann.jid).filter(({ id }) => id === 'TWICE').length, 1);
  });
});
