import type { InlineKeyboardButton, Message, ReactionTypeEmoji } from 'grammy/types';
import type { Logger } from '../../platform/logger.ts';
import type { ChatAddress, Receipt } from '../message.ts';
import { SendFailure } from '../port.ts';
import type { BotApi, CallOptions } from './bot-api.ts';
import type { Attempt } from './fallbacks.ts';
import type { Body, FileItem, Keyboard, Manner } from './parts.ts';
import { GENERAL_TOPIC } from './people.ts';

/** Gives the maker of Telegram's HTML from markdown; loaded at the first text. */
export type Renderer = () => Promise<(markdown: string) => string>;

export interface SenderOptions {
  readonly bot: BotApi;
  readonly renderer: Renderer;
  readonly log: Logger;
}

export interface SendOptions {
  readonly to: ChatAddress;
  readonly attempt: Attempt;
  readonly call: CallOptions;
}

type BodyOf<T extends Body['type']> = Extract<Body, { readonly type: T }>;

/** One request for one body, in the form the attempt says. */
export function createSend({
  bot,
  renderer,
  log,
}: SenderOptions): (body: Body, options: SendOptions) => Promise<Receipt> {
  const write = async (text: string, { markup }: Attempt): Promise<WrittenText> => {
    if (markup === 'none') return { text, mode: {} };
    let html: string;
    try {
      html = (await renderer())(text);
    } catch (error) {
      log.error('a text could not be rendered and goes out as it was written', { reason: String(error) });
      return { text, mode: {} };
    }
    return html.trim() === '' ? { text, mode: {} } : { text: html, mode: { parse_mode: 'HTML' } };
  };

  const captionOf = async (caption: string | undefined, attempt: Attempt): Promise<object> => {
    if (caption === undefined) return {};
    const { text, mode } = await write(caption, attempt);
    return { caption: text, ...mode };
  };

  const sendText = async (body: BodyOf<'text'>, base: Base, { attempt, call }: SendOptions) => {
    const { text, mode } = await write(body.text, attempt);
    const preview = body.noPreview === true ? { link_preview_options: { is_disabled: true } } : {};
    return receiptOf(await bot.call('sendMessage', { ...base, ...mode, ...preview, text }, call));
  };

  const sendAlbum = async (body: BodyOf<'album'>, base: Base, { attempt, call }: SendOptions) => {
    const caption = await captionOf(body.caption, attempt);
    const media = body.files.map((file, index) => ({
      type: file.as === 'video' ? ('video' as const) : ('photo' as const),
      media: bot.file(file.path, file.name),
      ...(index === 0 ? caption : {}),
    }));
    const [first] = await bot.call('sendMediaGroup', { ...base, media }, call);
    if (first === undefined) throw new SendFailure('unknown', 'Telegram confirmed an album of no messages');
    return receiptOf(first);
  };

  const sendPoll = async (body: BodyOf<'poll'>, base: Base, { call }: SendOptions) => {
    const { question, several, openSeconds } = body;
    const open = openSeconds === undefined ? {} : { open_period: openSeconds };
    const options = body.options.map((text) => ({ text }));
    const payload = { ...base, ...open, question, options, allows_multiple_answers: several };
    return receiptOf(await bot.call('sendPoll', payload, call));
  };

  const react = async ({ emoji, messageId }: BodyOf<'reaction'>, { attempt, call }: SendOptions) => {
    // Telegram takes a fixed set of emoji and says itself which are not in it.
    const one = { type: 'emoji', emoji: emoji as ReactionTypeEmoji['emoji'] } as const;
    const target = { chat_id: attempt.chatId, message_id: messageId };
    await bot.call('setMessageReaction', { ...target, reaction: emoji === '' ? [] : [one] }, call);
    return { messageId: String(messageId), chatId: attempt.chatId };
  };

  return async (body, options) => {
    if (body.type === 'reaction') return react(body, options);
    const base = { chat_id: options.attempt.chatId, ...mannerOf(options.to, body, options.attempt) };
    if (body.type === 'text') return sendText(body, base, options);
    if (body.type === 'album') return sendAlbum(body, base, options);
    if (body.type === 'poll') return sendPoll(body, base, options);
    const captioned = { ...base, ...(await captionOf(body.caption, options.attempt)) };
    return receiptOf(await sendFile(bot, captioned, fileFor(body.file, options.attempt), options.call));
  };
}

interface WrittenText {
  readonly text: string;
  readonly mode: { readonly parse_mode?: 'HTML' };
}

interface Base {
  readonly chat_id: string;
}

function mannerOf({ threadId }: ChatAddress, body: Manner, { thread, reply }: Attempt): object {
  const { replyTo, silent, buttons } = body;
  return {
    // Telegram takes the general topic for the chat itself, and refuses its number.
    ...(threadId === undefined || threadId === GENERAL_TOPIC || thread === 'dropped'
      ? {}
      : { message_thread_id: Number(threadId) }),
    ...(replyTo === undefined || reply === 'dropped' ? {} : { reply_parameters: { message_id: replyTo } }),
    ...(silent === true ? { disable_notification: true } : {}),
    ...(buttons === undefined ? {} : { reply_markup: { inline_keyboard: keyboardOf(buttons) } }),
  };
}

const keyboardOf = (rows: Keyboard): InlineKeyboardButton[][] =>
  rows.map((row) =>
    row.map(({ text, data, url }) =>
      url === undefined ? { text, callback_data: data ?? '' } : { text, url },
    ),
  );

function fileFor(file: FileItem, { files }: Attempt): FileItem {
  if (files === 'voice as audio' && file.as === 'voice') return { ...file, as: 'audio' };
  return files === 'photo as document' && file.as === 'photo' ? { ...file, as: 'document' } : file;
}

function sendFile(bot: BotApi, base: Base, file: FileItem, call: CallOptions): Promise<Message> {
  const upload = bot.file(file.path, file.name);
  switch (file.as) {
    case 'photo':
      return bot.call('sendPhoto', { ...base, photo: upload }, call);
    case 'animation':
      return bot.call('sendAnimation', { ...base, animation: upload }, call);
    case 'video':
      return bot.call('sendVideo', { ...base, video: upload }, call);
    case 'audio':
      return bot.call('sendAudio', { ...base, audio: upload }, call);
    case 'voice':
      return bot.call('sendVoice', { ...base, voice: upload }, call);
    case 'sticker':
      return bot.call('sendSticker', { ...base, sticker: upload }, call);
    default:
      return bot.call('sendDocument', { ...base, document: upload }, call);
  }
}

function receiptOf(message: Message): Receipt {
  return {
    messageId: String(message.message_id),
    chatId: String(message.chat.id),
    ...(message.poll === undefined ? {} : { pollId: message.poll.id }),
  };
}
