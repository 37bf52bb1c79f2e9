import { SendFailure } from '../../channels/port.ts';
import type { Link } from '../../channels/port.ts';
import type { PlannedPart, Receipt } from '../../channels/message.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import { isStoreFault } from '../../store/errors.ts';
import type { Outbox, OutboxEntry, OutboxPartRow } from '../../store/outbox.ts';
import type { LiveAccount } from './live-account.ts';

/** Full jitter: the pause before attempt n + 1 is uniform between `floorMs` and the doubling bound. */
const PAUSE = { firstMs: 1_000, maxMs: 60_000, floorMs: 250 } as const;
/**
 * Tries to record what became of a part, and the time between two of them. A file that cannot be written is waited for as
 * long as it takes; a store that is not running is back soon, or this boot is over.
 */
const MAX_STORE_TRIES = 60;
export const STORE_RETRY_MS = 1_000;
/** A send whose link is gone and which does not say how it ended is given up, in milliseconds. */
const ABANDON_MS = 5_000;
/** And one over a link that stands, in milliseconds: more than any file takes. */
const NEVER_ENDS_MS = 2 * 3_600_000;

export interface DeliveryNeeds {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

export interface Delivery {
  /** Sends one part that is `sending` and records what became of it. Rejects only when it cannot be recorded. */
  deliver(live: LiveAccount, part: OutboxPartRow, signal: AbortSignal): Promise<OutboxEntry>;
}

export const pauseMs = (attempts: number, fraction: number): number => {
  const bound = Math.min(PAUSE.maxMs, PAUSE.firstMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(PAUSE.floorMs + fraction * (bound - PAUSE.floorMs));
};

const plannedOf = ({ kind, body, messageId }: OutboxPartRow): PlannedPart =>
  ({ kind, body, preview: '', ...(messageId === undefined ? {} : { messageId }) }) as PlannedPart;

const addressOf = ({ chat, thread }: OutboxPartRow) => ({
  chatId: chat,
  ...(thread === undefined ? {} : { threadId: thread }),
});

export function createDelivery({ outbox, clock, random, log }: DeliveryNeeds): Delivery {
  const wait = (ms: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    clock.setTimeout(resolve, ms);
    return promise;
  };

  /** A failure its adapter did not sort: what a crash in the middle would leave is all that is known. */
  const unsorted = (live: LiveAccount, message: string, cause?: unknown): SendFailure =>
    new SendFailure(live.account.afterCrash === 'repeat' ? 'retry' : 'unknown', message, { cause });

  /** What the network said must not be lost to a store that is busy: a part left `sending` would hold up its chat. */
  const persisted = async (
    live: LiveAccount,
    part: OutboxPartRow,
    write: () => Promise<OutboxEntry>,
  ): Promise<OutboxEntry> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await write();
      } catch (error) {
        if (tries >= MAX_STORE_TRIES && !isStoreFault(error)) throw error;
        if (tries % MAX_STORE_TRIES === 1)
          log.error('the outcome of a send is not stored yet', { account: live.key, part: part.id, error });
        await wait(STORE_RETRY_MS);
      }
    }
  };

  const noteLate = (live: LiveAccount, part: OutboxPartRow, receipt: Receipt): void => {
    persisted(live, part, () => outbox.sent(part.id, { ...receipt }, clock.now())).catch((error: unknown) => {
      log.error('a late confirmation is not stored', { account: live.key, part: part.id, error });
    });
  };

  /** A send that outlives its link must not hold up its chat for ever. What it says later still counts. */
  const bounded = async (
    live: LiveAccount,
    part: OutboxPartRow,
    sending: Promise<Receipt>,
    signal: AbortSignal,
  ): Promise<Receipt> => {
    const { promise: abandoned, reject } = Promise.withResolvers<never>();
    let timer: unknown;
    let given = false;
    const giveUp = (why: string): void => {
      given = true;
      reject(unsorted(live, why));
    };
    const onAbort = (): void => {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(() => giveUp('the link went down and the send did not end'), ABANDON_MS);
    };
    timer = clock.setTimeout(() => giveUp('the send did not end'), NEVER_ENDS_MS);
    signal.addEventListener('abort', onAbort, { once: true });
    sending.then(
      (receipt) => given && noteLate(live, part, receipt),
      (error: unknown) =>
        given && log.debug('an abandoned send failed', { account: live.key, part: part.id, error }),
    );
    try {
      return await Promise.race([sending, abandoned]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      clock.clearTimeout(timer);
    }
  };

  const attempt = async (
    live: LiveAccount,
    link: Link | undefined,
    part: OutboxPartRow,
    signal: AbortSignal,
  ): Promise<Receipt | SendFailure> => {
    if (link === undefined || signal.aborted) return new SendFailure('retry', 'the link went down');
    try {
      const sending = link.deliver(addressOf(part), plannedOf(part), signal);
      return await bounded(live, part, sending, signal);
    } catch (error) {
      if (error instanceof SendFailure) return error;
      log.error('a part failed in a way its adapter does not know', {
        account: live.key,
        part: part.id,
        error,
      });
      return unsorted(live, error instanceof Error ? error.message : String(error), error);
    }
  };

  const record = (
    live: LiveAccount,
    part: OutboxPartRow,
    outcome: Receipt | SendFailure,
    signal: AbortSignal,
  ): (() => Promise<OutboxEntry>) => {
    const now = clock.now();
    if (!(outcome instanceof SendFailure)) {
      live.lastOutboundAt = now;
      return () => outbox.sent(part.id, { ...outcome }, now);
    }
    const { kind, message, retryAfterMs } = outcome;
    if (kind === 'refused') return () => outbox.dead(part.id, message, now);
    if (kind === 'unknown') return () => outbox.unknown(part.id, message, now);
    // The network speaks for the whole account when it asks to slow down.
    if (retryAfterMs !== undefined)
      live.pausedUntil = Math.max(live.pausedUntil, clock.monotonic() + retryAfterMs);
    const pause = signal.aborted ? 0 : pauseMs(part.attempts, random.fraction());
    return () => outbox.again(part.id, message, now + Math.max(pause, retryAfterMs ?? 0));
  };

  return {
    async deliver(live, part, signal) {
      const outcome = await attempt(live, live.link, part, signal);
      return persisted(live, part, record(live, part, outcome, signal));
    },
  };
}
