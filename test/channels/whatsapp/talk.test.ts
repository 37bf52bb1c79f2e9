import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ChannelAccount } from '../../../src/channels/port.ts';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import type { OpenLink } from './rig.ts';
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
  account = makeAccount({ home: home.path, url: server.url });
  open = await linkByQr(account, server.person('15550001111', 'Owner'));
});

after(async () => {
  await open.close();
  account.dispose();
  await server.close();
  home.remove();
});

test('A linked account says who it is.', async () => {
  const self = await open.opened();
  assert.equal(self.e164, '+15550001111');
  assert.equal(account.readiness().state, 'ready');
  assert.equal(account.summary().linked, true);
});

test('Text goes out in the markup of WhatsApp and is acknowledged.', async () => {
  const ann = server.person('15552223333', 'Ann');
  const chat = account.target('+1 (555) 222-3333');
  const [id] = await say(account, open.link, { chat, text: 'Hello **Ann**' });
  await open.receipt(id ?? '', 'delivered');
  const heard = ann.inbox.at(-1);
  assert.equal(heard?.id, id);
  assert.equal(heard?.message.extendedTextMessage?.text, 'Hello *Ann*');
});

test('Text comes in with number, name and time.', async () => {
  const ann = server.person('15552223333', 'Ann');
  const owner = server.person('15550001111');
  const id = await ann.say(owner, 'Good morning');
  const message = await open.message((one) => one.messageId === id);
  assert.equal(message.text, 'Good morning');
  assert.equal(message.sender.id, '+15552223333');
  assert.equal(message.sender.name, 'Ann');
  assert.equal(message.chat.id, '15552223333@s.whatsapp.net');
});
