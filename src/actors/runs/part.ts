import type { RunsPort } from '../../api/ports.ts';
import { agentRunMachine } from '../../machines/agent-run.ts';
import type { AgentRunEvent, Verdict } from '../../machines/agent-run.ts';
import { createSlot } from '../slot.ts';
import { createPool } from '../supervision/pool.ts';
import type { PoolInput, PoolLogic } from '../supervision/pool.ts';
import { createEngineLogic } from './engine-body.ts';
import { createEnding } from './ending.ts';
import { createLanes } from './lanes.ts';
import type { RunsOptions } from './needs.ts';
import { createQueueing } from './queueing.ts';
import { recover } from './recover.ts';
import { createRegistry } from './registry.ts';
import type { AgentRunLogic, AgentRunRef, RunPool } from './run-pool.ts';
import { createSettleLogic } from './settle-body.ts';
import { createStops } from './stops.ts';
import { createSubmit } from './submit.ts';

/** The runs as the rest of the gateway sees them. */
export interface RunsPart {
  /** The supervised child `runs`: a pool of `agent-run` actors. */
  readonly logic: PoolLogic<AgentRunLogic>;
  /** The pool's input. */
  readonly input: PoolInput<AgentRunLogic>;
  readonly port: RunsPort;
  /** At boot, before the listener opens: closes what a crash left open and notes it in the sessions. Returns how many. */
  recover(): Promise<number>;
  /**
   * Accepts nothing more, lets runs end for `budgetMs`, then interrupts the rest. Resolves when all have ended, or at the
   * latest one abort grace and one settle limit after the budget.
   */
  drain(budgetMs: number): Promise<{ readonly finished: number; readonly interrupted: number }>;
  /** The number of runs at a time may have changed: what may begin now begins; no run under way is touched. */
  admit(): void;
  /** Accepts again, after a drain that ended in an in-process restart. */
  reopen(): void;
}

export function createRunsPart(options: RunsOptions & { readonly stopDeadlineMs?: number }): RunsPart {
  const pool = createSlot<RunPool>('runs');
  const registry = createRegistry(options.clock);
  let current: RunPool | undefined;

  const tell = (runId: string, event: AgentRunEvent): void => pool.peek()?.get(runId)?.send(event);
  const queueing = createQueueing({ options, registry, tell });
  const lanes = createLanes({ clock: options.clock, ...queueing.lanes });
  const ending = createEnding({ options, registry, lanes, tell });

  const machine = agentRunMachine.provide({
    actors: {
      engine: createEngineLogic(options, registry),
      settle: createSettleLogic(options, registry),
    },
    actions: {
      announceStart: ({ context }) => ending.started(context.runId),
      announceEnd: ({ context }, params: { verdict: Verdict | null }) =>
        ending.ended(context.runId, params.verdict),
      freeLane: ({ context }) => ending.free(context.runId),
      reportHungEngine: ({ context }) =>
        options.log.warn('engine did not stop within its grace; the run goes on without it', {
          runId: context.runId,
        }),
    },
  });

  const stops = createStops({ options, registry, tell });
  const submit = createSubmit({ options, registry, lanes, queueing, ending, stops, pool });

  return {
    logic: createPool({ name: 'runs', logic: machine }),
    input: {
      stopDeadlineMs: options.stopDeadlineMs ?? 5000,
      expose(handle) {
        if (handle !== undefined) pool.fill(handle);
        else if (current !== undefined) pool.clear(current);
        current = handle;
      },
    },
    port: {
      submit: submit.submit,
      wait: submit.wait,
      abort: stops.abort,
      clearSession: stops.clearSession,
      active: () =>
        registry.all().map((run) => ({
          runId: run.runId,
          sessionKey: run.sessionKey,
          canonicalKey: run.canonicalKey,
          state: stateOf(pool.peek()?.get(run.runId)),
          since: run.startedAt ?? run.acceptedAt,
        })),
    },
    recover: () => recover(options),
    drain: async (budgetMs) => {
      await submit.close();
      return stops.drain(budgetMs);
    },
    admit: lanes.admit,
    reopen: submit.reopen,
  };
}

function stateOf(ref: AgentRunRef | undefined): string {
  const value = ref?.getSnapshot().value ?? 'queued';
  return typeof value === 'string' ? value : Object.entries(value).flat().join('.');
}
