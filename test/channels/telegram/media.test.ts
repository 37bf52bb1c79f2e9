import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { InboundMessage } from '../../../src/channels/message.ts';
import type { ChannelAccount, MediaFailure } from '../../../src/channels/port.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { createStore, makeAccount, never, openLink } from '../../support/telegram/link-stage.ts';
import type { OpenedLink, Store } from '../../support/telegram/link-stage.ts';
import { startTelegramServer } from '../../support/telegram/server.ts';
import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';

const MEGABYTE = 1024 * 1024;

describe('fetching what was sent to a bot', () => {
  const clock = createTestClock();
  let server: TelegramServer;
  let bot: TestBot;
  let account: ChannelAccount;
  let store: Store;
  let opened: OpenedLink;

  before(async () => {
    server = await startTelegramServer();
    bot = server.addBot();
    account = makeAccount({
      telegram: { botToken: bot.token, apiRoot: `${server.url}/` },
      options: { clock },
    });
    store = createStore();
    opened = await openLink(account, store);
    await opened.opened;
  });
  afterEach(() => server.behave());
  after(async () => {
    await opened.link.close();
    await server.close();
  });

  const shown = async (kind: string, bytes: Buffer, fileName?: string): Promise<InboundMessage> => {
    const count = store.messages.length + 1;
    bot.show(kind, bytes, fileName === undefined ? {} : { fileName });
    const message = (await store.has(count)).at(-1);
    assert.ok(message);
    return message;
  };

  const fetched = (message: InboundMessage, maxBytes = MEGABYTE, signal = never) => {
    const [media] = message.media;
    assert.ok(media);
    return opened.link.fetchMedia(message, media, { maxBytes, signal });
  };

  const failing = (message: InboundMessage, maxBytes?: number): Promise<MediaFailure> =>
    fetched(message, maxBytes).then(
      () => assert.fail('it was fetched'),
      (error: MediaFailure) => error,
    );

  for (const kind of ['photo', 'document', 'audio', 'voice', 'video', 'video_note', 'animation', 'sticker']) {
    it(`fetches a ${kind}`, async () => {
      const bytes = Buffer.from(`the bytes of a ${kind}`.repeat(1000));
      const { bytes: got } = await fetched(await shown(kind, bytes));
      assert.deepEqual(Buffer.from(got), bytes);
    });
  }

  it('keeps the name, odd as it may be', async () => {
    const { fileName } = await fetched(await shown('document', Buffer.from('x'), 'grüße & 50%.txt'));
    assert.equal(fileName, 'grüße & 50%.txt');
  });

  it('fetches after a restart by what was stored', async () => {
    const message = await shown('document', Buffer.from('later'), 'a.txt');
    await opened.link.close();
    opened = await openLink(account, store);
    const stored = JSON.parse(JSON.stringify(message)) as InboundMessage;
    const { bytes } = await fetched(stored);
    assert.equal(Buffer.from(bytes).toString(), 'later');
  });

  it('refuses a file over the limit before it is fetched', async () => {
    const message = await shown('document', Buffer.alloc(2 * MEGABYTE));
    const asked = server.calls.length;
    const failure = await failing(message);
    assert.equal(failure.kind, 'tooLarge');
    assert.match(failure.message, /larger than 1 MB/);
    assert.ok(server.calls.slice(asked).every(({ method }) => method !== 'getFile'));
  });

  it('stops in the middle when a file is larger than it was said to be', async () => {
    const message = await shown('document', Buffer.alloc(5 * MEGABYTE));
    const [media] = message.media;
    assert.ok(media);
    const { fileId } = media.ref as { readonly fileId: string };
    const file = bot.state.files.get(fileId);
    assert.ok(file);
    bot.state.files.set(fileId, { ...file, claimedSize: 10 });
    const lying = { ...message, media: [{ ...media, sizeBytes: 10 }] };
    assert.equal((await failing(lying)).kind, 'tooLarge');
  });

  it('says that Telegram gives out no more than 20 MB', async () => {
    const file = bot.addFile(Buffer.from('x'), 'big', 21 * MEGABYTE);
    const message = await shown('document', Buffer.from('x'));
    const big = {
      ...message,
      media: [{ kind: 'document' as const, ref: { fileId: file.fileId, uniqueId: 'u' } }],
    };
    const failure = await failing(big, 100 * MEGABYTE);
    assert.equal(failure.kind, 'tooLarge');
    assert.match(failure.message, /20 MB/);
  });

  it('knows a file that is gone', async () => {
    const message = await shown('document', Buffer.from('x'));
    bot.state.files.clear();
    assert.equal((await failing(message)).kind, 'gone');
    const other = await shown('document', Buffer.from('x'));
    server.misbehave('file', { kind: 'refusal', code: 404, description: 'Not Found' });
    assert.equal((await failing(other)).kind, 'gone');
  });

  it('calls everything else a matter of the network', async () => {
    const message = await shown('document', Buffer.from('x'));
    for (const mishap of [
      { kind: 'cut' },
      { kind: 'halfAnswer' },
      { kind: 'garbage', status: 502 },
      { kind: 'refusal', code: 500, description: 'Internal' },
    ] as const) {
      server.misbehave('file', mishap);
      const failure = await failing(message);
      assert.equal(failure.kind, 'network', mishap.kind);
      assert.ok(!failure.message.includes(bot.token));
    }
    server.misbehave('getFile', { kind: 'refusal', code: 429, description: 'Too Many Requests' });
    assert.equal((await failing(message)).kind, 'network');
  });

  it('gives up on a file that does not come, and when its caller does', async () => {
    const message = await shown('document', Buffer.from('x'));
    const first = server.fileAsked();
    server.misbehave('file', { kind: 'blackHole' }, 2);
    const silent = failing(message);
    await first;
    await clock.advance(30_000);
    assert.equal((await silent).kind, 'network');
    const controller = new AbortController();
    const second = server.fileAsked();
    const givenUp = fetched(message, MEGABYTE, controller.signal);
    await second;
    controller.abort();
    await assert.rejects(givenUp, { name: 'MediaFailure', kind: 'network' });
  });
});

