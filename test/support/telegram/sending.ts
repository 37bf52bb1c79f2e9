import type { BotState } from './bot-state.ts';
import { readHtml } from './html.ts';
import { ApiError } from './wire-types.ts';
import type { Fields, UploadedFile } from './wire-types.ts';

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const MAX_PHOTO = 10 * 1024 * 1024;

const bad = (description: string): ApiError => new ApiError(400, `Bad Request: ${description}`);

/** The fields of one message about to be sent, checked as the real server does. */
export interface Accepted {
  readonly chat: Fields;
  readonly common: Fields;
}

export function acceptSend(bot: BotState, payload: Fields): Accepted {
  const chat = acceptChat(bot, payload.chat_id);
  const chatId = String(chat.id);
  const thread = payload.message_thread_id as number | undefined;
  if (thread !== undefined && !bot.topics.has(`${chatId}:${thread}`)) throw bad('message thread not found');
  const reply = payload.reply_parameters as Fields | undefined;
  const replyTo = reply?.message_id as number | undefined;
  if (replyTo !== undefined && reply?.allow_sending_without_reply !== true) {
    if (!bot.known.has(`${chatId}:${replyTo}`)) throw bad('message to be replied not found');
  }
  acceptKeyboard(payload.reply_markup as Fields | undefined);
  return {
    chat,
    common: {
      ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
      ...(replyTo === undefined ? {} : { reply_to_message: { message_id: replyTo, date: bot.now(), chat } }),
    },
  };
}

export function acceptChat(bot: BotState, given: unknown): Fields {
  const id = typeof given === 'number' ? String(given) : ((given ?? '') as string);
  if (id === '') throw bad('chat_id is empty');
  const rule = bot.rules.get(id);
  if (rule === 'missing') throw bad('chat not found');
  if (rule === 'blocked') throw new ApiError(403, 'Forbidden: bot was blocked by the user');
  if (typeof rule === 'object') {
    const parameters = { migrate_to_chat_id: rule.migratedTo };
    throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters);
  }
  if (id.startsWith('@')) return { id: -1_009_999, type: 'channel', title: id, username: id.slice(1) };
  const number = Number(id);
  if (!Number.isSafeInteger(number)) throw bad('chat not found');
  return number > 0
    ? { id: number, type: 'private', first_name: `User ${number}` }
    : { id: number, type: 'supergroup', title: `Group ${number}` };
}

function acceptKeyboard(markup: Fields | undefined): void {
  const rows = (markup?.inline_keyboard ?? []) as readonly (readonly Fields[])[];
  for (const { callback_data: data, url } of rows.flat()) {
    if (data === undefined && url === undefined)
      throw bad('text buttons are unallowed in the inline keyboard');
    if (typeof data === 'string' && Buffer.byteLength(data) > 64) throw bad('BUTTON_DATA_INVALID');
  }
}

export function acceptText(payload: Fields): string {
  const text = shown(payload.text, payload.parse_mode);
  if (text.trim() === '') throw bad('message text is empty');
  if (text.length > MAX_TEXT) throw bad('message is too long');
  return text;
}

export function acceptCaption(payload: Fields): string {
  const caption = shown(payload.caption, payload.parse_mode);
  if (caption.length > MAX_CAPTION) throw bad('message caption is too long');
  return caption;
}

function shown(text: unknown, mode: unknown): string {
  const given = typeof text === 'string' ? text : '';
  if (mode === undefined) return given;
  if (mode !== 'HTML') throw bad('unsupported parse_mode');
  return readHtml(given);
}

const FILE_FIELDS = {
  sendPhoto: 'photo',
  sendAnimation: 'animation',
  sendVideo: 'video',
  sendAudio: 'audio',
  sendVoice: 'voice',
  sendDocument: 'document',
  sendSticker: 'sticker',
} as const;

export type FileMethodName = keyof typeof FILE_FIELDS;

export const isFileMethod = (method: string): method is FileMethodName => Object.hasOwn(FILE_FIELDS, method);

/** The file of a message, as the message then shows it. */
export function acceptFile(
  bot: BotState,
  method: FileMethodName,
  payload: Fields,
  files: readonly UploadedFile[],
): Fields {
  const field = FILE_FIELDS[method];
  if (method === 'sendVoice' && bot.rules.get(String(payload.chat_id)) === 'noVoice')
    throw bad('VOICE_MESSAGES_FORBIDDEN');
  return { [field]: showFile(bot, field, payload[field], files) };
}

export function showFile(
  bot: BotState,
  kind: string,
  given: unknown,
  files: readonly UploadedFile[],
): unknown {
  const wanted = typeof given === 'string' && given.startsWith('attach://') ? given.slice(9) : kind;
  const upload = files.find((file) => file.field === wanted);
  if (upload === undefined) {
    if (typeof given === 'string' && bot.files.has(given)) return { file_id: given, file_unique_id: given };
    throw bad(`there is no ${kind} in the request`);
  }
  if (upload.bytes.length === 0) throw bad('file must be non-empty');
  if (kind === 'photo' && upload.bytes.length > MAX_PHOTO) throw bad('file is too big');
  const stored = bot.storeFile(upload.bytes, upload.name);
  const shownFile = {
    file_id: stored.fileId,
    file_unique_id: stored.fileId,
    file_size: upload.bytes.length,
    file_name: upload.name,
  };
  return kind === 'photo' ? [{ ...shownFile, width: 90, height: 90 }] : shownFile;
}
