// Generated from src/protocol/catalogue.ts by scripts/protocol/generate.ts. Do not edit; run `npm run protocol:gen`.

export type MethodName =
  | 'health'
  | 'logs.tail'
  | 'channels.status'
  | 'channels.logout'
  | 'status'
  | 'config.get'
  | 'config.set'
  | 'config.apply'
  | 'config.patch'
  | 'config.schema'
  | 'models.list'
  | 'agents.list'
  | 'sessions.list'
  | 'sessions.preview'
  | 'sessions.patch'
  | 'sessions.reset'
  | 'sessions.delete'
  | 'sessions.compact'
  | 'last-heartbeat'
  | 'set-heartbeats'
  | 'device.pair.list'
  | 'device.pair.approve'
  | 'device.pair.reject'
  | 'device.token.rotate'
  | 'device.token.revoke'
  | 'system-presence'
  | 'system-event'
  | 'send'
  | 'agent'
  | 'agent.identity.get'
  | 'agent.wait'
  | 'chat.history'
  | 'chat.abort'
  | 'chat.send'
  | 'web.login.start'
  | 'web.login.wait'
  | 'system.inspect'
  | 'system.resume'
  | 'sessions.search'
  | 'system.restart'
  | 'channels.start'
  | 'channels.stop'
  | 'react'
  | 'pairing.list'
  | 'pairing.approve'
  | 'pairing.reject'
  | 'outbox.list'
  | 'outbox.retry'
  | 'outbox.drop'
  | 'config.plan'
  | 'config.confirm'
  | 'config.history'
  | 'config.rollback'
  | 'gateway.restart'
  | 'system.authorizeRestart'
  | 'system.transitions'
  | 'system.stop'
  | 'connect'
  | 'chat.inject'
  | 'sessions.resolve'
  | 'poll';

export type EventName =
  | 'connect.challenge'
  | 'agent'
  | 'chat'
  | 'presence'
  | 'tick'
  | 'shutdown'
  | 'health'
  | 'heartbeat'
  | 'device.pair.requested'
  | 'device.pair.resolved'
  | 'resume.reset'
  | 'channel.login'
  | 'channel.pair.requested'
  | 'channel.pair.resolved'
  | 'outbox.changed';

/** Parameters and result of every method. */
export interface MethodMap {
  'health': { params: HealthParams; result: HealthResult };
  'logs.tail': { params: LogsTailParams; result: LogsTailResult };
  'channels.status': { params: ChannelsStatusParams; result: ChannelsStatusResult };
  'channels.logout': { params: ChannelsLogoutParams; result: ChannelsLogoutResult };
  'status': { params: StatusParams; result: StatusResult };
  'config.get': { params: ConfigGetParams; result: ConfigGetResult };
  'config.set': { params: ConfigSetParams; result: ConfigSetResult };
  'config.apply': { params: ConfigApplyParams; result: ConfigApplyResult };
  'config.patch': { params: ConfigPatchParams; result: ConfigPatchResult };
  'config.schema': { params: ConfigSchemaParams; result: ConfigSchemaResult };
  'models.list': { params: ModelsListParams; result: ModelsListResult };
  'agents.list': { params: AgentsListParams; result: AgentsListResult };
  'sessions.list': { params: SessionsListParams; result: SessionsListResult };
  'sessions.preview': { params: SessionsPreviewParams; result: SessionsPreviewResult };
  'sessions.patch': { params: SessionsPatchParams; result: SessionsPatchResult };
  'sessions.reset': { params: SessionsResetParams; result: SessionsResetResult };
  'sessions.delete': { params: SessionsDeleteParams; result: SessionsDeleteResult };
  'sessions.compact': { params: SessionsCompactParams; result: SessionsCompactResult };
  'last-heartbeat': { params: LastHeartbeatParams; result: LastHeartbeatResult };
  'set-heartbeats': { params: SetHeartbeatsParams; result: SetHeartbeatsResult };
  'device.pair.list': { params: DevicePairListParams; result: DevicePairListResult };
  'device.pair.approve': { params: DevicePairApproveParams; result: DevicePairApproveResult };
  'device.pair.reject': { params: DevicePairRejectParams; result: DevicePairRejectResult };
  'device.token.rotate': { params: DeviceTokenRotateParams; result: DeviceTokenRotateResult };
  'device.token.revoke': { params: DeviceTokenRevokeParams; result: DeviceTokenRevokeResult };
  'system-presence': { params: SystemPresenceParams; result: SystemPresenceResult };
  'system-event': { params: SystemEventParams; result: SystemEventResult };
  'send': { params: SendParams; result: SendResult };
  'agent': { params: AgentParams; result: AgentResult };
  'agent.identity.get': { params: AgentIdentityGetParams; result: AgentIdentityGetResult };
  'agent.wait': { params: AgentWaitParams; result: AgentWaitResult };
  'chat.history': { params: ChatHistoryParams; result: ChatHistoryResult };
  'chat.abort': { params: ChatAbortParams; result: ChatAbortResult };
  'chat.send': { params: ChatSendParams; result: ChatSendResult };
  'web.login.start': { params: WebLoginStartParams; result: WebLoginStartResult };
  'web.login.wait': { params: WebLoginWaitParams; result: WebLoginWaitResult };
  'system.inspect': { params: SystemInspectParams; result: SystemInspectResult };
  'system.resume': { params: SystemResumeParams; result: SystemResumeResult };
  'sessions.search': { params: SessionsSearchParams; result: SessionsSearchResult };
  'system.restart': { params: SystemRestartParams; result: SystemRestartResult };
  'channels.start': { params: ChannelsStartParams; result: ChannelsStartResult };
  'channels.stop': { params: ChannelsStopParams; result: ChannelsStopResult };
  'react': { params: ReactParams; result: ReactResult };
  'pairing.list': { params: PairingListParams; result: PairingListResult };
  'pairing.approve': { params: PairingApproveParams; result: PairingApproveResult };
  'pairing.reject': { params: PairingRejectParams; result: PairingRejectResult };
  'outbox.list': { params: OutboxListParams; result: OutboxListResult };
  'outbox.retry': { params: OutboxRetryParams; result: OutboxRetryResult };
  'outbox.drop': { params: OutboxDropParams; result: OutboxDropResult };
  'config.plan': { params: ConfigPlanParams; result: ConfigPlanResult };
  'config.confirm': { params: ConfigConfirmParams; result: ConfigConfirmResult };
  'config.history': { params: ConfigHistoryParams; result: ConfigHistoryResult };
  'config.rollback': { params: ConfigRollbackParams; result: ConfigRollbackResult };
  'gateway.restart': { params: GatewayRestartParams; result: GatewayRestartResult };
  'system.authorizeRestart': { params: SystemAuthorizeRestartParams; result: SystemAuthorizeRestartResult };
  'system.transitions': { params: SystemTransitionsParams; result: SystemTransitionsResult };
  'system.stop': { params: SystemStopParams; result: SystemStopResult };
  'connect': { params: ConnectParams; result: ConnectResult };
  'chat.inject': { params: ChatInjectParams; result: ChatInjectResult };
  'sessions.resolve': { params: SessionsResolveParams; result: SessionsResolveResult };
  'poll': { params: PollParams; result: PollResult };
}

/** Payload of every event. */
export interface EventMap {
  'connect.challenge': ConnectChallengeEvent;
  'agent': AgentEvent;
  'chat': ChatEvent;
  'presence': PresenceEvent;
  'tick': TickEvent;
  'shutdown': ShutdownEvent;
  'health': HealthEvent;
  'heartbeat': HeartbeatEvent;
  'device.pair.requested': DevicePairRequestedEvent;
  'device.pair.resolved': DevicePairResolvedEvent;
  'resume.reset': ResumeResetEvent;
  'channel.login': ChannelLoginEvent;
  'channel.pair.requested': ChannelPairRequestedEvent;
  'channel.pair.resolved': ChannelPairResolvedEvent;
  'outbox.changed': OutboxChangedEvent;
}

export interface AccountSnapshot {
  /** Not empty. */
  readonly accountId: string;
  readonly name?: string;
  readonly enabled?: boolean;
  readonly configured?: boolean;
  readonly linked?: boolean;
  readonly running?: boolean;
  readonly connected?: boolean;
  /** Of the link: `online`, `backingOff`, `conflict`, `loggedOut`, `unconfigured` and so on. */
  readonly state?: string;
  readonly verdict?: LinkVerdict;
  /** Unix epoch, ms, of the latest proof of each kind; null before the first. */
  readonly evidence?: Readonly<Record<string, number | null>>;
  readonly lastDisconnect?: LinkDisconnect | null;
  /** Who the account is on its network. */
  readonly self?: Readonly<Record<string, unknown>>;
  /** Since the credentials last changed. */
  readonly authAgeMs?: number | null;
  /** Unix epoch, ms, of the next attempt to connect. Integer. */
  readonly nextAttemptAt?: number | null;
  /** Integer. */
  readonly reconnectAttempts?: number;
  /** Integer. */
  readonly lastConnectedAt?: number | null;
  /** Integer. */
  readonly lastStartAt?: number | null;
  /** Integer. */
  readonly lastStopAt?: number | null;
  /** Integer. */
  readonly lastInboundAt?: number | null;
  /** Integer. */
  readonly lastOutboundAt?: number | null;
  /** Integer. */
  readonly lastProbeAt?: number | null;
  readonly lastError?: string | null;
  readonly mode?: string;
  readonly dmPolicy?: string;
  readonly tokenSource?: string;
  readonly botTokenSource?: string;
  readonly appTokenSource?: string;
  readonly baseUrl?: string;
  readonly allowFrom?: readonly string[];
  readonly allowUnmentionedGroups?: boolean;
  readonly cliPath?: string | null;
  readonly dbPath?: string | null;
  /** Integer. */
  readonly port?: number | null;
  readonly probe?: unknown;
  readonly audit?: unknown;
  readonly application?: unknown;
  readonly [key: string]: unknown;
}

