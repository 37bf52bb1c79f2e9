import type {
  ChannelsLogoutResult,
  ChannelsStartResult,
  ChannelsStatusResult,
  ChannelsStopResult,
  OutboxEntry,
  OutboxListParams,
  OutboxListResult,
  PairingApproveParams,
  PairingApproveResult,
  PairingListParams,
  PairingListResult,
  PairingRejectParams,
  PairingRejectResult,
  PollParams,
  PollResult,
  ReactParams,
  ReactResult,
  SendParams,
  SendResult,
  WebLoginStartResult,
  WebLoginWaitResult,
} from '../protocol/generated/types.ts';

/** An account as a caller names it; the default one of the channel when `accountId` is absent. */
export interface AccountTarget {
  /** Canonical id. */
  readonly channel: string;
  readonly accountId?: string;
}

export interface LoginStart {
  readonly accountId?: string;
  /** Link anew although the account is linked. */
  readonly force: boolean;
  /** For the first code, in milliseconds. */
  readonly timeoutMs: number;
  readonly login: { readonly method: 'qr' } | { readonly method: 'code'; readonly phone: string };
}

export interface ChannelsPort {
  /** The id of a known channel however a client writes it (`Telegram`, `teams`); `undefined` for anything else. */
  canonicalId(channel: string): string | undefined;
  status(options: { probe: boolean; timeoutMs: number }): Promise<ChannelsStatusResult>;
  /**
   * Resolves when the message is durable, or as `wait` asks; the same key gives the same answer.
   * @throws Failure NOT_LINKED | UNAVAILABLE | INVALID_REQUEST
   */
  send(params: SendParams): Promise<SendResult>;
  /** As `send`. @throws Failure as `send` */
  poll(params: PollParams): Promise<PollResult>;
  /** As `send`; an empty `emoji` removes the reaction. @throws Failure as `send` */
  react(params: ReactParams): Promise<ReactResult>;
  /**
   * Stops the account first and leaves it logged out. Telegram: takes the token out of the config file.
   * @throws Failure INVALID_REQUEST (`channel <id> does not support logout`, `config invalid; fix it before logging out`,
   * no such account) | UNAVAILABLE
   */
  logout(target: AccountTarget): Promise<ChannelsLogoutResult>;
  /** @throws Failure INVALID_REQUEST (no such account, or it is disabled or unconfigured) */
  start(target: AccountTarget): Promise<ChannelsStartResult>;
  /** Resolves when the link is closed. @throws Failure INVALID_REQUEST (no such account) */
  stop(target: AccountTarget): Promise<ChannelsStopResult>;
  /**
   * Begins to link WhatsApp and resolves with the first code; what follows is told by `channel.login`. Resolves without
   * `qr` and `code` when the account is linked already and `force` is false; a code that does not come is UNAVAILABLE.
   * @throws Failure INVALID_REQUEST (`web login provider is not available`, no such account) | UNAVAILABLE
   */
  loginStart(request: LoginStart): Promise<WebLoginStartResult>;
  /** Resolves at the end of the login, after `timeoutMs`, or when `signal` aborts. @throws Failure INVALID_REQUEST */
  loginWait(request: {
    readonly accountId?: string;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
  }): Promise<WebLoginWaitResult>;
}

/** Strangers who wrote to an account. Whoever implements it sends `channel.pair.requested` and `channel.pair.resolved`. */
export interface PairingPort {
  list(params: PairingListParams): PairingListResult;
  /** `undefined` when nobody waits with this code. The code comes trimmed and in capitals. */
  approve(params: PairingApproveParams): Promise<PairingApproveResult | undefined>;
  reject(params: PairingRejectParams): Promise<PairingRejectResult | undefined>;
}

export interface OutboxPort {
  list(params: OutboxListParams): OutboxListResult;
  /**
   * `undefined` when there is no such entry.
   * @throws Failure INVALID_REQUEST when its state does not allow it
   */
  retry(id: number): Promise<OutboxEntry | undefined>;
  /** As `retry`. */
  drop(id: number): Promise<OutboxEntry | undefined>;
}
