import { assign, enqueueActions, sendParent, sendTo, setup } from 'xstate';
import type { LinkEvent } from './channel-link.ts';
import type { LinkPolicy } from './link-policy.ts';
import { keeperMachine } from './keeper.ts';
import type { KeeperEvent, KeeperReport } from './keeper.ts';
import { POLICIES } from './policies.ts';

export interface ChannelsInput {
  /** One link per account, by `<channel>:<account>`, in starting order. */
  readonly accounts: readonly { readonly key: string; readonly policy: LinkPolicy }[];
  /** Uniform in [0, 1), for jitter. */
  readonly random: () => number;
}

interface ChannelsContext extends ChannelsInput {
  /** Accounts whose keeper has not said that it stopped. */
  readonly open: readonly string[];
  readonly lastError: unknown;
}

type ChannelsEvent =
  | { readonly type: 'shutdown' }
  /** For one link, whatever its keeper does at the moment. */
  | { readonly type: 'link.tell'; readonly key: string; readonly event: LinkEvent }
  | KeeperReport;

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
      for (const { key, policy } of context.accounts) {
        const input = {
          id: key,
          policy: POLICIES.channelLink,
          childInput: { key, policy, random: context.random },
          random: context.random,
        };
        enqueue.spawnChild('account', { id: key, input });
        enqueue.sendTo(key, { type: 'start' } satisfies KeeperEvent);
      }
      enqueue.assign({ open: context.accounts.map(({ key }) => key) });
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

/**
 * A keeper for the link of every account. One for one: a crash in one link never touches another, and a link that is
 * parked keeps nobody from serving.
 */
export const channelsMachine = channels.createMachine({
  id: 'channels',
  context: ({ input }) => ({ ...input, open: [], lastError: undefined }),
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
