import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readHtml } from '../support/telegram/html.ts';
import { startTelegramServer } from '../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../support/telegram/server.ts';
import type { Fields } from '../support/telegram/wire-types.ts';

interface Reply {
  readonly ok: boolean;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: Fields;
  readonly result?: unknown;
}

describe('the Bot API server of the tests', () => {
  let server: TelegramServer;
  before(async () => {
    server = await startTelegramServer();
  });
  after(() => server.close());

  const call = async (bot: Pick<TestBot, 'token'>, method: string, payload: Fields = {}): Promise<Reply> => {
    const answer = await fetch(`${server.url}/bot${bot.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    return (await answer.json()) as Reply;
  };

  const idsOf = ({ result }: Reply) =>
    (result as readonly { readonly update_id: number }[]).map((update) => update.update_id);

  it('knows its bots only', async () => {
    assert.equal((await call({ token: '1:no' }, 'getMe')).error_code, 401);
    assert.equal((await call(server.addBot(), 'noSuchMethod')).error_code, 404);
  });

  it('keeps updates until a higher offset is asked for', async () => {
    const bot = server.addBot();
    const first = bot.say('a');
    bot.say('b');
    assert.deepEqual(idsOf(await call(bot, 'getUpdates', { limit: 1 })), [first]);
    assert.deepEqual(idsOf(await call(bot, 'getUpdates')), [first, first + 1]);
    assert.deepEqual(idsOf(await call(bot, 'getUpdates', { offset: first + 1 })), [first + 1]);
    assert.equal(bot.pending, 1);
    assert.deepEqual(idsOf(await call(bot, 'getUpdates', { offset: first + 2 })), []);
    assert.equal(bot.pending, 0);
  });

  it('confirms nothing by an offset beyond all it ever had', async () => {
    const bot = server.addBot();
    const id = bot.say('a');
    assert.deepEqual(idsOf(await call(bot, 'getUpdates', { offset: id + 1000 })), [id]);
    assert.equal(bot.pending, 1);
  });

  it('holds a poll until something comes', async () => {
    const bot = server.addBot();
    const poll = call(bot, 'getUpdates', { timeout: 30 });
    await bot.polling();
    const id = bot.say('a');
    assert.deepEqual(idsOf(await poll), [id]);
  });

  it('ends the older of two polls with 409', async () => {
    const bot = server.addBot();
    const older = call(bot, 'getUpdates', { timeout: 30 });
    await bot.polling();
    const newer = call(bot, 'getUpdates', { timeout: 30 });
    assert.equal((await older).error_code, 409);
    assert.equal(bot.overlaps, 1);
    await bot.polling();
    bot.say('a');
    assert.equal(idsOf(await newer).length, 1);
  });

  it('counts no overlap when the older one hung up', async () => {
    const bot = server.addBot();
    const controller = new AbortController();
    const url = `${server.url}/bot${bot.token}/getUpdates?timeout=30`;
    const older = fetch(url, { signal: controller.signal });
    await bot.polling();
    controller.abort();
    await assert.rejects(older);
    const newer = call(bot, 'getUpdates', { timeout: 30 });
    await bot.polling();
    bot.say('a');
    await newer;
    assert.equal(bot.overlaps, 0);
  });

  it('lets nobody poll while a webhook is set', async () => {
    const bot = server.addBot();
    await call(bot, 'setWebhook', { url: 'http://127.0.0.1:9/' });
    assert.match((await call(bot, 'getUpdates')).description ?? '', /webhook is active/);
    await call(bot, 'deleteWebhook');
    assert.equal((await call(bot, 'getUpdates')).ok, true);
  });

  it('offers an update only of the kinds that were asked for', async () => {
    const bot = server.addBot();
    await call(bot, 'getUpdates', { allowed_updates: ['message'] });
    bot.react(1, '👍');
    bot.say('a');
    assert.equal(idsOf(await call(bot, 'getUpdates')).length, 1);
  });

  const REFUSALS: readonly (readonly [method: string, payload: Fields, code: number, reason: RegExp])[] = [
    ['sendMessage', { chat_id: 1, text: 'x'.repeat(4097) }, 400, /message is too long/],
    ['sendMessage', { chat_id: 1, text: ' ' }, 400, /text is empty/],
    ['sendMessage', { chat_id: 1, text: '<b>x', parse_mode: 'HTML' }, 400, /can't parse entities/],
    ['sendMessage', { text: 'x' }, 400, /chat_id is empty/],
    ['sendMessage', { chat_id: 1, text: 'x', message_thread_id: 3 }, 400, /thread not found/],
    [
      'sendMessage',
      { chat_id: 1, text: 'x', reply_parameters: { message_id: 99 } },
      400,
      /replied not found/,
    ],
    ['sendMessage', { chat_id: 404, text: 'x' }, 400, /chat not found/],
    ['sendMessage', { chat_id: 403, text: 'x' }, 403, /blocked by the user/],
    ['sendPhoto', { chat_id: 1 }, 400, /no photo/],
    ['sendMediaGroup', { chat_id: 1, media: [] }, 400, /wrong number/],
    ['setMessageReaction', { chat_id: 1, message_id: 99 }, 400, /not found/],
    ['setMyCommands', { commands: [{ command: 'A-b', description: 'x' }] }, 400, /COMMAND_INVALID/],
    ['getFile', { file_id: 'nothing' }, 400, /wrong file_id/],
  ];
  for (const [method, payload, code, reason] of REFUSALS) {
    it(`refuses ${method} of ${JSON.stringify(payload).slice(0, 60)}`, async () => {
      const bot = server.addBot();
      bot.rule(404, 'missing');
      bot.rule(403, 'blocked');
      const reply = await call(bot, method, payload);
      assert.equal(reply.error_code, code);
      assert.match(reply.description ?? '', reason);
      assert.equal(bot.sent.length, 0);
    });
  }

  it('takes a text of 4096 shown characters, however much markup it has', async () => {
    const bot = server.addBot();
    const text = `<b>${'&lt;'.repeat(4096)}</b>`;
    assert.equal((await call(bot, 'sendMessage', { chat_id: 1, text, parse_mode: 'HTML' })).ok, true);
    assert.equal(bot.sent[0]?.text.length, 4096);
  });

  it('edits and deletes what is there', async () => {
    const bot = server.addBot();
    const sent = (await call(bot, 'sendMessage', { chat_id: 1, text: 'a' })).result as Fields;
    const message = { chat_id: 1, message_id: sent.message_id };
    assert.equal((await call(bot, 'editMessageText', { ...message, text: 'b' })).ok, true);
    assert.equal((await call(bot, 'deleteMessage', message)).ok, true);
    assert.equal((await call(bot, 'editMessageText', { ...message, text: 'c' })).error_code, 400);
  });

  it('misbehaves as often as it is told, and with parameters', async () => {
    const bot = server.addBot();
    const parameters = { retry_after: 3 };
    server.misbehave(
      'getMe',
      { kind: 'refusal', code: 429, description: 'Too Many Requests', parameters },
      2,
    );
    assert.deepEqual((await call(bot, 'getMe')).parameters, parameters);
    assert.equal((await call(bot, 'getMe')).error_code, 429);
    assert.equal((await call(bot, 'getMe')).ok, true);
  });

  it('has the effect of a call whose answer is cut, when told so', async () => {
    const bot = server.addBot();
    server.misbehave('sendMessage', { kind: 'cut', handled: true });
    await assert.rejects(call(bot, 'sendMessage', { chat_id: 1, text: 'x' }));
    assert.equal(bot.sent.length, 1);
  });
});

describe('the HTML a bot may send', () => {
  it('shows its text', () => {
    assert.equal(
      readHtml('<b>a</b> &lt;i&gt; &amp;amp; <a href="https://x/?a=1">l</a> &#65;'),
      'a <i> &amp; l A',
    );
    assert.equal(
      readHtml('<pre><code class="language-ts">a</code></pre><blockquote expandable>q</blockquote>'),
      'aq',
    );
  });
  for (const html of [
    '<b>',
    '</b>',
    '<b></i>',
    '<p>x</p>',
    'a < b',
    '<b><i></b></i>',
    '<span>x</span>',
    '<a href="x>y</a>',
  ]) {
    it(`refuses ${html}`, () => assert.throws(() => readHtml(html), { message: /can't parse entities/ }));
  }
});
