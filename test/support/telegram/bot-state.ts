import type { Message, Update } from 'grammy/types';
import type { Clock } from '../../../src/platform/clock.ts';
import { createUpdateQueue } from './update-queue.ts';
import type { UpdateQueue } from './update-queue.ts';
import type { Fields } from './wire-types.ts';

export interface StoredFile {
  readonly fileId: string;
  readonly path: string;
  readonly bytes: Buffer;
  /** What `getFile` says; the real size when absent. */
  readonly claimedSize?: number;
}

/** How a chat treats the bot. Chats without a rule take everything. */
export type ChatRule = 'missing' | 'blocked' | 'noVoice' | { readonly migratedTo: number };

/** One thing a bot did to a chat, in order. */
export interface Sent {
  readonly method: string;
  readonly chatId: string;
  readonly messageId: number;
  /** As people see it. */
  readonly text: string;
  readonly payload: Fields;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string | undefined;
  lastError: string | undefined;
}

/** Everything the server knows of one bot. */
export interface BotState {
  readonly id: number;
  readonly token: string;
  readonly username: string;
  readonly queue: UpdateQueue;
  readonly files: Map<string, StoredFile>;
  readonly rules: Map<string, ChatRule>;
  /** `<chat>:<id>` of every message in its chats. */
  readonly known: Set<string>;
  /** `<chat>:<thread>`. */
  readonly topics: Set<string>;
  readonly sent: Sent[];
  readonly commands: Fields[];
  webhook: Webhook | undefined;
  /** False: the token no longer holds. */
  valid: boolean;
  nextMessageId(): number;
  now(): number;
  storeFile(bytes: Buffer, name: string, claimedSize?: number): StoredFile;
  /** The update with its id, which is returned. */
  push(update: Omit<Update, 'update_id'>): number;
}

export interface BotOptions {
  readonly id: number;
  readonly token: string;
  readonly username: string;
  readonly clock: Clock;
}

export function createBotState({ id, token, username, clock }: BotOptions): BotState {
  let lastMessage = 0;
  let lastFile = 0;
  const state: BotState = {
    id,
    token,
    username,
    queue: createUpdateQueue(clock),
    files: new Map(),
    rules: new Map(),
    known: new Set(),
    topics: new Set(),
    sent: [],
    commands: [],
    webhook: undefined,
    valid: true,
    nextMessageId() {
      lastMessage += 1;
      return lastMessage;
    },
    now: () => Math.floor(clock.now() / 1000),
    storeFile(bytes, name, claimedSize) {
      lastFile += 1;
      const file = {
        fileId: `file-${id}-${lastFile}`,
        path: `documents/${lastFile}_${name}`,
        bytes,
        ...(claimedSize === undefined ? {} : { claimedSize }),
      };
      state.files.set(file.fileId, file);
      return file;
    },
    push(update) {
      const updateId = state.queue.nextId();
      const message = (update.message ?? update.channel_post) as Message | undefined;
      if (message !== undefined) {
        state.known.add(`${message.chat.id}:${message.message_id}`);
        if (message.message_thread_id !== undefined)
          state.topics.add(`${message.chat.id}:${message.message_thread_id}`);
      }
      state.queue.push({ update_id: updateId, ...update });
      return updateId;
    },
  };
  return state;
}
