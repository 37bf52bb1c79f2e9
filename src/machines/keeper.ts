import { assign, enqueueActions, sendParent, sendTo, setup, stateIn } from 'xstate';
import type { ActorLogic, AnyEventObject, Snapshot } from 'xstate';
import type { Policy } from './policies.ts';

export interface KeeperInput {
  /** The child's name in the tree, e.g. `store`. */
  readonly id: string;
  readonly policy: Policy;
  /** Handed to every incarnation of the child. */
  readonly childInput: unknown;
  /** Uniform in [0, 1), for jitter. */
  readonly random: () => number;
}

export interface KeeperContext extends KeeperInput {
  /** Restarts that still count against the budget. */
  readonly spent: number;
  /** Raised when the budget starts afresh, so that timers of older failures no longer pay back. */
  readonly epoch: number;
  /** Position in the backoff sequence. */
  readonly attempt: number;
  /** Milliseconds of the current or last wait. */
  readonly retryInMs: number;
  /** Restarts since the keeper was created, the operator's included. */
  readonly restarts: number;
  readonly lastError: unknown;
}

export type KeeperEvent =
  | { readonly type: 'start' }
  | { readonly type: 'shutdown' }
  /** Instead of `start`: stay down until the operator resumes it. */
  | { readonly type: 'park'; readonly error: unknown }
  | { readonly type: 'restart' }
  | { readonly type: 'resume' }
  | { readonly type: 'tell'; readonly event: AnyEventObject }
  | { readonly type: 'child.ready' }
  | { readonly type: 'child.stopped' }
  | { readonly type: 'child.failed'; readonly error: unknown }
  | { readonly type: 'failure.forgiven'; readonly epoch: number };

/** What a keeper tells its parent. */
export type KeeperReport =
  | { readonly type: 'keeper.ready'; readonly id: string }
  | { readonly type: 'keeper.down'; readonly id: string; readonly error: unknown }
  /** `killed`: the child had to be ended, because it did not end in time. */
  | { readonly type: 'keeper.stopped'; readonly id: string; readonly killed?: true }
  | { readonly type: 'keeper.parked'; readonly id: string; readonly error: unknown }
  | { readonly type: 'keeper.escalated'; readonly id: string; readonly error: unknown };

/** Anything that speaks the child protocol: emits child.ready, child.stopped, child.failed and obeys shutdown. */
export type ChildLogic = ActorLogic<Snapshot<unknown>, AnyEventObject, unknown>;

const missingChild: ChildLogic = {
  getInitialSnapshot: () => {
    throw new Error('keeper: no child logic; give it one with keep(logic)');
  },
  transition: (snapshot) => snapshot,
  getPersistedSnapshot: (snapshot) => snapshot,
};

/** Errors that no retry can heal say so themselves: waiting would only hide them from the operator for longer. */
const isPermanent = (error: unknown): boolean =>
  (error as { readonly permanent?: unknown } | null | undefined)?.permanent === true;

const keeper = setup({
  types: {
    context: {} as KeeperContext,
    events: {} as KeeperEvent,
    input: {} as KeeperInput,
    tags: {} as 'resting' | 'waiting' | 'up' | 'down',
  },
  actors: { child: missingChild },
  guards: {
    retryable: ({ context }, error: unknown) =>
      context.spent < context.policy.intensity && !isPermanent(error),
    stopping: stateIn({ alive: 'stopping' }),
    restarting: stateIn({ alive: 'restarting' }),
    escalates: ({ context }) => context.policy.onExhausted === 'escalate',
  },
  delays: {
    startDeadline: ({ context }) => context.policy.startDeadlineMs,
    stopDeadline: ({ context }) => context.policy.stopDeadlineMs,
    stable: ({ context }) => context.policy.stableMs,
    backoff: ({ context }) => context.retryInMs,
  },
  actions: {
    noteError: assign({ lastError: (_, error: unknown) => error }),
    spendRestart: enqueueActions(({ context, enqueue }) => {
      const { initialMs, maxMs, factor, jitter } = context.policy.backoff;
      const base = Math.min(maxMs, initialMs * factor ** context.attempt);
      enqueue.assign({
        spent: context.spent + 1,
        attempt: context.attempt + 1,
        restarts: context.restarts + 1,
        retryInMs: Math.round(base * (1 + jitter * (2 * context.random() - 1))),
      });
      // A sliding window without a clock: each failure is paid back after one period.
      enqueue.raise({ type: 'failure.forgiven', epoch: context.epoch }, { delay: context.policy.periodMs });
    }),
    countRestart: assign({ restarts: ({ context }) => context.restarts + 1 }),
    payBack: assign(({ context, event }) =>
      event.type === 'failure.forgiven' && event.epoch === context.epoch
        ? { spent: Math.max(0, context.spent - 1) }
        : {},
    ),
    forgive: assign({ spent: 0, attempt: 0, epoch: ({ context }) => context.epoch + 1 }),
    askToStop: sendTo('child', { type: 'shutdown' }),
    forward: sendTo('child', ({ event }) => (event as Extract<KeeperEvent, { type: 'tell' }>).event),
    reportReady: sendParent(({ context }) => ({ type: 'keeper.ready', id: context.id })),
    reportDown: sendParent(({ context }) => ({
      type: 'keeper.down',
      id: context.id,
      error: context.lastError,
    })),
    reportStopped: sendParent(({ context }) => ({ type: 'keeper.stopped', id: context.id })),
    reportKilled: sendParent(({ context }) => ({ type: 'keeper.stopped', id: context.id, killed: true })),
    reportParked: sendParent(({ context }) => ({
      type: 'keeper.parked',
      id: context.id,
      error: context.lastError,
    })),
    reportEscalated: sendParent(({ context }) => ({
      type: 'keeper.escalated',
      id: context.id,
      error: context.lastError,
    })),
  },
});

