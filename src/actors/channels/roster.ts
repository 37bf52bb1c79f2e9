import { configuredChannels } from '../../channels/configured.ts';
import type { AccountOptions, ChannelAccount } from '../../channels/port.ts';
import { POLICIES } from '../../machines/policies.ts';
import type { AccountsChange, LinkSeat } from '../../machines/channels.ts';
import type { LinkPolicy } from '../../machines/link-policy.ts';
import type { AccountFactory, Adapters } from './adapters.ts';
import { linkPolicyFor } from './link-policies.ts';
import { accountKey, createLiveAccount, renewLiveAccount } from './live-account.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';
import { withOwnWords } from './own-words.ts';

export interface RosterOptions
  extends
    Pick<AccountOptions, 'config' | 'env' | 'paths' | 'clock' | 'random' | 'log' | 'menu'>,
    Pick<LiveAccounts, 'absent' | 'command'> {
  /** Of the networks in use so far. */
  readonly adapters: Adapters;
  /** Loads another; `undefined` for a network this gateway does not speak to. */
  readonly loadAdapter: (channel: string) => Promise<AccountFactory | undefined>;
  /** The group of links takes events. */
  readonly running: () => boolean;
  readonly tell: (event: AccountsChange) => void;
  /** The account is about to be replaced or has gone: whoever waits for something of it is told. */
  readonly leaves: (live: LiveAccount, reason: string) => void;
}

/** The accounts of this boot. Which there are follows the configuration, one account at a time. */
export interface Roster extends LiveAccounts {
  /** The places of their links, in starting order. */
  seats(): readonly LinkSeat[];
  /**
   * Brings these accounts in line with the configuration: each is made anew, or goes when it is not in it any more. Resolves
   * when every link concerned has ended and what comes after it has begun.
   * @throws Error when an adapter cannot be loaded (nothing has changed then) or a link does not end in time
   */
  change(keys: readonly string[]): Promise<void>;
  /** For the group of links: nobody holds the account any more. */
  exchange(key: string): void;
  dispose(): void;
}

interface Coming {
  readonly account: ChannelAccount;
  readonly policy: LinkPolicy;
}

interface Wish {
  /** `undefined`: nobody comes. */
  next: Coming | undefined;
  readonly done: PromiseWithResolvers<void>;
}

/** A keeper answers within its stop deadline; the margin is for the answers. */
const PATIENCE_MS = POLICIES.channelLink.stopDeadlineMs + 1_000;

