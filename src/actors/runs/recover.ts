import type { RunsOptions } from './needs.ts';
import { INTERRUPTED_TEXT } from './settle-body.ts';

/** Closes what a crash left open and says so in the sessions concerned. Only while nothing runs. */
export async function recover({ store, sessions, clock, log }: RunsOptions): Promise<number> {
  const records = await store.interruptAll(clock.now());
  for (const { runId, canonicalKey, sessionId } of records) {
    log.warn('a run was cut off by the last stop', { runId, sessionKey: canonicalKey });
    // A session that was reset since then talks about something else by now.
    if (sessions.find(canonicalKey)?.entry.sessionId !== sessionId) continue;
    await sessions.inject(canonicalKey, INTERRUPTED_TEXT);
  }
  return records.length;
}
