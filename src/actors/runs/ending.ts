import type { RunOutcome } from '../../api/ports.ts';
import { INTERRUPTED } from '../../machines/agent-run.ts';
import type { AgentRunEvent, Verdict } from '../../machines/agent-run.ts';
import type { Lanes } from './lanes.ts';
import { outcomeOf } from './live-run.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import type { RunRegistry } from './registry.ts';
import { settleRun } from './settle-body.ts';
import { sharedSummary } from './shared-end.ts';
import { recordStart } from './starting.ts';

/** The start and the one end of every run, however it comes about. */
export interface Ending {
  started(runId: string): void;
  /** Speaks the terminal events and answers everybody who waits. A second call for a run does nothing. */
  ended(runId: string, verdict: Verdict | null): void;
  free(runId: string): void;
  /** The run's actor is gone without having said an end: it crashed, or was stopped from outside. */
  lost(run: LiveRun, verdict: Verdict): void;
}

export function createEnding(parts: {
  readonly options: RunsOptions;
  readonly registry: RunRegistry;
  readonly lanes: Lanes;
  readonly tell: (runId: string, event: AgentRunEvent) => void;
}): Ending {
  const { options, registry, lanes, tell } = parts;
  /** An ended run is freed after the registry has forgotten it. */
  const laneOf = new Map<string, string>();

  function outcomeFor(run: LiveRun, verdict: Verdict): RunOutcome {
    const settled = run.outcome;
    if (settled !== undefined && settled.status === verdict.status && settled.summary === verdict.summary)
      return settled;
    const unsaved = outcomeOf(run, verdict, options.clock.now());
    options.log.error('the outcome of a run is not stored', { runId: run.runId, summary: verdict.summary });
    registry.keepUnsaved(unsaved, run.payloadHash);
    return unsaved;
  }

  function conclude(run: LiveRun, verdict: Verdict): void {
    const outcome = outcomeFor(run, verdict);
    laneOf.set(run.runId, run.canonicalKey);
    registry.end(run.runId, outcome);
    // Of an engine that answers too long nothing is said: a tool or the question may be why.
    if (verdict.status === 'timeout' && run.candidate !== undefined && !run.heard)
      options.engines.overdue(run.candidate, verdict.summary);
    run.voice.ended(outcome, verdict.stopReason);
    for (const absorbed of run.absorbed)
      tell(absorbed, { type: 'absorb', verdict: { ...verdict, summary: sharedSummary(run, verdict) } });
  }

  function free(runId: string): void {
    const session = registry.get(runId)?.canonicalKey ?? laneOf.get(runId);
    if (session === undefined) return;
    laneOf.delete(runId);
    lanes.release(runId, session);
  }

  return {
    started(runId) {
      const run = registry.get(runId);
      if (run === undefined) return;
      run.startedAt = options.clock.now();
      run.voice.started(run.startedAt);
      run.begun = recordStart(options, run, () => registry.get(runId) === run);
    },
    ended(runId, verdict) {
      const run = registry.get(runId);
      if (run !== undefined) conclude(run, verdict ?? INTERRUPTED);
    },
    free,
    lost(run, verdict) {
      if (registry.get(run.runId) !== run) {
        // It ended properly and died on the way out: only its lane may still be held.
        free(run.runId);
        return;
      }
      // Its engine may not have noticed yet.
      run.voice.hush();
      settleRun(options, run, verdict)
        .catch((error: unknown) => {
          options.log.error('a lost run could not be settled', { runId: run.runId, error });
          run.outcome = undefined;
        })
        .finally(() => {
          if (registry.get(run.runId) !== run) return;
          conclude(run, verdict);
          free(run.runId);
        });
    },
  };
}
