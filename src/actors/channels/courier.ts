import { fromCallback } from 'xstate';
import type { AnyEventObject } from 'xstate';
import type { LinkBodyInput } from '../../machines/channel-link.ts';
import { isStoreFault } from '../../store/errors.ts';
import type { OutboxEntry, OutboxPartRow } from '../../store/outbox.ts';
import { createDelivery, STORE_RETRY_MS } from './delivery.ts';
import type { DeliveryNeeds } from './delivery.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';

/** Chats served at once. */
const MAX_AT_ONCE = 8;
/** What is due is not looked at again sooner than this, in milliseconds. */
const SOONEST_MS = 250;
/** `setTimeout` of Node overflows beyond this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface CourierNeeds extends DeliveryNeeds {
  readonly accounts: LiveAccounts;
  /** The entry has changed; whoever waits for it looks. */
  readonly changed: (entry: OutboxEntry) => void;
}

/** Sends what waits for one account, in order per chat, for as long as its link is online. */
export function createCourier(needs: CourierNeeds) {
  const { accounts, outbox, clock, log } = needs;
  const delivery = createDelivery(needs);

  return fromCallback<AnyEventObject, LinkBodyInput>(({ input, sendBack }) => {
    const live = accounts.get(input.key);
    const self = { channel: live.channel, account: live.accountId };
    const abort = new AbortController();
    const { signal } = abort;
    let inFlight = 0;
    let pumping = false;
    let wanted = false;
    let timer: unknown;
    const idle = new Set<() => void>();

    const crash = (error: unknown): void => {
      if (!signal.aborted) sendBack({ type: 'part.failed', error });
      else log.error('the courier failed on its way out', { account: live.key, error });
    };

    const wakeIn = (ms: number): void => {
      clock.clearTimeout(timer);
      timer = clock.setTimeout(wake, Math.min(ms, LONGEST_TIMER_MS));
    };

    const arm = (): void => {
      clock.clearTimeout(timer);
      const next = outbox.nextDueAt(self);
      if (next === undefined || inFlight >= MAX_AT_ONCE) return;
      wakeIn(Math.max(next - clock.now(), live.pausedUntil - clock.monotonic(), SOONEST_MS));
    };

    const rest = (): void => {
      if (inFlight > 0) return;
      for (const done of idle) done();
      idle.clear();
    };

    const pump = async (): Promise<void> => {
      do {
        wanted = false;
        const room = MAX_AT_ONCE - inFlight;
        if (signal.aborted || room <= 0 || clock.monotonic() < live.pausedUntil) return;
        for (const entry of await outbox.expire(clock.now())) needs.changed(entry);
        const due = outbox.due(self, clock.now(), room);
        if (due.length === 0) continue;
        const ids = due.map(({ id }) => id);
        for (const part of await outbox.begin(ids, clock.now())) {
          inFlight += 1;
          void send(part);
        }
      } while (wanted);
    };

    const round = async (): Promise<void> => {
      try {
        await pump();
        if (!signal.aborted) arm();
      } catch (error) {
        // What waits is safe in the store, which heals or is restarted without us.
        if (!isStoreFault(error) || signal.aborted) return crash(error);
        log.error('the outbox cannot be read or written; it is tried again', { account: live.key, error });
        return wakeIn(STORE_RETRY_MS);
      } finally {
        pumping = false;
      }
      if (wanted) wake();
      else rest();
    };

    function wake(): void {
      if (signal.aborted) return;
      wanted = true;
      if (pumping) return;
      pumping = true;
      void round();
    }

    const send = async (part: OutboxPartRow): Promise<void> => {
      try {
        needs.changed(await delivery.deliver(live, part, signal));
      } catch (error) {
        crash(error);
      } finally {
        inFlight -= 1;
        // Whoever serves the account by now may wait for the chat of this part.
        if (signal.aborted) live.wake();
        else wake();
      }
    };

    const flushed = async (): Promise<void> => {
      if (inFlight === 0 && !pumping && outbox.due(self, clock.now(), 1).length === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      idle.add(resolve);
      wake();
      await promise;
    };

    live.wake = wake;
    live.flushed = flushed;
    wake();

    return () => {
      abort.abort();
      clock.clearTimeout(timer);
      if (live.wake === wake) standDown(live);
      for (const done of idle) done();
    };
  });
}

function standDown(live: LiveAccount): void {
  live.wake = () => {};
  live.flushed = () => Promise.resolve();
}
