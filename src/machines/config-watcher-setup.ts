import { assign, fromCallback, fromPromise, sendParent, setup } from 'xstate';
import type { ReloadPlan } from '../config/reload-plan.ts';
import type { ReloadReport } from '../protocol/generated/types.ts';

/** What a look at the file found. */
export type ConfigRead =
  /** Byte for byte what was judged last. */
  | { readonly kind: 'same' }
  /** `summary` says in one line what is wrong; `hash` is of the file, empty when it could not be read. */
  | { readonly kind: 'invalid'; readonly summary: string; readonly hash: string }
  /** It could be used. What it is is nothing the machine looks into. */
  | { readonly kind: 'valid'; readonly candidate: unknown };

/** How a look ended. */
export type ReloadOutcome = Pick<ReloadReport, 'result' | 'reason'>;

export interface ConfigWatcherInput {
  /** Milliseconds without a further sign before the file is read. Asked at each sign. */
  readonly debounceMs: () => number;
}

export interface ReadInput {
  /** Somebody asked: judge the file anew even if it is the one that was judged last. */
  readonly asked: boolean;
}

export interface PlanInput {
  readonly candidate: unknown;
}

/** A changed configuration for the root, and who asked for it. */
export interface WatchedOffer {
  readonly candidate: unknown;
  readonly plan: ReloadPlan;
  readonly requests: readonly unknown[];
}

/** The end of a look for those who asked for it. */
export interface WatchConclusion {
  readonly outcome: ReloadOutcome;
  readonly requests: readonly unknown[];
  /** Absent when the file could not be used. */
  readonly candidate?: unknown;
  readonly plan?: ReloadPlan;
}

export type RestState = 'watching' | 'invalid' | 'refused';

export interface ConfigWatcherContext extends ConfigWatcherInput {
  /** What became of the file that was judged last. */
  readonly rest: RestState;
  /** Why what runs is not what is on disk; empty while it is. */
  readonly why: string;
  /** Hash of the file that `why` is about. */
  readonly hash: string;
  /** The look under way was asked for. */
  readonly asked: boolean;
  /** Who asked for the look under way. */
  readonly requests: readonly unknown[];
  /** A sign came during the look under way. */
  readonly signMissed: boolean;
  /** Somebody asked during the look under way. */
  readonly lookMissed: boolean;
  readonly nextRequests: readonly unknown[];
  readonly candidate: unknown;
  readonly plan: ReloadPlan | undefined;
  readonly error: unknown;
}

export type ConfigWatcherEvent =
  /** The file, or something on the way to it, may have changed. */
  | { readonly type: 'file.changed' }
  | { readonly type: 'watch.failed'; readonly error: unknown }
  /** Read now, without waiting for the writer to be done. */
  | { readonly type: 'look.now'; readonly request?: unknown }
  /** The root's answer to an offer. */
  | { readonly type: 'reload.settled'; readonly outcome: ReloadOutcome }
  | { readonly type: 'shutdown' };

const absent = (name: string) => async (): Promise<never> => {
  throw new Error(`config-watcher: actor ${name} was not provided`);
};

const requestsOf = (event: ConfigWatcherEvent): readonly unknown[] =>
  event.type === 'look.now' && event.request !== undefined ? [event.request] : [];

const REST_AFTER: Readonly<Record<ReloadOutcome['result'], RestState>> = {
  nothing: 'watching',
  applied: 'watching',
  restarting: 'watching',
  deferred: 'refused',
  refused: 'refused',
  restored: 'refused',
  invalid: 'invalid',
};

/** Where the watcher rests once the root has answered. */
export const restAfter = ({ result }: ReloadOutcome): RestState => REST_AFTER[result];

/** Vocabulary of the watcher: every actor, guard, delay and action its states may name. */
export const configWatcherSetup = setup({
  types: {
    context: {} as ConfigWatcherContext,
    events: {} as ConfigWatcherEvent,
    input: {} as ConfigWatcherInput,
    tags: {} as 'resting' | 'differs' | 'looking' | 'ended',
  },
  actors: {
    /** Lives as long as the watcher. Tells `file.changed` once when it is in place, so that nothing before it is missed. */
    watchFiles: fromCallback<ConfigWatcherEvent>(() => {}),
    read: fromPromise<ConfigRead, ReadInput>(absent('read')),
    plan: fromPromise<ReloadPlan, PlanInput>(absent('plan')),
  },
  guards: {
    foundInvalid: (_, read: ConfigRead) => read.kind === 'invalid',
    sameAsRuns: ({ context }, read: ConfigRead) => read.kind === 'same' && context.rest === 'watching',
    sameAsInvalid: ({ context }, read: ConfigRead) => read.kind === 'same' && context.rest === 'invalid',
    sameAsRefused: ({ context }, read: ConfigRead) => read.kind === 'same' && context.rest === 'refused',
    // Whoever asked gets an answer about the file they asked for; nobody else needs one about a file that is gone.
    overtaken: ({ context }) => context.lookMissed && context.requests.length === 0,
    outdated: ({ context }) => context.signMissed && context.requests.length === 0,
    nothingChanged: (_, plan: ReloadPlan) => plan.changes.length === 0,
    lookMissed: ({ context }) => context.lookMissed,
    signMissed: ({ context }) => context.signMissed,
    endsInvalid: (_, outcome: ReloadOutcome) => restAfter(outcome) === 'invalid',
    endsRefused: (_, outcome: ReloadOutcome) => restAfter(outcome) === 'refused',
  },
  delays: {
    debounce: ({ context }) => context.debounceMs(),
    // A file that never stays quiet is read all the same.
    patience: 10_000,
  },
  actions: {
    // Provided by actors/config.
    offer: (_, _offer: WatchedOffer) => {},
    /** Other bytes, same values: what runs is up to date, only its file is a newer one. */
    adopt: (_, _candidate: unknown) => {},
    conclude: (_, _conclusion: WatchConclusion) => {},
    noteSign: assign({ signMissed: true }),
    noteLook: assign(({ context, event }) => ({
      lookMissed: true,
      nextRequests: [...context.nextRequests, ...requestsOf(event)],
    })),
    forgetSign: assign({ signMissed: false }),
    askedNow: assign(({ context, event }) => ({
      asked: true,
      requests: [...context.requests, ...requestsOf(event)],
    })),
    takeMissedLook: assign(({ context }) => ({
      asked: true,
      requests: context.nextRequests,
      nextRequests: [],
      lookMissed: false,
      // The look that follows sees what the sign was about, too.
      signMissed: false,
    })),
    endLook: assign({ asked: false, requests: [], candidate: undefined, plan: undefined }),
    keepCandidate: assign((_, read: ConfigRead) => ({
      candidate: read.kind === 'valid' ? read.candidate : undefined,
    })),
    keepPlan: assign((_, plan: ReloadPlan) => ({ plan })),
    restCurrent: assign({ rest: 'watching', why: '', hash: '' }),
    restInvalid: assign((_, { why, hash }: { readonly why: string; readonly hash: string }) => ({
      rest: 'invalid' as const,
      why,
      hash,
    })),
    restRefused: assign((_, why: string) => ({ rest: 'refused' as const, why, hash: '' })),
    keepError: assign((_, error: unknown) => ({ error })),
    reportReady: sendParent({ type: 'child.ready' }),
    reportStopped: sendParent({ type: 'child.stopped' }),
    reportFailed: sendParent(({ context }) => ({ type: 'child.failed', error: context.error })),
  },
});
