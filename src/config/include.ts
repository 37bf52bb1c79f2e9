import { type Finding, type KeyPath } from './issue.ts';
import { isRecord } from './validate.ts';

const MAX_DEPTH = 10;
const INCLUDE = '$include';

/** Where a key of the merged configuration was written. */
export interface Origin {
  readonly file: string;
  readonly path: KeyPath;
}

export type ReadInclude = (
  reference: string,
  from: string,
) =>
  | { readonly ok: true; readonly file: string; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

export interface Included {
  readonly value: unknown;
  /** The findings have paths of their own file, which `file` names. */
  readonly findings: readonly (Finding & { readonly file: string })[];
  /** Where the value at a path of the merged configuration stands; its nearest written ancestor when it has no place. */
  origin(path: KeyPath): Origin;
}

/**
 * Resolves `$include` everywhere: files are merged from left to right and the keys beside `$include` last. Objects merge,
 * lists are joined, anything else is replaced.
 */
export function resolveIncludes(
  root: { readonly file: string; readonly value: unknown },
  read: ReadInclude,
): Included {
  const findings: (Finding & { file: string })[] = [];
  const origins = new WeakMap<object, Map<string | number, Origin>>();

  const note = (container: object, key: string | number, origin: Origin): void => {
    const known = origins.get(container);
    if (known === undefined) origins.set(container, new Map([[key, origin]]));
    else known.set(key, origin);
  };

  const expand = (value: unknown, at: Origin, chain: readonly string[]): unknown => {
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      value.forEach((item, index) => {
        const origin = { file: at.file, path: [...at.path, index] };
        list.push(expand(item, origin, chain));
        note(list, index, origin);
      });
      return list;
    }
    if (!isRecord(value)) return value;
    const own: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      if (key === INCLUDE) continue;
      const origin = { file: at.file, path: [...at.path, key] };
      setOwn(own, key, expand(item, origin, chain));
      note(own, key, origin);
    }
    return Object.hasOwn(value, INCLUDE) ? withIncludes(own, value[INCLUDE], at, chain) : own;
  };

  const withIncludes = (
    own: Record<string, unknown>,
    list: unknown,
    at: Origin,
    chain: readonly string[],
  ): unknown => {
    const path = [...at.path, INCLUDE];
    const fail = (message: string, fix: string): unknown => {
      findings.push({ path, file: at.file, message, fix });
      return own;
    };
    const references = Array.isArray(list) ? list : [list];
    if (references.length === 0 || !references.every((item) => typeof item === 'string' && item !== '')) {
      return fail(
        '$include must be a file name or a list of file names',
        'e.g. $include: "./channels.json5"',
      );
    }
    if (chain.length > MAX_DEPTH) return fail(`includes are nested deeper than ${MAX_DEPTH}`, 'flatten them');
    let merged: unknown;
    for (const reference of references as string[]) {
      const found = read(reference, at.file);
      if (!found.ok) return fail(found.message, 'correct the name or create the file');
      if (chain.includes(found.file)) {
        return fail(`includes form a circle: ${[...chain, found.file].join(' -> ')}`, 'remove one of them');
      }
      const value = expand(found.value, { file: found.file, path: [] }, [...chain, found.file]);
      merged = merged === undefined ? value : merge(merged, value);
    }
    if (Object.keys(own).length === 0) return merged;
    if (!isRecord(merged))
      return fail('keys beside $include need an included object', 'include a file holding { … }');
    return merge(merged, own);
  };

  const merge = (left: unknown, right: unknown): unknown => {
    if (Array.isArray(left) && Array.isArray(right)) {
      const joined: unknown[] = [...left, ...right];
      for (const [index, origin] of origins.get(left) ?? []) note(joined, index, origin);
      for (const [index, origin] of origins.get(right) ?? [])
        note(joined, left.length + Number(index), origin);
      return joined;
    }
    if (!isRecord(left) || !isRecord(right)) return right;
    const merged: Record<string, unknown> = {};
    for (const side of [left, right]) {
      for (const [key, value] of Object.entries(side)) {
        setOwn(merged, key, Object.hasOwn(merged, key) ? merge(merged[key], value) : value);
        const origin = origins.get(side)?.get(key);
        if (origin !== undefined) note(merged, key, origin);
      }
    }
    return merged;
  };

  const value = expand(root.value, { file: root.file, path: [] }, [root.file]);
  const origin = (path: KeyPath): Origin => {
    let here: unknown = value;
    let found: Origin = { file: root.file, path: [] };
    for (const key of path) {
      if (typeof here !== 'object' || here === null) break;
      const next = origins.get(here)?.get(key);
      if (next === undefined) break;
      found = next;
      here = (here as Record<string | number, unknown>)[key];
    }
    return found;
  };
  return { value, findings, origin };
}

/** Plain assignment would let a key `__proto__` change the object's prototype. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}
