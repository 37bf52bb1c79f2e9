import { CliError } from './cli-error.ts';
import { openClient } from './client.ts';
import type { GatewayClient } from './client.ts';
import type { CliIo } from './io.ts';

/** Between two tries while nobody answers: a process that ends and one that starts tell nobody about it. */
const RETRY_MS = 50;

/**
 * The gateway of this state directory over its own socket, in whatever phase it is.
 * @throws CliError unreachable, refused, timeout or closed
 */
export async function openOwn(io: CliIo, timeoutMs: number): Promise<GatewayClient> {
  const { socketPath } = io.paths;
  return openClient({
    target: { url: `unix:${socketPath}`, source: 'local socket', socketPath },
    clock: io.clock,
    random: io.random,
    version: io.version,
    identityDir: io.paths.identityDir,
    timeoutMs,
  });
}

export const pause = (io: CliIo, ms = RETRY_MS): Promise<void> =>
  new Promise((resolve) => void io.clock.setTimeout(resolve, ms));

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
