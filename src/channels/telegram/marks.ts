import type { MessageEntity } from 'grammy/types';
import type { InboundMessage } from '../message.ts';
import { withoutCommands } from '../text/disarm.ts';

/** The bot as its chats know it. */
export interface BotSelf {
  readonly id: number;
  /** Without `@`. */
  readonly username: string;
}

const spanOf = (text: string, { offset, length }: MessageEntity): string =>
  text.slice(offset, offset + length);

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * The text as the agent reads it: hidden links written as markdown links, and the bot's own name taken off a command. One
 * for another bot is none of ours.
 * Offsets count UTF-16 units, as strings here do.
 */
export function spellOut(text: string, entities: readonly MessageEntity[], self: BotSelf): string {
  let spelt = text;
  for (const entity of entities.toSorted((a, b) => b.offset - a.offset)) {
    const span = spanOf(text, entity);
    const replacement = replacementOf(entity, span, self);
    if (replacement === undefined) continue;
    spelt = spelt.slice(0, entity.offset) + replacement + spelt.slice(entity.offset + entity.length);
  }
  return spelt;
}

function replacementOf(entity: MessageEntity, span: string, self: BotSelf): string | undefined {
  if (entity.type === 'text_link') return `[${span}](${entity.url})`;
  if (entity.type !== 'bot_command') return undefined;
  const [command = '', bot] = span.split('@');
  if (bot === undefined) return undefined;
  return same(bot, self.username) ? command : withoutCommands(span);
}

/** Whom the marks of a text name: the bot wins over others. */
export function mentionIn(
  text: string,
  entities: readonly MessageEntity[],
  self: BotSelf,
): InboundMessage['mention'] {
  const named = entities.map((entity) => namedBy(entity, spanOf(text, entity), self));
  if (named.includes('self') || saysName(text, self.username)) return 'self';
  return named.includes('other') ? 'other' : 'none';
}

function namedBy(entity: MessageEntity, span: string, self: BotSelf): InboundMessage['mention'] {
  if (entity.type === 'text_mention') return entity.user.id === self.id ? 'self' : 'other';
  if (entity.type !== 'mention' && entity.type !== 'bot_command') return 'none';
  const name = span.split('@')[1];
  if (name === undefined) return 'none';
  return same(name, self.username) ? 'self' : 'other';
}

/** Captions of forwarded messages and some clients carry the name without a mark. */
function saysName(text: string, username: string): boolean {
  const at = `@${username}`.toLowerCase();
  const lower = text.toLowerCase();
  for (let start = lower.indexOf(at); start >= 0; start = lower.indexOf(at, start + 1)) {
    const before = lower[start - 1] ?? ' ';
    const after = lower[start + at.length] ?? ' ';
    if (!/\w/.test(before) && !/\w/.test(after)) return true;
  }
  return false;
}
