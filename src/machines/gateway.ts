import type { DrainInput, GatewayContext, PlanFacts } from './gateway-types.ts';
import { gatewaySetup } from './gateway-setup.ts';
import { POLICIES } from './policies.ts';
import { DRAIN_SHARES, TREE } from './tree.ts';

const drainInput =
  (phase: keyof typeof DRAIN_SHARES) =>
  ({ context }: { readonly context: GatewayContext }): DrainInput => ({
    mode: context.mode,
    reason: context.reason,
    budgetMs: Math.floor(context.budgetMs * DRAIN_SHARES[phase]),
  });

const reasonTold = ({ event }: { readonly event: { readonly reason: string } }): string => event.reason;
const errorTold = ({ event }: { readonly event: { readonly error: unknown } }): unknown => event.error;
const failureTold = ({ event }: { readonly event: { readonly id: string; readonly error: unknown } }) =>
  event;

const noteError = { type: 'noteError', params: errorTold } as const;
const giveUp = { type: 'giveUp', params: failureTold } as const;

const onStopSignal = <T extends string>(target: T) =>
  ({
    'signal.term': { target, actions: { type: 'chooseStop', params: 'SIGTERM' } },
    'signal.int': { target, actions: { type: 'chooseStop', params: 'SIGINT' } },
    'stop.requested': { target, actions: { type: 'chooseStop', params: reasonTold } },
  }) as const;

const booting = gatewaySetup.createStateConfig({
  tags: ['booting'],
  initial: 'locking',
  on: { ...onStopSignal('stopping'), 'keeper.down': { actions: noteError } },
  states: {
    locking: {
      entry: 'beginBoot',
      invoke: {
        id: 'acquireLock',
        src: 'acquireLock',
        onDone: { target: 'loading' },
        onError: { target: '#gateway.failed', actions: { type: 'failBoot', params: errorTold } },
      },
    },
    loading: {
      entry: 'beginBoot',
      invoke: {
        id: 'loadPlan',
        src: 'loadPlan',
        onDone: {
          target: 'starting',
          actions: {
            type: 'keepFacts',
            params: ({ event }: { readonly event: { readonly output: PlanFacts } }) => event.output,
          },
        },
        onError: { target: '#gateway.stopping', actions: { type: 'failBoot', params: errorTold } },
      },
    },
    starting: {
      entry: 'startCurrent',
      on: {
        'keeper.ready': [
          { guard: 'fromLast', target: '#gateway.running' },
          { guard: 'fromCurrent', actions: ['aimNext', 'startCurrent'] },
        ],
        // A part that may be parked may also be missing: the gateway serves without it and shows it red.
        'keeper.parked': [
          { guard: 'fromLast', target: '#gateway.running', actions: noteError },
          { guard: 'fromCurrent', actions: [noteError, 'aimNext', 'startCurrent'] },
          { actions: noteError },
        ],
        'keeper.escalated': { target: '#gateway.stopping', actions: { type: 'failBoot', params: errorTold } },
      },
    },
  },
});

const running = gatewaySetup.createStateConfig({
  tags: ['ready'],
  on: {
    ...onStopSignal('draining'),
    'signal.restart': [
      {
        guard: 'restartAuthorised',
        target: 'draining',
        actions: { type: 'chooseRestart', params: 'restart signal' },
      },
      { actions: 'refuseRestart' },
    ],
    'signal.reload': { actions: 'refuseReload' },
    'restart.requested': { target: 'draining', actions: { type: 'chooseRestart', params: reasonTold } },
    'keeper.escalated': { target: 'draining', actions: giveUp },
    'keeper.down': { actions: noteError },
    'keeper.parked': { actions: noteError },
  },
});

const skipWhenStopping = <const R extends string | typeof reasonTold>(reason: R) =>
  [
    { guard: 'stopsForGood', target: 'stopping' },
    { actions: { type: 'chooseStop', params: reason } },
  ] as const;

