import type { ConfigFacts } from '../../api/lifecycle-facts.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ConfigState } from '../../protocol/config-states.ts';
import type { ReloadReport, RunningConfig } from '../../protocol/generated/types.ts';

/** What the operator is told of the configuration that runs, and of the last change to it. */
export interface ReloadFacts {
  /** For health and status. */
  config(): ConfigFacts;
  /** For `config.get`. */
  running(): RunningConfig;
  /** Another configuration runs from now on. */
  runs(loaded: LoadedConfig, state: ConfigState, reason: string | null): void;
  /** The same one runs; how it stands to the file has changed. True when that is news. */
  stands(state: ConfigState, reason: string | null): boolean;
  report(report: Omit<ReloadReport, 'at'>): ReloadReport;
}

/** SHA-256 of no bytes: the hash of a file that does not exist. */
const NO_FILE = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const hashOfMain = ({ snapshot }: LoadedConfig): string => snapshot.hash ?? NO_FILE;

export function createReloadFacts(options: {
  readonly clock: Clock;
  /** Health shows some of it. */
  readonly changed: () => void;
}): ReloadFacts {
  const { clock, changed } = options;
  let hash: string | null = null;
  let state: ConfigState = 'current';
  let reason: string | null = null;
  /** Of the configuration that runs, and of how it stands to the file. */
  let runsSince = clock.now();
  let standsSince = runsSince;
  let last: ReloadReport | undefined;

  const stand = (next: ConfigState, why: string | null): boolean => {
    if (next === state && why === reason) return false;
    if (next !== state) standsSince = clock.now();
    state = next;
    reason = why;
    changed();
    return true;
  };

  /** What was said to take longer, or to need a restart, has come to its end by now. */
  const conclude = (): void => {
    if (last === undefined || (last.result !== 'restarting' && last.result !== 'deferred')) return;
    const { delayMs: _over, ...known } = last;
    if (state === 'current' && hash === last.hash)
      last = { ...known, result: 'applied', reason: 'it runs', at: clock.now() };
    else if (state === 'restored' && reason !== null)
      last = { ...known, result: 'restored', reason, at: clock.now() };
  };

  return {
    config: () => ({ state, reason, since: standsSince, hash: hash === NO_FILE ? null : hash }),
    running: () => ({
      hash: hash ?? NO_FILE,
      since: runsSince,
      state,
      reason,
      ...(last === undefined ? {} : { report: last }),
    }),
    runs(loaded, next, why) {
      hash = hashOfMain(loaded);
      runsSince = clock.now();
      stand(next, why);
      conclude();
    },
    stands(next, why) {
      const news = stand(next, why);
      conclude();
      return news;
    },
    report(report) {
      last = { ...report, at: clock.now() };
      return last;
    },
  };
}
