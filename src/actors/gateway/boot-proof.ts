import type { HotEffects } from './hot-effects.ts';

/** What a boot has to show before the change it was made for counts as one that works. */
export interface BootProof {
  /** Before a restart for a change: what is online now has to be able to be so again. */
  remember(online: readonly string[]): void;
  /** A boot begins. True when it has something to prove: what was remembered, or what the boot before did not get to. */
  begins(trial: boolean): boolean;
  /** Resolves with what does not work, or with nothing within five seconds: a network that is away is no fault of a change. */
  prove(hot: Pick<HotEffects, 'linksHealthy'>, signal: AbortSignal): Promise<string | undefined>;
  /** The boot has something to prove and has not done so. */
  due(): boolean;
}

export function createBootProof(): BootProof {
  let before: readonly string[] = [];
  let due: readonly string[] = [];
  return {
    remember(online) {
      before = online;
    },
    begins(trial) {
      const asked = before.length > 0 ? before : due;
      due = trial ? asked : [];
      before = [];
      return due.length > 0;
    },
    async prove(hot, signal) {
      const wrong = await hot.linksHealthy(due, signal);
      // Broken off by a restart, it is for the boot after that.
      if (wrong === undefined && !signal.aborted) due = [];
      return wrong;
    },
    due: () => due.length > 0,
  };
}
