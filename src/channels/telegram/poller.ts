import type { Update } from 'grammy/types';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { InboundMessage } from '../message.ts';
import { CallError } from './bot-api.ts';
import type { BotApi } from './bot-api.ts';
import { faultOf } from './faults.ts';
import { createGathering } from './gathering.ts';
import { ALLOWED_UPDATES } from './read-update.ts';
import type { ReadUpdate } from './read-update.ts';

export interface PollerOptions {
  readonly bot: BotApi;
  readonly clock: Clock;
  readonly log: Logger;
  /** The highest update that was committed, undefined when there is none. */
  readonly committed: number | undefined;
  readonly read: (update: Update) => ReadUpdate;
  /** Makes the messages durable, and the position with them. */
  readonly commit: (messages: readonly InboundMessage[], position: number | undefined) => Promise<void>;
  /** Cuts the connections after a poll that got no answer. */
  readonly renew: () => void;
  /** A poll was answered. */
  readonly polled: () => void;
}

export interface Poller {
  /** Polls until `stop` or a fault; undefined after `stop`. One poll at a time, the last one settled at the end. */
  run(): Promise<LinkFault | undefined>;
  stop(): void;
}

export const POLL_SECONDS = 20;
const MARGIN_MS = 10_000;
const BATCH = 100;
/** After so many unanswered polls in a row the whole link is made anew. */
const MAX_TIMEOUTS = 3;
/** Servers that do not hold a poll must not be asked in a circle. */
const EMPTY_PAUSE_MS = 1000;
const HELD_PAUSE_MS = 500;

export function createPoller(options: PollerOptions): Poller {
  const { bot, clock, log, read, commit, renew, polled } = options;
  const stopping = new AbortController();
  const gathering = createGathering(clock);
  /** Committed, but behind something that is still held. */
  const ahead = new Set<number>();
  let position = options.committed;
  let timeouts = 0;

  const poll = async (): Promise<readonly Update[] | undefined> => {
    const seconds = gathering.dueIn() === undefined ? POLL_SECONDS : 0;
    try {
      const updates = await bot.call(
        'getUpdates',
        {
          ...(position === undefined ? {} : { offset: position + 1 }),
          limit: BATCH,
          timeout: seconds,
          allowed_updates: [...ALLOWED_UPDATES],
        },
        { deadlineMs: seconds * 1000 + MARGIN_MS, signal: stopping.signal },
      );
      timeouts = 0;
      polled();
      return updates;
    } catch (error) {
      if (!(error instanceof CallError) || !error.timedOut) throw error;
      timeouts += 1;
      if (timeouts >= MAX_TIMEOUTS) throw error;
      log.warn('a poll was not answered in time; polling again over a new connection', { inARow: timeouts });
      renew();
      return undefined;
    }
  };

  const settle = async (updates: readonly Update[]): Promise<void> => {
    for (const update of updates) {
      const id = update.update_id;
      if (!ahead.has(id) && !gathering.holds(id)) gathering.offer(read(update));
    }
    const gathered = gathering.release();
    for (const id of gathered.flatMap(({ updateIds }) => updateIds)) ahead.add(id);
    const ids = updates.map((update) => update.update_id);
    const firstHeld = ids.findIndex((id) => !ahead.has(id));
    const done = firstHeld < 0 ? ids : ids.slice(0, firstHeld);
    const messages = gathered.flatMap(({ message }) => (message === undefined ? [] : [message]));
    const next = done.at(-1);
    if (messages.length === 0 && next === undefined) return;
    await commit(messages, next);
    if (next === undefined) return;
    for (const id of done) ahead.delete(id);
    position = next;
  };

  const pause = (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = clock.setTimeout(resolve, ms);
    const end = (): void => resolve();
    stopping.signal.addEventListener('abort', end);
    return promise.finally(() => {
      clock.clearTimeout(timer);
      stopping.signal.removeEventListener('abort', end);
    });
  };

  const once = async (): Promise<void> => {
    const startedAt = clock.monotonic();
    const answer = await poll();
    if (answer === undefined) return;
    await settle(newerThan(answer, position, log));
    const due = gathering.dueIn();
    if (due !== undefined) await pause(Math.min(due, HELD_PAUSE_MS));
    else if (answer.length === 0 && clock.monotonic() - startedAt < EMPTY_PAUSE_MS)
      await pause(EMPTY_PAUSE_MS);
  };

  return {
    async run() {
      while (!stopping.signal.aborted) {
        try {
          await once();
        } catch (error) {
          return stopping.signal.aborted ? undefined : faultOf(error);
        }
      }
      return undefined;
    },
    stop: () => stopping.abort(),
  };
}

/**
 * What was already committed is left out. After a quiet week Telegram numbers updates anew, possibly lower; a server that
 * was asked for more than `position` and sends only less has done so.
 */
function newerThan(updates: readonly Update[], position: number | undefined, log: Logger): readonly Update[] {
  if (position === undefined) return updates;
  const newer = updates.filter((update) => update.update_id > position);
  if (newer.length > 0 || updates.length === 0) return newer;
  if (updates.at(-1)?.update_id === position)
    throw new Error('the Bot API server sends confirmed updates again; what lies between it and here?');
  log.warn('Telegram numbers the updates anew', { committed: position, first: updates[0]?.update_id });
  return updates;
}
