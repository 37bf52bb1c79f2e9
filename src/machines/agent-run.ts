import { assign, fromCallback, fromPromise, sendTo, setup } from 'xstate';

/** Why a run ended. `interrupted` exists only as a record: the actor ends in `aborted`. */
export type RunStatus = 'ok' | 'error' | 'aborted' | 'timeout' | 'interrupted';

/** Who asked for the end of a run that did not end by itself; `chat` clients see it in the `aborted` event. */
export type StopReason = 'rpc' | 'stop' | 'timeout';

/** The one decision of a run's life. The first one made stands. */
export interface Verdict {
  readonly status: RunStatus;
  /** What the requester reads as `summary`. */
  readonly summary: string;
  readonly stopReason?: StopReason;
}

export interface AgentRunInput {
  readonly runId: string;
  /** Milliseconds the engine may take, counted from `start`. */
  readonly deadlineMs: number;
  /** Milliseconds a cancelled engine has to settle before the run goes on without it. */
  readonly graceMs: number;
  /** Milliseconds the record of the outcome may take to become durable. */
  readonly settleMs: number;
}

export interface AgentRunContext extends AgentRunInput {
  readonly verdict: Verdict | null;
}

export type EngineEnd =
  | { readonly type: 'engine.ended' }
  | { readonly type: 'engine.failed'; readonly message: string };

export type AgentRunEvent =
  | { readonly type: 'start' }
  | { readonly type: 'abort'; readonly stopReason: StopReason; readonly summary?: string }
  | { readonly type: 'interrupt' }
  /** The supervisor's polite stop; the same as `interrupt`. */
  | { readonly type: 'shutdown' }
  /** Another run answered this message too, or failed to: its verdict holds for both. */
  | { readonly type: 'absorb'; readonly verdict: Verdict }
  /** The message left a full queue unanswered. */
  | { readonly type: 'drop' }
  | { readonly type: 'engine.thinking' }
  | { readonly type: 'engine.tooling' }
  | { readonly type: 'engine.streaming' }
  | EngineEnd;

export interface EngineInputRef {
  readonly runId: string;
}

