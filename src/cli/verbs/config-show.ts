import { resolve } from 'node:path';
import { listBackups } from '../../config/backups.ts';
import { followLink, hashOf, readConfigFile } from '../../config/file-state.ts';
import { formatIssue } from '../../config/issue.ts';
import { lookUpKey } from '../../config/known-key.ts';
import { loadConfig } from '../../config/load.ts';
import { EXIT } from '../../platform/exit.ts';
import { shellWord } from '../../platform/shell-word.ts';
import { CliError, usageError } from '../cli-error.ts';
import { loadValidConfig } from '../valid-config.ts';
import { parseConfigPath } from '../config-path.ts';
import { saveConfig, savedLine } from '../config-save.ts';
import type { SaveFlags } from '../config-save.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { SessionFlags } from '../session.ts';

/** `moltbot config get [path]`: with defaults, secrets masked unless `--reveal`. Reads the file; asks no gateway. */
export async function configGet(
  io: CliIo,
  path: string | undefined,
  flags: { readonly reveal?: boolean; readonly json?: boolean },
): Promise<number> {
  const loaded = await loadValidConfig(io);
  const root: unknown = flags.reveal === true ? loaded.config : loaded.snapshot.config;
  const value = (path === undefined ? [] : parseConfigPath(path)).reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, key)
        ? (here as Record<string | number, unknown>)[key]
        : undefined,
    root,
  );
  if (path !== undefined && value === undefined) throw nothingAt(io, path);
  const out = createOutput(io);
  if (flags.json === true || typeof value !== 'string') out.json(value);
  else out.line(value);
  return EXIT.ok;
}

/** Most keys that are worth a line of their own. */
const FEW = 24;

/** A key that is not set is told from one that does not exist, which nobody should set. */
function nothingAt({ command }: CliIo, path: string): CliError {
  const found = lookUpKey(parseConfigPath(path));
  if (found.known) {
    const now = found.byDefault === undefined ? '' : `; default: ${found.byDefault}`;
    return new CliError('config', `${path} is not set${now}`, {
      fix: `set it if you want another value: ${command} config set ${shellWord(path)} <value>`,
    });
  }
  const { wrong, near, siblings } = found;
  const listed = siblings.length > FEW ? '' : `: ${siblings.join(', ')}`;
  return new CliError('usage', `there is no key ${wrong}`, {
    fix:
      near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : siblings.length === 0
          ? 'what it would stand in holds a single value or a list; all keys stand in docs/reference/config.md'
          : `there are other keys in its place${listed}; all stand in docs/reference/config.md`,
  });
}

/** `moltbot config validate [file]`. Exit 78 when something is wrong. */
export async function configValidate(
  io: CliIo,
  file: string | undefined,
  flags: { readonly json?: boolean },
): Promise<number> {
  const configPath = file === undefined ? io.paths.configPath : resolve(file);
  const loaded = await loadConfig({ paths: { ...io.paths, configPath }, env: io.env });
  if (file !== undefined && !loaded.exists) throw usageError(`${configPath} does not exist`);
  const out = createOutput(io);
  const { valid, issues, warnings } = loaded;
  if (flags.json === true) out.json({ ok: valid, path: configPath, issues, warnings });
  else {
    for (const issue of issues) out.line(formatIssue(issue));
    for (const warning of warnings) out.note(`warning: ${formatIssue(warning)}`);
    if (valid) out.line(`${configPath} is valid${loaded.exists ? '' : ' (there is no file: all defaults)'}.`);
  }
  return valid ? EXIT.ok : EXIT.config;
}

/** `moltbot config rollback [n]`: puts a backup back. */
export async function configRollback(io: CliIo, to: number, flags: SaveFlags): Promise<number> {
  const path = followLink(io.paths.configPath);
  const baseHash = hashOf(readConfigFile(path));
  const backup = listBackups(path).find((one) => one.to === to);
  if (backup === undefined) throw usageError(`there is no backup ${to}; see: ${io.command} config history`);
  const saved = await saveConfig(io, { bytes: backup.bytes, baseHash }, flags);
  const out = createOutput(io);
  if (flags.json === true) out.json({ ok: true, ...saved, to });
  else {
    if (saved.changed) out.line(`Put ${backup.path} in the place of ${saved.path}.`);
    out.line(savedLine(saved));
  }
  return EXIT.ok;
}

/** `moltbot config confirm`: keeps a change that was made with a time limit. */
export async function configConfirm(
  io: CliIo,
  flags: SessionFlags & { readonly json?: boolean },
): Promise<number> {
  const answer = await withGateway(io, flags, (session) =>
    session.call<{ ok: true; hash: string }>('config.confirm'),
  );
  const out = createOutput(io);
  if (flags.json === true) out.json(answer);
  else out.line('Confirmed: the present configuration stays.');
  return EXIT.ok;
}
