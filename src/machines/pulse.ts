import { assign, fromPromise, sendParent, setup } from 'xstate';

/** All in milliseconds. */
export interface PulseIntervals {
  /** Between two `tick` events; clients reconnect after two missed ones. */
  readonly tick: number;
  /** Between two health refreshes when nothing asks for one. */
  readonly refresh: number;
  /** How long changes gather before one refresh covers them all. */
  readonly settle: number;
  /** Before a failed refresh is tried again. */
  readonly retry: number;
  /** Between two sweeps of expired presence entries. */
  readonly prune: number;
  /** Between two sweeps of what the store has kept long enough. */
  readonly sweep: number;
}

export interface PulseInput {
  readonly intervals: PulseIntervals;
}

interface PulseContext {
  readonly intervals: PulseIntervals;
  /** Refreshes that failed in a row. */
  readonly failures: number;
  /** Something changed since the running refresh began. */
  readonly changed: boolean;
}

export type PulseEvent = { readonly type: 'health.changed' } | { readonly type: 'shutdown' };

/**
 * The gateway's own clockwork: keepalive ticks, the live health snapshot, presence expiry, retention. A refresh or a
 * sweep that fails is a state and not a crash, because ticks are the only sign of life clients accept and must not stop
 * with it.
 */
export const pulseMachine = setup({
  types: {
    context: {} as PulseContext,
    events: {} as PulseEvent,
    input: {} as PulseInput,
  },
  actors: {
    /** Builds the snapshot, stores it, and broadcasts it when it says something new. */
    refreshHealth: fromPromise<void>(() => Promise.reject(new Error('refreshHealth has no body'))),
    /** Deletes what the store no longer has to keep. */
    sweepStore: fromPromise<void>(() => Promise.reject(new Error('sweepStore has no body'))),
  },
  actions: {
    sendTick: () => {},
    prunePresence: () => {},
    noteRefreshFailure: (_, _params: { readonly error: unknown }) => {},
    noteSweepFailure: (_, _params: { readonly error: unknown }) => {},
    reportReady: sendParent({ type: 'child.ready' }),
    reportStopped: sendParent({ type: 'child.stopped' }),
    noteChange: assign({ changed: true }),
    forgetChange: assign({ changed: false }),
    countFailure: assign({ failures: ({ context }) => context.failures + 1 }),
    forgetFailures: assign({ failures: 0 }),
  },
  guards: {
    changedMeanwhile: ({ context }) => context.changed,
  },
  delays: {
    tickInterval: ({ context }) => context.intervals.tick,
    refreshInterval: ({ context }) => context.intervals.refresh,
    settleTime: ({ context }) => context.intervals.settle,
    retryInterval: ({ context }) => context.intervals.retry,
    pruneInterval: ({ context }) => context.intervals.prune,
    sweepInterval: ({ context }) => context.intervals.sweep,
  },
}).createMachine({
  id: 'pulse',
  context: ({ input }) => ({ intervals: input.intervals, failures: 0, changed: false }),
  initial: 'beating',
  states: {
    beating: {
      entry: 'reportReady',
      type: 'parallel',
      on: { shutdown: 'stopped' },
      states: {
        keepalive: {
          initial: 'waiting',
          states: {
            waiting: { after: { tickInterval: { target: 'waiting', reenter: true, actions: 'sendTick' } } },
          },
        },
        health: {
          initial: 'refreshing',
          states: {
            refreshing: {
              entry: 'forgetChange',
              invoke: {
                src: 'refreshHealth',
                onDone: [
                  // What changes while the snapshot is being built may have been missed by it.
                  { guard: 'changedMeanwhile', target: 'settling', actions: 'forgetFailures' },
                  { target: 'fresh', actions: 'forgetFailures' },
                ],
                onError: {
                  target: 'failing',
                  actions: [
                    'countFailure',
                    { type: 'noteRefreshFailure', params: ({ event }) => ({ error: event.error }) },
                  ],
                },
              },
              on: { 'health.changed': { actions: 'noteChange' } },
            },
            fresh: {
              on: { 'health.changed': 'settling' },
              after: { refreshInterval: 'refreshing' },
            },
            settling: { after: { settleTime: 'refreshing' } },
            failing: { after: { retryInterval: 'refreshing' } },
          },
        },
        presence: {
          initial: 'waiting',
          states: {
            waiting: {
              after: { pruneInterval: { target: 'waiting', reenter: true, actions: 'prunePresence' } },
            },
          },
        },
        retention: {
          initial: 'waiting',
          states: {
            waiting: { after: { sweepInterval: 'sweeping' } },
            sweeping: {
              invoke: {
                src: 'sweepStore',
                onDone: 'waiting',
                onError: {
                  target: 'waiting',
                  actions: { type: 'noteSweepFailure', params: ({ event }) => ({ error: event.error }) },
                },
              },
            },
          },
        },
      },
    },
    stopped: { type: 'final', entry: 'reportStopped' },
  },
});
