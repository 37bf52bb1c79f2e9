import type { GatewayContext, ReloadEnd, ReloadOffer } from './gateway-types.ts';
import { gatewaySetup } from './gateway-setup.ts';
import { errorTold, giveUp, messageOf, noteError, reasonTold, stopTold } from './gateway-told.ts';

type WithContext = { readonly context: GatewayContext };

/** The watcher goes on, and who asked is told. */
const settle = <const P extends ReloadEnd | ((told: WithContext) => ReloadEnd)>(params: P) =>
  [
    { type: 'settleOffer', params },
    { type: 'noteReloadEnd', params },
  ] as const;
/** Whoever hands offers over asks first, so this is about one that crossed a transition. */
const BUSY = settle({
  result: 'refused',
  reason: 'an earlier change is still being taken over or waits for its confirmation',
});

const offerTold = ({ event }: { readonly event: { readonly offer: ReloadOffer } }): ReloadOffer =>
  event.offer;
const offered = ({ context }: WithContext): ReloadOffer => context.offer as ReloadOffer;

/** The watcher takes no notice after a boot, which ends no offer. */
const applied = settle(({ context }: WithContext): ReloadEnd => ({
  result: context.offer?.needs === 'nothing' ? 'nothing' : 'applied',
  reason: '',
}));
const refusedByMode = ({ context }: WithContext): ReloadEnd => ({
  result: 'refused',
  reason:
    context.offer?.mode === 'off'
      ? 'gateway.reload.mode is off'
      : 'it needs a restart, and gateway.reload.mode is hot',
});
const restoredFor = ({ context }: WithContext): ReloadEnd => ({
  result: 'restored',
  reason: messageOf(context.lastError),
});

const restartAsAsked = { type: 'chooseRestart', params: 'restart signal' } as const;

/** The change did not work; what ran before is put back. */
const putBack = <const P>(params: P) =>
  ({
    target: '#gateway.running.reloading.restoring',
    actions: { type: 'noteError', params },
  }) as const;
const putBackFor = (why: string) => putBack(() => new Error(why));
const putBackTold = putBack(errorTold);

/** A part that is beyond its budget cannot be repaired by an effect: the process begins again on the configuration before. */
const startOver = {
  target: '#gateway.draining',
  actions: { type: 'chooseRestore', params: errorTold },
} as const;

const whileChanging = {
  'keeper.down': putBackTold,
  'keeper.parked': putBackTold,
  'keeper.escalated': startOver,
} as const;

type Looked = { readonly event: { readonly output: string | undefined } };

const wrongFound = ({ event }: Looked): string | undefined => event.output;
const wrongTold = ({ event }: Looked): Error => new Error(event.output);
const unhealthy = {
  guard: { type: 'foundUnhealthy', params: wrongFound },
  ...putBack(wrongTold),
} as const;

const reloading = gatewaySetup.createStateConfig({
  initial: 'weighing',
  states: {
    weighing: {
      always: [
        {
          guard: 'offerIsRefused',
          target: '#gateway.running.steady',
          actions: [...settle(refusedByMode), 'dropOffer'],
        },
        { guard: 'offerNeedsRestart', target: 'delaying' },
        { target: 'applying' },
      ],
    },
    // The answer to whoever asked goes out first.
    delaying: { after: { restartDelay: { target: 'deferring' } } },
    deferring: {
      invoke: {
        id: 'whenIdle',
        src: 'whenIdle',
        onDone: { target: '#gateway.draining', actions: 'restartForOffer' },
        onError: { target: '#gateway.draining', actions: [noteError, 'restartForOffer'] },
      },
      after: { deferDeadline: { target: '#gateway.draining', actions: 'restartForOffer' } },
    },
    applying: {
      on: whileChanging,
      invoke: {
        id: 'applyReload',
        src: 'applyReload',
        input: offered,
        onDone: { target: 'gating' },
        onError: putBackTold,
      },
      after: { applyDeadline: putBackFor('the change was not taken over in time') },
    },
    gating: {
      on: whileChanging,
      invoke: {
        id: 'gateReload',
        src: 'gateReload',
        input: offered,
        onDone: [
          unhealthy,
          {
            guard: 'offerMustBeConfirmed',
            target: '#gateway.running.confirming',
            actions: 'awaitConfirmation',
          },
          { target: '#gateway.running.committing' },
        ],
        onError: putBackTold,
      },
      after: { gateDeadline: putBackFor('health was not known in time') },
    },
    restoring: {
      // What a part does on the way back is not why it is gone back.
      on: { 'keeper.escalated': startOver, 'keeper.down': {}, 'keeper.parked': {} },
      invoke: {
        id: 'restoreReload',
        src: 'restoreReload',
        input: offered,
        onDone: {
          target: '#gateway.running.steady',
          actions: [...settle(restoredFor), 'dropOffer'],
        },
        onError: startOver,
      },
      after: {
        restoreDeadline: {
          target: '#gateway.draining',
          actions: {
            type: 'chooseRestore',
            params: () => new Error('the configuration before could not be put back in time'),
          },
        },
      },
    },
  },
  on: { 'config.offered': { actions: BUSY } },
});

