import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TelegramConfig } from '../../../src/config/generated/types.ts';
import { createStore, makeAccount, never, openLink } from '../../support/telegram/link-stage.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';

const TOKEN = '1:AAA';

describe('where the token of a Telegram account comes from', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'telegram-token-'));
    writeFileSync(join(dir, 'good'), `  ${TOKEN}\n`);
    writeFileSync(join(dir, 'empty'), '\n');
    writeFileSync(join(dir, 'wrong'), 'hello world');
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const from = (telegram: TelegramConfig | undefined, accountId = 'default', variable = '') => {
    const account = makeAccount({
      ...(telegram === undefined ? {} : { telegram }),
      accountId,
      env: { TELEGRAM_BOT_TOKEN: variable },
    });
    const ready = account.readiness();
    const { tokenSource, configured } = account.summary();
    assert.equal(configured, ready.state !== 'unconfigured');
    return { tokenSource, state: ready.state, reason: 'reason' in ready ? ready.reason : '', ready };
  };

  it('takes file before key, account before channel, and the environment last', () => {
    const file = join(dir, 'good');
    assert.equal(from({ tokenFile: file, botToken: 'bad' }).tokenSource, 'tokenFile');
    assert.equal(from({ botToken: TOKEN }, 'default', TOKEN).tokenSource, 'config');
    assert.equal(from({}, 'default', TOKEN).tokenSource, 'env');
    assert.equal(from(undefined, 'default', TOKEN).tokenSource, 'env');
    assert.equal(from({ tokenFile: file, accounts: { default: { botToken: TOKEN } } }).tokenSource, 'config');
    assert.equal(from({ accounts: { work: { botToken: TOKEN } } }, 'work').tokenSource, 'config');
  });

  it('gives another account nothing of the channel or the environment', () => {
    const found = from({ botToken: TOKEN, accounts: { work: {} } }, 'work', TOKEN);
    assert.equal(found.tokenSource, 'none');
    assert.match(found.reason, /no bot token for the Telegram account "work"/);
    assert.match(found.ready.state === 'unconfigured' ? found.ready.fix : '', /accounts\.work\.botToken/);
  });

  it('does not go on after a file that gives no token', () => {
    for (const [name, reason] of [
      ['missing', /does not exist/],
      ['empty', /is empty/],
      ['wrong', /not a bot token/],
      ['', /is a directory/],
    ] as const) {
      const found = from({ tokenFile: join(dir, name), botToken: TOKEN }, 'default', TOKEN);
      assert.equal(found.tokenSource, 'none');
      assert.match(found.reason, reason);
    }
  });

  it('names the two keys and the variable when there is none', () => {
    const { ready } = from({});
    assert.match(ready.state === 'unconfigured' ? ready.fix : '', /botToken.*tokenFile.*TELEGRAM_BOT_TOKEN/);
  });
});

describe('whether a Telegram account is ready', () => {
  const readiness = (telegram: TelegramConfig, accountId = 'default') =>
    makeAccount({ telegram: { botToken: TOKEN, ...telegram }, accountId }).readiness();
  const hook = { webhookUrl: 'https://a.example/x', webhookSecret: 's' };

  it('is ready with a token', () => assert.deepEqual(readiness({}), { state: 'ready' }));
  it('is disabled by itself or by the channel', () => {
    assert.equal(readiness({ enabled: false }).state, 'disabled');
    const work = { accounts: { work: { botToken: TOKEN, enabled: true } } };
    assert.equal(readiness({ enabled: false, ...work }, 'work').state, 'disabled');
    assert.equal(readiness({ ...work }, 'work').state, 'ready');
  });
  it('is ready with http proxies and webhooks with a secret', () => {
    assert.equal(readiness({ proxy: 'http://127.0.0.1:3128', ...hook }).state, 'ready');
  });

  const REFUSED: readonly (readonly [settings: TelegramConfig, reason: RegExp, fix: RegExp])[] = [
    [{ proxy: 'socks5://127.0.0.1:1080' }, /SOCKS/, /http/],
    [{ proxy: 'nonsense' }, /not an http address/, /proxy/],
    [{ apiRoot: 'ftp://a' }, /apiRoot is not an http address/, /apiRoot/],
    [{ webhookUrl: 'https://a.example/x' }, /without a secret/, /webhookSecret/],
    [{ ...hook, webhookSecret: 'a b' }, /characters/, /letters/],
    [{ ...hook, webhookUrl: 'nowhere' }, /webhookUrl is not an address/, /webhookUrl/],
  ];
  for (const [settings, reason, fix] of REFUSED) {
    it(`is not with ${JSON.stringify(settings)}`, () => {
      const ready = readiness(settings);
      assert.ok(ready.state === 'unconfigured');
      assert.match(ready.reason, reason);
      assert.match(ready.fix, fix);
    });
  }
});

describe('the chat a person means', () => {
  const account = makeAccount({ telegram: { botToken: TOKEN } });
  const TARGETS: readonly (readonly [to: string, chatId: string, threadId?: string])[] = [
    ['42', '42'],
    [' -1001234 ', '-1001234'],
    ['@some_name', '@some_name'],
    ['t.me/some_name', '@some_name'],
    ['https://t.me/some_name/', '@some_name'],
    ['telegram:42', '42'],
    ['tg:@some_name', '@some_name'],
    ['telegram:group:-100', '-100'],
    ['group:-100:topic:7', '-100', '7'],
    ['-100:7', '-100', '7'],
    ['@some_name:topic:7', '@some_name', '7'],
    ['-100:topic:1', '-100', '1'],
  ];
  for (const [to, chatId, threadId] of TARGETS)
    it(`reads ${to}`, () =>
      assert.deepEqual(account.target(to), { chatId, ...(threadId === undefined ? {} : { threadId }) }));

  it('lets a topic of its own win', () =>
    assert.deepEqual(account.target('-100:7', '9'), { chatId: '-100', threadId: '9' }));

  for (const to of [
    '',
    'some_name',
    '+15550100',
    '@a',
    't.me/+invite',
    '42:topic:0',
    '1.5',
    '@x y',
    '-100:topic:',
  ]) {
    it(`refuses "${to}", naming the forms`, () =>
      assert.throws(() => account.target(to), {
        code: 'INVALID_REQUEST',
        message: /numeric chat id|number of a topic/,
      }));
  }
  it('refuses a topic that is no number', () =>
    assert.throws(() => account.target('42', 'x'), { code: 'INVALID_REQUEST' }));
});

