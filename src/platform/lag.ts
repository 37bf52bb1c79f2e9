import { systemClock, type Clock } from './clock.ts';

export interface LagReading {
  /** Milliseconds by which the event loop was late at worst since the last reading. */
  readonly maxMs: number;
  readonly meanMs: number;
}

export interface LagSampler {
  /** What happened since the last call. */
  read(): LagReading;
  stop(): void;
}

/** Each wake-up of an idle process costs about 0.2 ms; one a second still sees every block of a second, which is what counts. */
const PERIOD_MS = 1000;

/**
 * Watches how late the event loop runs. Own timers rather than the runtime's histogram, which forgets the block that is going on
 * when it is reset. Does not keep the process alive.
 */
export function createLagSampler(clock: Clock = systemClock): LagSampler {
  let dueAt = clock.monotonic() + PERIOD_MS;
  let max = 0;
  let sum = 0;
  let samples = 0;
  let timer: unknown;

  const note = (): void => {
    const late = Math.max(0, clock.monotonic() - dueAt);
    max = Math.max(max, late);
    sum += late;
    samples++;
  };
  const arm = (): void => {
    dueAt = clock.monotonic() + PERIOD_MS;
    timer = clock.setTimeout(() => {
      note();
      arm();
    }, PERIOD_MS);
    (timer as { unref?: () => void }).unref?.();
  };
  arm();

  return {
    read() {
      // A block that is just over counts even if its timer has not run yet.
      if (clock.monotonic() > dueAt) note();
      const reading = { maxMs: max, meanMs: samples === 0 ? 0 : sum / samples };
      max = 0;
      sum = 0;
      samples = 0;
      return reading;
    },
    stop: () => clock.clearTimeout(timer),
  };
}
