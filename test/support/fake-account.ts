import type {
  ChannelId,
  ChatAddress,
  InboundMessage,
  OutboundMessage,
  PlannedPart,
  Receipt,
} from '../../src/channels/message.ts';
import { SendFailure } from '../../src/channels/port.ts';
import type {
  ChannelAccount,
  Link,
  LinkEvents,
  LinkVerdict,
  LoginRequest,
  LogoutResult,
  ProbeResult,
  Readiness,
  SelfIdentity,
  SendFailureKind,
} from '../../src/channels/port.ts';
import { invalidRequest } from '../../src/protocol/failure.ts';
import type { LinkFault } from '../../src/protocol/link-faults.ts';

/** One part as the network got it. */
export interface Delivery {
  readonly chatId: string;
  readonly threadId: string | undefined;
  readonly part: PlannedPart;
  readonly signal: AbortSignal;
  /** `text` of the part's body, else its kind. */
  readonly text: string;
}

/** One connection, played by the test. */
export interface FakeLink {
  readonly events: LinkEvents;
  readonly login: LoginRequest | undefined;
  readonly typing: { readonly chat: ChatAddress; readonly state: string }[];
  readonly read: string[];
  closes: number;
  over: boolean;
  verdict: () => LinkVerdict;
  opened(self?: SelfIdentity): void;
  closed(fault?: Partial<LinkFault>): void;
}

export type Deliver = (delivery: Delivery, link: FakeLink) => Promise<Receipt>;

/** A `ChannelAccount` whose network is the test. */
export interface FakeAccount extends ChannelAccount {
  readonly links: FakeLink[];
  readonly deliveries: Delivery[];
  /** Texts delivered, oldest first. */
  readonly texts: string[];
  readonly logouts: (Link | undefined)[];
  /** Connections open now, and the most there ever were. */
  readonly alive: number;
  readonly mostAlive: number;
  readonly disposed: number;
  /** The last connection. */
  readonly link: FakeLink;
  readyAs: Readiness;
  facts: Record<string, unknown>;
  seen: Record<string, number | null>;
  self: SelfIdentity;
  /** `auto`: online as soon as it is opened. */
  opens: 'auto' | 'byHand';
  /** `auto`: `close` ends it at once. */
  closes: 'auto' | 'byHand';
  /** Held while opening; rejecting it makes `open` reject. */
  gate: Promise<void> | undefined;
  deliver: Deliver;
  probes: (signal: AbortSignal) => Promise<ProbeResult>;
  fetch: (message: InboundMessage) => Promise<Uint8Array>;
  planning: ((message: OutboundMessage) => readonly PlannedPart[]) | undefined;
}

export interface FakeAccountOptions {
  readonly channel?: ChannelId;
  readonly accountId?: string;
  readonly afterCrash?: 'repeat' | 'unknown';
  /** Characters of a text part. */
  readonly chunk?: number;
}

export const failing =
  (
    kind: SendFailureKind,
    options: { readonly retryAfterMs?: number; readonly message?: string } = {},
  ): Deliver =>
  () =>
    Promise.reject(new SendFailure(kind, options.message ?? `played ${kind}`, options));

/** Deliveries that wait until `release`, or until they are aborted when `obeys`. */
export function held(obeys: 'obeys' | 'ignores' = 'obeys') {
  const waiting: { readonly delivery: Delivery; readonly done: (receipt: Receipt) => void }[] = [];
  const deliver: Deliver = (delivery) => {
    const { promise, resolve, reject } = Promise.withResolvers<Receipt>();
    waiting.push({ delivery, done: resolve });
    if (obeys === 'obeys') {
      const abort = (): void => reject(new SendFailure('unknown', 'the send was cut off'));
      delivery.signal.addEventListener('abort', abort, { once: true });
    }
    return promise;
  };
  const release = (): void => {
    const next = waiting.shift();
    next?.done({ messageId: 'late', chatId: next.delivery.chatId });
  };
  return { deliver, release, waiting };
}

