import type { DrainInput, GatewayContext, PlanFacts } from './gateway-types.ts';
import { running } from './gateway-running.ts';
import { gatewaySetup } from './gateway-setup.ts';
import { errorTold, giveUp, noteError, stopTold } from './gateway-told.ts';
import { POLICIES } from './policies.ts';
import { DRAIN_SHARES, TREE } from './tree.ts';
import type { PartName } from './tree.ts';

const drainInput =
  (phase: keyof typeof DRAIN_SHARES) =>
  ({ context }: { readonly context: GatewayContext }): DrainInput => ({
    mode: context.mode,
    reason: context.reason,
    budgetMs: Math.floor(context.budgetMs * DRAIN_SHARES[phase]),
  });

const onStopSignal = <T extends string>(target: T) =>
  ({
    'signal.term': { target, actions: { type: 'chooseStop', params: { reason: 'SIGTERM' } } },
    'signal.int': { target, actions: { type: 'chooseStop', params: { reason: 'SIGINT' } } },
    'stop.requested': { target, actions: { type: 'chooseStop', params: stopTold } },
  }) as const;

/** Told at once, and again at the end. */
const overdue = <const W extends string>(what: W) =>
  [
    { type: 'noteOverdue', params: what },
    { type: 'tellOverdue', params: what },
  ] as const;
const tellCurrent = {
  type: 'tellOverdue',
  params: ({ context }: { readonly context: GatewayContext }): string => context.overdue.at(-1) ?? '',
} as const;

const ignored = (why: string) => ({ actions: { type: 'ignoreSignal', params: why } }) as const;

const goBack = {
  target: '#gateway.stopping',
  actions: { type: 'chooseRestore', params: errorTold },
} as const;

const booting = gatewaySetup.createStateConfig({
  tags: ['booting'],
  initial: 'locking',
  on: {
    ...onStopSignal('stopping'),
    // Nothing runs yet that could be restarted: it is looked at when something does.
    'signal.restart': { actions: 'wantRestart' },
    'signal.reload': ignored('the configuration is being read anyway'),
    'keeper.down': { actions: noteError },
  },
  states: {
    locking: {
      entry: 'beginBoot',
      on: { 'signal.restart': { actions: 'wantEarlyRestart' } },
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
        input: ({ context }: { readonly context: GatewayContext }) => ({ putBack: context.putBack }),
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
          { guard: 'losesLinksToProve', ...goBack },
          { guard: 'fromLast', target: '#gateway.running', actions: noteError },
          { guard: 'fromCurrent', actions: [noteError, 'aimNext', 'startCurrent'] },
          { actions: noteError },
        ],
        'keeper.escalated': [
          { guard: 'onTrial', ...goBack },
          { target: '#gateway.stopping', actions: { type: 'failBoot', params: errorTold } },
        ],
      },
    },
  },
});

const skipWhenStopping = <const R extends { readonly reason: string } | typeof stopTold>(params: R) =>
  [{ guard: 'stopsForGood', target: 'stopping' }, { actions: { type: 'chooseStop', params } }] as const;

const draining = gatewaySetup.createStateConfig({
  tags: ['draining'],
  initial: 'announcing',
  on: {
    // The first stop signal turns a restart into a stop; the next one is impatience.
    'signal.term': skipWhenStopping({ reason: 'SIGTERM' }),
    'signal.int': skipWhenStopping({ reason: 'SIGINT' }),
    'stop.requested': skipWhenStopping(stopTold),
    'signal.restart': ignored('the gateway is stopping or restarting already'),
    'signal.reload': ignored('the gateway is stopping or restarting already'),
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
      after: { announceDeadline: { target: 'quiescing', actions: overdue('announcing') } },
    },
    quiescing: {
      invoke: {
        id: 'quiesce',
        src: 'quiesce',
        input: drainInput('quiesce'),
        onDone: { target: 'settling' },
        onError: { target: 'settling', actions: noteError },
      },
      after: { quiesceDeadline: { target: 'settling', actions: overdue('quiescing') } },
    },
    settling: {
      invoke: {
        id: 'settle',
        src: 'settle',
        input: drainInput('settle'),
        onDone: { target: '#gateway.stopping' },
        onError: { target: '#gateway.stopping', actions: noteError },
      },
      after: { settleDeadline: { target: '#gateway.stopping', actions: overdue('settling') } },
    },
  },
});

