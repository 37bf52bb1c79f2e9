import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followLink, hashOf, readConfigFile } from '../../config/file-state.ts';
import { formatIssue } from '../../config/issue.ts';
import { loadConfig } from '../../config/load.ts';
import { runAttached } from '../../platform/exec.ts';
import { EXIT } from '../../platform/exit.ts';
import { CliError } from '../cli-error.ts';
import { saveConfig, savedLine } from '../config-save.ts';
import type { SaveFlags } from '../config-save.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';

/** How an editor is started on a file. As everywhere: the variable may hold options, too. */
export function editorCommand(
  variables: readonly (string | undefined)[],
  draft: string,
  platform: NodeJS.Platform,
): { readonly name: string; readonly command: readonly [string, ...string[]] } {
  const name = variables.find((value) => value?.trim()) ?? (platform === 'win32' ? 'notepad' : 'vi');
  if (platform !== 'win32') return { name, command: ['sh', '-c', `${name} "$1"`, 'sh', draft] };
  // No shell there splits it the same way; a path with blanks stands in quotes.
  const [program = name, ...options] = [...name.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain = '']) => quoted ?? plain,
  );
  return { name, command: [program, ...options, draft] };
}

/** Lets the operator edit a copy. @throws CliError when there is no such editor or it ends with a failure */
async function edit(io: CliIo, draft: string): Promise<void> {
  const variables = [io.env.foreign('VISUAL'), io.env.foreign('EDITOR')];
  const { name, command } = editorCommand(variables, draft, io.machine.platform);
  const [program, ...words] = command;
  const { exitCode } = await runAttached(program, words);
  if (exitCode === 0) return;
  throw new CliError(
    'config',
    `the editor "${name}" ended with ${exitCode ?? 'a signal'}; nothing was changed`,
    {
      fix: `set VISUAL or EDITOR to an editor that is installed; the draft is ${draft}`,
    },
  );
}

/**
 * `moltbot config edit`: the whole file in an editor, on a private copy. It is saved only when it is valid and the file
 * is still the one the copy was made of; else the copy is kept and named.
 */
export async function configEdit(io: CliIo, flags: SaveFlags): Promise<number> {
  const out = createOutput(io);
  const { paths, env } = io;
  const before = readConfigFile(followLink(paths.configPath));
  const folder = mkdtempSync(join(tmpdir(), 'moltbot-config-'));
  chmodSync(folder, 0o700);
  const draft = join(folder, 'moltbot.json');
  writeFileSync(draft, before ?? '{\n}\n', { mode: 0o600 });
  const drop = (): void => rmSync(folder, { recursive: true, force: true });
  await edit(io, draft);
  const bytes = readFileSync(draft);
  if (before !== undefined && Buffer.compare(bytes, before) === 0) {
    drop();
    out.line('Nothing was changed.');
    return EXIT.ok;
  }
  const loaded = await loadConfig({ paths, env, instead: bytes });
  if (!loaded.valid) {
    for (const issue of loaded.issues) out.note(formatIssue(issue));
    throw new CliError('config', 'what you wrote is not valid; the configuration was not touched', {
      fix: `mend ${draft}, look at it with "${io.command} config validate ${draft}", and copy it over, or edit again`,
    });
  }
  const saved = await saveConfig(io, { bytes, baseHash: hashOf(before) }, flags).catch(
    (error: unknown): never => {
      out.note(`your draft is kept: ${draft}`);
      throw error;
    },
  );
  drop();
  if (flags.json === true) out.json({ ok: true, ...saved });
  else {
    out.line(`Saved ${saved.path}.`);
    out.line(savedLine(saved));
  }
  return EXIT.ok;
}
