import { shellWord } from '../platform/shell-word.ts';
import { CliError } from './cli-error.ts';
import { openClient } from './client.ts';
import type { GatewayClient } from './client.ts';
import { lockOwner } from './facts.ts';
import type { CliIo } from './io.ts';

/**
 * The gateway of this state directory over its own socket, in whatever phase it is.
 * @throws CliError unreachable, refused, timeout or closed
 */
export async function openOwn(io: CliIo, timeoutMs: number): Promise<GatewayClient> {
  const { socketPath } = io.paths;
  try {
    return await openClient({
      target: { url: `unix:${socketPath}`, source: 'local socket', socketPath },
      clock: io.clock,
      random: io.random,
      version: io.version,
      identityDir: io.paths.identityDir,
      timeoutMs,
    });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (error.kind === 'timeout') throw error.at(error.options.where ?? [], hungFix(io));
    throw error.kind === 'unreachable' ? error.at(error.options.where ?? [], deafFix(io)) : error;
  }
}

/** A process holds the lock, by its facts, and there is no socket: it is on its way up, or its number is another's by now. */
function deafFix({ paths }: Pick<CliIo, 'paths'>): string | undefined {
  const owner = lockOwner({ paths });
  if (owner === undefined) return undefined;
  return `pid ${owner.pid} does not listen yet: try again in a moment; if it is no gateway (ps -p ${owner.pid}), remove ${shellWord(paths.lockFactsPath)}`;
}

/** What to do about the own gateway when it is there and says nothing; `undefined` when it is not there. */
export function hungFix(io: Pick<CliIo, 'paths' | 'machine'>): string | undefined {
  const owner = lockOwner(io);
  if (owner === undefined) return undefined;
  const kill = io.machine.platform === 'win32' ? `taskkill /F /PID ${owner.pid}` : `kill -9 ${owner.pid}`;
  return `give it longer with --timeout; a gateway that hangs is ended by: ${kill}; a service then starts it again by itself`;
}

/** Failures that a moment later may be none: the gateway is on its way from one phase to another. */
export const isPassing = (error: unknown): boolean =>
  error instanceof CliError &&
  (['unreachable', 'closed', 'timeout'].includes(error.kind) || error.options.code === 'UNAVAILABLE');

/** Milliseconds left of a budget that begins now; never below 1. */
export function createBudget(io: CliIo, totalMs: number): { leftMs(): number; spent(): boolean } {
  const begun = io.clock.monotonic();
  const left = (): number => totalMs - (io.clock.monotonic() - begun);
  return { leftMs: () => Math.max(1, Math.round(left())), spent: () => left() <= 0 };
}
