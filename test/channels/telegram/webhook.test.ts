import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ChannelAccount } from '../../../src/channels/port.ts';
import type { TelegramConfig } from '../../../src/config/generated/types.ts';
import { createStore, makeAccount, openLink } from '../../support/telegram/link-stage.ts';
import type { Store } from '../../support/telegram/link-stage.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';

const SECRET = 'right_secret-1';

describe('a Telegram link with a webhook', () => {
  let server: TelegramServer;
  let bot: TestBot;
  let front: Server;
  let base: string;
  let account: ChannelAccount;
  let store: Store;

  const settings = (): TelegramConfig => ({
    botToken: bot.token,
    apiRoot: server.url,
    webhookUrl: `${base}/telegram-webhook`,
    webhookSecret: SECRET,
  });

  beforeEach(async () => {
    server = await startTelegramServer();
    bot = server.addBot();
    front = createServer(async (request, response) => {
      if (!(await account.webhook?.(request, response))) response.writeHead(418).end();
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    base = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    account = makeAccount({ telegram: settings() });
    store = createStore();
  });

  afterEach(async () => {
    await server.close();
    front.closeAllConnections();
    front.close();
    await once(front, 'close');
  });

  const post = (body: string, headers: Readonly<Record<string, string>> = {}, path = '/telegram-webhook') =>
    fetch(base + path, {
      method: 'POST',
      body,
      headers: { 'x-telegram-bot-api-secret-token': SECRET, ...headers },
    });

  it('tells Telegram where it listens, hears, and leaves the webhook when it closes', async () => {
    const { link, opened, closed } = await openLink(account, store);
    await opened;
    const { payload } = await server.next('setWebhook');
    assert.equal(payload.url, `${base}/telegram-webhook`);
    assert.equal(payload.secret_token, SECRET);
    assert.ok((payload.allowed_updates as string[]).includes('message_reaction'));
    bot.say('one');
    bot.say('two');
    await store.has(2);
    await bot.drained();
    await link.close();
    assert.equal((await closed).code, 'closed');
    assert.ok(bot.state.webhook);
    assert.equal(account.summary().mode, 'webhook');
    assert.equal(bot.polls, 0);
  });

  it('answers 200 only when the update is committed', async () => {
    const { link, opened } = await openLink(account, store);
    await opened;
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    store.beforeCommit = () => {
      entered.resolve();
      return gate.promise;
    };
    bot.say('held');
    await entered.promise;
    assert.equal(bot.pending, 1);
    gate.resolve();
    await bot.drained();
    await link.close();
  });

  it('answers 503 when the store fails, ends, and gets the update again', async () => {
    store.beforeCommit = () => {
      throw new Error('disk full');
    };
    const first = await openLink(account, store);
    await first.opened;
    bot.say('again');
    const fault = await first.closed;
    assert.equal(fault.kind, 'transient');
    assert.match(fault.message, /disk full/);
    store.beforeCommit = undefined;
    const second = await openLink(account, store);
    await second.opened;
    await bot.drained();
    assert.equal(store.messages[0]?.text, 'again');
    await second.link.close();
  });

  it('refuses what does not come from Telegram', async () => {
    const { link, opened } = await openLink(account, store);
    await opened;
    const update = JSON.stringify({ update_id: 1 });
    const status = async (answer: Promise<Response>) => (await answer).status;
    assert.equal(await status(post(update)), 200);
    assert.equal(await status(post(update, { 'x-telegram-bot-api-secret-token': 'wrong' })), 401);
    assert.equal(await status(fetch(`${base}/telegram-webhook`, { method: 'POST', body: update })), 401);
    assert.equal(await status(fetch(`${base}/telegram-webhook`)), 405);
    assert.equal(await status(post('no json')), 400);
    assert.equal(await status(post('{}')), 400);
    assert.equal(await status(post('x'.repeat(1024 * 1024 + 1))), 413);
    assert.equal(await status(post(update, {}, '/elsewhere')), 418);
    await link.close();
    assert.equal(await status(post(update)), 503);
  });

  it('claims nothing when the account polls', async () => {
    account = makeAccount({ telegram: { botToken: bot.token, apiRoot: server.url } });
    assert.equal((await post('{}')).status, 418);
  });

  it('listens where the settings say', async () => {
    account = makeAccount({ telegram: { ...settings(), webhookPath: '/hooks/tg' } });
    assert.equal((await post('{}', {}, '/hooks/tg')).status, 400);
    assert.equal((await post('{}')).status, 418);
  });
});
