import type { AccountTarget } from '../../api/channel-ports.ts';
import type { LinkEvent, LinkLogin } from '../../machines/channel-link.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type {
  ActorNode,
  ChannelsLogoutResult,
  ChannelsStartResult,
  ChannelsStopResult,
} from '../../protocol/generated/types.ts';
import { recordOp } from '../../store/ops-log.ts';
import type { Store } from '../../store/store.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';
import { channelNamed, pickAccount } from './pick.ts';
import { shownState } from './status.ts';

export interface OperationsNeeds {
  readonly accounts: LiveAccounts;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: Store;
  /** The link's row in the tree. */
  readonly nodeOf: (key: string) => ActorNode | undefined;
  readonly tell: (key: string, event: LinkEvent) => void;
  /** Starts a link that its keeper holds back, with a fresh budget where it had none left; resolves when it runs. */
  readonly resume: (key: string) => Promise<unknown>;
  /** Calls back at each transition of the link; returns how to stop that. */
  readonly watch: (key: string, changed: () => void) => () => void;
  /** Removes the token of a Telegram account from the config file; false when there is none in it. */
  readonly removeToken: (accountId: string) => Promise<boolean>;
}

/** How long an operator waits for a link to get somewhere, in milliseconds. */
const PATIENCE_MS = 6_000;

const RESTING = /^(?:disabled|unconfigured|online|backingOff|conflict|loggedOut|gaveUp|stopped|parked)$/;

/** Where an account that the operator took down may be found. */
const DOWN = /^(?:disabled|unconfigured|loggedOut|stopped|parked)$/;

/** Start, stop, log in and log out, one account at a time. */
export function createOperations(needs: OperationsNeeds) {
  const { accounts, clock, log, store, nodeOf, tell, resume, watch, removeToken } = needs;

  const stateOf = (live: LiveAccount): string => shownState(nodeOf(live.key)?.state ?? 'stopped');

  /** Resolves with the link's state once it is where `there` says, or has had its time. `moved`: it left where it was. */
  const until = (
    live: LiveAccount,
    there: (state: string, moved: boolean) => boolean,
    act: () => void = () => {},
  ): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const before = nodeOf(live.key);
    let moved = false;
    const look = (): void => {
      const now = nodeOf(live.key);
      moved ||= now?.state !== before?.state || now?.since !== before?.since;
      if (there(stateOf(live), moved)) done();
    };
    const done = (): void => {
      unwatch();
      clock.clearTimeout(timer);
      resolve(stateOf(live));
    };
    const unwatch = watch(live.key, look);
    const timer = clock.setTimeout(done, PATIENCE_MS);
    act();
    look();
    return promise;
  };

  /** A link that crashed hears nothing until its keeper starts it again. */
  const wake = async (live: LiveAccount): Promise<void> => {
    if (isKeptDown(nodeOf(live.key))) await resume(live.key);
  };

  const answer = (live: LiveAccount, state: string) => ({
    channel: live.channel,
    accountId: live.accountId,
    state,
  });

  return {
    async start(target: AccountTarget): Promise<ChannelsStartResult> {
      const live = pickAccount(accounts, target);
      live.readiness = live.account.readiness();
      const { readiness } = live;
      if (readiness.state === 'disabled')
        throw invalidRequest(`${live.key} is disabled: ${readiness.reason}`);
      if (readiness.state === 'unconfigured') {
        throw invalidRequest(`${live.key} cannot start: ${readiness.reason}; ${readiness.fix}`);
      }
      const state = stateOf(live);
      if (state === 'online' || state === 'connecting') return answer(live, state);
      live.held = false;
      log.info('a link is started by the operator', { account: live.key, was: state });
      if (isKeptDown(nodeOf(live.key))) {
        await resume(live.key);
        return answer(live, await until(live, (now) => RESTING.test(now)));
      }
      const begin = (): void => tell(live.key, { type: 'start' });
      return answer(live, await until(live, (now, moved) => moved && RESTING.test(now), begin));
    },

    /** It stays down until it is started, or a login begins: also when its keeper or a resume starts it again. */
    async stop(target: AccountTarget): Promise<ChannelsStopResult> {
      const live = pickAccount(accounts, target);
      live.held = true;
      log.info('a link is stopped by the operator', { account: live.key });
      await wake(live);
      tell(live.key, { type: 'stop' });
      return answer(live, await until(live, (now) => DOWN.test(now)));
    },

    async login(live: LiveAccount, request: LinkLogin): Promise<void> {
      live.held = false;
      await wake(live);
      tell(live.key, { type: 'login', request });
    },

    async logout(target: AccountTarget): Promise<ChannelsLogoutResult> {
      const name = channelNamed(target.channel);
      if (name.id !== 'telegram' && name.id !== 'whatsapp') {
        throw invalidRequest(`channel ${name.id} does not support logout`);
      }
      const live = pickAccount(accounts, target);
      // A token from the environment is still there afterwards: only the operator's word keeps the link down.
      live.held = true;
      const result = await live.account.logout(live.link);
      const removed = live.channel === 'telegram' ? await removeToken(live.accountId) : false;
      live.readiness = live.account.readiness();
      await wake(live);
      tell(live.key, { type: 'logout.done' });
      const cleared = result.cleared || removed;
      await store.write((tx) =>
        recordOp(tx, {
          at: clock.now(),
          actor: 'operator',
          action: 'channel.logout',
          target: live.key,
          detail: { cleared },
        }),
      );
      await until(live, (now) => DOWN.test(now));
      return {
        channel: live.channel,
        accountId: live.accountId,
        cleared,
        loggedOut: result.loggedOut,
        ...(result.envToken === undefined ? {} : { envToken: result.envToken }),
      };
    },
  };
}

/** Its keeper waits: to restart it, or for the operator. */
export const isKeptDown = (node: ActorNode | undefined): boolean =>
  node?.state === 'parked' || (node?.state === 'backingOff' && node.next === 'restart');
