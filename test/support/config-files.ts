import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadConfig, type LoadedConfig } from '../../src/config/load.ts';
import { formatIssue } from '../../src/config/issue.ts';
import { createEnv, type EnvVars } from '../../src/platform/env.ts';

export interface ConfigFolder {
  readonly dir: string;
  /** Writes a file below the folder and gives its path. */
  write(name: string, content: string | Uint8Array): string;
  load(name?: string, vars?: EnvVars): Promise<LoadedConfig>;
  /** Writes `moltbot.json` and loads it. */
  loadText(text: string | Uint8Array, vars?: EnvVars): Promise<LoadedConfig>;
  remove(): void;
}

/** A temporary directory with configuration files; it is the home directory too. */
export function createConfigFolder(): ConfigFolder {
  const dir = mkdtempSync(join(tmpdir(), 'config-'));
  const write: ConfigFolder['write'] = (name, content) => {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const load: ConfigFolder['load'] = (name = 'moltbot.json', vars = {}) =>
    loadConfig({ paths: { configPath: join(dir, name), home: dir }, env: createEnv(vars) });
  return {
    dir,
    write,
    load,
    loadText: (text, vars) => {
      write('moltbot.json', text);
      return load('moltbot.json', vars);
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The issues as one line each, with the folder's name left out. */
export const issueLines = (loaded: LoadedConfig, dir: string): string[] =>
  loaded.issues.map((issue) => formatIssue(issue).replaceAll(`${dir}/`, ''));
