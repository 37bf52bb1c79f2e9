import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { InboundMessage } from '../../../src/channels/message.ts';
import type { ChannelAccount } from '../../../src/channels/port.ts';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { detachLibraryTimers } from '../../support/whatsapp/library-timers.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import { linkByQr, makeAccount, openLink, say, tempDir } from './rig.ts';

detachLibraryTimers();

let home: ReturnType<typeof tempDir>;
let server: WhatsAppServer;
let account: ChannelAccount;

beforeEach(async () => {
  home = tempDir();
  server = await startWhatsAppServer();
  account = makeAccount({ home: home.path, url: server.url });
});

afterEach(async () => {
  account.dispose();
  await server.close();
  home.remove();
});

const owner = () => server.person('15550001111', 'Owner');
const ann = () => server.person('15552223333', 'Ann');
const annChat = { chatId: '15552223333@s.whatsapp.net' };

test('Nothing is acknowledged before the gateway has the message.', async () => {
  await (await linkByQr(account, owner())).close();
  const asked = Promise.withResolvers<void>();
  const stored = Promise.withResolvers<void>();
  const open = await openLink(account, {
    store: async () => {
      asked.resolve();
      await stored.promise;
    },
  });
  await open.opened();
  let settled = 0;
  server.on('settled', () => (settled += 1));
  const id = await ann().say(owner(), 'important');
  await asked.promise;
  // A question and its answer go over the same line: had the message been acknowledged, that would have come first.
  assert.equal((await account.probe(new AbortController().signal)).ok, true);
  assert.equal(settled, 0);
  assert.deepEqual(owner().pendingFor(), [id]);
  const done = server.next('settled');
  stored.resolve();
  const { error, by } = await done;
  assert.deepEqual([by, error], ['receipt', undefined]);
  await open.close();
});

test('A message that the gateway cannot store ends the link unacknowledged, and is delivered once by the next.', async () => {
  await (await linkByQr(account, owner())).close();
  const refusing = await openLink(account, {
    store: async () => {
      throw new Error('disk full');
    },
  });
  await refusing.opened();
  const id = await ann().say(owner(), 'do not lose me');
  const fault = await refusing.closed();
  assert.deepEqual([fault.kind, fault.code], ['transient', 'store']);
  assert.match(fault.message, /disk full/);
  assert.deepEqual(owner().pendingFor(), [id]);

  const undecryptable: unknown[] = [];
  server.on('receipt', (receipt) => receipt.type === 'retry' && undecryptable.push(receipt));
  server.on('settled', (settled) => settled.error && undecryptable.push(settled));
  const settled = server.next('settled');
  const next = await openLink(account);
  await next.opened();
  await next.message((message) => message.messageId === id);
  await settled;
  await ann().say(owner(), 'after');
  await next.message((message) => message.text === 'after');
  assert.deepEqual(
    next.messages.map((message) => message.text),
    ['do not lose me', 'after'],
  );
  assert.equal(owner().deliveries(id), 2);
  assert.deepEqual(undecryptable, [], 'the redelivery made no noise');
  await next.close();
});

test('What is in the journal comes before what is new, in order.', async () => {
  const open = await linkByQr(account, owner());
  await ann().say(owner(), 'hello');
  await open.message((message) => message.text === 'hello');
  await open.close();
  const refused: string[] = [];
  const refusing = await openLink(account, {
    store: async (messages) => {
      refused.push(...messages.map((message) => message.text));
      throw new Error('locked');
    },
  });
  await refusing.opened();
  await ann().say(owner(), 'one');
  await refusing.closed();
  await ann().say(owner(), 'two');
  await ann().say(owner(), 'three');
  const next = await openLink(account);
  await next.message((message) => message.text === 'three');
  assert.deepEqual(refused, ['one']);
  assert.deepEqual(
    next.messages.map((message) => message.text),
    ['one', 'two', 'three'],
  );
  await next.close();
});

test('What was sent while the gateway was down is delivered when it is back, groups included.', async () => {
  const open = await linkByQr(account, owner());
  const group = server.group('Team', [ann(), owner()]);
  await ann().say(group, 'first');
  await open.message((message) => message.text === 'first');
  await open.close();
  for (let count = 0; count < 30; count += 1)
    await ann().say(count % 2 ? group : owner(), `offline ${count}`);
  const next = await openLink(account);
  await next.message((message) => message.text === 'offline 29');
  const texts = next.messages.map((message) => message.text);
  assert.deepEqual(
    texts,
    Array.from({ length: 30 }, (_, count) => `offline ${count}`),
  );
  assert.ok(next.messages.every((message) => message.chat.kind === 'dm' || message.chat.id === group));
  await next.close();
});

