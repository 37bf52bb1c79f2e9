import { isDeepStrictEqual } from 'node:util';
import type { ConfigEdit, EditPath } from './edit.ts';
import { createDraft } from './migration-draft.ts';
import { MIGRATIONS } from './migrations.ts';
import { isRecord } from './validate.ts';

/** What a migration does to one file. */
export interface Migration {
  readonly edits: readonly ConfigEdit[];
  /** What becomes of each old key, in a sentence without values. */
  readonly said: readonly string[];
}

/**
 * The edits that move the keys of older releases to where they belong now. What the new place says already wins, and the old key is
 * removed. Comments at keys that stay are kept.
 * @param written the file as written, `${NAME}` unresolved
 * @param merged what it says together with the files it includes
 */
export function planMigration(written: unknown, merged: unknown = written): Migration {
  if (!isRecord(written)) return { edits: [], said: [] };
  const said: string[] = [];
  const draft = createDraft(structuredClone(written), merged, said);
  for (const step of MIGRATIONS) step(draft);
  const edits = between(written, draft.root, []);
  // What is added first takes its place beside what is removed then, and not in an object left empty.
  return { edits: edits.toSorted((a, b) => Number(a.op === 'unset') - Number(b.op === 'unset')), said };
}

function between(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  above: readonly string[],
): readonly ConfigEdit[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key): readonly ConfigEdit[] => {
    const [old, now] = [own(before, key), own(after, key)];
    const path = [...above, key] as readonly string[] as EditPath;
    if (isDeepStrictEqual(old, now)) return [];
    if (now === undefined) return [{ op: 'unset', path }];
    if (isRecord(old) && isRecord(now)) return between(old, now, [...above, key]);
    return [{ op: 'set', path, value: now }];
  });
}

const own = (from: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(from, key) ? from[key] : undefined;
