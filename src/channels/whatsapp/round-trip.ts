import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Evidence } from './evidence.ts';

const EVERY_MS = 30_000;
const ANSWER_MS = 15_000;
/** A link that answers nothing for this long is given up. */
export const DEAF_MS = 120_000;

export interface RoundTripOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly evidence: Evidence;
  /** Asks the network something cheap; resolves when it answered. */
  readonly ask: () => Promise<void>;
  /** The link answers nothing any more. */
  readonly onDeaf: () => void;
}

export interface RoundTrip {
  start(): void;
  /** One question, now. Rejects when it is not answered in time. */
  once(): Promise<void>;
  stop(): void;
}

/**
 * Asks the network a question that only a server that knows this device can answer: pings are answered by a link that
 * delivers nothing. Silence of people is never counted.
 */
export function createRoundTrip(options: RoundTripOptions): RoundTrip {
  const { clock, log, evidence } = options;
  let timer: unknown;
  let stopped = false;

  const once = async (): Promise<void> => {
    await bounded(clock, ANSWER_MS, options.ask);
    if (!stopped) evidence.roundTrip();
  };

  const tick = async (): Promise<void> => {
    try {
      await once();
    } catch (error) {
      log.debug('a question to WhatsApp went unanswered', { error, silentMs: evidence.silentFor() });
    }
    if (stopped) return;
    if (evidence.silentFor() >= DEAF_MS) options.onDeaf();
    else arm();
  };

  const arm = (): void => {
    timer = clock.setTimeout(() => void tick(), EVERY_MS);
  };

  return {
    start: arm,
    once,
    stop: () => {
      stopped = true;
      clock.clearTimeout(timer);
    },
  };
}

/** The result of `work`, or a rejection once `limitMs` have passed. */
export function bounded<Result>(clock: Clock, limitMs: number, work: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => reject(new Error(`no answer within ${limitMs / 1_000} s`)), limitMs);
    work()
      .then(resolve, reject)
      .finally(() => clock.clearTimeout(timer));
  });
}
