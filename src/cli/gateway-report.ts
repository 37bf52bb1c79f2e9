import { EXIT, type ExitCode } from '../platform/exit.ts';
import type {
  GatewayPhase,
  HelloOk,
  StatusSummary,
  SystemInspectResult,
  Transition,
} from '../protocol/generated/types.ts';
import type { LockOwner } from '../platform/lock.ts';
import type { FoundService } from '../service/scan.ts';
import type { PortState } from './facts.ts';
import type { SupervisorFact } from './supervisor-fact.ts';

/** One step of reaching the gateway: it worked, it failed with this, or it was not tried. */
export interface StepFact {
  readonly ok: boolean | null;
  readonly ms: number | null;
  readonly error: string | null;
}

export interface WhyDown {
  readonly actor: string;
  readonly steps: readonly Transition[];
}

/** What `gateway status --json` prints: facts that fail independently of each other. */
export interface GatewayReport {
  readonly supervisor: SupervisorFact;
  readonly config: {
    readonly path: string;
    readonly exists: boolean;
    readonly valid: boolean;
    readonly issues: readonly string[];
  };
  readonly gateway: {
    readonly bind: string;
    readonly port: number;
    readonly portSource: string;
    readonly probeTarget: string;
    readonly probeSource: string;
  };
  readonly port: PortState & {
    /** `null`: the gateway in use is elsewhere, and this machine's port says nothing of it. */
    readonly ok: boolean | null;
    readonly port: number;
    readonly owner: LockOwner | null;
  };
  readonly handshake: StepFact & { readonly server: HelloOk['server'] | null };
  readonly rpc: StepFact & { readonly method: 'status'; readonly summary: StatusSummary | null };
  /** With `--deep`: where in its life the gateway is. */
  readonly phase?: GatewayPhase;
  readonly tree?: SystemInspectResult['tree'];
  /** With `--deep`, for each part that is down: what led to it, oldest first. */
  readonly why?: readonly WhyDown[];
  /** Other services that have to do with a gateway; `system` ones only with `--deep`. */
  readonly otherServices: readonly FoundService[];
  /** For the line that says what to do. */
  readonly fix: string | null;
}

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
