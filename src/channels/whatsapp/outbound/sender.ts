import type { WASocket, proto } from '@whiskeysockets/baileys';
import type { Logger } from '../../../platform/logger.ts';
import type { ChatAddress, PlannedPart, Receipt } from '../../message.ts';
import type { Baileys } from '../library.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { Acks } from './acks.ts';
import { errnoOf } from '../../../platform/files.ts';
import { SendFailure } from '../../port.ts';
import { parseJid } from '../jid.ts';
import { bodyOf } from './body.ts';
import { contentOf } from './content.ts';

export interface SenderOptions {
  readonly library: Baileys;
  readonly sock: WASocket;
  readonly store: SessionStore;
  readonly acks: Acks;
  readonly log: Logger;
  readonly libraryLog: NonNullable<Parameters<Baileys['generateWAMessage']>[2]['logger']>;
  readonly self: () => string;
  /** Whether the person behind a user address has WhatsApp. */
  readonly exists: (jid: string) => Promise<boolean>;
  readonly typing: (chat: string) => Promise<void>;
  readonly render: (markdown: string) => Promise<string>;
}

const UPLOAD_MS = 120_000;

/** Sends planned parts; each resolves once the network has acknowledged it. */
export type Sender = (to: ChatAddress, part: PlannedPart, signal: AbortSignal) => Promise<Receipt>;

export function createSender(options: SenderOptions): Sender {
  const { library, sock, store, acks } = options;

  const prepare = async (chat: string, id: string, part: PlannedPart): Promise<proto.IMessage> => {
    // A repeat after a crash says exactly what was said, attachment keys included.
    const before = store.sent.get(id);
    if (before !== undefined) return library.proto.Message.decode(before.message);
    const { content, quoted } = await contentOf(chat, bodyOf(part.body), {
      sent: store.sent,
      heard: store.heard,
      render: options.render,
      decode: (bytes) => library.proto.Message.decode(bytes),
    });
    const full = await library.generateWAMessage(chat, content, {
      logger: options.libraryLog,
      userJid: options.self(),
      upload: sock.waUploadToServer,
      messageId: id,
      mediaUploadTimeoutMs: UPLOAD_MS,
      ...(quoted === undefined ? {} : { quoted }),
    });
    if (!full.message) throw new SendFailure('refused', 'there is nothing to send');
    store.sent.put({ id, chat, message: library.proto.Message.encode(full.message).finish() });
    return full.message;
  };

  const known = async (chat: string): Promise<void> => {
    if (parseJid(chat).kind !== 'user' || store.heard.knows(chat) || store.sent.knows(chat)) return;
    if (await options.exists(chat)) return;
    throw new SendFailure('refused', `+${parseJid(chat).user ?? ''} is not on WhatsApp`);
  };

  return async (to, part, signal) => {
    const chat = parseJid(to.chatId).jid;
    const id = part.messageId;
    if (id === undefined) throw new SendFailure('refused', 'the part has no message id');
    try {
      if (signal.aborted) throw new SendFailure('retry', 'sending was stopped', { cause: signal.reason });
      await known(chat);
      if (part.kind === 'text') await options.typing(chat);
      const message = await prepare(chat, id, part);
      const ack = acks.expect(id, signal);
      try {
        // The wait is bounded by the acknowledgement also when the library never gets as far as sending.
        await Promise.race([relay(sock, chat, id, message, part).then(() => ack.outcome), ack.outcome]);
      } finally {
        ack.forget();
      }
      return {
        messageId: id,
        chatId: to.chatId,
        toJid: chat,
        ...(part.kind === 'poll' ? { pollId: id } : {}),
      };
    } catch (error) {
      throw failureOf(error);
    }
  };
}

async function relay(
  sock: WASocket,
  chat: string,
  id: string,
  message: proto.IMessage,
  part: PlannedPart,
): Promise<void> {
  const marks = part.kind === 'poll' ? [{ tag: 'meta', attrs: { polltype: 'creation' } }] : [];
  await sock.relayMessage(chat, message, { messageId: id, additionalNodes: marks });
}

/** Sending the same id again is harmless, so whatever is not the network's own refusal may be tried again. */
function failureOf(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  const code = errnoOf(error);
  if (code === 'ENOENT' || code === 'EACCES')
    return new SendFailure('refused', 'the file to be sent is gone or may not be read', { cause: error });
  const words = error instanceof Error ? error.message : String(error);
  const refusal = answerOf(error);
  if (refusal !== undefined && NO_CHAT.has(refusal))
    return new SendFailure(
      'refused',
      `WhatsApp does not let this account write there (${refusal} ${words})`,
      {
        cause: error,
      },
    );
  return new SendFailure('retry', `WhatsApp did not take the message: ${words}`, { cause: error });
}

/** There is no such group, or this account is not in it. */
const NO_CHAT: ReadonlySet<number> = new Set([401, 403, 404, 406]);

/** The code in the network's answer to a question, which the library hands on as `data`. */
const answerOf = (error: unknown): number | undefined =>
  error instanceof Error && 'data' in error && typeof error.data === 'number' ? error.data : undefined;
