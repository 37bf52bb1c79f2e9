import type { Tx } from './store.ts';

/** Something said in a group that did not call for an answer, kept as context for when something does. */
export interface GroupRemark {
  readonly sender: string;
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
  readonly messageId: string;
}

export interface NewGroupRemark extends GroupRemark {
  readonly sessionKey: string;
}

interface Row {
  readonly sender: string;
  readonly text: string;
  readonly at: number;
  readonly message_id: string;
}

/** Keeps the newest `limit` of the session; a message remembered before is not remembered twice. */
export function rememberGroup(tx: Tx, remark: NewGroupRemark, limit: number): void {
  tx.run(
    `INSERT INTO group_memory (session_key, message_id, sender, text, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    remark.sessionKey,
    remark.messageId,
    remark.sender,
    remark.text,
    remark.at,
  );
  tx.run(
    `DELETE FROM group_memory WHERE session_key = ? AND id <= (
       SELECT id FROM group_memory WHERE session_key = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    remark.sessionKey,
    remark.sessionKey,
    Math.max(0, limit),
  );
}

/** Where a run keeps what it was told, until its messages are done: a start that asks it again tells it the same. */
const takenBy = (runId: string): string => `run:${runId}`;

/**
 * What was remembered, oldest first, for a run. `asked`: for the first time, or again and then only what it was told
 * before; what was said since waits for the next one.
 */
export function takeGroup(
  tx: Tx,
  sessionKey: string,
  runId: string,
  asked: 'first' | 'again' = 'first',
): GroupRemark[] {
  const taken = takenBy(runId);
  if (asked === 'first') {
    tx.run('UPDATE OR REPLACE group_memory SET session_key = ? WHERE session_key = ?', taken, sessionKey);
  }
  return tx
    .all<Row>(
      'SELECT sender, text, at, message_id FROM group_memory WHERE session_key = ? ORDER BY id',
      taken,
    )
    .map(({ sender, text, at, message_id }) => ({ sender, text, at, messageId: message_id }));
}

/** The run is over. */
export function forgetGroup(tx: Tx, runId: string): void {
  tx.run('DELETE FROM group_memory WHERE session_key = ?', takenBy(runId));
}
