import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Mdns } from '../../platform/mdns.ts';
import { answersTo, recordsOf, type Advert } from './advert.ts';
import type { Exposure } from './part.ts';

/** A first announcement may be lost: it is said twice, a second apart (RFC 6762, 8.3). */
const AGAIN_MS = 1_000;

/** Tells the local network of the gateway, and answers whoever asks. */
export function createMdnsExposure(options: {
  readonly open: () => Promise<Mdns>;
  /** Read at each announcement. */
  readonly advert: () => Advert;
  /** Calls back when the advert says something that is no longer so; returns the way to stop. */
  readonly onStale: (listener: () => void) => () => void;
  readonly clock: Clock;
  readonly log: Logger;
}): Exposure {
  const { open, advert, onStale, clock, log } = options;
  let mdns: Mdns | undefined;
  let again: unknown;
  let lost: (error: Error) => void = () => {};

  const drop = async (): Promise<void> => {
    clock.clearTimeout(again);
    const closing = mdns;
    mdns = undefined;
    await closing?.close();
  };

  return {
    async raise(signal) {
      await drop();
      const opened = await open();
      if (signal.aborted) return opened.close();
      mdns = opened;
      const told = advert();
      const records = recordsOf(told);
      const unheard = (error: unknown): void =>
        lost(error instanceof Error ? error : new Error(String(error)));
      opened.onError(unheard);
      opened.onQuery((questions) => {
        const { answers, additionals } = answersTo(questions, records);
        if (answers.length > 0) opened.respond(answers, additionals).catch(unheard);
      });
      await opened.respond(records);
      // Taken back meanwhile: nobody would stop the timer.
      if (mdns !== opened) return;
      again = clock.setTimeout(() => void opened.respond(records).catch(unheard), AGAIN_MS);
      log.info(`announced on the local network as ${told.name}`, { port: told.port });
    },
    watch(tell) {
      lost = (error) => tell({ type: 'exposure.lost', error });
      const off = onStale(() => tell({ type: 'exposure.stale' }));
      return () => {
        lost = () => {};
        off();
      };
    },
    async withdraw() {
      try {
        // Others forget it at once instead of after its time.
        await mdns?.respond(recordsOf(advert(), 0));
      } finally {
        // A network that is away must not keep the port, nor what answers there.
        await drop();
      }
    },
  };
}
