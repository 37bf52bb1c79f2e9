import { assign, fromCallback, fromPromise, sendParent, sendTo, setup } from 'xstate';
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

/** How the account may be connected, as `examine` found it. */
export type LinkReadiness = 'ready' | 'disabled' | 'unconfigured';

export type LinkLogin = { readonly method: 'qr' } | { readonly method: 'code'; readonly phone: string };

interface LinkContext extends LinkInput {
  readonly readiness: LinkReadiness;
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

const fault = (kind: LinkFault['kind'], message: string): LinkFault => ({ kind, message });

const FRESH = { attempt: 0, conflicts: 0, restarts: 0 } as const;

const link = setup({
  types: {
    context: {} as LinkContext,
    events: {} as LinkEvent,
    input: {} as LinkInput,
    tags: {} as 'resting' | 'up' | 'waiting' | 'online' | 'red',
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
    disabled: (_, readiness: LinkReadiness) => readiness === 'disabled',
    mayOpen: ({ context }, readiness: LinkReadiness) => readiness === 'ready' || context.login !== null,
    retries: ({ context }) => context.next.then === 'retry',
    givesUp: ({ context }) => context.next.then === 'giveUp',
    restsIn: ({ context }, state: string) => context.next.then === 'rest' && context.next.state === state,
    goalIs: ({ context }, goal: LinkContext['goal']) => context.goal === goal,
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
    noteReadiness: assign((_, readiness: LinkReadiness) => ({ readiness })),
    noteFault: assign(({ context }, lastError: LinkFault) => {
      const history = {
        attempt: context.attempt + 1,
        conflicts: context.conflicts + (lastError.kind === 'conflict' ? 1 : 0),
        restarts: lastError.kind === 'restart' ? context.restarts + 1 : 0,
      };
      const next = consequenceOf(lastError, history, context.policy, context.random());
      // The first restart asked for is no failure: it must not lengthen the pauses after it.
      const attempt = next.then === 'retry' && next.delayMs === 0 ? context.attempt : history.attempt;
      return { ...history, attempt, next, lastError, delayMs: next.then === 'retry' ? next.delayMs : 0 };
    }),
    noteLogin: assign((_, login: LinkLogin) => ({ login, ...FRESH })),
    forgetLogin: assign({ login: null }),
    aim: assign((_, goal: LinkContext['goal']) => ({ goal })),
    startAfresh: assign({ ...FRESH, lastError: null }),
    forgiveFailures: assign({ attempt: 0, restarts: 0 }),
    forgiveConflicts: assign({ conflicts: 0 }),
    noteDeaf: assign((_, deafness: string) => ({ deafness })),
    forgetDeaf: assign({ deafness: null }),
    askToClose: sendTo('link', { type: 'close' }),
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

const bodyInput = ({ context }: { readonly context: LinkContext }): LinkBodyInput => ({
  key: context.key,
  login: context.login,
});

const readinessOf = ({ event }: { readonly event: { readonly output: LinkReadiness } }): LinkReadiness =>
  event.output;
const faultOf = ({ event }: { readonly event: { readonly fault: LinkFault } }): LinkFault => event.fault;
const errorOf = ({ event }: { readonly event: { readonly error: unknown } }): unknown => event.error;
const requestOf = ({ event }: { readonly event: { readonly request: LinkLogin } }): LinkLogin =>
  event.request;
const reasonOf = ({ event }: { readonly event: { readonly reason: string } }): string => event.reason;

const crashed = { actions: { type: 'reportFailed', params: errorOf } } as const;
const aim = <G extends LinkContext['goal']>(params: G) => ({ type: 'aim', params }) as const;
const lost = <F>(params: F) =>
  ({ target: '#channel-link.lost', actions: { type: 'noteFault', params } }) as const;

/** In every state without a connection. */
const idle = {
  start: { target: '#channel-link.examining', actions: 'startAfresh' },
  stop: { target: '#channel-link.stopped' },
  login: { target: '#channel-link.examining', actions: { type: 'noteLogin', params: requestOf } },
  'logout.done': { target: '#channel-link.loggedOut', actions: 'startAfresh' },
  shutdown: { target: '#channel-link.gone' },
} as const;

const up = link.createStateConfig({
  tags: ['up'],
  invoke: { id: 'link', src: 'link', input: bodyInput, onError: crashed },
  initial: 'connecting',
  on: {
    'link.closed': lost(faultOf),
    stop: { target: '.stopping', actions: aim('stopped') },
    shutdown: { target: '.stopping', actions: aim('gone') },
    'logout.done': { target: '.stopping', actions: aim('loggedOut') },
    start: { target: '.stopping', actions: aim('again') },
    login: { target: '.stopping', actions: [aim('again'), { type: 'noteLogin', params: requestOf }] },
    'part.failed': crashed,
  },
  states: {
    connecting: {
      tags: ['waiting'],
      on: { 'link.opened': { target: 'online' }, 'link.login': { target: 'pairing' } },
      after: { connectTimeout: lost(() => fault('transient', 'the network did not answer in time')) },
    },
    pairing: {
      tags: ['waiting'],
      on: { 'link.opened': { target: 'online' }, 'link.login': { actions: 'announce' } },
      after: { loginTimeout: lost(() => fault('loginEnded', 'nobody finished the login in time')) },
    },
    online: {
      tags: ['online'],
      invoke: { id: 'courier', src: 'courier', input: bodyInput, onError: crashed },
      initial: 'hearing',
      entry: ['forgetLogin', 'announce'],
      after: { stable: { actions: 'forgiveFailures' }, peace: { actions: 'forgiveConflicts' } },
      states: {
        hearing: {
          on: { 'link.deaf': { target: 'deaf', actions: { type: 'noteDeaf', params: reasonOf } } },
        },
        deaf: {
          tags: ['red'],
          entry: 'announce',
          exit: ['forgetDeaf', 'announce'],
          on: { 'link.hears': { target: 'hearing' } },
        },
      },
    },
    stopping: {
      tags: ['waiting'],
      entry: 'askToClose',
      on: {
        'link.closed': { target: '#channel-link.closed' },
        stop: {},
        start: {},
        login: { actions: [aim('again'), { type: 'noteLogin', params: requestOf }] },
        'logout.done': { actions: aim('loggedOut') },
        shutdown: { actions: aim('gone') },
      },
      // A connection that does not close must not hold up its supervisor.
      after: { closeDeadline: { target: '#channel-link.closed' } },
    },
  },
});

/**
 * One link of one account. A lost connection is a state and is answered here, by the table in `link-policy.ts`; a crash
 * is the keeper's business. Nothing else reconnects.
 */
export const channelLinkMachine = link.createMachine({
  id: 'channel-link',
  context: ({ input }) => ({
    ...input,
    ...FRESH,
    readiness: 'unconfigured',
    login: null,
    delayMs: 0,
    next: { then: 'giveUp' },
    lastError: null,
    goal: 'stopped',
    deafness: null,
  }),
  initial: 'examining',
  entry: 'reportReady',
  states: {
    examining: {
      tags: ['waiting'],
      on: idle,
      invoke: {
        id: 'examine',
        src: 'examine',
        input: bodyInput,
        onDone: [
          { guard: { type: 'disabled', params: readinessOf }, target: 'disabled' },
          { guard: { type: 'mayOpen', params: readinessOf }, target: 'up' },
          { target: 'unconfigured' },
        ],
        onError: crashed,
      },
    },
    disabled: { tags: ['resting'], entry: 'announce', on: { ...idle, login: {} } },
    unconfigured: { tags: ['resting'], entry: 'announce', on: idle },
    up,
    closed: {
      always: [
        { guard: { type: 'goalIs', params: 'gone' }, target: 'gone' },
        { guard: { type: 'goalIs', params: 'again' }, target: 'examining', actions: 'startAfresh' },
        { guard: { type: 'goalIs', params: 'loggedOut' }, target: 'loggedOut' },
        { target: 'stopped' },
      ],
    },
    lost: {
      entry: 'forgetLogin',
      always: [
        { guard: 'retries', target: 'backingOff' },
        { guard: 'givesUp', target: 'gaveUp' },
        { guard: { type: 'restsIn', params: 'loggedOut' }, target: 'loggedOut' },
        { guard: { type: 'restsIn', params: 'conflict' }, target: 'conflict' },
        { target: 'unconfigured' },
      ],
    },
    backingOff: {
      tags: ['waiting', 'red'],
      entry: 'announce',
      on: idle,
      after: { backoff: { target: 'examining' } },
    },
    conflict: {
      tags: ['resting', 'red'],
      entry: 'announce',
      on: idle,
      after: { conflictRest: { guard: 'looksAgain', target: 'examining' } },
    },
    loggedOut: { tags: ['resting', 'red'], entry: 'announce', on: idle },
    /** Its keeper parks it; the operator resumes it. */
    gaveUp: { tags: ['resting', 'red'], entry: ['announce', 'reportGaveUp'], on: { shutdown: 'gone' } },
    stopped: { tags: ['resting'], entry: ['forgetLogin', 'announce'], on: idle },
    gone: { type: 'final', entry: 'reportStopped' },
  },
});

export type ChannelLinkLogic = typeof channelLinkMachine;
