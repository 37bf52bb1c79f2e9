import type { Chat as NetworkChat, Message, MessageOrigin, User } from 'grammy/types';
import type { Chat, Sender } from '../message.ts';
import type { BotSelf } from './marks.ts';

/** Stand-ins Telegram shows for an administrator or channel that writes under the chat's name. */
const STAND_INS: ReadonlySet<number> = new Set([1087968824, 136817688, 777000]);
/** The topic that forums have from the beginning. */
export const GENERAL_TOPIC = '1';

export const nameOf = (user: Pick<User, 'first_name' | 'last_name'>): string =>
  [user.first_name, user.last_name].filter(Boolean).join(' ');

export const titleOf = (chat: NetworkChat): string | undefined =>
  chat.type === 'private' ? nameOf(chat) : chat.title;

export function senderOf(user: User): Sender {
  return {
    id: String(user.id),
    name: nameOf(user),
    ...(user.username === undefined ? {} : { username: user.username }),
    isSelf: false,
  };
}

export function senderFromChat(chat: NetworkChat): Sender {
  const name = titleOf(chat);
  return {
    id: String(chat.id),
    ...(name === undefined ? {} : { name }),
    ...(chat.username === undefined ? {} : { username: chat.username }),
    isSelf: false,
  };
}

/** Who wrote it; undefined for the bot itself and other bots, which would answer each other without end. */
export function authorOf(message: Message, self: BotSelf): Sender | undefined {
  const { from, sender_chat: chat } = message;
  if (from?.id === self.id) return undefined;
  if (from !== undefined && !from.is_bot && !STAND_INS.has(from.id)) return senderOf(from);
  return chat === undefined ? undefined : senderFromChat(chat);
}

interface ThreadMarks {
  readonly message_thread_id?: number;
  readonly is_topic_message?: boolean;
  readonly reply_to_message?: unknown;
}

/** Topics count in forums only; elsewhere Telegram numbers the threads of replies the same way. */
export function chatOf(chat: NetworkChat, marks: ThreadMarks = {}): Chat {
  const kind = chat.type === 'private' ? 'dm' : chat.type === 'channel' ? 'channel' : 'group';
  const isForum = chat.type === 'supergroup' && chat.is_forum === true;
  const title = titleOf(chat);
  const threadId = kind === 'dm' || isForum ? threadOf(marks, isForum) : undefined;
  return {
    id: String(chat.id),
    kind,
    ...(title === undefined ? {} : { title }),
    ...(threadId === undefined ? {} : { threadId }),
    ...(isForum ? { isForum } : {}),
  };
}

function threadOf(marks: ThreadMarks, isForum: boolean): string | undefined {
  const id = marks.message_thread_id;
  // In General a reply is numbered by its own thread of replies, which is no topic.
  const repliesOnly = isForum && marks.is_topic_message !== true && marks.reply_to_message !== undefined;
  if (id === undefined || repliesOnly) return isForum ? GENERAL_TOPIC : undefined;
  return String(id);
}

export function originOf(origin: MessageOrigin): string {
  if (origin.type === 'user') return nameOf(origin.sender_user);
  if (origin.type === 'hidden_user') return origin.sender_user_name;
  const chat = origin.type === 'chat' ? origin.sender_chat : origin.chat;
  const title = titleOf(chat) ?? String(chat.id);
  return origin.author_signature === undefined ? title : `${title} (${origin.author_signature})`;
}