const stopping = gatewaySetup.createStateConfig({
  tags: ['draining'],
  initial: 'parts',
  on: {
    'signal.term': { actions: { type: 'chooseStop', params: { reason: 'SIGTERM' } } },
    'signal.int': { actions: { type: 'chooseStop', params: { reason: 'SIGINT' } } },
    'stop.requested': { actions: { type: 'chooseStop', params: stopTold } },
    'signal.restart': ignored('the gateway is stopping or restarting already'),
    'signal.reload': ignored('the gateway is stopping or restarting already'),
  },
  states: {
    parts: {
      entry: 'aimLast',
      initial: 'choosing',
      after: {
        stopDeadline: { target: 'unlocking', actions: ['noteOverdueCurrent', tellCurrent, 'overrun'] },
      },
      states: {
        choosing: {
          always: [
            { guard: 'cannotComeAgain', target: '#gateway.stopping.unlocking', actions: 'leaveToSupervisor' },
            // The lock is kept over an in-process restart, so that no other process can slip in between.
            { guard: 'downForRestart', target: '#gateway.booting.loading' },
            { guard: 'nothingLeft', target: '#gateway.stopping.unlocking' },
            { target: 'asking' },
          ],
        },
        asking: {
          entry: 'stopCurrent',
          on: {
            'keeper.stopped': [
              {
                guard: 'currentKilled',
                target: 'choosing',
                actions: ['noteOverdueCurrent', tellCurrent, 'aimPrevious'],
              },
              { guard: 'fromCurrent', target: 'choosing', actions: 'aimPrevious' },
            ],
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
      after: { unlockDeadline: { target: 'concluding', actions: overdue('unlocking') } },
    },
    concluding: {
      always: [{ guard: 'clean', target: '#gateway.stopped' }, { target: '#gateway.failed' }],
    },
  },
});

/** Pair by pair: two unions of six names each are more combinations than the compiler tries. */
type Kept = { [Id in PartName]: { readonly id: Id; readonly src: Id } }[PartName];

export const gatewayMachine = gatewaySetup.createMachine({
  id: 'gateway',
  context: ({ input }) => ({
    random: input.random,
    childInputs: input.childInputs,
    budgetMs: input.drainBudgetMs,
    restartAllowed: false,
    grants: 0,
    grantEpoch: 0,
    restartWanted: 'no',
    offer: undefined,
    trial: false,
    prove: false,
    putBack: undefined,
    confirmMs: undefined,
    safe: undefined,
    mode: 'stop',
    exitCode: 0,
    reason: '',
    cursor: 0,
    lost: [],
    overdue: [],
    lastError: undefined,
  }),
  invoke: TREE.map((id) => ({
    ...({ id, src: id } as Kept),
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
  on: {
    'pulse.asked': { actions: 'answerPulse' },
    'budget.told': {
      actions: {
        type: 'keepBudget',
        params: ({ event }: { readonly event: { readonly ms: number } }) => event.ms,
      },
    },
    'restart.authorised': {
      actions: [
        'countGrant',
        {
          type: 'expireGrantLater',
          params: ({ event }: { readonly event: { readonly forMs: number } }) => event.forMs,
        },
      ],
    },
    'authorisation.expired': {
      actions: {
        type: 'expireGrants',
        params: ({ event }: { readonly event: { readonly epoch: number } }) => event.epoch,
      },
    },
  },
  states: {
    booting,
    running,
    draining,
    stopping,
    stopped: { type: 'final', tags: ['ended'] },
    failed: { type: 'final', tags: ['ended'] },
  },
  output: ({ context: { exitCode, reason, overdue: late } }) => ({ exitCode, reason, overdue: late }),
});

export type GatewayLogic = typeof gatewayMachine;
