import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { Failure } from '../../protocol/failure.ts';
import { isStoreFault } from '../../store/errors.ts';
import { createPauses } from './pauses.ts';

/** Between two tries, in milliseconds. */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Work on the store that outlasts a full disk, a lock or a restart of the store. */
export interface Patience {
  /** Does `work` again, all of it, for as long as the store cannot be used. Other failures are the caller's. */
  outlast<T>(work: () => Promise<T>): Promise<T>;
  /** What waits fails with what it met last: the next boot does it. */
  giveUp(): void;
}

/** The store is full, held by others, or not running; nothing of the work was kept. */
export const isStoreAway = (error: unknown): boolean =>
  isStoreFault(error) || (error instanceof Failure && error.options.retryable === true);

export function createPatience({ clock, log }: { readonly clock: Clock; readonly log: Logger }): Patience {
  const pauses = createPauses(clock);
  let over = false;

  return {
    async outlast(work) {
      for (let ms = FIRST_MS; ; ms = Math.min(ms * 2, LONGEST_MS)) {
        try {
          return await work();
        } catch (error) {
          if (over || !isStoreAway(error)) throw error;
          if (ms === FIRST_MS) log.error('a message waits for the store, which cannot be used', { error });
        }
        await pauses.wait(ms);
      }
    },
    giveUp() {
      over = true;
      pauses.cutShort();
    },
  };
}
