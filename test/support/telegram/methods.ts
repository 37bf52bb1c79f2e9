import type { BotState } from './bot-state.ts';
import {
  acceptCaption,
  acceptChat,
  acceptFile,
  acceptSend,
  acceptText,
  isFileMethod,
  showFile,
} from './sending.ts';
import { ApiError } from './wire-types.ts';
import type { Fields, RecordedCall, UploadedFile } from './wire-types.ts';

const CHAT_ACTIONS: ReadonlySet<string> = new Set([
  'typing',
  'record_voice',
  'upload_document',
  'upload_photo',
]);
const REACTIONS: ReadonlySet<string> = new Set(['👍', '👎', '❤', '🔥', '👀', '🎉', '😁', '👌', '💯', '🤔']);
const MAX_DOWNLOAD = 20 * 1024 * 1024;
const COMMAND = /^[a-z0-9_]{1,32}$/;

const bad = (description: string): ApiError => new ApiError(400, `Bad Request: ${description}`);

/**
 * The result of every method but `getUpdates`.
 * @throws ApiError
 */
export function handle(bot: BotState, call: RecordedCall): unknown {
  const { method, payload, files } = call;
  if (isFileMethod(method)) {
    const { chat, common } = acceptSend(bot, payload);
    const caption = acceptCaption(payload);
    const file = acceptFile(bot, method, payload, files);
    return sent(bot, call, { chat, ...common, ...file, ...(caption === '' ? {} : { caption }) }, caption);
  }
  const act = METHODS[method.toLowerCase()];
  if (act === undefined) throw new ApiError(404, 'Not Found: method not found');
  return act(bot, call);
}

function sent(bot: BotState, { method, payload }: RecordedCall, content: Fields, text: string): Fields {
  const messageId = bot.nextMessageId();
  const { id: chatId } = content.chat as { readonly id: number };
  bot.known.add(`${chatId}:${messageId}`);
  bot.sent.push({ method, chatId: String(chatId), messageId, text, payload });
  const from = { id: bot.id, is_bot: true, first_name: bot.username, username: bot.username };
  return { message_id: messageId, date: bot.now(), from, ...content };
}

type Act = (bot: BotState, call: RecordedCall) => unknown;

const METHODS: Readonly<Record<string, Act>> = {
  getme: (bot) => ({
    id: bot.id,
    is_bot: true,
    first_name: `Bot ${bot.id}`,
    username: bot.username,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }),
  getwebhookinfo: ({ webhook, queue }) => ({
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: queue.pending,
    ...(webhook?.lastError === undefined ? {} : { last_error_message: webhook.lastError }),
  }),
  deletewebhook: (bot, { payload }) => {
    bot.webhook = undefined;
    if (payload.drop_pending_updates === true) throw bad('the test server never drops updates');
    return true;
  },
  setwebhook: (bot, { payload }) => {
    const { url, secret_token: secret, allowed_updates: allowed } = payload;
    if (typeof url !== 'string' || !URL.canParse(url)) throw bad('bad webhook: invalid URL');
    bot.webhook = { url, secret: secret as string | undefined, lastError: undefined };
    if (Array.isArray(allowed) && allowed.length > 0) bot.queue.allowed = allowed as string[];
    bot.queue.interrupt(new ApiError(409, 'Conflict: terminated by setWebhook request'));
    return true;
  },
  sendmessage: (bot, call) => {
    const { chat, common } = acceptSend(bot, call.payload);
    const text = acceptText(call.payload);
    return sent(bot, call, { chat, ...common, text }, text);
  },
  sendmediagroup: (bot, call) => {
    const { chat, common } = acceptSend(bot, call.payload);
    const items = (call.payload.media ?? []) as readonly Fields[];
    if (items.length < 2 || items.length > 10) throw bad('wrong number of items in the media group');
    const group = { media_group_id: `out-${call.seq}` };
    const shown = items.map((item) => albumItem(bot, item, call.files));
    return shown.map(({ text, content }) => sent(bot, call, { chat, ...common, ...group, ...content }, text));
  },
  sendpoll: (bot, call) => {
    const { chat, common } = acceptSend(bot, call.payload);
    const { question = '', options } = call.payload as { question?: string; options?: readonly Fields[] };
    if (options === undefined || options.length < 2) throw bad('poll must have at least 2 option');
    const poll = { id: `poll-${call.seq}`, question, options };
    return sent(bot, call, { chat, ...common, poll }, question);
  },
  sendchataction: (bot, { payload }) => {
    acceptChat(bot, payload.chat_id);
    if (!CHAT_ACTIONS.has(String(payload.action))) throw bad('wrong parameter action in request');
    return true;
  },
  setmessagereaction: (bot, { payload }) => {
    const chat = acceptChat(bot, payload.chat_id);
    if (!bot.known.has(`${String(chat.id)}:${String(payload.message_id)}`))
      throw bad('message to react not found');
    const reactions = (payload.reaction ?? []) as readonly { readonly emoji?: string }[];
    if (reactions.some(({ emoji }) => !REACTIONS.has(emoji ?? ''))) throw bad('REACTION_INVALID');
    return true;
  },
  editmessagetext: (bot, { payload }) => {
    const chat = acceptChat(bot, payload.chat_id);
    const key = `${String(chat.id)}:${String(payload.message_id)}`;
    if (!bot.known.has(key)) throw bad('message to edit not found');
    return { message_id: payload.message_id, date: bot.now(), chat, text: acceptText(payload) };
  },
  deletemessage: (bot, { payload }) => {
    const chat = acceptChat(bot, payload.chat_id);
    if (!bot.known.delete(`${String(chat.id)}:${String(payload.message_id)}`))
      throw bad('message to delete not found');
    return true;
  },
  answercallbackquery: () => true,
  setmycommands: (bot, { payload }) => {
    const commands = (payload.commands ?? []) as readonly Fields[];
    if (commands.some(({ command }) => !COMMAND.test(String(command)))) throw bad('BOT_COMMAND_INVALID');
    bot.commands.splice(0, bot.commands.length, ...commands);
    return true;
  },
  getmycommands: (bot) => bot.commands,
  getchat: (bot, { payload }) => acceptChat(bot, payload.chat_id),
  getfile: (bot, { payload }) => {
    const file = bot.files.get(String(payload.file_id));
    if (file === undefined) throw bad('wrong file_id or the file is temporarily unavailable');
    const size = file.claimedSize ?? file.bytes.length;
    if (size > MAX_DOWNLOAD) throw bad('file is too big');
    return { file_id: file.fileId, file_unique_id: file.fileId, file_size: size, file_path: file.path };
  },
};

function albumItem(bot: BotState, item: Fields, files: readonly UploadedFile[]) {
  const kind = String(item.type);
  const text = acceptCaption(item);
  const content = {
    [kind]: showFile(bot, kind, item.media, files),
    ...(text === '' ? {} : { caption: text }),
  };
  return { text, content };
}
