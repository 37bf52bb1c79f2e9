import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../src/platform/clock.ts';
import { detachLibraryTimers } from '../../support/whatsapp/library-timers.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { linkByQr, makeAccount, tempDir } from './rig.ts';

detachLibraryTimers();

const phone = '15550001111';

test('A link on which only pings are answered is red within 90 seconds and gives itself up.', async () => {
  const home = tempDir();
  const server = await startWhatsAppServer();
  const clock = createTestClock(systemClock.now());
  const account = makeAccount({ home: home.path, url: server.url, clock });
  const open = await linkByQr(account, server.person(phone));
  server.person(phone).behave({ hearing: 'pingsOnly' });
  await clock.advance(59_000);
  assert.equal(open.link.verdict().hears, true);
  await clock.advance(31_000);
  const verdict = open.link.verdict();
  assert.equal(!verdict.hears && verdict.code, 'no-round-trip');
  await clock.advance(60_000);
  const fault = await open.closed();
  assert.deepEqual([fault.kind, fault.code], ['transient', 'deaf']);
  account.dispose();
  await server.close();
  home.remove();
});

test('A link on which nothing can be decrypted is red with that reason, and green once something can.', async () => {
  const home = tempDir();
  const server = await startWhatsAppServer();
  const account = makeAccount({ home: home.path, url: server.url });
  const owner = server.person(phone);
  const ann = server.person('15552223333', 'Ann');
  const open = await linkByQr(account, owner);
  owner.behave({ damage: 'mac', retries: 'none' });
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) ids.push(await ann.say(owner, text));
  for (const id of ids)
    await server.next('receipt', (receipt) => receipt.type === 'retry' && receipt.ids.includes(id));
  const verdict = open.link.verdict();
  assert.equal(!verdict.hears && verdict.code, 'undecryptable');
  assert.ok(account.evidence().lastDecryptFailureAt);
  owner.behave({ damage: 'none', retries: 'ask' });
  await ann.say(owner, 'four');
  await open.message((message) => message.text === 'four');
  assert.equal(open.link.verdict().hears, true);
  await open.close();
  account.dispose();
  await server.close();
  home.remove();
});

test('A half-open line does not hold up the end of a link.', async () => {
  const home = tempDir();
  const server = await startWhatsAppServer();
  const account = makeAccount({ home: home.path, url: server.url });
  const open = await linkByQr(account, server.person(phone));
  server.person(phone).behave({ hearing: 'halfOpen' });
  const startedAt = systemClock.monotonic();
  await open.close();
  assert.ok(systemClock.monotonic() - startedAt < 5_000);
  account.dispose();
  await server.close();
  home.remove();
});