/** Everything a running gateway answers to. */
export const running = gatewaySetup.createStateConfig({
  tags: ['ready'],
  initial: 'arriving',
  on: {
    'signal.term': { target: 'draining', actions: { type: 'chooseStop', params: { reason: 'SIGTERM' } } },
    'signal.int': { target: 'draining', actions: { type: 'chooseStop', params: { reason: 'SIGINT' } } },
    'stop.requested': { target: 'draining', actions: { type: 'chooseStop', params: stopTold } },
    'signal.restart': [
      { guard: 'restartAuthorised', target: 'draining', actions: ['spendGrant', restartAsAsked] },
      { actions: 'refuseRestart' },
    ],
    'signal.reload': { actions: 'lookAtConfig' },
    'restart.requested': { target: 'draining', actions: { type: 'chooseRestart', params: reasonTold } },
    'restart.allowed': {
      actions: {
        type: 'allowRestarts',
        params: ({ event }: { readonly event: { readonly allowed: boolean } }) => event.allowed,
      },
    },
    'config.offered': { actions: BUSY },
    'keeper.ready': { guard: 'fromChannels', actions: 'leaveSafeMode' },
    'keeper.escalated': { target: 'draining', actions: giveUp },
    'keeper.down': { actions: noteError },
    'keeper.parked': { actions: noteError },
  },
  states: {
    /** A restart signal that came too early is answered now. */
    arriving: {
      always: [
        {
          guard: 'restartDue',
          target: '#gateway.draining',
          actions: ['forgetRestart', 'spendGrant', restartAsAsked],
        },
        {
          guard: 'restartDone',
          target: 'arrived',
          actions: ['forgetRestart', { type: 'ignoreSignal', params: 'the gateway was starting anyway' }],
        },
        { guard: 'restartWanted', target: 'arrived', actions: ['forgetRestart', 'refuseRestart'] },
        { target: 'arrived' },
      ],
    },
    arrived: { always: [{ guard: 'mustProve', target: 'proving' }, { target: 'confirming' }] },
    /** What was online before the restart for a change has to show that it can live with it. */
    proving: {
      on: {
        'keeper.escalated': startOver,
        'keeper.parked': [{ guard: 'losesLinksToProve', ...startOver }, { actions: noteError }],
      },
      invoke: {
        id: 'proveBoot',
        src: 'proveBoot',
        onDone: [
          {
            guard: { type: 'foundUnhealthy', params: wrongFound },
            target: '#gateway.draining',
            actions: { type: 'chooseRestore', params: wrongTold },
          },
          { target: 'confirming' },
        ],
        onError: startOver,
      },
      after: { gateDeadline: { target: 'confirming' } },
    },
    /** A change that must be confirmed is on probation, over a restart too. */
    confirming: {
      always: { guard: 'needsNoConfirmation', target: 'committing' },
      on: { 'config.confirmed': { target: 'committing', actions: 'confirmed' } },
      after: { confirmDeadline: { target: 'withdrawing', actions: 'confirmed' } },
    },
    withdrawing: {
      invoke: {
        id: 'withdrawConfig',
        src: 'withdrawConfig',
        // The file is as it was: taking it over is a reload like any other.
        onDone: {
          target: 'steady',
          actions: [
            ...settle({ result: 'restored', reason: 'it was not confirmed in time' }),
            'dropOffer',
            'lookAtConfig',
          ],
        },
        onError: {
          target: 'steady',
          actions: [
            noteError,
            ...settle({
              result: 'refused',
              reason: 'it was not confirmed in time, and the file could not be put back',
            }),
            'dropOffer',
            // Whoever wrote the file since then is heard now.
            'lookAtConfig',
          ],
        },
      },
    },
    committing: {
      invoke: {
        id: 'commitConfig',
        src: 'commitConfig',
        onDone: { target: 'steady', actions: [...applied, 'dropOffer', 'lookAtConfig'] },
        // What runs is right all the same; only the copy for the next boot is older.
        onError: { target: 'steady', actions: [noteError, ...applied, 'dropOffer', 'lookAtConfig'] },
      },
    },
    steady: {
      always: { guard: 'inSafeMode', target: 'safe' },
      on: { 'config.offered': { target: 'reloading', actions: { type: 'takeOffer', params: offerTold } } },
    },
    safe: {
      always: { guard: 'notInSafeMode', target: 'steady' },
      on: { 'config.offered': { target: 'reloading', actions: { type: 'takeOffer', params: offerTold } } },
    },
    reloading,
  },
});
