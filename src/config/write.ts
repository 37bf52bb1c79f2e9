import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../platform/clock.ts';
import type { Env } from '../platform/env.ts';
import type { Paths } from '../platform/paths.ts';
import { applyEdit, editPathText, editText, EditImpossible } from './edit.ts';
import type { ConfigEdit } from './edit.ts';
import { followLink, hashOf, readConfigFile } from './file-state.ts';
import { formatIssue } from './issue.ts';
import { loadConfig } from './load.ts';
import type { LoadedConfig } from './load.ts';
import { mergedOf, refuseIncluded, shadowed } from './merged.ts';
import { patchEdits } from './merge-patch.ts';
import { refuseMaskedText, refusePlaceholder } from './placeholders.ts';
import { replaceIfSame } from './replace-file.ts';
import { parseSource } from './source.ts';
import { substitute } from './substitute.ts';
import { whileLocked } from './write-lock.ts';
import { changedMeanwhile, ConfigWriteRefused } from './write-refused.ts';

const BOM = '\uFEFF';

export interface ConfigWriteOptions {
  readonly paths: Pick<Paths, 'configPath' | 'home'>;
  readonly env: Env;
  readonly clock: Clock;
  /** SHA-256 in hex of the file the caller has seen, as in `config.get`; absent: whatever is there. */
  readonly baseHash?: string;
  /** A last word on the checked file before it is written. @throws ConfigWriteRefused */
  readonly check?: (loaded: LoadedConfig) => void;
}

export interface ConfigWritten {
  readonly path: string;
  /** False when the file said so already; then it was not touched. */
  readonly changed: boolean;
  /** Of the file as it is now. */
  readonly hash: string;
  /** The file as it was; `null` when there was none. */
  readonly previous: Uint8Array | null;
  /** The file as it is now, checked. */
  readonly loaded: LoadedConfig;
}

/** Makes the new file of the present one. Called with the lock held. */
type Make = (before: Uint8Array | undefined) => Promise<Uint8Array>;

/**
 * Edits the main configuration file in place: comments, order, `$include` and `${NAME}` stay. A missing file is made.
 * @throws ConfigWriteRefused
 */
export const editConfig = (
  options: ConfigWriteOptions & { readonly edits: readonly ConfigEdit[] },
): Promise<ConfigWritten> =>
  write(options, async (before) => {
    for (const edit of options.edits) if (edit.op === 'set') refusePlaceholder(edit.value, edit.path);
    await loadedOf(options);
    return edited(options, before, options.edits);
  });

/**
 * What the file would be after the edits, and which file they were made on. Nothing is written.
 * @throws ConfigWriteRefused
 */
export async function draftEdits(
  options: Omit<ConfigWriteOptions, 'baseHash' | 'check'> & { readonly edits: readonly ConfigEdit[] },
): Promise<{ readonly bytes: Uint8Array; readonly baseHash: string }> {
  const before = readConfigFile(followLink(options.paths.configPath));
  for (const edit of options.edits) if (edit.op === 'set') refusePlaceholder(edit.value, edit.path);
  await loadedOf(options);
  return { bytes: await edited(options, before, options.edits), baseHash: hashOf(before) };
}

/**
 * Applies a merge patch (RFC 7396) in place, in the same way.
 * @throws ConfigWriteRefused
 */
export const patchConfig = (
  options: ConfigWriteOptions & { readonly patch: Readonly<Record<string, unknown>> },
): Promise<ConfigWritten> =>
  write(options, async (before) => {
    refusePlaceholder(options.patch);
    const { env } = await loadedOf(options);
    const written = mergedOf(options.paths, before).value;
    const resolved = substitute(written, env.foreign).value;
    return edited(options, before, patchEdits(written, resolved, options.patch));
  });

/**
 * Puts a whole file in the place of the present one, byte by byte as given. The present one need not be valid.
 * @throws ConfigWriteRefused
 */
export const replaceConfig = (
  options: ConfigWriteOptions & { readonly bytes: Uint8Array },
): Promise<ConfigWritten> =>
  write(options, (before) => {
    const parsed = parseSource(options.bytes);
    if (!parsed.ok) throw damaged(parsed);
    refusePlaceholder(parsed.value);
    refuseMaskedText(parsed.text, before === undefined ? '' : decode(before));
    return Promise.resolve(options.bytes);
  });

/** The new file is checked before it takes the place of the old one, at once and with mode 0600. */
async function write(options: ConfigWriteOptions, make: Make): Promise<ConfigWritten> {
  const { paths, env, clock, baseHash } = options;
  const path = followLink(paths.configPath);
  const look = (): { readonly before: Uint8Array | undefined; readonly hash: string } => {
    const before = readConfigFile(path);
    const hash = hashOf(before);
    if (baseHash !== undefined && baseHash !== hash) throw changedMeanwhile(path);
    return { before, hash };
  };
  // Who has lost already need not wait for the lock.
  look();
  return whileLocked(path, clock, async () => {
    const { before, hash } = look();
    const bytes = await make(before);
    const loaded = await loadConfig({ paths, env, instead: bytes });
    const previous = before ?? null;
    if (previous !== null && Buffer.compare(previous, bytes) === 0)
      return { path, changed: false, hash, previous, loaded };
    if (!loaded.valid) {
      const message = `the change would make the configuration invalid: ${firstIssue(loaded)}`;
      throw new ConfigWriteRefused('result', message, {
        fix: 'nothing was written; correct the values',
        issues: loaded.issues,
      });
    }
    options.check?.(loaded);
    await replaceIfSame({ path, bytes, expected: hash });
    return { path, changed: true, hash: hashOf(bytes), previous, loaded };
  });
}

/** @throws ConfigWriteRefused invalid: what is not understood is not edited */
async function loadedOf({ paths, env }: ConfigWriteOptions): Promise<LoadedConfig> {
  const loaded = await loadConfig({ paths, env });
  if (loaded.valid) return loaded;
  throw new ConfigWriteRefused('invalid', `the configuration is not valid: ${firstIssue(loaded)}`, {
    fix: 'mend the file first',
    issues: loaded.issues,
  });
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const firstIssue = ({ issues }: LoadedConfig): string => {
  const [first] = issues;
  return first === undefined ? 'unknown' : formatIssue(first);
};

function damaged(parsed: Extract<ReturnType<typeof parseSource>, { ok: false }>): ConfigWriteRefused {
  const place = parsed.line === undefined ? '' : ` at ${parsed.line}:${parsed.column ?? 1}`;
  return new ConfigWriteRefused('damaged', parsed.message + place, { fix: parsed.fix });
}

async function edited(
  { paths }: ConfigWriteOptions,
  before: Uint8Array | undefined,
  edits: readonly ConfigEdit[],
): Promise<Uint8Array> {
  const merged = mergedOf(paths, before);
  refuseIncluded(merged, edits, paths.configPath);
  const text = before === undefined ? '{}\n' : decode(before);
  const bom = text.startsWith(BOM) ? BOM : '';
  try {
    const meant = edits.reduce<unknown>((value, edit) => applyEdit(value, edit), merged.value);
    const bytes = Buffer.from(bom + (await editText(text.slice(bom.length), edits)));
    if (isDeepStrictEqual(mergedOf(paths, bytes).value, meant)) return bytes;
  } catch (error) {
    if (!(error instanceof EditImpossible)) throw error;
    throw new ConfigWriteRefused('result', error.message, { fix: 'edit the file by hand', cause: error });
  }
  throw shadowed(
    edits.map(({ path }) => editPathText(path)),
    paths.configPath,
  );
}
