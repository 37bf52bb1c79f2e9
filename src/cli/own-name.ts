import { basename, delimiter, dirname, isAbsolute, relative } from 'node:path';
import { shellWord } from '../platform/shell-word.ts';

export interface OwnStart {
  /** The script this process was started with, as typed: links are not followed. */
  readonly script: string | undefined;
  readonly cwd: string;
  /** The directories commands are looked for in, as in `PATH`. */
  readonly searchPath: string | undefined;
  readonly profile: string;
}

/** From here when that is a way down, else from the root. */
function fromHere(path: string, cwd: string): string {
  const way = relative(cwd, path);
  return way.startsWith('..') || isAbsolute(way) ? path : way;
}

function programWords({ script, cwd, searchPath = '' }: OwnStart): string {
  // The command files npm writes on Windows start the script inside the package.
  if (script === undefined || /[\\/]node_modules[\\/]moltbot[\\/]/.test(script)) return 'moltbot';
  if (/\.(?:c?js|ts)$/.test(script)) return `node ${shellWord(fromHere(script, cwd))}`;
  const directory = dirname(script);
  if (/[\\/]node_modules[\\/]\.bin$/.test(directory)) return 'npx moltbot';
  if (searchPath.split(delimiter).includes(directory)) return basename(script);
  const way = fromHere(script, cwd);
  return shellWord(way.includes('/') ? way : `./${way}`);
}

/** How the operator starts a command of ours for the instance in use, so that a hint can be pasted as it stands. */
export function ownName(start: OwnStart): string {
  const { profile } = start;
  const program = programWords(start);
  if (profile === 'default') return program;
  return profile === 'dev' ? `${program} --dev` : `${program} --profile ${profile}`;
}
