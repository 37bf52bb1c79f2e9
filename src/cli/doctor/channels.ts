import type { LoadedConfig } from '../../config/load.ts';
import { DEFAULT_ACCOUNT } from '../channel-config.ts';
import { lockOwner } from '../facts.ts';
import type { CliIo } from '../io.ts';
import type { Finding } from './finding.ts';

/** The credentials of accounts. A running gateway says itself how its links are. */
export async function checkChannels(
  io: CliIo,
  { config, valid, env }: LoadedConfig,
): Promise<readonly Finding[]> {
  if (lockOwner(io) !== undefined) return [];
  if (!valid || config.channels === undefined || config.gateway?.mode === 'remote') return [];
  const { channelFaultsHere } = await import('../gateway-run.ts');
  const faults = await channelFaultsHere({ config, env, paths: io.paths });
  return faults.map(({ code, accountId, message, fix }): Finding => {
    const named = accountId === DEFAULT_ACCOUNT ? '' : ` --account ${accountId}`;
    return {
      code: code === 'notLinked' ? 'channel-not-linked' : 'channel-credentials',
      severity: code === 'notLinked' ? 'note' : 'error',
      message,
      fix: fix ?? `once the gateway runs: ${io.command} channels login${named}`,
    };
  });
}
