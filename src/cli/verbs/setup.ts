import { resolve } from 'node:path';
import type { ConfigEdit } from '../../config/edit.ts';
import { ensureDir } from '../../platform/files.ts';
import { expandHome } from '../../platform/paths.ts';
import { saveEdits } from '../config-edits.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { loadValidConfig } from '../valid-config.ts';

export interface SetupFlags {
  readonly workspace?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

export interface SetUp {
  readonly config: { readonly path: string; readonly result: 'written' | 'updated' | 'ok' };
  readonly workspace: string;
  readonly stateDir: string;
}

/** Where agents work: as given, as configured, or the usual place of the profile. */
export const workspaceOf = (io: CliIo, given: string | undefined, configured: string | undefined): string =>
  given === undefined ? (configured ?? io.paths.workspace) : resolve(expandHome(given, io.paths.home));

/** Sees to the configuration, the workspace and the state directory. What is there stays. */
export async function setUp(
  io: CliIo,
  flags: Pick<SetupFlags, 'workspace' | 'timeout'>,
  more: readonly ConfigEdit[] = [],
): Promise<SetUp> {
  const { config, exists, snapshot, path } = await loadValidConfig(io);
  const written = config.agents?.defaults?.workspace;
  const workspace = workspaceOf(io, flags.workspace, written);
  const explicit = snapshotHas(snapshot.parsed);
  const edits: readonly ConfigEdit[] = [
    ...(explicit && written === workspace
      ? []
      : [{ op: 'set', path: ['agents', 'defaults', 'workspace'], value: workspace } satisfies ConfigEdit]),
    ...more,
  ];
  const saved =
    edits.length === 0 ? undefined : await saveEdits(io, edits, { timeout: flags.timeout }, snapshot.hash);
  ensureDir(expandHome(workspace, io.paths.home));
  ensureDir(io.paths.stateDir);
  const result = saved?.changed !== true ? 'ok' : exists ? 'updated' : 'written';
  return { config: { path: saved?.path ?? path, result }, workspace, stateDir: io.paths.stateDir };
}

/** Whether the file itself says where the workspace is, and not only the defaults. */
function snapshotHas(parsed: unknown): boolean {
  const root = parsed as {
    readonly agents?: { readonly defaults?: { readonly workspace?: unknown } };
  } | null;
  return root?.agents?.defaults?.workspace !== undefined;
}

export function setUpLines({ config, workspace, stateDir }: SetUp): string[] {
  const words = {
    written: `Wrote ${config.path}`,
    updated: `Updated ${config.path}`,
    ok: `Config OK: ${config.path}`,
  } as const;
  return [words[config.result], `Workspace OK: ${workspace}`, `State OK: ${stateDir}`];
}

/** `moltbot setup`: what a first start needs, without any question. */
export async function setup(io: CliIo, flags: SetupFlags): Promise<number> {
  const out = createOutput(io);
  const done = await setUp(io, flags);
  if (flags.json === true) out.json({ ok: true, ...done });
  else {
    for (const line of setUpLines(done)) out.line(line);
    out.line(`Next: ${io.command} onboard, or start it: ${io.command} gateway --allow-unconfigured`);
  }
  return 0;
}
