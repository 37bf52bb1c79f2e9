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

/** Kinds remembered in a window; more than this are let through, as each is rare. */
const MAX_KINDS = 2000;

/**
 * Lines with the same level, subsystem and text are one kind. After a burst in a window the rest of that kind is held back and told
 * as one line with the exact count when the window ends.
 */
export function createLogLimit(options: LogLimitOptions): LogLimit {
  const { clock, report, windowMs = 10_000, burst = 100, debugBurst = 2000 } = options;
  const kinds = new Map<string, Kind>();
  let timer: unknown;

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
    timer = clock.setTimeout(settle, windowMs);
    // A pending report must not keep a process alive that has nothing else to do; closing the log reports it.
    (timer as { unref?: () => void }).unref?.();
  };

  return {
    admit(level, subsystem, message) {
      arm();
      const key = `${level}\0${subsystem ?? ''}\0${message}`;
      const known = kinds.get(key);
      if (known === undefined) {
        if (kinds.size < MAX_KINDS) kinds.set(key, { level, subsystem, message, seen: 1, held: 0 });
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
