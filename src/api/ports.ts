import type {
  AgentRow,
  DevicePairListResult,
  EventName,
  EventMap,
  HealthSummary,
  HeartbeatEvent,
  LogsTailParams,
  LogsTailResult,
  ModelsListResult,
  PairedDevice,
  PresenceEntry,
  SessionHit,
  SessionsListParams,
  SessionsListResult,
  SessionsPatchParams,
  SessionsPreviewParams,
  SessionsPreviewResult,
  SessionsResolveParams,
  StatusSummary,
  SystemEventParams,
  SystemInspectParams,
  SystemInspectResult,
  SystemResumeResult,
  SystemTransitionsParams,
  SystemTransitionsResult,
} from '../protocol/generated/types.ts';
import type { ConfigPort } from './config-port.ts';
import type { RestartRequest } from './lifecycle-facts.ts';
import type { RunsPort } from './run-ports.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { ChannelsPort, OutboxPort, PairingPort } from './channel-ports.ts';

export type { AccountTarget, ChannelsPort, LoginStart, OutboxPort, PairingPort } from './channel-ports.ts';

export type { ConfigEditor, ConfigPort } from './config-port.ts';

export type {
  RunRequest,
  RunObserver,
  RunChat,
  RunOrigin,
  RunOutcome,
  RunPayload,
  RunTicket,
  RunsPort,
} from './run-ports.ts';

/** Everything a method handler may touch. Composed in `actors/`; each member is one part's public face. */
export interface Ports {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: ConfigPort;
  readonly self: SelfPort;
  readonly events: EventsPort;
  readonly presence: PresencePort;
  readonly health: HealthPort;
  readonly heartbeat: HeartbeatPort;
  readonly runs: RunsPort;
  readonly sessions: SessionsPort;
  readonly devices: DevicesPort;
  readonly channels: ChannelsPort;
  readonly pairing: PairingPort;
  readonly outbox: OutboxPort;
  readonly agents: AgentsPort;
  readonly logs: LogsPort;
  readonly tree: TreePort;
  readonly lifecycle: LifecyclePort;
}

/** Facts about this process. */
export interface SelfPort {
  readonly version: string;
  readonly host: string;
  readonly pid: number;
  /** New at every boot, in-process restarts included. */
  readonly instanceId: string;
  readonly startedAtMs: number;
  readonly profile: string;
  readonly stateDir: string;
  /** Stays with the state directory; absent while it cannot be written there. */
  readonly stateId?: string;
  readonly configPath: string;
}

export interface EventsPort {
  /** Serialises once and writes to every client the event's scope lets in. */
  broadcast<E extends EventName>(event: E, payload: EventMap[E]): void;
  /** To one connection only, without `seq`. */
  unicast<E extends EventName>(connId: string, event: E, payload: EventMap[E]): void;
}

export interface PresencePort {
  list(): PresenceEntry[];
  /** Applies a `system-event` beacon, raises the version and schedules the coalesced broadcast. */
  note(params: SystemEventParams): void;
  version(): number;
}

export interface HealthPort {
  /** The live snapshot; never blocks. */
  current(): HealthSummary;
  refresh(options: { probe: boolean }): Promise<HealthSummary>;
  status(): StatusSummary;
  version(): number;
}

export interface HeartbeatPort {
  last(): HeartbeatEvent | null;
  setEnabled(enabled: boolean): void;
}

export interface SessionsPort {
  list(params: SessionsListParams): SessionsListResult;
  preview(params: SessionsPreviewParams): SessionsPreviewResult;
  resolve(params: SessionsResolveParams): { ok: true; key: string };
  patch(
    params: SessionsPatchParams,
  ): Promise<{ ok: true; path: string; key: string; entry: Record<string, unknown> }>;
  reset(key: string): Promise<{ ok: true; key: string; entry: Record<string, unknown> }>;
  remove(
    key: string,
    deleteTranscript: boolean,
  ): Promise<{ ok: true; key: string; deleted: boolean; archived: string[] }>;
  compact(
    key: string,
    maxLines: number,
  ): Promise<{
    ok: true;
    key: string;
    compacted: boolean;
    kept?: number;
    archived?: string;
    reason?: string;
  }>;
  /** The canonical `agent:<id>:<rest>` form of whatever a client calls the session. */
  canonicalKey(key: string, agentId?: string): string;
  /** Newest `limit` messages, oldest first, trimmed from the front to `maxBytes` of JSON. */
  history(
    key: string,
    limit: number,
    maxBytes: number,
  ): { sessionId?: string; messages: unknown[]; thinkingLevel?: string };
  /**
   * Appends an assistant note; `undefined` when the session does not exist. Returns the message id (8 hex). With an `id`
   * of the caller's the note is appended once, however often it is asked for in a row.
   */
  inject(key: string, message: string, label?: string, id?: string): Promise<string | undefined>;
  /** Full-text search over transcripts, best first; of each message the place where it was found. */
  search(query: string, limit: number): readonly SessionHit[];
}

export interface DevicesPort {
  list(): DevicePairListResult;
  approve(requestId: string): Promise<{ requestId: string; device: PairedDevice } | undefined>;
  reject(requestId: string): Promise<{ requestId: string; deviceId: string } | undefined>;
  rotate(
    deviceId: string,
    role: string,
    scopes?: readonly string[],
  ): Promise<
    { deviceId: string; role: string; token: string; scopes: string[]; rotatedAtMs: number } | undefined
  >;
  revoke(
    deviceId: string,
    role: string,
  ): Promise<{ deviceId: string; role: string; revokedAtMs: number } | undefined>;
}

export interface LifecyclePort {
  /**
   * Restarts within the process after `delayMs`; answers before it begins.
   * @throws Failure UNAVAILABLE when the gateway is already stopping
   */
  restart(request: RestartRequest): void;
  /** Lets one restart signal from outside through within `ttlMs`. Returns when that ends (Unix epoch, ms). */
  authorizeRestart(ttlMs: number): number;
  /** Stops the gateway as a SIGTERM does. True when it was stopping for good already: then nothing is changed by it. */
  stop(reason: string): boolean;
}

export interface AgentsPort {
  /** Without a look into any workspace. */
  defaults(): { defaultId: string; mainKey: string; scope: 'per-sender' | 'global' };
  list(): { defaultId: string; mainKey: string; scope: 'per-sender' | 'global'; agents: AgentRow[] };
  identity(agentId: string): { agentId: string; name: string; avatar: string } | undefined;
  models(): Promise<ModelsListResult>;
}

export interface LogsPort {
  tail(params: LogsTailParams): Promise<LogsTailResult>;
}

export interface TreePort {
  inspect(params: SystemInspectParams): SystemInspectResult;
  /**
   * What came after a number, at once or when there is something to tell.
   * @throws Failure UNAVAILABLE when the signal aborts first, or too many wait already
   */
  transitions(params: SystemTransitionsParams, signal: AbortSignal): Promise<SystemTransitionsResult>;
  /**
   * Starts a part that is parked or waits for its next start; resolves when it runs or is down again.
   * @throws Failure INVALID_REQUEST (no such part, or it is not down)
   */
  resume(actor: string): Promise<SystemResumeResult>;
}
