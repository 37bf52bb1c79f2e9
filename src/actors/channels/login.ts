import type { LoginStart } from '../../api/channel-ports.ts';
import type { EventsPort } from '../../api/ports.ts';
import type { LoginStep } from '../../channels/port.ts';
import { qrDataUrl } from '../../channels/qr-image.ts';
import type { LinkLogin } from '../../machines/channel-link.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { invalidRequest, unavailable } from '../../protocol/failure.ts';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { WebLoginStartResult, WebLoginWaitResult } from '../../protocol/generated/types.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';
import { pickAccount } from './pick.ts';

export interface LoginNeeds {
  readonly accounts: LiveAccounts;
  readonly events: EventsPort;
  readonly clock: Clock;
  readonly log: Logger;
  /** Hands the login to the link. @throws Failure UNAVAILABLE while the link is parked */
  readonly begin: (live: LiveAccount, login: LinkLogin) => void;
  /** Ends credentials that are to be replaced. */
  readonly unlink: (live: LiveAccount) => Promise<void>;
}

export interface Logins {
  start(request: LoginStart): Promise<WebLoginStartResult>;
  wait(request: {
    readonly accountId?: string;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  }): Promise<WebLoginWaitResult>;
  /** The account showed a code, came online, or gave the login up. */
  changed(live: LiveAccount, fault?: LinkFault): void;
}

type News =
  | { readonly kind: 'step'; readonly step: LoginStep }
  | { readonly kind: 'linked' }
  | { readonly kind: 'ended'; readonly reason: string };

const SCAN = 'Scan this QR code in WhatsApp → Linked devices.';
const TYPE = 'Type this code in WhatsApp → Linked devices → Link with phone number.';

/** The operator's way to a linked account: one login per account at a time, told to everybody who may see it. */
export function createLogins(needs: LoginNeeds): Logins {
  const { accounts, events, clock, log, begin, unlink } = needs;
  /** Accounts whose login is under way. */
  const active = new Set<string>();
  const listeners = new Map<string, Set<(news: News) => void>>();

  const tell = (live: LiveAccount, news: News): void => {
    for (const listener of listeners.get(live.key) ?? []) listener(news);
  };

  const next = (
    live: LiveAccount,
    timeoutMs: number,
    wanted: (news: News) => boolean,
    signal?: AbortSignal,
  ): Promise<News | undefined> => {
    const { promise, resolve } = Promise.withResolvers<News | undefined>();
    const group = listeners.get(live.key) ?? new Set();
    listeners.set(live.key, group);
    const done = (news: News | undefined): void => {
      clock.clearTimeout(timer);
      group.delete(listener);
      signal?.removeEventListener('abort', giveUp);
      resolve(news);
    };
    const listener = (news: News): void => {
      if (wanted(news)) done(news);
    };
    const giveUp = (): void => done(undefined);
    group.add(listener);
    signal?.addEventListener('abort', giveUp, { once: true });
    const timer = clock.setTimeout(giveUp, timeoutMs);
    return promise;
  };

  const shown = async (step: LoginStep): Promise<WebLoginStartResult> =>
    step.step === 'code'
      ? { message: TYPE, code: step.code, expiresAt: step.expiresAt }
      : { message: SCAN, qr: step.qr, qrDataUrl: await qrDataUrl(step.qr), expiresAt: step.expiresAt };

  const announce = async (live: LiveAccount, step: LoginStep): Promise<void> => {
    events.broadcast('channel.login', {
      channel: live.channel,
      accountId: live.accountId,
      step: step.step,
      ...(await shown(step)),
    });
  };

  const pick = (accountId: string | undefined): LiveAccount =>
    pickAccount(accounts, { channel: 'whatsapp', accountId });

  return {
    async start(request) {
      const live = pick(request.accountId);
      const linked = live.account.summary()['linked'] === true;
      if (linked && !request.force) {
        return { message: 'WhatsApp is already linked; ask with force to link it anew.' };
      }
      const current = live.login;
      const same = current !== undefined && current.step === request.login.method;
      if (active.has(live.key) && same && current.expiresAt > clock.now() && !request.force)
        return shown(current);
      if (linked) await unlink(live);
      const step = next(live, request.timeoutMs, (news) => news.kind !== 'linked');
      active.add(live.key);
      begin(live, request.login);
      const news = await step;
      if (news?.kind === 'step') return shown(news.step);
      active.delete(live.key);
      const reason = news?.kind === 'ended' ? news.reason : `no code came within ${request.timeoutMs} ms`;
      throw unavailable(`the login could not begin: ${reason}`, { retryAfterMs: 5_000 });
    },

    async wait({ accountId, timeoutMs, signal }) {
      const live = pick(accountId);
      if (!active.has(live.key)) {
        if (live.online) return { connected: true, message: 'WhatsApp is linked and ready.' };
        throw invalidRequest('no login is in progress; begin one with web.login.start');
      }
      const news = await next(live, timeoutMs, (item) => item.kind !== 'step', signal);
      if (news?.kind === 'linked') return { connected: true, message: 'WhatsApp is linked and ready.' };
      if (news?.kind === 'ended') return { connected: false, message: `The login failed: ${news.reason}` };
      return { connected: false, message: 'Still waiting for the code to be used on the phone.' };
    },

    changed(live, fault) {
      if (!active.has(live.key)) return;
      const { channel, accountId } = live;
      if (live.online) {
        active.delete(live.key);
        tell(live, { kind: 'linked' });
        events.broadcast('channel.login', { channel, accountId, step: 'linked' });
        return;
      }
      // The network closes the connection of every successful login once: the link opens again by itself.
      if (fault?.kind === 'restart') return;
      if (fault !== undefined) {
        active.delete(live.key);
        live.login = undefined;
        tell(live, { kind: 'ended', reason: fault.message });
        events.broadcast('channel.login', { channel, accountId, step: 'ended', message: fault.message });
        return;
      }
      const step = live.login;
      if (step === undefined) return;
      tell(live, { kind: 'step', step });
      announce(live, step).catch((error: unknown) => {
        log.error('the code of a login could not be drawn', { account: live.key, error });
      });
    },
  };
}
