import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { Env } from '../platform/env.ts';
import { expandHome, type Paths } from '../platform/paths.ts';
import { readSmallFile } from '../platform/read-file.ts';
import type { FileRead } from '../platform/read-file.ts';
import { checkConfig, type Checked } from './check.ts';
import { applyDefaults } from './defaults.ts';
import { describe, type Described } from './describe.ts';
import type { ReadInclude } from './include.ts';
import type { Finding } from './issue.ts';
import type { Config } from './generated/types.ts';
import { parseSource, type Parsed, type SourceText } from './source.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_SECRET_BYTES = 64 * 1024;

export interface LoadedConfig extends Described {
  readonly path: string;
  readonly exists: boolean;
  readonly valid: boolean;
  /** With defaults; nothing but defaults when `valid` is false. */
  readonly config: Config;
  /** The environment given, filled with the variables the configuration sets. */
  readonly env: Env;
  /** Contents of `gateway.auth.tokenFile` and `passwordFile`. */
  readonly secretFiles: SecretFiles;
  /** Every file that was looked for, the main one first; also those that could not be read. */
  readonly files: readonly string[];
  /** The bytes of each file that could be read. */
  readonly sources: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 in hex over all sources: equal when nothing was written, included files counted. */
  readonly fingerprint: string;
}

export interface SecretFiles {
  readonly token?: string;
  readonly password?: string;
}

export interface LoadOptions {
  readonly paths: Pick<Paths, 'configPath' | 'home'>;
  readonly env: Env;
  /** What the main file would hold, to be checked before it is written. */
  readonly instead?: Uint8Array;
  /** Read from here rather than from the disk, e.g. a copy that was kept; a file that is not in it is missing. */
  readonly from?: ReadonlyMap<string, Uint8Array>;
}

type ReadFile = (path: string) => FileRead;

const fromDisk: ReadFile = (path) => readSmallFile(path, MAX_BYTES);

const fromCopy =
  (files: ReadonlyMap<string, Uint8Array>): ReadFile =>
  (path) => {
    const bytes = files.get(path);
    return bytes === undefined ? { kind: 'missing' } : { kind: 'content', bytes, exposed: false };
  };

/** Reads and checks the configuration. A missing file is valid and empty; whatever is wrong comes back as issues. */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { env } = options;
  const { configPath: path, home } = options.paths;
  const texts = new Map<string, SourceText>();
  const sources = new Map<string, Uint8Array>();
  const origin = options.from === undefined ? fromDisk : fromCopy(options.from);
  const sought = new Set([path]);
  const open: ReadFile = (file) => {
    sought.add(file);
    const read = origin(file);
    if (read.kind === 'content') sources.set(file, read.bytes);
    return read;
  };
  const main =
    options.instead === undefined ? readSource(path, texts, open) : parseBytes(path, options.instead, texts);
  if (options.instead !== undefined) sources.set(path, options.instead);
  const base = { path, env, home, texts, sources, sought };
  if (main.kind === 'missing') {
    return finish(base, checkConfig({ file: path, value: {}, env, home, read: noIncludes }), {
      exists: false,
      bytes: undefined,
    });
  }
  if (main.kind === 'failed') {
    const checked = checkConfig({ file: path, value: {}, env, home, read: noIncludes });
    const failure = { file: path, path: [], ...main.failure };
    return finish(base, { ...checked, valid: false, issues: [failure] }, { exists: true, bytes: main.bytes });
  }
  const read = includeReader(home, texts, open);
  const checked = checkConfig({ file: path, value: main.parsed.value, env, home, read });
  const warnings = main.parsed.bom ? [bomWarning(path)] : [];
  return finish(
    base,
    { ...checked, warnings: [...warnings, ...checked.warnings] },
    { exists: true, bytes: main.bytes },
  );
}

interface Base {
  readonly path: string;
  readonly env: Env;
  readonly home: string;
  readonly texts: ReadonlyMap<string, SourceText>;
  readonly sources: ReadonlyMap<string, Uint8Array>;
  readonly sought: ReadonlySet<string>;
}

