import type { Clock } from './clock.ts';
import type { LogLevel } from './logger.ts';

/** A line that stands for those that were held back. */
export interface RepeatedLine {
  readonly level: LogLevel;
  readonly subsystem: string | undefined;
  readonly message: string;
  readonly repeated: number;
}

export interface LogLimit {
  /** False when the line is held back; it is counted. */
  admit(level: LogLevel, subsystem: string | undefined, message: string): boolean;
  /** Reports all counts now. */
  settle(): void;
}

export interface LogLimitOptions {
  readonly clock: Clock;
  readonly windowMs?: number;
  /** Lines of one kind let through in a window. */
  readonly burst?: number;
  readonly debugBurst?: number;
  readonly report: (line: RepeatedLine) => void;
}

interface Kind {
  readonly level: LogLevel;
  readonly subsystem: string | undefined;
  readonly message: string;
  seen: number;
  held: number;
}

/** Kinds remembered at a time, so that lines that all differ take no memory. */
const MAX_KINDS = 2000;
/** Kinds looked at to find one to forget. Almost always the first will do. */
const MAX_LOOKS = 8;

/**
 * Lines with the same level, subsystem and text are one kind. After a burst in a window the rest of that kind is held back and told
 * as one line with the exact count when the window ends. A flood that keeps the event loop to itself is told in time as well.
 */
export function createLogLimit(options: LogLimitOptions): LogLimit {
  const { clock, report, windowMs = 10_000, burst = 100, debugBurst = 2000 } = options;
  const kinds = new Map<string, Kind>();
  let timer: unknown;
  let endsAt = 0;

  const settle = (): void => {
    clock.clearTimeout(timer);
    timer = undefined;
    const held = [...kinds.values()].filter((kind) => kind.held > 0);
    kinds.clear();
    for (const { level, subsystem, message, held: repeated } of held)
      report({ level, subsystem, message, repeated });
  };

  const arm = (): void => {
    if (timer !== undefined) return;
    endsAt = clock.monotonic() + windowMs;
    timer = clock.setTimeout(settle, windowMs);
    // A pending report must not keep a process alive that has nothing else to do; closing the log reports it.
    (timer as { unref?: () => void }).unref?.();
  };

  /** Makes room by forgetting a kind of which nothing is held back: the oldest, as the others may only just have begun. */
  const forgetOne = (): boolean => {
    let looks = 0;
    for (const [key, kind] of kinds) {
      if (looks++ === MAX_LOOKS) return false;
      kinds.delete(key);
      if (kind.held === 0) return true;
      kinds.set(key, kind);
    }
    return false;
  };

  return {
    admit(level, subsystem, message) {
      // The timer may be waiting for whoever writes all these lines.
      if (timer !== undefined && clock.monotonic() >= endsAt) settle();
      arm();
      const key = `${level}\0${subsystem ?? ''}\0${message}`;
      const known = kinds.get(key);
      if (known === undefined) {
        // A kind for which there is no room is let through.
        if (kinds.size < MAX_KINDS || forgetOne())
          kinds.set(key, { level, subsystem, message, seen: 1, held: 0 });
        return true;
      }
      known.seen++;
      const limit = level === 'debug' || level === 'trace' ? debugBurst : burst;
      if (known.seen <= limit) return true;
      known.held++;
      return false;
    },
    settle,
  };
}
