import { MediaFailure } from '../../channels/port.ts';
import type { Clock } from '../../platform/clock.ts';

/** Files that go with one message: an answer that names hundreds must not be fetched for hours. */
export const MOST_MEDIA = 20;

/** For all files of one message together, in milliseconds. */
const TOGETHER_MS = 120_000;

/** Runs `fetch` with a signal that ends it when the files of a message have had their time. */
export async function withinBounds<Result>(
  clock: Clock,
  fetch: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  const timer = clock.setTimeout(() => abort.abort(), TOGETHER_MS);
  try {
    return await fetch(abort.signal);
  } finally {
    clock.clearTimeout(timer);
  }
}

/**
 * `work`, or a failure as soon as `signal` aborts: what does not end when told to must not hold up a chat.
 *
 * @throws MediaFailure network
 */
export async function unlessAborted<Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new MediaFailure('network', 'it did not come in time'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([late, signal.aborted ? late : work()]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