/** One live actor. */
export interface ActorNode {
  /** Not empty. */
  readonly id: string;
  readonly parent: string | null;
  readonly machine: string;
  readonly state: string;
  /** In this state since (Unix epoch, ms). Integer. */
  readonly since: number;
  /** Integer. */
  readonly restarts: number;
  readonly lastError: string | null;
  /** What is scheduled, e.g. a restart. */
  readonly next: string | null;
  /** When (Unix epoch, ms). Integer. */
  readonly nextAt: number | null;
  /** Children left out because of `limit`. Integer. */
  readonly omitted?: number;
}

/** The first answer to `agent`; the only one when a running key is repeated. */
export interface AgentAccepted {
  /** Not empty. */
  readonly runId: string;
  readonly status: 'accepted';
  /** Unix epoch, ms. Integer. */
  readonly acceptedAt: number;
}

export interface AgentAssistantData {
  /** Everything said so far. */
  readonly text: string;
  /** What is new. */
  readonly delta: string;
  readonly mediaUrls?: readonly string[];
}

export interface AgentCompactionData {
  readonly phase: 'start' | 'end';
  readonly willRetry?: boolean;
}

export interface AgentEvent {
  /** Not empty. */
  readonly runId: string;
  /** Per run, from 1. Hidden tool events leave holes. Integer. */
  readonly seq: number;
  readonly stream: 'lifecycle' | 'assistant' | 'tool' | 'compaction';
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  readonly data: AgentLifecycleData | AgentAssistantData | AgentToolData | AgentCompactionData;
  /** As the requester wrote it. */
  readonly sessionKey?: string;
}

/** The payload that accompanies the error of a failed run. */
export interface AgentFailed {
  /** Not empty. */
  readonly runId: string;
  readonly status: 'error';
  readonly summary: string;
}

/** The second answer to `agent`. */
export interface AgentFinal {
  /** Not empty. */
  readonly runId: string;
  readonly status: 'ok';
  readonly summary: string;
  readonly result: {
    readonly payloads: readonly AgentPayload[];
    readonly meta: AgentMeta;
  };
}

export interface AgentHealth {
  readonly agentId: string;
  readonly name?: string;
  readonly isDefault: boolean;
  readonly heartbeat: {
    readonly enabled: boolean;
    readonly every: string;
    /** Integer. */
    readonly everyMs: number | null;
    readonly prompt: string;
    readonly target: string;
    readonly model?: string;
    /** Integer. */
    readonly ackMaxChars: number;
  };
  readonly sessions: SessionsHealth;
}

export interface AgentIdentityGetParams {
  /** Not empty. */
  readonly agentId?: string;
  readonly sessionKey?: string;
}

export interface AgentIdentityGetResult {
  /** Not empty. */
  readonly agentId: string;
  readonly name?: string;
  readonly avatar?: string;
}

/** `end` and `error` are terminal. */
export interface AgentLifecycleData {
  readonly phase: 'start' | 'end' | 'error';
  /** Unix epoch, ms. Integer. */
  readonly startedAt?: number;
  /** Unix epoch, ms. Integer. */
  readonly endedAt?: number;
  readonly aborted?: boolean;
  readonly error?: string;
}

/** `durationMs`, `agentMeta {sessionId, provider, model, usage?}`, `aborted?`, `stopReason?` and what the engine adds. */
export type AgentMeta = Readonly<Record<string, unknown>>;

export interface AgentParams {
  /** Not empty. */
  readonly message: string;
  /** Becomes the runId. Not empty. */
  readonly idempotencyKey: string;
  /** Not empty. */
  readonly agentId?: string;
  readonly sessionKey?: string;
  readonly sessionId?: string;
  readonly to?: string;
  readonly replyTo?: string;
  readonly channel?: string;
  readonly replyChannel?: string;
  readonly accountId?: string;
  readonly replyAccountId?: string;
  readonly threadId?: string;
  readonly groupId?: string;
  readonly groupChannel?: string;
  readonly groupSpace?: string;
  readonly thinking?: string;
  readonly lane?: string;
  readonly extraSystemPrompt?: string;
  readonly spawnedBy?: string;
  readonly deliver?: boolean;
  readonly attachments?: readonly unknown[];
  /** Seconds; 0 or absent: the configured default. Integer. */
  readonly timeout?: number;
  /** at most 64 characters, Not empty. */
  readonly label?: string;
}

export interface AgentPayload {
  readonly text?: string;
  readonly mediaUrl?: string | null;
  readonly mediaUrls?: readonly string[];
}

export type AgentResult = AgentAccepted | AgentFinal;

export interface AgentRow {
  /** Not empty. */
  readonly id: string;
  readonly name?: string;
  readonly identity?: {
    readonly name?: string;
    readonly theme?: string;
    readonly emoji?: string;
    readonly avatar?: string;
    readonly avatarUrl?: string;
  };
}

export interface AgentToolData {
  readonly phase: 'start' | 'update' | 'result';
  readonly name: string;
  readonly toolCallId: string;
  readonly args?: unknown;
  readonly partialResult?: unknown;
  readonly meta?: unknown;
  readonly isError?: boolean;
  readonly result?: unknown;
}

export interface AgentWaitParams {
  /** Not empty. */
  readonly runId: string;
  /** Default 30000; 0 answers at once. Integer. */
  readonly timeoutMs?: number;
}

export interface AgentWaitResult {
  /** Not empty. */
  readonly runId: string;
  /** `timeout`: not finished in time, or unknown here. */
  readonly status: 'ok' | 'error' | 'timeout';
  /** Integer. */
  readonly startedAt?: number;
  /** Integer. */
  readonly endedAt?: number;
  readonly error?: string;
}

export type AgentsListParams = Readonly<Record<string, never>>;

export interface AgentsListResult {
  /** Not empty. */
  readonly defaultId: string;
  /** Not empty. */
  readonly mainKey: string;
  readonly scope: 'per-sender' | 'global';
  readonly agents: readonly AgentRow[];
}

/** What an element of `attachments` should look like; checked when it is decoded, not by the schema. */
export interface Attachment {
  readonly type?: string;
  readonly mimeType?: string;
  readonly fileName?: string;
  /** base64, or a data URL. */
  readonly content?: string;
  readonly [key: string]: unknown;
}

export interface ChannelAccountHealth {
  readonly accountId: string;
  readonly configured?: boolean;
  readonly linked?: boolean;
  /** Of the link: `online`, `backingOff`, `conflict`, `loggedOut`, `unconfigured` and so on. */
  readonly state?: string;
  readonly verdict?: LinkVerdict;
  /** Unix epoch, ms, of the latest proof of each kind; null before the first. */
  readonly evidence?: Readonly<Record<string, number | null>>;
  readonly lastDisconnect?: LinkDisconnect | null;
  /** Who the account is on its network. */
  readonly self?: Readonly<Record<string, unknown>>;
  /** Since the credentials last changed. */
  readonly authAgeMs?: number | null;
  /** Unix epoch, ms, of the next attempt to connect. Integer. */
  readonly nextAttemptAt?: number | null;
  readonly probe?: {
    readonly ok?: boolean;
    /** Integer. */
    readonly status?: number | null;
    readonly error?: string | null;
    readonly elapsedMs?: number;
    readonly [key: string]: unknown;
  };
  /** Integer. */
  readonly lastProbeAt?: number | null;
  readonly [key: string]: unknown;
}

export interface ChannelHealth {
  readonly accountId: string;
  readonly configured?: boolean;
  readonly linked?: boolean;
  /** Of the link: `online`, `backingOff`, `conflict`, `loggedOut`, `unconfigured` and so on. */
  readonly state?: string;
  readonly verdict?: LinkVerdict;
  /** Unix epoch, ms, of the latest proof of each kind; null before the first. */
  readonly evidence?: Readonly<Record<string, number | null>>;
  readonly lastDisconnect?: LinkDisconnect | null;
  /** Who the account is on its network. */
  readonly self?: Readonly<Record<string, unknown>>;
  /** Since the credentials last changed. */
  readonly authAgeMs?: number | null;
  /** Unix epoch, ms, of the next attempt to connect. Integer. */
  readonly nextAttemptAt?: number | null;
  readonly probe?: {
    readonly ok?: boolean;
    /** Integer. */
    readonly status?: number | null;
    readonly error?: string | null;
    readonly elapsedMs?: number;
    readonly [key: string]: unknown;
  };
  /** Integer. */
  readonly lastProbeAt?: number | null;
  readonly accounts?: Readonly<Record<string, ChannelAccountHealth>>;
  readonly [key: string]: unknown;
}

export interface ChannelLoginEvent {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  readonly step: 'qr' | 'code' | 'linked' | 'ended';
  /** PNG. */
  readonly qrDataUrl?: string;
  /** What the QR code says, for terminals that draw it themselves. */
  readonly qr?: string;
  /** The pairing code to type on the phone. */
  readonly code?: string;
  /** Unix epoch, ms. Integer. */
  readonly expiresAt?: number;
  readonly message?: string;
}

export type ChannelPairRequestedEvent = PairingRequest;

export interface ChannelPairResolvedEvent {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** Not empty. */
  readonly id: string;
  readonly decision: 'approved' | 'rejected';
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
}

export interface ChannelsLogoutParams {
  /** Not empty. */
  readonly channel: string;
  /** Default: the default account of the channel. */
  readonly accountId?: string;
}

export interface ChannelsLogoutResult {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** There were credentials, and they are gone. */
  readonly cleared: boolean;
  readonly loggedOut?: boolean;
  /** The token comes from the environment or a file and cannot be removed from here. */
  readonly envToken?: boolean;
  readonly [key: string]: unknown;
}

export interface ChannelsStartParams {
  /** Not empty. */
  readonly channel: string;
  /** Default: the default account of the channel. */
  readonly accountId?: string;
}

