import type { Clock } from '../../platform/clock.ts';
import { EngineError } from '../engine.ts';
import { abortedError } from '../retry.ts';

export interface GuardOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Longest silence of the source, in milliseconds. */
  readonly idleMs: number;
  /** True while silence is expected, for example while a tool works. */
  busy(): boolean;
  /** Tears the source down; called once, however the stream ends. */
  cancel(): void;
}

/**
 * Passes a stream on, but never waits for it beyond an abort or a silence. The source may hang, throw late or ignore its
 * own cancellation: the consumer is free at once and a late rejection has an owner.
 *
 * @throws EngineError aborted, or network when the source went silent
 */
export async function* guardStream<T>(source: AsyncIterable<T>, options: GuardOptions): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    while (!ended) {
      const step = await nextOf(iterator, options);
      if (step.done) ended = true;
      else yield step.value;
    }
  } finally {
    options.cancel();
    if (!ended) dismiss(iterator.return?.());
  }
}

async function nextOf<T>(iterator: AsyncIterator<T>, options: GuardOptions): Promise<IteratorResult<T>> {
  const { signal, clock, idleMs } = options;
  if (signal.aborted) throw abortedError(signal);
  const gaveUp = Promise.withResolvers<never>();
  const onAbort = (): void => gaveUp.reject(abortedError(signal));
  const onSilence = (): void => {
    if (options.busy()) timer = clock.setTimeout(onSilence, idleMs);
    else
      gaveUp.reject(
        new EngineError('network', `the connection went silent for ${Math.round(idleMs / 1000)} s`),
      );
  };
  let timer = clock.setTimeout(onSilence, idleMs);
  signal.addEventListener('abort', onAbort, { once: true });
  const step = iterator.next();
  dismiss(step);
  try {
    return await Promise.race([step, gaveUp.promise]);
  } finally {
    clock.clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** A promise whose outcome nobody waits for any more; its rejection is already answered by the error we threw. */
function dismiss(promise: Promise<unknown> | undefined): void {
  promise?.catch(() => undefined);
}
