import { fromCallback } from 'xstate';
import type { AnyEventObject } from 'xstate';
import { SendFailure } from '../../channels/port.ts';
import type { PlannedPart, Receipt } from '../../channels/message.ts';
import type { LinkBodyInput } from '../../machines/channel-link.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { Outbox, OutboxEntry, OutboxPartRow } from '../../store/outbox.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';

/** Chats served at once. */
const MAX_AT_ONCE = 8;
/** Full jitter: the pause before attempt n + 1 is uniform between `floorMs` and the doubling bound. */
const PAUSE = { firstMs: 1_000, maxMs: 60_000, floorMs: 250 } as const;
/** Tries to record what became of a part, and the time between two of them. */
const MAX_STORE_TRIES = 60;
const STORE_RETRY_MS = 1_000;
/** `setTimeout` of Node overflows beyond this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface CourierNeeds {
  readonly accounts: LiveAccounts;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** The entry has changed; whoever waits for it looks. */
  readonly changed: (entry: OutboxEntry) => void;
}

export const pauseMs = (attempts: number, fraction: number): number => {
  const bound = Math.min(PAUSE.maxMs, PAUSE.firstMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(PAUSE.floorMs + fraction * (bound - PAUSE.floorMs));
};

/** Sends what waits for one account, in order per chat, for as long as its link is online. */
export function createCourier(needs: CourierNeeds) {
  const { accounts, outbox, clock, random, log } = needs;

  return fromCallback<AnyEventObject, LinkBodyInput>(({ input, sendBack }) => {
    const live = accounts.get(input.key);
    const self = { channel: live.channel, account: live.accountId };
    const abort = new AbortController();
    let inFlight = 0;
    let pumping = false;
    let wanted = false;
    let pausedUntil = 0;
    let timer: unknown;
    const idle = new Set<() => void>();

    const crash = (error: unknown): void => {
      if (!abort.signal.aborted) sendBack({ type: 'part.failed', error });
      else log.error('the courier failed on its way out', { account: live.key, error });
    };

    const arm = (): void => {
      if (timer !== undefined) clock.clearTimeout(timer);
      timer = undefined;
      const next = outbox.nextDueAt(self);
      if (next === undefined || abort.signal.aborted || inFlight >= MAX_AT_ONCE) return;
      const delay = Math.max(next, pausedUntil) - clock.now();
      // What is due but blocked by its own chat is looked at again when that part comes back.
      if (delay <= 0 && inFlight > 0) return;
      timer = clock.setTimeout(wake, Math.min(Math.max(delay, PAUSE.floorMs), LONGEST_TIMER_MS));
    };

    const rest = (): void => {
      if (inFlight > 0 || pumping) return;
      for (const done of idle) done();
      idle.clear();
    };

    const pump = async (): Promise<void> => {
      do {
        wanted = false;
        const room = MAX_AT_ONCE - inFlight;
        if (abort.signal.aborted || room <= 0 || clock.now() < pausedUntil) break;
        for (const entry of await outbox.expire(clock.now())) needs.changed(entry);
        const due = outbox.due(self, clock.now(), room);
        if (due.length === 0) break;
        const begun = await outbox.begin(
          due.map((part) => part.id),
          clock.now(),
        );
        for (const part of begun) {
          inFlight += 1;
          void send(part).catch(crash);
        }
      } while (wanted);
    };

    function wake(): void {
      if (pumping) {
        wanted = true;
        return;
      }
      pumping = true;
      pump()
        .catch(crash)
        .finally(() => {
          pumping = false;
          if (wanted && !abort.signal.aborted) return wake();
          arm();
          rest();
        });
    }

    const send = async (part: OutboxPartRow): Promise<void> => {
      try {
        const outcome = await attempt(part);
        needs.changed(await persisted(part, () => settle(part, outcome)));
      } finally {
        inFlight -= 1;
        wake();
      }
    };

    /** What the network said must not be lost to a store that is busy: a part left `sending` would hold up its chat. */
    const persisted = async (
      part: OutboxPartRow,
      write: () => Promise<OutboxEntry>,
    ): Promise<OutboxEntry> => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await write();
        } catch (error) {
          if (tries >= MAX_STORE_TRIES) throw error;
          log.error('the outcome of a send is not stored yet', { account: live.key, part: part.id, error });
          const { promise, resolve } = Promise.withResolvers<void>();
          clock.setTimeout(resolve, STORE_RETRY_MS);
          await promise;
        }
      }
    };

    const attempt = async (part: OutboxPartRow): Promise<Receipt | SendFailure> => {
      const { link } = live;
      if (link === undefined || abort.signal.aborted) return new SendFailure('retry', 'the link went down');
      const to = { chatId: part.chat, ...(part.thread === undefined ? {} : { threadId: part.thread }) };
      const planned = {
        kind: part.kind,
        body: part.body,
        preview: '',
        ...(part.messageId === undefined ? {} : { messageId: part.messageId }),
      } as PlannedPart;
      try {
        return await link.deliver(to, planned, abort.signal);
      } catch (error) {
        if (error instanceof SendFailure) return error;
        log.error('a part failed in a way its adapter does not know', {
          account: live.key,
          part: part.id,
          error,
        });
        const kind = live.account.afterCrash === 'repeat' ? 'retry' : 'unknown';
        return new SendFailure(kind, error instanceof Error ? error.message : String(error), {
          cause: error,
        });
      }
    };

    const settle = (part: OutboxPartRow, outcome: Receipt | SendFailure): Promise<OutboxEntry> => {
      const now = clock.now();
      if (!(outcome instanceof SendFailure)) {
        live.lastOutboundAt = now;
        return outbox.sent(part.id, { ...outcome }, now);
      }
      const { kind, message, retryAfterMs } = outcome;
      if (kind === 'refused') return outbox.dead(part.id, message, now);
      if (kind === 'unknown') return outbox.unknown(part.id, message, now);
      // The network speaks for the whole account when it asks to slow down.
      if (retryAfterMs !== undefined) pausedUntil = Math.max(pausedUntil, now + retryAfterMs);
      const pause = abort.signal.aborted ? 0 : pauseMs(part.attempts, random.fraction());
      return outbox.again(part.id, message, now + Math.max(pause, retryAfterMs ?? 0));
    };

    const flushed = (): Promise<void> => {
      if (inFlight === 0 && !pumping && outbox.due(self, clock.now(), 1).length === 0)
        return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      idle.add(resolve);
      wake();
      return promise;
    };

    live.wake = wake;
    live.flushed = flushed;
    wake();

    return () => {
      abort.abort();
      if (timer !== undefined) clock.clearTimeout(timer);
      if (live.wake === wake) standDown(live);
      for (const done of idle) done();
    };
  });
}

function standDown(live: LiveAccount): void {
  live.wake = () => {};
  live.flushed = () => Promise.resolve();
}