const draining = gatewaySetup.createStateConfig({
  tags: ['draining'],
  initial: 'announcing',
  on: {
    // The first stop signal turns a restart into a stop; the next one is impatience.
    'signal.term': skipWhenStopping('SIGTERM'),
    'signal.int': skipWhenStopping('SIGINT'),
    'stop.requested': skipWhenStopping(reasonTold),
    'keeper.escalated': { actions: giveUp },
    'keeper.down': { actions: noteError },
    'keeper.parked': { actions: noteError },
  },
  states: {
    announcing: {
      invoke: {
        id: 'announce',
        src: 'announce',
        input: drainInput('announce'),
        onDone: { target: 'quiescing' },
        onError: { target: 'quiescing', actions: noteError },
      },
      after: { announceDeadline: { target: 'quiescing' } },
    },
    quiescing: {
      invoke: {
        id: 'quiesce',
        src: 'quiesce',
        input: drainInput('quiesce'),
        onDone: { target: 'settling' },
        onError: { target: 'settling', actions: noteError },
      },
      after: { quiesceDeadline: { target: 'settling' } },
    },
    settling: {
      invoke: {
        id: 'settle',
        src: 'settle',
        input: drainInput('settle'),
        onDone: { target: '#gateway.stopping' },
        onError: { target: '#gateway.stopping', actions: noteError },
      },
      after: { settleDeadline: { target: '#gateway.stopping' } },
    },
  },
});

const stopping = gatewaySetup.createStateConfig({
  tags: ['draining'],
  initial: 'parts',
  on: {
    'signal.term': { actions: { type: 'chooseStop', params: 'SIGTERM' } },
    'signal.int': { actions: { type: 'chooseStop', params: 'SIGINT' } },
    'stop.requested': { actions: { type: 'chooseStop', params: reasonTold } },
  },
  states: {
    parts: {
      entry: 'aimLast',
      initial: 'choosing',
      after: { stopDeadline: { target: 'unlocking', actions: 'overrun' } },
      states: {
        choosing: {
          always: [
            // The lock is kept over an in-process restart, so that no other process can slip in between.
            { guard: 'downForRestart', target: '#gateway.booting.loading' },
            { guard: 'nothingLeft', target: '#gateway.stopping.unlocking' },
            { target: 'asking' },
          ],
        },
        asking: {
          entry: 'stopCurrent',
          on: {
            'keeper.stopped': { guard: 'fromCurrent', target: 'choosing', actions: 'aimPrevious' },
            'keeper.escalated': [
              { guard: 'currentLost', target: 'choosing', actions: [giveUp, 'aimPrevious'] },
              { actions: giveUp },
            ],
          },
        },
      },
    },
    unlocking: {
      invoke: {
        id: 'releaseLock',
        src: 'releaseLock',
        onDone: { target: 'concluding' },
        onError: { target: 'concluding', actions: noteError },
      },
      after: { unlockDeadline: { target: 'concluding' } },
    },
    concluding: {
      always: [{ guard: 'clean', target: '#gateway.stopped' }, { target: '#gateway.failed' }],
    },
  },
});

export const gatewayMachine = gatewaySetup.createMachine({
  id: 'gateway',
  context: ({ input }) => ({
    random: input.random,
    childInputs: input.childInputs,
    budgetMs: input.drainBudgetMs,
    restartAuthorised: false,
    mode: 'stop',
    exitCode: 0,
    reason: '',
    cursor: 0,
    lost: [],
    lastError: undefined,
  }),
  invoke: TREE.map((id) => ({
    id,
    src: id,
    input: ({ context }: { readonly context: GatewayContext }) => ({
      id,
      policy: POLICIES[id],
      childInput: context.childInputs[id],
      random: context.random,
    }),
    onError: {
      actions: [
        { type: 'noteLost', params: id },
        { type: 'escalateLost', params: id },
      ],
    },
  })),
  initial: 'booting',
  states: {
    booting,
    running,
    draining,
    stopping,
    stopped: { type: 'final', tags: ['ended'] },
    failed: { type: 'final', tags: ['ended'] },
  },
  output: ({ context }) => ({ exitCode: context.exitCode, reason: context.reason }),
});

export type GatewayLogic = typeof gatewayMachine;
