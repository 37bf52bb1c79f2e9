import { assign, fromCallback, fromPromise, log, sendParent, sendTo, setup, stateIn } from 'xstate';
import type { AnyEventObject } from 'xstate';
import type { LinkFault } from '../protocol/link-faults.ts';
import { consequenceOf } from './link-policy.ts';
import type { Consequence, LinkPolicy } from './link-policy.ts';

export interface LinkInput {
  /** `<channel>:<account>`. */
  readonly key: string;
  readonly policy: LinkPolicy;
  /** Uniform in [0, 1), for jitter. */
  readonly random: () => number;
}

/** How the account may be connected, as `examine` found it. `held`: the operator stopped it. */
export type LinkReadiness = 'ready' | 'held' | 'disabled' | 'unconfigured';

export type LinkLogin = { readonly method: 'qr' } | { readonly method: 'code'; readonly phone: string };

export interface LinkContext extends LinkInput {
  readonly login: LinkLogin | null;
  /** Failed attempts in a row. */
  readonly attempt: number;
  readonly conflicts: number;
  readonly restarts: number;
  readonly delayMs: number;
  readonly next: Consequence;
  readonly lastError: LinkFault | null;
  /** Where the link goes once it has closed. */
  readonly goal: 'stopped' | 'gone' | 'again' | 'loggedOut';
  /** Why the link does not hear although it is online. */
  readonly deafness: string | null;
}

export type LinkEvent =
  // From the operator.
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  | { readonly type: 'login'; readonly request: LinkLogin }
  | { readonly type: 'logout.done' }
  // From the supervisor.
  | { readonly type: 'shutdown' }
  // From the link.
  | { readonly type: 'link.opened' }
  | { readonly type: 'link.login' }
  | { readonly type: 'link.closed'; readonly fault: LinkFault }
  | { readonly type: 'link.deaf'; readonly reason: string }
  | { readonly type: 'link.hears' }
  | { readonly type: 'part.failed'; readonly error: unknown };

/** Input of the bodies: they find the account by its key. */
export interface LinkBodyInput {
  readonly key: string;
  readonly login: LinkLogin | null;
}

const absent = (name: string) => (): never => {
  throw new Error(`channel-link: actor ${name} was not provided`);
};

export const FRESH = { attempt: 0, conflicts: 0, restarts: 0 } as const;

/** The vocabulary of the `channel-link` machine: what its states may name. */
export const link = setup({
  types: {
    context: {} as LinkContext,
    events: {} as LinkEvent,
    input: {} as LinkInput,
    tags: {} as 'resting' | 'up' | 'waiting' | 'online' | 'red' | 'ended',
  },
  actors: {
    /** Reads config, files and store: may this account connect? */
    examine: fromPromise<LinkReadiness, LinkBodyInput>(async () => absent('examine')()),
    /** One connection, from opening to `link.closed`. Obeys `close`. */
    link: fromCallback<AnyEventObject, LinkBodyInput>(absent('link')),
    /** Sends what waits in the outbox, while the link is online. */
    courier: fromCallback<AnyEventObject, LinkBodyInput>(absent('courier')),
  },
  guards: {
    held: (_, readiness: LinkReadiness) => readiness === 'held',
    disabled: (_, readiness: LinkReadiness) => readiness === 'disabled',
    mayOpen: ({ context }, readiness: LinkReadiness) => readiness === 'ready' || context.login !== null,
    retries: ({ context }) => context.next.answer === 'retry',
    givesUp: ({ context }) => context.next.answer === 'giveUp',
    restsIn: ({ context }, state: string) => context.next.answer === 'rest' && context.next.state === state,
    goalIs: ({ context }, goal: LinkContext['goal']) => context.goal === goal,
    closing: stateIn({ up: 'stopping' }),
    looksAgain: ({ context }) => context.policy.conflictRestMs !== undefined,
  },
  delays: {
    backoff: ({ context }) => context.delayMs,
    connectTimeout: ({ context }) => context.policy.connectMs,
    loginTimeout: ({ context }) => context.policy.loginMs,
    closeDeadline: ({ context }) => context.policy.closeMs,
    stable: ({ context }) => context.policy.stableMs,
    peace: ({ context }) => context.policy.peaceMs,
    conflictRest: ({ context }) => context.policy.conflictRestMs ?? 0,
  },
  actions: {
    noteFault: assign(({ context }, lastError: LinkFault) => {
      const history = {
        attempt: context.attempt + 1,
        conflicts: context.conflicts + (lastError.kind === 'conflict' ? 1 : 0),
        restarts: lastError.kind === 'restart' ? context.restarts + 1 : 0,
      };
      const next = consequenceOf(lastError, history, context.policy, context.random());
      // A restart answered at once is no failure: it must not lengthen the pauses after it.
      const atOnce = next.answer === 'retry' && next.delayMs === 0;
      const attempt = atOnce ? context.attempt : history.attempt;
      return { ...history, attempt, next, lastError, delayMs: next.answer === 'retry' ? next.delayMs : 0 };
    }),
    noteLogin: assign((_, login: LinkLogin) => ({ login, ...FRESH })),
    forgetLogin: assign({ login: null }),
    /** The last word counts, except after the supervisor's. */
    aim: assign(({ context }, goal: LinkContext['goal']) => ({
      goal: context.goal === 'gone' ? context.goal : goal,
    })),
    startAfresh: assign({ ...FRESH, lastError: null }),
    /** A connection that was only renewed has nothing to show for it. */
    forgetRenewal: assign(({ context }) =>
      context.lastError?.kind === 'restart' ? { lastError: null } : {},
    ),
    forgiveFailures: assign({ attempt: 0, restarts: 0 }),
    forgiveConflicts: assign({ conflicts: 0 }),
    noteDeaf: assign((_, deafness: string) => ({ deafness })),
    forgetDeaf: assign({ deafness: null }),
    askToClose: sendTo('link', { type: 'close' }),
    logLateCrash: log(
      ({ context }, error: unknown) => ({ actor: context.key, error }),
      'channel-link: failed while closing',
    ),
    /** Provided by actors/: the state shown to clients has changed. */
    announce: () => {},
    reportReady: sendParent({ type: 'child.ready' }),
    reportStopped: sendParent({ type: 'child.stopped' }),
    reportFailed: sendParent((_, error: unknown) => ({ type: 'child.failed', error })),
    reportGaveUp: sendParent(({ context }) => ({
      type: 'child.failed',
      error: Object.assign(
        new Error(`gave up after ${context.attempt} attempts: ${context.lastError?.message ?? 'unknown'}`),
        { permanent: true },
      ),
    })),
  },
});
