import type { Clock } from '../../platform/clock.ts';
import type { LogFields, Logger } from '../../platform/logger.ts';

/** Lines written in full per reason and window; the rest are counted. */
const LINES = 5;
const WINDOW_MS = 60_000;
const MAX_REASONS = 64;

export interface RefusalLog {
  /** @param reason from a closed vocabulary, never from the peer */
  note(reason: string, fields: LogFields): void;
}

interface Tally {
  since: number;
  seen: number;
}

/** Refusals are cheap to cause, so they must be cheap to log: a few lines a minute for each reason, then one count. */
export function createRefusalLog(clock: Clock, log: Logger): RefusalLog {
  const tallies = new Map<string, Tally>();
  return {
    note(reason, fields) {
      const now = clock.monotonic();
      let tally = tallies.get(reason);
      if (tally === undefined || now - tally.since > WINDOW_MS) {
        const unsaid = (tally?.seen ?? 0) - LINES;
        if (unsaid > 0) log.warn('refusals not logged one by one', { reason, count: unsaid });
        tally = { since: now, seen: 0 };
        if (tallies.size < MAX_REASONS || tallies.has(reason)) tallies.set(reason, tally);
      }
      tally.seen += 1;
      if (tally.seen <= LINES) log.warn('refused', { reason, ...fields });
    },
  };
}
