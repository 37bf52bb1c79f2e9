import type { Clock } from '../../src/platform/clock.ts';

interface Timer {
  readonly id: number;
  readonly at: number;
  readonly callback: () => void;
}

export interface TestClock extends Clock {
  /**
   * Moves time forward, stopping at every timer on the way in order, also at those armed meanwhile. Between two timers
   * the microtask queue is drained, so promises settle as they would in real time.
   */
  advance(ms: number): Promise<void>;
  /** As `advance`, but without letting promises settle: for code that has none. */
  advanceSync(ms: number): void;
  /** Sets the wall clock forward or back, as somebody at the machine would: no time passes. */
  setWall(byMs: number): void;
  /** Timers armed and not yet due. */
  readonly pending: number;
  /** Milliseconds until the next timer is due; undefined when none is armed. */
  readonly nextIn: number | undefined;
}

const MAX_STEPS = 1_000_000;

/** Lets everything that is already resolved run. Rounds are generous: one await is one to three microtasks. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 60; round += 1) await Promise.resolve();
}

/** A clock that stands still until told otherwise; serves as platform clock and as XState clock. */
export function createTestClock(startAt = 1_700_000_000_000): TestClock {
  const timers = new Map<number, Timer>();
  let elapsed = 0;
  let wallOffset = 0;
  let lastId = 0;

  const dueBy = (limit: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers.values()) {
      if (timer.at > limit) continue;
      if (first === undefined || timer.at < first.at || (timer.at === first.at && timer.id < first.id))
        first = timer;
    }
    return first;
  };

  const fire = (timer: Timer): void => {
    timers.delete(timer.id);
    elapsed = Math.max(elapsed, timer.at);
    timer.callback();
  };

  return {
    now: () => startAt + elapsed + wallOffset,
    monotonic: () => elapsed,
    setTimeout(callback, delayMs) {
      lastId += 1;
      timers.set(lastId, { id: lastId, at: elapsed + Math.max(0, delayMs), callback });
      return lastId;
    },
    clearTimeout(handle) {
      timers.delete(handle as number);
    },
    async advance(ms) {
      const limit = elapsed + ms;
      await settle();
      for (let step = 0; step < MAX_STEPS; step += 1) {
        const timer = dueBy(limit);
        if (timer === undefined) break;
        fire(timer);
        await settle();
      }
      elapsed = limit;
    },
    setWall(byMs) {
      wallOffset += byMs;
    },
    advanceSync(ms) {
      const limit = elapsed + ms;
      for (let step = 0; step < MAX_STEPS; step += 1) {
        const timer = dueBy(limit);
        if (timer === undefined) break;
        fire(timer);
      }
      elapsed = limit;
    },
    get pending() {
      return timers.size;
    },
    get nextIn() {
      const next = dueBy(Number.POSITIVE_INFINITY);
      return next === undefined ? undefined : Math.max(0, next.at - elapsed);
    },
  };
}
