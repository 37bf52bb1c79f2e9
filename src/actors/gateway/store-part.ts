import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/store.ts';
import { createSlot } from '../slot.ts';
import { createBody, type BodyLogic } from '../supervision/body.ts';

export interface StorePart {
  /** For the supervised child `store`. */
  readonly logic: BodyLogic<unknown>;
  /** The store as everybody holds it: always the one that is open now, UNAVAILABLE while none is. */
  readonly store: Store;
  /** What is wrong with it, or `undefined`. */
  trouble(): string | undefined;
  /** It is open, its last commit failed, and another one may not. */
  mayHeal(): boolean;
}

/** Opens and closes the database; keeps one face for it over every restart of the body. */
export function createStorePart(options: {
  readonly path: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Runs once, before anything else may write: closes what the last process left open. */
  readonly onFirstOpen: () => Promise<unknown>;
}): StorePart {
  const { path, clock, log, onFirstOpen } = options;
  const slot = createSlot<Store>('store');
  let settled = false;
  return {
    logic: createBody('store', async () => {
      const store = openStore({ path, clock, log });
      slot.fill(store);
      const stop = (): void => {
        slot.clear(store);
        store.close();
      };
      try {
        if (!settled) await onFirstOpen();
        settled = true;
      } catch (error) {
        stop();
        throw error;
      }
      return { stop };
    }),
    store: {
      path,
      read: (fn) => slot.get().read(fn),
      write: async (fn) => slot.get().write(fn),
      status: () => slot.get().status(),
      close: () => slot.peek()?.close(),
    },
    mayHeal: () => slot.peek()?.status().lastError?.permanent === false,
    trouble() {
      const store = slot.peek();
      return store === undefined ? 'the store is not running' : store.status().lastError?.message;
    },
  };
}