type Told<E> = { readonly context: KeeperContext; readonly event: E };

/** One failure, wherever it shows: try again while that may help and the budget lasts, then do as the policy says. */
const failure = <E>(errorOf: (told: Told<E>) => unknown) => {
  const note = { type: 'noteError', params: errorOf } as const;
  return [
    {
      guard: { type: 'retryable', params: errorOf },
      target: '#keeper.backingOff',
      actions: [note, 'spendRestart'],
    },
    { guard: 'escalates', target: '#keeper.exhausted', actions: [note] },
    { target: '#keeper.parked', actions: [note] },
  ] as const;
};

const tooSlow = ({ context }: { readonly context: KeeperContext }): Error =>
  new Error(`${context.id} was not ready within ${context.policy.startDeadlineMs} ms`);

const endedAlone = ({ context }: { readonly context: KeeperContext }): Error =>
  new Error(`${context.id} ended without being asked to`);

const errorTold = ({ event }: { readonly event: { readonly error: unknown } }): unknown => event.error;

const noteError = { type: 'noteError', params: errorTold } as const;

const startAfresh = { target: '#keeper.alive', actions: 'forgive' } as const;
const leaveDown = { target: '#keeper.parked', actions: noteError } as const;
const again = { target: '#keeper.alive', reenter: true } as const;

const alive = keeper.createStateConfig({
  tags: ['up'],
  invoke: {
    id: 'child',
    src: 'child',
    input: ({ context }: { readonly context: KeeperContext }) => context.childInput,
    onDone: [
      { guard: 'stopping', target: '#keeper.stopped' },
      { guard: 'restarting', ...again },
      ...failure(endedAlone),
    ],
    onError: [
      { guard: 'stopping', target: '#keeper.stopped', actions: noteError },
      { guard: 'restarting', ...again },
      ...failure(errorTold),
    ],
  },
  initial: 'starting',
  on: {
    'child.failed': failure(errorTold),
    'child.stopped': failure(endedAlone),
    shutdown: { target: '.stopping' },
    restart: { target: '.restarting', actions: 'countRestart' },
  },
  states: {
    starting: {
      tags: ['waiting'],
      on: { 'child.ready': { target: 'running', actions: 'reportReady' } },
      after: { startDeadline: failure(tooSlow) },
    },
    running: {
      on: { tell: { actions: 'forward' } },
      after: { stable: { actions: 'forgive' } },
    },
    restarting: {
      tags: ['waiting'],
      entry: 'askToStop',
      on: { 'child.stopped': again, 'child.failed': again, restart: {} },
      after: { stopDeadline: again },
    },
    stopping: {
      tags: ['waiting'],
      entry: 'askToStop',
      on: {
        'child.stopped': { target: '#keeper.stopped' },
        'child.failed': { target: '#keeper.stopped', actions: noteError },
        shutdown: {},
        restart: {},
      },
      after: { stopDeadline: { target: '#keeper.killed' } },
    },
  },
});

/**
 * Keeps one child alive. Events `tell` reach the child only while it runs: a child that is down gets a fresh start, not
 * the letters of its predecessor.
 */
export const keeperMachine = keeper.createMachine({
  id: 'keeper',
  context: ({ input }) => ({
    ...input,
    spent: 0,
    epoch: 0,
    attempt: 0,
    retryInMs: 0,
    restarts: 0,
    lastError: undefined,
  }),
  initial: 'standby',
  on: { 'failure.forgiven': { actions: 'payBack' } },
  states: {
    standby: {
      tags: ['resting'],
      on: {
        start: { target: 'alive' },
        park: leaveDown,
        shutdown: { target: 'stopped' },
      },
    },
    alive,
    backingOff: {
      tags: ['waiting', 'down'],
      entry: 'reportDown',
      on: { restart: { target: 'alive' }, start: { target: 'alive' }, shutdown: { target: 'stopped' } },
      after: { backoff: { target: 'alive' } },
    },
    exhausted: {
      tags: ['resting', 'down'],
      entry: 'reportEscalated',
      on: { start: startAfresh, restart: startAfresh, resume: startAfresh, shutdown: { target: 'stopped' } },
    },
    parked: {
      tags: ['resting', 'down'],
      entry: 'reportParked',
      on: { start: startAfresh, restart: startAfresh, resume: startAfresh, shutdown: { target: 'stopped' } },
    },
    stopped: {
      tags: ['resting'],
      entry: 'reportStopped',
      on: { start: startAfresh, park: leaveDown, shutdown: { actions: 'reportStopped' } },
    },
    killed: {
      tags: ['resting'],
      entry: 'reportKilled',
      on: { start: startAfresh, park: leaveDown, shutdown: { actions: 'reportStopped' } },
    },
  },
});

export type KeeperLogic = typeof keeperMachine;
