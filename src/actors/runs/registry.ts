import type { RunOutcome } from '../../api/ports.ts';
import type { Clock } from '../../platform/clock.ts';
import { RUN_BOUNDS } from './bounds.ts';
import type { LiveRun } from './live-run.ts';

type Resolve = (outcome: RunOutcome | undefined) => void;

/** The runs alive in this process, who waits for which, and outcomes the store would not take. */
export interface RunRegistry {
  add(run: LiveRun): void;
  get(runId: string): LiveRun | undefined;
  /** Oldest first. */
  all(): readonly LiveRun[];
  inSession(canonicalKey: string): readonly LiveRun[];
  readonly size: number;
  /** Forgets the run and tells everybody who waits for it. */
  end(runId: string, outcome: RunOutcome): void;
  /** Keeps an outcome that could not be stored for as long as this process lives. */
  keepUnsaved(outcome: RunOutcome, payloadHash: string): void;
  unsaved(runId: string): { readonly outcome: RunOutcome; readonly payloadHash: string } | undefined;
  /** The end of a run of this id, known or not yet, within `timeoutMs` and until `signal` aborts. */
  waitFor(runId: string, timeoutMs: number, signal?: AbortSignal): Promise<RunOutcome | undefined>;
  /** True when `runs` have all ended within `timeoutMs`. */
  allEnded(runs: readonly LiveRun[], timeoutMs: number): Promise<boolean>;
}

export function createRegistry(clock: Clock): RunRegistry {
  const live = new Map<string, LiveRun>();
  const kept = new Map<string, { outcome: RunOutcome; payloadHash: string }>();
  const waiters = new Map<string, Set<Resolve>>();
  let waiting = 0;

  function addWaiter(
    runId: string,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<RunOutcome | undefined> {
    if (timeoutMs <= 0 || signal?.aborted === true || waiting >= RUN_BOUNDS.maxWaiters)
      return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<RunOutcome | undefined>();
    const group = waiters.get(runId) ?? new Set<Resolve>();
    waiters.set(runId, group);
    waiting += 1;
    const answer: Resolve = (outcome) => {
      if (!group.delete(answer)) return;
      waiting -= 1;
      if (group.size === 0 && waiters.get(runId) === group) waiters.delete(runId);
      clock.clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      resolve(outcome);
    };
    const giveUp = (): void => answer(undefined);
    group.add(answer);
    signal?.addEventListener('abort', giveUp, { once: true });
    const timer = clock.setTimeout(giveUp, Math.min(timeoutMs, RUN_BOUNDS.maxTimeoutMs));
    return promise;
  }

  return {
    add: (run) => void live.set(run.runId, run),
    get: (runId) => live.get(runId),
    all: () => [...live.values()],
    inSession: (canonicalKey) => [...live.values()].filter((run) => run.canonicalKey === canonicalKey),
    get size() {
      return live.size;
    },
    end(runId, outcome) {
      const run = live.get(runId);
      if (run === undefined) return;
      live.delete(runId);
      run.ended.resolve(outcome);
      // An answered waiter leaves the set while it is walked, which sets allow.
      for (const answer of waiters.get(runId) ?? []) answer(outcome);
    },
    keepUnsaved(outcome, payloadHash) {
      const oldest = kept.keys().next().value;
      if (kept.size >= RUN_BOUNDS.maxUnsaved && oldest !== undefined) kept.delete(oldest);
      kept.set(outcome.runId, { outcome, payloadHash });
    },
    unsaved: (runId) => kept.get(runId),
    waitFor: addWaiter,
    async allEnded(runs, timeoutMs) {
      if (runs.length === 0) return true;
      const { promise: late, resolve } = Promise.withResolvers<false>();
      const timer = clock.setTimeout(() => resolve(false), Math.max(0, timeoutMs));
      const ended = Promise.all(runs.map((run) => run.ended.promise)).then(() => true as const);
      const result = await Promise.race([ended, late]);
      clock.clearTimeout(timer);
      return result;
    },
  };
}
