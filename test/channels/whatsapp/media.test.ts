import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import type { proto } from '@whiskeysockets/baileys';
import type { InboundMessage } from '../../../src/channels/message.ts';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import { tempDir } from './rig.ts';

const DAY = new URL('media-day.ts', import.meta.url).pathname;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const home = tempDir();
let server: WhatsAppServer;
let gateway: ChildProcess;

async function heard<Shape>(): Promise<Shape> {
  const [value] = (await once(gateway, 'message')) as [Shape];
  return value;
}

async function ask<Shape>(order: object): Promise<Shape> {
  const answer = heard<Shape>();
  gateway.send(order);
  return answer;
}

const owner = () => server.person('15550001111', 'Owner');
const ann = () => server.person('15552223333', 'Ann');

before(async () => {
  server = await startWhatsAppServer({ media: true });
  ann();
  gateway = spawn(process.execPath, [DAY, home.path, server.url], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: server.media?.caFile },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { step } = await heard<{ step: { qr: string } }>();
  const ready = heard();
  owner().scanQr(step.qr);
  await ready;
});

after(async () => {
  const gone = once(gateway, 'exit');
  gateway.send({ kind: 'stop' });
  await gone;
  await server.close();
  home.remove();
});

const send = (kind: string, mime: string, more: object = {}) =>
  ask<{ ids?: string[]; failed?: string }>({ kind, mime, bytes: PNG.toString('base64'), ...more });

const inbox = (id: string | undefined): proto.IMessage | undefined =>
  ann().inbox.find((one) => one.id === id)?.message;

test('An image goes out with its caption in the markup of WhatsApp.', async () => {
  const { ids } = await send('image', 'image/png', { text: 'A **dot**' });
  const image = inbox(ids?.[0])?.imageMessage;
  assert.equal(image?.caption, 'A *dot*');
  assert.equal(image?.mimetype, 'image/png');
});

test('Voice goes out as a voice note, sound as sound.', async () => {
  const voice = inbox((await send('voice', 'audio/ogg')).ids?.[0])?.audioMessage;
  assert.deepEqual([voice?.ptt, voice?.mimetype], [true, 'audio/ogg; codecs=opus']);
  const audio = inbox((await send('audio', 'audio/mpeg')).ids?.[0])?.audioMessage;
  assert.deepEqual([audio?.ptt, audio?.mimetype], [false, 'audio/mpeg']);
});

test('Documents keep their name; animations play as GIFs; stickers are stickers.', async () => {
  const document = inbox((await send('document', 'application/pdf')).ids?.[0]);
  const content = document?.documentMessage ?? document?.documentWithCaptionMessage?.message?.documentMessage;
  assert.equal(content?.fileName, 'report.pdf');
  assert.equal(inbox((await send('animation', 'video/mp4')).ids?.[0])?.videoMessage?.gifPlayback, true);
  assert.ok(inbox((await send('sticker', 'image/webp')).ids?.[0])?.stickerMessage);
});

test('A file that is gone is refused for good.', async () => {
  assert.deepEqual(await send('image', 'image/png', { id: 'missing' }), { failed: 'refused' });
});

const receive = async (max: number): Promise<{ message: InboundMessage; bytes: string }> => {
  const id = await ann().sendMedia(owner(), 'image', PNG, { mimetype: 'image/png', caption: 'look' });
  return ask({ kind: 'fetch', id, max });
};

test('An image comes in with caption and type, and its bytes can be fetched.', async () => {
  const { message, bytes } = await receive(1_000_000);
  assert.equal(message.text, 'look');
  assert.deepEqual([message.media[0]?.kind, message.media[0]?.mime], ['image', 'image/png']);
  assert.equal(bytes, PNG.toString('base64'));
});

test('What is larger than allowed is not fetched.', async () => {
  assert.equal((await receive(10)).bytes, 'failed: tooLarge');
});

test('A file that the network dropped is asked for once more from the phone.', async () => {
  const id = await ann().sendMedia(owner(), 'document', PNG, {
    mimetype: 'application/pdf',
    fileName: 'a.pdf',
  });
  server.media?.files.clear();
  const { message, bytes } = await ask<{ message: InboundMessage; bytes: string }>({ kind: 'fetch', id });
  assert.equal(message.media[0]?.fileName, 'a.pdf');
  assert.equal(bytes, PNG.toString('base64'));
});

test('A file that the phone does not have either is gone; one that breaks off is not.', async () => {
  server.media?.onDownload(() => 404);
  assert.equal((await receive(1_000_000)).bytes, 'failed: gone');
  server.media?.onDownload(() => 'cut');
  assert.equal((await receive(1_000_000)).bytes, 'failed: network');
  server.media?.onDownload(() => 'serve');
});

test('An upload that fails may be tried again.', async () => {
  server.media?.onUpload(() => 500);
  assert.deepEqual(await send('image', 'image/png'), { failed: 'retry' });
  server.media?.onUpload(() => 'serve');
});
