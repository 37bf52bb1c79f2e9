import type { Clock } from '../../platform/clock.ts';

/** Waits of one owner that can be cut short together. */
export interface Pauses {
  /** Resolves after `ms` milliseconds, or when they are cut short. */
  wait(ms: number): Promise<void>;
  cutShort(): void;
}

export function createPauses(clock: Clock): Pauses {
  const waits = new Set<() => void>();
  return {
    wait(ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const done = (): void => {
        clock.clearTimeout(timer);
        waits.delete(done);
        resolve();
      };
      const timer = clock.setTimeout(done, ms);
      waits.add(done);
      return promise;
    },
    cutShort() {
      for (const done of waits) done();
    },
  };
}
