import type { AuthenticationCreds, ConnectionState } from '@whiskeysockets/baileys';
import type { LinkFault } from '../../protocol/link-faults.ts';
import type { AccountOptions, Link, LinkEvents, LoginRequest } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Evidence } from './evidence.ts';
import type { Baileys } from './library.ts';
import type { LoginSteps } from './login.ts';
import type { SessionStore } from './session/session-store.ts';
import type { WhatsAppSettings } from './settings.ts';
import { SendFailure } from '../port.ts';
import { createWhatsAppText } from '../text/whatsapp-text.ts';
import { createComfort } from './comfort.ts';
import { openConnection } from './connection.ts';
import { faultOf } from './disconnects.ts';
import { createEnding } from './ending.ts';
import { createGroups } from './groups.ts';
import { createInboundDelivery } from './inbound/delivery.ts';
import { createMediaFetch } from './inbound/fetch-media.ts';
import { createTap } from './inbound/tap.ts';
import { parseJid } from './jid.ts';
import { createLibraryLog, quietLibsignal } from './library-log.ts';
import { attachListeners } from './listeners.ts';
import { createLoginSteps } from './login.ts';
import { createAcks } from './outbound/acks.ts';
import { createSender } from './outbound/sender.ts';
import { createRoundTrip } from './round-trip.ts';
import { selfOf } from './self.ts';
import { createSessionAuth } from './session/auth-state.ts';

export interface LinkOptions extends Pick<AccountOptions, 'accountId' | 'clock' | 'log'> {
  readonly library: Baileys;
  readonly store: SessionStore;
  /** The identity to connect with; of a login that is under way possibly. */
  readonly epoch: number;
  readonly creds: AuthenticationCreds;
  readonly testUrl: string | undefined;
  readonly evidence: Evidence;
  readonly settings: () => WhatsAppSettings;
  readonly events: LinkEvents;
  readonly login: LoginRequest | undefined;
}

export interface WhatsAppLink extends Link {
  /** Asks the network whether it hears. Rejects when it does not answer. */
  ask(): Promise<void>;
  /** Takes this device off the account on the network; the link ends. */
  signOff(): Promise<void>;
}

