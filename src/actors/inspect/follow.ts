import type { Clock } from '../../platform/clock.ts';
import { unavailable } from '../../protocol/failure.ts';
import type { SystemTransitionsParams, SystemTransitionsResult } from '../../protocol/generated/types.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Recorder } from './recorder.ts';
import { isAtOrBelow } from './stretch.ts';

/** Followers that wait at the same time; each one's condition is looked at with every transition of the tree. */
const MAX_WAITING = 64;

/** Resolves with the next transition of the actor, after `waitMs`, or when the signal aborts. */
function news(
  deps: { readonly recorder: Recorder; readonly clock: Clock },
  wanted: { readonly actor: string | undefined; readonly waitMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const { recorder, clock } = deps;
  const { actor, waitMs, signal } = wanted;
  return new Promise((resolve) => {
    const finish = (): void => {
      unsubscribe();
      clock.clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const unsubscribe = recorder.subscribe((transition) => {
      if (isAtOrBelow(transition.actor, actor)) finish();
    });
    const timer = clock.setTimeout(finish, waitMs);
    signal.addEventListener('abort', finish, { once: true });
  });
}

/**
 * Follows the record of transitions: what came after a number, at once or as soon as there is something.
 *
 * @param epoch names this process, so that a number given by another one is not taken for one of ours
 * @returns a function that throws Failure UNAVAILABLE when too many wait already or the caller has gone
 */
export function createFollow(deps: {
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly epoch: string;
}): (params: SystemTransitionsParams, signal: AbortSignal) => Promise<SystemTransitionsResult> {
  const { recorder, epoch } = deps;
  let waiting = 0;

  return async (params, signal) => {
    const { actor, waitMs = 0 } = params;
    const foreign = params.epoch !== undefined && params.epoch !== epoch;
    const after = foreign ? 0 : (params.after ?? recorder.seq());
    const look = (): SystemTransitionsResult => {
      const found = recorder.after(after, { limit: LIMITS.transitionsPerAnswer, actor });
      return { epoch, ...found, dropped: found.dropped || foreign };
    };
    const known = look();
    if (waitMs === 0 || known.transitions.length > 0 || known.dropped) return known;
    if (waiting >= MAX_WAITING)
      throw unavailable(`${MAX_WAITING} followers wait already`, { retryAfterMs: 1_000 });
    waiting += 1;
    try {
      await news(deps, { actor, waitMs, signal });
    } finally {
      waiting -= 1;
    }
    if (signal.aborted) throw unavailable('connection closed');
    return look();
  };
}
