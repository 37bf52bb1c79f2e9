import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { candidateRef, type Candidate, type EngineSwitch, type RunInput } from './candidate.ts';
import type { Cooldowns } from './cooldowns.ts';
import type { ModelTroubles } from './model-trouble.ts';
import { EngineError, type Engine, type EngineEvent, type EngineInput } from './engine.ts';
import { asEngineError, sleep, throwIfAborted, waitBeforeRetry } from './retry.ts';

export interface FallbackRun {
  readonly candidates: readonly Candidate[];
  readonly input: RunInput;
  readonly signal: AbortSignal;
  readonly onSwitch: ((change: EngineSwitch) => void) | undefined;
  readonly engines: Readonly<Record<Candidate['engine'], Engine>>;
  readonly cooldowns: Cooldowns;
  readonly troubles: Pick<ModelTroubles, 'ended'>;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Attempt {
  readonly candidate: Candidate;
  readonly error: EngineError;
}

/** A try that yielded nothing may be repeated or handed on; after the first event its error is final. */
interface TryState {
  yielded: boolean;
}

/** The candidates one after the other, each retried within reason, until one yields. */
export async function* runWithFallback(run: FallbackRun): AsyncGenerator<EngineEvent> {
  const { signal, cooldowns, troubles } = run;
  const order = withoutCoolingDown(run);
  const attempts: Attempt[] = [];
  for (const [index, candidate] of order.entries()) {
    const state: TryState = { yielded: false };
    try {
      yield* tryCandidate(run, candidate, state);
      cooldowns.succeeded(candidate.provider);
      troubles.ended(candidate);
      return;
    } catch (thrown) {
      const error = asEngineError(thrown, signal);
      if (error.kind === 'aborted') throw error;
      cooldowns.failed(candidate.provider, error.kind, error.retryAfterMs);
      troubles.ended(candidate, error);
      if (state.yielded) throw error;
      attempts.push({ candidate, error });
      announceNext(run, candidate, order[index + 1], error);
    }
  }
  throw summary(attempts);
}

async function* tryCandidate(
  run: FallbackRun,
  candidate: Candidate,
  state: TryState,
): AsyncGenerator<EngineEvent> {
  const { signal, clock, log } = run;
  const engine = run.engines[candidate.engine];
  for (let tries = 1; ; tries += 1) {
    throwIfAborted(signal);
    try {
      for await (const event of engine.run(inputFor(run.input, candidate), signal)) {
        state.yielded = true;
        yield event;
      }
      return;
    } catch (thrown) {
      const error = asEngineError(thrown, signal);
      const wait = state.yielded ? undefined : waitBeforeRetry(error, tries);
      if (wait === undefined) throw error;
      log.warn('engine try failed, trying again', {
        candidate: candidateRef(candidate),
        kind: error.kind,
        wait,
      });
      await sleep(wait, clock, signal);
    }
  }
}

/** Skips what is cooling down, unless that leaves nothing: then the one that is free soonest is tried anyway. */
function withoutCoolingDown({ candidates, cooldowns, onSwitch, clock }: FallbackRun): readonly Candidate[] {
  const first = candidates[0];
  if (!first) throw new EngineError('notFound', 'no engine candidate was given');
  const free = candidates.filter((candidate) => cooldowns.until(candidate.provider) === 0);
  if (free.length === candidates.length) return candidates;
  const order = free.length > 0 ? free : [soonestFree(candidates, cooldowns)];
  const next = order[0] ?? first;
  if (next !== first) {
    const seconds = Math.ceil((cooldowns.until(first.provider) - clock.now()) / 1000);
    const message = `${first.provider} failed recently and rests for ${seconds} s more`;
    onSwitch?.({ from: first, to: next, reason: 'cooldown', message });
  }
  return order;
}

function soonestFree(candidates: readonly Candidate[], cooldowns: Cooldowns): Candidate {
  return candidates.reduce((best, candidate) =>
    cooldowns.until(candidate.provider) < cooldowns.until(best.provider) ? candidate : best,
  );
}

function announceNext(
  run: FallbackRun,
  from: Candidate,
  to: Candidate | undefined,
  error: EngineError,
): void {
  run.log.warn('engine candidate failed', {
    candidate: candidateRef(from),
    kind: error.kind,
    error: error.message,
    next: to ? candidateRef(to) : null,
  });
  if (to) run.onSwitch?.({ from, to, reason: error.kind, message: error.message });
}

function summary(attempts: readonly Attempt[]): EngineError {
  const last = attempts.at(-1);
  if (attempts.length === 1 && last) return last.error;
  const lines = attempts.map(
    ({ candidate, error }) => `${candidateRef(candidate)}: ${error.message} (${error.kind})`,
  );
  const waits = attempts.flatMap(({ error }) => error.retryAfterMs ?? []);
  return new EngineError(last?.error.kind ?? 'unknown', `every model failed: ${lines.join('; ')}`, {
    ...(waits.length > 0 ? { retryAfterMs: Math.min(...waits) } : {}),
    cause: last?.error,
  });
}

function inputFor(input: RunInput, candidate: Candidate): EngineInput {
  const { cliSessionIds, ...rest } = input;
  const backendSessionId = cliSessionIds?.[candidate.provider];
  return {
    ...rest,
    provider: candidate.provider,
    model: candidate.model,
    ...(backendSessionId === undefined ? {} : { backendSessionId }),
  };
}
