import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
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
});
