import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelsPort, OutboxPort, PairingPort } from '../../api/channel-ports.ts';
import { configuredChannels } from '../../channels/configured.ts';
import { findChannelName } from '../../channels/names.ts';
import { channelLinkMachine } from '../../machines/channel-link.ts';
import type { LinkEvent } from '../../machines/channel-link.ts';
import { channelsMachine } from '../../machines/channels.ts';
import type { ChannelsInput, ChannelsLogic } from '../../machines/channels.ts';
import type { AccountOptions } from '../../channels/port.ts';
import type { ActorNode } from '../../protocol/generated/types.ts';
import { keep } from '../supervision/keep.ts';
import { createAcks } from './acks.ts';
import type { Adapters } from './adapters.ts';
import { createAnswer } from './answer.ts';
import type { ReplyPrefix } from './answer-rules.ts';
import { createAsk } from './ask.ts';
import { createBundles } from './bundles.ts';
import { createCompose } from './compose.ts';
import { createCourier } from './courier.ts';
import { createIntake } from './intake.ts';
import { createJudge } from './judge.ts';
import { createExamine, createLinkBody } from './link-body.ts';
import { linkPolicyFor } from './link-policies.ts';
import { createLines } from './lines.ts';
import { createLiveAccount, createLiveAccounts } from './live-account.ts';
import type { LiveAccount, LiveAccounts } from './live-account.ts';
import { createLogins } from './login.ts';
import type { ConversationNeeds } from './needs.ts';
import { createNotes } from './notes.ts';
import { createOperations } from './operations.ts';
import type { OperationsNeeds } from './operations.ts';
import { announceOutbox, createOutboxPort, createPairingPort } from './operator-ports.ts';
import { createOutgoing } from './outgoing.ts';
import { withOwnWords } from './own-words.ts';
import { runIdOf } from './question.ts';
import { createChannelsStatus, noLinkTo } from './status.ts';
import { createTyping } from './typing.ts';
import { createOutboxWaiters } from './waiting.ts';

export interface ChannelsPart {
  /** The supervised child `channels`. */
  readonly logic: ChannelsLogic;
  readonly input: Omit<ChannelsInput, 'random'>;
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
    Pick<OperationsNeeds, 'resume' | 'removeToken'> {
  readonly adapters: Adapters;
  readonly prefix: ReplyPrefix;
  /** The link's row in the tree. */
  readonly nodeOf: (key: string) => ActorNode | undefined;
  readonly watch: (key: string, changed: () => void) => () => void;
  /** An event for the running part `channels`. */
  readonly tell: (event: {
    readonly type: 'link.tell';
    readonly key: string;
    readonly event: LinkEvent;
  }) => void;
}

function makeAccounts(options: ChannelsPartOptions): LiveAccount[] {
  if (options.env.isOn('skipChannels')) return [];
  const { config, env, paths, clock, random, log, menu } = options;
  return configuredChannels(config()).flatMap((channel) => {
    const make = options.adapters.get(channel.name.id);
    if (make === undefined) return [];
    return channel.accounts.map((accountId) => {
      const account = make({
        accountId,
        config,
        env,
        paths,
        clock,
        random,
        log: log.child(channel.name.id),
        ...(menu === undefined ? {} : { menu }),
      });
      return createLiveAccount(
        withOwnWords(account, options.command),
        linkPolicyFor(account.channel, config()),
      );
    });
  });
}

function absenceOf({ config, env }: ChannelsPartOptions, id: string): string | undefined {
  const found = configuredChannels(config()).find(({ name }) => name.id === id);
  if (found === undefined) return undefined;
  if (!env.isOn('skipChannels')) return noLinkTo(found.name.label);
  return `${env.nameOf('skipChannels')} is set: no channel was started`;
}

export function createChannelsPart(options: ChannelsPartOptions): ChannelsPart {
  const { config, clock, log, inbox, outbox, events, nodeOf, watch, store } = options;
  const accounts: LiveAccounts = createLiveAccounts(makeAccounts(options), {
    absent: (id) => absenceOf(options, id),
    command: options.command,
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

  const afterCrash = new Map<string, 'repeat' | 'unknown'>(
    accounts.all().map(({ channel, account }) => [channel, account.afterCrash]),
  );

  return {
    logic: channelsMachine.provide({ actors: { account: keep(link) } }),
    input: { accounts: accounts.all().map(({ key, policy }) => ({ key, policy })) },
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
    dispose() {
      for (const { account } of accounts.all()) account.dispose();
    },
  };
}
