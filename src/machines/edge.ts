import { assign, sendParent, sendTo, setup } from 'xstate';
import type { ActorLogic, AnyEventObject, Snapshot } from 'xstate';
import { keeperMachine } from './keeper.ts';
import type { ChildLogic, KeeperReport } from './keeper.ts';
import { POLICIES } from './policies.ts';

export interface EdgeInput {
  /** Uniform in [0, 1), for the keeper's jitter. */
  readonly random: () => number;
  /** Handed to the pool of connections. */
  readonly connections: unknown;
  /** Handed to every incarnation of the listener. */
  readonly listener?: unknown;
}

interface EdgeContext extends EdgeInput {
  readonly lastError: unknown;
}

type EdgeEvent =
  | { readonly type: 'shutdown' }
  | { readonly type: 'child.ready' }
  | { readonly type: 'child.stopped' }
  | { readonly type: 'child.failed'; readonly error: unknown }
  | KeeperReport;

const missingPool: ActorLogic<Snapshot<unknown>, AnyEventObject, unknown> = {
  getInitialSnapshot: () => {
    throw new Error('edge: actor connections was not provided');
  },
  transition: (snapshot) => snapshot,
  getPersistedSnapshot: (snapshot) => snapshot,
};

const edge = setup({
  types: {
    context: {} as EdgeContext,
    events: {} as EdgeEvent,
    input: {} as EdgeInput,
    tags: {} as 'opening' | 'ready' | 'closing' | 'ended',
  },
  actors: { connections: missingPool as ChildLogic, wsServer: keeperMachine },
  delays: {
    // The keeper answers within its child's stop deadline; the margin is for the answer itself.
    listenerDeadline: POLICIES.wsServer.stopDeadlineMs + 500,
    connectionsDeadline: POLICIES.edge.stopDeadlineMs - POLICIES.wsServer.stopDeadlineMs - 1_000,
  },
  actions: {
    noteError: assign((_, error: unknown) => ({ lastError: error })),
    noteEnded: assign({ lastError: new Error('the pool of connections ended without being asked to') }),
    openListener: sendTo('wsServer', { type: 'start' }),
    closeListener: sendTo('wsServer', { type: 'shutdown' }),
    closeConnections: sendTo('connections', { type: 'shutdown' }),
    reportReady: sendParent({ type: 'child.ready' }),
    reportStopped: sendParent({ type: 'child.stopped' }),
    reportFailed: sendParent(({ context }) => ({ type: 'child.failed', error: context.lastError })),
  },
});

const errorTold = ({ event }: { readonly event: { readonly error: unknown } }): unknown => event.error;
const noteError = { type: 'noteError', params: errorTold } as const;
const broken = { target: '#edge.failed', actions: noteError } as const;

const whileOpen = {
  'child.failed': broken,
  'child.stopped': { target: '#edge.failed', actions: 'noteEnded' },
  'keeper.escalated': broken,
  'keeper.down': { actions: noteError },
  shutdown: { target: '#edge.closing' },
} as const;

/**
 * Rest for one, by nesting: a crashed listener is restarted alone by the keeper inside; a crashed pool of connections
 * fails the whole edge, and the keeper outside restarts both.
 */
export const edgeMachine = edge.createMachine({
  id: 'edge',
  context: ({ input }) => ({ ...input, lastError: undefined }),
  invoke: [
    {
      id: 'connections',
      src: 'connections',
      input: (args: { readonly context: EdgeContext }) => args.context.connections,
      onDone: { target: '.failed', actions: 'noteEnded' },
      onError: broken,
    },
    {
      id: 'wsServer',
      src: 'wsServer',
      input: (args: { readonly context: EdgeContext }) => ({
        id: 'wsServer',
        policy: POLICIES.wsServer,
        childInput: args.context.listener,
        random: args.context.random,
      }),
      onError: broken,
    },
  ],
  initial: 'opening',
  states: {
    // The pool goes first and closes last: without it there must be no door that lets clients in.
    opening: {
      tags: ['opening'],
      initial: 'connections',
      on: whileOpen,
      states: {
        connections: { on: { 'child.ready': { target: 'listener' } } },
        listener: { entry: 'openListener', on: { 'keeper.ready': { target: '#edge.serving' } } },
      },
    },
    serving: { tags: ['ready'], entry: 'reportReady', on: whileOpen },
    closing: {
      tags: ['closing'],
      initial: 'listener',
      states: {
        listener: {
          entry: 'closeListener',
          on: { 'keeper.stopped': { target: 'connections' } },
          after: { listenerDeadline: { target: 'connections' } },
        },
        connections: {
          entry: 'closeConnections',
          on: {
            'child.stopped': { target: '#edge.closed' },
            'child.failed': { target: '#edge.closed', actions: noteError },
          },
          after: { connectionsDeadline: { target: '#edge.closed' } },
        },
      },
    },
    closed: { tags: ['ended'], entry: 'reportStopped' },
    failed: { tags: ['ended'], entry: 'reportFailed' },
  },
});
