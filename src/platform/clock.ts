/** The one door to time. Milliseconds everywhere. */
export interface Clock {
  /** Wall clock, Unix epoch milliseconds (integer). For records and wire timestamps. */
  now(): number;
  /** Monotonic milliseconds (fractional). For durations and budgets. */
  monotonic(): number;
  /** At most 24.8 days; what is to take longer takes as long as that. */
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** 24.8 days. A timer of Node that is set for longer fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, Math.min(delayMs, LONGEST_MS)),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};
