import { assign, fromPromise, raise, sendTo, setup } from 'xstate';
import type {
  DrainInput,
  GatewayContext,
  GatewayEvent,
  GatewayInput,
  GatewayOutput,
  PlanFacts,
} from './gateway-types.ts';
import { keeperMachine } from './keeper.ts';
import { DRAIN_SHARES, TREE } from './tree.ts';
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
    loadPlan: fromPromise<PlanFacts>(absent('loadPlan')),
    announce: fromPromise<void, DrainInput>(absent('announce')),
    quiesce: fromPromise<void, DrainInput>(absent('quiesce')),
    settle: fromPromise<void, DrainInput>(absent('settle')),
    releaseLock: fromPromise<void>(absent('releaseLock')),
    store: keeperMachine,
    runs: keeperMachine,
    channels: keeperMachine,
    pulse: keeperMachine,
    edge: keeperMachine,
  } satisfies Record<PartName, typeof keeperMachine> & Record<string, unknown>,
  guards: {
    restartAuthorised: ({ context }) => context.restartAuthorised,
    fromCurrent: ({ context, event }) => 'id' in event && event.id === partAt(context),
    fromLast: ({ context, event }) =>
      'id' in event && event.id === partAt(context) && context.cursor === TREE.length - 1,
    nothingLeft: ({ context }) => context.cursor < 0,
    currentLost: ({ context }) => context.lost.includes(partAt(context)),
    downForRestart: ({ context }) => context.cursor < 0 && context.mode === 'restart',
    stopsForGood: ({ context }) => context.mode === 'stop',
    clean: ({ context }) => context.exitCode === 0,
  },
  delays: {
    announceDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.announce,
    quiesceDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.quiesce,
    settleDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.settle,
    stopDeadline: ({ context }) => context.budgetMs * DRAIN_SHARES.stop,
    unlockDeadline: UNLOCK_DEADLINE_MS,
  },
  actions: {
    // Provided by actors/: both only tell the operator why nothing happened.
    refuseRestart: () => {},
    refuseReload: () => {},
    keepFacts: assign(({ context }, facts: PlanFacts) => ({
      restartAuthorised: facts.restartAuthorised,
      budgetMs: facts.drainBudgetMs ?? context.budgetMs,
    })),
    beginBoot: assign({ mode: 'stop', exitCode: 0, reason: '', cursor: 0 }),
    failBoot: assign((_, error: unknown) => ({
      mode: 'stop' as const,
      exitCode: exitCodeOf(error),
      reason: messageOf(error),
      lastError: error,
    })),
    chooseStop: assign((_, reason: string) => ({ mode: 'stop' as const, reason })),
    chooseRestart: assign((_, reason: string) => ({ mode: 'restart' as const, reason })),
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
    startCurrent: sendTo(({ context }) => partAt(context), { type: 'start' }),
    aimNext: assign({ cursor: ({ context }) => context.cursor + 1 }),
    aimLast: assign({ cursor: ({ context }) => stoppableFrom(context.lost, TREE.length - 1) }),
    aimPrevious: assign({ cursor: ({ context }) => stoppableFrom(context.lost, context.cursor - 1) }),
    stopCurrent: sendTo(({ context }) => partAt(context), { type: 'shutdown' }),
    overrun: assign(({ context }) => {
      const lastError = new Error(`${partAt(context)} did not stop in time`);
      // Half a tree cannot be started again: the OS supervisor gets a fresh process.
      return context.mode === 'restart'
        ? { mode: 'stop' as const, exitCode: EXIT_CRASH, reason: lastError.message, lastError }
        : { lastError };
    }),
  },
});
