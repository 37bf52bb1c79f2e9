import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ChannelAccount } from '../../../src/channels/port.ts';
import { createStore, makeAccount, never, openLink, textPart } from '../../support/telegram/link-stage.ts';
import type { OpenedLink, Store } from '../../support/telegram/link-stage.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';

describe('a Telegram link that polls', () => {
  let server: TelegramServer;
  let bot: TestBot;
  let account: ChannelAccount;
  let store: Store;
  const open: OpenedLink[] = [];

  const link = async (): Promise<OpenedLink> => {
    const opened = await openLink(account, store);
    open.push(opened);
    return opened;
  };

  beforeEach(async () => {
    server = await startTelegramServer();
    bot = server.addBot({ id: 77, username: 'helper_bot' });
    account = makeAccount({ telegram: { botToken: bot.token, apiRoot: server.url } });
    store = createStore();
  });

  afterEach(async () => {
    for (const { link } of open.splice(0)) await link.close();
    account.dispose();
    await server.close();
  });

  it('says who it is, hears a text and sends one', async () => {
    const { link: line, opened } = await link();
    assert.deepEqual(await opened, { id: '77', name: 'Bot 77', username: 'helper_bot' });
    bot.say('hello');
    const [heard] = await store.has(1);
    assert.equal(heard?.text, 'hello');
    assert.equal(heard?.chat.id, '42');
    const receipt = await line.deliver({ chatId: '42' }, textPart(account, '**bold** & plain'), never);
    assert.deepEqual(receipt, { messageId: String(bot.sent[0]?.messageId), chatId: '42' });
    assert.equal(bot.sent[0]?.text.trim(), 'bold & plain');
    assert.equal(bot.sent[0]?.payload.parse_mode, 'HTML');
  });

  it('hears what comes after an update of a shape nobody knew', async () => {
    const { closed } = await link();
    const chat = { id: 42, type: 'private', first_name: 'Ada' };
    const from = { id: 42, is_bot: false, first_name: 'Ada' };
    const strange = { message_id: 900, date: 1, chat, from, text: 'quoting', external_reply: {} };
    bot.inject({ message: strange } as never);
    bot.inject({ message_reaction: { message_id: 1, date: 1, chat, user: from } } as never);
    bot.say('hello');
    const [heard] = await Promise.race([store.has(1), closed.then(({ message }) => assert.fail(message))]);
    assert.equal(heard?.text, 'hello');
    await bot.drained();
  });

  it('asks for the updates it understands, reactions among them', async () => {
    await link();
    const poll = await server.next('getUpdates');
    assert.deepEqual(poll.payload.allowed_updates, [
      'message',
      'edited_message',
      'channel_post',
      'callback_query',
      'message_reaction',
      'my_chat_member',
    ]);
    assert.equal(poll.payload.timeout, 20);
    assert.equal(poll.payload.offset, undefined);
  });

  it('confirms an update only after it is committed', async () => {
    const gate = Promise.withResolvers<void>();
    await link();
    await bot.polling();
    const polls = bot.polls;
    bot.say('one');
    const entered = Promise.withResolvers<void>();
    store.beforeCommit = () => {
      entered.resolve();
      return gate.promise;
    };
    await entered.promise;
    assert.equal(bot.pending, 1);
    assert.equal(bot.polls, polls);
    gate.resolve();
    await bot.drained();
    assert.deepEqual(
      store.messages.map((message) => message.text),
      ['one'],
    );
  });

  it('ends only when what it was committing is committed', async () => {
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    store.beforeCommit = () => {
      entered.resolve();
      return gate.promise;
    };
    const { link: line, closed } = await link();
    bot.say('in the middle');
    await entered.promise;
    const order: string[] = [];
    const closing = line.close().then(() => order.push('close'));
    void closed.then(() => order.push('closed'));
    await account.probe(never);
    assert.equal(order.length, 0);
    gate.resolve();
    await closing;
    assert.ok(order.includes('closed'));
    assert.equal(order.length, 2);
    assert.equal(store.messages[0]?.text, 'in the middle');
  });

  it('ends as transient without confirming when the store fails, and hears it again over the next link', async () => {
    store.beforeCommit = () => {
      throw new Error('disk full');
    };
    bot.say('kept');
    const { closed } = await link();
    const fault = await closed;
    assert.equal(fault.kind, 'transient');
    assert.match(fault.message, /disk full/);
    assert.equal(bot.pending, 1);
    store.beforeCommit = undefined;
    await link();
    await store.has(1);
    await bot.drained();
    assert.equal(store.messages[0]?.text, 'kept');
  });

  it('goes on where it stopped, over closings and a server that went away', async () => {
    const first = await link();
    for (let n = 0; n < 250; n += 1) bot.say(`m${n}`);
    await store.has(250);
    await first.link.close();
    for (let n = 250; n < 300; n += 1) bot.say(`m${n}`);
    const second = await link();
    await store.has(300);
    await bot.polling();
    await server.down();
    assert.equal((await second.closed).kind, 'transient');
    for (let n = 300; n < 320; n += 1) bot.say(`m${n}`);
    const refused = await (await link()).closed;
    assert.equal(refused.code, 'ECONNREFUSED');
    await server.up();
    await link();
    await store.has(320);
    assert.deepEqual(
      store.messages.map((message) => message.text),
      Array.from({ length: 320 }, (_, n) => `m${n}`),
    );
    await bot.drained();
    assert.equal(bot.state.queue.confirmed, store.cursors.get('telegram:default:77'));
  });

  it('never has two polls in flight, over many reopenings', async () => {
    for (let round = 0; round < 200; round += 1) {
      const { link: line, opened } = await openLink(account, store);
      await opened;
      bot.say(`round ${round}`);
      await store.has(round + 1);
      if (round % 2 === 0) await bot.polling();
      await line.close();
    }
    assert.equal(bot.overlaps, 0);
    assert.ok(bot.polls >= 200);
  });

  it('removes a webhook that is in the way, and keeps what waits', async () => {
    bot.state.webhook = { url: 'http://127.0.0.1:9/elsewhere', secret: undefined, lastError: undefined };
    bot.say('waiting');
    const { opened } = await link();
    await opened;
    await store.has(1);
    const call = await server.next('deleteWebhook');
    assert.equal(call.payload.drop_pending_updates, false);
  });

  it('takes updates that are numbered anew below the committed position', async () => {
    await link();
    bot.say('before');
    await store.has(1);
    await bot.drained();
    bot.state.queue.nextId(500);
    bot.say('after');
    bot.say('and again');
    await store.has(3);
    await bot.drained();
    assert.equal(store.cursors.get('telegram:default:77'), 502);
  });

  it('shows its evidence and what it is', async () => {
    assert.deepEqual(account.evidence(), {
      lastPollAt: null,
      lastUpdateAt: null,
      lastSendAt: null,
      lastProbeAt: null,
    });
    const { link: line, opened } = await link();
    await opened;
    bot.say('hello');
    await store.has(1);
    await line.deliver({ chatId: '42' }, textPart(account, 'hi'), never);
    const { lastPollAt, lastUpdateAt, lastSendAt } = account.evidence();
    assert.ok(lastPollAt && lastUpdateAt && lastSendAt);
    assert.deepEqual(account.summary(), {
      configured: true,
      tokenSource: 'config',
      mode: 'polling',
      dmPolicy: 'pairing',
      allowFrom: [],
      baseUrl: server.url,
      self: { id: '77', name: 'Bot 77', username: 'helper_bot' },
    });
    assert.deepEqual(line.verdict(), { hears: true });
  });
});
