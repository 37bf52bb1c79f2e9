import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/generated/types.ts';
import { errnoOf } from '../platform/files.ts';
import { expandHome } from '../platform/paths.ts';
import { agentConfig, defaultAgentId, normalizeAgentId } from './agent-list.ts';
import { BOOTSTRAP_TEMPLATES, type BootstrapName } from './workspace-templates.ts';

export interface WorkspacePlace {
  /** Where the default agent works when the config does not say. Absolute. */
  readonly workspace: string;
  readonly stateDir: string;
  readonly home: string;
}

export interface BootstrapFile {
  readonly name: string;
  readonly path: string;
  /** Cut to the limit; `undefined` when the file is missing. */
  readonly text: string | undefined;
}

const DEFAULT_MAX_CHARS = 20_000;

/** The directory an agent works in. Absolute; it may not exist yet. */
export function workspaceOf(config: Config, agentId: string, place: WorkspacePlace): string {
  const own = agentConfig(config, agentId)?.workspace;
  if (own) return expandHome(own, place.home);
  const id = normalizeAgentId(agentId);
  if (id !== defaultAgentId(config)) return join(place.stateDir, `workspace-${id}`);
  const common = config.agents?.defaults?.workspace;
  return common ? expandHome(common, place.home) : place.workspace;
}

/**
 * Makes sure the workspace exists. Bootstrap files are written only where missing, and none with `skipBootstrap`;
 * BOOTSTRAP.md only into a workspace that is brand new.
 */
export async function ensureWorkspace(config: Config, dir: string): Promise<void> {
  const isNew = !(await exists(dir));
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (config.agents?.defaults?.skipBootstrap === true) return;
  for (const [name, text] of BOOTSTRAP_TEMPLATES) {
    if (name === 'BOOTSTRAP.md' && !isNew) continue;
    await writeIfMissing(join(dir, name), text);
  }
}

/** The bootstrap files in the order they are shown to the agent. Missing ones are named, blank ones left out. */
export async function readBootstrap(config: Config, dir: string): Promise<readonly BootstrapFile[]> {
  const limit = config.agents?.defaults?.bootstrapMaxChars ?? DEFAULT_MAX_CHARS;
  const files = await Promise.all(BOOTSTRAP_NAMES.map((name) => readOne(dir, name, limit)));
  return files.filter(
    (file) => file.text?.trim() !== '' && (file.text !== undefined || EXPECTED.has(file.name)),
  );
}

/** The first 70 % and the last 20 % of what fits, with a line in between that says what is left out. */
export function cutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.floor(limit * 0.7);
  const tail = Math.floor(limit * 0.2);
  const left = text.length - head - tail;
  return `${text.slice(0, head)}\n[… ${left} of ${text.length} characters left out; read the file for the rest …]\n${text.slice(-tail)}`;
}

const BOOTSTRAP_NAMES: readonly (BootstrapName | 'MEMORY.md')[] = [
  'AGENTS.md',
  'SOUL.md',
  'TOOLS.md',
  'IDENTITY.md',
  'USER.md',
  'HEARTBEAT.md',
  'BOOTSTRAP.md',
  'MEMORY.md',
];

/** Their absence is worth a line in the prompt; the others come and go. */
const EXPECTED: ReadonlySet<string> = new Set(['AGENTS.md', 'SOUL.md', 'TOOLS.md', 'IDENTITY.md', 'USER.md']);

async function readOne(dir: string, name: string, limit: number): Promise<BootstrapFile> {
  const path = join(dir, name);
  try {
    return { name, path, text: cutMiddle((await readFile(path, 'utf8')).trimEnd(), limit) };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { name, path, text: undefined };
    return { name, path, text: `[unreadable: ${errnoOf(error) ?? 'unknown error'}]` };
  }
}

async function writeIfMissing(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
