import type {
  AgentRow,
  ConfigSnapshot,
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
} from '../protocol/generated/types.ts';
import type { Config } from '../config/generated/types.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { ChannelsPort, OutboxPort, PairingPort } from './channel-ports.ts';

export type { AccountTarget, ChannelsPort, LoginStart, OutboxPort, PairingPort } from './channel-ports.ts';

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

export interface ConfigPort {
  current(): Config;
  /** The payload of `config.get`: raw text, parsed value, issues. Secrets are masked in `raw`, `parsed` and `config`. */
  snapshot(): ConfigSnapshot;
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

export interface RunRequest {
  /** The caller's idempotency key. */
  readonly runId: string;
  readonly source: 'agent' | 'chat';
  /** As the caller wrote it; echoed in events. Absent: derived from `to` or `sessionId`, else the main session. */
  readonly sessionKey?: string;
  readonly sessionId?: string;
  readonly to?: string;
  readonly agentId?: string;
  /** Canonical id of the channel the message came over, where the caller named one; chat messages come over `webchat`. */
  readonly channel?: string;
  readonly message: string;
  readonly attachments?: readonly unknown[];
  readonly thinking?: string;
  /** 0 or absent: the configured default. */
  readonly timeoutMs?: number;
  readonly extraSystemPrompt?: string;
  /** Who asked, for `/whoami` and the ops log. */
  readonly requester: string;
  /** The chat the message came from; absent: the web chat or the command line, whose users are owners. */
  readonly chat?: RunChat;
  /** Where the answer goes. Messages with different keys are never answered together. */
  readonly routeKey?: string;
  /** Remembered with the session, for lists and for answers that come later. */
  readonly origin?: RunOrigin;
}

/** A chat on a network, as access control saw it. */
export interface RunChat {
  readonly channel: string;
  readonly accountId: string;
  readonly kind: 'dm' | 'group' | 'channel';
  readonly senderId: string;
  readonly owner: boolean;
  /** Slash commands of this sender count. */
  readonly authorized: boolean;
  readonly title?: string;
}

export interface RunOrigin {
  readonly channel: string;
  readonly accountId: string;
  /** Where an answer goes. */
  readonly to: string;
  readonly threadId?: string;
  readonly chatType: 'direct' | 'group' | 'channel';
  /** Who wrote. */
  readonly from: string;
  /** Name of the person or chat, for lists. */
  readonly label?: string;
  /** Title of the group. */
  readonly subject?: string;
}

/** How a run ended; stored, so a replay after a restart gives the same answer. */
export interface RunOutcome {
  readonly runId: string;
  readonly status: 'ok' | 'error' | 'aborted' | 'timeout' | 'interrupted';
  readonly summary: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly sessionKey: string;
  readonly sessionId: string;
  /** `{payloads, meta}` for `agent`; present when `status` is `ok`, and on `aborted`/`timeout` with what was said so far. */
  readonly result?: {
    readonly payloads: readonly RunPayload[];
    readonly meta: Readonly<Record<string, unknown>>;
  };
}

export interface RunPayload {
  readonly text?: string;
  readonly mediaUrl?: string | null;
  readonly mediaUrls?: readonly string[];
}

export interface RunTicket {
  readonly runId: string;
  /** `accepted`: this call started it. `running`: the key is already at work. `settled`: it ended earlier. */
  readonly status: 'accepted' | 'running' | 'settled';
  readonly acceptedAt: number;
  /** Resolves at the terminal event, exactly once; never rejects. */
  readonly outcome: Promise<RunOutcome>;
}

export interface RunsPort {
  /**
   * Resolves once the run is durable.
   * @throws Failure INVALID_REQUEST (unknown agent, key reused with another payload, send policy), UNAVAILABLE (draining)
   */
  submit(request: RunRequest): Promise<RunTicket>;
  /** Waits for a run that may be unknown here; `undefined` when it did not end in time or `signal` aborted. */
  wait(runId: string, timeoutMs: number, signal?: AbortSignal): Promise<RunOutcome | undefined>;
  /**
   * With `runId`, that run, whoever began it. Else by `rpc` the chat runs of the session (exact key as given to
   * chat.send), and by `stop` every run of the session, however its key was written.
   * @throws Failure INVALID_REQUEST when the run belongs to another session
   */
  abort(target: { sessionKey: string; runId?: string; reason: 'rpc' | 'stop' }): {
    aborted: boolean;
    runIds: string[];
  };
  /** Runs now queued or running, oldest first. `sessionKey` as the caller wrote it. */
  active(): readonly {
    runId: string;
    sessionKey: string;
    canonicalKey: string;
    state: string;
    since: number;
  }[];
  /** Resolves when no run of the session (canonical key) is active, or false after `timeoutMs`. Aborts them first. */
  clearSession(canonicalKey: string, timeoutMs: number): Promise<boolean>;
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
  /** Appends an assistant note; `undefined` when the session does not exist. Returns the message id (8 hex). */
  inject(key: string, message: string, label?: string): Promise<string | undefined>;
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
  restart(request: { readonly reason?: string; readonly delayMs: number }): void;
}

export interface AgentsPort {
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
   * Starts a part that is parked or waits for its next start; resolves when it runs or is down again.
   * @throws Failure INVALID_REQUEST (no such part, or it is not down)
   */
  resume(actor: string): Promise<SystemResumeResult>;
}
