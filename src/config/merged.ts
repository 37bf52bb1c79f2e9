import { isDeepStrictEqual } from 'node:util';
import type { Paths } from '../platform/paths.ts';
import { editPathText } from './edit.ts';
import type { ConfigEdit } from './edit.ts';
import { resolveIncludes } from './include.ts';
import type { Included } from './include.ts';
import { includeReader } from './load.ts';
import { parseSource } from './source.ts';
import { ConfigWriteRefused } from './write-refused.ts';

export interface Merged extends Included {
  /** Of the main file alone. */
  readonly own: unknown;
}

/** What a main file and the files it includes say together, `${NAME}` unresolved. Includes that cannot be read are left out. */
export function mergedOf(paths: Pick<Paths, 'configPath' | 'home'>, bytes: Uint8Array | undefined): Merged {
  const parsed = bytes === undefined ? undefined : parseSource(bytes);
  const own: unknown = parsed?.ok === true ? parsed.value : {};
  const read = includeReader(paths.home, new Map());
  return { own, ...resolveIncludes({ file: paths.configPath, value: own }, read) };
}

/**
 * An operator has to change a file that is not the main one: what it says would be joined, overridden or remain.
 * @throws ConfigWriteRefused included, naming the file
 */
export function refuseIncluded(
  { own, value, origin }: Merged,
  edits: readonly ConfigEdit[],
  main: string,
): void {
  for (const edit of edits) {
    const now = valueAt(value, edit.path);
    const asked = edit.op === 'set' && isDeepStrictEqual(now, edit.value);
    if (now === undefined || asked || isDeepStrictEqual(now, valueAt(own, edit.path))) continue;
    const file = elsewhere(now, edit.path, origin, main);
    if (file === undefined) continue;
    const message = `${editPathText(edit.path)} is set in the included file ${file}`;
    throw new ConfigWriteRefused('included', message, { fix: 'change it there' });
  }
}

export const shadowed = (keys: readonly string[], path: string): ConfigWriteRefused => {
  const message = `${keys.join(', ')}: an included file says something else than ${path} would`;
  return new ConfigWriteRefused('included', message, { fix: 'change the included file' });
};

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let here = root;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** The first file other than the main one that has a part in the value. */
function elsewhere(
  value: unknown,
  path: readonly (string | number)[],
  origin: Included['origin'],
  main: string,
): string | undefined {
  const { file } = origin(path);
  if (file !== main) return file;
  if (typeof value !== 'object' || value === null) return undefined;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys
    .map((key) => elsewhere((value as Record<string | number, unknown>)[key], [...path, key], origin, main))
    .find((found) => found !== undefined);
}
