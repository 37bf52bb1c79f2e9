/** The one door to time. Milliseconds everywhere. */
export interface Clock {
  /** Wall clock, Unix epoch milliseconds (integer). For records and wire timestamps. */
  now(): number;
  /** Monotonic milliseconds (fractional). For durations and budgets. */
  monotonic(): number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};