describe('what was sent in pieces, over the wire', () => {
  it('comes as one message, and is confirmed only with it', async () => {
    const clock = createTestClock();
    const server = await startTelegramServer();
    const bot = server.addBot();
    const store = createStore();
    const account = makeAccount({
      telegram: { botToken: bot.token, apiRoot: server.url },
      options: { clock },
    });
    bot.album([Buffer.from('1'), Buffer.from('2'), Buffer.from('3')], { caption: 'look', chat: -100 });
    bot.say('meanwhile elsewhere', { from: 43 });
    const { link } = await openLink(account, store);
    await store.has(1);
    assert.equal(store.messages[0]?.text, 'meanwhile elsewhere');
    assert.equal(store.cursors.size, 0);
    assert.equal(bot.pending, 4);
    await clock.advance(500);
    await store.has(2);
    assert.equal(store.messages[1]?.text, 'look');
    assert.equal(store.messages[1]?.media.length, 3);
    await bot.drained();
    assert.equal(store.messages.length, 2);
    assert.equal([...store.cursors.values()][0], bot.state.queue.confirmed);
    await link.close();
    await server.close();
  });

  it('answers a button at once', async () => {
    const server = await startTelegramServer();
    const bot = server.addBot();
    const store = createStore();
    const account = makeAccount({ telegram: { botToken: bot.token, apiRoot: server.url } });
    const { link } = await openLink(account, store);
    bot.press(3, 'yes');
    const call = await server.next('answerCallbackQuery');
    assert.equal(call.payload.callback_query_id, 'press-3-yes');
    await store.has(1);
    assert.equal(store.messages[0]?.text, 'yes');
    await link.close();
    await server.close();
  });
});
