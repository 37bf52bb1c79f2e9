import type { Clock } from '../../platform/clock.ts';
import { unavailable } from '../../protocol/failure.ts';

/**
 * Asks for an in-process restart after a delay, once per boot: several who ask in the same moment mean the same restart.
 * The function throws Failure UNAVAILABLE while the gateway is not running.
 */
export function createRestartLater(deps: {
  readonly clock: Clock;
  readonly running: () => boolean;
  readonly restart: (reason: string) => void;
}): (reason: string, delayMs: number) => void {
  let at: number | undefined;
  let timer: unknown;
  return (reason, delayMs) => {
    if (!deps.running()) {
      throw unavailable('the gateway is starting or stopping already', { retryAfterMs: 1_500 });
    }
    const due = deps.clock.monotonic() + delayMs;
    if (at !== undefined && at <= due) return;
    if (timer !== undefined) deps.clock.clearTimeout(timer);
    at = due;
    timer = deps.clock.setTimeout(() => {
      // Who restarted it meanwhile did what was asked for.
      if (deps.running()) deps.restart(reason);
    }, delayMs);
  };
}
