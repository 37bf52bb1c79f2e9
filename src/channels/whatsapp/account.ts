import type { AuthenticationCreds } from '@whiskeysockets/baileys';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { AccountOptions, ChannelAccount, Link, LinkEvents, LoginRequest, Readiness } from '../port.ts';
import type { LinkOptions, WhatsAppLink } from './link.ts';
import type { Identity, SessionStore } from './session/session-store.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { SendFailure, MediaFailure } from '../port.ts';
import { readEndpoint } from './endpoint.ts';
import { createEvidence } from './evidence.ts';
import { chatIdOf } from './jid.ts';
import { createLink } from './link.ts';
import { installCommand, isLibraryInstalled, loadLibrary } from './library.ts';
import { planMessage } from './outbound/plan.ts';
import { bounded } from './round-trip.ts';
import { selfOf } from './self.ts';
import { createSessionHome } from './session/session-home.ts';
import { readSettings } from './settings.ts';

const LOGIN_FIX = 'moltbot channels login --channel whatsapp';
const SIGN_OFF_MS = 5_000;

/** One WhatsApp account. Opens its session store when first asked about; the library is loaded by `open`. */
export function createWhatsAppAccount(options: AccountOptions): ChannelAccount {
  const { accountId, clock } = options;
  const log = options.log.child(`channels/whatsapp/${accountId}`);
  const settings = () => readSettings(options);
  const evidence = createEvidence(clock);
  const home = createSessionHome({
    directory: settings().directory,
    importFrom: importPlaces(options, settings().directory),
    clock,
    log,
  });
  let current: WhatsAppLink | undefined;

  const identity = (): Identity | undefined => {
    const state = home.state();
    return state.kind === 'open' ? state.store.active() : undefined;
  };
  const linked = (): Identity | undefined => {
    const found = identity();
    return found?.revokedAt === null ? found : undefined;
  };
  const paired = (): number | undefined => {
    const state = home.state();
    return state.kind === 'open' ? state.store.paired() : undefined;
  };

  const readiness = (): Readiness => {
    const { off } = settings();
    if (off !== undefined) return { state: 'disabled', reason: off };
    const obstacle = obstacleOf(options);
    if (obstacle !== undefined) return obstacle;
    const state = home.state();
    if (state.kind === 'unusable') return { state: 'unconfigured', reason: state.reason, fix: state.fix };
    if (linked() !== undefined || paired() !== undefined) return { state: 'ready' };
    const reason =
      identity() === undefined
        ? 'WhatsApp is not linked'
        : 'WhatsApp ended this linked device (401); it must be linked again';
    return { state: 'unconfigured', reason, fix: LOGIN_FIX };
  };

  /** Which identity to connect with: a new one for a login, else the one just paired, else the one in use. */
  const choose = (
    login: LoginRequest | undefined,
    fresh: () => AuthenticationCreds,
  ): Pick<LinkOptions, 'store' | 'epoch' | 'creds'> => {
    if (login !== undefined) {
      const store = home.forLogin();
      const creds = fresh();
      return { store, epoch: store.beginLogin(creds), creds };
    }
    const state = home.state();
    const epoch = paired() ?? linked()?.epoch;
    if (state.kind === 'unusable') throw new NoSession('badSession', state.reason);
    if (state.kind === 'none' || epoch === undefined)
      throw new NoSession('loggedOut', 'WhatsApp is not linked');
    return { store: state.store, epoch, creds: credsOf(state.store, epoch) };
  };

  const open = async (events: LinkEvents, login?: LoginRequest): Promise<Link> => {
    try {
      const obstacle = obstacleOf(options);
      if (obstacle !== undefined) return deadLink(events, faultFrom(obstacle));
      const endpoint = readEndpoint(options.env);
      const library = await loadLibrary();
      const link = createLink({
        ...choose(login, library.initAuthCreds),
        accountId,
        clock,
        log,
        library,
        evidence,
        settings,
        login,
        testUrl: endpoint.kind === 'test' ? endpoint.url : undefined,
        events: {
          ...events,
          closed: (fault) => {
            if (current === link) current = undefined;
            events.closed(fault);
          },
        },
      });
      current = link;
      return link;
    } catch (error) {
      log.warn('a WhatsApp link could not be opened', { error });
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof NoSession) return deadLink(events, { kind: error.kind, message, hint: LOGIN_FIX });
      return deadLink(events, { kind: 'transient', message });
    }
  };

  return {
    channel: 'whatsapp',
    accountId,
    afterCrash: 'repeat',
    readiness,
    target: (to) => {
      const chatId = chatIdOf(to);
      if (chatId !== undefined) return { chatId };
      throw invalidRequest(
        `"${to}" is no WhatsApp address: give a number with country code (+15550001111) or a group (…@g.us)`,
      );
    },
    plan: (message) => planMessage(message, settings(), options.random),
    open,
    probe: async (signal) => {
      const startedAt = clock.monotonic();
      const result = await probe(current, readiness(), signal);
      return { ...result, elapsedMs: Math.round(clock.monotonic() - startedAt) };
    },
    logout: async () => {
      const target = current;
      let loggedOut = false;
      if (target !== undefined) {
        try {
          await bounded(clock, SIGN_OFF_MS, () => target.signOff());
          loggedOut = true;
        } catch (error) {
          log.warn('WhatsApp was not told about the logout; remove the device on the phone', { error });
        }
        await target.close();
      }
      const hadIdentity = identity() !== undefined;
      const buried = home.bury();
      return { cleared: buried && hadIdentity, loggedOut };
    },
    summary: () => {
      const found = linked();
      const { dmPolicy, allowFrom, selfChatMode } = settings();
      return {
        configured: found !== undefined,
        linked: found !== undefined,
        authAgeMs: found === undefined ? null : Math.max(0, clock.now() - found.savedAt),
        self: found === undefined ? { e164: null, jid: null } : selfOf(found.me),
        dmPolicy,
        allowFrom,
        selfChatMode,
      };
    },
    evidence: () => evidence.facts(),
    dispose: () => home.close(),
  };
}

