import type {
  CallbackQuery,
  ChatMemberUpdated,
  Message,
  MessageReactionUpdated,
  ReactionType,
  Update,
} from 'grammy/types';
import type { InboundMessage } from '../message.ts';
import { chatOf, senderFromChat, senderOf } from './people.ts';
import { readMessage, toQuoted } from './read-message.ts';
import type { Reader } from './read-message.ts';

/** What is asked of the network; the reactions are not among what it sends by itself. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'channel_post',
  'callback_query',
  'message_reaction',
  'my_chat_member',
] as const satisfies readonly Exclude<keyof Update, 'update_id'>[];

/** Several messages the person sent as one: an album, or a text the client had to cut. */
export type Piece =
  | { readonly of: 'album'; readonly id: string }
  | { readonly of: 'text'; readonly messageId: number; readonly length: number; readonly date: number };

export interface ReadUpdate {
  readonly updateId: number;
  /** Absent for updates that mean nothing here. */
  readonly message?: InboundMessage;
  readonly piece?: Piece;
  /** To be answered at once, or the button keeps spinning. */
  readonly callbackId?: string;
}

/** Makes a message of an update. Never throws on a shape it does not know: such an update means nothing here. */
export function readUpdate(update: Update, reader: Reader): ReadUpdate {
  const updateId = update.update_id;
  const written = update.message ?? update.channel_post;
  if (written) return withPiece(updateId, written, readMessage(written, updateId, reader));
  if (update.edited_message)
    return { updateId, ...present(readEdit(update.edited_message, updateId, reader)) };
  if (update.callback_query) {
    const query = update.callback_query;
    return { updateId, callbackId: query.id, ...present(readPress(query, updateId, reader)) };
  }
  if (update.message_reaction)
    return { updateId, ...present(readReaction(update.message_reaction, updateId, reader)) };
  if (update.my_chat_member)
    return { updateId, ...present(readMembership(update.my_chat_member, updateId, reader)) };
  return { updateId };
}

const present = (message: InboundMessage | undefined): { readonly message?: InboundMessage } =>
  message === undefined ? {} : { message };

function withPiece(updateId: number, written: Message, message: InboundMessage | undefined): ReadUpdate {
  if (message === undefined) return { updateId };
  if (written.media_group_id !== undefined)
    return { updateId, message, piece: { of: 'album', id: written.media_group_id } };
  if (written.text === undefined) return { updateId, message };
  const { message_id: messageId, date, text } = written;
  return { updateId, message, piece: { of: 'text', messageId, length: text.length, date } };
}

/** An edit starts nothing; the session learns of it. Its id differs from the message's, which is already known. */
function readEdit(edited: Message, updateId: number, reader: Reader): InboundMessage | undefined {
  const message = readMessage(edited, updateId, reader);
  if (message === undefined) return undefined;
  return {
    ...message,
    kind: 'event',
    messageId: `${edited.message_id}:edit:${updateId}`,
    text: `Edited message ${edited.message_id}: ${message.text}`,
    sentAt: (edited.edit_date ?? edited.date) * 1000,
  };
}

function readPress(query: CallbackQuery, updateId: number, reader: Reader): InboundMessage | undefined {
  const { message, data, from } = query;
  if (message === undefined || data === undefined || from.is_bot) return undefined;
  // Telegram no longer shows the contents of old messages, and marks them so with the date 0.
  const seen: Message | undefined = message.date === 0 ? undefined : message;
  const quoted =
    seen === undefined
      ? { messageId: String(message.message_id), fromMe: true }
      : toQuoted(seen, undefined, reader.self);
  return {
    channel: 'telegram',
    accountId: reader.accountId,
    messageId: `${message.message_id}:callback:${query.id}`,
    kind: 'message',
    chat: chatOf(message.chat, seen),
    sender: senderOf(from),
    // Telegram does not say when a button was pressed.
    sentAt: reader.receivedAt,
    text: data,
    media: [],
    quoted,
    mention: 'self',
    native: { updateId, messageId: message.message_id, callbackId: query.id },
  };
}

const emojiOf = (reaction: ReactionType): string => {
  if (reaction.type === 'emoji') return reaction.emoji;
  return reaction.type === 'paid' ? '⭐' : `custom emoji ${reaction.custom_emoji_id}`;
};

function readReaction(
  reaction: MessageReactionUpdated,
  updateId: number,
  { accountId, self }: Reader,
): InboundMessage | undefined {
  const { user, actor_chat: actor, message_id: messageId } = reaction;
  if (user?.id === self.id || user?.is_bot === true) return undefined;
  const sender = user === undefined ? actor && senderFromChat(actor) : senderOf(user);
  if (sender === undefined) return undefined;
  const before = reaction.old_reaction.map(emojiOf);
  const after = reaction.new_reaction.map(emojiOf);
  const added = after.filter((emoji) => !before.includes(emoji));
  const removed = before.filter((emoji) => !after.includes(emoji));
  const lines = [
    ...added.map((emoji) => `Reaction added: ${emoji} to message ${messageId}`),
    ...removed.map((emoji) => `Reaction removed: ${emoji} from message ${messageId}`),
  ];
  if (lines.length === 0) return undefined;
  return {
    channel: 'telegram',
    accountId,
    messageId: `${messageId}:reaction:${updateId}`,
    kind: 'reaction',
    chat: chatOf(reaction.chat),
    sender,
    sentAt: reaction.date * 1000,
    text: lines.join('\n'),
    media: [],
    mention: 'none',
    native: { updateId, messageId, added, removed },
  };
}

function readMembership(change: ChatMemberUpdated, updateId: number, { accountId }: Reader): InboundMessage {
  const status = change.new_chat_member.status;
  const place = change.chat.type === 'private' ? 'the chat' : `"${change.chat.title}"`;
  return {
    channel: 'telegram',
    accountId,
    messageId: `event:${updateId}`,
    kind: 'event',
    chat: chatOf(change.chat),
    sender: senderOf(change.from),
    sentAt: change.date * 1000,
    text: `The bot is now ${status} in ${place}.`,
    media: [],
    mention: 'none',
    native: { updateId, before: change.old_chat_member.status, after: status },
  };
}