async function finish(
  base: Base,
  checked: Checked,
  source: { readonly exists: boolean; readonly bytes: Uint8Array | undefined },
): Promise<LoadedConfig> {
  const secretFiles = checked.valid
    ? readSecretFiles(checked.config, base.home)
    : { secrets: {}, issues: [] };
  const issues = [...checked.issues, ...secretFiles.issues.map((issue) => ({ ...issue, file: base.path }))];
  const described = await describe({
    ...base,
    ...source,
    checked: { ...checked, issues },
    secretFiles: secretFiles.secrets,
  });
  return {
    ...described,
    path: base.path,
    exists: source.exists,
    valid: described.issues.length === 0,
    config: described.issues.length === 0 ? checked.config : applyDefaults({}, base.home),
    env: checked.env,
    secretFiles: secretFiles.secrets,
    files: [...base.sought],
    sources: base.sources,
    fingerprint: fingerprintOf(base.sources),
  };
}

function fingerprintOf(sources: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [file, bytes] of sources) hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}

type Source =
  | { readonly kind: 'parsed'; readonly parsed: Extract<Parsed, { ok: true }>; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'failed';
      readonly failure: {
        readonly message: string;
        readonly fix: string;
        readonly line?: number;
        readonly column?: number;
      };
      readonly bytes: Uint8Array | undefined;
    };

/** Reads included files; their texts are noted. */
export function includeReader(
  home: string,
  texts: Map<string, SourceText>,
  open: ReadFile = fromDisk,
): ReadInclude {
  return (reference, from) => {
    const file = resolve(dirname(from), reference.startsWith('~') ? expandHome(reference, home) : reference);
    const source = readSource(file, texts, open);
    if (source.kind === 'parsed') return { ok: true, file, value: source.parsed.value };
    if (source.kind === 'missing') return { ok: false, message: `included file ${file} does not exist` };
    const { message, line, column } = source.failure;
    return {
      ok: false,
      message: `included file ${line === undefined ? file : `${file}:${line}:${column}`}: ${message}`,
    };
  };
}

function readSource(path: string, texts: Map<string, SourceText>, open: ReadFile): Source {
  const file = open(path);
  if (file.kind === 'missing') return file;
  if (file.kind === 'unreadable') {
    return {
      kind: 'failed',
      bytes: undefined,
      failure: { message: `read failed: the file ${file.message}`, fix: file.fix },
    };
  }
  return parseBytes(path, file.bytes, texts);
}

function parseBytes(
  path: string,
  bytes: Uint8Array,
  texts: Map<string, SourceText>,
): Exclude<Source, { kind: 'missing' }> {
  const parsed = parseSource(bytes);
  if (parsed.ok) {
    texts.set(path, parsed);
    return { kind: 'parsed', parsed, bytes };
  }
  if (parsed.text !== null) texts.set(path, { text: parsed.text, duplicates: false });
  const { ok: _ok, text: _text, ...failure } = parsed;
  return { kind: 'failed', failure, bytes };
}

function readSecretFiles(config: Config, home: string): { secrets: SecretFiles; issues: readonly Finding[] } {
  const auth = config.gateway?.auth;
  const issues: Finding[] = [];
  const read = (key: 'tokenFile' | 'passwordFile'): string | undefined => {
    const name = auth?.[key];
    if (name === undefined) return undefined;
    const file = readSmallFile(expandHome(name, home), MAX_SECRET_BYTES);
    const path = ['gateway', 'auth', key];
    if (file.kind === 'content') {
      const content = Buffer.from(file.bytes)
        .toString('utf8')
        .replace(/\r?\n$/, '');
      if (file.exposed) {
        issues.push({ path, message: `${name} can be read by other users`, fix: `chmod 600 ${name}` });
      }
      return content;
    }
    if (file.kind === 'missing')
      issues.push({ path, message: `${name} does not exist`, fix: 'create it or correct the path' });
    else issues.push({ path, message: `${name} ${file.message}`, fix: file.fix });
    return undefined;
  };
  const token = auth?.token === undefined ? read('tokenFile') : undefined;
  const password = auth?.password === undefined ? read('passwordFile') : undefined;
  const secrets = {
    ...(token === undefined ? {} : { token }),
    ...(password === undefined ? {} : { password }),
  };
  return { secrets, issues };
}

const noIncludes: ReadInclude = () => ({ ok: false, message: 'nothing to include' });

const bomWarning = (file: string) => ({
  file,
  path: [],
  message: 'the file starts with a byte order mark',
  fix: 'save it as UTF-8 without one',
});
