import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type {
  ChatAddress,
  MediaKind,
  OutboundMedia,
  OutboundMessage,
} from '../../../src/channels/message.ts';
import type { ChannelAccount, SendFailure } from '../../../src/channels/port.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { createStore, makeAccount, never, openLink } from '../../support/telegram/link-stage.ts';
import type { OpenedLink } from '../../support/telegram/link-stage.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import type { Mishap } from '../../support/telegram/wire-types.ts';

describe('delivering to Telegram', () => {
  const clock = createTestClock();
  let server: TelegramServer;
  let bot: TestBot;
  let account: ChannelAccount;
  let opened: OpenedLink;
  let dir: string;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'telegram-delivery-'));
    server = await startTelegramServer();
    bot = server.addBot();
    account = makeAccount({
      telegram: { botToken: bot.token, apiRoot: server.url },
      options: { clock },
    });
    opened = await openLink(account, createStore());
    await opened.opened;
  });

  afterEach(() => {
    server.behave();
    bot.state.sent.splice(0);
  });

  after(async () => {
    await opened.link.close();
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const file = (kind: MediaKind, mime: string, name = 'a.bin', content = 'bytes'): OutboundMedia => {
    const path = join(dir, name);
    writeFileSync(path, content);
    return { path, mime, kind, sizeBytes: content.length, fileName: name };
  };

  const send = async (message: Omit<OutboundMessage, 'chat'>, chat: ChatAddress = { chatId: '42' }) => {
    const receipts = [];
    for (const part of account.plan({ chat, ...message }))
      receipts.push(await opened.link.deliver(chat, part, never));
    return receipts;
  };

  const failing = (message: Omit<OutboundMessage, 'chat'>, chat?: ChatAddress): Promise<SendFailure> =>
    send(message, chat).then(
      () => assert.fail('it was delivered'),
      (error: SendFailure) => error,
    );

  const KINDS: readonly (readonly [media: readonly [MediaKind, string], method: string])[] = [
    [['image', 'image/png'], 'sendPhoto'],
    [['animation', 'video/mp4'], 'sendAnimation'],
    [['video', 'video/mp4'], 'sendVideo'],
    [['audio', 'audio/mpeg'], 'sendAudio'],
    [['voice', 'audio/ogg'], 'sendVoice'],
    [['document', 'text/plain'], 'sendDocument'],
    [['sticker', 'image/webp'], 'sendSticker'],
  ];
  for (const [[kind, mime], method] of KINDS) {
    it(`uploads with ${method}, whole`, async () => {
      const content = `${method} ${'x'.repeat(200_000)}`;
      await send({ media: [file(kind, mime, 'grüße.bin', content)] });
      assert.equal(bot.sent[0]?.method, method);
      const stored = [...bot.state.files.values()].at(-1);
      assert.equal(stored?.bytes.toString(), content);
      assert.match(stored?.path ?? '', /grüße\.bin$/);
    });
  }

  it('sends an album with its caption on the first picture', async () => {
    const media = [file('image', 'image/png', '1.png'), file('image', 'image/png', '2.png')];
    const [receipt] = await send({ text: '**look**', media });
    assert.deepEqual(
      bot.sent.map(({ method, text }) => [method, text.trim()]),
      [
        ['sendMediaGroup', 'look'],
        ['sendMediaGroup', ''],
      ],
    );
    assert.equal(receipt?.messageId, String(bot.sent[0]?.messageId));
  });

  it('sends polls, reactions and their removal', async () => {
    const poll = { question: 'Tea?', options: ['yes', 'no'], maxSelections: 2, durationHours: 1 };
    const [receipt] = await send({ poll });
    assert.match(receipt?.pollId ?? '', /^poll-/);
    assert.equal(bot.sent[0]?.payload.open_period, 3600);
    assert.equal(bot.sent[0]?.payload.allows_multiple_answers, true);
    const messageId = receipt?.messageId ?? '';
    assert.deepEqual(await send({ reaction: { messageId, emoji: '👍' } }), [{ messageId, chatId: '42' }]);
    await send({ reaction: { messageId, emoji: '' } });
    const [first, second] = await server.atLeast(2, 'setMessageReaction');
    assert.deepEqual(first?.payload.reaction, [{ type: 'emoji', emoji: '👍' }]);
    assert.deepEqual(second?.payload.reaction, []);
  });

  it('carries quoting, silence, buttons and the missing preview', async () => {
    bot.say('quote me');
    const replyTo = String(bot.state.nextMessageId() - 1);
    await send({
      text: 'x',
      replyTo,
      silent: true,
      buttons: [
        [
          { text: 'Yes', data: 'y' },
          { text: 'Site', url: 'https://a.example' },
        ],
      ],
    });
    const payload = bot.sent[0]?.payload;
    assert.deepEqual(payload?.reply_parameters, { message_id: Number(replyTo) });
    assert.equal(payload?.disable_notification, true);
    assert.deepEqual(payload?.reply_markup, {
      inline_keyboard: [
        [
          { text: 'Yes', callback_data: 'y' },
          { text: 'Site', url: 'https://a.example' },
        ],
      ],
    });
  });

  it('names a topic, but never the general one', async () => {
    bot.say('x', { chat: -100, topic: 7 });
    await send({ text: 'a' }, { chatId: '-100', threadId: '7' });
    await send({ text: 'b' }, { chatId: '-100', threadId: '1' });
    assert.deepEqual(
      bot.sent.map(({ payload }) => payload.message_thread_id),
      [7, undefined],
    );
  });

  describe('what Telegram refuses goes out in a plainer form', () => {
    it('without markup when it cannot be parsed', async () => {
      const description = "Bad Request: can't parse entities: Unsupported start tag";
      server.misbehave('sendMessage', { kind: 'refusal', code: 400, description });
      await send({ text: '**bold**' });
      assert.equal(bot.sent[0]?.text, '**bold**');
      assert.equal(bot.sent[0]?.payload.parse_mode, undefined);
    });

    it('without the topic when that is gone', async () => {
      await send({ text: 'x' }, { chatId: '-100', threadId: '999' });
      assert.equal(bot.sent[0]?.payload.message_thread_id, undefined);
    });

    it('without the quotation when its message is gone', async () => {
      await send({ text: 'x', replyTo: '99999' });
      assert.equal(bot.sent[0]?.payload.reply_parameters, undefined);
    });

    it('without either, one after the other', async () => {
      await send({ text: 'x', replyTo: '99999' }, { chatId: '-100', threadId: '999' });
      assert.equal(bot.sent.length, 1);
    });

    it('as audio where voice notes are forbidden', async () => {
      bot.rule(42, 'noVoice');
      await send({ text: 'hi', media: [file('voice', 'audio/ogg')] });
      bot.rule(42, undefined);
      assert.equal(bot.sent[0]?.method, 'sendAudio');
      assert.equal(bot.sent[0]?.text.trim(), 'hi');
    });

    it('as document when it is no proper photo', async () => {
      const description = 'Bad Request: PHOTO_INVALID_DIMENSIONS';
      server.misbehave('sendPhoto', { kind: 'refusal', code: 400, description });
      await send({ media: [file('image', 'image/png')] });
      assert.equal(bot.sent[0]?.method, 'sendDocument');
    });

    it('to the supergroup that a group became', async () => {
      bot.rule(-5, { migratedTo: -1005 });
      const [receipt] = await send({ text: 'x' }, { chatId: '-5' });
      assert.equal(receipt?.chatId, '-1005');
    });

    it('but not in a circle', async () => {
      const description = 'Bad Request: message thread not found';
      server.misbehave('sendMessage', { kind: 'refusal', code: 400, description }, 5);
      const failure = await failing({ text: 'x' }, { chatId: '-100', threadId: '7' });
      assert.equal(failure.kind, 'refused');
    });
  });

  const refusal = (
    code: number,
    description: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): Mishap => ({
    kind: 'refusal',
    code,
    description,
    ...(parameters === undefined ? {} : { parameters }),
  });
  const FAILURES: readonly (readonly [mishap: Mishap, kind: string, reason: RegExp])[] = [
    [refusal(400, 'Bad Request: chat not found'), 'refused', /must first write to the bot/],
    [refusal(403, 'Forbidden: bot was blocked by the user'), 'refused', /blocked/],
    [refusal(404, 'Not Found'), 'refused', /404/],
    [refusal(401, 'Unauthorized'), 'retry', /401/],
    [refusal(429, 'Too Many Requests', { retry_after: 7 }), 'retry', /429/],
    [refusal(500, 'Internal Server Error'), 'unknown', /500/],
    [refusal(502, 'Bad Gateway'), 'unknown', /502/],
    [{ kind: 'garbage', status: 502 }, 'unknown', /HTTP 502/],
    [{ kind: 'garbage', body: '{"what": 1}' }, 'unknown', /not from a Bot API server/],
    [{ kind: 'cut' }, 'unknown', /ECONNRESET/],
    [{ kind: 'cut', handled: true }, 'unknown', /ECONNRESET/],
    [{ kind: 'halfAnswer' }, 'unknown', /ECONNRESET|garbage|aborted/],
  ];
  for (const [mishap, kind, reason] of FAILURES) {
    it(`calls ${JSON.stringify(mishap)} ${kind}`, async () => {
      server.misbehave('sendMessage', mishap);
      const failure = await failing({ text: 'x' });
      assert.equal(failure.kind, kind);
      assert.match(failure.message, reason);
      assert.ok(!failure.message.includes(bot.token));
      if (kind === 'retry' && mishap.kind === 'refusal' && mishap.code === 429)
        assert.equal(failure.retryAfterMs, 7000);
    });
  }

  it('calls a send unknown when no answer comes within 30 s', async () => {
    server.misbehave('sendMessage', { kind: 'blackHole' });
    const failure = failing({ text: 'lost' });
    const seen = (await server.atLeast(1)).filter((call) => call.payload.text !== undefined);
    assert.ok(seen.length > 0);
    await waitForCall((text) => text.includes('lost'));
    await clock.advance(29_999);
    await clock.advance(1);
    assert.equal((await failure).kind, 'unknown');
    assert.match((await failure).message, /no answer in time/);
  });

  it('calls a send unknown that its caller gives up', async () => {
    server.misbehave('sendMessage', { kind: 'blackHole' });
    const controller = new AbortController();
    const [part] = account.plan({ chat: { chatId: '42' }, text: 'given up' });
    assert.ok(part);
    const outcome = opened.link.deliver({ chatId: '42' }, part, controller.signal);
    await waitForCall((text) => text.includes('given up'));
    controller.abort();
    await assert.rejects(outcome, { name: 'SendFailure', kind: 'unknown' });
  });

  const waitForCall = async (fits: (text: string) => boolean): Promise<void> => {
    for (;;) {
      const call = await server.next('sendMessage');
      if (fits(call.payload.text as string)) return;
    }
  };

  it('retries what surely never left: no connection, no such host', async () => {
    const other = makeAccount({ telegram: { botToken: bot.token, apiRoot: 'http://127.0.0.1:9' } });
    const dead = await openLink(other, createStore());
    const [part] = account.plan({ chat: { chatId: '42' }, text: 'x' });
    assert.ok(part);
    await assert.rejects(dead.link.deliver({ chatId: '42' }, part, never), {
      kind: 'retry',
      message: /ECONNREFUSED/,
    });
    assert.equal((await dead.closed).kind, 'transient');
    await assert.rejects(dead.link.deliver({ chatId: '42' }, part, never), {
      kind: 'retry',
      message: /closed/,
    });
  });

  it('refuses a file that is gone', async () => {
    const media = file('document', 'text/plain', 'gone.txt');
    rmSync(media.path);
    const failure = await failing({ media: [media] });
    assert.equal(failure.kind, 'refused');
    assert.match(failure.message, /gone\.txt is no longer there/);
  });

  it('types, also in the general topic, and never throws over it', async () => {
    const seen = server.calls.length;
    await opened.link.typing({ chatId: '-100', threadId: '1' }, 'typing');
    await opened.link.typing({ chatId: '42' }, 'recording');
    await opened.link.typing({ chatId: '42' }, 'idle');
    server.misbehave('sendChatAction', { kind: 'cut' });
    await opened.link.typing({ chatId: '42' }, 'typing');
    const actions = server.calls.slice(seen).filter(({ method }) => method === 'sendChatAction');
    assert.deepEqual(
      actions.map(({ payload }) => [payload.action, payload.message_thread_id]),
      [
        ['typing', 1],
        ['record_voice', undefined],
        ['typing', undefined],
      ],
    );
  });

  it('waits at closing for what is being sent', async () => {
    const line = await openLink(account, createStore());
    await line.opened;
    const gate = Promise.withResolvers<void>();
    server.misbehave('sendMessage', { kind: 'slow', until: gate.promise });
    const [part] = account.plan({ chat: { chatId: '42' }, text: 'last words' });
    assert.ok(part);
    const receipt = line.link.deliver({ chatId: '42' }, part, never);
    await waitForCall((text) => text.includes('last words'));
    const order: string[] = [];
    void line.closed.then(() => order.push('closed'));
    const closing = line.link.close();
    await opened.link.typing({ chatId: '42' }, 'typing');
    assert.equal(order.length, 0);
    gate.resolve();
    assert.equal((await receipt).chatId, '42');
    order.push('sent');
    await closing;
    assert.deepEqual(order, ['sent', 'closed']);
    assert.equal((await line.closed).code, 'closed');
  });
});
