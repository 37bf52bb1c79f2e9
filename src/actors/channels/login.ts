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
  /** Hands the login to the link, which is woken for it when it is down. */
  readonly begin: (live: LiveAccount, login: LinkLogin) => Promise<void>;
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
  /** The account showed a code, came online, or its connection ended. `request`: what the connection was opened for. */
  changed(live: LiveAccount, request: LinkLogin | null, fault?: LinkFault): void;
  /** Nobody logs in to this account any more. */
  abandon(live: LiveAccount, reason: string): void;
}

type News =
  | { readonly kind: 'step'; readonly step: LoginStep }
  | { readonly kind: 'linked' }
  | { readonly kind: 'ended'; readonly reason: string };

const SCAN = 'Scan this QR code in WhatsApp → Linked devices.';
const TYPE = 'Type this code in WhatsApp → Linked devices → Link with phone number.';
const LINKED = { connected: true, message: 'WhatsApp is linked and ready.' } as const;
const failed = (reason: string) => ({ connected: false, message: `The login failed: ${reason}` });

/** What ends a login also after its own connection was closed for the fresh one that uses the new credentials. */
const FINAL: ReadonlySet<LinkFault['kind']> = new Set(['loggedOut', 'forbidden', 'loginEnded']);

/** What no login can mend goes with its fix: a library that is missing, or too old. */
const reasonOf = ({ kind, message, hint }: LinkFault): string =>
  kind === 'version' && hint !== undefined ? `${message}; ${hint}` : message;

const shown = async (step: LoginStep): Promise<WebLoginStartResult> =>
  step.step === 'code'
    ? { message: TYPE, code: step.code, expiresAt: step.expiresAt }
    : { message: SCAN, qr: step.qr, qrDataUrl: await qrDataUrl(step.qr), expiresAt: step.expiresAt };

/** The operator's way to a linked account: one login per account at a time, told to everybody who may see it. */
export function createLogins(needs: LoginNeeds): Logins {
  const { accounts, events, clock, log, begin, unlink } = needs;
  /** The login under way of each account. A later one takes its place. */
  const active = new Map<string, LinkLogin>();
  /** Why the last one failed, until the next begins. */
  const failures = new Map<string, string>();
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
    if (signal?.aborted === true) giveUp();
    return promise;
  };

  const announce = (live: LiveAccount, step: LoginStep['step'] | 'linked' | 'ended', facts = {}): void =>
    events.broadcast('channel.login', { channel: live.channel, accountId: live.accountId, step, ...facts });

  const show = (live: LiveAccount, step: LoginStep): void => {
    tell(live, { kind: 'step', step });
    shown(step).then(
      (facts) => announce(live, step.step, facts),
      (error: unknown) => log.error('the code of a login could not be drawn', { account: live.key, error }),
    );
  };

  const finish = (live: LiveAccount, news: Exclude<News, { readonly kind: 'step' }>): void => {
    active.delete(live.key);
    live.login = undefined;
    if (news.kind === 'ended') failures.set(live.key, news.reason);
    tell(live, news);
    announce(live, news.kind, news.kind === 'ended' ? { message: news.reason } : {});
  };

  const pick = (accountId: string | undefined): LiveAccount =>
    pickAccount(accounts, { channel: 'whatsapp', accountId });

  return {
    async start(request) {
      const live = pick(request.accountId);
      const readiness = live.account.readiness();
      if (readiness.state === 'disabled') {
        throw invalidRequest(`${live.key} is disabled: ${readiness.reason}`);
      }
      const linked = live.account.summary()['linked'] === true;
      if (linked && !request.force) {
        return { message: 'WhatsApp is already linked; --force (force: true) links it anew.' };
      }
      const current = live.login;
      const same = current !== undefined && current.step === request.login.method;
      if (active.has(live.key) && same && current.expiresAt > clock.now() && !request.force)
        return shown(current);
      if (linked) await unlink(live);
      const login = { ...request.login };
      const abort = new AbortController();
      const step = next(live, request.timeoutMs, (news) => news.kind !== 'linked', abort.signal);
      failures.delete(live.key);
      active.set(live.key, login);
      try {
        await begin(live, login);
      } catch (error) {
        abort.abort();
        active.delete(live.key);
        throw error;
      }
      const news = await step;
      if (news?.kind === 'step') return shown(news.step);
      if (active.get(live.key) === login) active.delete(live.key);
      const reason = news?.kind === 'ended' ? news.reason : `no code came within ${request.timeoutMs} ms`;
      throw unavailable(`the login could not begin: ${reason}`, { retryAfterMs: 5_000 });
    },

    async wait({ accountId, timeoutMs, signal }) {
      const live = pick(accountId);
      if (!active.has(live.key)) {
        if (live.online) return LINKED;
        const reason = failures.get(live.key);
        if (reason !== undefined) return failed(reason);
        throw invalidRequest('no login is in progress; begin one with web.login.start');
      }
      const news = await next(live, timeoutMs, (item) => item.kind !== 'step', signal);
      if (news?.kind === 'linked') return LINKED;
      if (news?.kind === 'ended') return failed(news.reason);
      return { connected: false, message: 'Still waiting for the code to be used on the phone.' };
    },

    abandon(live, reason) {
      if (active.has(live.key)) finish(live, { kind: 'ended', reason });
    },

    changed(live, request, fault) {
      const login = active.get(live.key);
      if (login === undefined) return;
      // A connection that was opened for a login which another one has replaced.
      if (request !== null && request !== login) return;
      if (live.online) return finish(live, { kind: 'linked' });
      if (fault === undefined) {
        if (live.login !== undefined) show(live, live.login);
        return;
      }
      // The network closes the connection of every successful login once: the link opens again by itself.
      const goesOn = fault.kind === 'restart' || (request === null && !FINAL.has(fault.kind));
      if (!goesOn) finish(live, { kind: 'ended', reason: reasonOf(fault) });
    },
  };
}
