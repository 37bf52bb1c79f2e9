import { invalidRequest } from '../../protocol/failure.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { ChatAddress } from '../message.ts';

const PREFIX = /^(?:telegram|tg|group):/i;
const LINK = /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.me)\/(?=[A-Za-z])/i;
const WITH_TOPIC = /^(.+?):(?:topic:)?(\d+)$/i;
const NUMERIC = /^-?\d{1,20}$/;
const NAME = /^@[A-Za-z]\w{2,31}$/;
const TOPIC = /^[1-9]\d{0,15}$/;

const unknown = (to: string): Failure =>
  invalidRequest(
    `"${to.slice(0, 80)}" is not a Telegram chat: give a numeric chat id, @name or t.me/name, with :topic:<n> for a topic`,
  );

/**
 * Reads a chat id, `@name` or `t.me/name`, each with an optional topic (`<chat>:topic:<n>`, `<chat>:<n>`) and prefix
 * (`telegram:`, `tg:`, `group:`). `threadId` wins over a topic in `to`.
 * @throws Failure INVALID_REQUEST
 */
export function readTarget(to: string, threadId?: string): ChatAddress {
  let rest = to.trim();
  while (PREFIX.test(rest)) rest = rest.replace(PREFIX, '').trim();
  const parts = WITH_TOPIC.exec(rest);
  const topic = threadId?.trim() ?? parts?.[2];
  const chat = (parts?.[1] ?? rest).replace(LINK, '@').replace(/\/$/, '');
  if (!NUMERIC.test(chat) && !NAME.test(chat)) throw unknown(to);
  if (topic === undefined) return { chatId: chat };
  if (!TOPIC.test(topic)) throw invalidRequest(`"${topic.slice(0, 40)}" is not the number of a topic`);
  return { chatId: chat, threadId: topic };
}
