import type { NewOutbox } from './outbox-enqueue.ts';
import type { OutboxReceipt } from './outbox-ends.ts';
import type { OutboxAccount } from './outbox-lines.ts';
import type { OutboxEntry, OutboxFilter, OutboxPartRow, OutboxState } from './outbox-rows.ts';
import type { Store } from './store.ts';
import {
  expireParts,
  hasExpired,
  markAgain,
  markDead,
  markSent,
  markUnknown,
  recoverParts,
} from './outbox-ends.ts';
import { enqueueOutbox } from './outbox-enqueue.ts';
import { beginParts, dueParts, nextDueAt } from './outbox-lines.ts';
import { dropEntry, retryEntry, sweepEntries } from './outbox-operator.ts';
import { countEntries, entryById, entryByKey, listEntries } from './outbox-rows.ts';

export type { NewOutbox } from './outbox-enqueue.ts';
export type { OutboxReceipt } from './outbox-ends.ts';
export type { OutboxAccount } from './outbox-lines.ts';
export type { OutboxEntry, OutboxFilter, OutboxPartRow, OutboxState } from './outbox-rows.ts';
export { enqueueOutbox } from './outbox-enqueue.ts';

/**
 * Everything that goes out. A chat of an account is a line: its parts are sent one after the other, in the order they
 * were accepted, whatever thread they are for; one that waits for its next attempt holds up its chat and no other.
 * Changes of a part name it by id and throw when there is none.
 */
export interface Outbox {
  /** See `enqueueOutbox`. */
  enqueue(message: NewOutbox): Promise<{ created: boolean; entry: OutboxEntry }>;
  /** By idempotency key; also one that an operator dropped. */
  find(key: string): OutboxEntry | undefined;
  get(id: number): OutboxEntry | undefined;
  /** Newest first. */
  list(filter: OutboxFilter): OutboxEntry[];
  /** Of messages. */
  counts(): Record<OutboxState, number>;
  /**
   * The head of each chat's line, oldest first, where it may be begun: its time has come and nothing of the chat is
   * being sent. An expired one is not returned and holds its line until `expire` removes it.
   */
  due(account: OutboxAccount, now: number, limit: number): OutboxPartRow[];
  /** When the first head can be begun, or expires; undefined when no line waits for time to pass. */
  nextDueAt(account: OutboxAccount): number | undefined;
  /** `accepted` → `sending`, in one commit. Leaves out what is no longer at the head of its line, or expired. */
  begin(partIds: readonly number[], at: number): Promise<OutboxPartRow[]>;
  /** → `sent`, from any state. */
  sent(partId: number, receipt: OutboxReceipt, at: number): Promise<OutboxEntry>;
  /** `sending` → `accepted`, not before `nextAt`. */
  again(partId: number, error: string, nextAt: number): Promise<OutboxEntry>;
  /** `sending` → `unknown`; the parts after it go on. */
  unknown(partId: number, error: string, at: number): Promise<OutboxEntry>;
  /** `accepted` or `sending` → `dead`, and the message's later parts with it. */
  dead(partId: number, error: string, at: number): Promise<OutboxEntry>;
  /** Waiting parts past their expiry → `dead`, or `unknown` where a crash left open whether they were sent. */
  expire(now: number): Promise<OutboxEntry[]>;
  /**
   * At boot, before any link is up. `how` says of a channel whether what was being sent is sent again (→ `accepted`) or
   * may have arrived (→ `unknown`). Returns the messages concerned.
   */
  recover(how: (channel: string) => 'repeat' | 'unknown', now: number): Promise<OutboxEntry[]>;
  /** Dead and unknown parts → `accepted`. Undefined when there is nothing to retry. `by` is for the ops log. */
  retry(id: number, now: number, expiresAt: number, by?: string): Promise<OutboxEntry | undefined>;
  /**
   * Waiting and unknown parts → `dead`; a dead message is removed, and its key kept for the rest of its 24 hours.
   * Undefined when there is nothing to drop: unknown id, sent, or just being sent. `by` is for the ops log.
   */
  drop(id: number, at: number, by?: string): Promise<OutboxEntry | undefined>;
  /** Removes what was sent, 24 hours after it was accepted, and what failed 30 days ago; a bounded number per call. */
  sweep(now: number): Promise<number>;
}

const OPERATOR = 'operator';

export function createOutbox(store: Store): Outbox {
  return {
    enqueue: (message) => store.write((tx) => enqueueOutbox(tx, message)),
    find: (key) => store.read((db) => entryByKey(db, key)),
    get: (id) => store.read((db) => entryById(db, id)),
    list: (filter) => store.read((db) => listEntries(db, filter)),
    counts: () => store.read(countEntries),
    due: (account, now, limit) => store.read((db) => dueParts(db, account, now, limit)),
    nextDueAt: (account) => store.read((db) => nextDueAt(db, account)),
    begin: (partIds, at) => store.write((tx) => beginParts(tx, partIds, at)),
    sent: (partId, receipt, at) => store.write((tx) => markSent(tx, partId, receipt, at)),
    again: (partId, error, nextAt) => store.write((tx) => markAgain(tx, partId, error, nextAt)),
    unknown: (partId, error, at) => store.write((tx) => markUnknown(tx, partId, error, at)),
    dead: (partId, error, at) => store.write((tx) => markDead(tx, partId, error, at)),
    // Asked before every send: nothing to do must not cost a transaction.
    expire: async (now) =>
      store.read((db) => hasExpired(db, now)) ? store.write((tx) => expireParts(tx, now)) : [],
    recover: (how, now) => store.write((tx) => recoverParts(tx, how, now)),
    retry: (id, now, expiresAt, by = OPERATOR) =>
      store.write((tx) => retryEntry(tx, id, { now, expiresAt }, by)),
    drop: (id, at, by = OPERATOR) => store.write((tx) => dropEntry(tx, id, at, by)),
    sweep: (now) => store.write((tx) => sweepEntries(tx, now)),
  };
}