/** Connects at once; everything that follows comes through `events`. */
export function createLink(options: LinkOptions): WhatsAppLink {
  const { library, store, epoch, creds, clock, log, evidence, events } = options;
  const libraryLog = createLibraryLog(log);
  quietLibsignal(console, log);
  const acks = createAcks(clock);
  const replayed = Promise.withResolvers<void>();
  let online = false;
  let loginSteps: LoginSteps | undefined;

  const fail = (error: unknown): void => {
    const words = error instanceof Error ? error.message : String(error);
    void end({ kind: 'transient', message: `the WhatsApp library failed: ${words}` });
  };
  const refuse = (error: unknown): void => {
    if (ending.begun) return;
    connection.cut();
    const words = error instanceof Error ? error.message : String(error);
    log.error('a WhatsApp message could not be stored; the link ends without acknowledging it', { error });
    void end({ kind: 'transient', code: 'store', message: `a message could not be stored: ${words}` });
  };

  const auth = createSessionAuth({
    store,
    epoch,
    creds,
    proto: library.proto,
    clock,
    onFailure: refuse,
  });
  const self = (): { readonly id: string; readonly lid?: string } | undefined =>
    creds.me?.id ? { id: creds.me.id, ...(creds.me.lid ? { lid: creds.me.lid } : {}) } : undefined;

  const tap = createTap({
    library,
    store,
    evidence,
    log,
    self,
    ready: replayed.promise,
    deliver: (message) => delivery.deliver(message),
  });
  const connection: Connection = openConnection({
    library,
    auth,
    sent: store.sent,
    tap,
    clock,
    libraryLog,
    testUrl: options.testUrl,
    login: options.login,
    onCrash: fail,
  });
  const { sock } = connection;
  const groups = createGroups(clock, log, async (jid) => {
    const { subject, participants } = await sock.groupMetadata(jid);
    return { subject, participants: participants.map((member) => member.id) };
  });
  const delivery = createInboundDelivery({
    library,
    store,
    clock,
    log,
    context: {
      accountId: options.accountId,
      get self() {
        return self() ?? { id: '' };
      },
      numberOf: async (lid) => (await sock.signalRepository.lidMapping.getPNForLID(lid)) ?? undefined,
      groupTitle: async (jid) => (online ? (await groups.get(jid))?.subject : undefined),
      isEcho: (id) => store.sent.get(id) !== undefined,
    },
    // What comes too late stays in the journal for the next link.
    received: (messages) =>
      ending.begun ? Promise.reject(new Error('the link has ended')) : events.received(messages),
    onRefused: refuse,
  });
  const roundTrip = createRoundTrip({
    clock,
    log,
    evidence,
    ask: async () => {
      const answer: unknown = await sock.query(PRE_KEY_COUNT);
      if (answer === undefined) throw new Error('no answer');
    },
    onDeaf: () => {
      connection.cut();
      void end({
        kind: 'transient',
        code: 'deaf',
        message: `WhatsApp has answered no question for ${Math.round(evidence.silentFor() / 1_000)} s`,
      });
    },
  });

  const ending = createEnding(
    events,
    async () => {
      online = false;
      roundTrip.stop();
      acks.linkLost();
      evidence.linkClosed();
      try {
        await connection.end();
      } finally {
        auth.finish();
      }
    },
    (error) => log.warn('the end of a WhatsApp link was not clean', { error }),
  );
  const end = (fault: LinkFault): Promise<void> => {
    if (fault.kind === 'loggedOut' && !ending.begun) {
      if (store.active()?.epoch === epoch) store.revoke(epoch);
      else store.dropPending();
    }
    return ending.begin(fault);
  };

  const onConnection = async (update: Partial<ConnectionState>): Promise<void> => {
    if (ending.begun) return;
    if (update.isNewLogin) store.markPaired(epoch);
    if (update.qr) await loginSteps?.offered(update.qr);
    if (update.connection === 'open') opened();
    if (update.connection === 'close') await end(faultOf(update.lastDisconnect?.error));
  };
  const opened = (): void => {
    store.promote(epoch);
    online = true;
    evidence.linkOpened();
    evidence.roundTrip();
    roundTrip.start();
    events.opened(selfOf(creds.me ?? { id: '' }));
  };

  attachListeners({
    library,
    connection,
    auth,
    groups,
    delivery,
    acks,
    sent: store.sent,
    receipt: events.receipt,
    onConnection,
    onRefused: end,
    onCrash: fail,
  });
  if (options.login !== undefined)
    loginSteps = createLoginSteps(options.login, sock, clock, {
      step: (step) => {
        if (!ending.begun) events.login(step);
      },
      refused: (fault) => void end(fault),
    });
  void delivery.replay().then((complete) => complete && replayed.resolve());

  const comfort = createComfort(sock, log);
  const renderer = createWhatsAppText();
  // A failure to load it is told to whoever sends next.
  renderer.catch(() => {});
  const send = createSender({
    library,
    sock,
    store,
    acks,
    log,
    libraryLog,
    self: () => self()?.id ?? '',
    exists: async (jid) => {
      const found = await sock.onWhatsApp(jid);
      if (found === undefined)
        throw new SendFailure('retry', 'WhatsApp did not say whether it knows the number');
      return found.some((entry) => entry.exists && parseJid(entry.jid).kind !== 'other');
    },
    typing: (chat) => comfort.typing({ chatId: chat }, 'typing'),
    render: async (markdown) => (await renderer)(markdown, { tables: options.settings().tables }),
  });

  return {
    deliver: async (to, part, signal) => {
      if (!online) throw new SendFailure('retry', 'the WhatsApp link is not online');
      return send(to, part, signal);
    },
    typing: comfort.typing,
    markRead: comfort.markRead,
    fetchMedia: createMediaFetch(sock, clock, options.testUrl === undefined ? undefined : LOOPBACK),
    verdict: () => evidence.verdict(),
    close: () => end({ kind: 'transient', message: 'the link was closed by the gateway' }),
    ask: roundTrip.once,
    signOff: async () => {
      await sock.logout();
      await end({ kind: 'loggedOut', message: 'the account was logged out from here' });
    },
  };
}

/** Where a test server keeps its files. */
const LOOPBACK = '127.0.0.1';

/** Cheap, and only answered by a server that knows this device; a ping is answered by any. */
const PRE_KEY_COUNT = {
  tag: 'iq',
  attrs: { to: 's.whatsapp.net', type: 'get', xmlns: 'encrypt' },
  content: [{ tag: 'count', attrs: {} }],
};