export function createRoster(options: RosterOptions): Roster {
  const { config, env, clock, log, command } = options;
  const adapters = new Map(options.adapters);
  const byKey = new Map<string, LiveAccount>();
  /** Whoever held an account that went gets the one that comes back under its name. */
  const gone = new Map<string, LiveAccount>();
  const wishes = new Map<string, Wish>();

  const configured = (): readonly { readonly channel: string; readonly accountId: string }[] =>
    configuredChannels(config()).flatMap(({ name, accounts }) =>
      accounts.map((accountId) => ({ channel: name.id, accountId })),
    );

  const make = (channel: string, accountId: string): Coming | undefined => {
    const factory = adapters.get(channel);
    if (factory === undefined) return undefined;
    const { paths, random, menu } = options;
    const account = factory({
      accountId,
      config,
      env,
      paths,
      clock,
      random,
      log: log.child(channel),
      ...(menu === undefined ? {} : { menu }),
    });
    return { account: withOwnWords(account, command), policy: linkPolicyFor(account.channel, config()) };
  };

  const put = (key: string, { account, policy }: Coming): void => {
    const known = byKey.get(key) ?? gone.get(key);
    gone.delete(key);
    if (known === undefined) byKey.set(key, createLiveAccount(account, policy));
    else byKey.set(key, renewLiveAccount(known, account, policy));
  };

  const discard = (account: ChannelAccount): void => {
    try {
      account.dispose();
    } catch (error) {
      log.error('an account did not let go of everything', {
        account: accountKey(account.channel, account.accountId),
        error,
      });
    }
  };

  /** The default account of a network is its first, whenever it came. */
  const sort = (): void => {
    const order = configured().map(({ channel, accountId }) => accountKey(channel, accountId));
    const sorted = [...byKey].toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    byKey.clear();
    for (const [key, live] of sorted) byKey.set(key, live);
  };

  const exchange = (key: string): void => {
    const wish = wishes.get(key);
    if (wish === undefined) return;
    wishes.delete(key);
    const { next, done } = wish;
    const live = byKey.get(key);
    if (live !== undefined) {
      options.leaves(live, next === undefined ? 'the account was removed' : 'the account was set up anew');
      discard(live.account);
    }
    if (next !== undefined) put(key, next);
    else if (live !== undefined) {
      byKey.delete(key);
      // What the operator said about it ends with it.
      live.held = false;
      gone.set(key, live);
    }
    sort();
    done.resolve();
  };

  /** The last word about an account counts; whoever spoke before waits for the same end. */
  const wish = (key: string, next: Coming | undefined): Promise<void> => {
    const former = wishes.get(key);
    if (former?.next !== undefined) discard(former.next.account);
    const done = former?.done ?? Promise.withResolvers<void>();
    wishes.set(key, { next, done });
    return done.promise;
  };

  const comingTo = async (keys: readonly string[]): Promise<ReadonlyMap<string, Coming | undefined>> => {
    const known = new Map(
      configured().map(({ channel, accountId }) => [accountKey(channel, accountId), { channel, accountId }]),
    );
    const wanted = keys.map((key) => ({ key, place: known.get(key) }));
    const missing = new Set(wanted.flatMap(({ place }) => place?.channel ?? []));
    for (const channel of missing) {
      if (adapters.has(channel)) continue;
      const factory = await options.loadAdapter(channel);
      if (factory !== undefined) adapters.set(channel, factory);
    }
    const coming = new Map<string, Coming | undefined>();
    try {
      for (const { key, place } of wanted) coming.set(key, place && make(place.channel, place.accountId));
    } catch (error) {
      for (const made of coming.values()) if (made !== undefined) discard(made.account);
      throw error;
    }
    return coming;
  };

  if (!env.isOn('skipChannels')) {
    for (const { channel, accountId } of configured()) {
      const coming = make(channel, accountId);
      if (coming !== undefined) put(accountKey(channel, accountId), coming);
    }
  }

  return {
    command,
    absent: options.absent,
    all: () => [...byKey.values()],
    find: (key) => byKey.get(key),
    get(key) {
      const live = byKey.get(key);
      if (live === undefined) throw new Error(`no account is called ${key}`);
      return live;
    },
    seats: () => [...byKey.values()].map(({ key, policy }) => ({ key, policy })),
    async change(keys) {
      if (env.isOn('skipChannels')) return;
      const coming = await comingTo(keys);
      const settled = [...coming].map(([key, next]) => wish(key, next));
      if (options.running()) {
        const start = [...coming].flatMap(([key, next]) =>
          next === undefined ? [] : [{ key, policy: next.policy }],
        );
        const stop = [...coming].flatMap(([key, next]) => (next === undefined ? [key] : []));
        options.tell({ type: 'accounts.change', stop, start });
      } else for (const key of keys) exchange(key);
      const { promise: late, reject } = Promise.withResolvers<never>();
      const slow = (): void => {
        const waiting = keys.filter((key) => wishes.has(key)).join(', ');
        reject(new Error(`${waiting} did not end within ${PATIENCE_MS} ms`));
      };
      const timer = clock.setTimeout(slow, PATIENCE_MS);
      try {
        await Promise.race([Promise.all(settled), late]);
      } finally {
        clock.clearTimeout(timer);
      }
    },
    exchange,
    dispose() {
      for (const { next, done } of wishes.values()) {
        if (next !== undefined) discard(next.account);
        done.resolve();
      }
      wishes.clear();
      for (const { account } of byKey.values()) discard(account);
    },
  };
}
