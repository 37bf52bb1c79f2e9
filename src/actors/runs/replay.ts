import type { RunOutcome, RunTicket } from '../../api/ports.ts';
import { INTERRUPTED } from '../../machines/agent-run.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import type { RunRecord, RunStore } from '../../store/runs.ts';
import type { RunRegistry } from './registry.ts';

/** @throws Failure INVALID_REQUEST when the key was used for something else */
export function refuseOtherPayload(runId: string, stored: string, given: string): void {
  if (stored === given) return;
  throw invalidRequest(`idempotency key "${runId}" was already used with another payload; use a new key`, {
    reason: 'idempotency_conflict',
  });
}

/** How a stored run ended; `undefined` while it is open. */
export function storedOutcome(record: RunRecord): RunOutcome | undefined {
  if (record.state !== 'ended' || record.status === undefined) return undefined;
  return {
    runId: record.runId,
    status: record.status,
    summary: record.summary ?? record.status,
    startedAt: record.startedAt ?? record.acceptedAt,
    endedAt: record.endedAt ?? record.acceptedAt,
    sessionKey: record.sessionKey,
    sessionId: record.sessionId,
    ...(record.result ? { result: record.result } : {}),
  };
}

export const settledTicket = (outcome: RunOutcome, acceptedAt: number): RunTicket => ({
  runId: outcome.runId,
  status: 'settled',
  acceptedAt,
  outcome: Promise.resolve(outcome),
});

export interface ReplaySources {
  readonly store: RunStore;
  readonly registry: RunRegistry;
  readonly now: () => number;
}

/**
 * The ticket of a key that was used before, or `undefined` for a new one. A run the store holds open but nobody runs was
 * cut off: it is closed as interrupted here, never started again. One of a chat network that was never begun is left to be
 * accepted again.
 */
export async function replay(
  sources: ReplaySources,
  runId: string,
  hash: string,
): Promise<RunTicket | undefined> {
  const { store, registry } = sources;
  const live = registry.get(runId);
  if (live !== undefined) {
    refuseOtherPayload(runId, live.payloadHash, hash);
    return { runId, status: 'running', acceptedAt: live.acceptedAt, outcome: live.ended.promise };
  }
  const unsaved = registry.unsaved(runId);
  if (unsaved !== undefined) {
    refuseOtherPayload(runId, unsaved.payloadHash, hash);
    return settledTicket(unsaved.outcome, unsaved.outcome.startedAt);
  }
  const record = store.find(runId);
  if (record === undefined) return undefined;
  refuseOtherPayload(runId, record.payloadHash, hash);
  // Never begun: accepting it again takes it up.
  if (record.source === 'channel' && record.state === 'accepted') return undefined;
  const outcome = storedOutcome(record) ?? (await closeOrphan(sources, record));
  return settledTicket(outcome, record.acceptedAt);
}

async function closeOrphan({ store, now }: ReplaySources, record: RunRecord): Promise<RunOutcome> {
  const endedAt = now();
  const closed = await store.settle(record.runId, {
    status: 'interrupted',
    summary: INTERRUPTED.summary,
    endedAt,
  });
  const outcome = closed && storedOutcome(closed);
  return (
    outcome ?? {
      runId: record.runId,
      status: 'interrupted',
      summary: INTERRUPTED.summary,
      startedAt: record.startedAt ?? record.acceptedAt,
      endedAt,
      sessionKey: record.sessionKey,
      sessionId: record.sessionId,
    }
  );
}
