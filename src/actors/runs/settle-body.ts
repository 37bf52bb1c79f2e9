import { fromPromise } from 'xstate';
import type { PromiseActorLogic } from 'xstate';
import type { SettleInput, Verdict } from '../../machines/agent-run.ts';
import { outcomeOf } from './live-run.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import type { RunRegistry } from './registry.ts';
import { absorbedBy } from './shared-end.ts';

/** The body of the machine's `settle`: outcome, rest of the transcript and session counters in one commit. */
export function createSettleLogic(
  options: RunsOptions,
  registry: RunRegistry,
): PromiseActorLogic<void, SettleInput> {
  return fromPromise<void, SettleInput>(async ({ input }) => {
    const run = registry.get(input.runId);
    if (run === undefined) throw new Error(`run ${input.runId} has no record to settle`);
    await settleRun(options, run, input.verdict);
  });
}

/**
 * Stores how the run ended and leaves the outcome on the record.
 * @throws the store's errors
 */
export async function settleRun(options: RunsOptions, run: LiveRun, verdict: Verdict): Promise<void> {
  const { clock, store } = options;
  const messages = run.scribe.finish(transcriptStop(run, verdict));
  const note = verdict.status === 'interrupted' ? [interruptedNote(clock.now())] : [];
  const outcome = outcomeOf(run, verdict, clock.now());
  run.outcome = outcome;
  const absorbed = absorbedBy(run, verdict);
  const record = await store.settle(run.runId, {
    status: outcome.status,
    summary: outcome.summary,
    endedAt: outcome.endedAt,
    messages: [...messages, ...note],
    sessionPatch: sessionPatch(options, run, verdict),
    ...(outcome.result ? { result: outcome.result } : {}),
    ...(absorbed === undefined ? {} : { absorbed }),
  });
  if (record === undefined) throw new Error(`the store does not know run ${run.runId}`);
}

/** Tells the user, and the model in the next turn, that an answer is missing. */
export const interruptedNote = (timestamp: number) => ({
  role: 'assistant' as const,
  content: [{ type: 'text' as const, text: INTERRUPTED_TEXT }],
  timestamp,
  stopReason: 'interrupted',
});

export const INTERRUPTED_TEXT =
  '[This answer was interrupted: the gateway stopped while it was being written. Send the message again to repeat it.]';

const transcriptStop = (run: LiveRun, verdict: Verdict): string =>
  verdict.status === 'ok' ? (run.stopReason ?? 'stop') : verdict.status;

function sessionPatch(options: RunsOptions, run: LiveRun, verdict: Verdict): Record<string, unknown> {
  const entry = options.sessions.find(run.canonicalKey)?.entry;
  const usage = run.scribe.totals();
  const context = run.scribe.context();
  const ran = run.candidate !== undefined;
  return {
    ...(ran
      ? {
          abortedLastRun: verdict.status === 'aborted',
          modelProvider: run.candidate?.provider,
          model: run.candidate?.model,
        }
      : {}),
    ...(usage
      ? {
          inputTokens: (entry?.inputTokens ?? 0) + usage.input,
          outputTokens: (entry?.outputTokens ?? 0) + usage.output,
        }
      : {}),
    // What the conversation takes now, not a sum over its turns: each turn sends all of it again.
    ...(context === undefined ? {} : { totalTokens: context }),
    ...(Object.keys(run.backendSessions).length > 0
      ? { cliSessionIds: { ...entry?.cliSessionIds, ...run.backendSessions } }
      : {}),
  };
}
