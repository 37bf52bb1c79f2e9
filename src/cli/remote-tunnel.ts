import type { CliIo } from './io.ts';
import { sshDestination, tunnelCandidate } from './probe-targets.ts';
import type { ClientSettings } from './settings.ts';
import type { Target, TargetFlags } from './target.ts';

export interface TunnelledTarget {
  readonly target: Target;
  close(): Promise<void>;
}

/** After Ctrl-C: what the command still has to tell the gateway, e.g. to abort a run, goes through the tunnel. */
const LAST_WORDS_MS = 1_000;

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
  // ssh is in a group of its own and does not hear Ctrl-C: without this it would stay when the command is gone.
  const stop = new AbortController();
  let open = false;
  let ending: unknown;
  const off = io.onInterrupt(() => {
    if (!open) return stop.abort();
    ending ??= io.clock.setTimeout(() => stop.abort(), LAST_WORDS_MS);
  });
  const forget = (): void => {
    off();
    io.clock.clearTimeout(ending);
  };
  try {
    const opened = await tunnelCandidate(asked, settings, io, where, timeoutMs, stop.signal);
    open = true;
    const target: Target = { ...opened.candidate.target, source: `ssh ${where.destination.host}` };
    return {
      target,
      async close() {
        forget();
        await opened.tunnel.close();
      },
    };
  } catch (error) {
    forget();
    throw error;
  }
}
