import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelsPort, OutboxPort, PairingPort } from '../../api/channel-ports.ts';
import { configuredChannels } from '../../channels/configured.ts';
import { findChannelName } from '../../channels/names.ts';
import { channelLinkMachine } from '../../machines/channel-link.ts';
import type { LinkEvent } from '../../machines/channel-link.ts';
import { channelsMachine } from '../../machines/channels.ts';
import type { AccountsChange, ChannelsInput, ChannelsLogic } from '../../machines/channels.ts';
import type { AccountOptions } from '../../channels/port.ts';
import type { ActorNode } from '../../protocol/generated/types.ts';
import { keep } from '../supervision/keep.ts';
import type { LinkStanding } from './link-standing.ts';
import { createAcks } from './acks.ts';
import { createAnswer } from './answer.ts';
import type { ReplyPrefix } from './answer-rules.ts';
import { createAsk } from './ask.ts';
import { createBundles } from './bundles.ts';
import { createCompose } from './compose.ts';
import { createCourier } from './courier.ts';
import { createIntake } from './intake.ts';
import { createJudge } from './judge.ts';
import { createExamine, createLinkBody } from './link-body.ts';
import { createLines } from './lines.ts';
import { createLogins } from './login.ts';
import type { ConversationNeeds } from './needs.ts';
import { createNotes } from './notes.ts';
import { createOperations, isKeptDown } from './operations.ts';
import type { OperationsNeeds } from './operations.ts';
import { announceOutbox, createOutboxPort, createPairingPort } from './operator-ports.ts';
import { createOutgoing } from './outgoing.ts';
import { runIdOf } from './question.ts';
import { createRoster } from './roster.ts';
import type { Roster, RosterOptions } from './roster.ts';
import { createChannelsStatus, noLinkTo, standingOf } from './status.ts';
import { createTyping } from './typing.ts';
import { createOutboxWaiters } from './waiting.ts';

