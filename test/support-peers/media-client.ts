import {
  downloadMediaMessage,
  makeWASocket,
  type AnyMessageContent,
  type WAMessage,
  type WASocket,
} from '@whiskeysockets/baileys';
import { pino } from 'pino';
import { createMemoryAuth } from '../support/whatsapp/baileys-client.ts';

/** Orders of the parent. */
export type Order =
  | {
      readonly order: 'send';
      readonly to: string;
      readonly sort: 'image' | 'document';
      readonly base64: string;
    }
  /** Downloads the file of the last message; asks the phone for it again if it is gone. */
  | { readonly order: 'download' };

/** What this process tells its parent. */
export type Report =
  | { readonly report: 'qr'; readonly qr: string }
  | { readonly report: 'open' }
  | { readonly report: 'message'; readonly caption: string }
  | { readonly report: 'downloaded'; readonly base64: string }
  | { readonly report: 'failed'; readonly message: string };

const tell = (report: Report): void => void process.send?.(report);
const auth = createMemoryAuth();
const logger = pino({ level: 'silent' });
let socket: WASocket | undefined;
let last: WAMessage | undefined;

function connect(): void {
  const url = process.env['WA_TEST_URL'] ?? '';
  const fresh = makeWASocket({
    waWebSocketUrl: url,
    auth: auth.state,
    logger,
    shouldSyncHistoryMessage: () => false,
  });
  socket = fresh;
  fresh.ev.on('creds.update', (update) => Object.assign(auth.state.creds, update));
  fresh.ev.on('connection.update', ({ qr, connection }) => {
    if (qr) tell({ report: 'qr', qr });
    if (connection === 'open') tell({ report: 'open' });
    if (connection === 'close') connect();
  });
  fresh.ev.on('messages.upsert', ({ messages }) => {
    for (const message of messages) {
      const part = message.message?.imageMessage ?? message.message?.documentMessage;
      if (!part || message.key.fromMe) continue;
      last = message;
      tell({ report: 'message', caption: part.caption ?? '' });
    }
  });
}

const download = (message: WAMessage): Promise<Buffer> => downloadMediaMessage(message, 'buffer', {});

async function obey(order: Order): Promise<void> {
  if (!socket) throw new Error('not connected');
  if (order.order === 'send') {
    const bytes = Buffer.from(order.base64, 'base64');
    const content: AnyMessageContent =
      order.sort === 'image'
        ? { image: bytes, caption: 'a picture', jpegThumbnail: '' }
        : { document: bytes, mimetype: 'text/plain', fileName: 'note.txt' };
    await socket.sendMessage(order.to, content);
    return;
  }
  if (!last) throw new Error('no file has come');
  const wanted = last;
  const bytes = await download(last).catch(async (failure: unknown) => {
    // The library itself looks for the status where its own error does not have it.
    const { output } = failure as { readonly output?: { readonly statusCode?: number } };
    if (!socket || output?.statusCode !== 410) throw failure;
    return download(await socket.updateMediaMessage(wanted));
  });
  tell({ report: 'downloaded', base64: bytes.toString('base64') });
}

process.on('message', (order: Order) => {
  obey(order).catch((failure: unknown) =>
    tell({ report: 'failed', message: failure instanceof Error ? failure.message : String(failure) }),
  );
});
connect();
