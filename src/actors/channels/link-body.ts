import { fromCallback, fromPromise } from 'xstate';
import type { AnyEventObject } from 'xstate';
import type { Link, LinkEvents } from '../../channels/port.ts';
import type { LinkBodyInput, LinkEvent, LinkLogin, LinkReadiness } from '../../machines/channel-link.ts';
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
  /** A step of a login to be shown, or its end. `request` is what the connection was opened for. */
  readonly loginChanged: (live: LiveAccount, request: LinkLogin | null, fault?: LinkFault) => void;
}

/** Reads anew whether the account may connect. The operator's word comes first, whatever restarted the link. */
export const createExamine = ({ accounts }: Pick<LinkBodyNeeds, 'accounts'>) =>
  fromPromise<LinkReadiness, LinkBodyInput>(async ({ input }) => {
    const live = accounts.get(input.key);
    const lacked = live.renewed && live.readiness.state !== 'ready';
    live.renewed = false;
    if (live.held && !lacked && input.login === null) return 'held';
    live.readiness = live.account.readiness();
    // New settings that give an account what it lacked are the operator's word as well.
    if (lacked && live.readiness.state === 'ready') live.held = false;
    return live.held && input.login === null ? 'held' : live.readiness.state;
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
    const { promise: ended, resolve: markEnded } = Promise.withResolvers<void>();

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

    /** Once, whoever asks for it and how often. */
    const close = (): void => {
      if (closing) return;
      closing = true;
      if (link === undefined || closed) return;
      link.close().catch((error: unknown) => log.error('a link did not close', { account: live.key, error }));
    };

    const ask = (): void => {
      if (left || closed || link === undefined) return;
      timer = clock.setTimeout(guarded(ask), VERDICT_EVERY_MS);
      const verdict = link.verdict();
      const before = live.deafness;
      live.deafness = verdict.hears ? undefined : { code: verdict.code, reason: verdict.reason };
      if (verdict.hears === (before === undefined)) return;
      if (verdict.hears) return tell({ type: 'link.hears' });
      log.warn('the link does not hear', { account: live.key, code: verdict.code, reason: verdict.reason });
      tell({ type: 'link.deaf', reason: verdict.reason });
    };

    const ready = (): void => {
      if (link === undefined || !opened || closed || closing || left) return;
      live.link = link;
      live.online = true;
      live.lastConnectedAt = clock.now();
      live.attempts = 0;
      live.login = undefined;
      tell({ type: 'link.opened' });
      needs.loginChanged(live, input.login);
      needs.opened(live);
      clock.clearTimeout(timer);
      timer = clock.setTimeout(guarded(ask), VERDICT_EVERY_MS);
    };

    const end = (fault: LinkFault): void => {
      if (closed) return;
      closed = true;
      release();
      markEnded();
      if (left) return;
      if (closing) {
        // As asked: nothing that anybody has to look into.
        log.info('the link is closed', { account: live.key });
      } else {
        live.attempts += 1;
        noteLost(fault);
      }
      tell({ type: 'link.closed', fault });
      if (!opened) needs.loginChanged(live, input.login, fault);
    };

    const noteLost = (fault: LinkFault): void => {
      live.lastDisconnect = {
        at: clock.now(),
        kind: fault.kind,
        message: fault.message,
        ...(fault.code === undefined ? {} : { code: fault.code }),
        ...(fault.hint === undefined ? {} : { hint: fault.hint }),
      };
      const level = fault.kind === 'restart' ? 'info' : 'warn';
      log[level]('the link is lost', {
        account: live.key,
        kind: fault.kind,
        code: fault.code,
        why: fault.message,
      });
    };

    const release = (): void => {
      clock.clearTimeout(timer);
      if (!left) live.lastStopAt = clock.now();
      if (live.link !== link || link === undefined) return;
      live.link = undefined;
      live.online = false;
      live.deafness = undefined;
    };

    const events: LinkEvents = {
      opened: guarded((self) => {
        if (left || closed) return;
        live.self = self;
        opened = true;
        ready();
      }),
      login: guarded((step) => {
        if (left || closed) return;
        live.login = step;
        tell({ type: 'link.login' });
        needs.loginChanged(live, input.login);
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
      if (!left && !closing) return ready();
      // Whoever asked found nothing to close yet.
      closing = false;
      close();
    };
    const opening = open().catch((error: unknown) => {
      if (left) log.error('a link failed after it was left', { account: live.key, error });
      tell({ type: 'part.failed', error });
    });

    receive((event) => {
      if (event.type === 'close') close();
    });

    return () => {
      release();
      left = true;
      if (!opened && !closed && !closing) live.attempts += 1;
      if (input.login !== null && !opened && !closed) needs.loginChanged(live, input.login, LEFT);
      close();
      const gone = opening.then(() => (link === undefined ? undefined : ended));
      leaving.set(input.key, bounded(gone, live.policy.closeMs, clock));
    };
  });
}

/** The machine gave the connection up before it was open. */
const LEFT: LinkFault = { kind: 'loginEnded', message: 'the code was not used in time' };

/** A connection that never closes must not keep the next one from trying. */
function bounded(work: Promise<void>, ms: number, clock: Clock): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = clock.setTimeout(resolve, ms);
  return Promise.race([work, late]).finally(() => clock.clearTimeout(timer));
}