test('A refused message of a group is delivered once, and so is the next one on the same sender key.', async () => {
  await (await linkByQr(account, owner())).close();
  const group = server.group('Team', [ann(), owner()]);
  const refusing = await openLink(account, {
    store: async () => {
      throw new Error('no');
    },
  });
  await refusing.opened();
  await ann().say(group, 'with the key');
  await refusing.closed();
  const next = await openLink(account);
  await next.message((message) => message.text === 'with the key');
  await ann().say(group, 'on the key');
  await next.message((message) => message.text === 'on the key');
  assert.equal(next.messages.length, 2);
  await next.close();
});

test('Who could not read a message gets the same again, also after a restart.', async () => {
  const open = await linkByQr(account, owner());
  ann();
  const [id] = await say(account, open.link, { chat: annChat, text: 'once' });
  await open.close();
  account.dispose();
  account = makeAccount({ home: home.path, url: server.url });
  const next = await openLink(account);
  await next.opened();
  const again = server.next('sent', (sent) => sent.id === id && sent.repeat === 1);
  ann().askAgain(owner(), { id: id ?? '', chat: '15550001111@s.whatsapp.net' });
  const repeat = await again;
  assert.equal(repeat.asked, true);
  assert.equal(repeat.message?.extendedTextMessage?.text, 'once');
  await next.close();
});

test('After 15 minutes nobody gets a message again.', async () => {
  const open = await linkByQr(account, owner());
  ann();
  const [id = ''] = await say(account, open.link, { chat: annChat, text: 'old talk' });
  await open.close();
  account.dispose();
  const later = { ...systemClock, now: () => systemClock.now() + 15 * 60_000 + 1 };
  account = makeAccount({ home: home.path, url: server.url, clock: later });
  const next = await openLink(account);
  await next.opened();
  const handled = server.next('settled', (settled) => settled.id === id && settled.by === 'ack');
  ann().askAgain(owner(), { id, chat: '15550001111@s.whatsapp.net' });
  await handled;
  assert.equal(server.sent.filter((sent) => sent.id === id).length, 1);
  await next.close();
});

test('A contact whose app was reinstalled gets what it could not read, without being told twice.', async () => {
  const open = await linkByQr(account, owner());
  ann();
  await say(account, open.link, { chat: annChat, text: 'before' });
  ann().loseSessions();
  const readable = server.next('sent', (sent) => sent.repeat > 0 && sent.message !== undefined);
  await say(account, open.link, { chat: annChat, text: 'after' });
  const sent = await readable;
  assert.equal(sent.message?.extendedTextMessage?.text, 'after');
  assert.equal(ann().inbox.filter((one) => one.message.extendedTextMessage?.text === 'after').length, 1);
  await open.close();
});

test('Repeating a part after a crash is the same message to everybody.', async () => {
  const open = await linkByQr(account, owner());
  ann();
  const [part] = account.plan({ chat: annChat, text: 'exactly once' });
  assert.ok(part);
  const signal = new AbortController().signal;
  await open.link.deliver(annChat, part, signal);
  await open.close();
  account.dispose();
  account = makeAccount({ home: home.path, url: server.url });
  const next = await openLink(account);
  await next.opened();
  await next.link.deliver(annChat, part, signal);
  assert.equal(ann().inbox.filter((one) => one.id === part.messageId).length, 1);
  const copies = server.sent.filter((sent) => sent.id === part.messageId).map((sent) => sent.message);
  assert.equal(copies.length, 2);
  assert.deepEqual(copies[0], copies[1]);
  await next.close();
});

test('Traffic both ways at once loses nothing and leaves nobody unable to read.', async () => {
  const open = await linkByQr(account, owner());
  ann();
  const retries: unknown[] = [];
  server.on('undecryptable', (failure) => retries.push(failure));
  server.on('receipt', (receipt) => receipt.type === 'retry' && retries.push(receipt));
  const seen = new Set<string>();
  await Promise.all(
    Array.from({ length: 60 }, async (_, count) => {
      seen.add(await ann().say(owner(), `in ${count}`));
      await say(account, open.link, { chat: annChat, text: `out ${count}` });
    }),
  );
  const done = new Set<string>();
  for (const id of seen)
    done.add((await open.message((message: InboundMessage) => message.messageId === id)).text);
  assert.equal(done.size, 60);
  assert.equal(open.messages.length, 60);
  const texts = ann().inbox.map((one) => one.message.extendedTextMessage?.text);
  assert.equal(new Set(texts).size, 60);
  assert.deepEqual(retries, []);
  await open.close();
});
