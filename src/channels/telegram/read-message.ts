import type { Message } from 'grammy/types';
import type { InboundMessage, Quoted } from '../message.ts';
import { linesOf, mediaOf } from './content.ts';
import { mentionIn, spellOut } from './marks.ts';
import type { BotSelf } from './marks.ts';
import { authorOf, chatOf, nameOf, originOf, titleOf } from './people.ts';

export interface Reader {
  readonly accountId: string;
  readonly self: BotSelf;
  /** Epoch ms. */
  readonly receivedAt: number;
}

const textOf = (message: Message, self: BotSelf): string =>
  [
    spellOut(message.text ?? '', message.entities ?? [], self),
    spellOut(message.caption ?? '', message.caption_entities ?? [], self),
    ...linesOf(message),
  ]
    .filter((line) => line !== '')
    .join('\n');

/** A message somebody wrote; undefined for the bot's own, other bots' and those that say nothing. */
export function readMessage(message: Message, updateId: number, reader: Reader): InboundMessage | undefined {
  const { self, accountId } = reader;
  const sender = authorOf(message, self);
  if (sender === undefined) return undefined;
  const moved = message.migrate_to_chat_id;
  const text =
    moved === undefined ? textOf(message, self) : `The group became a supergroup; its id is now ${moved}.`;
  const media = mediaOf(message);
  if (text === '' && media.length === 0) return undefined;
  const quoted = quotedOf(message, self);
  const marked = message.text ?? message.caption ?? '';
  const marks = message.entities ?? message.caption_entities ?? [];
  return {
    channel: 'telegram',
    accountId,
    messageId: String(message.message_id),
    kind: moved === undefined ? 'message' : 'event',
    chat: chatOf(message.chat, message),
    sender,
    sentAt: message.date * 1000,
    text,
    media,
    ...(quoted === undefined ? {} : { quoted }),
    mention: mentionIn(marked, marks, self),
    ...(message.forward_origin === undefined ? {} : { forwardedFrom: originOf(message.forward_origin) }),
    native: {
      updateId,
      messageId: message.message_id,
      ...(message.message_thread_id === undefined ? {} : { threadId: message.message_thread_id }),
      ...(message.media_group_id === undefined ? {} : { mediaGroupId: message.media_group_id }),
      ...(moved === undefined ? {} : { migratedTo: String(moved) }),
    },
  };
}

export function quotedOf(message: Message, self: BotSelf): Quoted | undefined {
  const reply = message.reply_to_message as Message | undefined;
  // Every message of a topic formally answers the message that opened the topic.
  if (reply !== undefined && reply.forum_topic_created === undefined)
    return toQuoted(reply, message.quote?.text, self);
  const external = message.external_reply;
  if (external === undefined) return undefined;
  const text = message.quote?.text;
  return {
    messageId: String(external.message_id ?? ''),
    ...(text === undefined ? {} : { text }),
    sender: originOf(external.origin),
    fromMe: external.origin.type === 'user' && external.origin.sender_user.id === self.id,
  };
}

export function toQuoted(reply: Message, quote: string | undefined, self: BotSelf): Quoted {
  const whole = textOf(reply, self) || mediaOf(reply).map((media) => `<media:${media.kind}>`)[0];
  const text = quote ?? whole;
  const sender = reply.from === undefined ? titleOf(reply.sender_chat ?? reply.chat) : nameOf(reply.from);
  return {
    messageId: String(reply.message_id),
    ...(text === undefined || text === '' ? {} : { text }),
    ...(sender === undefined ? {} : { sender }),
    fromMe: reply.from?.id === self.id,
  };
}
