import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreFull, typedError } from '../../../store/errors.ts';

type Value = string | number | null | Uint8Array;

/** Typed access over one connection; statements are prepared once, their texts are constants of this program. */
export interface Statements {
  get<Row>(sql: string, ...params: readonly Value[]): Row | undefined;
  all<Row>(sql: string, ...params: readonly Value[]): Row[];
  /** The number of rows changed. */
  run(sql: string, ...params: readonly Value[]): number;
  /** Everything `work` writes becomes durable together, or nothing of it. */
  transaction<Result>(work: () => Result): Result;
}

/** A full disk is said with the file that is on it; what is wrong with a session otherwise has words of its own. */
function named(error: unknown, db: DatabaseSync): unknown {
  const typed = typedError(error, db.location() ?? 'the WhatsApp session');
  return typed instanceof StoreFull ? typed : error;
}

export function createStatements(db: DatabaseSync): Statements {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = db.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };
  return {
    get: <Row>(sql: string, ...params: readonly Value[]) => statement(sql).get(...params) as Row | undefined,
    all: <Row>(sql: string, ...params: readonly Value[]) => statement(sql).all(...params) as Row[],
    run(sql, ...params) {
      try {
        return Number(statement(sql).run(...params).changes);
      } catch (error) {
        throw named(error, db);
      }
    },
    transaction: (work) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw named(error, db);
      }
    },
  };
}