export interface ChannelsPart {
  /** The supervised child `channels`. */
  readonly logic: ChannelsLogic;
  /** Reads who there is at each start. */
  readonly input: Omit<ChannelsInput, 'random'>;
  /** Brings accounts (`channel:account`) in line with the configuration; the others are not touched. See `Roster`. */
  change(keys: readonly string[]): Promise<void>;
  /** Keys of the accounts whose link is online. */
  online(): readonly string[];
  /** `undefined` when there is no such account. */
  standing(key: string): LinkStanding | undefined;
  /** Calls back at each transition of the link; returns how to stop that. */
  watch(key: string, changed: () => void): () => void;
  readonly port: ChannelsPort;
  readonly outbox: OutboxPort;
  readonly pairing: PairingPort;
  /** Claims the requests of webhooks. */
  webhook(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>;
  /** At boot, before any link is up: settles what a crash left between here and the networks. */
  recover(): Promise<void>;
  /** Ends what waited too long. */
  expire(): void;
  /** Stores what comes in from now on, and no more. Resolves when nothing is between the inbox and the runs. */
  quiesce(): Promise<void>;
  /** Resolves when the answers of the runs that were asked for are in the outbox, and what can be sent has been sent. */
  flush(): Promise<void>;
  /** Messages that were not delivered, or may not have been, in words; `undefined` when there are none. */
  trouble(): string | undefined;
  /** Once this boot is over. */
  dispose(): void;
}

export interface ChannelsPartOptions
  extends
    Omit<ConversationNeeds, 'accounts'>,
    Pick<AccountOptions, 'env' | 'paths' | 'menu'>,
    Pick<OperationsNeeds, 'resume' | 'removeToken'>,
    Pick<RosterOptions, 'adapters' | 'loadAdapter' | 'running'> {
  readonly prefix: ReplyPrefix;
  /** The link's row in the tree. */
  readonly nodeOf: (key: string) => ActorNode | undefined;
  readonly watch: (key: string, changed: () => void) => () => void;
  /** An event for the running part `channels`. */
  readonly tell: (
    event: { readonly type: 'link.tell'; readonly key: string; readonly event: LinkEvent } | AccountsChange,
  ) => void;
}

function absenceOf({ config, env }: ChannelsPartOptions, id: string): string | undefined {
  const found = configuredChannels(config()).find(({ name }) => name.id === id);
  if (found === undefined) return undefined;
  if (!env.isOn('skipChannels')) return noLinkTo(found.name.label);
  return `${env.nameOf('skipChannels')} is set: no channel was started`;
}

export function createChannelsPart(options: ChannelsPartOptions): ChannelsPart {
  const { config, clock, log, inbox, outbox, events, nodeOf, watch, store } = options;
  const accounts: Roster = createRoster({
    ...options,
    absent: (id) => absenceOf(options, id),
    leaves: (live, reason) => logins.abandon(live, reason),
  });
  const needs: ConversationNeeds = { ...options, accounts };
  const waiters = createOutboxWaiters(clock);
  const stateOf = (key: string): string => nodeOf(key)?.state ?? 'stopped';
  const tell = (key: string, event: LinkEvent): void => options.tell({ type: 'link.tell', key, event });

  const changed: Parameters<typeof createCourier>[0]['changed'] = (entry) => {
    waiters.changed(entry);
    announceOutbox(events, entry);
  };

  const judge = createJudge(needs);
  const answer = createAnswer(needs, options.prefix);
  const ask = createAsk(needs, {
    compose: createCompose(needs),
    answer,
    typing: createTyping({ config, clock }),
  });
  const acks = createAcks(needs);
  const lines = createLines({ log });
  const bundles = createBundles({
    config,
    clock,
    lines,
    ask: async (arrivals) => {
      const [first] = arrivals;
      const last = arrivals.at(-1);
      if (first === undefined || last === undefined) return;
      acks.seen(arrivals);
      const { live, access, route } = last;
      await ask.ask({
        live,
        access,
        route,
        rowIds: arrivals.map(({ rowId }) => rowId),
        messages: arrivals.map(({ message }) => message),
        runId: runIdOf(live, first.message),
      });
    },
  });
  const intake = createIntake(needs, { judge, notes: createNotes(needs, judge), bundles, ask, lines });
  const operations = createOperations({
    accounts,
    clock,
    log,
    store,
    nodeOf,
    tell,
    watch,
    resume: options.resume,
    removeToken: options.removeToken,
  });
  const logins = createLogins({
    accounts,
    events,
    clock,
    log,
    begin: operations.login,
    unlink: async (live) => {
      await operations.logout({ channel: live.channel, accountId: live.accountId });
    },
  });
  const outgoing = createOutgoing({ ...needs, waiters, stateOf });
  const status = createChannelsStatus({
    accounts,
    config,
    clock,
    nodeOf,
  });

  const link = channelLinkMachine.provide({
    actors: {
      examine: createExamine({ accounts }),
      link: createLinkBody({
        accounts,
        clock,
        log,
        received: intake.received,
        receipt: (live, event) =>
          log.debug('a message was received by its reader', { account: live.key, ...event }),
        cursor: inbox.cursor,
        opened: intake.resume,
        loginChanged: logins.changed,
      }),
      courier: createCourier({ accounts, outbox, clock, random: options.random, log, changed }),
    },
  });

  return {
    logic: channelsMachine.provide({
      actors: { account: keep(link) },
      actions: { exchangeAccount: (_, key) => accounts.exchange(key) },
    }),
    input: {
      get accounts() {
        return accounts.seats();
      },
    },
    change: accounts.change,
    online: () => accounts.all().flatMap((live) => (live.online ? [live.key] : [])),
    standing(key) {
      const live = accounts.find(key);
      return live === undefined ? undefined : standingOf(live, nodeOf(key), isKeptDown(nodeOf(key)));
    },
    watch,
    port: {
      canonicalId: (channel) => findChannelName(channel)?.id,
      status,
      ...outgoing,
      start: operations.start,
      stop: operations.stop,
      logout: operations.logout,
      loginStart: logins.start,
      loginWait: logins.wait,
    },
    outbox: createOutboxPort(needs),
    pairing: createPairingPort(needs),
    async webhook(request, response) {
      for (const { account } of accounts.all()) {
        if (account.webhook !== undefined && (await account.webhook(request, response))) return true;
      }
      return false;
    },
    async recover() {
      // What belongs to a channel that is gone from the config cannot be sent again, so it is not claimed to be.
      const afterCrash = new Map<string, 'repeat' | 'unknown'>(
        accounts.all().map(({ channel, account }) => [channel, account.afterCrash]),
      );
      const entries = await outbox.recover((channel) => afterCrash.get(channel) ?? 'unknown', clock.now());
      for (const entry of entries) {
        if (entry.state !== 'unknown') continue;
        log.warn('a message may have gone out before the last stop', {
          outbox: entry.id,
          channel: entry.channel,
        });
      }
    },
    expire() {
      outbox.expire(clock.now()).then(
        (entries) => entries.forEach(changed),
        (error: unknown) =>
          log.warn('messages past their time could not be ended; the next round tries again', { error }),
      );
    },
    async quiesce() {
      intake.pause();
      await intake.settled();
    },
    async flush() {
      await ask.answered();
      await Promise.all(accounts.all().map((live) => live.flushed()));
    },
    trouble() {
      const { dead, unknown } = outbox.counts();
      if (dead + unknown === 0) return undefined;
      const words = [
        ...(dead === 0 ? [] : [`${dead} not delivered`]),
        ...(unknown === 0 ? [] : [`${unknown} of unknown fate`]),
      ];
      return `messages in the outbox: ${words.join(', ')}; see: ${options.command} outbox list`;
    },
    dispose: accounts.dispose,
  };
}
