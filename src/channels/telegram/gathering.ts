import type { Clock } from '../../platform/clock.ts';
import type { InboundMessage } from '../message.ts';
import type { Piece, ReadUpdate } from './read-update.ts';

/** What is finished, and the updates it came from. Without a message the updates meant nothing. */
export interface Gathered {
  readonly updateIds: readonly number[];
  readonly message?: InboundMessage;
}

/** Holds the pieces of an album or of a cut text until the whole is there. */
export interface Gathering {
  offer(update: ReadUpdate): void;
  /** What is finished by now, in order within each chat. */
  release(): readonly Gathered[];
  holds(updateId: number): boolean;
  /** Milliseconds until something held may be finished; undefined when nothing is held. */
  dueIn(): number | undefined;
}

const ALBUM_QUIET_MS = 500;
const ALBUM_MAX = 10;
const TEXT_QUIET_MS = 1500;
/** Dates come in whole seconds, so 1.5 s may show as 2. */
const TEXT_MAX_GAP_S = 2;
/** A client that must cut a text fills the first part. */
const TEXT_FIRST_MIN = 4000;
const TEXT_MAX_PARTS = 12;
const TEXT_MAX_LENGTH = 50_000;

interface Entry {
  readonly updateIds: number[];
  readonly messages: InboundMessage[];
  /** The last piece; undefined for what is whole by itself. */
  piece: Piece | undefined;
  /** Monotonic; 0 when nothing more can come. */
  dueAt: number;
}

export function createGathering(clock: Clock): Gathering {
  const queues = new Map<string, Entry[]>();
  const held = new Set<number>();
  let meaningless: Gathered[] = [];

  return {
    offer(update) {
      const { message, updateId } = update;
      if (message === undefined) {
        meaningless.push({ updateIds: [updateId] });
        return;
      }
      held.add(updateId);
      const key = `${message.chat.id}:${message.chat.threadId ?? ''}`;
      const queue = queues.get(key) ?? [];
      queues.set(key, queue);
      const last = queue.at(-1);
      if (last !== undefined && continues(last, update)) {
        extend(last, update, message, clock.monotonic());
        return;
      }
      // The same person writing something else ends what they were sending; others only queue up behind it.
      if (last !== undefined && last.messages[0]?.sender.id === message.sender.id) last.dueAt = 0;
      queue.push(begin(update, message, clock.monotonic()));
    },
    release() {
      const now = clock.monotonic();
      const finished = meaningless;
      meaningless = [];
      for (const [key, queue] of queues) {
        while (queue[0] !== undefined && queue[0].dueAt <= now) {
          const { updateIds, messages } = queue[0];
          const message = join(messages);
          finished.push({ updateIds, ...(message === undefined ? {} : { message }) });
          for (const id of updateIds) held.delete(id);
          queue.shift();
        }
        if (queue.length === 0) queues.delete(key);
      }
      return finished;
    },
    holds: (updateId) => held.has(updateId),
    dueIn() {
      const heads = [...queues.values()].map((queue) => queue[0]?.dueAt ?? 0);
      return heads.length === 0 ? undefined : Math.max(0, Math.min(...heads) - clock.monotonic());
    },
  };
}

function begin({ updateId, piece }: ReadUpdate, message: InboundMessage, now: number): Entry {
  const entry: Entry = { updateIds: [updateId], messages: [message], piece: undefined, dueAt: 0 };
  if (piece?.of === 'album') return { ...entry, piece, dueAt: now + ALBUM_QUIET_MS };
  const cut = piece !== undefined && piece.length >= TEXT_FIRST_MIN && !message.text.startsWith('/');
  return cut ? { ...entry, piece, dueAt: now + TEXT_QUIET_MS } : entry;
}

function continues({ piece, messages, dueAt }: Entry, next: ReadUpdate): boolean {
  if (piece === undefined || next.piece === undefined || dueAt === 0) return false;
  if (messages[0]?.sender.id !== next.message?.sender.id) return false;
  if (piece.of === 'album' || next.piece.of === 'album')
    return piece.of === 'album' && next.piece.of === 'album' && piece.id === next.piece.id;
  const soFar = messages.reduce((sum, message) => sum + message.text.length, 0);
  return (
    next.piece.messageId === piece.messageId + 1 &&
    next.piece.date - piece.date <= TEXT_MAX_GAP_S &&
    messages.length < TEXT_MAX_PARTS &&
    soFar + next.piece.length <= TEXT_MAX_LENGTH
  );
}

function extend(entry: Entry, { updateId, piece }: ReadUpdate, message: InboundMessage, now: number): void {
  entry.updateIds.push(updateId);
  entry.messages.push(message);
  entry.piece = piece;
  const full = entry.messages.length >= (piece?.of === 'album' ? ALBUM_MAX : TEXT_MAX_PARTS);
  entry.dueAt = full ? 0 : now + (piece?.of === 'album' ? ALBUM_QUIET_MS : TEXT_QUIET_MS);
}

const MENTION_ORDER = ['self', 'other', 'none'] as const;

/** The first one stands for all: it is the one that quotes and that is quoted. */
function join(messages: readonly InboundMessage[]): InboundMessage | undefined {
  const [first] = messages;
  if (first === undefined || messages.length === 1) return first;
  const quoted = messages.find((message) => message.quoted !== undefined)?.quoted;
  const separator = first.media.length > 0 ? '\n' : '';
  return {
    ...first,
    ...(quoted === undefined ? {} : { quoted }),
    text: messages
      .map((message) => message.text)
      .filter((text) => text !== '')
      .join(separator),
    media: messages.flatMap((message) => message.media),
    mention:
      MENTION_ORDER.find((mention) => messages.some((message) => message.mention === mention)) ?? 'none',
    groupedIds: messages.map((message) => message.messageId),
  };
}
