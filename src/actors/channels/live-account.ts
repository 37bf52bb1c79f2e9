import type { ChannelId } from '../../channels/message.ts';
import type { ChannelAccount, Link, LoginStep, Readiness, SelfIdentity } from '../../channels/port.ts';
import type { LinkPolicy } from '../../machines/link-policy.ts';
import type { LinkFault } from '../../protocol/link-faults.ts';

/** The last way a connection ended, for status and health. */
export interface LastDisconnect {
  readonly at: number;
  readonly kind: LinkFault['kind'];
  readonly code?: number | string;
  readonly message: string;
  readonly hint?: string;
}

/**
 * One account as the data plane sees it: the handle of its connection while there is one, and what was learnt about it.
 * Written by the bodies of its own link only, and by the roster while there is no link. It is the same object for as long as
 * the gateway runs, whatever takes the account's place: whoever holds it has the present one.
 */
export interface LiveAccount {
  /** `<channel>:<account>`, also the name of its keeper in the tree. */
  readonly key: string;
  readonly channel: ChannelId;
  readonly accountId: string;
  account: ChannelAccount;
  policy: LinkPolicy;
  /** Its settings are new since the link last looked. */
  renewed: boolean;
  readiness: Readiness;
  /** The open connection; it may not be online yet. */
  link: Link | undefined;
  online: boolean;
  self: SelfIdentity | undefined;
  deafness: { readonly code: string; readonly reason: string } | undefined;
  login: LoginStep | undefined;
  lastStartAt: number | null;
  lastStopAt: number | null;
  lastConnectedAt: number | null;
  lastInboundAt: number | null;
  lastOutboundAt: number | null;
  lastDisconnect: LastDisconnect | undefined;
  /** Connections in a row that ended unasked since it was last online. */
  attempts: number;
  /** Monotonic ms; the network asked for nothing to be sent before. It outlives the connection. */
  pausedUntil: number;
  /** The operator wants it down: until told otherwise it does not connect, whatever restarts it. */
  held: boolean;
  /** Wakes its courier; does nothing while the link is not online. */
  wake: () => void;
  /** Resolves once nothing is being sent and nothing is due. */
  flushed: () => Promise<void>;
}

export const accountKey = (channel: string, accountId: string): string => `${channel}:${accountId}`;

export function createLiveAccount(account: ChannelAccount, policy: LinkPolicy): LiveAccount {
  return {
    key: accountKey(account.channel, account.accountId),
    channel: account.channel,
    accountId: account.accountId,
    account,
    policy,
    renewed: false,
    readiness: { state: 'ready' },
    link: undefined,
    online: false,
    self: undefined,
    deafness: undefined,
    login: undefined,
    lastStartAt: null,
    lastStopAt: null,
    lastConnectedAt: null,
    lastInboundAt: null,
    lastOutboundAt: null,
    lastDisconnect: undefined,
    attempts: 0,
    pausedUntil: 0,
    held: false,
    wake: () => {},
    flushed: () => Promise.resolve(),
  };
}

/** Other settings make it another account; what people sent and were sent remains. */
export function renewLiveAccount(
  live: LiveAccount,
  account: ChannelAccount,
  policy: LinkPolicy,
): LiveAccount {
  return Object.assign(live, {
    account,
    policy,
    renewed: true,
    self: undefined,
    deafness: undefined,
    login: undefined,
    lastDisconnect: undefined,
    attempts: 0,
    pausedUntil: 0,
  });
}

/** The accounts of this boot, in starting order. */
export interface LiveAccounts {
  all(): readonly LiveAccount[];
  find(key: string): LiveAccount | undefined;
  /** @throws Error for a key no account has: only our own code makes keys */
  get(key: string): LiveAccount;
  /** Why a channel of the config has no account here; `undefined` for one that is not in it. */
  absent(channelId: string): string | undefined;
  /** What an operator types to reach this gateway, e.g. `moltbot --dev`. */
  readonly command: string;
}
