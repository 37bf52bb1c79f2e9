import type { MessageEntity, Update, User } from 'grammy/types';
import type { BotState, ChatRule, StoredFile } from './bot-state.ts';
import type { Fields } from './wire-types.ts';

/** Who writes where; a private chat with person 42 unless told otherwise. */
export interface Origin {
  /** Person's id. */
  readonly from?: number;
  /** Negative: a supergroup. */
  readonly chat?: number;
  /** Makes the group a forum. */
  readonly topic?: number;
  /** Further fields of the message. */
  readonly fields?: Fields;
}

/** People writing to the bot. All return the update id. */
export interface Chats {
  say(text: string, origin?: Origin): number;
  /** A file of the given kind, e.g. `photo`, `voice`, `document`. */
  show(
    kind: string,
    bytes: Buffer,
    options?: Origin & { readonly caption?: string; readonly fileName?: string },
  ): number;
  /** One update per picture, sharing a group. */
  album(pictures: readonly Buffer[], options?: Origin & { readonly caption?: string }): readonly number[];
  react(messageId: number, emoji: string, origin?: Origin): number;
  /** Presses a button under one of the bot's messages. */
  press(messageId: number, data: string, origin?: Origin): number;
  inject(update: Omit<Update, 'update_id'>): number;
  addFile(bytes: Buffer, name: string, claimedSize?: number): StoredFile;
  rule(chatId: number | string, rule: ChatRule | undefined): void;
}

export const person = (id: number): User => ({
  id,
  is_bot: false,
  first_name: `Person ${id}`,
  username: `person${id}`,
});

export const chatFields = ({ from = 42, chat = from, topic }: Origin): Fields =>
  chat > 0
    ? { id: chat, type: 'private', first_name: `Person ${chat}`, username: `person${chat}` }
    : {
        id: chat,
        type: 'supergroup',
        title: `Group ${chat}`,
        ...(topic === undefined ? {} : { is_forum: true }),
      };

export function createChats(bot: BotState): Chats {
  let albums = 0;
  const message = (content: Fields, origin: Origin): NonNullable<Update['message']> =>
    ({
      message_id: bot.nextMessageId(),
      date: bot.now(),
      from: person(origin.from ?? 42),
      chat: chatFields(origin),
      ...(origin.topic === undefined ? {} : { message_thread_id: origin.topic, is_topic_message: true }),
      ...content,
      ...origin.fields,
    }) as unknown as NonNullable<Update['message']>;

  const fileFields = (kind: string, file: StoredFile, fileName?: string): Fields => {
    const facts = {
      file_id: file.fileId,
      file_unique_id: `u-${file.fileId}`,
      file_size: file.claimedSize ?? file.bytes.length,
      ...(fileName === undefined ? {} : { file_name: fileName }),
    };
    if (kind === 'photo') {
      const small = { ...facts, file_id: `small-${file.fileId}`, width: 90, height: 90 };
      return { photo: [small, { ...facts, width: 800, height: 600 }] };
    }
    const sticker = kind === 'sticker' ? { is_animated: false, is_video: false, type: 'regular' } : {};
    return { [kind]: { ...facts, ...sticker, width: 10, height: 10, duration: 1, length: 10 } };
  };

  const chats: Chats = {
    say: (text, origin = {}) => chats.inject({ message: message({ text, entities: marksIn(text) }, origin) }),
    show(kind, bytes, options = {}) {
      const file = bot.storeFile(bytes, options.fileName ?? `${kind}.bin`);
      const caption = options.caption === undefined ? {} : { caption: options.caption };
      return chats.inject({
        message: message({ ...fileFields(kind, file, options.fileName), ...caption }, options),
      });
    },
    album(pictures, options = {}) {
      albums += 1;
      const group = { media_group_id: `album-${albums}` };
      return pictures.map((bytes, index) => {
        const caption = index === 0 && options.caption !== undefined ? { caption: options.caption } : {};
        const photo = fileFields('photo', bot.storeFile(bytes, `picture${index}.jpg`));
        return chats.inject({ message: message({ ...photo, ...group, ...caption }, options) });
      });
    },
    react(messageId, emoji, origin = {}) {
      const reaction = {
        chat: chatFields(origin),
        message_id: messageId,
        user: person(origin.from ?? 42),
        date: bot.now(),
        old_reaction: [],
        new_reaction: [{ type: 'emoji', emoji }],
      };
      return chats.inject({ message_reaction: reaction } as unknown as Omit<Update, 'update_id'>);
    },
    press(messageId, data, origin = {}) {
      const shown = {
        message_id: messageId,
        date: bot.now(),
        chat: chatFields(origin),
        from: { id: bot.id, is_bot: true, first_name: 'Bot' },
        text: 'Choose',
      };
      const query = {
        id: `press-${messageId}-${data}`,
        from: person(origin.from ?? 42),
        data,
        message: shown,
      };
      return chats.inject({ callback_query: query } as unknown as Omit<Update, 'update_id'>);
    },
    inject: (update) => bot.push(update),
    addFile: (bytes, name, claimedSize) => bot.storeFile(bytes, name, claimedSize),
    rule(chatId, rule) {
      if (rule === undefined) bot.rules.delete(String(chatId));
      else bot.rules.set(String(chatId), rule);
    },
  };
  return chats;
}

/** The marks Telegram puts on commands and names. */
function marksIn(text: string): MessageEntity[] {
  const found = [...text.matchAll(/(?<![\w@])@\w{3,32}|(?<=^|\s)\/\w+(?:@\w+)?/g)];
  return found.map((match) => ({
    type: match[0].startsWith('/') ? ('bot_command' as const) : ('mention' as const),
    offset: match.index,
    length: match[0].length,
  }));
}
