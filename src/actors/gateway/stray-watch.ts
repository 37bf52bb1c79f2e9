import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { StrayFailure } from '../../platform/stray-failures.ts';

/** How long health remembers the last one, in milliseconds. */
const REMEMBERED_MS = 3_600_000;

export interface StrayCount {
  readonly count: number;
  readonly since: number;
}

export interface StrayWatch {
  note(failure: StrayFailure): void;
  /** Those that did not end the process; `undefined` once the last is an hour old. */
  recent(): StrayCount | undefined;
  /** Resolves with the exception that must end the process. */
  readonly fatal: Promise<unknown>;
}

/**
 * The policy for failures no actor owns: a rejected promise or a lost connection is logged and counted, an exception ends the
 * process, because what it interrupted is unknown and the next start reads everything from the store.
 */
export function createStrayWatch(options: {
  readonly clock: Clock;
  readonly log: Logger;
  /** What health shows has changed. */
  readonly changed: () => void;
}): StrayWatch {
  const { clock, log, changed } = options;
  const fatal = Promise.withResolvers<unknown>();
  let counted: (StrayCount & { readonly last: number }) | undefined;
  const fresh = (now: number) =>
    counted !== undefined && now - counted.last < REMEMBERED_MS ? counted : undefined;
  return {
    fatal: fatal.promise,
    note({ kind, error }) {
      if (kind === 'exception') {
        log.fatal('unhandled exception: the process ends', { error });
        fatal.resolve(error);
        return;
      }
      log.error(`unhandled ${kind === 'rejection' ? 'promise rejection' : 'connection error'}`, { error });
      const now = clock.now();
      const before = fresh(now);
      counted = { count: (before?.count ?? 0) + 1, since: before?.since ?? now, last: now };
      changed();
    },
    recent() {
      const found = fresh(clock.now());
      return found === undefined ? undefined : { count: found.count, since: found.since };
    },
  };
}
