import type { TranscriptMessage } from '../../agent/messages.ts';
import type { RunOutcome } from '../../api/ports.ts';
import { outcomeOf } from './live-run.ts';
import type { LiveRun } from './live-run.ts';
import type { RunsOptions } from './needs.ts';
import type { RunRegistry } from './registry.ts';

const NO_USAGE = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, total: 0 } as const;

/** Answers a command in place of an engine: stored, said once, and remembered under its key like any other run. */
export async function answerCommand(
  options: RunsOptions,
  registry: RunRegistry,
  run: LiveRun,
  text: string,
): Promise<void> {
  const { clock, store } = options;
  run.scribe.text(text);
  const done = outcomeOf(run, { status: 'ok', summary: 'completed' }, clock.now());
  const outcome = await store
    .settle(run.runId, {
      status: 'ok',
      summary: done.summary,
      endedAt: done.endedAt,
      messages: [injected(text, done.endedAt)],
      ...(done.result ? { result: done.result } : {}),
    })
    .then(
      () => done,
      (error: unknown) => unsaved(options, registry, run, error),
    );
  registry.end(run.runId, outcome);
  if (outcome.status === 'ok') run.voice.replied(text);
  else run.voice.ended(outcome);
}

const injected = (text: string, timestamp: number): TranscriptMessage => ({
  role: 'assistant',
  content: [{ type: 'text', text }],
  timestamp,
  stopReason: 'injected',
  usage: NO_USAGE,
});

function unsaved(options: RunsOptions, registry: RunRegistry, run: LiveRun, error: unknown): RunOutcome {
  const summary = `the answer could not be stored: ${error instanceof Error ? error.message : String(error)}`;
  options.log.error('the outcome of a command is not stored', { runId: run.runId, error });
  const outcome = outcomeOf(run, { status: 'error', summary }, options.clock.now());
  registry.keepUnsaved(outcome, run.payloadHash);
  return outcome;
}
