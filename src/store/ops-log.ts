import { createHash } from 'node:crypto';
import type { Reader, Tx } from './store.ts';

/** Everything that is written down as "who did what". */
export type OpsAction =
  | 'device.approved'
  | 'device.rejected'
  | 'device.token.rotated'
  | 'device.token.revoked'
  | 'session.deleted'
  | 'pairing.approved'
  | 'pairing.rejected'
  | 'allowlist.added'
  | 'allowlist.removed'
  | 'outbox.retried'
  | 'outbox.dropped'
  | 'channel.login'
  | 'channel.logout'
  | 'config.set'
  | 'config.apply'
  | 'config.patch'
  | 'config.rollback'
  | 'config.confirm'
  | 'system.restart';

export interface OpsEntry {
  readonly at: number;
  readonly actor: string;
  readonly action: OpsAction;
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface OpsRow {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: string;
  readonly prev: string;
  readonly hash: string;
}

const GENESIS = '0'.repeat(64);
const PAGE = 1_000;

const chain = (row: Omit<OpsRow, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([row.prev, row.seq, row.at, row.actor, row.action, row.target, row.detail]))
    .digest('hex');

/** Appends one entry in the caller's transaction, so that the deed and its record are kept or lost together. */
export function recordOp(tx: Tx, entry: OpsEntry): void {
  const last = tx.get<Pick<OpsRow, 'seq' | 'hash'>>(
    'SELECT seq, hash FROM ops_log ORDER BY seq DESC LIMIT 1',
  );
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: entry.at,
    actor: entry.actor,
    action: entry.action,
    target: entry.target,
    detail: JSON.stringify(entry.detail),
    prev: last?.hash ?? GENESIS,
  };
  tx.run(
    'INSERT INTO ops_log (seq, at, actor, action, target, detail, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    row.seq,
    row.at,
    row.actor,
    row.action,
    row.target,
    row.detail,
    row.prev,
    chain(row),
  );
}

/** The newest entries, oldest first; with `family`, those whose action begins with it and a dot. */
export function readOps(db: Reader, limit: number, family?: string): OpsEntry[] {
  const rows =
    family === undefined
      ? db.all<OpsRow>('SELECT * FROM ops_log ORDER BY seq DESC LIMIT ?', limit)
      : db.all<OpsRow>(
          'SELECT * FROM ops_log WHERE substr(action, 1, ?) = ? ORDER BY seq DESC LIMIT ?',
          family.length + 1,
          `${family}.`,
          limit,
        );
  return rows
    .map((row) => ({
      at: row.at,
      actor: row.actor,
      action: row.action as OpsAction,
      target: row.target,
      detail: JSON.parse(row.detail) as Record<string, unknown>,
    }))
    .toReversed();
}

/** The number of the first entry that was changed, removed or put in between; `undefined` when the chain holds. */
export function firstBrokenOp(db: Reader): number | undefined {
  let prev = GENESIS;
  let expected = 1;
  for (;;) {
    const rows = db.all<OpsRow>('SELECT * FROM ops_log WHERE seq >= ? ORDER BY seq LIMIT ?', expected, PAGE);
    for (const row of rows) {
      if (row.seq !== expected || row.prev !== prev || row.hash !== chain(row)) return expected;
      prev = row.hash;
      expected += 1;
    }
    if (rows.length < PAGE) return undefined;
  }
}
