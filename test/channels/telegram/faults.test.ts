import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Logger } from '../../../src/platform/logger.ts';
import type { LinkFault } from '../../../src/protocol/link-faults.ts';
import { createTestClock, settle } from '../../support/test-clock.ts';
import { createStore, makeAccount, openLink } from '../../support/telegram/link-stage.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import type { Mishap } from '../../support/telegram/wire-types.ts';

describe('why a Telegram link ends', () => {
  let server: TelegramServer;
  let bot: TestBot;

  beforeEach(async () => {
    server = await startTelegramServer();
    bot = server.addBot();
  });
  afterEach(() => server.close());

  const account = (options: Parameters<typeof makeAccount>[0]['options'] = {}) =>
    makeAccount({ telegram: { botToken: bot.token, apiRoot: server.url }, options });

  const faultAfter = async (method: string, mishap: Mishap): Promise<LinkFault> => {
    server.misbehave(method, mishap);
    const { closed } = await openLink(account(), createStore());
    return closed;
  };

  const refusal = (code: number, description: string, parameters = {}): Mishap => ({
    kind: 'refusal',
    code,
    description,
    parameters,
  });

  const TABLE: readonly (readonly [method: string, mishap: Mishap, fault: Partial<LinkFault>])[] = [
    ['getMe', refusal(401, 'Unauthorized'), { kind: 'loggedOut', code: 401 }],
    ['getMe', refusal(404, 'Not Found'), { kind: 'loggedOut', code: 404 }],
    ['getUpdates', refusal(401, 'Unauthorized'), { kind: 'loggedOut', code: 401 }],
    ['getUpdates', refusal(403, 'Forbidden'), { kind: 'forbidden', code: 403 }],
    [
      'getUpdates',
      refusal(409, 'Conflict: terminated by other getUpdates request'),
      { kind: 'conflict', code: 409 },
    ],
    [
      'getUpdates',
      refusal(429, 'Too Many Requests', { retry_after: 9 }),
      { kind: 'rateLimited', retryAfterMs: 9000 },
    ],
    ['getUpdates', refusal(500, 'Internal'), { kind: 'transient', code: 500 }],
    ['getUpdates', { kind: 'garbage', status: 502 }, { kind: 'transient', code: 502 }],
    // A page that is not from Telegram says nothing about the token.
    ['getUpdates', { kind: 'garbage', status: 404 }, { kind: 'transient', code: 404 }],
    ['getUpdates', { kind: 'cut' }, { kind: 'transient', code: 'ECONNRESET' }],
    ['getUpdates', { kind: 'halfAnswer' }, { kind: 'transient' }],
    ['getMe', { kind: 'cut' }, { kind: 'transient', code: 'ECONNRESET' }],
    ['getWebhookInfo', refusal(500, 'Internal'), { kind: 'transient', code: 500 }],
  ];
  for (const [method, mishap, expected] of TABLE) {
    it(`ends as ${expected.kind} after ${JSON.stringify(mishap)} to ${method}`, async () => {
      const fault = await faultAfter(method, mishap);
      const keys = Object.keys(expected) as (keyof LinkFault)[];
      assert.deepEqual(Object.fromEntries(keys.map((key) => [key, fault[key]])), expected);
      assert.ok(!JSON.stringify(fault).includes(bot.token));
    });
  }

  it('names the other poller as the cause of a conflict', async () => {
    const { closed } = await openLink(account(), createStore());
    await bot.polling();
    const rival = fetch(`${server.url}/bot${bot.token}/getUpdates?timeout=30`);
    const fault = await closed;
    assert.equal(fault.kind, 'conflict');
    assert.match(fault.hint ?? '', /another program polls this bot/);
    assert.equal(bot.overlaps, 1);
    await server.down();
    await rival.catch(() => undefined);
  });

  it('names a webhook that comes back as the cause of a conflict', async () => {
    const { closed } = await openLink(account(), createStore());
    await bot.polling();
    await fetch(`${server.url}/bot${bot.token}/setWebhook?url=http://127.0.0.1:9/x`);
    const fault = await closed;
    assert.equal(fault.kind, 'conflict');
    assert.match(fault.hint ?? '', /a webhook is set/);
  });

  it('ends as logged out when the token is revoked while polling', async () => {
    const { closed } = await openLink(account(), createStore());
    await bot.polling();
    bot.state.valid = false;
    bot.say('nobody hears this');
    const fault = await closed;
    assert.equal(fault.kind, 'loggedOut');
    assert.match(fault.hint ?? '', /@BotFather/);
  });

  it('names no token in any log line', async () => {
    const lines: string[] = [];
    const take = (message: string, fields?: unknown): void =>
      void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
    const log: Logger = {
      trace: take,
      debug: take,
      info: take,
      warn: take,
      error: take,
      fatal: take,
      child: () => log,
    };
    server.misbehave('sendChatAction', refusal(400, `Bad Request: ${bot.token} is odd`));
    server.misbehave('setMyCommands', { kind: 'cut' });
    const menu = () => [{ command: 'help', description: 'Help' }];
    const { link, opened } = await openLink(account({ log, menu }), createStore());
    await opened;
    await link.typing({ chatId: '42' }, 'typing');
    await server.down();
    await link.typing({ chatId: '42' }, 'typing');
    await link.close();
    assert.ok(lines.length >= 2);
    assert.deepEqual(
      lines.filter((line) => line.includes(bot.token)),
      [],
    );
  });

  it('polls anew over a fresh connection when a poll is black-holed, twenty times', async () => {
    const clock = createTestClock();
    const store = createStore();
    const { link, opened } = await openLink(account({ clock }), store);
    await opened;
    await server.next('getUpdates');
    await bot.polling();
    for (let round = 1; round <= 20; round += 1) {
      server.misbehave('getUpdates', { kind: 'blackHole' });
      bot.say(`before ${round}`);
      await server.next('getUpdates');
      bot.say(`while deaf ${round}`);
      await clock.advance(30_000);
      await store.has(2 * round);
      await server.next('getUpdates');
      await server.next('getUpdates');
      await bot.polling();
      assert.deepEqual(link.verdict(), { hears: true });
    }
    assert.equal(bot.overlaps, 0);
    await link.close();
  });

  it('is red after 75 s without an answered poll, and ends after the third', async () => {
    const clock = createTestClock();
    const { link, opened, closed } = await openLink(account({ clock }), createStore());
    await opened;
    await server.next('getUpdates');
    await bot.polling();
    // The polls take effect and confirm, so that nothing but their age can turn the verdict.
    server.misbehave('getUpdates', { kind: 'blackHole', handled: true }, 100);
    bot.say('last one heard');
    await server.next('getUpdates');
    for (const _ of [1, 2]) {
      await clock.advance(30_000);
      await server.next('getUpdates');
    }
    await clock.advance(14_000);
    assert.equal(link.verdict().hears, true);
    await clock.advance(2000);
    const verdict = link.verdict();
    assert.equal(!verdict.hears && verdict.code, 'poll-stale');
    await clock.advance(14_000);
    await settle();
    assert.equal((await closed).code, 'ETIMEDOUT');
  });
});