export interface ChannelsStartResult {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** Of the link, after the call. Not empty. */
  readonly state: string;
}

export interface ChannelsStatusParams {
  readonly probe?: boolean;
  /** Integer. */
  readonly timeoutMs?: number;
}

export interface ChannelsStatusResult {
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  readonly channelOrder: readonly string[];
  readonly channelLabels: Readonly<Record<string, string>>;
  readonly channelDetailLabels?: Readonly<Record<string, string>>;
  readonly channelSystemImages?: Readonly<Record<string, string>>;
  readonly channelMeta?: readonly {
    /** Not empty. */
    readonly id: string;
    /** Not empty. */
    readonly label: string;
    /** Not empty. */
    readonly detailLabel: string;
    /** Not empty. */
    readonly systemImage?: string;
  }[];
  readonly channels: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly channelAccounts: Readonly<Record<string, readonly AccountSnapshot[]>>;
  readonly channelDefaultAccountId: Readonly<Record<string, string>>;
}

export interface ChannelsStopParams {
  /** Not empty. */
  readonly channel: string;
  /** Default: the default account of the channel. */
  readonly accountId?: string;
}

export interface ChannelsStopResult {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** Of the link, after the call. Not empty. */
  readonly state: string;
}

export interface ChatAbortParams {
  /** Not empty. */
  readonly sessionKey: string;
  /** Not empty. */
  readonly runId?: string;
}

export interface ChatAbortResult {
  readonly ok: true;
  readonly aborted: boolean;
  readonly runIds: readonly string[];
}

export interface ChatEvent {
  /** Not empty. */
  readonly runId: string;
  /** As the requester wrote it. Not empty. */
  readonly sessionKey: string;
  /** Integer. */
  readonly seq: number;
  readonly state: 'delta' | 'final' | 'aborted' | 'error';
  readonly message?: ChatMessage;
  readonly errorMessage?: string;
  readonly usage?: unknown;
  readonly stopReason?: string;
}

export interface ChatHistoryParams {
  /** Not empty. */
  readonly sessionKey: string;
  /** Default 200. Integer, ≥ 1, ≤ 1000. */
  readonly limit?: number;
}

export interface ChatHistoryResult {
  /** As sent. Not empty. */
  readonly sessionKey: string;
  /** Not empty. */
  readonly sessionId?: string;
  /** Transcript messages, oldest first. */
  readonly messages: readonly unknown[];
  readonly thinkingLevel?: string;
}

export interface ChatInjectParams {
  /** Not empty. */
  readonly sessionKey: string;
  /** Not empty. */
  readonly message: string;
  /** at most 100 characters. */
  readonly label?: string;
}

export interface ChatInjectResult {
  readonly ok: true;
  /** 8 hex characters. Not empty. */
  readonly messageId: string;
}

export interface ChatMessage {
  readonly role: 'assistant';
  readonly content: readonly {
    readonly type: 'text';
    readonly text: string;
  }[];
  /** Unix epoch, ms. Integer. */
  readonly timestamp: number;
}

/** `started` the first time, `in_flight` while the key is at work, `ok` once it is done. */
export interface ChatSendAck {
  /** Not empty. */
  readonly runId: string;
  readonly status: 'started' | 'in_flight' | 'ok';
}

export interface ChatSendParams {
  /** Not empty. */
  readonly sessionKey: string;
  /** May be empty only with attachments. */
  readonly message: string;
  readonly thinking?: string;
  readonly deliver?: boolean;
  readonly attachments?: readonly unknown[];
  /** Integer. */
  readonly timeoutMs?: number;
  /** Becomes the runId. Not empty. */
  readonly idempotencyKey: string;
}

export type ChatSendResult = ChatSendAck | ChatStopAck;

/** The answer to a stop word and to `chat.abort`. */
export interface ChatStopAck {
  readonly ok: true;
  readonly aborted: boolean;
  readonly runIds: readonly string[];
}

export interface ClientInfo {
  readonly id: 'webchat-ui' | 'webchat' | 'cli' | 'gateway-client' | 'node-host' | 'test' | 'fingerprint' | 'moltbot-control-ui' | 'moltbot-macos' | 'moltbot-ios' | 'moltbot-android' | 'moltbot-probe' | 'openclaw-control-ui' | 'openclaw-macos' | 'openclaw-ios' | 'openclaw-android' | 'openclaw-probe' | 'clawdbot-control-ui' | 'clawdbot-macos' | 'clawdbot-ios' | 'clawdbot-android' | 'clawdbot-probe';
  /** Not empty. */
  readonly displayName?: string;
  /** Not empty. */
  readonly version: string;
  /** Free text: `darwin`, `ios 17.4`, `MacIntel`. Not empty. */
  readonly platform: string;
  /** Not empty. */
  readonly deviceFamily?: string;
  /** Not empty. */
  readonly modelIdentifier?: string;
  readonly mode: 'webchat' | 'cli' | 'ui' | 'backend' | 'node' | 'probe' | 'test';
  /** Stable per install. Not empty. */
  readonly instanceId?: string;
}

export interface ConfigApplyParams {
  /** The whole file, JSON5. Written byte by byte as given. Not empty. */
  readonly raw: string;
  /** SHA-256 of the file as it was read, from `config.get`. Needed when the file exists. Not empty. */
  readonly baseHash?: string;
  /** The session that is told what came of a restart. */
  readonly sessionKey?: string;
  /** What is said there. */
  readonly note?: string;
  /** Before a restart, if it comes to one. Default 2000, at most 60000. Integer. */
  readonly restartDelayMs?: number;
  /** Without `config.confirm` in this time the old file comes back. Integer, ≥ 1000, ≤ 3600000. */
  readonly confirmWithinMs?: number;
}

export interface ConfigApplyResult {
  readonly ok: true;
  readonly path: string;
  /** With defaults. Secrets are masked. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of the file as it is now. Not empty. */
  readonly hash: string;
  /** False when the file said so already; then it was not touched. */
  readonly changed: boolean;
  readonly report?: ReloadReport;
  readonly restart: {
    readonly ok: true;
    /** Integer. */
    readonly pid: number;
    readonly signal: 'SIGUSR1';
    /** Integer. */
    readonly delayMs: number;
    readonly reason: string;
    readonly mode: 'emit';
  } | null;
  readonly sentinel: {
    /** Where the notice waits for the restarted gateway. */
    readonly path: string | null;
    readonly payload: unknown;
  } | null;
}

/** What the configuration file was before. */
export interface ConfigBackup {
  /** For `config.rollback`; 1 is the newest. Integer, ≥ 1, ≤ 5. */
  readonly to: number;
  readonly path: string;
  /** When a newer file took its place (Unix epoch, ms). Integer. */
  readonly replacedAt: number;
  /** Integer. */
  readonly bytes: number;
  /** SHA-256 of it. Not empty. */
  readonly hash: string;
}

export interface ConfigConfirmParams {
  /** Refused when another file waits for its confirmation. Not empty. */
  readonly hash?: string;
}

export interface ConfigConfirmResult {
  readonly ok: true;
  /** Of the file that stays. Not empty. */
  readonly hash: string;
}

/** One change a client made through the gateway. */
export interface ConfigDeed {
  /** Unix epoch, ms. Integer. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  /** Which keys, and the hashes before and after. Never a value. */
  readonly detail: unknown;
}

export type ConfigGetParams = Readonly<Record<string, never>>;

export type ConfigGetResult = ConfigSnapshot;

/** The configuration that runs, and how it stands to the file. */
export interface ConfigHealth {
  /** `current`: the file is what runs. `pending`: a change waits, e.g. for runs to end or for a confirmation. `invalid`: the file is broken, and what runs is older. `refused`: the reload mode forbids the change. `lastGood`: the file was broken at start, and the last good copy runs. `restored`: a change was taken back. */
  readonly state: 'current' | 'pending' | 'invalid' | 'refused' | 'lastGood' | 'restored';
  /** Why, for every state but `current`. */
  readonly reason: string | null;
  /** In this state since (Unix epoch, ms). Integer. */
  readonly since: number;
  /** SHA-256 of the file that runs; null without a file. */
  readonly hash: string | null;
}

/** How an editor shows one key. */
export interface ConfigHint {
  readonly label?: string;
  readonly help?: string;
  readonly group?: string;
  /** Integer. */
  readonly order?: number;
  readonly advanced?: boolean;
  readonly sensitive?: boolean;
  readonly placeholder?: string;
  readonly itemTemplate?: unknown;
}

export type ConfigHistoryParams = Readonly<Record<string, never>>;

export interface ConfigHistoryResult {
  readonly path: string;
  /** Of the file as it is now. Not empty. */
  readonly hash?: string;
  /** Newest first. */
  readonly backups: readonly ConfigBackup[];
  /** Newest first; hand edits are not among them. */
  readonly deeds: readonly ConfigDeed[];
}

export interface ConfigIssue {
  readonly path: string;
  readonly message: string;
}

export interface ConfigPatchParams {
  /** A JSON5 object: merge patch of RFC 7396 on what the file says; null deletes, lists are replaced. Not empty. */
  readonly raw: string;
  /** SHA-256 of the file as it was read, from `config.get`. Needed when the file exists. Not empty. */
  readonly baseHash?: string;
  /** The session that is told what came of a restart. */
  readonly sessionKey?: string;
  /** What is said there. */
  readonly note?: string;
  /** Before a restart, if it comes to one. Default 2000, at most 60000. Integer. */
  readonly restartDelayMs?: number;
  /** Without `config.confirm` in this time the old file comes back. Integer, ≥ 1000, ≤ 3600000. */
  readonly confirmWithinMs?: number;
}

