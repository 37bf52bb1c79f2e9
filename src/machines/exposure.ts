import { assign, fromCallback, fromPromise, sendParent, setup } from 'xstate';

export interface ExposureInput {
  /** False: there is nothing to be done. */
  readonly wanted: boolean;
  /** Milliseconds before a failed try is repeated; doubled with each failure in a row up to the greatest. */
  readonly retry: { readonly first: number; readonly greatest: number };
}

interface ExposureContext extends ExposureInput {
  /** Failures in a row. */
  readonly failures: number;
  /** Something may be up, if only half. */
  readonly tried: boolean;
}

export type ExposureEvent =
  | { readonly type: 'shutdown' }
  /** What was put up is gone. */
  | { readonly type: 'exposure.lost'; readonly error: unknown }
  /** What was put up says something that is no longer so. */
  | { readonly type: 'exposure.stale' };

/**
 * One way in which others find the gateway or get to it, kept up by a system that is not ours: Tailscale, or the names of
 * the local network. That system may be down or may refuse, which is a state and never the end of the gateway. Nothing is
 * put up before the port is open, and what was put up is taken back at the end.
 */
export const exposureMachine = setup({
  types: {
    context: {} as ExposureContext,
    input: {} as ExposureInput,
    events: {} as ExposureEvent,
  },
  actors: {
    /** Resolves once the port is open. */
    untilListening: fromPromise<void>(() => Promise.reject(new Error('untilListening is not provided'))),
    /** Puts it up, also when it is up already. */
    raise: fromPromise<void>(() => Promise.reject(new Error('raise is not provided'))),
    /** Looks after what is up; tells when it is lost or stale. */
    watch: fromCallback<ExposureEvent>(() => {}),
    /** Takes it back, also when it is only half up. */
    withdraw: fromPromise<void>(() => Promise.reject(new Error('withdraw is not provided'))),
  },
  actions: {
    noteUp: () => {},
    noteFailure: (_, _params: { readonly error: unknown }) => {},
    noteLeft: (_, _params: { readonly error: unknown }) => {},
    countFailure: assign({ failures: ({ context }) => context.failures + 1 }),
    forgetFailures: assign({ failures: 0 }),
    noteTry: assign({ tried: true }),
    reportReady: sendParent({ type: 'child.ready' }),
    reportStopped: sendParent({ type: 'child.stopped' }),
  },
  guards: { isWanted: ({ context }) => context.wanted, mayBeUp: ({ context }) => context.tried },
  delays: {
    retryDelay: ({ context: { retry, failures } }) =>
      Math.min(retry.greatest, retry.first * 2 ** Math.max(0, failures - 1)),
    withdrawDeadline: 2_500,
  },
}).createMachine({
  id: 'exposure',
  context: ({ input }) => ({ ...input, failures: 0, tried: false }),
  entry: 'reportReady',
  initial: 'choosing',
  states: {
    choosing: { always: [{ guard: 'isWanted', target: 'waiting' }, { target: 'off' }] },
    off: { on: { shutdown: 'stopped' } },
    waiting: {
      invoke: {
        src: 'untilListening',
        onDone: 'raising',
        onError: {
          target: 'failing',
          actions: ['countFailure', { type: 'noteFailure', params: ({ event }) => ({ error: event.error }) }],
        },
      },
      on: { shutdown: [{ guard: 'mayBeUp', target: 'withdrawing' }, { target: 'stopped' }] },
    },
    raising: {
      entry: 'noteTry',
      invoke: {
        src: 'raise',
        onDone: { target: 'up', actions: ['forgetFailures', 'noteUp'] },
        onError: {
          target: 'failing',
          actions: ['countFailure', { type: 'noteFailure', params: ({ event }) => ({ error: event.error }) }],
        },
      },
      on: { shutdown: 'withdrawing' },
    },
    up: {
      invoke: { src: 'watch' },
      on: {
        shutdown: 'withdrawing',
        'exposure.stale': 'raising',
        'exposure.lost': {
          target: 'failing',
          actions: ['countFailure', { type: 'noteFailure', params: ({ event }) => ({ error: event.error }) }],
        },
      },
    },
    failing: {
      after: { retryDelay: 'waiting' },
      on: { shutdown: 'withdrawing' },
    },
    withdrawing: {
      invoke: {
        src: 'withdraw',
        onDone: 'stopped',
        onError: {
          target: 'stopped',
          actions: { type: 'noteLeft', params: ({ event }) => ({ error: event.error }) },
        },
      },
      after: { withdrawDeadline: 'stopped' },
    },
    stopped: { type: 'final', entry: 'reportStopped' },
  },
});
