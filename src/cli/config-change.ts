import type { ConfigEdit } from '../config/edit.ts';
import { loadConfig } from '../config/load.ts';
import type { LoadedConfig } from '../config/load.ts';
import { formatIssue } from '../config/issue.ts';
import { ConfigWriteRefused } from '../config/write-refused.ts';
import { editConfig } from '../config/write.ts';
import { CliError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import { withGateway } from './session.ts';
import type { ClientSettings } from './settings.ts';
import { loadClientSettings, startCommand } from './settings.ts';

export interface ChangeFlags {
  readonly timeout: number;
  /** False with `--no-restart`. */
  readonly restart?: boolean;
}

export interface Change {
  readonly path: string;
  readonly changed: boolean;
  readonly restart: 'requested' | 'not running' | 'not needed' | 'skipped' | 'remote' | 'failed';
  /** How the gateway of this machine is started. */
  readonly start: string;
  /** Why the restart failed. */
  readonly error?: CliError;
}

/** @throws CliError config when it is not valid */
export async function loadValidConfig(io: CliIo): Promise<LoadedConfig> {
  const loaded = await loadConfig({ paths: io.paths, env: io.env });
  const [first] = loaded.issues;
  if (loaded.valid || first === undefined) return loaded;
  throw new CliError('config', `the configuration is not valid: ${formatIssue(first)}`, {
    fix: 'mend the file first',
    where: [`Config: ${loaded.path}`],
  });
}

/**
 * Changes the configuration file and lets a running gateway of this machine read it.
 * @throws CliError config when the file was not changed; a gateway that would not restart is part of the answer
 */
export async function changeConfig(
  io: CliIo,
  edits: readonly ConfigEdit[],
  {
    flags,
    reason,
    baseHash,
  }: { readonly flags: ChangeFlags; readonly reason: string; readonly baseHash?: string },
): Promise<Change> {
  const written = await editConfig({
    paths: io.paths,
    env: io.env,
    clock: io.clock,
    edits,
    ...(baseHash === undefined ? {} : { baseHash }),
  }).catch((error: unknown): never => {
    if (!(error instanceof ConfigWriteRefused)) throw error;
    throw new CliError('config', error.message, {
      fix: error.fix,
      where: [`Config: ${io.paths.configPath}`],
      cause: error,
    });
  });
  const settings = await loadClientSettings(io);
  const done = { path: written.path, changed: written.changed, start: startCommand(settings, io.command) };
  if (!written.changed) return { ...done, restart: 'not needed' };
  if (flags.restart === false) return { ...done, restart: 'skipped' };
  return { ...done, ...(await restart(io, settings, flags, reason)) };
}

async function restart(
  io: CliIo,
  settings: ClientSettings,
  flags: ChangeFlags,
  reason: string,
): Promise<Pick<Change, 'restart' | 'error'>> {
  // The file is of this machine; a gateway elsewhere has its own.
  if (settings.mode === 'remote') return { restart: 'remote' };
  try {
    await withGateway(io, { timeout: flags.timeout }, (session) =>
      session.call('system.restart', { reason }),
    );
    return { restart: 'requested' };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return error.kind === 'unreachable' ? { restart: 'not running' } : { restart: 'failed', error };
  }
}

/** What became of the gateway, in words. */
export function restartLine({ restart, start }: Change): string {
  const words: Readonly<Record<Change['restart'], string>> = {
    requested: 'The gateway restarts now and applies it.',
    'not running': `No gateway runs; it counts from the next start: ${start}`,
    'not needed': 'The configuration said so already; nothing was changed.',
    skipped: 'The running gateway does not know of it until it restarts.',
    remote: 'gateway.mode is remote: the gateway elsewhere has a configuration of its own.',
    failed: 'The file is changed, but the gateway could not be restarted; restart it yourself.',
  };
  return words[restart];
}