export interface ConfigPatchResult {
  readonly ok: true;
  readonly path: string;
  /** With defaults. Secrets are masked. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of the file as it is now. Not empty. */
  readonly hash: string;
  /** False when the file said so already; then it was not touched. */
  readonly changed: boolean;
  readonly report?: ReloadReport;
  readonly restart: {
    readonly ok: true;
    /** Integer. */
    readonly pid: number;
    readonly signal: 'SIGUSR1';
    /** Integer. */
    readonly delayMs: number;
    readonly reason: string;
    readonly mode: 'emit';
  } | null;
  readonly sentinel: {
    /** Where the notice waits for the restarted gateway. */
    readonly path: string | null;
    readonly payload: unknown;
  } | null;
}

export interface ConfigPlanParams {
  /** The whole file as it would be. Absent: the file as it is on disk. Not empty. */
  readonly raw?: string;
}

export interface ConfigPlanResult {
  readonly ok: true;
  readonly path: string;
  /** Of the file that was planned. Not empty. */
  readonly hash: string;
  readonly valid: boolean;
  /** What is wrong with it; then nothing else is said. */
  readonly issues: readonly ConfigIssue[];
  readonly mode: 'off' | 'hot' | 'restart' | 'hybrid';
  readonly needs: 'nothing' | 'hot' | 'restart';
  readonly decision: 'ignore' | 'apply' | 'restart' | 'refuse';
  readonly changes: readonly ConfigPlannedChange[];
}

/** One key that differs from the running configuration, and what that asks for. */
export interface ConfigPlannedChange {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly reload: 'none' | 'hot' | 'restart';
  readonly reason: string;
  /** What would happen, in words. */
  readonly effect?: string;
}

export interface ConfigRollbackParams {
  /** Which backup; 1 is the newest. Integer, ≥ 1, ≤ 5. */
  readonly to: number;
  /** SHA-256 of the file as it was read, from `config.get`. Needed when the file exists. Not empty. */
  readonly baseHash?: string;
  /** The session that is told what came of a restart. */
  readonly sessionKey?: string;
  /** What is said there. */
  readonly note?: string;
  /** Before a restart, if it comes to one. Default 2000, at most 60000. Integer. */
  readonly restartDelayMs?: number;
  /** Without `config.confirm` in this time the old file comes back. Integer, ≥ 1000, ≤ 3600000. */
  readonly confirmWithinMs?: number;
}

export interface ConfigRollbackResult {
  readonly ok: true;
  readonly path: string;
  /** With defaults. Secrets are masked. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of the file as it is now. Not empty. */
  readonly hash: string;
  /** False when the file said so already; then it was not touched. */
  readonly changed: boolean;
  readonly report?: ReloadReport;
  readonly restart: {
    readonly ok: true;
    /** Integer. */
    readonly pid: number;
    readonly signal: 'SIGUSR1';
    /** Integer. */
    readonly delayMs: number;
    readonly reason: string;
    readonly mode: 'emit';
  } | null;
  readonly sentinel: {
    /** Where the notice waits for the restarted gateway. */
    readonly path: string | null;
    readonly payload: unknown;
  } | null;
}

export type ConfigSchemaParams = Readonly<Record<string, never>>;

export interface ConfigSchemaResult {
  /** JSON Schema of the file. */
  readonly schema: unknown;
  /** By dotted path; `*` stands for any key, `[]` for any item. */
  readonly uiHints: Readonly<Record<string, ConfigHint>>;
  /** Not empty. */
  readonly version: string;
  /** ISO 8601. Not empty. */
  readonly generatedAt: string;
}

export interface ConfigSetParams {
  /** The whole file, JSON5. Written byte by byte as given. Not empty. */
  readonly raw: string;
  /** SHA-256 of the file as it was read, from `config.get`. Needed when the file exists. Not empty. */
  readonly baseHash?: string;
}

export interface ConfigSetResult {
  readonly ok: true;
  readonly path: string;
  /** With defaults. Secrets are masked. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of the file as it is now. Not empty. */
  readonly hash: string;
  /** False when the file said so already; then it was not touched. */
  readonly changed: boolean;
  readonly report?: ReloadReport;
}

/** The configuration file as read. Secrets are masked. */
export interface ConfigSnapshot {
  readonly path: string;
  readonly exists: boolean;
  readonly raw: string | null;
  readonly parsed: unknown;
  readonly valid: boolean;
  readonly config: Readonly<Record<string, unknown>>;
  /** Lower-case hex SHA-256 of the raw file. Not empty. */
  readonly hash?: string;
  readonly issues: readonly ConfigIssue[];
  readonly warnings: readonly ConfigIssue[];
  readonly legacyIssues: readonly ConfigIssue[];
  readonly running?: RunningConfig;
}

export interface ConnectChallengeEvent {
  /** Not empty. */
  readonly nonce: string;
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
}

export interface ConnectParams {
  /** Integer, ≥ 1. */
  readonly minProtocol: number;
  /** Integer, ≥ 1. */
  readonly maxProtocol: number;
  readonly client: ClientInfo;
  readonly caps?: readonly string[];
  readonly commands?: readonly string[];
  readonly permissions?: Readonly<Record<string, boolean>>;
  readonly pathEnv?: string;
  /** `operator` (default) or `node`. Not empty. */
  readonly role?: string;
  readonly scopes?: readonly string[];
  readonly device?: DeviceProof;
  readonly auth?: {
    readonly token?: string;
    readonly password?: string;
  };
  readonly locale?: string;
  readonly userAgent?: string;
  /** Asks for the events missed since; answered with them, or with `resume.reset`. */
  readonly resume?: {
    /** `server.connId` of the connection that was lost. Not empty. */
    readonly sessionId: string;
    /** The last event `seq` seen on it. Integer. */
    readonly seq: number;
  };
}

export type ConnectResult = HelloOk;

export interface DevicePairApproveParams {
  /** Not empty. */
  readonly requestId: string;
}

export interface DevicePairApproveResult {
  /** Not empty. */
  readonly requestId: string;
  readonly device: PairedDevice;
}

export type DevicePairListParams = Readonly<Record<string, never>>;

export interface DevicePairListResult {
  /** Newest first. */
  readonly pending: readonly PendingDevice[];
  /** Latest approval first. */
  readonly paired: readonly PairedDevice[];
}

export interface DevicePairRejectParams {
  /** Not empty. */
  readonly requestId: string;
}

export interface DevicePairRejectResult {
  /** Not empty. */
  readonly requestId: string;
  /** Not empty. */
  readonly deviceId: string;
}

export type DevicePairRequestedEvent = PendingDevice;

export interface DevicePairResolvedEvent {
  /** Not empty. */
  readonly requestId: string;
  /** Not empty. */
  readonly deviceId: string;
  readonly decision: 'approved' | 'rejected';
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
}

export interface DeviceProof {
  /** Lower-case hex SHA-256 of the raw public key. Not empty. */
  readonly id: string;
  /** Ed25519: base64url of 32 raw bytes, or PEM SPKI. Not empty. */
  readonly publicKey: string;
  /** base64url of 64 bytes. Not empty. */
  readonly signature: string;
  /** Unix epoch, ms. Integer. */
  readonly signedAt: number;
  /** The nonce of `connect.challenge`; makes the signature v2. Not empty. */
  readonly nonce?: string;
}

export interface DeviceTokenRevokeParams {
  /** Not empty. */
  readonly deviceId: string;
  /** Not empty. */
  readonly role: string;
}

export interface DeviceTokenRevokeResult {
  /** Not empty. */
  readonly deviceId: string;
  /** Not empty. */
  readonly role: string;
  /** Unix epoch, ms. Integer. */
  readonly revokedAtMs: number;
}

export interface DeviceTokenRotateParams {
  /** Not empty. */
  readonly deviceId: string;
  /** Not empty. */
  readonly role: string;
  readonly scopes?: readonly string[];
}

export interface DeviceTokenRotateResult {
  /** Not empty. */
  readonly deviceId: string;
  /** Not empty. */
  readonly role: string;
  /** Not empty. */
  readonly token: string;
  readonly scopes: readonly string[];
  /** Unix epoch, ms. Integer. */
  readonly rotatedAtMs: number;
}

export interface DeviceTokenSummary {
  /** Not empty. */
  readonly role: string;
  readonly scopes: readonly string[];
  /** Unix epoch, ms. Integer. */
  readonly createdAtMs: number;
  /** Unix epoch, ms. Integer. */
  readonly rotatedAtMs?: number;
  /** Unix epoch, ms. Integer. */
  readonly revokedAtMs?: number;
  /** Unix epoch, ms. Integer. */
  readonly lastUsedAtMs?: number;
}

/** The closed list of error codes. */
export type ErrorCode = 'INVALID_REQUEST' | 'UNAVAILABLE' | 'NOT_PAIRED' | 'NOT_LINKED' | 'AGENT_TIMEOUT';

/** Why a request was refused or failed. Clients show `message` and decide by `code`. */
export interface ErrorShape {
  readonly code: ErrorCode;
  /** Not empty. */
  readonly message: string;
  readonly details?: unknown;
  readonly retryable?: boolean;
  /** Integer. */
  readonly retryAfterMs?: number;
}

/** Gateway to client, unasked. */
export interface EventFrame {
  readonly type: 'event';
  /** Not empty. */
  readonly event: string;
  readonly payload?: unknown;
  /** Contiguous per connection, from 1. Absent on unicast events. Integer. */
  readonly seq?: number;
  readonly stateVersion?: StateVersion;
}

/** What the running process says about itself. */
export interface GatewayFacts {
  readonly version: string;
  /** Integer. */
  readonly pid: number;
  /** New at every start, in-process restarts included. */
  readonly instanceId: string;
  readonly profile: string;
  /** Unix epoch, ms. Integer. */
  readonly startedAt: number;
  /** Integer. */
  readonly uptimeMs: number;
  /** As configured: loopback, lan, tailnet, auto or custom. */
  readonly bind: string;
  /** Integer. */
  readonly port: number;
  readonly authMode: string;
  /** Queued and running. Integer. */
  readonly runsActive: number;
  /** Of the root actor, e.g. `running.steady`. */
  readonly state?: string;
  /** `safe`: the channels are parked until the operator resumes them; a warning says why. */
  readonly mode?: 'normal' | 'safe';
  readonly config?: ConfigHealth;
}

