import type { Reader, SqlValue, Tx } from './store.ts';

export type SessionKind = 'direct' | 'group' | 'global' | 'unknown';

/** The fields the store itself reads; the rest of an entry passes through. */
export interface StoredEntry {
  readonly sessionId: string;
  readonly updatedAt: number;
  readonly [field: string]: unknown;
}

export interface StoredSession<Entry extends StoredEntry = StoredEntry> {
  /** Canonical. */
  readonly key: string;
  readonly agentId: string;
  readonly kind: SessionKind;
  readonly entry: Entry;
}

export interface SessionFilter {
  readonly kinds: readonly SessionKind[];
  readonly agentId?: string | undefined;
  readonly spawnedBy?: string | undefined;
  readonly label?: string | undefined;
  /** Substring, any case, of display name, label, subject, session id or key. */
  readonly search?: string | undefined;
  readonly updatedSince?: number | undefined;
  readonly limit?: number | undefined;
}

interface Row {
  readonly key: string;
  readonly agent_id: string;
  readonly kind: SessionKind;
  readonly entry: string;
}

const COLUMNS = 'key, agent_id, kind, entry';

const session = <Entry extends StoredEntry>(row: Row): StoredSession<Entry> => ({
  key: row.key,
  agentId: row.agent_id,
  kind: row.kind,
  entry: JSON.parse(row.entry) as Entry,
});

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function readSession<Entry extends StoredEntry>(
  db: Reader,
  key: string,
): StoredSession<Entry> | undefined {
  const row = db.get<Row>(`SELECT ${COLUMNS} FROM sessions WHERE key = ?`, key);
  return row === undefined ? undefined : session(row);
}

export function findBySessionId<Entry extends StoredEntry>(
  db: Reader,
  sessionId: string,
): StoredSession<Entry> | undefined {
  const row = db.get<Row>(`SELECT ${COLUMNS} FROM sessions WHERE session_id = ?`, sessionId);
  return row === undefined ? undefined : session(row);
}

/** The key of the agent's session that bears a label. */
export function findByLabel(db: Reader, agentId: string, label: string): string | undefined {
  return db.get<{ key: string }>('SELECT key FROM sessions WHERE agent_id = ? AND label = ?', agentId, label)
    ?.key;
}

/** @throws the constraint's error when the label or session id belongs to another session */
export function writeSession(tx: Tx, { key, agentId, kind, entry }: StoredSession): void {
  const search = [entry['displayName'], entry['label'], entry['subject'], entry.sessionId, key]
    .filter((value) => typeof value === 'string')
    .join('\n')
    .toLowerCase();
  tx.run(
    `INSERT INTO sessions (key, agent_id, kind, session_id, updated_at, label, spawned_by, search, entry)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET agent_id = excluded.agent_id, kind = excluded.kind,
       session_id = excluded.session_id, updated_at = excluded.updated_at, label = excluded.label,
       spawned_by = excluded.spawned_by, search = excluded.search, entry = excluded.entry`,
    key,
    agentId,
    kind,
    entry.sessionId,
    entry.updatedAt,
    text(entry['label']),
    text(entry['spawnedBy']),
    search,
    JSON.stringify(entry),
  );
}

export function deleteSession(tx: Tx, key: string): boolean {
  return tx.run('DELETE FROM sessions WHERE key = ?', key) > 0;
}

/** A condition and its parameters per filter field that is set. */
function conditions(filter: SessionFilter): { clause: string; params: SqlValue[] } {
  const parts: string[] = [`kind IN (${filter.kinds.map(() => '?').join(', ')})`];
  const params: SqlValue[] = [...filter.kinds];
  const add = (part: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    parts.push(part);
    params.push(value);
  };
  add('agent_id = ?', filter.agentId);
  add('spawned_by = ?', filter.spawnedBy);
  add('label = ?', filter.label);
  add('instr(search, ?) > 0', filter.search?.toLowerCase());
  add('updated_at >= ?', filter.updatedSince);
  return { clause: parts.join(' AND '), params };
}

/** Newest first; equal times by key. */
export function listSessions<Entry extends StoredEntry>(
  db: Reader,
  filter: SessionFilter,
): StoredSession<Entry>[] {
  const { clause, params } = conditions(filter);
  return db
    .all<Row>(
      `SELECT ${COLUMNS} FROM sessions WHERE ${clause} ORDER BY updated_at DESC, key LIMIT ?`,
      ...params,
      filter.limit ?? -1,
    )
    .map((row) => session(row));
}

export function countSessions(db: Reader, filter: SessionFilter): number {
  const { clause, params } = conditions(filter);
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM sessions WHERE ${clause}`, ...params)?.n ?? 0;
}

/** Shallow: `null` and `undefined` remove a field, everything else replaces it. */
export function mergeEntry<Entry extends StoredEntry>(
  entry: Entry,
  patch: Readonly<Record<string, unknown>>,
): Entry {
  const merged = Object.entries({ ...entry, ...patch }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(merged) as unknown as Entry;
}
