import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface LagReading {
  /** Milliseconds by which turns of the event loop were late since the last reading. */
  readonly maxMs: number;
  readonly meanMs: number;
}

export interface LagSampler {
  /** What happened since the last call. */
  read(): LagReading;
  stop(): void;
}

// Ten wake-ups a second: fine enough to see what hurts, and free.
const RESOLUTION_MS = 100;
const NANOSECONDS = 1e6;

/** Watches how late the event loop runs. The watching itself happens in the runtime and costs next to nothing. */
export function createLagSampler(): LagSampler {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  // The histogram counts whole turns, of which the resolution itself is no lateness.
  const late = (nanoseconds: number): number =>
    Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / NANOSECONDS - RESOLUTION_MS) : 0;
  return {
    read() {
      const reading = { maxMs: late(histogram.max), meanMs: late(histogram.mean) };
      histogram.reset();
      return reading;
    },
    stop: () => {
      histogram.disable();
    },
  };
}
