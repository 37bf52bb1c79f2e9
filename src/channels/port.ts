import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../config/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import type { Paths } from '../platform/paths.ts';
import type { Random } from '../platform/random.ts';
import type { LinkFault } from '../protocol/link-faults.ts';
import type {
  ChannelId,
  ChatAddress,
  InboundMedia,
  InboundMessage,
  OutboundMessage,
  PlannedPart,
  Receipt,
} from './message.ts';

/** What an adapter may touch. */
export interface AccountOptions {
  readonly accountId: string;
  readonly config: () => Config;
  readonly env: Env;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** The commands offered in the network's own menu, read at each opening; absent: the menu is left as it is. */
  readonly menu?: () => readonly { readonly command: string; readonly description: string }[];
}

export type Readiness =
  | { readonly state: 'ready' }
  | { readonly state: 'disabled'; readonly reason: string }
  /** No token, not linked, bad settings. `fix` is a command or a config key. */
  | { readonly state: 'unconfigured'; readonly reason: string; readonly fix: string };

export type LoginRequest =
  | { readonly method: 'qr' }
  /** Digits with country code. */
  | { readonly method: 'code'; readonly phone: string };

export type LoginStep =
  | { readonly step: 'qr'; readonly qr: string; readonly expiresAt: number }
  | { readonly step: 'code'; readonly code: string; readonly expiresAt: number };

/** The account's own identity on the network. */
export interface SelfIdentity {
  readonly id: string;
  readonly name?: string;
  readonly username?: string;
  readonly e164?: string;
  readonly jid?: string;
  readonly lid?: string;
}

/** A position in the network's stream of updates, committed together with the messages before it. */
export interface Cursor {
  readonly name: string;
  readonly value: number;
}

/** What a link tells its owner. Every call may come at any time after `open`; none after `closed`. */
export interface LinkEvents {
  opened(self: SelfIdentity): void;
  login(step: LoginStep): void;
  /** Last call, exactly once, whoever ended it. */
  closed(fault: LinkFault): void;
  /**
   * Resolves when the messages and the cursor are durable; the adapter acknowledges to the network after that and never
   * before. Rejects when the store cannot commit: the adapter must not acknowledge, and ends the link as `transient`.
   */
  received(messages: readonly InboundMessage[], cursor?: Cursor): Promise<void>;
  /**
   * The committed position of that name, undefined before the first. What `received` committed last, be it lower than
   * before: networks may start their numbering anew.
   */
  cursor(name: string): number | undefined;
  /** The network confirmed delivery or reading of one of ours. */
  receipt(event: {
    readonly chatId: string;
    readonly messageId: string;
    readonly status: 'delivered' | 'read' | 'failed';
  }): void;
}

/** Whether what is known proves that the link hears. `deaf` is red; it does not by itself restart anything. */
export type LinkVerdict =
  | { readonly hears: true }
  | { readonly hears: false; readonly code: string; readonly reason: string };

/** One connection to the network, from `open` to `closed`. */
export interface Link {
  /**
   * Sends one part; resolves once the network has confirmed it.
   * @throws SendFailure
   */
  deliver(to: ChatAddress, part: PlannedPart, signal: AbortSignal): Promise<Receipt>;
  /** Comfort: failures are logged by the adapter at debug level, never thrown. */
  typing(chat: ChatAddress, state: 'typing' | 'recording' | 'idle'): Promise<void>;
  /** Comfort, as `typing`. */
  markRead(message: InboundMessage): Promise<void>;
  /** @throws MediaFailure */
  fetchMedia(
    message: InboundMessage,
    media: InboundMedia,
    options: { readonly maxBytes: number; readonly signal: AbortSignal },
  ): Promise<{ readonly bytes: Uint8Array; readonly mime?: string; readonly fileName?: string }>;
  /** Synchronous and cheap; asked every few seconds. */
  verdict(): LinkVerdict;
  /** Ends the link politely; `closed` follows. Never rejects; the caller bounds it. */
  close(): Promise<void>;
}

export interface ProbeResult {
  readonly ok: boolean;
  readonly status?: number | null;
  readonly error?: string | null;
  readonly elapsedMs: number;
  readonly [fact: string]: unknown;
}

export interface LogoutResult {
  readonly cleared: boolean;
  readonly loggedOut: boolean;
  /** Telegram: the token comes from the environment or a file and cannot be removed from here. */
  readonly envToken?: boolean;
}

/** One account of one network, for as long as the gateway runs. Cheap to make: heavy libraries load in `open`. */
export interface ChannelAccount {
  readonly channel: ChannelId;
  readonly accountId: string;
  /** Read anew at each call, from config, files and store. */
  readiness(): Readiness;
  /**
   * The chat a person or client means by `to`.
   * @throws Failure INVALID_REQUEST naming the accepted forms
   */
  target(to: string, threadId?: string): ChatAddress;
  /**
   * Pure: the parts a message becomes, in sending order.
   * @throws Failure INVALID_REQUEST when the network cannot carry it
   */
  plan(message: OutboundMessage): readonly PlannedPart[];
  /** A part that may have gone out before a crash: `repeat` when sending it again is harmless, else `unknown`. */
  readonly afterCrash: 'repeat' | 'unknown';
  /** Starts connecting at once; failures come as `closed`. `login` asks for a new linking (WhatsApp). */
  open(events: LinkEvents, login?: LoginRequest): Promise<Link>;
  /** Asks the network, over a way of its own. Never rejects. */
  probe(signal: AbortSignal): Promise<ProbeResult>;
  /** Ends the credentials, locally and where possible on the network. */
  logout(link: Link | undefined): Promise<LogoutResult>;
  /** Fields for `channels.status` and `health`: linked, authAgeMs, self, mode, tokenSource, dmPolicy, allowFrom … */
  summary(): Readonly<Record<string, unknown>>;
  /** Epoch ms of each kind of evidence, null before the first: `lastFrameAt`, `lastDecryptAt`, `lastPollAt` … */
  evidence(): Readonly<Record<string, number | null>>;
  /** Claims the webhook's requests; absent where the account has none. */
  webhook?(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** Releases files; after it nothing else is called. */
  dispose(): void;
}

export type SendFailureKind =
  /** Certainly not sent; worth trying again. */
  | 'retry'
  /** Certainly not sent; trying again cannot help. */
  | 'refused'
  /** It may have been sent. */
  | 'unknown';

/** Why a part was not confirmed. */
export class SendFailure extends Error {
  readonly kind: SendFailureKind;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: SendFailureKind,
    message: string,
    options: { readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SendFailure';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Why the bytes of an attachment are not there. `tooLarge` and `gone` are final. */
export class MediaFailure extends Error {
  readonly kind: 'tooLarge' | 'gone' | 'network';

  constructor(kind: MediaFailure['kind'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'MediaFailure';
    this.kind = kind;
  }
}
