import type { Clock } from '../platform/clock.ts';
import { EngineError, type EngineFailureKind } from './engine.ts';

/** Tries of one candidate before the next one gets its turn. */
export const MAX_TRIES = 3;
const FIRST_WAIT_MS = 400;
/** A provider that asks for a longer rest is left for the next candidate. */
const LONGEST_WAIT_MS = 10_000;

const RETRYABLE: ReadonlySet<EngineFailureKind> = new Set(['network', 'rateLimit']);

/** How long to wait before try `tries + 1`; `undefined` when another try is pointless. */
export function waitBeforeRetry(error: EngineError, tries: number): number | undefined {
  if (tries >= MAX_TRIES || !RETRYABLE.has(error.kind)) return undefined;
  const wait = error.retryAfterMs ?? FIRST_WAIT_MS * 4 ** (tries - 1);
  return wait <= LONGEST_WAIT_MS ? wait : undefined;
}

/** @throws EngineError aborted */
export async function sleep(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.setTimeout(resolve, ms);
  const onAbort = (): void => resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  await promise;
  clock.clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  throwIfAborted(signal);
}

export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortedError(signal);
}

export const abortedError = (signal: AbortSignal): EngineError =>
  new EngineError('aborted', 'the run was aborted', { cause: signal.reason });

/** Engines throw EngineError; anything else is a defect and keeps its message under `unknown`. */
export function asEngineError(error: unknown, signal: AbortSignal): EngineError {
  if (signal.aborted) return abortedError(signal);
  if (error instanceof EngineError) return error;
  return new EngineError('unknown', error instanceof Error ? error.message : String(error), { cause: error });
}
