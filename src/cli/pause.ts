import type { CliIo } from './io.ts';

/** Between two tries while nobody answers: a process that ends and one that starts tell nobody about it. */
const RETRY_MS = 50;

/** Resolves after `ms`, or at once when the signal aborts. */
export const pause = ({ clock }: Pick<CliIo, 'clock'>, ms = RETRY_MS, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const finish = (): void => {
      clock.clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = clock.setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
    if (signal?.aborted === true) finish();
  });
