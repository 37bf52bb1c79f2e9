import { assign, fromPromise, raise, sendTo, setup } from 'xstate';
import { decideReload } from '../protocol/reload.ts';
import type {
  DrainInput,
  GatewayContext,
  GatewayEvent,
  GatewayInput,
  GatewayOutput,
  LoadInput,
  PlanFacts,
  ReloadEnd,
  ReloadOffer,
} from './gateway-types.ts';
import { messageOf } from './gateway-told.ts';
import { keeperMachine } from './keeper.ts';
import type { KeeperEvent } from './keeper.ts';
import { DRAIN_SHARES, RELOAD_DEADLINES, TREE } from './tree.ts';
import type { PartName } from './tree.ts';

const EXIT_CRASH = 1;
const EXIT_INTERNAL = 70;
const UNLOCK_DEADLINE_MS = 1_000;

const absent = (name: string) => async (): Promise<never> => {
  throw new Error(`gateway: actor ${name} was not provided`);
};

/** Errors that know their exit code carry it as `exitCode`; the others are our own fault. */
const exitCodeOf = (error: unknown): number => {
  const code = (error as { readonly exitCode?: unknown } | null | undefined)?.exitCode;
  return typeof code === 'number' ? code : EXIT_INTERNAL;
};

/** Left down in safe mode: what reaches into the world. What the operator needs to look around stays. */
const PARKED_WHEN_SAFE: readonly PartName[] = ['channels'];

const decisionOn = ({ offer }: GatewayContext) =>
  offer === undefined ? 'refuse' : decideReload(offer.needs, offer.mode);

const partAt = (context: GatewayContext): PartName => TREE[context.cursor] ?? TREE[0];

/** The nearest part at or before `from` that still has a keeper; -1 when there is none. */
const stoppableFrom = (lost: readonly PartName[], from: number): number => {
  let cursor = from;
  while (cursor >= 0 && lost.includes(TREE[cursor] as PartName)) cursor -= 1;
  return cursor;
};

