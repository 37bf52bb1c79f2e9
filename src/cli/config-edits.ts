import type { ConfigEdit } from '../config/edit.ts';
import { draftEdits } from '../config/write.ts';
import { CliError } from './cli-error.ts';
import { refusedWrite, saveConfig, type Saved, type SaveFlags } from './config-save.ts';
import type { CliIo } from './io.ts';

/**
 * Changes some keys of the configuration, through the running gateway where there is one. `seen` is the hash of the file the edits were
 * thought out on; absent when there was no file.
 * @throws CliError conflict (changed meanwhile), config, rpc
 */
export async function saveEdits(
  io: CliIo,
  edits: readonly ConfigEdit[],
  flags: SaveFlags,
  seen?: string,
): Promise<Saved> {
  const { paths, env, clock } = io;
  const draft = await draftEdits({ paths, env, clock, edits }).catch((error: unknown): never => {
    throw refusedWrite(io, error);
  });
  if (seen !== undefined && seen !== draft.baseHash)
    throw new CliError('conflict', 'the file was changed by somebody else meanwhile', {
      where: [`Config: ${paths.configPath}`],
      fix: 'try again',
    });
  return saveConfig(io, draft, flags);
}
