import type { AskedFrom } from '../asked-from.ts';
import type {
  ConfigApplyParams,
  ConfigApplyResult,
  ConfigPatchParams,
  ConfigSchemaResult,
  ConfigSnapshot,
  HealthSummary,
  SessionHit,
  SessionsListParams,
  SessionsListResult,
  StatusSummary,
} from '../../protocol/generated/types.ts';

/** The gateway as its owners may change it through the agent. */
export interface GatewayToolPorts {
  /** `commands.restart`. */
  restartAllowed(): boolean;
  /** In-process, after `delayMs`; whoever asked is told once it is back. @throws Failure UNAVAILABLE while starting or stopping */
  restart(request: {
    readonly delayMs: number;
    readonly reason: string;
    readonly note?: string;
    readonly from: AskedFrom;
  }): void;
  readonly config: {
    /** Secrets are masked. */
    get(): Promise<ConfigSnapshot>;
    schema(): ConfigSchemaResult;
    /** @throws Failure INVALID_REQUEST | UNAVAILABLE */
    patch(
      params: ConfigPatchParams,
      editor: { readonly actor: string; readonly from?: AskedFrom },
    ): Promise<ConfigApplyResult>;
    /** As `patch`. */
    apply(
      params: ConfigApplyParams,
      editor: { readonly actor: string; readonly from?: AskedFrom },
    ): Promise<ConfigApplyResult>;
  };
}

/** What the built-in tools may read, and through `gateway` change. Composed where the parts live. */
export interface ToolPorts {
  readonly gateway: GatewayToolPorts;
  readonly sessions: {
    list(params: SessionsListParams): SessionsListResult;
    search(query: string, limit: number): readonly SessionHit[];
    history(key: string, limit: number, maxBytes: number): { sessionId?: string; messages: unknown[] };
    canonicalKey(key: string, agentId?: string): string;
    summary(options: { limit: number }): { readonly path: string; readonly count: number };
  };
  readonly runs: {
    active(): readonly { runId: string; canonicalKey: string; state: string; since: number }[];
  };
  status(): StatusSummary;
  health(): HealthSummary;
  readonly self: {
    readonly version: string;
    readonly host: string;
    readonly pid: number;
    readonly startedAtMs: number;
    readonly profile: string;
    readonly stateDir: string;
    readonly configPath: string;
  };
  now(): number;
}
