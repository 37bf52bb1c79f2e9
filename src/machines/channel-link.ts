import type { LinkFault } from '../protocol/link-faults.ts';
import { FRESH, link } from './channel-link-setup.ts';
import type { LinkBodyInput, LinkContext, LinkLogin, LinkReadiness } from './channel-link-setup.ts';

export type { LinkBodyInput, LinkEvent, LinkInput, LinkLogin, LinkReadiness } from './channel-link-setup.ts';

const fault = (kind: LinkFault['kind'], message: string): LinkFault => ({ kind, message });

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

const crashed = {
  target: '#channel-link.failed',
  actions: { type: 'reportFailed', params: errorOf },
} as const;
/** What was to end has ended: the wish behind it must not be undone by a restart of its keeper. */
const crashedLate = {
  target: '#channel-link.closed',
  actions: { type: 'logLateCrash', params: errorOf },
} as const;
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
  invoke: {
    id: 'link',
    src: 'link',
    input: bodyInput,
    onError: [{ guard: 'closing', ...crashedLate }, crashed],
  },
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
      entry: ['forgetLogin', 'forgetRenewal', 'announce'],
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
        'part.failed': crashedLate,
        stop: { actions: aim('stopped') },
        start: { actions: aim('again') },
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
    login: null,
    delayMs: 0,
    next: { answer: 'giveUp' },
    lastError: null,
    goal: 'stopped',
    deafness: null,
  }),
  initial: 'examining',
  entry: 'reportReady',
  states: {
    examining: {
      tags: ['waiting'],
      on: {
        ...idle,
        // What is being read may be older than the wish.
        start: { ...idle.start, reenter: true },
        login: { ...idle.login, reenter: true },
      },
      invoke: {
        id: 'examine',
        src: 'examine',
        input: bodyInput,
        onDone: [
          { guard: { type: 'held', params: readinessOf }, target: 'stopped' },
          { guard: { type: 'disabled', params: readinessOf }, target: 'disabled' },
          { guard: { type: 'mayOpen', params: readinessOf }, target: 'up' },
          { target: 'unconfigured' },
        ],
        onError: crashed,
      },
      after: { connectTimeout: lost(() => fault('transient', 'the account could not be read in time')) },
    },
    disabled: { tags: ['resting'], entry: ['forgetLogin', 'announce'], on: idle },
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
      after: { conflictRest: { guard: 'looksAgain', target: 'examining', actions: 'forgiveFailures' } },
    },
    loggedOut: { tags: ['resting', 'red'], entry: ['forgetLogin', 'announce'], on: idle },
    /** Its keeper parks it; the operator resumes it. */
    gaveUp: {
      tags: ['resting', 'red'],
      entry: ['announce', 'reportGaveUp'],
      on: { shutdown: { target: 'gone' } },
    },
    /** Its keeper starts it afresh. */
    failed: { tags: ['resting', 'red'], entry: 'announce', on: { shutdown: { target: 'gone' } } },
    stopped: { tags: ['resting'], entry: ['forgetLogin', 'announce'], on: idle },
    gone: { tags: ['ended'], entry: 'reportStopped' },
  },
});
