import type { Update } from 'grammy/types';
import type { Clock } from '../../../src/platform/clock.ts';
import { ApiError } from './wire-types.ts';
import type { Fields } from './wire-types.ts';

/** A `getUpdates` that waits. */
interface HeldPoll {
  readonly limit: number;
  answer(updates: readonly Update[]): void;
  refuse(error: ApiError): void;
}

/** The updates of one bot, and the one poll that may wait for them. */
export interface UpdateQueue {
  /** Gives the next id; `at` starts the numbering anew there. */
  nextId(at?: number): number;
  push(update: Update): void;
  /** Resolves with the answer. `gone` resolves when the caller has hung up. */
  poll(payload: Fields, gone: Promise<void>): Promise<readonly Update[]>;
  /** For a webhook: the first one, kept until `confirm`. */
  first(): Update | undefined;
  confirm(updateId: number): void;
  /** Ends a waiting poll with a refusal. */
  interrupt(error: ApiError): void;
  readonly pending: number;
  /** Highest id that was confirmed. */
  readonly confirmed: number;
  /** Polls that came while another still waited. */
  readonly overlaps: number;
  readonly polls: number;
  readonly waiting: boolean;
  allowed: readonly string[] | undefined;
  onPush: (() => void) | undefined;
  /** Resolves when it holds; looked at after every change. */
  until(holds: () => boolean): Promise<void>;
}

const OTHER_POLLER =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

/** A closed connection shows a few turns after the bytes that follow it on another one. */
async function letClosedShow(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export function createUpdateQueue(clock: Clock): UpdateQueue {
  let updates: Update[] = [];
  let lastId = 100_000;
  let confirmed = 0;
  let overlaps = 0;
  let polls = 0;
  let held: HeldPoll | undefined;

  const watchers = new Set<{ readonly holds: () => boolean; readonly done: () => void }>();
  const changed = (): void => {
    for (const watcher of watchers) {
      if (!watcher.holds()) continue;
      watchers.delete(watcher);
      watcher.done();
    }
  };

  const drop = (count: number): void => {
    if (count === 0) return;
    confirmed = updates[count - 1]?.update_id ?? confirmed;
    updates = updates.slice(count);
    changed();
  };

  const flush = (): void => {
    if (held === undefined || updates.length === 0) return;
    const poll = held;
    held = undefined;
    poll.answer(updates.slice(0, poll.limit));
  };

  const queue: UpdateQueue = {
    nextId(at) {
      lastId = at ?? lastId + 1;
      return lastId;
    },
    push(update) {
      const kind = Object.keys(update).find((key) => key !== 'update_id') ?? '';
      if (queue.allowed !== undefined && !queue.allowed.includes(kind)) return;
      updates.push(update);
      flush();
      queue.onPush?.();
    },
    async poll(payload, gone) {
      polls += 1;
      if (held !== undefined) await letClosedShow();
      if (held !== undefined) {
        overlaps += 1;
        held.refuse(new ApiError(409, OTHER_POLLER));
        held = undefined;
      }
      if (Array.isArray(payload.allowed_updates) && payload.allowed_updates.length > 0)
        queue.allowed = payload.allowed_updates as readonly string[];
      const offset = Number(payload.offset ?? 0);
      // As the real server: an offset beyond everything known confirms nothing.
      if (offset > 0 && offset <= lastId + 1)
        drop(updates.filter((update) => update.update_id < offset).length);
      const limit = Number(payload.limit ?? 100);
      const seconds = Number(payload.timeout ?? 0);
      if (updates.length > 0 || seconds === 0) return updates.slice(0, limit);
      return new Promise((resolve, reject) => {
        const finish = (act: () => void): void => {
          clock.clearTimeout(timer);
          if (held === mine) held = undefined;
          act();
        };
        const mine: HeldPoll = {
          limit,
          answer: (found) => finish(() => resolve(found)),
          refuse: (error) => finish(() => reject(error)),
        };
        const timer = clock.setTimeout(() => mine.answer([]), seconds * 1000);
        void gone.then(() => finish(() => resolve([])));
        held = mine;
        changed();
      });
    },
    first: () => updates[0],
    confirm(updateId) {
      const at = updates.findIndex((update) => update.update_id === updateId);
      if (at < 0) return;
      updates.splice(at, 1);
      confirmed = Math.max(confirmed, updateId);
      changed();
    },
    interrupt(error) {
      held?.refuse(error);
    },
    get pending() {
      return updates.length;
    },
    get confirmed() {
      return confirmed;
    },
    get overlaps() {
      return overlaps;
    },
    get polls() {
      return polls;
    },
    get waiting() {
      return held !== undefined;
    },
    allowed: undefined,
    onPush: undefined,
    until(holds) {
      if (holds()) return Promise.resolve();
      return new Promise((done) => watchers.add({ holds, done }));
    },
  };
  return queue;
}
