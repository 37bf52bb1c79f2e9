import { isDeepStrictEqual } from 'node:util';
import type { ConfigEdit, EditPath } from './edit.ts';
import { setOwn } from './include.ts';
import { isRecord } from './validate.ts';

/**
 * A merge patch (RFC 7396) as the edits it comes to: `null` removes a key, objects merge, everything else replaces. Edits
 * that would change nothing are left out, also those that would write what a `${NAME}` stands for in its place.
 * @param written what the files say, `${NAME}` unresolved
 * @param resolved the same with the variables filled in
 */
export function patchEdits(
  written: unknown,
  resolved: unknown,
  patch: Readonly<Record<string, unknown>>,
  above: readonly string[] = [],
): readonly ConfigEdit[] {
  const edits = Object.entries(patch).flatMap(([key, value]): readonly ConfigEdit[] => {
    const path = [...above, key] as readonly string[] as EditPath;
    const now = memberOf(written, key);
    if (value === null) return now === undefined ? [] : [{ op: 'unset', path }];
    const meant = memberOf(resolved, key);
    if (isRecord(value) && isRecord(now)) return patchEdits(now, meant, value, [...above, key]);
    const next = withoutNulls(value);
    const said = now !== undefined && (isDeepStrictEqual(now, next) || isDeepStrictEqual(meant, next));
    return said ? [] : [{ op: 'set', path, value: next }];
  });
  // What is added first takes its place beside what is removed then, and not in an object left empty.
  return edits.toSorted((a, b) => Number(a.op === 'unset') - Number(b.op === 'unset'));
}

const memberOf = (from: unknown, key: string): unknown =>
  isRecord(from) && Object.hasOwn(from, key) ? from[key] : undefined;

/** A patch of something that is not there: its `null`s remove nothing. Those within lists are values. */
function withoutNulls(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (item !== null) setOwn(copy, key, withoutNulls(item));
  return copy;
}
