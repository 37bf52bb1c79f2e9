import type {
  GatewayPhase,
  HelloOk,
  StatusSummary,
  SystemInspectResult,
  Transition,
} from '../protocol/generated/types.ts';
import type { LockOwner } from '../platform/lock.ts';
import type { PortState, SupervisorFact } from './facts.ts';

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
  readonly port: PortState & { readonly port: number; readonly owner: LockOwner | null };
  readonly handshake: StepFact & { readonly server: HelloOk['server'] | null };
  readonly rpc: StepFact & { readonly method: 'status'; readonly summary: StatusSummary | null };
  /** With `--deep`: where in its life the gateway is. */
  readonly phase?: GatewayPhase;
  readonly tree?: SystemInspectResult['tree'];
  /** With `--deep`, for each part that is down: what led to it, oldest first. */
  readonly why?: readonly WhyDown[];
  /** For the line that says what to do. */
  readonly fix: string | null;
}
