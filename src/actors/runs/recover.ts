import type { RunsOptions } from './needs.ts';
import { INTERRUPTED_TEXT } from './settle-body.ts';

/** Closes what a crash left open and says so once in each session concerned. Only while nothing runs. */
export async function recover({ store, sessions, clock, log }: RunsOptions): Promise<number> {
  const records = await store.interruptAll(clock.now());
  const concerned = new Set<string>();
  for (const { runId, canonicalKey, sessionId } of records) {
    log.warn('a run was cut off by the last stop', { runId, sessionKey: canonicalKey });
    // A session that was reset since then talks about something else by now.
    if (sessions.find(canonicalKey)?.entry.sessionId === sessionId) concerned.add(canonicalKey);
  }
  // Together, so that they share commits: a start has two seconds, and 2,000 runs may have been waiting.
  await Promise.all([...concerned].map((key) => sessions.inject(key, INTERRUPTED_TEXT)));
  return records.length;
}
