import assert from 'node:assert/strict';
import { test } from 'node:test';
import { detachLibraryTimers } from '../../support/whatsapp/library-timers.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import { linkByQr, makeAccount, openLink, tempDir } from './rig.ts';

detachLibraryTimers();

test('What is written while the link takes what had waited comes behind it.', async () => {
  const home = tempDir();
  const server = await startWhatsAppServer();
  const account = makeAccount({ home: home.path, url: server.url });
  const owner = server.person('15550001111', 'Owner');
  const ann = server.person('15552223333', 'Ann');
  const texts = Array.from({ length: 12 }, (_, index) => `word ${index}`);
  try {
    await (await linkByQr(account, owner)).close();
    for (const text of texts.slice(0, 10)) await ann.say(owner, text);
    const drained = server.next('drained');
    const link = await openLink(account);
    await drained;
    for (const text of texts.slice(10)) await ann.say(owner, text);
    for (const text of texts) await link.message((message) => message.text === text);
    assert.deepEqual(
      link.messages.map(({ text }) => text),
      texts,
    );
    await link.close();
  } finally {
    account.dispose();
    await server.close();
    home.remove();
  }
});
