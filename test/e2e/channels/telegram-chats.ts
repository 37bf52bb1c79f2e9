import type { TelegramServer, TestBot } from '../../support/telegram/server.ts';
import type { RecordedCall } from '../../support/telegram/wire-types.ts';
import type { Sent } from '../../support/telegram/bot-state.ts';
import { onOneLine } from './transcript.ts';
import type { Transcript } from './transcript.ts';

export interface Somebody {
  readonly id: number;
  readonly name: string;
}

export interface Where {
  readonly group?: Somebody;
  readonly topic?: number;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** People and one bot: whatever passes between them is written into the transcript. */
export interface TelegramChats {
  says(who: Somebody, text: string, where?: Where): number;
  /** One file, or several as an album. */
  shows(
    who: Somebody,
    kind: string,
    files: readonly Buffer[],
    more?: Where & { readonly caption?: string; readonly fileName?: string },
  ): number;
  reacts(who: Somebody, messageId: number, emoji: string): void;
  /** Edits what was said earlier. */
  edits(who: Somebody, messageId: number, text: string): void;
  /** The next `count` messages to reach chats, in order of arrival, once they are there. */
  hears(count?: number): Promise<readonly Sent[]>;
  /** The next reaction to reach a chat. */
  seesReaction(): Promise<void>;
  /** Writes down what has come since. */
  catchUp(): void;
}

const SENDS = /^send(?!ChatAction)/;

type Fields = Readonly<Record<string, unknown>>;

export function createTelegramChats(options: {
  readonly server: TelegramServer;
  readonly bot: TestBot;
  readonly transcript: Transcript;
  readonly everybody: readonly Somebody[];
}): TelegramChats {
  const { server, bot, transcript, everybody } = options;
  const nameOf = (id: unknown): string =>
    everybody.find((one) => String(one.id) === String(id))?.name ?? String(id);
  const key = (chat: unknown, id: unknown): string => `${String(chat)}:${String(id)}`;
  let read = 0;
  let awaited = 0;
  let reactions = 0;

  const lineOf = ({ payload, files }: RecordedCall, sent: Sent): string => {
    const chat = payload.chat_id;
    const topic =
      payload.message_thread_id === undefined ? '' : ` (topic ${payload.message_thread_id as number})`;
    const quoted = (payload.reply_parameters as Fields | undefined)?.message_id;
    const poll = sent.method === 'sendPoll' ? pollOf(payload) : '';
    const file = files.length === 0 ? '' : `[${kindOf(sent, files, bot)}]`;
    const words = poll === '' ? onOneLine(sent.text) : poll;
    const quotes = quoted === undefined ? '' : `(quotes ${transcript.numberOf(key(chat, quoted))})`;
    return `→ ${nameOf(chat)}${topic}: ${[file, words, quotes].filter((part) => part !== '').join(' ')}`;
  };

  const write = (call: RecordedCall): void => {
    const { payload, method } = call;
    if (call.token !== bot.token) return;
    if (method === 'setMessageReaction') {
      const [emoji] = (payload.reaction as readonly { readonly emoji?: string }[] | undefined) ?? [];
      const about = transcript.numberOf(key(payload.chat_id, payload.message_id));
      return transcript.noted(`→ ${nameOf(payload.chat_id)}: ${emoji?.emoji ?? 'no reaction'} on ${about}`);
    }
    const results = bot.sent.filter((sent) => sent.payload === payload);
    for (const sent of results) transcript.said(key(sent.chatId, sent.messageId), lineOf(call, sent));
  };

  const sends = (): number => server.calls.filter(({ method }) => SENDS.test(method)).length;

  const catchUp = (): void => {
    for (; read < server.calls.length; read += 1) {
      const call = server.calls[read];
      if (call !== undefined) write(call);
    }
  };

  const said = (who: Somebody, where: Where, id: number, words: string): void => {
    const place = where.group === undefined ? '' : ` in ${where.group.name}`;
    const topic = where.topic === undefined ? '' : ` (topic ${where.topic})`;
    const reply = where.fields?.['reply_to_message'] as Fields | undefined;
    const chat = where.group?.id ?? who.id;
    const quotes =
      reply === undefined ? '' : ` (quotes ${transcript.numberOf(key(chat, reply['message_id']))})`;
    transcript.said(key(chat, id), `← ${who.name}${place}${topic}: ${onOneLine(words)}${quotes}`);
  };

  const originOf = (who: Somebody, where: Where, id: number) => ({
    from: who.id,
    ...(where.group === undefined ? {} : { chat: where.group.id }),
    ...(where.topic === undefined ? {} : { topic: where.topic }),
    fields: {
      message_id: id,
      from: { id: who.id, is_bot: false, first_name: who.name, username: who.name.toLowerCase() },
      ...where.fields,
    },
  });

  return {
    catchUp,
    says(who, text, where = {}) {
      catchUp();
      const id = bot.state.nextMessageId();
      said(who, where, id, text);
      bot.say(text, originOf(who, where, id));
      return id;
    },
    shows(who, kind, files, { caption, fileName, ...where } = {}) {
      catchUp();
      const id = bot.state.nextMessageId();
      const words = caption === undefined ? '' : ` ${caption}`;
      const [first] = files;
      if (first === undefined) throw new Error('nothing to show');
      const named = {
        ...(caption === undefined ? {} : { caption }),
        ...(fileName === undefined ? {} : { fileName }),
      };
      // The pictures of an album have ids of their own, the first one the next.
      const shownAs = files.length > 1 ? id + 1 : id;
      said(who, where, shownAs, `[${files.length > 1 ? `album of ${files.length}` : kind}]${words}`);
      const { fields, ...origin } = originOf(who, where, id);
      if (files.length === 1) bot.show(kind, first, { ...origin, fields, ...named });
      else bot.album(files, { ...origin, fields: { from: fields.from }, ...named });
      return shownAs;
    },
    reacts(who, messageId, emoji) {
      catchUp();
      transcript.noted(`← ${who.name}: ${emoji} on ${transcript.numberOf(key(who.id, messageId))}`);
      bot.react(messageId, emoji, { from: who.id });
    },
    edits(who, messageId, text) {
      catchUp();
      transcript.noted(`← ${who.name} edits ${transcript.numberOf(key(who.id, messageId))}: ${text}`);
      const { from, message_id } = originOf(who, {}, messageId).fields;
      const chat = { id: who.id, type: 'private' as const, first_name: who.name };
      const date = bot.state.now();
      bot.inject({ edited_message: { message_id, from, chat, text, date, edit_date: date } });
    },
    async hears(count = 1) {
      const from = awaited;
      awaited += count;
      while (bot.sent.length < awaited) await server.atLeast(sends() + 1);
      catchUp();
      return bot.sent.slice(from, awaited);
    },
    async seesReaction() {
      reactions += 1;
      await server.atLeast(reactions, 'setMessageReaction');
      catchUp();
    },
  };
}

function pollOf(payload: Fields): string {
  const options = payload['options'] as readonly { readonly text: string }[];
  return `[poll] ${String(payload['question'])} ${options.map(({ text }) => `(${text})`).join(' ')}`;
}

function kindOf({ method, payload }: Sent, files: RecordedCall['files'], bot: TestBot): string {
  const bytes = files.map((file) => file.bytes.length);
  const kind = method === 'sendMediaGroup' ? 'album' : method.slice('send'.length).toLowerCase();
  const known = typeof payload[kind] === 'string' && bot.state.files.has(payload[kind]);
  return known ? `${kind} known before` : `${kind} of ${bytes.join(' + ')} bytes`;
}
