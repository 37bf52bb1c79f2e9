import type { HotEffects } from './hot-effects.ts';

/** What a boot has to show before the change it was made for counts as one that works. */
export interface BootProof {
  /** Before a restart for a change: what is online now has to be able to be so again. */
  remember(online: readonly string[]): void;
  /** A boot begins. True when it has something to prove; what was remembered is for this boot only. */
  begins(trial: boolean): boolean;
  /** Resolves with what does not work, or with nothing within five seconds: a network that is away is no fault of a change. */
  prove(hot: Pick<HotEffects, 'linksHealthy'>, signal: AbortSignal): Promise<string | undefined>;
}

export function createBootProof(): BootProof {
  let before: readonly string[] = [];
  let due: readonly string[] = [];
  return {
    remember(online) {
      before = online;
    },
    begins(trial) {
      due = trial ? before : [];
      before = [];
      return due.length > 0;
    },
    prove: (hot, signal) => hot.linksHealthy(due, signal),
  };
}
