import { fromCallback, fromPromise } from 'xstate';
import type { AnyEventObject } from 'xstate';
import type { Link, LinkEvents } from '../../channels/port.ts';
import type { LinkBodyInput, LinkEvent, LinkReadiness } from '../../machines/channel-link.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';

/** How often an open link is asked whether it hears, in milliseconds. */
const VERDICT_EVERY_MS = 5_000;

export interface LinkBodyNeeds {
  readonly accounts: LiveAccounts;
  readonly clock: Clock;
  readonly log: Logger;
  /** What the link heard; resolves when it is durable. */
  readonly received: (live: LiveAccount, ...args: Parameters<LinkEvents['received']>) => Promise<void>;
  readonly receipt: (live: LiveAccount, event: Parameters<LinkEvents['receipt']>[0]) => void;
  readonly cursor: (name: string) => number | undefined;
  /** The link is online: what waited for it goes on. */
  readonly opened: (live: LiveAccount) => void;
  /** A step of a login to be shown, or its end. */
  readonly loginChanged: (live: LiveAccount, fault?: LinkFault) => void;
}

/** Reads anew whether the account may connect. */
export const createExamine = ({ accounts }: Pick<LinkBodyNeeds, 'accounts'>) =>
  fromPromise<LinkReadiness, LinkBodyInput>(async ({ input }) => {
    const live = accounts.get(input.key);
    live.readiness = live.account.readiness();
    return live.readiness.state;
  });

/**
 * One connection. The next one of the same account waits until this one is gone, however it was left: two must never
 * poll or hold the same session at once.
 */
export function createLinkBody(needs: LinkBodyNeeds) {
  const { accounts, clock, log } = needs;
  const leaving = new Map<string, Promise<void>>();

  return fromCallback<AnyEventObject, LinkBodyInput>(({ input, sendBack, receive }) => {
    const live = accounts.get(input.key);
    let left = false;
    let closed = false;
    let opened = false;
    let link: Link | undefined;
    let closing = false;
    let timer: unknown;

    const tell = (event: LinkEvent): void => {
      if (!left) sendBack(event);
    };
    /** A throw in what a library calls back is a crash of this link, not of the process. */
    const guarded =
      <A extends readonly unknown[]>(run: (...args: A) => void) =>
      (...args: A): void => {
        try {
          run(...args);
        } catch (error) {
          tell({ type: 'part.failed', error });
        }
      };

    const ask = (): void => {
      if (left || closed || link === undefined) return;
      timer = clock.setTimeout(guarded(ask), VERDICT_EVERY_MS);
      const verdict = link.verdict();
      if (verdict.hears === (live.deafness === undefined)) return;
      live.deafness = verdict.hears ? undefined : { code: verdict.code, reason: verdict.reason };
      if (verdict.hears) return tell({ type: 'link.hears' });
      log.warn('the link does not hear', { account: live.key, code: verdict.code, reason: verdict.reason });
      tell({ type: 'link.deaf', reason: verdict.reason });
    };

    const ready = (): void => {
      if (link === undefined || !opened || closed || left) return;
      live.link = link;
      live.online = true;
      live.lastConnectedAt = clock.now();
      live.login = undefined;
      tell({ type: 'link.opened' });
      needs.loginChanged(live);
      needs.opened(live);
      timer = clock.setTimeout(guarded(ask), VERDICT_EVERY_MS);
    };

    const end = (fault: LinkFault): void => {
      if (closed) return;
      closed = true;
      release();
      const wasLogin = input.login !== null && !opened;
      if (left) return;
      live.lastDisconnect = {
        at: clock.now(),
        kind: fault.kind,
        message: fault.message,
        ...(fault.code === undefined ? {} : { code: fault.code }),
        ...(fault.hint === undefined ? {} : { hint: fault.hint }),
      };
      log.warn('the link is closed', {
        account: live.key,
        kind: fault.kind,
        code: fault.code,
        why: fault.message,
      });
      tell({ type: 'link.closed', fault });
      if (wasLogin) needs.loginChanged(live, fault);
    };

    const release = (): void => {
      if (timer !== undefined) clock.clearTimeout(timer);
      timer = undefined;
      live.lastStopAt = clock.now();
      if (live.link !== link || link === undefined) return;
      live.link = undefined;
      live.online = false;
      live.deafness = undefined;
    };

    const events: LinkEvents = {
      opened: guarded((self) => {
        live.self = self;
        opened = true;
        ready();
      }),
      login: guarded((step) => {
        live.login = step;
        tell({ type: 'link.login' });
        needs.loginChanged(live);
      }),
      closed: guarded(end),
      received: async (messages, cursor) => {
        await needs.received(live, messages, cursor);
        if (messages.length > 0) live.lastInboundAt = clock.now();
      },
      cursor: needs.cursor,
      receipt: guarded((event) => needs.receipt(live, event)),
    };

    const open = async (): Promise<void> => {
      await leaving.get(input.key);
      if (left) return;
      live.lastStartAt = clock.now();
      link = await live.account.open(events, input.login ?? undefined);
      if (left || closing) await link.close();
      else ready();
    };
    const opening = open().catch((error: unknown) => tell({ type: 'part.failed', error }));

    receive((event) => {
      if (event.type !== 'close' || closing) return;
      closing = true;
      void link?.close();
    });

    return () => {
      left = true;
      release();
      const gone = opening.then(() => (closed ? undefined : link?.close()));
      leaving.set(input.key, bounded(gone, live.policy.closeMs, clock));
    };
  });
}

/** A connection that never closes must not keep the next one from trying. */
function bounded(work: Promise<void>, ms: number, clock: Clock): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = clock.setTimeout(resolve, ms);
  return Promise.race([work, late]).finally(() => clock.clearTimeout(timer));
}
