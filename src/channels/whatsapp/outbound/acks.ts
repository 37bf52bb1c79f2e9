import type { Clock } from '../../../platform/clock.ts';
import { SendFailure } from '../../port.ts';
import { refusalOf } from './refusals.ts';

const ACK_MS = 30_000;

/** Who waits for the network's word on which message. */
export interface Acks {
  /** Starts to listen before the message goes out. `outcome` settles with its acknowledgement. */
  expect(id: string, signal: AbortSignal): { readonly outcome: Promise<void>; readonly forget: () => void };
  /** `error` is the network's code, absent when all is well. */
  arrived(id: string, error: string | undefined): void;
  linkLost(): void;
}

export function createAcks(clock: Clock): Acks {
  const waiting = new Map<
    string,
    { readonly done: () => void; readonly fail: (failure: SendFailure) => void }
  >();

  return {
    expect: (id, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer = clock.setTimeout(
        () =>
          reject(
            new SendFailure('retry', `WhatsApp did not acknowledge the message within ${ACK_MS / 1_000} s`),
          ),
        ACK_MS,
      );
      const aborted = (): void =>
        reject(new SendFailure('retry', 'sending was stopped', { cause: signal.reason }));
      const forget = (): void => {
        clock.clearTimeout(timer);
        signal.removeEventListener('abort', aborted);
        waiting.delete(id);
      };
      if (signal.aborted) aborted();
      signal.addEventListener('abort', aborted, { once: true });
      waiting.set(id, { done: resolve, fail: reject });
      // Somebody awaits it only after the message is out; until then a rejection has no reader.
      promise.catch(() => {});
      return { outcome: promise, forget };
    },
    arrived: (id, error) => {
      const entry = waiting.get(id);
      if (entry === undefined) return;
      if (error === undefined) {
        entry.done();
        return;
      }
      const { kind, words } = refusalOf(error);
      entry.fail(new SendFailure(kind, words));
    },
    linkLost: () => {
      for (const entry of waiting.values())
        entry.fail(
          new SendFailure('retry', 'the WhatsApp link was lost before the message was acknowledged'),
        );
      waiting.clear();
    },
  };
}
