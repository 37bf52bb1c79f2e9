import { isDeepStrictEqual } from 'node:util';
import { setOwn } from './include.ts';
import { isRecord } from './validate.ts';

/** A copy of the file's value that the steps of a migration change. */
export interface Draft {
  readonly root: Record<string, unknown>;
  /** Takes the value out; sections left empty go with it. `undefined` when it is not there, or holds nothing. */
  take(path: string): unknown;
  get(path: string): unknown;
  /** Whether the file or one that it includes says something there. */
  isSet(path: string): boolean;
  /** Whether an included file has a part in the list: what is added here would be joined to what it says. */
  isListElsewhere(path: string): boolean;
  /** Puts it where it belongs now. What is set there already stays: the new key is the one that was in force. */
  put(path: readonly string[], value: unknown, from: string): void;
  say(sentence: string): void;
}

/** @param merged what the file says together with those it includes, before the migration */
export function createDraft(root: Record<string, unknown>, merged: unknown, said: string[]): Draft {
  const get = (path: string): unknown => valueAt(root, path);
  const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
  // As written: the draft grows while the steps go on.
  const written = structuredClone(root);
  return {
    root,
    get,
    isSet: (path) => get(path) !== undefined || valueAt(merged, path) !== undefined,
    isListElsewhere: (path) => lengthOf(valueAt(merged, path)) > lengthOf(valueAt(written, path)),
    take(path) {
      const value = get(path);
      if (value === undefined) return undefined;
      remove(root, path.split('.'));
      if (value !== null) return value;
      said.push(`${path} is removed: it holds nothing`);
      return undefined;
    },
    put(path, value, from) {
      const kept = put({ root, merged }, path, value);
      const to = path.map((key) => (key === '*' ? '"*"' : key)).join('.');
      for (const key of kept) said.push(`${join(from, key)} is removed: ${join(to, key)} is set already`);
      if (!kept.includes('')) said.push(`${from} becomes ${to}`);
    },
    say: (sentence) => void said.push(sentence),
  };
}

const join = (path: string, key: string): string => (key === '' ? path : `${path}.${key}`);
const own = (from: unknown, key: string): unknown =>
  isRecord(from) && Object.hasOwn(from, key) ? from[key] : undefined;
const valueAt = (root: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((here, key) => own(here, key), root);

function remove(root: Record<string, unknown>, [key = '', ...rest]: readonly string[]): void {
  const inner = own(root, key);
  if (rest.length > 0 && isRecord(inner)) {
    remove(inner, rest);
    if (Object.keys(inner).length > 0) return;
  }
  delete root[key];
}

/** A place of the draft, and what stands there with the included files. */
interface Place {
  readonly root: Record<string, unknown>;
  readonly merged: unknown;
}

/** The keys below, by path, at which there was something already; an empty one stands for the place itself. */
function put(
  { root, merged }: Place,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): readonly string[] {
  // A key that holds nothing is as good as none.
  const [here, beside] = [own(root, key) ?? undefined, own(merged, key) ?? undefined];
  const there = here ?? beside;
  if (rest.length > 0 ? there === undefined || isRecord(there) : isRecord(there) && isRecord(value)) {
    const inner = isRecord(here) ? here : {};
    const below = { root: inner, merged: beside };
    const kept =
      rest.length > 0
        ? put(below, rest, value)
        : Object.entries(value as object).flatMap(([name, one]) =>
            put(below, [name], one).map((path) => join(name, path)),
          );
    if (inner !== here && Object.keys(inner).length > 0) setOwn(root, key, inner);
    return kept;
  }
  if (there === undefined) {
    setOwn(root, key, value);
    return [];
  }
  return isDeepStrictEqual(there, value) ? [] : [''];
}
