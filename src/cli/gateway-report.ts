import { EXIT, type ExitCode } from '../platform/exit.ts';
import type { GatewayStatusReport, HealthWarning } from '../protocol/generated/types.ts';

/** What `gateway status --json` prints: facts that fail independently of each other. */
export type GatewayReport = GatewayStatusReport;

/** One step of reaching the gateway: it worked, it failed with this, or it was not tried. */
export type StepFact = Pick<GatewayReport['handshake'], 'ok' | 'ms' | 'error'>;

/** What health says besides the facts; `error`: why it could not be asked. */
export interface AskedHealth {
  readonly warnings: readonly HealthWarning[];
  readonly error: string | null;
}

export type WhyDown = NonNullable<GatewayReport['why']>[number];

/** Which of the four facts is red, the first in the order in which they depend on each other; `null`: none. */
export type RedFact = 'port' | 'handshake' | 'rpc' | 'supervisor';

export function redFact({ supervisor, port, handshake, rpc }: GatewayReport): RedFact | null {
  if (port.ok === false) return 'port';
  if (handshake.ok === false) return 'handshake';
  if (rpc.ok === false) return 'rpc';
  return supervisor.ok === false ? 'supervisor' : null;
}

/** So that a script knows which one without reading. */
export const RED_EXIT: Readonly<Record<RedFact, ExitCode>> = {
  port: EXIT.unavailable,
  handshake: EXIT.crash,
  rpc: EXIT.internal,
  supervisor: EXIT.retry,
};