describe('a Telegram account beside its link', () => {
  let server: TelegramServer;
  let bot: TestBot;
  before(async () => {
    server = await startTelegramServer();
    bot = server.addBot({ id: 5, username: 'five_bot' });
  });
  after(() => server.close());

  const account = (over: TelegramConfig = {}) =>
    makeAccount({ telegram: { botToken: bot.token, apiRoot: server.url, ...over } });

  it('probes over a way of its own', async () => {
    bot.say('waiting');
    const { elapsedMs, ...facts } = await account().probe(never);
    assert.ok(elapsedMs >= 0);
    assert.deepEqual(facts, {
      ok: true,
      status: 200,
      error: null,
      bot: {
        id: 5,
        username: 'five_bot',
        canJoinGroups: true,
        canReadAllGroupMessages: false,
        supportsInlineQueries: false,
      },
      webhook: { url: '', hasCustomCert: false },
      pendingUpdates: 1,
    });
  });

  it('says in a probe what is wrong, and never rejects', async () => {
    const wrong = await account({ botToken: '9:wrong' }).probe(never);
    assert.deepEqual([wrong.ok, wrong.status], [false, 401]);
    const dead = await account({ apiRoot: 'http://127.0.0.1:9' }).probe(never);
    assert.deepEqual([dead.ok, dead.status], [false, null]);
    assert.match(dead.error ?? '', /ECONNREFUSED/);
    const none = await makeAccount({}).probe(never);
    assert.match(none.error ?? '', /no bot token/);
    server.misbehave('getMe', { kind: 'blackHole' });
    const asked = server.calls.filter(({ method }) => method === 'getMe').length;
    const given = new AbortController();
    const slow = account().probe(given.signal);
    await server.atLeast(asked + 1, 'getMe');
    given.abort();
    assert.equal((await slow).ok, false);
  });

  it('opens no connection when it is not ready, and says why', async () => {
    const { link, closed } = await openLink(makeAccount({}), createStore());
    const fault = await closed;
    assert.equal(fault.kind, 'loggedOut');
    assert.match(fault.hint ?? '', /botToken/);
    assert.equal(link.verdict().hears, false);
    await link.close();
  });

  it('is well without the facts about the webhook', async () => {
    server.misbehave('getWebhookInfo', { kind: 'cut' });
    const found = await account().probe(never);
    assert.equal(found.ok, true);
    assert.equal(found.webhook, undefined);
  });

  it('says at logout whether the token can be removed from here', async () => {
    assert.deepEqual(await account().logout(undefined), { cleared: false, loggedOut: true, envToken: false });
    const env = makeAccount({ env: { TELEGRAM_BOT_TOKEN: bot.token } });
    assert.equal((await env.logout(undefined)).envToken, true);
  });

  it('fills the menu with commands Telegram takes, and custom ones', async () => {
    const menu = () => [
      { command: '/help', description: 'Shows help' },
      { command: 'Status', description: 'State' },
      { command: 'no-way', description: 'Not a name' },
      { command: 'help', description: 'Twice' },
    ];
    const { link, opened } = await openLink(
      makeAccount({
        telegram: {
          botToken: bot.token,
          apiRoot: server.url,
          customCommands: [{ command: 'mine', description: 'My own' }],
        },
        options: { menu },
      }),
      createStore(),
    );
    await opened;
    const call = await server.next('setMyCommands');
    assert.deepEqual(call.payload.commands, [
      { command: 'help', description: 'Shows help' },
      { command: 'status', description: 'State' },
      { command: 'mine', description: 'My own' },
    ]);
    await link.close();
  });

  it('leaves the menu alone when that is asked', async () => {
    const before = server.calls.filter(({ method }) => method === 'setMyCommands').length;
    const { link, opened } = await openLink(
      account({ commands: { native: false }, customCommands: [{ command: 'a', description: 'b' }] }),
      createStore(),
    );
    await opened;
    await bot.polling();
    await link.close();
    assert.equal(server.calls.filter(({ method }) => method === 'setMyCommands').length, before);
  });

  it('keeps two accounts apart', async () => {
    const other = server.addBot({ id: 6 });
    const telegram = {
      apiRoot: server.url,
      accounts: { one: { botToken: bot.token }, two: { botToken: other.token } },
    };
    const stores = [createStore(), createStore()] as const;
    const one = await openLink(makeAccount({ telegram, accountId: 'one' }), stores[0]);
    const two = await openLink(makeAccount({ telegram, accountId: 'two' }), stores[1]);
    await Promise.all([one.opened, two.opened]);
    other.say('for two');
    await stores[1].has(1);
    assert.equal(stores[1].messages[0]?.accountId, 'two');
    assert.deepEqual([...stores[1].cursors.keys()], ['telegram:two:6']);
    server.misbehave('getUpdates', { kind: 'cut' });
    await Promise.race([one.closed, two.closed]);
    await Promise.all([one.link.close(), two.link.close()]);
  });
});
