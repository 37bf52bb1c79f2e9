import type {
  HealthSummary,
  SessionHit,
  SessionsListParams,
  SessionsListResult,
  StatusSummary,
} from '../../protocol/generated/types.ts';

/** What the built-in tools may read. Composed where the parts live; nothing here can change anything. */
export interface ToolPorts {
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