/** Vocabulary of the root machine: every actor, guard, delay and action its states may name. */
export const gatewaySetup = setup({
  types: {
    context: {} as GatewayContext,
    events: {} as GatewayEvent,
    input: {} as GatewayInput,
    output: {} as GatewayOutput,
    tags: {} as 'booting' | 'ready' | 'draining' | 'ended',
  },
  actors: {
    acquireLock: fromPromise<void>(absent('acquireLock')),
    loadPlan: fromPromise<PlanFacts, LoadInput>(absent('loadPlan')),
    /** Resolves when no run is in flight. */
    whenIdle: fromPromise<void>(absent('whenIdle')),
    applyReload: fromPromise<void, ReloadOffer>(absent('applyReload')),
    /** Resolves with what is wrong since the change, or with nothing. */
    gateReload: fromPromise<string | undefined, ReloadOffer>(absent('gateReload')),
    restoreReload: fromPromise<void, ReloadOffer>(absent('restoreReload')),
    /** Resolves with what does not work since the restart for a change, or with nothing. */
    proveBoot: fromPromise<string | undefined>(absent('proveBoot')),
    /** Keeps what runs now as the copy the next boot may fall back on. */
    commitConfig: fromPromise<void>(absent('commitConfig')),
    /** Puts the file back that was there before an unconfirmed change. */
    withdrawConfig: fromPromise<void>(absent('withdrawConfig')),
    announce: fromPromise<void, DrainInput>(absent('announce')),
    quiesce: fromPromise<void, DrainInput>(absent('quiesce')),
    settle: fromPromise<void, DrainInput>(absent('settle')),
    releaseLock: fromPromise<void>(absent('releaseLock')),
    store: keeperMachine,
    configWatcher: keeperMachine,
    runs: keeperMachine,
    channels: keeperMachine,
    pulse: keeperMachine,
    tailscale: keeperMachine,
    discovery: keeperMachine,
    edge: keeperMachine,
  } satisfies Record<PartName, typeof keeperMachine> & Record<string, unknown>,
  guards: {
    restartAuthorised: ({ context }) => context.restartAllowed || context.grants > 0,
    restartWanted: ({ context }) => context.restartWanted !== 'no',
    restartDue: ({ context }) =>
      context.restartWanted === 'yes' && (context.restartAllowed || context.grants > 0),
    restartDone: ({ context }) =>
      context.restartWanted === 'early' && (context.restartAllowed || context.grants > 0),
    onTrial: ({ context }) => context.trial,
    mustProve: ({ context }) => context.prove,
    /** All of those that have to come back; safe mode keeps them down on purpose. */
    losesLinksToProve: ({ context, event }) =>
      context.prove && context.safe === undefined && 'id' in event && event.id === 'channels',
    needsNoConfirmation: ({ context }) => context.confirmMs === undefined,
    offerMustBeConfirmed: ({ context }) => context.offer?.confirmMs !== undefined,
    inSafeMode: ({ context }) => context.safe !== undefined,
    notInSafeMode: ({ context }) => context.safe === undefined,
    fromChannels: ({ event }) => 'id' in event && event.id === 'channels',
    offerIsRefused: ({ context }) => decisionOn(context) === 'refuse',
    offerNeedsRestart: ({ context }) => decisionOn(context) === 'restart',
    foundUnhealthy: (_, reason: string | undefined) => reason !== undefined,
    fromCurrent: ({ context, event }) => 'id' in event && event.id === partAt(context),
    fromLast: ({ context, event }) =>
      'id' in event && event.id === partAt(context) && context.cursor === TREE.length - 1,
    nothingLeft: ({ context }) => context.cursor < 0,
    currentLost: ({ context }) => context.lost.includes(partAt(context)),
    downForRestart: ({ context }) => context.cursor < 0 && context.mode === 'restart',
    cannotComeAgain: ({ context }) =>
      context.cursor < 0 && context.mode === 'restart' && context.lost.length > 0,
    currentKilled: ({ context, event }) =>
      event.type === 'keeper.stopped' && event.killed === true && event.id === partAt(context),
    stopsForGood: ({ context }) => context.mode === 'stop',
    clean: ({ context }) => context.exitCode === 0,
  },
  delays: {
    announceDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.announce,
    quiesceDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.quiesce,
    settleDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.settle,
    stopDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.stop,
    unlockDeadline: UNLOCK_DEADLINE_MS,
    restartDelay: ({ context }) => context.offer?.delayMs ?? 0,
    deferDeadline: RELOAD_DEADLINES.defer,
    applyDeadline: RELOAD_DEADLINES.apply,
    gateDeadline: RELOAD_DEADLINES.gate,
    restoreDeadline: RELOAD_DEADLINES.restore,
    confirmDeadline: ({ context }) => context.confirmMs ?? 0,
  },
  actions: {
    // Provided by actors/: they only tell the operator why nothing happened.
    refuseRestart: () => {},
    // Provided by actors/: tells whoever asked that the root lives.
    answerPulse: () => {},
    keepBudget: assign((_, ms: number) => ({ budgetMs: ms })),
    ignoreSignal: (_, _why: string) => {},
    tellOverdue: (_, _what: string) => {},
    noteReloadEnd: (_, _end: ReloadEnd) => {},
    keepFacts: assign(({ context }, facts: PlanFacts) => ({
      restartAllowed: facts.restartAllowed,
      budgetMs: facts.drainBudgetMs ?? context.budgetMs,
      safe: facts.safe,
      trial: facts.trial === true,
      prove: facts.prove === true,
      confirmMs: facts.confirmMs,
      putBack: undefined,
    })),
    beginBoot: assign({ mode: 'stop', exitCode: 0, reason: '', cursor: 0, offer: undefined, overdue: [] }),
    noteOverdue: assign(({ context }, what: string) => ({ overdue: [...context.overdue, what] })),
    noteOverdueCurrent: assign(({ context }) => ({ overdue: [...context.overdue, partAt(context)] })),
    wantRestart: assign({ restartWanted: 'yes' }),
    wantEarlyRestart: assign({ restartWanted: 'early' }),
    forgetRestart: assign({ restartWanted: 'no' }),
    countGrant: assign({
      grants: ({ context }) => context.grants + 1,
      grantEpoch: ({ context }) => context.grantEpoch + 1,
    }),
    expireGrantLater: raise(
      ({ context }) => ({ type: 'authorisation.expired' as const, epoch: context.grantEpoch }),
      { delay: (_, forMs: number) => forMs },
    ),
    expireGrants: assign(({ context }, epoch: number) => (epoch === context.grantEpoch ? { grants: 0 } : {})),
    spendGrant: assign({ grants: ({ context }) => Math.max(0, context.grants - 1) }),
    allowRestarts: assign((_, allowed: boolean) => ({ restartAllowed: allowed })),
    takeOffer: assign((_, offer: ReloadOffer) => ({ offer })),
    dropOffer: assign({ offer: undefined }),
    awaitConfirmation: assign({ confirmMs: ({ context }) => context.offer?.confirmMs }),
    confirmed: assign({ confirmMs: undefined }),
    leaveSafeMode: assign({ safe: undefined }),
    /** The boot, or the change, is to be undone by a restart on the configuration before. */
    chooseRestore: assign((_, error: unknown) => ({
      mode: 'restart' as const,
      reason: `configuration put back: ${messageOf(error)}`,
      putBack: messageOf(error),
      trial: false,
      prove: false,
      lastError: error,
    })),
    lookAtConfig: sendTo('configWatcher', { type: 'tell', event: { type: 'look.now' } }),
    settleOffer: sendTo('configWatcher', (_, end: ReloadEnd) => ({
      type: 'tell' as const,
      event: { type: 'reload.settled', outcome: end },
    })),
    failBoot: assign((_, error: unknown) => ({
      mode: 'stop' as const,
      exitCode: exitCodeOf(error),
      reason: messageOf(error),
      lastError: error,
    })),
    chooseStop: assign(
      (_, { reason, exitCode = 0 }: { readonly reason: string; readonly exitCode?: number }) => ({
        mode: 'stop' as const,
        reason,
        exitCode,
      }),
    ),
    chooseRestart: assign((_, reason: string) => ({ mode: 'restart' as const, reason })),
    restartForOffer: assign({
      mode: 'restart',
      reason: ({ context }) => context.offer?.reason ?? 'configuration changed',
    }),
    giveUp: assign((_, failure: { readonly id: string; readonly error: unknown }) => ({
      mode: 'stop' as const,
      exitCode: EXIT_CRASH,
      reason: `${failure.id} gave up: ${messageOf(failure.error)}`,
      lastError: failure.error,
    })),
    noteLost: assign(({ context }, id: PartName) => ({ lost: [...context.lost, id] })),
    escalateLost: raise(({ event }, id: PartName) => ({
      type: 'keeper.escalated' as const,
      id,
      error: (event as { readonly error?: unknown }).error,
    })),
    noteError: assign((_, error: unknown) => ({ lastError: error })),
    startCurrent: sendTo(
      ({ context }) => partAt(context),
      ({ context }): KeeperEvent => {
        const { safe } = context;
        return safe !== undefined && PARKED_WHEN_SAFE.includes(partAt(context))
          ? { type: 'park', error: new Error(`safe mode: ${safe}`) }
          : { type: 'start' };
      },
    ),
    aimNext: assign({ cursor: ({ context }) => context.cursor + 1 }),
    aimLast: assign({ cursor: ({ context }) => stoppableFrom(context.lost, TREE.length - 1) }),
    aimPrevious: assign({ cursor: ({ context }) => stoppableFrom(context.lost, context.cursor - 1) }),
    stopCurrent: sendTo(({ context }) => partAt(context), { type: 'shutdown' }),
    /** A keeper lives as long as the process: a part that has lost its own starts in a fresh one only. */
    leaveToSupervisor: assign(({ context }) => ({
      mode: 'stop' as const,
      exitCode: EXIT_CRASH,
      reason: `${context.lost.join(', ')} cannot be started again: ${messageOf(context.lastError)}`,
    })),
    overrun: assign(({ context }) => {
      const lastError = new Error(`${partAt(context)} did not stop in time`);
      // Half a tree cannot be started again: the OS supervisor gets a fresh process.
      return context.mode === 'restart'
        ? { mode: 'stop' as const, exitCode: EXIT_CRASH, reason: lastError.message, lastError }
        : { lastError };
    }),
  },
});
