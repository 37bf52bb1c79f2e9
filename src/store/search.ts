import type { Reader } from './store.ts';
import type { StoredMessage } from './transcripts.ts';
import { searchExpression } from './words.ts';

export interface SearchHit {
  readonly key: string;
  readonly sessionId: string;
  readonly message: StoredMessage;
}

/** Messages that contain every term, best first, newer before older at equal rank. Deleted transcripts are left out. */
export function searchMessages(db: Reader, query: string, limit: number): SearchHit[] {
  const expression = searchExpression(query);
  if (expression === undefined) return [];
  const rows = db.all<{ key: string; sessionId: string; json: string }>(
    `SELECT t.session_key AS key, t.session_id AS sessionId, m.json AS json
     FROM messages_fts f JOIN messages m ON m.id = f.rowid JOIN transcripts t ON t.session_id = m.session_id
     WHERE f.text MATCH ? AND t.state <> 'deleted'
     ORDER BY f.rank, m.ts DESC, m.id DESC LIMIT ?`,
    expression,
    limit,
  );
  return rows.map(({ key, sessionId, json }) => ({
    key,
    sessionId,
    message: JSON.parse(json) as StoredMessage,
  }));
}
