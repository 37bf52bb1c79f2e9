import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectClient, createMemoryAuth, textOf } from '../support/whatsapp/baileys-client.ts';
import { startCrablinePeer } from '../support/whatsapp/crabline.ts';
import { detachLibraryTimers } from '../support/whatsapp/library-timers.ts';

detachLibraryTimers();

describe('the published WhatsApp peer', () => {
  it('takes credentials that count as linked and carries text both ways', async () => {
    const peer = await startCrablinePeer();
    const client = connectClient({ url: peer.url }, createMemoryAuth(peer.creds()));
    await client.opened();
    const arrives = client.message('hello');
    const from = '15552223333@s.whatsapp.net';
    const id = await peer.say({ from, text: 'hello', name: 'Ann' });
    const { key, pushName } = await arrives;
    assert.deepEqual([key?.id, key?.remoteJid, pushName], [id, from, 'Ann']);
    const sent = peer.nextSent();
    const answer = await client.socket.sendMessage(from, { text: 'hi Ann' });
    assert.deepEqual(await sent, { to: from, id: answer?.key.id, text: 'hi Ann' });
    const group = '120363001234567890@g.us';
    const inGroup = client.message((message) => textOf(message) === 'to the group');
    await peer.say({ from, chat: group, text: 'to the group' });
    const heard = await inGroup;
    assert.deepEqual([heard.key?.remoteJid, heard.key?.participant], [group, from]);
    await client.end();
    await peer.close();
  });
});
