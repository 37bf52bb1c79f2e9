import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Tx } from './store.ts';

/** Typed access over one connection. Statements are prepared once: the texts are constants of this program. */
export function createTx(db: DatabaseSync): Tx {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = db.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };
  return {
    get: <Row>(sql: string, ...params: readonly (string | number | null)[]) =>
      statement(sql).get(...params) as Row | undefined,
    all: <Row>(sql: string, ...params: readonly (string | number | null)[]) =>
      statement(sql).all(...params) as Row[],
    run: (sql, ...params) => Number(statement(sql).run(...params).changes),
  };
}
