import type { ReloadPlan } from '../config/reload-plan.ts';
import { configWatcherSetup } from './config-watcher-setup.ts';
import type {
  ConfigRead,
  ConfigWatcherContext,
  ReloadOutcome,
  WatchConclusion,
  WatchedOffer,
} from './config-watcher-setup.ts';

interface Told {
  readonly context: ConfigWatcherContext;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const readTold = ({ event }: { readonly event: { readonly output: ConfigRead } }): ConfigRead => event.output;
const planTold = ({ event }: { readonly event: { readonly output: ReloadPlan } }): ReloadPlan => event.output;
const errorTold = ({ event }: { readonly event: { readonly error: unknown } }): unknown => event.error;
const outcomeTold = ({ event }: { readonly event: { readonly outcome: ReloadOutcome } }): ReloadOutcome =>
  event.outcome;

const conclude = <E>(outcomeOf: (told: Told & { readonly event: E }) => ReloadOutcome) =>
  ({
    type: 'conclude',
    params: (told: Told & { readonly event: E }): WatchConclusion => {
      const { requests, candidate, plan } = told.context;
      return {
        outcome: outcomeOf(told),
        requests,
        ...(candidate === undefined ? {} : { candidate }),
        ...(plan === undefined ? {} : { plan }),
      };
    },
  }) as const;

const NOTHING: ReloadOutcome = { result: 'nothing', reason: 'nothing in it differs from what runs' };
const UNCHANGED: ReloadOutcome = { result: 'nothing', reason: 'the file is the one that was read before' };

const whyItRests = ({ context }: Told): ReloadOutcome => ({
  result: context.rest === 'invalid' ? 'invalid' : 'refused',
  reason: context.why,
});

const foundInvalid = ({ event }: { readonly event: { readonly output: ConfigRead } }) => {
  const { output } = event;
  return output.kind === 'invalid'
    ? { why: output.summary, hash: output.hash }
    : { why: 'the file cannot be used', hash: '' };
};

/** What cannot be read or planned cannot be used; the gateway goes on with what it has. */
const cannotBeUsed = {
  target: 'invalid',
  actions: [
    {
      type: 'restInvalid',
      params: ({ event }: { readonly event: { readonly error: unknown } }) => ({
        why: messageOf(event.error),
        hash: '',
      }),
    },
    conclude(({ event }: { readonly event: { readonly error: unknown } }) => ({
      result: 'invalid',
      reason: messageOf(event.error),
    })),
    'endLook',
  ],
} as const;

/** Nobody waits for an answer that will not come. */
const dismiss = (reasonOf: (told: Told) => string) =>
  ({
    type: 'conclude',
    params: (told: Told): WatchConclusion => ({
      outcome: { result: 'deferred', reason: reasonOf(told) },
      requests: [...told.context.requests, ...told.context.nextRequests],
    }),
  }) as const;

const look = { target: 'reading', actions: 'askedNow' } as const;
const settleFirst = { target: 'settling' } as const;
/** What was read is about a file that is gone already. */
const outdated = [
  { guard: 'overtaken', target: 'reading', reenter: true, actions: 'takeMissedLook' },
  { guard: 'outdated', target: 'settling', actions: 'forgetSign' },
] as const;

/** At rest every sign begins a look, also one that came during the last. */
const atRest = {
  always: [
    { guard: 'lookMissed', target: 'reading', actions: 'takeMissedLook' },
    { guard: 'signMissed', target: 'settling', actions: 'forgetSign' },
  ],
  on: { 'file.changed': settleFirst, 'look.now': look },
} as const;

/** During a look they are remembered. */
const busy = {
  'file.changed': { actions: 'noteSign' },
  'look.now': { actions: 'noteLook' },
} as const;

/**
 * Keeps an eye on the configuration file. Signs are hints only: what counts is what the file says, compared by value with
 * what runs. Twenty edits in a row are one look after the last of them. `invalid` and `refused` rest like `watching`: the
 * file differs from what runs, and `why` says why.
 */
export const configWatcherMachine = configWatcherSetup.createMachine({
  id: 'config-watcher',
  context: ({ input }) => ({
    debounceMs: input.debounceMs,
    rest: 'watching',
    why: '',
    hash: '',
    asked: false,
    requests: [],
    signMissed: false,
    lookMissed: false,
    nextRequests: [],
    candidate: undefined,
    plan: undefined,
    error: undefined,
  }),
  entry: 'reportReady',
  invoke: { id: 'watchFiles', src: 'watchFiles' },
  initial: 'watching',
  on: {
    shutdown: { target: '.stopped' },
    'watch.failed': { target: '.failed', actions: { type: 'keepError', params: errorTold } },
  },
  states: {
    watching: { tags: ['resting'], ...atRest },
    invalid: { tags: ['resting', 'differs'], ...atRest },
    refused: { tags: ['resting', 'differs'], ...atRest },
    settling: {
      tags: ['looking'],
      initial: 'quiet',
      on: { 'file.changed': { target: '.quiet' }, 'look.now': look },
      after: { patience: { target: 'reading' } },
      states: { quiet: { after: { debounce: { target: '#config-watcher.reading' } } } },
    },
    reading: {
      tags: ['looking'],
      on: busy,
      invoke: {
        id: 'read',
        src: 'read',
        input: ({ context }) => ({ asked: context.asked }),
        onDone: [
          ...outdated,
          {
            guard: { type: 'foundInvalid', params: readTold },
            target: 'invalid',
            actions: [
              { type: 'restInvalid', params: foundInvalid },
              conclude((told: { readonly event: { readonly output: ConfigRead } }) => ({
                result: 'invalid',
                reason: foundInvalid(told).why,
              })),
              'endLook',
            ],
          },
          {
            guard: { type: 'sameAsRuns', params: readTold },
            target: 'watching',
            actions: [conclude(() => UNCHANGED), 'endLook'],
          },
          {
            guard: { type: 'sameAsInvalid', params: readTold },
            target: 'invalid',
            actions: [conclude(whyItRests), 'endLook'],
          },
          {
            guard: { type: 'sameAsRefused', params: readTold },
            target: 'refused',
            actions: [conclude(whyItRests), 'endLook'],
          },
          { target: 'planning', actions: { type: 'keepCandidate', params: readTold } },
        ],
        onError: cannotBeUsed,
      },
    },
    planning: {
      tags: ['looking'],
      on: busy,
      invoke: {
        id: 'plan',
        src: 'plan',
        input: ({ context }) => ({ candidate: context.candidate }),
        onDone: [
          ...outdated,
          {
            guard: { type: 'nothingChanged', params: planTold },
            target: 'watching',
            actions: [
              { type: 'adopt', params: ({ context }: Told) => context.candidate },
              'restCurrent',
              conclude(() => NOTHING),
              'endLook',
            ],
          },
          { target: 'offering', actions: { type: 'keepPlan', params: planTold } },
        ],
        onError: cannotBeUsed,
      },
    },
    offering: {
      tags: ['looking'],
      entry: {
        type: 'offer',
        params: ({ context }): WatchedOffer => ({
          candidate: context.candidate,
          plan: context.plan as ReloadPlan,
          requests: context.requests,
        }),
      },
      on: {
        ...busy,
        'reload.settled': [
          {
            guard: { type: 'endsInvalid', params: outcomeTold },
            target: 'invalid',
            actions: [
              {
                type: 'restInvalid',
                params: ({ event }) => ({ why: event.outcome.reason, hash: '' }),
              },
              conclude(outcomeTold),
              'endLook',
            ],
          },
          {
            guard: { type: 'endsRefused', params: outcomeTold },
            target: 'refused',
            actions: [
              { type: 'restRefused', params: ({ event }) => event.outcome.reason },
              conclude(outcomeTold),
              'endLook',
            ],
          },
          { target: 'watching', actions: ['restCurrent', conclude(outcomeTold), 'endLook'] },
        ],
      },
    },
    // Neither is final: the keeper that hears the last word stops this actor, and a second "done" would only confuse it.
    failed: {
      tags: ['ended'],
      entry: [
        dismiss(({ context }) => `the watcher failed (${messageOf(context.error)}); it reads the file again`),
        'reportFailed',
      ],
      on: { shutdown: {}, 'watch.failed': {} },
    },
    stopped: {
      tags: ['ended'],
      entry: [dismiss(() => 'the gateway stops; the file is read at its next start'), 'reportStopped'],
      on: { shutdown: {}, 'watch.failed': {} },
    },
  },
});

export type ConfigWatcherLogic = typeof configWatcherMachine;
