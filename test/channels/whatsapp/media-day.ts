/** A gateway's media traffic, in a process that trusts the test media host from its start. Talks to its parent over IPC. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InboundMedia, InboundMessage, OutboundMedia } from '../../../src/channels/message.ts';
import { MediaFailure, SendFailure } from '../../../src/channels/port.ts';
import { makeAccount, openLink, say } from './rig.ts';

const [home = '', url = ''] = process.argv.slice(2);
const tell = (value: unknown): void => void process.send?.(value);
const failureOf = (error: unknown): string =>
  error instanceof MediaFailure || error instanceof SendFailure ? error.kind : String(error);

const account = makeAccount({ home, url });
const login = await openLink(account, { login: { method: 'qr' } });
tell({ step: await login.login() });
await login.closed();
const open = await openLink(account);
await open.opened();

const chat = { chatId: '15552223333@s.whatsapp.net' };
const fetchOne = async (message: InboundMessage, media: InboundMedia, maxBytes: number): Promise<string> => {
  try {
    const signal = new AbortController().signal;
    const file = await open.link.fetchMedia(message, media, { maxBytes, signal });
    return Buffer.from(file.bytes).toString('base64');
  } catch (error) {
    return `failed: ${failureOf(error)}`;
  }
};

process.on(
  'message',
  (order: { kind: string; mime: string; bytes: string; text?: string; id?: string; max?: number }) => {
    void (async () => {
      if (order.kind === 'stop') {
        await open.close();
        account.dispose();
        process.exit(0);
      }
      if (order.kind === 'fetch') {
        const message = await open.message((one) => one.messageId === order.id);
        const [media] = message.media;
        tell({
          message,
          bytes: media === undefined ? 'none' : await fetchOne(message, media, order.max ?? 1_000_000),
        });
        return;
      }
      const path = join(home, `${order.kind}.bin`);
      const bytes = Buffer.from(order.bytes, 'base64');
      writeFileSync(path, bytes);
      const media: OutboundMedia = {
        path: order.id === 'missing' ? join(home, 'missing') : path,
        mime: order.mime,
        kind: order.kind as OutboundMedia['kind'],
        sizeBytes: bytes.length,
        fileName: 'report.pdf',
      };
      try {
        const ids = await say(account, open.link, {
          chat,
          media: [media],
          ...(order.text ? { text: order.text } : {}),
        });
        tell({ ids });
      } catch (error) {
        tell({ failed: failureOf(error) });
      }
    })();
  },
);
tell({ ready: true });
