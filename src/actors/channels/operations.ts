import type { AccountTarget } from '../../api/channel-ports.ts';
import type { LinkEvent } from '../../machines/channel-link.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type {
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
  /** The state of the link as the tree has it. */
  readonly stateOf: (key: string) => string;
  readonly tell: (key: string, event: LinkEvent) => void;
  /** Gives a parked link a fresh budget; resolves when it runs. */
  readonly resume: (key: string) => Promise<unknown>;
  /** Calls back at each transition of the link; returns how to stop that. */
  readonly watch: (key: string, changed: () => void) => () => void;
  /** Removes the token of a Telegram account from the config file; false when there is none in it. */
  readonly removeToken: (accountId: string) => Promise<boolean>;
}

/** How long an operator waits for a link to get somewhere, in milliseconds. */
const PATIENCE_MS = 6_000;

const RESTING = /^(?:disabled|unconfigured|online|backingOff|conflict|loggedOut|gaveUp|stopped|parked)$/;

/** Start, stop and log out, one account at a time. */
export function createOperations(needs: OperationsNeeds) {
  const { accounts, clock, log, store, stateOf, tell, resume, watch, removeToken } = needs;

  /** Resolves when the link is where `there` says, or has had its time. */
  const until = (live: LiveAccount, there: (state: string) => boolean): Promise<string> => {
    const now = (): string => shownState(stateOf(live.key));
    const { promise, resolve } = Promise.withResolvers<string>();
    const look = (): void => {
      if (there(now())) done();
    };
    const done = (): void => {
      unwatch();
      clock.clearTimeout(timer);
      resolve(now());
    };
    const unwatch = watch(live.key, look);
    const timer = clock.setTimeout(done, PATIENCE_MS);
    look();
    return promise;
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
      const state = shownState(stateOf(live.key));
      if (state === 'online' || state === 'connecting') return answer(live, state);
      if (state === 'parked') await resume(live.key);
      else tell(live.key, { type: 'start' });
      log.info('a link is started by the operator', { account: live.key, was: state });
      return answer(live, await until(live, (now) => RESTING.test(now) && now !== state));
    },

    async stop(target: AccountTarget): Promise<ChannelsStopResult> {
      const live = pickAccount(accounts, target);
      tell(live.key, { type: 'stop' });
      log.info('a link is stopped by the operator', { account: live.key });
      return answer(live, await until(live, (now) => now === 'stopped' || now === 'parked'));
    },

    async logout(target: AccountTarget): Promise<ChannelsLogoutResult> {
      const name = channelNamed(target.channel);
      if (name.id !== 'telegram' && name.id !== 'whatsapp') {
        throw invalidRequest(`channel ${name.id} does not support logout`);
      }
      const live = pickAccount(accounts, target);
      const result = await live.account.logout(live.link);
      const removed = live.channel === 'telegram' ? await removeToken(live.accountId) : false;
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
      await until(live, (now) => now === 'loggedOut' || now === 'parked');
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
