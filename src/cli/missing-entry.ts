import { applyEdit, type ConfigEdit, type EditPath } from '../config/edit.ts';
import { requiredAt } from '../config/known-key.ts';
import { loadConfig } from '../config/load.ts';
import { REDACTED, redactConfig } from '../config/sensitive.ts';
import { ConfigWriteRefused } from '../config/write-refused.ts';
import { shellWord } from '../platform/shell-word.ts';
import { CliError } from './cli-error.ts';
import { configPathText } from './config-path.ts';
import type { CliIo } from './io.ts';

type Setting = Extract<ConfigEdit, { readonly op: 'set' }>;

const valueAt = (root: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, key)
        ? (here as Record<string | number, unknown>)[key]
        : undefined,
    root,
  );

/**
 * Of a change that was refused because it sets one key of a list entry that is not there: the same refusal with the command that makes the
 * entry. Any other failure comes back as it is.
 */
export async function withEntryFix(io: CliIo, error: unknown, edit: Setting): Promise<unknown> {
  if (!(error instanceof CliError)) return error;
  const refused = error.cause instanceof ConfigWriteRefused && error.cause.fault === 'result';
  if (!refused && error.kind !== 'rpc') return error;
  const command = await entryCommand(io, edit);
  if (command === undefined) return error;
  const fix = `nothing was written; make the entry with all it needs: ${command}`;
  return new CliError(error.kind, error.message, { ...error.options, fix, cause: error });
}

async function entryCommand(io: CliIo, { path, value }: Setting): Promise<string | undefined> {
  const { valid, config } = await loadConfig({ paths: io.paths, env: io.env });
  const at = path.findIndex(
    (step, depth) =>
      typeof step === 'number' &&
      depth < path.length - 1 &&
      valueAt(config, path.slice(0, depth + 1)) === undefined,
  );
  if (!valid || at < 0) return undefined;
  const list = valueAt(config, path.slice(0, at)) ?? [];
  if (!Array.isArray(list)) return undefined;
  // By itself, where every list begins with its first entry.
  const alone = path.map((step) => (typeof step === 'number' ? 0 : step)) as readonly unknown[] as EditPath;
  const whole = redactConfig(applyEdit({}, { op: 'set', path: alone, value }));
  const needed = requiredAt(path.slice(0, at + 1)).map((key) => [key, `<${key}>`] as const);
  const entry = { ...Object.fromEntries(needed), ...(valueAt(whole, alone.slice(0, at + 1)) as object) };
  const place = shellWord(configPathText([...path.slice(0, at), list.length]));
  return `${io.command} config set ${place} ${shellWord(JSON.stringify(entry).replaceAll(REDACTED, '<value>'))}`;
}