/** Where in its life the gateway is. */
export interface GatewayPhase {
  /** Of the root: its states from the outside in, with dots. */
  readonly state: string;
  /** In its outermost state since (Unix epoch, ms). Integer. */
  readonly since: number;
  /** In exactly this state since (Unix epoch, ms). Integer. */
  readonly stateSince: number;
  /** Every method is served here; otherwise only what inspects and stops. */
  readonly serving: boolean;
  /** Of this start, or of the last one while the next is being prepared. */
  readonly instanceId: string | null;
  /** When that one started (Unix epoch, ms). Integer. */
  readonly startedAt: number | null;
  readonly version: string;
  /** Integer. */
  readonly pid: number;
  /** While it drains and stops. */
  readonly ending: {
    readonly mode: 'stop' | 'restart';
    readonly reason: string;
    /** When it is over at the latest (Unix epoch, ms). Integer. */
    readonly deadline: number | null;
  } | null;
}

export interface GatewayRestartParams {
  /** For the log and the `shutdown` event. at most 200 characters. */
  readonly reason?: string;
  /** Default 0. Integer, ≤ 60000. */
  readonly delayMs?: number;
  /** The session that is told once the gateway is back. */
  readonly sessionKey?: string;
  /** Told to that session as well. at most 2000 characters. */
  readonly note?: string;
}

export interface GatewayRestartResult {
  readonly ok: true;
  /** Integer. */
  readonly delayMs: number;
}

/** What `moltbot gateway status --json` prints. */
export interface GatewayStatusReport {
  readonly supervisor: {
    /** Null when no service is installed. */
    readonly ok: boolean | null;
    readonly status: 'managed' | 'not managed' | 'failed';
    readonly detail: string;
    readonly service?: ServiceReport;
    /** What the service reads, when this command reads something else. */
    readonly otherConfig?: string;
    /** Last words of the gateway in the log of its supervisor. */
    readonly lastError?: string;
    /** Whether a user's systemd service outlives the last logout and comes up at boot. */
    readonly linger?: 'on' | 'off' | 'unknown';
  };
  readonly config: {
    /** Not empty. */
    readonly path: string;
    readonly exists: boolean;
    readonly valid: boolean;
    readonly issues: readonly string[];
  };
  readonly gateway: {
    readonly bind: string;
    /** Integer. */
    readonly port: number;
    readonly portSource: string;
    readonly probeTarget: string;
    readonly probeSource: string;
    /** Kept for what is counted from the port of the gateway, whether it runs or not. */
    readonly ports: {
      /** Integer. */
      readonly browserControl: number;
      /** Integer. */
      readonly canvas: number;
      /** Debugging port by browser profile. */
      readonly browsers: Readonly<Record<string, number>>;
    };
  };
  readonly port: {
    /** Null when the gateway in use is elsewhere. */
    readonly ok: boolean | null;
    readonly status: 'listening' | 'free' | 'unknown';
    readonly error?: string;
    /** Integer. */
    readonly port: number;
    readonly owner: {
      /** Integer, ≥ 1. */
      readonly pid: number;
      readonly version: string;
      readonly profile: string;
      /** Unix epoch, ms. Integer. */
      readonly startedAt: number;
      /** Integer. */
      readonly port: number | null;
      /** Where a client on that machine reaches it. */
      readonly host: string | null;
      /** SHA-256 of its certificate; null when it speaks plain. */
      readonly tlsFingerprint: string | null;
      readonly instanceId: string | null;
      /** Integer. */
      readonly processStart: number | null;
    } | null;
  };
  readonly handshake: {
    /** Null when it was not tried. */
    readonly ok: boolean | null;
    /** Integer. */
    readonly ms: number | null;
    readonly error: string | null;
    readonly server: {
      /** Not empty. */
      readonly version: string;
      /** Not empty. */
      readonly commit?: string;
      /** Not empty. */
      readonly host?: string;
      /** Not empty. */
      readonly connId: string;
    } | null;
  };
  readonly rpc: {
    /** Null when it was not tried. */
    readonly ok: boolean | null;
    /** Integer. */
    readonly ms: number | null;
    readonly error: string | null;
    readonly method: 'status';
    readonly summary: StatusSummary | null;
  };
  readonly phase?: GatewayPhase;
  readonly tree?: readonly ActorNode[];
  readonly why?: readonly {
    /** Not empty. */
    readonly actor: string;
    readonly steps: readonly Transition[];
  }[];
  readonly otherServices: readonly {
    /** Not empty. */
    readonly name: string;
    /** Not empty. */
    readonly path: string;
    readonly scope: 'user' | 'system';
    readonly kind: 'own' | 'legacy' | 'other';
    readonly stateDir?: string;
    readonly profile: string;
    /** Integer. */
    readonly port?: number;
    readonly version?: string;
  }[];
  readonly fix: string | null;
}

export type HealthEvent = HealthSummary;

export interface HealthParams {
  /** Ask the networks, not the snapshot. */
  readonly probe?: boolean;
  readonly [key: string]: unknown;
}

export type HealthResult = HealthSummary;

/** The live health of the gateway: `health`, the `health` event, the hello snapshot and `moltbot health --json`. */
export interface HealthSummary {
  readonly ok: true;
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  /** Integer. */
  readonly durationMs: number;
  readonly channels: Readonly<Record<string, ChannelHealth>>;
  readonly channelOrder: readonly string[];
  readonly channelLabels: Readonly<Record<string, string>>;
  /** Of the default agent; 0 when disabled. Integer. */
  readonly heartbeatSeconds: number;
  readonly defaultAgentId: string;
  readonly agents: readonly AgentHealth[];
  readonly sessions: SessionsHealth;
  readonly linkChannel?: LinkChannel;
  readonly warnings?: readonly HealthWarning[];
  /** `safe`: the channels are parked until the operator resumes them; a warning says why. */
  readonly mode?: 'normal' | 'safe';
  readonly config?: ConfigHealth;
  readonly [key: string]: unknown;
}

/** Something the operator should know; gone when it is no longer true. */
export interface HealthWarning {
  /** Not empty. */
  readonly code: string;
  readonly message: string;
  /** Unix epoch, ms. Integer. */
  readonly since: number;
}

export interface HeartbeatEvent {
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  readonly status: 'sent' | 'ok-empty' | 'ok-token' | 'skipped' | 'failed';
  readonly to?: string;
  readonly preview?: string;
  /** Integer. */
  readonly durationMs?: number;
  readonly hasMedia?: boolean;
  readonly reason?: string;
  readonly channel?: string;
  readonly silent?: boolean;
  readonly indicatorType?: 'ok' | 'alert' | 'error';
}

/** The payload of the answer to a `connect` that was let in. */
export interface HelloOk {
  readonly type: 'hello-ok';
  /** Integer, ≥ 1. */
  readonly protocol: number;
  readonly server: {
    /** Not empty. */
    readonly version: string;
    /** Not empty. */
    readonly commit?: string;
    /** Not empty. */
    readonly host?: string;
    /** Not empty. */
    readonly connId: string;
  };
  readonly features: {
    readonly methods: readonly string[];
    readonly events: readonly string[];
  };
  readonly snapshot: Snapshot;
  /** Not empty. */
  readonly canvasHostUrl?: string;
  /** Only when a device took part. */
  readonly auth?: {
    /** Not empty. */
    readonly deviceToken: string;
    /** Not empty. */
    readonly role: string;
    readonly scopes: readonly string[];
    /** Integer. */
    readonly issuedAtMs?: number;
  };
  readonly policy: {
    /** Largest inbound frame, bytes. Integer, ≥ 1. */
    readonly maxPayload: number;
    /** Unread bytes after which a client is closed. Integer, ≥ 1. */
    readonly maxBufferedBytes: number;
    /** Integer, ≥ 1. */
    readonly tickIntervalMs: number;
  };
}

export type LastHeartbeatParams = Readonly<Record<string, unknown>>;

export type LastHeartbeatResult = HeartbeatEvent | null;

/** The first channel that has a notion of being linked, such as WhatsApp. */
export interface LinkChannel {
  readonly id: string;
  readonly label: string;
  readonly linked: boolean;
  readonly authAgeMs: number | null;
}

/** How the link ended the last time. */
export interface LinkDisconnect {
  /** Unix epoch, ms. Integer. */
  readonly at: number;
  readonly kind: 'transient' | 'restart' | 'rateLimited' | 'conflict' | 'loggedOut' | 'forbidden' | 'badSession' | 'version' | 'loginEnded';
  readonly code?: number | string;
  readonly message: string;
  /** What the operator can do about it. */
  readonly hint?: string;
  readonly [key: string]: unknown;
}

/** Whether what is known proves that the link hears. Not ok is red, even on a link that is open. */
export interface LinkVerdict {
  readonly ok: boolean;
  readonly code?: string;
  readonly reason?: string;
  /** A command or a config key, where the account cannot be connected as it is. */
  readonly fix?: string;
}

export interface LogsTailParams {
  /** Of an earlier answer; absent: the end of the file. Integer. */
  readonly cursor?: number;
  /** Lines, default 500. Integer, ≥ 1, ≤ 5000. */
  readonly limit?: number;
  /** Default 250000. Integer, ≥ 1, ≤ 1000000. */
  readonly maxBytes?: number;
  /** `position` of an earlier answer: all that came after it, over rotations too. Not empty. */
  readonly after?: string;
}

export interface LogsTailResult {
  readonly file: string;
  /** Integer. */
  readonly cursor: number;
  /** Integer. */
  readonly size: number;
  readonly lines: readonly string[];
  /** Earlier bytes were left out. */
  readonly truncated: boolean;
  /** The cursor did not fit the file; reading started afresh. */
  readonly reset: boolean;
  /** Where this answer ends. Not empty. */
  readonly position?: string;
  /** With `after`: more waits than this answer holds. */
  readonly more?: boolean;
}

