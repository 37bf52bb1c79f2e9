import { agentTimeout, unavailable } from '../../protocol/failure.ts';
import type { Failure } from '../../protocol/failure.ts';
import type { RunOutcome } from '../ports.ts';

/** A run that was aborted did what it was told; only these endings are failures of the request. */
const FAILED: ReadonlySet<RunOutcome['status']> = new Set(['error', 'timeout', 'interrupted']);

export const hasFailed = (outcome: RunOutcome): boolean => FAILED.has(outcome.status);

/**
 * The error of a failed run with the payload field clients read beside it. Repeating the same key never runs again;
 * after a deadline a new key may be tried, which is what `retryable` says.
 */
export function failureOf(outcome: RunOutcome): Failure {
  const payload = { runId: outcome.runId, status: 'error', summary: outcome.summary };
  const options = { payload, retryable: outcome.status === 'timeout', details: { reason: outcome.status } };
  return outcome.status === 'timeout'
    ? agentTimeout(outcome.summary, options)
    : unavailable(outcome.summary, options);
}
