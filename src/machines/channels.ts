import { assign, enqueueActions, sendParent, sendTo, setup } from 'xstate';
import type { LinkEvent } from './channel-link.ts';
import type { LinkPolicy } from './link-policy.ts';
import { keeperMachine } from './keeper.ts';
import type { KeeperEvent, KeeperInput, KeeperReport } from './keeper.ts';
import { POLICIES } from './policies.ts';

/** The place of one account's link; `key` is `<channel>:<account>`. */
export interface LinkSeat {
  readonly key: string;
  readonly policy: LinkPolicy;
}

export interface ChannelsInput {
  /** One link per account, in starting order. */
  readonly accounts: readonly LinkSeat[];
  /** Uniform in [0, 1), for jitter. */
  readonly random: () => number;
}

interface ChannelsContext extends ChannelsInput {
  /** Accounts whose keeper has not said that it stopped. */
  readonly open: readonly string[];
  /** Places that are being cleared, and who takes each of them; null: nobody. The last word about a place counts. */
  readonly clearing: Readonly<Record<string, LinkSeat | null>>;
  readonly lastError: unknown;
}

/** Single links end and begin; the others are not touched. */
export interface AccountsChange {
  readonly type: 'accounts.change';
  readonly stop: readonly string[];
  /** A link that is there already ends first: there are never two of one account. */
  readonly start: readonly LinkSeat[];
}

type ChannelsEvent =
  | { readonly type: 'shutdown' }
  /** For one link, whatever its keeper does at the moment. */
  | { readonly type: 'link.tell'; readonly key: string; readonly event: LinkEvent }
  | AccountsChange
  /** Of its own: there is no link of this account. */
  | { readonly type: 'seat.free'; readonly id: string }
  | KeeperReport;

const keeperInput = ({ key, policy }: LinkSeat, random: () => number): KeeperInput => ({
  id: key,
  policy: POLICIES.channelLink,
  childInput: { key, policy, random },
  random,
});

const channels = setup({
  types: {
    context: {} as ChannelsContext,
    events: {} as ChannelsEvent,
    input: {} as ChannelsInput,
    tags: {} as 'ready' | 'closing' | 'ended',
  },
  actors: { account: keeperMachine },
  guards: {
    known: ({ context, event }) =>
      event.type === 'link.tell' && context.accounts.some(({ key }) => key === event.key),
    clearing: ({ context }, id: string) => id in context.clearing,
    nothingOpen: ({ context }) => context.open.length === 0,
  },
  delays: {
    // Every keeper answers within the stop deadline of its link; the margin is for the answers.
    stopDeadline: POLICIES.channelLink.stopDeadlineMs + 500,
  },
  actions: {
    tellLink: sendTo(
      (_, params: { readonly key: string; readonly event: LinkEvent }) => params.key,
      (_, { event }: { readonly key: string; readonly event: LinkEvent }): KeeperEvent => ({
        type: 'tell',
        event,
      }),
    ),
    noteStopped: assign(({ context }, id: string) => ({ open: context.open.filter((key) => key !== id) })),
    noteError: assign((_, error: unknown) => ({ lastError: error })),
    startAccounts: enqueueActions(({ context, enqueue }) => {
      for (const seat of context.accounts) {
        enqueue.spawnChild('account', { id: seat.key, input: keeperInput(seat, context.random) });
        enqueue.sendTo(seat.key, { type: 'start' } satisfies KeeperEvent);
      }
      enqueue.assign({ open: context.accounts.map(({ key }) => key) });
    }),
    clearSeats: enqueueActions(({ context, enqueue }, { stop, start }: Omit<AccountsChange, 'type'>) => {
      const wanted = [
        ...stop.map((key) => [key, null] as const),
        ...start.map((seat) => [seat.key, seat] as const),
      ];
      const clearing = { ...context.clearing, ...Object.fromEntries(wanted) };
      enqueue.assign({ clearing });
      for (const key of Object.keys(clearing).filter((known) => !(known in context.clearing))) {
        if (context.open.includes(key)) enqueue.sendTo(key, { type: 'shutdown' } satisfies KeeperEvent);
        else enqueue.raise({ type: 'seat.free', id: key });
      }
    }),
    dropKeeper: enqueueActions(({ enqueue }, id: string) => enqueue.stopChild(id)),
    /** Provided by actors/: nothing holds the account any more; what comes in its place may take it. */
    exchangeAccount: (_, _id: string) => {},
    fillSeat: enqueueActions(({ context, enqueue }, id: string) => {
      const { [id]: seat, ...clearing } = context.clearing;
      const others = context.accounts.filter(({ key }) => key !== id);
      enqueue.assign({ clearing, accounts: seat ? [...others, seat] : others });
      if (!seat) return;
      enqueue.spawnChild('account', { id, input: keeperInput(seat, context.random) });
      enqueue.sendTo(id, { type: 'start' } satisfies KeeperEvent);
      enqueue.assign({ open: [...context.open, id] });
    }),
    stopAccounts: enqueueActions(({ context, enqueue }) => {
      for (const key of context.open) enqueue.sendTo(key, { type: 'shutdown' } satisfies KeeperEvent);
    }),
    reportReady: sendParent({ type: 'child.ready' }),
    reportStopped: sendParent({ type: 'child.stopped' }),
  },
});

const errorTold = ({ event }: { readonly event: { readonly error: unknown } }): unknown => event.error;
const noteError = { actions: { type: 'noteError', params: errorTold } } as const;
const idOf = ({ event }: { readonly event: { readonly id: string } }): string => event.id;
const exchange = [
  { type: 'exchangeAccount', params: idOf },
  { type: 'fillSeat', params: idOf },
] as const;

/**
 * A keeper for the link of every account. One for one: a crash in one link never touches another, and a link that is
 * parked keeps nobody from serving. Accounts come, go and are replaced while the others serve.
 */
export const channelsMachine = channels.createMachine({
  id: 'channels',
  context: ({ input }) => ({ ...input, open: [], clearing: {}, lastError: undefined }),
  initial: 'serving',
  on: { 'keeper.down': noteError, 'keeper.parked': noteError, 'keeper.escalated': noteError },
  states: {
    serving: {
      tags: ['ready'],
      entry: ['startAccounts', 'reportReady'],
      on: {
        'link.tell': {
          guard: 'known',
          actions: { type: 'tellLink', params: ({ event }) => event },
        },
        'accounts.change': { actions: { type: 'clearSeats', params: ({ event }) => event } },
        'seat.free': { actions: exchange },
        'keeper.stopped': {
          guard: { type: 'clearing', params: idOf },
          actions: [{ type: 'noteStopped', params: idOf }, { type: 'dropKeeper', params: idOf }, ...exchange],
        },
        shutdown: { target: 'stopping' },
      },
    },
    stopping: {
      tags: ['closing'],
      entry: 'stopAccounts',
      always: { guard: 'nothingOpen', target: 'stopped' },
      on: { 'keeper.stopped': { actions: { type: 'noteStopped', params: idOf } } },
      after: { stopDeadline: { target: 'stopped' } },
    },
    // Not final: its keeper ends it, and its children must not speak to somebody who has ended.
    stopped: { tags: ['ended'], entry: 'reportStopped' },
  },
});

export type ChannelsLogic = typeof channelsMachine;
