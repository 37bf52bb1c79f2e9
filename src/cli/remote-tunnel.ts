import type { CliIo } from './io.ts';
import { sshDestination, tunnelCandidate } from './probe-targets.ts';
import type { ClientSettings } from './settings.ts';
import type { Target, TargetFlags } from './target.ts';

export interface TunnelledTarget {
  readonly target: Target;
  close(): Promise<void>;
}

/**
 * The remote gateway through an ssh of this command's own, when `gateway.remote.transport` says so; it ends with the command.
 * @throws CliError when ssh does not get there
 */
export async function throughTunnel(
  io: CliIo,
  flags: TargetFlags,
  settings: ClientSettings,
  timeoutMs: number,
): Promise<TunnelledTarget | undefined> {
  const { mode, remote } = settings;
  if (flags.url !== undefined || mode !== 'remote' || remote.transport !== 'ssh') return undefined;
  const asked = { ...flags, timeout: timeoutMs };
  const where = sshDestination(asked, settings, []);
  if (where === undefined) return undefined;
  const { candidate, tunnel } = await tunnelCandidate(asked, settings, io, where, timeoutMs);
  const target: Target = { ...candidate.target, source: `ssh ${where.destination.host}` };
  return { target, close: tunnel.close };
}
