import { unavailable } from '../protocol/failure.ts';

/**
 * The place where a supervised part leaves its handle for the data plane. Empty while the part is down, so a caller
 * gets a typed UNAVAILABLE instead of a stale object.
 */
export interface Slot<T> {
  readonly name: string;
  fill(value: T): void;
  /** Empties the slot, but only if it still holds `value`: a late stop never evicts a successor. */
  clear(value: T): void;
  /** @throws Failure UNAVAILABLE while empty */
  get(): T;
  peek(): T | undefined;
}

export function createSlot<T>(name: string): Slot<T> {
  let current: T | undefined;
  return {
    name,
    fill(value) {
      current = value;
    },
    clear(value) {
      if (current === value) current = undefined;
    },
    get() {
      if (current === undefined) throw unavailable(`${name} is not running`, { retryAfterMs: 1000 });
      return current;
    },
    peek: () => current,
  };
}
