import { isDeepStrictEqual } from 'node:util';
import { setOwn } from './include.ts';
import { isRecord } from './validate.ts';

/** A copy of the file's value that the steps of a migration change. */
export interface Draft {
  readonly root: Record<string, unknown>;
  /** Takes the value out; sections left empty go with it. `undefined` when it is not there. */
  take(path: string): unknown;
  get(path: string): unknown;
  /** Puts it where it belongs now. What is set there already stays: the new key is the one that was in force. */
  put(path: readonly string[], value: unknown, from: string): void;
  say(sentence: string): void;
}

export function createDraft(root: Record<string, unknown>, said: string[]): Draft {
  const get = (path: string): unknown =>
    path.split('.').reduce<unknown>((here, key) => (isRecord(here) ? own(here, key) : undefined), root);
  return {
    root,
    get,
    take(path) {
      const value = get(path);
      if (value !== undefined) remove(root, path.split('.'));
      return value;
    },
    put(path, value, from) {
      const kept = put(root, path, value);
      const to = path.map((key) => (key === '*' ? '"*"' : key)).join('.');
      for (const key of kept) said.push(`${join(from, key)} is removed: ${join(to, key)} is set already`);
      if (!kept.includes('')) said.push(`${from} becomes ${to}`);
    },
    say: (sentence) => void said.push(sentence),
  };
}

const join = (path: string, key: string): string => (key === '' ? path : `${path}.${key}`);
const own = (from: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(from, key) ? from[key] : undefined;

function remove(root: Record<string, unknown>, [key = '', ...rest]: readonly string[]): void {
  const inner = own(root, key);
  if (rest.length > 0 && isRecord(inner)) {
    remove(inner, rest);
    if (Object.keys(inner).length > 0) return;
  }
  delete root[key];
}

/** The keys below, by path, at which there was something already; an empty one stands for the place itself. */
function put(
  root: Record<string, unknown>,
  [key = '', ...rest]: readonly string[],
  value: unknown,
): readonly string[] {
  if (rest.length > 0) {
    const inner = own(root, key);
    if (isRecord(inner)) return put(inner, rest, value);
    if (inner !== undefined) return [''];
    const fresh = {};
    setOwn(root, key, fresh);
    return put(fresh, rest, value);
  }
  const there = own(root, key);
  if (there === undefined) {
    setOwn(root, key, value);
    return [];
  }
  if (isRecord(there) && isRecord(value))
    return Object.entries(value).flatMap(([name, one]) =>
      put(there, [name], one).map((kept) => join(name, kept)),
    );
  return isDeepStrictEqual(there, value) ? [] : [''];
}