/** There is nothing to connect with. */
class NoSession extends Error {
  readonly kind: 'badSession' | 'loggedOut';

  constructor(kind: NoSession['kind'], message: string) {
    super(message);
    this.name = 'NoSession';
    this.kind = kind;
  }
}

/** The many files of an earlier installation: in the account's directory, or for the default account one level up. */
function importPlaces(options: AccountOptions, directory: string): string[] {
  return options.accountId === 'default' ? [directory, options.paths.credentialsDir] : [directory];
}

function obstacleOf(options: AccountOptions): (Readiness & { readonly state: 'unconfigured' }) | undefined {
  const endpoint = readEndpoint(options.env);
  if (endpoint.kind === 'refused')
    return { state: 'unconfigured', reason: endpoint.reason, fix: endpoint.fix };
  if (!isLibraryInstalled())
    return { state: 'unconfigured', reason: 'the WhatsApp library is not installed', fix: installCommand() };
  return undefined;
}

const faultFrom = (obstacle: { readonly reason: string; readonly fix: string }): LinkFault => ({
  kind: 'version',
  message: obstacle.reason,
  hint: obstacle.fix,
});

function credsOf(store: SessionStore, epoch: number): AuthenticationCreds {
  const creds = store.creds(epoch);
  if (typeof creds !== 'object' || creds === null) throw new Error('the session has no credentials');
  return creds as AuthenticationCreds;
}

async function probe(
  link: WhatsAppLink | undefined,
  readiness: Readiness,
  signal: AbortSignal,
): Promise<{ readonly ok: boolean; readonly status: null; readonly error: string | null }> {
  if (readiness.state !== 'ready') return { ok: false, status: null, error: readiness.reason };
  if (link === undefined) return { ok: false, status: null, error: 'the link is offline' };
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Error('WhatsApp did not answer in time'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([link.ask(), aborted]);
    return { ok: true, status: null, error: null };
  } catch (error) {
    return { ok: false, status: null, error: error instanceof Error ? error.message : String(error) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A link that could not even begin: its owner is told the same way as of any other end. */
function deadLink(events: LinkEvents, fault: LinkFault): Link {
  queueMicrotask(() => events.closed(fault));
  const gone = (): never => {
    throw new SendFailure('retry', fault.message);
  };
  return {
    deliver: async () => gone(),
    typing: async () => {},
    markRead: async () => {},
    fetchMedia: async () => {
      throw new MediaFailure('network', fault.message);
    },
    verdict: () => ({ hears: true }),
    close: async () => {},
  };
}
