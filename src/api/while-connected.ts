import { unavailable } from '../protocol/failure.ts';

/**
 * Waits for `work`, but no longer than the caller's socket lives; the work itself goes on.
 * @throws Failure UNAVAILABLE when the signal aborts first
 */
export async function whileConnected<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw unavailable('connection closed');
  let onAbort: () => void = () => {};
  const gone = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(unavailable('connection closed'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, gone]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
