import { forgetGroup } from './group-memory.ts';
import type { Reader, Store, Tx } from './store.ts';

/** What makes a message the same message, however often a network delivers it. */
export interface InboxKey {
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  /** Unique within the chat. */
  readonly messageId: string;
}

export interface NewInbound extends InboxKey {
  readonly receivedAt: number;
  /** JSON. */
  readonly payload: unknown;
}

/** `received`: nobody has it yet. `handed`: a run has it. `done`: it never comes back. */
export type InboxState = 'received' | 'handed' | 'done';

export interface InboxRow extends InboxKey {
  readonly id: number;
  readonly state: InboxState;
  readonly runId?: string;
  readonly outcome?: string;
  readonly receivedAt: number;
  /** Null once done. */
  readonly payload: unknown;
}

export interface Inbox {
  /**
   * One commit: messages and cursor. Returns for each message its row when it is new, undefined for a repeat.
   * The cursor is the last one committed, be it lower than before: networks may number anew.
   */
  accept(
    messages: readonly NewInbound[],
    cursor?: { readonly name: string; readonly value: number },
  ): Promise<readonly (InboxRow | undefined)[]>;
  cursor(name: string): number | undefined;
  /** Received and handed rows, oldest first; of all accounts or one. */
  open(filter?: { readonly channel: string; readonly account: string }): InboxRow[];
  counts(): { received: number; handed: number };
  /** Removes rows done more than seven days ago, a bounded number per call; never the newest. Returns how many. */
  sweep(now: number): Promise<number>;
}

/** Longer than any network delivers a message again. */
const KEEP_DONE_MS = 7 * 24 * 3_600_000;
/** Per call: a sweep shares the writer with everybody else. */
const SWEEP_LIMIT = 500;

interface Row {
  readonly id: number;
  readonly channel: string;
  readonly account: string;
  readonly chat: string;
  readonly message_id: string;
  readonly state: InboxState;
  readonly run_id: string | null;
  readonly outcome: string | null;
  readonly received_at: number;
  readonly payload: string | null;
}

const inboxRow = (row: Row): InboxRow => ({
  id: row.id,
  channel: row.channel,
  account: row.account,
  chat: row.chat,
  messageId: row.message_id,
  state: row.state,
  receivedAt: row.received_at,
  payload: row.payload === null ? null : (JSON.parse(row.payload) as unknown),
  ...(row.run_id !== null && { runId: row.run_id }),
  ...(row.outcome !== null && { outcome: row.outcome }),
});

function insert(tx: Tx, message: NewInbound): InboxRow | undefined {
  const row = tx.get<Row>(
    `INSERT INTO inbox (channel, account, chat, message_id, state, received_at, payload)
     VALUES (?, ?, ?, ?, 'received', ?, ?) ON CONFLICT DO NOTHING RETURNING *`,
    message.channel,
    message.account,
    message.chat,
    message.messageId,
    message.receivedAt,
    JSON.stringify(message.payload ?? null),
  );
  return row === undefined ? undefined : inboxRow(row);
}

function moveCursor(tx: Tx, name: string, value: number): void {
  tx.run(
    `INSERT INTO channel_cursors (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    name,
    value,
  );
}

function listOpen(db: Reader, filter: Parameters<Inbox['open']>[0]): Row[] {
  if (filter === undefined) {
    // Named, since SQLite would go through a week of done rows to be spared the sorting of a few open ones.
    return db.all<Row>(`SELECT * FROM inbox INDEXED BY inbox_open WHERE state <> 'done' ORDER BY id`);
  }
  return db.all<Row>(
    `SELECT * FROM inbox WHERE state <> 'done' AND channel = ? AND account = ? ORDER BY id`,
    filter.channel,
    filter.account,
  );
}

/**
 * Rows that are not done go to a run; handing them again, to it or another, is allowed until they are. Returns whether
 * one of them had no run before.
 */
export function handInbox(tx: Tx, ids: readonly number[], runId: string): boolean {
  const first = tx.get(
    `SELECT 1 FROM inbox WHERE id IN (SELECT value FROM json_each(?)) AND state = 'received' LIMIT 1`,
    JSON.stringify(ids),
  );
  tx.run(
    `UPDATE inbox SET state = 'handed', run_id = ?
     WHERE id IN (SELECT value FROM json_each(?)) AND state <> 'done'`,
    runId,
    JSON.stringify(ids),
  );
  return first !== undefined;
}

/** Ends rows: the payload goes, the key stays so that a late repeat is known. A row ends once, the first outcome stays. */
export function finishInbox(tx: Tx, ids: readonly number[], outcome: string, at: number): void {
  const runs = tx.all<{ run_id: string }>(
    `SELECT DISTINCT run_id FROM inbox
     WHERE id IN (SELECT value FROM json_each(?)) AND state = 'handed' AND run_id IS NOT NULL`,
    JSON.stringify(ids),
  );
  for (const { run_id } of runs) forgetGroup(tx, run_id);
  tx.run(
    `UPDATE inbox SET state = 'done', outcome = ?, done_at = ?, payload = NULL
     WHERE id IN (SELECT value FROM json_each(?)) AND state <> 'done'`,
    outcome,
    at,
    JSON.stringify(ids),
  );
}

/** Whether the message ever came in, as far as that is still known. */
export const knowsInbound = (db: Reader, key: InboxKey): boolean =>
  db.get(
    'SELECT 1 FROM inbox WHERE channel = ? AND account = ? AND chat = ? AND message_id = ?',
    key.channel,
    key.account,
    key.chat,
    key.messageId,
  ) !== undefined;

export function createInbox(store: Store): Inbox {
  return {
    accept: (messages, cursor) =>
      store.write((tx) => {
        const rows = messages.map((message) => insert(tx, message));
        if (cursor !== undefined) moveCursor(tx, cursor.name, cursor.value);
        return rows;
      }),

    cursor: (name) =>
      store.read((db) => db.get<{ value: number }>('SELECT value FROM channel_cursors WHERE name = ?', name))
        ?.value,

    open: (filter) => store.read((db) => listOpen(db, filter)).map(inboxRow),

    counts: () => {
      const counts = { received: 0, handed: 0 };
      const rows = store.read((db) =>
        db.all<{ state: 'received' | 'handed'; n: number }>(
          `SELECT state, count(*) AS n FROM inbox WHERE state <> 'done' GROUP BY state`,
        ),
      );
      for (const { state, n } of rows) counts[state] = n;
      return counts;
    },

    sweep: (now) =>
      store.write((tx) =>
        tx.run(
          // The newest stays: SQLite would give its number to the next message, and others keep numbers longer.
          `DELETE FROM inbox WHERE id IN (
             SELECT id FROM inbox WHERE state = 'done' AND done_at < ? AND id < (SELECT max(id) FROM inbox) LIMIT ?)`,
          now - KEEP_DONE_MS,
          SWEEP_LIMIT,
        ),
      ),
  };
}
