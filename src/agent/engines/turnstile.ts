import { throwIfAborted, abortedError } from '../retry.ts';

/** Lets one holder per key through at a time, in order of arrival. */
export interface Turnstile {
  /** Resolves to the function that frees the place. @throws EngineError aborted while waiting */
  enter(key: string, signal: AbortSignal): Promise<() => void>;
}

export function createTurnstile(): Turnstile {
  const tails = new Map<string, Promise<void>>();
  return {
    async enter(key, signal) {
      throwIfAborted(signal);
      const before = tails.get(key) ?? Promise.resolve();
      const place = Promise.withResolvers<void>();
      const tail = before.then(() => place.promise);
      tails.set(key, tail);
      const leave = (): void => {
        place.resolve();
        if (tails.get(key) === tail) tails.delete(key);
      };
      try {
        await orAborted(before, signal);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
  };
}

async function orAborted(wait: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(abortedError(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([wait, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