export function createFakeAccount(options: FakeAccountOptions = {}): FakeAccount {
  const { channel = 'telegram', accountId = 'default', afterCrash = 'unknown', chunk = 1_000 } = options;
  const links: FakeLink[] = [];
  const deliveries: Delivery[] = [];
  const logouts: (Link | undefined)[] = [];
  let alive = 0;
  let mostAlive = 0;
  let disposed = 0;
  let lastId = 0;

  const openLink = (events: LinkEvents, login: LoginRequest | undefined): FakeLink => {
    const link: FakeLink = {
      events,
      login,
      typing: [],
      read: [],
      closes: 0,
      over: false,
      verdict: () => ({ hears: true }),
      opened: (self = account.self) => events.opened(self),
      closed(fault = {}) {
        if (link.over) throw new Error('a link is closed once');
        link.over = true;
        alive -= 1;
        events.closed({ kind: 'transient', message: 'the connection is gone', ...fault });
      },
    };
    links.push(link);
    alive += 1;
    mostAlive = Math.max(mostAlive, alive);
    return link;
  };

  const handleOf = (link: FakeLink): Link => ({
    async deliver(to, part, signal) {
      const body = part.body as { readonly text?: unknown } | null;
      const text = typeof body?.text === 'string' ? body.text : part.kind;
      const delivery = { chatId: to.chatId, threadId: to.threadId, part, signal, text };
      deliveries.push(delivery);
      return account.deliver(delivery, link);
    },
    typing: async (chat, state) => void link.typing.push({ chat, state }),
    markRead: async ({ messageId }) => void link.read.push(messageId),
    fetchMedia: async (message) => ({ bytes: await account.fetch(message) }),
    verdict: () => link.verdict(),
    async close() {
      link.closes += 1;
      if (account.closes === 'auto' && !link.over) link.closed({ message: 'closed as asked' });
    },
  });

  const account: FakeAccount = {
    channel,
    accountId,
    afterCrash,
    links,
    deliveries,
    logouts,
    get texts() {
      return deliveries.map(({ text }) => text);
    },
    get alive() {
      return alive;
    },
    get mostAlive() {
      return mostAlive;
    },
    get disposed() {
      return disposed;
    },
    get link() {
      const last = links.at(-1);
      if (last === undefined) throw new Error(`${channel}:${accountId} was never opened`);
      return last;
    },
    readyAs: { state: 'ready' },
    facts: channel === 'whatsapp' ? { linked: true } : {},
    seen: { lastFrameAt: null },
    self: { id: '900', name: 'Molty', username: 'molty_bot' },
    opens: 'auto',
    closes: 'auto',
    gate: undefined,
    deliver: ({ chatId, part }) =>
      Promise.resolve({ messageId: part.messageId ?? `sent-${(lastId += 1)}`, chatId }),
    probes: () => Promise.resolve({ ok: true, elapsedMs: 1 }),
    fetch: () => Promise.resolve(Buffer.from('bytes')),
    planning: undefined,
    readiness: () => account.readyAs,
    target(to, threadId) {
      if (to.trim() === '') throw invalidRequest('no chat given');
      return { chatId: to, ...(threadId === undefined ? {} : { threadId }) };
    },
    plan(message) {
      if (account.planning !== undefined) return account.planning(message);
      const { text = '', media = [], poll, reaction, replyTo } = message;
      const parts: PlannedPart[] = [];
      for (let at = 0; at < text.length; at += chunk) {
        const piece = text.slice(at, at + chunk);
        parts.push({
          kind: 'text',
          body: { text: piece, replyTo: replyTo ?? null },
          preview: piece.slice(0, 120),
        });
      }
      for (const { path, kind } of media) {
        parts.push({ kind: 'media', body: { text: `<${kind} ${path}>` }, preview: kind });
      }
      if (poll !== undefined) parts.push({ kind: 'poll', body: { text: poll.question }, preview: 'poll' });
      if (reaction !== undefined)
        parts.push({ kind: 'reaction', body: { ...reaction }, preview: reaction.emoji });
      if (afterCrash === 'unknown') return parts;
      return parts.map((part) => ({ ...part, messageId: `planned-${(lastId += 1)}` }));
    },
    async open(events, login) {
      const link = openLink(events, login);
      try {
        await account.gate;
      } catch (error) {
        link.over = true;
        alive -= 1;
        throw error;
      }
      if (account.opens === 'auto') link.opened();
      return handleOf(link);
    },
    probe: (signal) => account.probes(signal),
    async logout(link): Promise<LogoutResult> {
      logouts.push(link);
      account.facts = channel === 'whatsapp' ? { linked: false } : account.facts;
      if (channel === 'whatsapp')
        account.readyAs = { state: 'unconfigured', reason: 'not linked', fix: 'log in' };
      return { cleared: true, loggedOut: true };
    },
    summary: () => account.facts,
    evidence: () => account.seen,
    dispose: () => void (disposed += 1),
  };
  return account;
}
