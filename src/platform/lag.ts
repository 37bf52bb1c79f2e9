import { systemClock, type Clock } from './clock.ts';

export interface LagReading {
  /** Milliseconds by which the event loop was late at worst since the last reading. */
  readonly maxMs: number;
  readonly meanMs: number;
}

export interface LagReader {
  /** What happened since the last call. */
  read(): LagReading;
}

export interface LagSampler extends LagReader {
  /** Another reader, which sees the same and forgets on its own. */
  reader(): LagReader;
  /** Called at every wake-up, so that others who look once a second cause no wake-up of their own. @returns how to end it */
  onTick(listener: () => void): () => void;
  stop(): void;
}

interface Window {
  max: number;
  sum: number;
  samples: number;
}

/** Each wake-up of an idle process costs about 0.2 ms; one a second still sees every block of a second, which is what counts. */
const PERIOD_MS = 1000;

/**
 * Watches how late the event loop runs. Own timers rather than the runtime's histogram, which forgets the block that is going on
 * when it is reset. Does not keep the process alive.
 */
export function createLagSampler(clock: Clock = systemClock): LagSampler {
  let dueAt = clock.monotonic() + PERIOD_MS;
  let timer: unknown;
  const windows: Window[] = [];
  const listeners = new Set<() => void>();

  const note = (): void => {
    const late = Math.max(0, clock.monotonic() - dueAt);
    for (const window of windows) {
      window.max = Math.max(window.max, late);
      window.sum += late;
      window.samples++;
    }
  };
  const arm = (): void => {
    dueAt = clock.monotonic() + PERIOD_MS;
    timer = clock.setTimeout(() => {
      note();
      arm();
      for (const listener of listeners) listener();
    }, PERIOD_MS);
    (timer as { unref?: () => void }).unref?.();
  };
  const reader = (): LagReader => {
    const window: Window = { max: 0, sum: 0, samples: 0 };
    windows.push(window);
    return {
      read() {
        // A block that is just over counts even if its timer has not run yet.
        const late = clock.monotonic() - dueAt;
        if (late > 0) {
          window.max = Math.max(window.max, late);
          window.sum += late;
          window.samples++;
        }
        const { max, sum, samples } = window;
        Object.assign(window, { max: 0, sum: 0, samples: 0 });
        return { maxMs: max, meanMs: samples === 0 ? 0 : sum / samples };
      },
    };
  };
  const own = reader();
  arm();

  return {
    ...own,
    reader,
    onTick(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    stop: () => clock.clearTimeout(timer),
  };
}
