import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { startTelegramServer } from '@openclaw/crabline';
import type { ServerRequestEvent, StartedTelegramServer } from '@openclaw/crabline';
import type { OutboundMessage } from '../../../src/channels/message.ts';
import type { ChannelAccount } from '../../../src/channels/port.ts';
import { createStore, makeAccount, never, openLink } from '../../support/telegram/link-stage.ts';
import type { OpenedLink, Store } from '../../support/telegram/link-stage.ts';

const BOT = { botId: 4242, botToken: '4242:crab', botUsername: 'crab_bot' };

describe('the Telegram adapter against a server somebody else wrote', () => {
  const seen: ServerRequestEvent[] = [];
  const links: OpenedLink[] = [];
  let dir: string;
  let server: StartedTelegramServer;
  let account: ChannelAccount;
  let store: Store;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), 'telegram-crabline-'));
    server = await startTelegramServer({
      ...BOT,
      recorderPath: join(dir, 'recorder.jsonl'),
      onEvent: (event) => void seen.push(event),
    });
    const { apiRoot } = server.manifest.endpoints;
    account = makeAccount({ telegram: { botToken: server.manifest.botToken, apiRoot } });
    store = createStore();
  });

  afterEach(async () => {
    for (const { link } of links.splice(0)) await link.close();
  });

  after(async () => {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const open = async (): Promise<OpenedLink> => {
    const line = await openLink(account, store);
    links.push(line);
    return line;
  };

  const inject = async (body: Readonly<Record<string, unknown>>): Promise<void> => {
    const answer = await fetch(server.manifest.endpoints.adminInboundUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-crabline-admin-token': server.manifest.adminToken },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200, await answer.text());
  };

  const send = async ({ link }: OpenedLink, message: OutboundMessage) => {
    const receipts = [];
    for (const part of account.plan(message)) receipts.push(await link.deliver(message.chat, part, never));
    return receipts;
  };

  it('opens, hears in order, and goes on after a closing without a gap or a repeat', async () => {
    const first = await open();
    assert.equal((await first.opened).username, 'crab_bot');
    for (const n of [1, 2, 3]) await inject({ chatId: 7, fromId: 7, text: `m${n}` });
    await store.has(3);
    await first.link.close();
    for (const n of [4, 5]) await inject({ chatId: 7, fromId: 7, text: `m${n}` });
    await open();
    await store.has(5);
    assert.deepEqual(
      store.messages.map(({ text }) => text),
      ['m1', 'm2', 'm3', 'm4', 'm5'],
    );
    const [message] = store.messages;
    assert.deepEqual(message?.chat.kind, 'dm');
    assert.equal(message?.sender.id, '7');
  });

  it('hears a topic and a mention', async () => {
    await open();
    const count = store.messages.length + 1;
    await inject({
      chatId: -1001,
      fromId: 7,
      chatType: 'supergroup',
      isForum: true,
      messageThreadId: 9,
      text: 'hi @crab_bot',
      entities: [{ type: 'mention', offset: 3, length: 9 }],
    });
    const message = (await store.has(count)).at(-1);
    assert.equal(message?.chat.threadId, '9');
    assert.equal(message?.mention, 'self');
  });

  it('sends markdown as HTML that the server accepts', async () => {
    const line = await open();
    const text = [
      '# Title',
      '',
      'Some **bold**, *italic*, ~~gone~~, `code` & <raw> with a [link](https://a.example/?a=1&b=2).',
      '',
      '- one',
      '- two',
      '',
      '> quoted',
      '',
      '```ts',
      'const a = 1 < 2 && "x";',
      '```',
    ].join('\n');
    const [receipt, ...more] = await send(line, { chat: { chatId: '7' }, text });
    assert.equal(more.length, 0);
    assert.match(receipt?.messageId ?? '', /^\d+$/);
    const plain = seen.filter((event) => JSON.stringify(event).includes('sendMessage')).length;
    assert.equal(plain, 1, 'it was not sent a second time in plain form');
  });

  it('uploads the kinds the server knows, types and reacts', async () => {
    const line = await open();
    const path = join(dir, 'a.bin');
    writeFileSync(path, 'bytes');
    const base = { path, sizeBytes: 5, fileName: 'a.bin' };
    const kinds = [
      { ...base, kind: 'image', mime: 'image/png' },
      { ...base, kind: 'video', mime: 'video/mp4' },
      { ...base, kind: 'audio', mime: 'audio/mpeg' },
      { ...base, kind: 'animation', mime: 'video/mp4' },
      { ...base, kind: 'document', mime: 'text/plain' },
    ] as const;
    for (const media of kinds) {
      const [receipt] = await send(line, { chat: { chatId: '7' }, text: '*look*', media: [media] });
      assert.match(receipt?.messageId ?? '', /^\d+$/, media.kind);
    }
    await line.link.typing({ chatId: '7' }, 'typing');
    const reaction = { messageId: '1', emoji: '👍' };
    assert.deepEqual(await send(line, { chat: { chatId: '7' }, reaction }), [
      { messageId: '1', chatId: '7' },
    ]);
  });

  it('ends as conflict when somebody else polls', async () => {
    const line = await open();
    await line.opened;
    const url = `${server.manifest.endpoints.apiRoot}/bot${server.manifest.botToken}/getUpdates`;
    const rival = async (): Promise<void> => {
      let ended = false;
      void line.closed.then(() => (ended = true));
      while (!ended) await (await fetch(url)).text();
    };
    await rival();
    assert.equal((await line.closed).kind, 'conflict');
  });

  it('probes', async () => {
    const found = await account.probe(never);
    assert.equal(found.ok, true);
    assert.equal((found.bot as { readonly id: number }).id, BOT.botId);
  });
});
