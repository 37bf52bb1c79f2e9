import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Env } from '../platform/env.ts';
import { ensureDir, errnoOf, writeFileAtomic } from '../platform/files.ts';
import type { Paths } from '../platform/paths.ts';
import { readSmallFile } from '../platform/read-file.ts';
import { applyEdit, editText, EditImpossible } from './edit.ts';
import type { ConfigEdit } from './edit.ts';
import { resolveIncludes } from './include.ts';
import type { Included } from './include.ts';
import { formatIssue } from './issue.ts';
import { includeReader, loadConfig } from './load.ts';
import { parseSource } from './source.ts';
import { isRecord } from './validate.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const BOM = '\uFEFF';

export type ConfigWriteFault =
  /** The file is not valid as it is. */
  | 'invalid'
  /** Somebody else changed it since it was read. */
  | 'changed'
  /** The value stands in an included file, which `message` names. */
  | 'included'
  /** It would not be valid, or not mean what was asked. */
  | 'result'
  /** The file system refuses. */
  | 'unwritable';

/** The configuration was not changed, and why. */
export class ConfigWriteRefused extends Error {
  readonly fault: ConfigWriteFault;
  readonly fix: string;

  constructor(fault: ConfigWriteFault, message: string, fix: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ConfigWriteRefused';
    this.fault = fault;
    this.fix = fix;
  }
}

export interface ConfigWriteOptions {
  readonly paths: Pick<Paths, 'configPath' | 'home'>;
  readonly env: Env;
  readonly edits: readonly ConfigEdit[];
  /** SHA-256 in hex of the file the caller has seen, as in `config.get`; absent: whatever is there. */
  readonly baseHash?: string;
}

export interface ConfigWritten {
  readonly path: string;
  /** False when the file said so already; then it was not touched. */
  readonly changed: boolean;
  /** Of the file as it is now. */
  readonly hash: string;
}

/**
 * Edits the main configuration file in place: comments, order, `$include` and `${NAME}` stay. The new file is checked
 * before it takes the place of the old one, at once and with mode 0600. A missing file is made.
 * @throws ConfigWriteRefused
 */
export async function editConfig(options: ConfigWriteOptions): Promise<ConfigWritten> {
  const { paths, env, edits } = options;
  const path = followLink(paths.configPath);
  const before = read(path);
  const hash = hashOf(before);
  if (options.baseHash !== undefined && options.baseHash !== hash) throw changed(path);
  const loaded = await loadConfig({ paths, env });
  if (!loaded.valid) throw invalid('invalid', `the configuration is not valid: ${firstIssue(loaded)}`);
  const merged = mergedOf(paths, before);
  refuseIncluded(merged, edits, paths.configPath);
  const after = await edited(before, edits);
  if (before !== undefined && after === decode(before)) return { path, changed: false, hash };
  const bytes = Buffer.from(after);
  const meant = edits.reduce<unknown>((value, edit) => applyEdit(value, edit), merged.value);
  if (!isDeepStrictEqual(mergedOf(paths, bytes).value, meant)) throw shadowed(edits, path);
  const checked = await loadConfig({ paths, env, instead: bytes });
  if (!checked.valid)
    throw invalid('result', `the change would make the configuration invalid: ${firstIssue(checked)}`);
  if (hashOf(read(path)) !== hash) throw changed(path);
  try {
    ensureDir(dirname(path));
    writeFileAtomic(path, bytes);
  } catch (error) {
    const said = `${path} cannot be written (${errnoOf(error) ?? String(error)})`;
    throw new ConfigWriteRefused('unwritable', said, 'check permissions and disk space', error);
  }
  return { path, changed: true, hash: hashOf(bytes) };
}

/** A link is followed, so that the file it leads to is replaced and not the link. */
function followLink(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It does not exist yet, or reading it will say what is wrong.
    return path;
  }
}

function read(path: string): Uint8Array | undefined {
  const file = readSmallFile(path, MAX_BYTES);
  if (file.kind === 'content') return file.bytes;
  if (file.kind === 'missing') return undefined;
  throw new ConfigWriteRefused('unwritable', `${path} ${file.message}`, file.fix);
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const hashOf = (bytes: Uint8Array | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

const changed = (path: string): ConfigWriteRefused =>
  new ConfigWriteRefused('changed', `${path} was changed by somebody else meanwhile`, 'try again');

const invalid = (fault: 'invalid' | 'result', message: string): ConfigWriteRefused =>
  new ConfigWriteRefused(
    fault,
    message,
    fault === 'invalid' ? 'mend the file first' : 'nothing was written; correct the values',
  );

const firstIssue = ({ issues }: Awaited<ReturnType<typeof loadConfig>>): string => {
  const [first] = issues;
  return first === undefined ? 'unknown' : formatIssue(first);
};

async function edited(before: Uint8Array | undefined, edits: readonly ConfigEdit[]): Promise<string> {
  const text = before === undefined ? '{}\n' : decode(before);
  const bom = text.startsWith(BOM) ? BOM : '';
  try {
    return bom + (await editText(text.slice(bom.length), edits));
  } catch (error) {
    if (!(error instanceof EditImpossible)) throw error;
    throw new ConfigWriteRefused('result', error.message, 'edit the file by hand', error);
  }
}

interface Merged extends Included {
  /** Of the main file alone. */
  readonly own: unknown;
}

function mergedOf(paths: ConfigWriteOptions['paths'], bytes: Uint8Array | undefined): Merged {
  const parsed = bytes === undefined ? undefined : parseSource(bytes);
  const own: unknown = parsed?.ok === true ? parsed.value : {};
  const read = includeReader(paths.home, new Map());
  return { own, ...resolveIncludes({ file: paths.configPath, value: own }, read) };
}

/** An operator has to change a file that is not the main one: what it says would be joined, overridden or remain. */
function refuseIncluded({ own, value, origin }: Merged, edits: readonly ConfigEdit[], main: string): void {
  for (const edit of edits) {
    const now = valueAt(value, edit.path);
    const asked = edit.op === 'set' && isDeepStrictEqual(now, edit.value);
    if (now === undefined || asked || isDeepStrictEqual(now, valueAt(own, edit.path))) continue;
    const file = elsewhere(now, edit.path, origin, main);
    if (file === undefined) continue;
    const message = `${edit.path.join('.')} is set in the included file ${file}`;
    throw new ConfigWriteRefused('included', message, 'change it there');
  }
}

const shadowed = (edits: readonly ConfigEdit[], path: string): ConfigWriteRefused => {
  const names = edits.map((edit) => edit.path.join('.')).join(', ');
  const message = `${names}: an included file says something else than ${path} would`;
  return new ConfigWriteRefused('included', message, 'change the included file');
};

function valueAt(root: unknown, path: readonly string[]): unknown {
  let here = root;
  for (const key of path) {
    if (!isRecord(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
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
