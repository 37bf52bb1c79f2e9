import { DatabaseSync } from 'node:sqlite';

/** What is wrong with a database that nobody has open, in its own words; `undefined` when it is whole. Changes nothing. */
export function quickCheck(path: string): string | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const row = database.prepare('PRAGMA quick_check(1)').get();
    const said = String(Object.values(row ?? {})[0] ?? 'no answer');
    return said === 'ok' ? undefined : said;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    database?.close();
  }
}
