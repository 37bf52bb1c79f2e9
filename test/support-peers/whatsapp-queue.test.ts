import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { proto, type UserFacingSocketConfig } from '@whiskeysockets/baileys';
import {
  connectClient,
  linkDevice,
  textOf,
  type MemoryAuth,
  type TestClient,
} from '../support/whatsapp/baileys-client.ts';
import { detachLibraryTimers } from '../support/whatsapp/library-timers.ts';
import type { PersonHandle } from '../support/whatsapp/person.ts';
import { startWhatsAppServer, type WhatsAppServer } from '../support/whatsapp/server.ts';

detachLibraryTimers();
const OWN = '15550001111';
const isError = (status: unknown): boolean => status === 0 || status === 'ERROR';

describe('the queue of the WhatsApp server', () => {
  let server: WhatsAppServer;
  let own: PersonHandle;
  let ann: PersonHandle;
  let auth: MemoryAuth;
  let clients: TestClient[];
  const faults: Error[] = [];

  beforeEach(async () => {
    server = await startWhatsAppServer();
    own = server.person(OWN);
    ann = server.person('15552223333', 'Ann');
    clients = [];
    faults.length = 0;
    server.on('fault', (fault) => faults.push(fault));
    auth = await linkDevice(server, OWN);
  });
  afterEach(async () => {
    for (const client of clients) await client.end();
    await server.close();
    assert.deepEqual(faults, []);
  });

  const connect = async (
    credentials: MemoryAuth = auth,
    options: Partial<UserFacingSocketConfig> = {},
  ): Promise<TestClient> => {
    const client = connectClient(server, credentials, options);
    clients.push(client);
    await client.opened();
    return client;
  };
  const confirmed = async (client: TestClient): Promise<void> => {
    const settled = server.next('settled');
    await ann.say(own, 'confirm the session');
    await settled;
    const sent = server.next('sent');
    await client.socket.sendMessage(ann.jid, { text: 'confirmed' });
    await sent;
  };

  it('keeps what is said to a device that is away, and counts it at the next login', async () => {
    const away = await connect();
    await away.end();
    for (let message = 0; message < 3; message += 1)
      await ann.say(own, `offline ${message}`, { id: `M${message}` });
    assert.deepEqual(own.pendingFor(), ['M0', 'M1', 'M2']);
    assert.equal(own.deliveries('M0'), 0);
    const drained = server.next('drained');
    const all = server.reached('settled', 3);
    const back = connectClient(server, auth);
    clients.push(back);
    const heard: (string | undefined)[] = [];
    const kinds = new Set<string>();
    const heardAll = back.next('messages.upsert', ({ messages, type }) => {
      heard.push(...messages.map((message) => textOf(message)));
      kinds.add(type);
      return heard.length === 3;
    });
    assert.equal((await drained).offline, 3);
    await all;
    await heardAll;
    assert.deepEqual(heard, ['offline 0', 'offline 1', 'offline 2']);
    assert.deepEqual([...kinds], ['append']);
    assert.deepEqual(own.pendingFor(), []);
  });

  it('sends a message again, the very same, until the device has confirmed it', async () => {
    await connect();
    const before = auth.snapshot();
    // The device gets it and dies before it has confirmed anything, three times over.
    for (let death = 1; death <= 3; death += 1) {
      const delivered = server.next('delivered', ({ id }) => id === 'KEEP');
      if (death === 1) await ann.say(own, 'keep me', { id: 'KEEP' });
      else void connect(before.snapshot());
      assert.equal((await delivered).times, death);
      server.dropAll();
      await clients.at(-1)?.closed();
      assert.deepEqual(own.pendingFor(), ['KEEP']);
    }
    const settled = server.next('settled');
    const last = connectClient(server, before.snapshot());
    clients.push(last);
    const message = await last.message('keep me');
    assert.equal(message.key?.id, 'KEEP');
    assert.deepEqual(await settled, {
      phone: OWN,
      device: 1,
      id: 'KEEP',
      by: 'receipt',
      deliveries: 4,
    });
    assert.deepEqual(own.pendingFor(), []);
  });

  it('gets an ack with 487 for a first message the device has decrypted before', async () => {
    const client = await connect();
    const heard = client.message('only once');
    own.behave({ hearing: 'pingsOnly' });
    await ann.say(own, 'only once', { id: 'ONCE' });
    await heard;
    await client.end();
    own.behave({ hearing: 'normal' });
    const settled = server.next('settled');
    await connect();
    const { id, by, error } = await settled;
    assert.deepEqual([id, by, error], ['ONCE', 'ack', '487']);
  });

  it('gets a retry receipt for a later message the device has decrypted before, and says it anew', async () => {
    const client = await connect();
    await confirmed(client);
    const heard = client.message('heard twice');
    own.behave({ hearing: 'pingsOnly' });
    await ann.say(own, 'heard twice', { id: 'TWO' });
    await heard;
    await client.end();
    own.behave({ hearing: 'normal' });
    const asked = server.next('receipt', ({ type }) => type === 'retry');
    const done = server.next('settled', ({ by, id }) => by === 'receipt' && id === 'TWO');
    const again = connectClient(server, auth);
    clients.push(again);
    const message = again.message('heard twice');
    assert.deepEqual((await asked).ids, ['TWO']);
    assert.equal((await message).key?.id, 'TWO');
    await done;
    assert.deepEqual(own.pendingFor(), []);
  });

  it('damages what is said, and repeats it undamaged when asked', async () => {
    const client = await connect();
    const damaged = client.next('messages.upsert', ({ messages }) =>
      messages.some(({ messageStubType }) => messageStubType === proto.WebMessageInfo.StubType.CIPHERTEXT),
    );
    const asked = server.next('receipt', ({ type }) => type === 'retry');
    const whole = client.message('whole');
    await ann.say(own, 'whole', { damage: 'mac' });
    await damaged;
    assert.equal((await asked).count, 1);
    await whole;
  });

  it('refuses, swallows or loses messages of the device', async () => {
    const client = await connect();
    own.behave({ acks: 479 });
    // The library merges the refusal into the message's first event when it comes early enough.
    const refused = Promise.race([
      client.next('messages.update', (all) => all.some(({ update }) => isError(update.status))),
      client.next('messages.upsert', ({ messages }) => messages.some(({ status }) => isError(status))),
    ]);
    await client.socket.sendMessage(ann.jid, { text: 'no' }, { messageId: 'NO' });
    await refused;
    assert.equal(server.sent.at(-1)?.refused, '479');
    own.behave({ acks: 'swallow' });
    const acks: string[] = [];
    client.socket.ws.on('CB:ack,class:message', ({ attrs }: { attrs: { id: string } }) =>
      acks.push(attrs.id),
    );
    await client.socket.sendMessage(ann.jid, { text: 'taken' }, { messageId: 'TAKEN' });
    await server.sentCount(2);
    own.behave({ acks: 'lose' });
    await client.socket.sendMessage(ann.jid, { text: 'gone' }, { messageId: 'GONE' });
    await client.socket.fetchPrivacySettings(true);
    own.behave({ acks: 'normal' });
    for (const id of ['TAKEN', 'GONE'])
      await client.socket.sendMessage(ann.jid, { text: id === 'GONE' ? 'gone' : 'taken' }, { messageId: id });
    await server.sentCount(4);
    await client.socket.fetchPrivacySettings(true);
    assert.deepEqual(acks, ['TAKEN', 'GONE']);
    assert.deepEqual(
      server.sent.map(({ id, repeat }) => [id, repeat]),
      [
        ['NO', 0],
        ['TAKEN', 0],
        ['TAKEN', 1],
        ['GONE', 0],
      ],
    );
    assert.deepEqual(
      ann.inbox.map(({ id }) => id),
      ['TAKEN', 'GONE'],
    );
  });

  it('takes a repeat from a client whose keys went back to before the crash, without losing anything', async () => {
    const first = await connect(auth, { getMessage: async () => ({ conversation: 'after the crash' }) });
    await confirmed(first);
    await first.socket.fetchPrivacySettings(true);
    const saved = auth.snapshot();
    await first.socket.sendMessage(ann.jid, { text: 'same' }, { messageId: 'SAME' });
    await server.sentCount(2);
    await first.end();
    const rolledBack = await connect(saved, {
      getMessage: async () => ({ conversation: 'after the crash' }),
    });
    await rolledBack.socket.sendMessage(ann.jid, { text: 'same' }, { messageId: 'SAME' });
    await server.sentCount(3);
    assert.equal(server.repeats().length, 1);
    assert.equal(server.count('undecryptable'), 0);
    await rolledBack.socket.sendMessage(ann.jid, { text: 'after the crash' }, { messageId: 'NEW' });
    await server.sentCount(4);
    assert.deepEqual(ann.inbox.map(({ id }) => id).slice(-2), ['SAME', 'NEW']);
  });

  it('keeps apart two accounts with two devices each, and carries messages between them', async () => {
    const other = server.person('15559998888', 'Other');
    const devices = [
      await connect(),
      await connect(await linkDevice(server, OWN)),
      await connect(await linkDevice(server, other.phone)),
      await connect(await linkDevice(server, other.phone)),
    ];
    assert.deepEqual(
      [own.devices(), other.devices()],
      [
        [1, 2],
        [1, 2],
      ],
    );
    const heard = devices.map((client) => client.message('to everybody'));
    const [sender, ...listeners] = devices;
    await sender?.socket.sendMessage(other.jid, { text: 'to everybody' });
    const copies = await Promise.all(heard.slice(1));
    assert.equal(listeners.length, 3);
    assert.deepEqual(
      copies.map(({ key }) => [key?.fromMe, key?.remoteJid]),
      [
        [true, other.jid],
        [false, own.jid],
        [false, own.jid],
      ],
    );
    assert.equal(other.inbox.length, 1);
  });

  it('lets the device refill its keys when they run low', async () => {
    await connect();
    const plenty = own.preKeys();
    await ann.say(own, 'takes one');
    assert.equal(own.preKeys(), plenty - 1);
    const refilled = server.next('preKeys');
    own.spendPreKeys(plenty - 2);
    assert.ok((await refilled).available > 1);
  });
});