/** A button below a message: `data` comes back when it is pressed, `url` opens a page. */
export interface MessageButton {
  /** Not empty. */
  readonly text: string;
  readonly data?: string;
  readonly url?: string;
}

export interface ModelRow {
  /** Not empty. */
  readonly id: string;
  /** Not empty. */
  readonly name: string;
  /** Not empty. */
  readonly provider: string;
  /** Integer, ≥ 1. */
  readonly contextWindow?: number;
  readonly reasoning?: boolean;
  readonly input?: readonly string[];
}

export type ModelsListParams = Readonly<Record<string, never>>;

export interface ModelsListResult {
  /** By provider, then name. */
  readonly models: readonly ModelRow[];
}

/** A step of an actor with its place in the order of all steps of the process. */
export interface NumberedTransition {
  /** One more than the transition before it had. Integer. */
  readonly seq: number;
  /** Not empty. */
  readonly actor: string;
  /** Unix epoch, ms. Integer. */
  readonly at: number;
  readonly event: string;
  readonly from: string;
  readonly to: string;
  readonly cause?: string;
}

export interface OutboxChangedEvent {
  /** Integer. */
  readonly id: number;
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** Not empty. */
  readonly to: string;
  readonly state: 'unknown' | 'dead' | 'sent';
  readonly error?: string;
}

export interface OutboxDropParams {
  /** Integer. */
  readonly id: number;
}

export interface OutboxDropResult {
  readonly entry: OutboxEntry;
}

/** A message on its way out, or the record of one. */
export interface OutboxEntry {
  /** Integer. */
  readonly id: number;
  /** The idempotency key. Not empty. */
  readonly key: string;
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** The chat. Not empty. */
  readonly to: string;
  readonly threadId?: string;
  readonly state: 'accepted' | 'sending' | 'sent' | 'unknown' | 'dead';
  /** Integer. */
  readonly attempts: number;
  /** Unix epoch, ms. Integer. */
  readonly createdAt: number;
  /** Unix epoch, ms; after it nothing is sent any more. Integer. */
  readonly expiresAt: number;
  /** Unix epoch, ms. Integer. */
  readonly nextAttemptAt?: number;
  /** At most 120 characters. */
  readonly preview: string;
  readonly error?: string;
  /** Of the parts the network has, in order. */
  readonly messageIds: readonly string[];
  readonly parts: {
    /** Integer. */
    readonly total: number;
    /** Integer. */
    readonly sent: number;
  };
}

export interface OutboxListParams {
  /** Default: all but `sent`. */
  readonly state?: 'accepted' | 'sending' | 'sent' | 'unknown' | 'dead';
  readonly channel?: string;
  /** Default 100. Integer, ≥ 1, ≤ 1000. */
  readonly limit?: number;
}

export interface OutboxListResult {
  readonly counts: {
    /** Integer. */
    readonly accepted: number;
    /** Integer. */
    readonly sending: number;
    /** Integer. */
    readonly sent: number;
    /** Integer. */
    readonly unknown: number;
    /** Integer. */
    readonly dead: number;
  };
  /** Newest first. */
  readonly entries: readonly OutboxEntry[];
}

export interface OutboxRetryParams {
  /** Integer. */
  readonly id: number;
}

export interface OutboxRetryResult {
  readonly entry: OutboxEntry;
}

/** A device that was let in. Tokens are never shown. */
export interface PairedDevice {
  /** Not empty. */
  readonly deviceId: string;
  /** Not empty. */
  readonly publicKey: string;
  readonly displayName?: string;
  readonly platform?: string;
  readonly clientId?: string;
  readonly clientMode?: string;
  readonly role?: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly remoteIp?: string;
  /** By role; absent when there is none. */
  readonly tokens?: readonly DeviceTokenSummary[];
  /** Unix epoch, ms. Integer. */
  readonly createdAtMs: number;
  /** Unix epoch, ms. Integer. */
  readonly approvedAtMs: number;
}

export interface PairingApproveParams {
  /** Not empty. */
  readonly channel: string;
  /** In any case. Not empty. */
  readonly code: string;
  /** Needed only when two accounts wait with the same code. */
  readonly accountId?: string;
  /** Tell the person that access is approved. */
  readonly notify?: boolean;
}

export interface PairingApproveResult {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** Not empty. */
  readonly id: string;
  /** As it stands in the list of people let in. Not empty. */
  readonly entry: string;
  readonly notified?: boolean;
}

export interface PairingListParams {
  readonly channel?: string;
}

export interface PairingListResult {
  /** Oldest first. */
  readonly requests: readonly PairingRequest[];
}

export interface PairingRejectParams {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly code: string;
  readonly accountId?: string;
}

export interface PairingRejectResult {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** Not empty. */
  readonly id: string;
}

