import type { Tx } from './store.ts';
import type { TranscriptOwner } from './transcripts.ts';

/** How long an archived transcript can still be brought back by hand. */
const RETENTION_MS = 30 * 24 * 3_600_000;
/** Per call: a sweep shares the writer with everybody else. */
const SWEEP_LIMIT = 50;

const exists = (tx: Tx, sessionId: string): boolean =>
  tx.get('SELECT 1 FROM transcripts WHERE session_id = ?', sessionId) !== undefined;

function archiveId(tx: Tx, sessionId: string, reason: 'deleted' | 'bak', at: number): string {
  const base = `${sessionId}.${reason}.${new Date(at).toISOString().replaceAll(':', '-')}`;
  let id = base;
  // Only a session deleted, made again under the same id and deleted within one millisecond needs a second round.
  for (let copy = 2; exists(tx, id); copy += 1) id = `${base}-${copy}`;
  return id;
}

/** Puts every transcript a session ever had under an archive id, out of search and history. Returns those ids. */
export function archiveDeleted(tx: Tx, key: string, at: number): string[] {
  const rows = tx.all<{ session_id: string }>(
    `SELECT session_id FROM transcripts WHERE session_key = ? AND state IN ('live', 'ended') ORDER BY started_at`,
    key,
  );
  return rows.map(({ session_id }) => {
    const id = archiveId(tx, session_id, 'deleted', at);
    tx.run(
      `UPDATE transcripts SET session_id = ?, state = 'deleted', ended_at = ? WHERE session_id = ?`,
      id,
      at,
      session_id,
    );
    return id;
  });
}

/** Moves all but the newest `keep` messages under an archive id, which stays searchable. Returns that id. */
export function archiveOlder(tx: Tx, owner: TranscriptOwner, keep: number, at: number): string {
  const id = archiveId(tx, owner.sessionId, 'bak', at);
  tx.run(
    `INSERT INTO transcripts (session_id, session_key, agent_id, state, started_at, ended_at)
     VALUES (?, ?, ?, 'compacted', ?, ?)`,
    id,
    owner.key,
    owner.agentId,
    at,
    at,
  );
  tx.run(
    `UPDATE messages SET session_id = ? WHERE session_id = ? AND seq <= (
       SELECT seq FROM messages WHERE session_id = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)`,
    id,
    owner.sessionId,
    owner.sessionId,
    keep,
  );
  return id;
}

/** Removes archived transcripts past their retention, messages and index entries with them. Returns how many. */
export function sweepArchives(tx: Tx, now: number): number {
  return tx.run(
    `DELETE FROM transcripts WHERE session_id IN (
       SELECT session_id FROM transcripts WHERE state IN ('deleted', 'compacted') AND ended_at < ? LIMIT ?)`,
    now - RETENTION_MS,
    SWEEP_LIMIT,
  );
}
