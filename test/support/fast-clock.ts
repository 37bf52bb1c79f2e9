import { systemClock, type Clock } from '../../src/platform/clock.ts';

/** Real time, except that all of it passes `factor` times as fast: waits, deadlines and ages alike. */
export function createFastClock(factor: number): Clock {
  const born = systemClock.now();
  const start = systemClock.monotonic();
  const passed = (): number => (systemClock.monotonic() - start) * factor;
  return {
    now: () => Math.round(born + passed()),
    monotonic: passed,
    setTimeout: (callback, delayMs) => systemClock.setTimeout(callback, delayMs / factor),
    clearTimeout: systemClock.clearTimeout,
  };
}