export interface SettleInput {
  readonly runId: string;
  readonly verdict: Verdict;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why a run ended that nobody asked to end. */
export const INTERRUPTED: Verdict = {
  status: 'interrupted',
  summary: 'interrupted: the gateway stopped before this run ended',
};

const DROPPED: Verdict = {
  status: 'aborted',
  summary: 'dropped: too many messages were waiting in this session',
  stopReason: 'stop',
};

const agentRunSetup = setup({
  types: {
    context: {} as AgentRunContext,
    events: {} as AgentRunEvent,
    input: {} as AgentRunInput,
  },
  actors: {
    /** Drives the engine; answers with `engine.*` events; `cancel` must make it end. */
    engine: fromCallback<{ type: 'cancel' }, EngineInputRef>(() => {}),
    /** Makes the outcome durable. */
    settle: fromPromise<void, SettleInput>(() => Promise.resolve()),
  },
  actions: {
    announceStart: () => {},
    announceEnd: (_, _params: { verdict: Verdict | null }) => {},
    freeLane: () => {},
    reportHungEngine: () => {},
    cancelEngine: sendTo('engine', { type: 'cancel' }),
    decide: assign((_, params: Verdict) => ({ verdict: params })),
    /** The outcome could not be stored: whatever was decided, the requester must not be told it was. */
    decideUnsaved: assign(({ context }, params: { message: string }) => ({
      verdict: {
        status: 'error' as const,
        summary: `the outcome could not be stored (was: ${context.verdict?.status ?? 'undecided'}): ${params.message}`,
      },
    })),
  },
  guards: {
    undecided: ({ context }) => context.verdict === null,
    decidedOk: ({ context }) => context.verdict?.status === 'ok',
    decidedTimeout: ({ context }) => context.verdict?.status === 'timeout',
    decidedError: ({ context }) => context.verdict?.status === 'error',
  },
  delays: {
    runDeadline: ({ context }) => context.deadlineMs,
    abortGrace: ({ context }) => context.graceMs,
    settleLimit: ({ context }) => context.settleMs,
  },
});

const aborted = ({ event }: { event: { stopReason: StopReason; summary?: string } }): Verdict => ({
  status: 'aborted',
  summary: event.summary ?? 'aborted',
  stopReason: event.stopReason,
});

const timedOut = ({ context }: { context: AgentRunContext }): Verdict => ({
  status: 'timeout',
  summary: `agent run timed out after ${context.deadlineMs / 1000} s`,
  stopReason: 'timeout',
});

const conclude = [{ type: 'announceEnd', params: verdictOf }, 'freeLane'] as const;

function verdictOf({ context }: { context: AgentRunContext }): { verdict: Verdict | null } {
  return { verdict: context.verdict };
}

/**
 * One agent run, from accepted to its single terminal event. Text deltas never pass through here: the engine's body
 * writes them straight to the clients, the machine sees phases and ends only.
 */
export const agentRunMachine = agentRunSetup.createMachine({
  id: 'agentRun',
  context: ({ input }) => ({ ...input, verdict: null }),
  initial: 'queued',
  states: {
    queued: {
      on: {
        start: 'running',
        abort: { target: 'settling', actions: [{ type: 'decide', params: aborted }, 'freeLane'] },
        interrupt: { target: 'settling', actions: [{ type: 'decide', params: INTERRUPTED }, 'freeLane'] },
        shutdown: { target: 'settling', actions: [{ type: 'decide', params: INTERRUPTED }, 'freeLane'] },
        absorb: {
          target: 'settling',
          actions: [{ type: 'decide', params: ({ event }) => event.verdict }, 'freeLane'],
        },
        drop: { target: 'settling', actions: [{ type: 'decide', params: DROPPED }, 'freeLane'] },
      },
    },
    running: {
      entry: 'announceStart',
      invoke: {
        id: 'engine',
        src: 'engine',
        input: ({ context }) => ({ runId: context.runId }),
        onError: [
          {
            guard: 'undecided',
            target: 'settling',
            actions: {
              type: 'decide',
              params: ({ event }) => ({ status: 'error' as const, summary: messageOf(event.error) }),
            },
          },
          { target: 'settling' },
        ],
      },
      after: {
        runDeadline: {
          guard: 'undecided',
          target: '.cancelling',
          actions: { type: 'decide', params: timedOut },
        },
      },
      on: {
        abort: { guard: 'undecided', target: '.cancelling', actions: { type: 'decide', params: aborted } },
        interrupt: {
          guard: 'undecided',
          target: '.cancelling',
          actions: { type: 'decide', params: INTERRUPTED },
        },
        shutdown: {
          guard: 'undecided',
          target: '.cancelling',
          actions: { type: 'decide', params: INTERRUPTED },
        },
        'engine.ended': [
          {
            guard: 'undecided',
            target: 'settling',
            actions: { type: 'decide', params: { status: 'ok', summary: 'completed' } },
          },
          { target: 'settling' },
        ],
        'engine.failed': [
          {
            guard: 'undecided',
            target: 'settling',
            actions: {
              type: 'decide',
              params: ({ event }) => ({ status: 'error' as const, summary: event.message }),
            },
          },
          { target: 'settling' },
        ],
      },
      initial: 'thinking',
      states: {
        thinking: { on: { 'engine.tooling': 'tooling', 'engine.streaming': 'streaming' } },
        tooling: { on: { 'engine.thinking': 'thinking', 'engine.streaming': 'streaming' } },
        streaming: { on: { 'engine.thinking': 'thinking', 'engine.tooling': 'tooling' } },
        /** Told to stop; leaving `running` at the end of the grace drops whatever it still holds. */
        cancelling: {
          entry: 'cancelEngine',
          after: { abortGrace: { target: '#agentRun.settling', actions: 'reportHungEngine' } },
        },
      },
    },
    settling: {
      invoke: {
        id: 'settle',
        src: 'settle',
        input: ({ context }) => ({ runId: context.runId, verdict: context.verdict ?? INTERRUPTED }),
        onDone: [
          { guard: 'decidedOk', target: 'completed', actions: conclude },
          { guard: 'decidedTimeout', target: 'timedOut', actions: conclude },
          { guard: 'decidedError', target: 'failed', actions: conclude },
          { target: 'aborted', actions: conclude },
        ],
        onError: {
          target: 'failed',
          actions: [
            { type: 'decideUnsaved', params: ({ event }) => ({ message: messageOf(event.error) }) },
            ...conclude,
          ],
        },
      },
      after: {
        settleLimit: {
          target: 'failed',
          actions: [
            {
              type: 'decideUnsaved',
              params: ({ context }) => ({ message: `no answer from the store in ${context.settleMs} ms` }),
            },
            ...conclude,
          ],
        },
      },
    },
    completed: { type: 'final' },
    aborted: { type: 'final' },
    failed: { type: 'final' },
    timedOut: { type: 'final' },
  },
});
