import { createHash } from 'node:crypto';
import type { RunRequest } from '../../api/ports.ts';

/** Everything that changes what a run would do. Who asked is left out: the same key may be repeated after a reconnect. */
export function payloadHash(request: RunRequest): string {
  // Its id names one message of one chat. What was fetched for it may differ after a restart.
  if (request.source === 'channel')
    return createHash('sha256').update(`channel ${request.runId}`).digest('hex');
  const facts = [
    request.source,
    request.sessionKey ?? null,
    request.sessionId ?? null,
    request.to ?? null,
    request.agentId ?? null,
    request.message,
    request.attachments ?? [],
    request.thinking ?? null,
    request.timeoutMs ?? 0,
    request.extraSystemPrompt ?? null,
  ];
  return createHash('sha256').update(JSON.stringify(facts, sortedKeys)).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