/** A stranger who wrote to the account and waits to be let in. */
export interface PairingRequest {
  /** Not empty. */
  readonly channel: string;
  /** Not empty. */
  readonly accountId: string;
  /** Who asks: the Telegram user id, or the WhatsApp number with `+`. Not empty. */
  readonly id: string;
  /** Not empty. */
  readonly code: string;
  /** Unix epoch, ms. Integer. */
  readonly createdAt: number;
  /** Unix epoch, ms. Integer. */
  readonly lastSeenAt: number;
  /** Unix epoch, ms. Integer. */
  readonly expiresAt: number;
  /** What the network says about them, e.g. a name. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** A device that asks to be let in. Forgotten after five minutes. */
export interface PendingDevice {
  /** Not empty. */
  readonly requestId: string;
  /** Not empty. */
  readonly deviceId: string;
  /** Not empty. */
  readonly publicKey: string;
  readonly displayName?: string;
  readonly platform?: string;
  readonly clientId?: string;
  readonly clientMode?: string;
  readonly role?: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly remoteIp?: string;
  readonly silent?: boolean;
  /** The device was paired before. */
  readonly isRepair?: boolean;
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
}

export interface PollParams {
  /** Not empty. */
  readonly to: string;
  /** Not empty. */
  readonly question: string;
  readonly options: readonly string[];
  /** Integer, ≥ 1, ≤ 12. */
  readonly maxSelections?: number;
  /** Integer, ≥ 1. */
  readonly durationHours?: number;
  /** Default `whatsapp`. */
  readonly channel?: string;
  /** Default: the default account of the channel. */
  readonly accountId?: string;
  /** Becomes the runId. Not empty. */
  readonly idempotencyKey: string;
}

export interface PollResult {
  /** Not empty. */
  readonly runId: string;
  /** Not empty. */
  readonly messageId: string;
  /** Not empty. */
  readonly channel: string;
  readonly chatId?: string;
  readonly pollId?: string;
  readonly toJid?: string;
  readonly channelId?: string;
  readonly conversationId?: string;
  readonly state?: 'accepted' | 'sending' | 'sent' | 'unknown' | 'dead';
  /** Names the entry for `outbox.retry` and `outbox.drop`. Integer. */
  readonly outboxId?: number;
  /** The key was used before; this is the answer it got then. */
  readonly cached?: boolean;
}

/** One client or the gateway itself, as last seen. */
export interface PresenceEntry {
  /** Not empty. */
  readonly host?: string;
  /** Not empty. */
  readonly ip?: string;
  /** Not empty. */
  readonly version?: string;
  /** Not empty. */
  readonly platform?: string;
  /** Not empty. */
  readonly deviceFamily?: string;
  /** Not empty. */
  readonly modelIdentifier?: string;
  /** Not empty. */
  readonly mode?: string;
  /** Integer. */
  readonly lastInputSeconds?: number;
  /** Not empty. */
  readonly reason?: string;
  readonly tags?: readonly string[];
  readonly text: string;
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  /** Not empty. */
  readonly deviceId?: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  /** Unique in a list; only the gateway itself may lack it. Not empty. */
  readonly instanceId?: string;
}

export interface PresenceEvent {
  /** Newest first; only the changed ones when `delta` is true. */
  readonly presence: readonly PresenceEntry[];
  /** instanceIds that left; only with `delta`. */
  readonly removed?: readonly string[];
  readonly delta?: true;
}

export interface ReactParams {
  /** Not empty. */
  readonly to: string;
  /** Not empty. */
  readonly messageId: string;
  /** Empty removes the reaction, as `remove` does. */
  readonly emoji: string;
  readonly remove?: boolean;
  /** WhatsApp groups: who wrote the message. */
  readonly participant?: string;
  /** WhatsApp: the message is our own. */
  readonly fromMe?: boolean;
  /** Default `whatsapp`. */
  readonly channel?: string;
  /** Default: the default account of the channel. */
  readonly accountId?: string;
  /** Becomes the runId. Not empty. */
  readonly idempotencyKey: string;
}

export interface ReactResult {
  /** Not empty. */
  readonly runId: string;
  /** The message reacted to. Not empty. */
  readonly messageId: string;
  /** Not empty. */
  readonly channel: string;
  readonly chatId?: string;
  readonly toJid?: string;
  readonly channelId?: string;
  readonly conversationId?: string;
  readonly state?: 'accepted' | 'sending' | 'sent' | 'unknown' | 'dead';
  /** Names the entry for `outbox.retry` and `outbox.drop`. Integer. */
  readonly outboxId?: number;
  /** The key was used before; this is the answer it got then. */
  readonly cached?: boolean;
}

export interface RecentSession {
  readonly key: string;
  /** Integer. */
  readonly updatedAt: number | null;
  /** Integer. */
  readonly age: number | null;
}

/** What a gateway made of a configuration file. */
export interface ReloadReport {
  /** Unix epoch, ms. Integer. */
  readonly at: number;
  readonly result: 'nothing' | 'applied' | 'restarting' | 'deferred' | 'refused' | 'invalid' | 'restored';
  /** Why it came to that, in words. */
  readonly reason: string;
  /** The keys that changed, dotted. */
  readonly changes: readonly string[];
  /** Of the file this is about. Not empty. */
  readonly hash: string;
  /** `restarting`: how long until the restart begins. Integer. */
  readonly delayMs?: number;
  readonly sentinel?: {
    /** Where the notice waits for the restarted gateway. */
    readonly path: string | null;
    readonly payload: unknown;
  };
  /** Without a confirmation until then the old file comes back (Unix epoch, ms). Integer. */
  readonly confirmUntil?: number;
}

/** Client to gateway. Absent or null params count as `{}`. */
export interface RequestFrame {
  readonly type: 'req';
  /** Not empty. */
  readonly id: string;
  /** Not empty. */
  readonly method: string;
  readonly params?: unknown;
}

/** Gateway to client, in any order. `agent` is answered twice with one id. */
export interface ResponseFrame {
  readonly type: 'res';
  /** Not empty. */
  readonly id: string;
  readonly ok: boolean;
  readonly payload?: unknown;
  readonly error?: ErrorShape;
}

export interface ResumeResetEvent {
  /** The session is not remembered, its events are gone, or it belonged to somebody else. */
  readonly reason: 'unknownSession' | 'tooOld' | 'otherCaller';
}

/** What a connection is: an operator, or a device that offers commands. */
export type Role = 'operator' | 'node';

/** The configuration a gateway runs on, beside the one on disk. */
export interface RunningConfig {
  /** Of the file the running configuration was read from. Not empty. */
  readonly hash: string;
  /** In use since (Unix epoch, ms). Integer. */
  readonly since: number;
  /** `current`: the file is in use; otherwise why what runs is not what is on disk: `pending` (seen, not taken over yet), `invalid`, `refused`, `lastGood` (started on the last good copy), `restored` (a change failed and was taken back). */
  readonly state: 'current' | 'pending' | 'invalid' | 'refused' | 'lastGood' | 'restored';
  readonly reason: string | null;
  readonly report?: ReloadReport;
}

/** What an operator may do. */
export type Scope = 'operator.admin' | 'operator.read' | 'operator.write' | 'operator.approvals' | 'operator.pairing';

export interface SendParams {
  /** Not empty. */
  readonly to: string;
  /** Blank when only media is sent. Not empty. */
  readonly message: string;
  /** A URL, or the absolute path of a file below an allowed root. */
  readonly mediaUrl?: string;
  readonly mediaUrls?: readonly string[];
  readonly gifPlayback?: boolean;
  /** Default `whatsapp`. */
  readonly channel?: string;
  /** Default: the default account of the channel. */
  readonly accountId?: string;
  readonly sessionKey?: string;
  /** Message id to quote. */
  readonly replyToId?: string;
  /** Telegram: the topic of a forum group. */
  readonly threadId?: string;
  /** When to answer: once the message cannot be lost, or once the network has it. Default `delivered`. */
  readonly wait?: 'accepted' | 'delivered';
  /** With `delivered`: answer with the state reached after this long; the message stays in the outbox. Integer. */
  readonly timeoutMs?: number;
  /** Telegram: no sound. */
  readonly silent?: boolean;
  /** Audio goes out as a voice note. */
  readonly asVoice?: boolean;
  /** Telegram: rows of buttons below the text. */
  readonly buttons?: readonly (readonly MessageButton[])[];
  /** Becomes the runId. Not empty. */
  readonly idempotencyKey: string;
}

export interface SendResult {
  /** Not empty. */
  readonly runId: string;
  /** Of the first part. `pending:<outboxId>` while the network, such as Telegram, has given none. Not empty. */
  readonly messageId: string;
  /** Of every part the network has, in order. */
  readonly messageIds?: readonly string[];
  /** Not empty. */
  readonly channel: string;
  readonly chatId?: string;
  readonly toJid?: string;
  readonly channelId?: string;
  readonly conversationId?: string;
  readonly state?: 'accepted' | 'sending' | 'sent' | 'unknown' | 'dead';
  /** Names the entry for `outbox.retry` and `outbox.drop`. Integer. */
  readonly outboxId?: number;
  /** The key was used before; this is the answer it got then. */
  readonly cached?: boolean;
}

/** The service of a profile, as its supervisor sees it. */
export interface ServiceReport {
  readonly kind: 'systemd' | 'launchd' | 'task scheduler';
  readonly scope: 'user' | 'system';
  /** What the supervisor calls it. Not empty. */
  readonly name: string;
  /** Path. Not empty. */
  readonly definition: string;
  /** The definition is there. */
  readonly installed: boolean;
  /** The supervisor knows it. */
  readonly loaded: boolean;
  /** It starts at boot or logon. */
  readonly enabled: boolean;
  readonly running: 'running' | 'starting' | 'restarting' | 'stopping' | 'stopped' | 'failed' | 'unknown';
  /** Integer. */
  readonly pid: number | null;
  /** By the supervisor, since it was started on purpose. Integer. */
  readonly restarts: number;
  /** How it last ended, in words. */
  readonly lastEnd: string | null;
  /** What the gateway told its supervisor. */
  readonly statusText: string | null;
}

export interface SessionDefaults {
  /** Not empty. */
  readonly defaultAgentId: string;
  /** Not empty. */
  readonly mainKey: string;
  /** Not empty. */
  readonly mainSessionKey: string;
  /** Not empty. */
  readonly scope?: string;
}

/** A stored session, as it is. */
export type SessionEntry = Readonly<Record<string, unknown>>;

export interface SessionHit {
  readonly key: string;
  /** The conversation, which the session may have left since. */
  readonly sessionId: string;
  readonly role: 'user' | 'assistant' | 'tool' | 'system' | 'other';
  /** The place where the first of the words stands, at most 240 characters. */
  readonly text: string;
  /** Unix epoch, ms. Integer. */
  readonly timestamp: number;
}

export interface SessionPreview {
  readonly key: string;
  readonly status: 'ok' | 'empty' | 'missing' | 'error';
  readonly items: readonly {
    readonly role: 'user' | 'assistant' | 'tool' | 'system' | 'other';
    readonly text: string;
  }[];
}

export interface SessionRow {
  readonly key: string;
  readonly kind: 'direct' | 'group' | 'global' | 'unknown';
  /** Integer. */
  readonly updatedAt: number | null;
  /** 0 when unknown. Integer. */
  readonly totalTokens: number;
  readonly label?: string;
  readonly displayName?: string;
  readonly derivedTitle?: string;
  readonly lastMessagePreview?: string;
  readonly channel?: string;
  readonly subject?: string;
  readonly groupChannel?: string;
  readonly space?: string;
  readonly chatType?: string;
  readonly origin?: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
  readonly systemSent?: boolean;
  readonly abortedLastRun?: boolean;
  readonly thinkingLevel?: string;
  readonly verboseLevel?: string;
  readonly reasoningLevel?: string;
  readonly elevatedLevel?: string;
  readonly sendPolicy?: string;
  /** Integer. */
  readonly inputTokens?: number;
  /** Integer. */
  readonly outputTokens?: number;
  readonly responseUsage?: string;
  readonly modelProvider?: string;
  readonly model?: string;
  /** Integer. */
  readonly contextTokens?: number;
  readonly deliveryContext?: Readonly<Record<string, unknown>>;
  readonly lastChannel?: string;
  readonly lastTo?: string;
  readonly lastAccountId?: string;
}

export interface SessionStatus {
  readonly agentId?: string;
  readonly key: string;
  readonly kind: 'direct' | 'group' | 'global' | 'unknown';
  readonly sessionId?: string;
  /** Integer. */
  readonly updatedAt: number | null;
  /** Integer. */
  readonly age: number | null;
  readonly thinkingLevel?: string;
  readonly verboseLevel?: string;
  readonly reasoningLevel?: string;
  readonly elevatedLevel?: string;
  readonly systemSent?: boolean;
  readonly abortedLastRun?: boolean;
  /** Integer. */
  readonly inputTokens?: number;
  /** Integer. */
  readonly outputTokens?: number;
  /** Integer. */
  readonly totalTokens: number | null;
  /** Integer. */
  readonly remainingTokens: number | null;
  /** Integer, ≤ 999. */
  readonly percentUsed: number | null;
  readonly model: string | null;
  /** Integer. */
  readonly contextTokens: number | null;
  readonly flags: readonly string[];
}

export interface SessionsCompactParams {
  /** Not empty. */
  readonly key: string;
  /** Default 400. Integer, ≥ 1. */
  readonly maxLines?: number;
}

export interface SessionsCompactResult {
  readonly ok: true;
  /** Not empty. */
  readonly key: string;
  readonly compacted: boolean;
  /** Integer. */
  readonly kept?: number;
  readonly archived?: string;
  readonly reason?: string;
}

export interface SessionsDeleteParams {
  /** Not empty. */
  readonly key: string;
  /** Default true. */
  readonly deleteTranscript?: boolean;
}

export interface SessionsDeleteResult {
  readonly ok: true;
  /** Not empty. */
  readonly key: string;
  readonly deleted: boolean;
  readonly archived: readonly string[];
}

export interface SessionsHealth {
  readonly path: string;
  /** Integer. */
  readonly count: number;
  readonly recent: readonly RecentSession[];
}

export interface SessionsListParams {
  /** Integer, ≥ 1. */
  readonly limit?: number;
  /** Integer, ≥ 1. */
  readonly activeMinutes?: number;
  readonly includeGlobal?: boolean;
  readonly includeUnknown?: boolean;
  readonly includeDerivedTitles?: boolean;
  readonly includeLastMessage?: boolean;
  /** at most 64 characters, Not empty. */
  readonly label?: string;
  /** Not empty. */
  readonly spawnedBy?: string;
  /** Not empty. */
  readonly agentId?: string;
  readonly search?: string;
}

export interface SessionsListResult {
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  /** `(multiple)` when several stores are merged. */
  readonly path: string;
  /** Rows returned. Integer. */
  readonly count: number;
  readonly defaults: {
    readonly modelProvider: string | null;
    readonly model: string | null;
    /** Integer. */
    readonly contextTokens: number | null;
  };
  /** Newest first. */
  readonly sessions: readonly SessionRow[];
}

export interface SessionsPatchParams {
  /** Not empty. */
  readonly key: string;
  /** at most 64 characters, Not empty. */
  readonly label?: string | null;
  /** Not empty. */
  readonly thinkingLevel?: string | null;
  /** Not empty. */
  readonly verboseLevel?: string | null;
  /** Not empty. */
  readonly reasoningLevel?: string | null;
  /** Not empty. */
  readonly responseUsage?: string | null;
  /** Not empty. */
  readonly elevatedLevel?: string | null;
  /** Not empty. */
  readonly execHost?: string | null;
  /** Not empty. */
  readonly execSecurity?: string | null;
  /** Not empty. */
  readonly execAsk?: string | null;
  /** Not empty. */
  readonly execNode?: string | null;
  readonly model?: string | null;
  /** Not empty. */
  readonly spawnedBy?: string | null;
  /** Not empty. */
  readonly sendPolicy?: string | null;
  /** Not empty. */
  readonly groupActivation?: string | null;
}

export interface SessionsPatchResult {
  readonly ok: true;
  readonly path: string;
  /** Not empty. */
  readonly key: string;
  readonly entry: SessionEntry;
}

export interface SessionsPreviewParams {
  readonly keys: readonly string[];
  /** Integer, ≥ 1. */
  readonly limit?: number;
  /** Integer, ≥ 20. */
  readonly maxChars?: number;
}

export interface SessionsPreviewResult {
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  readonly previews: readonly SessionPreview[];
}

export interface SessionsResetParams {
  /** Not empty. */
  readonly key: string;
}

export interface SessionsResetResult {
  readonly ok: true;
  /** Not empty. */
  readonly key: string;
  readonly entry: SessionEntry;
}

export interface SessionsResolveParams {
  /** Not empty. */
  readonly key?: string;
  /** Not empty. */
  readonly sessionId?: string;
  /** at most 64 characters, Not empty. */
  readonly label?: string;
  /** Not empty. */
  readonly agentId?: string;
  /** Not empty. */
  readonly spawnedBy?: string;
  readonly includeGlobal?: boolean;
  readonly includeUnknown?: boolean;
}

export interface SessionsResolveResult {
  readonly ok: true;
  /** Not empty. */
  readonly key: string;
}

export interface SessionsSearchParams {
  /** Words that must all occur; the last letters of each may be missing. Not empty. */
  readonly query: string;
  /** Default 20. Integer, ≥ 1, ≤ 200. */
  readonly limit?: number;
}

export interface SessionsSearchResult {
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
  /** Best first. */
  readonly hits: readonly SessionHit[];
}

export interface SetHeartbeatsParams {
  /** Required; anything but a boolean is refused. */
  readonly enabled?: boolean;
  readonly [key: string]: unknown;
}

export interface SetHeartbeatsResult {
  readonly ok: true;
  readonly enabled: boolean;
}

export interface ShutdownEvent {
  /** Not empty. */
  readonly reason: string;
  /** null: the gateway will not come back by itself. Integer. */
  readonly restartExpectedMs: number | null;
}

export interface Snapshot {
  readonly presence: readonly PresenceEntry[];
  readonly health: HealthSummary | Readonly<Record<string, never>>;
  readonly stateVersion: StateVersion;
  /** Integer. */
  readonly uptimeMs: number;
  /** Not empty. */
  readonly configPath?: string;
  /** Not empty. */
  readonly stateDir?: string;
  /** Of the state directory; a copy of it has another one. Not empty. */
  readonly stateId?: string;
  readonly sessionDefaults?: SessionDefaults;
}

/** Counters raised by each change of the presence list and of the health snapshot. */
export interface StateVersion {
  /** Integer. */
  readonly presence: number;
  /** Integer. */
  readonly health: number;
}

export type StatusParams = Readonly<Record<string, unknown>>;

export type StatusResult = StatusSummary;

/** The short answer to "what is it doing". */
export interface StatusSummary {
  readonly gateway?: GatewayFacts;
  readonly linkChannel?: LinkChannel;
  readonly heartbeat: {
    readonly defaultAgentId: string;
    readonly agents: readonly {
      readonly agentId: string;
      readonly enabled: boolean;
      readonly every: string;
      /** Integer. */
      readonly everyMs: number | null;
    }[];
  };
  readonly channelSummary: readonly string[];
  readonly queuedSystemEvents: readonly string[];
  readonly sessions: {
    readonly paths: readonly string[];
    /** Integer. */
    readonly count: number;
    readonly defaults: {
      readonly model: string | null;
      /** Integer. */
      readonly contextTokens: number | null;
    };
    readonly recent: readonly SessionStatus[];
    readonly byAgent: readonly {
      readonly agentId: string;
      readonly path: string;
      /** Integer. */
      readonly count: number;
      readonly recent: readonly SessionStatus[];
    }[];
  };
}

export interface SystemAuthorizeRestartParams {
  /** How long the permission lasts. Integer, ≥ 1, ≤ 60000. */
  readonly ttlMs: number;
}

export interface SystemAuthorizeRestartResult {
  readonly ok: true;
  /** The permission ends here (Unix epoch, ms). Integer. */
  readonly until: number;
}

export interface SystemEventParams {
  /** Required; blank is refused with `text required`. */
  readonly text?: string;
  readonly deviceId?: string;
  readonly instanceId?: string;
  readonly host?: string;
  readonly ip?: string;
  readonly mode?: string;
  readonly version?: string;
  readonly platform?: string;
  readonly deviceFamily?: string;
  readonly modelIdentifier?: string;
  readonly lastInputSeconds?: number;
  readonly reason?: string;
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly tags?: readonly string[];
  readonly [key: string]: unknown;
}

export interface SystemEventResult {
  readonly ok: true;
}

export interface SystemInspectParams {
  /** Also return the recent transitions of this actor, and why it is red. Not empty. */
  readonly actor?: string;
  /** Integer, ≥ 1, ≤ 1000. */
  readonly limit?: number;
}

export interface SystemInspectResult {
  readonly gateway?: GatewayPhase;
  /** Parents before children. */
  readonly tree: readonly ActorNode[];
  /** Oldest first. */
  readonly transitions?: readonly Transition[];
  /** What led to the last red state of the actor, or to its present one. Oldest first. */
  readonly why?: readonly Transition[];
}

export type SystemPresenceParams = Readonly<Record<string, unknown>>;

export type SystemPresenceResult = readonly PresenceEntry[];

export interface SystemRestartParams {
  /** For the log and the `shutdown` event. at most 200 characters. */
  readonly reason?: string;
  /** Default 0. Integer, ≤ 60000. */
  readonly delayMs?: number;
  /** The session that is told once the gateway is back. */
  readonly sessionKey?: string;
  /** Told to that session as well. at most 2000 characters. */
  readonly note?: string;
}

export interface SystemRestartResult {
  readonly ok: true;
  /** Integer. */
  readonly delayMs: number;
}

export interface SystemResumeParams {
  /** A part that is parked or waits for its next start, e.g. `gateway/pulse`. Not empty. */
  readonly actor: string;
}

export interface SystemResumeResult {
  readonly ok: true;
  readonly node: ActorNode;
}

export interface SystemStopParams {
  /** For the log. at most 200 characters. */
  readonly reason?: string;
}

export interface SystemStopResult {
  readonly ok: true;
  /** It was stopping before it was asked to. */
  readonly already: boolean;
}

export interface SystemTransitionsParams {
  /** `next` of the answer before; 0: from the oldest kept; absent: from now on. Integer. */
  readonly after?: number;
  /** `epoch` of the answer before. After another process took over, `after` counts as 0. Not empty. */
  readonly epoch?: string;
  /** With nothing to tell, answer only when there is something, or after this time. Default 0. Integer, ≤ 30000. */
  readonly waitMs?: number;
  /** Only those of this actor and of what is below it. Not empty. */
  readonly actor?: string;
}

export interface SystemTransitionsResult {
  /** Another one in every process; in-process restarts keep it. Not empty. */
  readonly epoch: string;
  /** Oldest first, at most 500. */
  readonly transitions: readonly NumberedTransition[];
  /** What to send as `after` next. Integer. */
  readonly next: number;
  /** Some of those asked for are not kept any more. */
  readonly dropped: boolean;
}

export interface TickEvent {
  /** Unix epoch, ms. Integer. */
  readonly ts: number;
}

/** One remembered step of an actor. */
export interface Transition {
  /** Not empty. */
  readonly actor: string;
  /** Unix epoch, ms. Integer. */
  readonly at: number;
  readonly event: string;
  readonly from: string;
  readonly to: string;
  readonly cause?: string;
}

export interface WebLoginStartParams {
  /** Link anew although the account is linked. */
  readonly force?: boolean;
  /** For the first code; default 30000, at least 5000. Integer. */
  readonly timeoutMs?: number;
  readonly verbose?: boolean;
  readonly accountId?: string;
  /** Default `qr`. */
  readonly method?: 'qr' | 'code';
  /** With `code`: the number to link, digits with country code. */
  readonly phone?: string;
}

export interface WebLoginStartResult {
  /** For people; without `qr` and `code` beside it: linked already. */
  readonly message: string;
  /** PNG. */
  readonly qrDataUrl?: string;
  /** What the QR code says, for terminals that draw it themselves. */
  readonly qr?: string;
  /** The pairing code to type on the phone. */
  readonly code?: string;
  /** Unix epoch, ms. Integer. */
  readonly expiresAt?: number;
}

export interface WebLoginWaitParams {
  /** Default 120000, at least 1000. Integer. */
  readonly timeoutMs?: number;
  readonly accountId?: string;
}

export interface WebLoginWaitResult {
  readonly connected: boolean;
  readonly message: string;
}
