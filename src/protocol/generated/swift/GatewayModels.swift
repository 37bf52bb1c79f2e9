// Generated from src/protocol/catalogue.ts by scripts/protocol/generate.ts. Do not edit; run `npm run protocol:gen`.

import Foundation

public let gatewayProtocolVersion = 3

/// Every method of the gateway.
public enum GatewayMethod: String, Codable, Sendable, CaseIterable {
    case health = "health"
    case logsTail = "logs.tail"
    case channelsStatus = "channels.status"
    case channelsLogout = "channels.logout"
    case status = "status"
    case configGet = "config.get"
    case configSet = "config.set"
    case configApply = "config.apply"
    case configPatch = "config.patch"
    case configSchema = "config.schema"
    case modelsList = "models.list"
    case agentsList = "agents.list"
    case sessionsList = "sessions.list"
    case sessionsPreview = "sessions.preview"
    case sessionsPatch = "sessions.patch"
    case sessionsReset = "sessions.reset"
    case sessionsDelete = "sessions.delete"
    case sessionsCompact = "sessions.compact"
    case lastHeartbeat = "last-heartbeat"
    case setHeartbeats = "set-heartbeats"
    case devicePairList = "device.pair.list"
    case devicePairApprove = "device.pair.approve"
    case devicePairReject = "device.pair.reject"
    case deviceTokenRotate = "device.token.rotate"
    case deviceTokenRevoke = "device.token.revoke"
    case systemPresence = "system-presence"
    case systemEvent = "system-event"
    case send = "send"
    case agent = "agent"
    case agentIdentityGet = "agent.identity.get"
    case agentWait = "agent.wait"
    case chatHistory = "chat.history"
    case chatAbort = "chat.abort"
    case chatSend = "chat.send"
    case webLoginStart = "web.login.start"
    case webLoginWait = "web.login.wait"
    case systemInspect = "system.inspect"
    case systemResume = "system.resume"
    case sessionsSearch = "sessions.search"
    case systemRestart = "system.restart"
    case channelsStart = "channels.start"
    case channelsStop = "channels.stop"
    case react = "react"
    case pairingList = "pairing.list"
    case pairingApprove = "pairing.approve"
    case pairingReject = "pairing.reject"
    case outboxList = "outbox.list"
    case outboxRetry = "outbox.retry"
    case outboxDrop = "outbox.drop"
    case configPlan = "config.plan"
    case configConfirm = "config.confirm"
    case configHistory = "config.history"
    case configRollback = "config.rollback"
    case gatewayRestart = "gateway.restart"
    case systemAuthorizeRestart = "system.authorizeRestart"
    case systemTransitions = "system.transitions"
    case systemStop = "system.stop"
    case connect = "connect"
    case chatInject = "chat.inject"
    case sessionsResolve = "sessions.resolve"
    case poll = "poll"
}

/// Every event of the gateway.
public enum GatewayEvent: String, Codable, Sendable, CaseIterable {
    case connectChallenge = "connect.challenge"
    case agent = "agent"
    case chat = "chat"
    case presence = "presence"
    case tick = "tick"
    case shutdown = "shutdown"
    case health = "health"
    case heartbeat = "heartbeat"
    case devicePairRequested = "device.pair.requested"
    case devicePairResolved = "device.pair.resolved"
    case resumeReset = "resume.reset"
    case channelLogin = "channel.login"
    case channelPairRequested = "channel.pair.requested"
    case channelPairResolved = "channel.pair.resolved"
    case outboxChanged = "outbox.changed"
}

/// Any JSON value. Whole numbers stay `Int`.
public enum AnyCodable: Codable, Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case array([AnyCodable])
    case object([String: AnyCodable])

    public init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([AnyCodable].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: AnyCodable].self))
        }
    }

    public func encode(to encoder: Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

public struct AccountSnapshot: Codable, Sendable {
    public let accountId: String
    public let name: String?
    public let enabled: Bool?
    public let configured: Bool?
    public let linked: Bool?
    public let running: Bool?
    public let connected: Bool?
    /// Of the link: `online`, `backingOff`, `conflict`, `loggedOut`, `unconfigured` and so on.
    public let state: String?
    public let verdict: LinkVerdict?
    /// Unix epoch, ms, of the latest proof of each kind; null before the first.
    public let evidence: [String: Int?]?
    public let lastDisconnect: LinkDisconnect?
    /// Who the account is on its network.
    public let `self`: [String: AnyCodable]?
    /// Since the credentials last changed.
    public let authAgeMs: Double?
    /// Unix epoch, ms, of the next attempt to connect.
    public let nextAttemptAt: Int?
    public let reconnectAttempts: Int?
    public let lastConnectedAt: Int?
    public let lastStartAt: Int?
    public let lastStopAt: Int?
    public let lastInboundAt: Int?
    public let lastOutboundAt: Int?
    public let lastProbeAt: Int?
    public let lastError: String?
    public let mode: String?
    public let dmPolicy: String?
    public let tokenSource: String?
    public let botTokenSource: String?
    public let appTokenSource: String?
    public let baseUrl: String?
    public let allowFrom: [String]?
    public let allowUnmentionedGroups: Bool?
    public let cliPath: String?
    public let dbPath: String?
    public let port: Int?
    public let probe: AnyCodable?
    public let audit: AnyCodable?
    public let application: AnyCodable?

    public init(
        accountId: String,
        name: String? = nil,
        enabled: Bool? = nil,
        configured: Bool? = nil,
        linked: Bool? = nil,
        running: Bool? = nil,
        connected: Bool? = nil,
        state: String? = nil,
        verdict: LinkVerdict? = nil,
        evidence: [String: Int?]? = nil,
        lastDisconnect: LinkDisconnect? = nil,
        `self`: [String: AnyCodable]? = nil,
        authAgeMs: Double? = nil,
        nextAttemptAt: Int? = nil,
        reconnectAttempts: Int? = nil,
        lastConnectedAt: Int? = nil,
        lastStartAt: Int? = nil,
        lastStopAt: Int? = nil,
        lastInboundAt: Int? = nil,
        lastOutboundAt: Int? = nil,
        lastProbeAt: Int? = nil,
        lastError: String? = nil,
        mode: String? = nil,
        dmPolicy: String? = nil,
        tokenSource: String? = nil,
        botTokenSource: String? = nil,
        appTokenSource: String? = nil,
        baseUrl: String? = nil,
        allowFrom: [String]? = nil,
        allowUnmentionedGroups: Bool? = nil,
        cliPath: String? = nil,
        dbPath: String? = nil,
        port: Int? = nil,
        probe: AnyCodable? = nil,
        audit: AnyCodable? = nil,
        application: AnyCodable? = nil
    ) {
        self.accountId = accountId
        self.name = name
        self.enabled = enabled
        self.configured = configured
        self.linked = linked
        self.running = running
        self.connected = connected
        self.state = state
        self.verdict = verdict
        self.evidence = evidence
        self.lastDisconnect = lastDisconnect
        self.`self` = `self`
        self.authAgeMs = authAgeMs
        self.nextAttemptAt = nextAttemptAt
        self.reconnectAttempts = reconnectAttempts
        self.lastConnectedAt = lastConnectedAt
        self.lastStartAt = lastStartAt
        self.lastStopAt = lastStopAt
        self.lastInboundAt = lastInboundAt
        self.lastOutboundAt = lastOutboundAt
        self.lastProbeAt = lastProbeAt
        self.lastError = lastError
        self.mode = mode
        self.dmPolicy = dmPolicy
        self.tokenSource = tokenSource
        self.botTokenSource = botTokenSource
        self.appTokenSource = appTokenSource
        self.baseUrl = baseUrl
        self.allowFrom = allowFrom
        self.allowUnmentionedGroups = allowUnmentionedGroups
        self.cliPath = cliPath
        self.dbPath = dbPath
        self.port = port
        self.probe = probe
        self.audit = audit
        self.application = application
    }

    private enum CodingKeys: String, CodingKey {
        case accountId = "accountId"
        case name = "name"
        case enabled = "enabled"
        case configured = "configured"
        case linked = "linked"
        case running = "running"
        case connected = "connected"
        case state = "state"
        case verdict = "verdict"
        case evidence = "evidence"
        case lastDisconnect = "lastDisconnect"
        case `self` = "self"
        case authAgeMs = "authAgeMs"
        case nextAttemptAt = "nextAttemptAt"
        case reconnectAttempts = "reconnectAttempts"
        case lastConnectedAt = "lastConnectedAt"
        case lastStartAt = "lastStartAt"
        case lastStopAt = "lastStopAt"
        case lastInboundAt = "lastInboundAt"
        case lastOutboundAt = "lastOutboundAt"
        case lastProbeAt = "lastProbeAt"
        case lastError = "lastError"
        case mode = "mode"
        case dmPolicy = "dmPolicy"
        case tokenSource = "tokenSource"
        case botTokenSource = "botTokenSource"
        case appTokenSource = "appTokenSource"
        case baseUrl = "baseUrl"
        case allowFrom = "allowFrom"
        case allowUnmentionedGroups = "allowUnmentionedGroups"
        case cliPath = "cliPath"
        case dbPath = "dbPath"
        case port = "port"
        case probe = "probe"
        case audit = "audit"
        case application = "application"
    }
}

/// One live actor.
public struct ActorNode: Codable, Sendable {
    public let id: String
    public let parent: String?
    public let machine: String
    public let state: String
    /// In this state since (Unix epoch, ms)
    public let since: Int
    public let restarts: Int
    public let lastError: String?
    /// What is scheduled, e.g. a restart.
    public let next: String?
    /// When (Unix epoch, ms).
    public let nextAt: Int?
    /// Children left out because of `limit`.
    public let omitted: Int?

    public init(
        id: String,
        parent: String? = nil,
        machine: String,
        state: String,
        since: Int,
        restarts: Int,
        lastError: String? = nil,
        next: String? = nil,
        nextAt: Int? = nil,
        omitted: Int? = nil
    ) {
        self.id = id
        self.parent = parent
        self.machine = machine
        self.state = state
        self.since = since
        self.restarts = restarts
        self.lastError = lastError
        self.next = next
        self.nextAt = nextAt
        self.omitted = omitted
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case parent = "parent"
        case machine = "machine"
        case state = "state"
        case since = "since"
        case restarts = "restarts"
        case lastError = "lastError"
        case next = "next"
        case nextAt = "nextAt"
        case omitted = "omitted"
    }
}

/// The first answer to `agent`; the only one when a running key is repeated.
public struct AgentAccepted: Codable, Sendable {
    public let runId: String
    public let status: String
    /// Unix epoch, ms
    public let acceptedAt: Int

    public init(
        runId: String,
        status: String,
        acceptedAt: Int
    ) {
        self.runId = runId
        self.status = status
        self.acceptedAt = acceptedAt
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case status = "status"
        case acceptedAt = "acceptedAt"
    }
}

public struct AgentAssistantData: Codable, Sendable {
    /// Everything said so far.
    public let text: String
    /// What is new.
    public let delta: String
    public let mediaUrls: [String]?

    public init(
        text: String,
        delta: String,
        mediaUrls: [String]? = nil
    ) {
        self.text = text
        self.delta = delta
        self.mediaUrls = mediaUrls
    }

    private enum CodingKeys: String, CodingKey {
        case text = "text"
        case delta = "delta"
        case mediaUrls = "mediaUrls"
    }
}

public struct AgentCompactionData: Codable, Sendable {
    public let phase: String
    public let willRetry: Bool?

    public init(
        phase: String,
        willRetry: Bool? = nil
    ) {
        self.phase = phase
        self.willRetry = willRetry
    }

    private enum CodingKeys: String, CodingKey {
        case phase = "phase"
        case willRetry = "willRetry"
    }
}

public struct AgentEvent: Codable, Sendable {
    public let runId: String
    /// Per run, from 1. Hidden tool events leave holes.
    public let seq: Int
    public let stream: String
    /// Unix epoch, ms
    public let ts: Int
    public let data: AnyCodable
    /// As the requester wrote it.
    public let sessionKey: String?

    public init(
        runId: String,
        seq: Int,
        stream: String,
        ts: Int,
        data: AnyCodable,
        sessionKey: String? = nil
    ) {
        self.runId = runId
        self.seq = seq
        self.stream = stream
        self.ts = ts
        self.data = data
        self.sessionKey = sessionKey
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case seq = "seq"
        case stream = "stream"
        case ts = "ts"
        case data = "data"
        case sessionKey = "sessionKey"
    }
}

/// The payload that accompanies the error of a failed run.
public struct AgentFailed: Codable, Sendable {
    public let runId: String
    public let status: String
    public let summary: String

    public init(
        runId: String,
        status: String,
        summary: String
    ) {
        self.runId = runId
        self.status = status
        self.summary = summary
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case status = "status"
        case summary = "summary"
    }
}

/// The second answer to `agent`.
public struct AgentFinal: Codable, Sendable {
    public let runId: String
    public let status: String
    public let summary: String
    public let result: AgentFinalResult

    public init(
        runId: String,
        status: String,
        summary: String,
        result: AgentFinalResult
    ) {
        self.runId = runId
        self.status = status
        self.summary = summary
        self.result = result
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case status = "status"
        case summary = "summary"
        case result = "result"
    }
}

public struct AgentFinalResult: Codable, Sendable {
    public let payloads: [AgentPayload]
    public let meta: AgentMeta

    public init(
        payloads: [AgentPayload],
        meta: AgentMeta
    ) {
        self.payloads = payloads
        self.meta = meta
    }

    private enum CodingKeys: String, CodingKey {
        case payloads = "payloads"
        case meta = "meta"
    }
}

public struct AgentHealth: Codable, Sendable {
    public let agentId: String
    public let name: String?
    public let isDefault: Bool
    public let heartbeat: AgentHealthHeartbeat
    public let sessions: SessionsHealth

    public init(
        agentId: String,
        name: String? = nil,
        isDefault: Bool,
        heartbeat: AgentHealthHeartbeat,
        sessions: SessionsHealth
    ) {
        self.agentId = agentId
        self.name = name
        self.isDefault = isDefault
        self.heartbeat = heartbeat
        self.sessions = sessions
    }

    private enum CodingKeys: String, CodingKey {
        case agentId = "agentId"
        case name = "name"
        case isDefault = "isDefault"
        case heartbeat = "heartbeat"
        case sessions = "sessions"
    }
}

public struct AgentHealthHeartbeat: Codable, Sendable {
    public let enabled: Bool
    public let every: String
    public let everyMs: Int?
    public let prompt: String
    public let target: String
    public let model: String?
    public let ackMaxChars: Int

    public init(
        enabled: Bool,
        every: String,
        everyMs: Int? = nil,
        prompt: String,
        target: String,
        model: String? = nil,
        ackMaxChars: Int
    ) {
        self.enabled = enabled
        self.every = every
        self.everyMs = everyMs
        self.prompt = prompt
        self.target = target
        self.model = model
        self.ackMaxChars = ackMaxChars
    }

    private enum CodingKeys: String, CodingKey {
        case enabled = "enabled"
        case every = "every"
        case everyMs = "everyMs"
        case prompt = "prompt"
        case target = "target"
        case model = "model"
        case ackMaxChars = "ackMaxChars"
    }
}

public struct AgentIdentityGetParams: Codable, Sendable {
    public let agentId: String?
    public let sessionKey: String?

    public init(
        agentId: String? = nil,
        sessionKey: String? = nil
    ) {
        self.agentId = agentId
        self.sessionKey = sessionKey
    }

    private enum CodingKeys: String, CodingKey {
        case agentId = "agentId"
        case sessionKey = "sessionKey"
    }
}

public struct AgentIdentityGetResult: Codable, Sendable {
    public let agentId: String
    public let name: String?
    public let avatar: String?

    public init(
        agentId: String,
        name: String? = nil,
        avatar: String? = nil
    ) {
        self.agentId = agentId
        self.name = name
        self.avatar = avatar
    }

    private enum CodingKeys: String, CodingKey {
        case agentId = "agentId"
        case name = "name"
        case avatar = "avatar"
    }
}

/// `end` and `error` are terminal.
public struct AgentLifecycleData: Codable, Sendable {
    public let phase: String
    /// Unix epoch, ms
    public let startedAt: Int?
    /// Unix epoch, ms
    public let endedAt: Int?
    public let aborted: Bool?
    public let error: String?

    public init(
        phase: String,
        startedAt: Int? = nil,
        endedAt: Int? = nil,
        aborted: Bool? = nil,
        error: String? = nil
    ) {
        self.phase = phase
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.aborted = aborted
        self.error = error
    }

    private enum CodingKeys: String, CodingKey {
        case phase = "phase"
        case startedAt = "startedAt"
        case endedAt = "endedAt"
        case aborted = "aborted"
        case error = "error"
    }
}

/// `durationMs`, `agentMeta {sessionId, provider, model, usage?}`, `aborted?`, `stopReason?` and what the engine adds.
public typealias AgentMeta = [String: AnyCodable]

public struct AgentParams: Codable, Sendable {
    public let message: String
    /// Becomes the runId.
    public let idempotencyKey: String
    public let agentId: String?
    public let sessionKey: String?
    public let sessionId: String?
    public let to: String?
    public let replyTo: String?
    public let channel: String?
    public let replyChannel: String?
    public let accountId: String?
    public let replyAccountId: String?
    public let threadId: String?
    public let groupId: String?
    public let groupChannel: String?
    public let groupSpace: String?
    public let thinking: String?
    public let lane: String?
    public let extraSystemPrompt: String?
    public let spawnedBy: String?
    public let deliver: Bool?
    public let attachments: [AnyCodable]?
    /// Seconds; 0 or absent: the configured default.
    public let timeout: Int?
    public let label: String?

    public init(
        message: String,
        idempotencyKey: String,
        agentId: String? = nil,
        sessionKey: String? = nil,
        sessionId: String? = nil,
        to: String? = nil,
        replyTo: String? = nil,
        channel: String? = nil,
        replyChannel: String? = nil,
        accountId: String? = nil,
        replyAccountId: String? = nil,
        threadId: String? = nil,
        groupId: String? = nil,
        groupChannel: String? = nil,
        groupSpace: String? = nil,
        thinking: String? = nil,
        lane: String? = nil,
        extraSystemPrompt: String? = nil,
        spawnedBy: String? = nil,
        deliver: Bool? = nil,
        attachments: [AnyCodable]? = nil,
        timeout: Int? = nil,
        label: String? = nil
    ) {
        self.message = message
        self.idempotencyKey = idempotencyKey
        self.agentId = agentId
        self.sessionKey = sessionKey
        self.sessionId = sessionId
        self.to = to
        self.replyTo = replyTo
        self.channel = channel
        self.replyChannel = replyChannel
        self.accountId = accountId
        self.replyAccountId = replyAccountId
        self.threadId = threadId
        self.groupId = groupId
        self.groupChannel = groupChannel
        self.groupSpace = groupSpace
        self.thinking = thinking
        self.lane = lane
        self.extraSystemPrompt = extraSystemPrompt
        self.spawnedBy = spawnedBy
        self.deliver = deliver
        self.attachments = attachments
        self.timeout = timeout
        self.label = label
    }

    private enum CodingKeys: String, CodingKey {
        case message = "message"
        case idempotencyKey = "idempotencyKey"
        case agentId = "agentId"
        case sessionKey = "sessionKey"
        case sessionId = "sessionId"
        case to = "to"
        case replyTo = "replyTo"
        case channel = "channel"
        case replyChannel = "replyChannel"
        case accountId = "accountId"
        case replyAccountId = "replyAccountId"
        case threadId = "threadId"
        case groupId = "groupId"
        case groupChannel = "groupChannel"
        case groupSpace = "groupSpace"
        case thinking = "thinking"
        case lane = "lane"
        case extraSystemPrompt = "extraSystemPrompt"
        case spawnedBy = "spawnedBy"
        case deliver = "deliver"
        case attachments = "attachments"
        case timeout = "timeout"
        case label = "label"
    }
}

public struct AgentPayload: Codable, Sendable {
    public let text: String?
    public let mediaUrl: String?
    public let mediaUrls: [String]?

    public init(
        text: String? = nil,
        mediaUrl: String? = nil,
        mediaUrls: [String]? = nil
    ) {
        self.text = text
        self.mediaUrl = mediaUrl
        self.mediaUrls = mediaUrls
    }

    private enum CodingKeys: String, CodingKey {
        case text = "text"
        case mediaUrl = "mediaUrl"
        case mediaUrls = "mediaUrls"
    }
}

public typealias AgentResult = AnyCodable

public struct AgentRow: Codable, Sendable {
    public let id: String
    public let name: String?
    public let identity: AgentRowIdentity?

    public init(
        id: String,
        name: String? = nil,
        identity: AgentRowIdentity? = nil
    ) {
        self.id = id
        self.name = name
        self.identity = identity
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case name = "name"
        case identity = "identity"
    }
}

public struct AgentRowIdentity: Codable, Sendable {
    public let name: String?
    public let theme: String?
    public let emoji: String?
    public let avatar: String?
    public let avatarUrl: String?

    public init(
        name: String? = nil,
        theme: String? = nil,
        emoji: String? = nil,
        avatar: String? = nil,
        avatarUrl: String? = nil
    ) {
        self.name = name
        self.theme = theme
        self.emoji = emoji
        self.avatar = avatar
        self.avatarUrl = avatarUrl
    }

    private enum CodingKeys: String, CodingKey {
        case name = "name"
        case theme = "theme"
        case emoji = "emoji"
        case avatar = "avatar"
        case avatarUrl = "avatarUrl"
    }
}

public struct AgentToolData: Codable, Sendable {
    public let phase: String
    public let name: String
    public let toolCallId: String
    public let args: AnyCodable?
    public let partialResult: AnyCodable?
    public let meta: AnyCodable?
    public let isError: Bool?
    public let result: AnyCodable?

    public init(
        phase: String,
        name: String,
        toolCallId: String,
        args: AnyCodable? = nil,
        partialResult: AnyCodable? = nil,
        meta: AnyCodable? = nil,
        isError: Bool? = nil,
        result: AnyCodable? = nil
    ) {
        self.phase = phase
        self.name = name
        self.toolCallId = toolCallId
        self.args = args
        self.partialResult = partialResult
        self.meta = meta
        self.isError = isError
        self.result = result
    }

    private enum CodingKeys: String, CodingKey {
        case phase = "phase"
        case name = "name"
        case toolCallId = "toolCallId"
        case args = "args"
        case partialResult = "partialResult"
        case meta = "meta"
        case isError = "isError"
        case result = "result"
    }
}

public struct AgentWaitParams: Codable, Sendable {
    public let runId: String
    /// Default 30000; 0 answers at once.
    public let timeoutMs: Int?

    public init(
        runId: String,
        timeoutMs: Int? = nil
    ) {
        self.runId = runId
        self.timeoutMs = timeoutMs
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case timeoutMs = "timeoutMs"
    }
}

public struct AgentWaitResult: Codable, Sendable {
    public let runId: String
    /// `timeout`: not finished in time, or unknown here.
    public let status: String
    public let startedAt: Int?
    public let endedAt: Int?
    public let error: String?

    public init(
        runId: String,
        status: String,
        startedAt: Int? = nil,
        endedAt: Int? = nil,
        error: String? = nil
    ) {
        self.runId = runId
        self.status = status
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.error = error
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case status = "status"
        case startedAt = "startedAt"
        case endedAt = "endedAt"
        case error = "error"
    }
}

public typealias AgentsListParams = [String: AnyCodable]

public struct AgentsListResult: Codable, Sendable {
    public let defaultId: String
    public let mainKey: String
    public let scope: String
    public let agents: [AgentRow]

    public init(
        defaultId: String,
        mainKey: String,
        scope: String,
        agents: [AgentRow]
    ) {
        self.defaultId = defaultId
        self.mainKey = mainKey
        self.scope = scope
        self.agents = agents
    }

    private enum CodingKeys: String, CodingKey {
        case defaultId = "defaultId"
        case mainKey = "mainKey"
        case scope = "scope"
        case agents = "agents"
    }
}

/// What an element of `attachments` should look like; checked when it is decoded, not by the schema.
public struct Attachment: Codable, Sendable {
    public let type: String?
    public let mimeType: String?
    public let fileName: String?
    /// base64, or a data URL.
    public let content: String?

    public init(
        type: String? = nil,
        mimeType: String? = nil,
        fileName: String? = nil,
        content: String? = nil
    ) {
        self.type = type
        self.mimeType = mimeType
        self.fileName = fileName
        self.content = content
    }

    private enum CodingKeys: String, CodingKey {
        case type = "type"
        case mimeType = "mimeType"
        case fileName = "fileName"
        case content = "content"
    }
}

public struct ChannelAccountHealth: Codable, Sendable {
    public let accountId: String
    public let configured: Bool?
    public let linked: Bool?
    /// Of the link: `online`, `backingOff`, `conflict`, `loggedOut`, `unconfigured` and so on.
    public let state: String?
    public let verdict: LinkVerdict?
    /// Unix epoch, ms, of the latest proof of each kind; null before the first.
    public let evidence: [String: Int?]?
    public let lastDisconnect: LinkDisconnect?
    /// Who the account is on its network.
    public let `self`: [String: AnyCodable]?
    /// Since the credentials last changed.
    public let authAgeMs: Double?
    /// Unix epoch, ms, of the next attempt to connect.
    public let nextAttemptAt: Int?
    public let probe: ChannelAccountHealthProbe?
    public let lastProbeAt: Int?

    public init(
        accountId: String,
        configured: Bool? = nil,
        linked: Bool? = nil,
        state: String? = nil,
        verdict: LinkVerdict? = nil,
        evidence: [String: Int?]? = nil,
        lastDisconnect: LinkDisconnect? = nil,
        `self`: [String: AnyCodable]? = nil,
        authAgeMs: Double? = nil,
        nextAttemptAt: Int? = nil,
        probe: ChannelAccountHealthProbe? = nil,
        lastProbeAt: Int? = nil
    ) {
        self.accountId = accountId
        self.configured = configured
        self.linked = linked
        self.state = state
        self.verdict = verdict
        self.evidence = evidence
        self.lastDisconnect = lastDisconnect
        self.`self` = `self`
        self.authAgeMs = authAgeMs
        self.nextAttemptAt = nextAttemptAt
        self.probe = probe
        self.lastProbeAt = lastProbeAt
    }

    private enum CodingKeys: String, CodingKey {
        case accountId = "accountId"
        case configured = "configured"
        case linked = "linked"
        case state = "state"
        case verdict = "verdict"
        case evidence = "evidence"
        case lastDisconnect = "lastDisconnect"
        case `self` = "self"
        case authAgeMs = "authAgeMs"
        case nextAttemptAt = "nextAttemptAt"
        case probe = "probe"
        case lastProbeAt = "lastProbeAt"
    }
}

public struct ChannelAccountHealthProbe: Codable, Sendable {
    public let ok: Bool?
    public let status: Int?
    public let error: String?
    public let elapsedMs: Double?

    public init(
        ok: Bool? = nil,
        status: Int? = nil,
        error: String? = nil,
        elapsedMs: Double? = nil
    ) {
        self.ok = ok
        self.status = status
        self.error = error
        self.elapsedMs = elapsedMs
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case status = "status"
        case error = "error"
        case elapsedMs = "elapsedMs"
    }
}

public struct ChannelHealth: Codable, Sendable {
    public let accountId: String
    public let configured: Bool?
    public let linked: Bool?
    /// Of the link: `online`, `backingOff`, `conflict`, `loggedOut`, `unconfigured` and so on.
    public let state: String?
    public let verdict: LinkVerdict?
    /// Unix epoch, ms, of the latest proof of each kind; null before the first.
    public let evidence: [String: Int?]?
    public let lastDisconnect: LinkDisconnect?
    /// Who the account is on its network.
    public let `self`: [String: AnyCodable]?
    /// Since the credentials last changed.
    public let authAgeMs: Double?
    /// Unix epoch, ms, of the next attempt to connect.
    public let nextAttemptAt: Int?
    public let probe: ChannelHealthProbe?
    public let lastProbeAt: Int?
    public let accounts: [String: ChannelAccountHealth]?

    public init(
        accountId: String,
        configured: Bool? = nil,
        linked: Bool? = nil,
        state: String? = nil,
        verdict: LinkVerdict? = nil,
        evidence: [String: Int?]? = nil,
        lastDisconnect: LinkDisconnect? = nil,
        `self`: [String: AnyCodable]? = nil,
        authAgeMs: Double? = nil,
        nextAttemptAt: Int? = nil,
        probe: ChannelHealthProbe? = nil,
        lastProbeAt: Int? = nil,
        accounts: [String: ChannelAccountHealth]? = nil
    ) {
        self.accountId = accountId
        self.configured = configured
        self.linked = linked
        self.state = state
        self.verdict = verdict
        self.evidence = evidence
        self.lastDisconnect = lastDisconnect
        self.`self` = `self`
        self.authAgeMs = authAgeMs
        self.nextAttemptAt = nextAttemptAt
        self.probe = probe
        self.lastProbeAt = lastProbeAt
        self.accounts = accounts
    }

    private enum CodingKeys: String, CodingKey {
        case accountId = "accountId"
        case configured = "configured"
        case linked = "linked"
        case state = "state"
        case verdict = "verdict"
        case evidence = "evidence"
        case lastDisconnect = "lastDisconnect"
        case `self` = "self"
        case authAgeMs = "authAgeMs"
        case nextAttemptAt = "nextAttemptAt"
        case probe = "probe"
        case lastProbeAt = "lastProbeAt"
        case accounts = "accounts"
    }
}

public struct ChannelHealthProbe: Codable, Sendable {
    public let ok: Bool?
    public let status: Int?
    public let error: String?
    public let elapsedMs: Double?

    public init(
        ok: Bool? = nil,
        status: Int? = nil,
        error: String? = nil,
        elapsedMs: Double? = nil
    ) {
        self.ok = ok
        self.status = status
        self.error = error
        self.elapsedMs = elapsedMs
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case status = "status"
        case error = "error"
        case elapsedMs = "elapsedMs"
    }
}

public struct ChannelLoginEvent: Codable, Sendable {
    public let channel: String
    public let accountId: String
    public let step: String
    /// PNG.
    public let qrDataUrl: String?
    /// What the QR code says, for terminals that draw it themselves.
    public let qr: String?
    /// The pairing code to type on the phone.
    public let code: String?
    /// Unix epoch, ms
    public let expiresAt: Int?
    public let message: String?

    public init(
        channel: String,
        accountId: String,
        step: String,
        qrDataUrl: String? = nil,
        qr: String? = nil,
        code: String? = nil,
        expiresAt: Int? = nil,
        message: String? = nil
    ) {
        self.channel = channel
        self.accountId = accountId
        self.step = step
        self.qrDataUrl = qrDataUrl
        self.qr = qr
        self.code = code
        self.expiresAt = expiresAt
        self.message = message
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case step = "step"
        case qrDataUrl = "qrDataUrl"
        case qr = "qr"
        case code = "code"
        case expiresAt = "expiresAt"
        case message = "message"
    }
}

public typealias ChannelPairRequestedEvent = PairingRequest

public struct ChannelPairResolvedEvent: Codable, Sendable {
    public let channel: String
    public let accountId: String
    public let id: String
    public let decision: String
    /// Unix epoch, ms
    public let ts: Int

    public init(
        channel: String,
        accountId: String,
        id: String,
        decision: String,
        ts: Int
    ) {
        self.channel = channel
        self.accountId = accountId
        self.id = id
        self.decision = decision
        self.ts = ts
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case id = "id"
        case decision = "decision"
        case ts = "ts"
    }
}

public struct ChannelsLogoutParams: Codable, Sendable {
    public let channel: String
    /// Default: the default account of the channel.
    public let accountId: String?

    public init(
        channel: String,
        accountId: String? = nil
    ) {
        self.channel = channel
        self.accountId = accountId
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
    }
}

public struct ChannelsLogoutResult: Codable, Sendable {
    public let channel: String
    public let accountId: String
    /// There were credentials, and they are gone.
    public let cleared: Bool
    public let loggedOut: Bool?
    /// The token comes from the environment or a file and cannot be removed from here.
    public let envToken: Bool?

    public init(
        channel: String,
        accountId: String,
        cleared: Bool,
        loggedOut: Bool? = nil,
        envToken: Bool? = nil
    ) {
        self.channel = channel
        self.accountId = accountId
        self.cleared = cleared
        self.loggedOut = loggedOut
        self.envToken = envToken
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case cleared = "cleared"
        case loggedOut = "loggedOut"
        case envToken = "envToken"
    }
}

public struct ChannelsStartParams: Codable, Sendable {
    public let channel: String
    /// Default: the default account of the channel.
    public let accountId: String?

    public init(
        channel: String,
        accountId: String? = nil
    ) {
        self.channel = channel
        self.accountId = accountId
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
    }
}

public struct ChannelsStartResult: Codable, Sendable {
    public let channel: String
    public let accountId: String
    /// Of the link, after the call.
    public let state: String

    public init(
        channel: String,
        accountId: String,
        state: String
    ) {
        self.channel = channel
        self.accountId = accountId
        self.state = state
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case state = "state"
    }
}

public struct ChannelsStatusParams: Codable, Sendable {
    public let probe: Bool?
    public let timeoutMs: Int?

    public init(
        probe: Bool? = nil,
        timeoutMs: Int? = nil
    ) {
        self.probe = probe
        self.timeoutMs = timeoutMs
    }

    private enum CodingKeys: String, CodingKey {
        case probe = "probe"
        case timeoutMs = "timeoutMs"
    }
}

public struct ChannelsStatusResult: Codable, Sendable {
    /// Unix epoch, ms
    public let ts: Int
    public let channelOrder: [String]
    public let channelLabels: [String: String]
    public let channelDetailLabels: [String: String]?
    public let channelSystemImages: [String: String]?
    public let channelMeta: [ChannelsStatusResultChannelMetaItem]?
    public let channels: [String: [String: AnyCodable]]
    public let channelAccounts: [String: [AccountSnapshot]]
    public let channelDefaultAccountId: [String: String]

    public init(
        ts: Int,
        channelOrder: [String],
        channelLabels: [String: String],
        channelDetailLabels: [String: String]? = nil,
        channelSystemImages: [String: String]? = nil,
        channelMeta: [ChannelsStatusResultChannelMetaItem]? = nil,
        channels: [String: [String: AnyCodable]],
        channelAccounts: [String: [AccountSnapshot]],
        channelDefaultAccountId: [String: String]
    ) {
        self.ts = ts
        self.channelOrder = channelOrder
        self.channelLabels = channelLabels
        self.channelDetailLabels = channelDetailLabels
        self.channelSystemImages = channelSystemImages
        self.channelMeta = channelMeta
        self.channels = channels
        self.channelAccounts = channelAccounts
        self.channelDefaultAccountId = channelDefaultAccountId
    }

    private enum CodingKeys: String, CodingKey {
        case ts = "ts"
        case channelOrder = "channelOrder"
        case channelLabels = "channelLabels"
        case channelDetailLabels = "channelDetailLabels"
        case channelSystemImages = "channelSystemImages"
        case channelMeta = "channelMeta"
        case channels = "channels"
        case channelAccounts = "channelAccounts"
        case channelDefaultAccountId = "channelDefaultAccountId"
    }
}

public struct ChannelsStatusResultChannelMetaItem: Codable, Sendable {
    public let id: String
    public let label: String
    public let detailLabel: String
    public let systemImage: String?

    public init(
        id: String,
        label: String,
        detailLabel: String,
        systemImage: String? = nil
    ) {
        self.id = id
        self.label = label
        self.detailLabel = detailLabel
        self.systemImage = systemImage
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case label = "label"
        case detailLabel = "detailLabel"
        case systemImage = "systemImage"
    }
}

public struct ChannelsStopParams: Codable, Sendable {
    public let channel: String
    /// Default: the default account of the channel.
    public let accountId: String?

    public init(
        channel: String,
        accountId: String? = nil
    ) {
        self.channel = channel
        self.accountId = accountId
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
    }
}

public struct ChannelsStopResult: Codable, Sendable {
    public let channel: String
    public let accountId: String
    /// Of the link, after the call.
    public let state: String

    public init(
        channel: String,
        accountId: String,
        state: String
    ) {
        self.channel = channel
        self.accountId = accountId
        self.state = state
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case state = "state"
    }
}

public struct ChatAbortParams: Codable, Sendable {
    public let sessionKey: String
    public let runId: String?

    public init(
        sessionKey: String,
        runId: String? = nil
    ) {
        self.sessionKey = sessionKey
        self.runId = runId
    }

    private enum CodingKeys: String, CodingKey {
        case sessionKey = "sessionKey"
        case runId = "runId"
    }
}

public struct ChatAbortResult: Codable, Sendable {
    public let ok: Bool
    public let aborted: Bool
    public let runIds: [String]

    public init(
        ok: Bool,
        aborted: Bool,
        runIds: [String]
    ) {
        self.ok = ok
        self.aborted = aborted
        self.runIds = runIds
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case aborted = "aborted"
        case runIds = "runIds"
    }
}

public struct ChatEvent: Codable, Sendable {
    public let runId: String
    /// As the requester wrote it.
    public let sessionKey: String
    public let seq: Int
    public let state: String
    public let message: ChatMessage?
    public let errorMessage: String?
    public let usage: AnyCodable?
    public let stopReason: String?

    public init(
        runId: String,
        sessionKey: String,
        seq: Int,
        state: String,
        message: ChatMessage? = nil,
        errorMessage: String? = nil,
        usage: AnyCodable? = nil,
        stopReason: String? = nil
    ) {
        self.runId = runId
        self.sessionKey = sessionKey
        self.seq = seq
        self.state = state
        self.message = message
        self.errorMessage = errorMessage
        self.usage = usage
        self.stopReason = stopReason
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case sessionKey = "sessionKey"
        case seq = "seq"
        case state = "state"
        case message = "message"
        case errorMessage = "errorMessage"
        case usage = "usage"
        case stopReason = "stopReason"
    }
}

public struct ChatHistoryParams: Codable, Sendable {
    public let sessionKey: String
    /// Default 200.
    public let limit: Int?

    public init(
        sessionKey: String,
        limit: Int? = nil
    ) {
        self.sessionKey = sessionKey
        self.limit = limit
    }

    private enum CodingKeys: String, CodingKey {
        case sessionKey = "sessionKey"
        case limit = "limit"
    }
}

public struct ChatHistoryResult: Codable, Sendable {
    /// As sent.
    public let sessionKey: String
    public let sessionId: String?
    /// Transcript messages, oldest first.
    public let messages: [AnyCodable]
    public let thinkingLevel: String?

    public init(
        sessionKey: String,
        sessionId: String? = nil,
        messages: [AnyCodable],
        thinkingLevel: String? = nil
    ) {
        self.sessionKey = sessionKey
        self.sessionId = sessionId
        self.messages = messages
        self.thinkingLevel = thinkingLevel
    }

    private enum CodingKeys: String, CodingKey {
        case sessionKey = "sessionKey"
        case sessionId = "sessionId"
        case messages = "messages"
        case thinkingLevel = "thinkingLevel"
    }
}

public struct ChatInjectParams: Codable, Sendable {
    public let sessionKey: String
    public let message: String
    public let label: String?

    public init(
        sessionKey: String,
        message: String,
        label: String? = nil
    ) {
        self.sessionKey = sessionKey
        self.message = message
        self.label = label
    }

    private enum CodingKeys: String, CodingKey {
        case sessionKey = "sessionKey"
        case message = "message"
        case label = "label"
    }
}

public struct ChatInjectResult: Codable, Sendable {
    public let ok: Bool
    /// 8 hex characters.
    public let messageId: String

    public init(
        ok: Bool,
        messageId: String
    ) {
        self.ok = ok
        self.messageId = messageId
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case messageId = "messageId"
    }
}

public struct ChatMessage: Codable, Sendable {
    public let role: String
    public let content: [ChatMessageContentItem]
    /// Unix epoch, ms
    public let timestamp: Int

    public init(
        role: String,
        content: [ChatMessageContentItem],
        timestamp: Int
    ) {
        self.role = role
        self.content = content
        self.timestamp = timestamp
    }

    private enum CodingKeys: String, CodingKey {
        case role = "role"
        case content = "content"
        case timestamp = "timestamp"
    }
}

public struct ChatMessageContentItem: Codable, Sendable {
    public let type: String
    public let text: String

    public init(
        type: String,
        text: String
    ) {
        self.type = type
        self.text = text
    }

    private enum CodingKeys: String, CodingKey {
        case type = "type"
        case text = "text"
    }
}

/// `started` the first time, `in_flight` while the key is at work, `ok` once it is done.
public struct ChatSendAck: Codable, Sendable {
    public let runId: String
    public let status: String

    public init(
        runId: String,
        status: String
    ) {
        self.runId = runId
        self.status = status
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case status = "status"
    }
}

public struct ChatSendParams: Codable, Sendable {
    public let sessionKey: String
    /// May be empty only with attachments.
    public let message: String
    public let thinking: String?
    public let deliver: Bool?
    public let attachments: [AnyCodable]?
    public let timeoutMs: Int?
    /// Becomes the runId.
    public let idempotencyKey: String

    public init(
        sessionKey: String,
        message: String,
        thinking: String? = nil,
        deliver: Bool? = nil,
        attachments: [AnyCodable]? = nil,
        timeoutMs: Int? = nil,
        idempotencyKey: String
    ) {
        self.sessionKey = sessionKey
        self.message = message
        self.thinking = thinking
        self.deliver = deliver
        self.attachments = attachments
        self.timeoutMs = timeoutMs
        self.idempotencyKey = idempotencyKey
    }

    private enum CodingKeys: String, CodingKey {
        case sessionKey = "sessionKey"
        case message = "message"
        case thinking = "thinking"
        case deliver = "deliver"
        case attachments = "attachments"
        case timeoutMs = "timeoutMs"
        case idempotencyKey = "idempotencyKey"
    }
}

public typealias ChatSendResult = AnyCodable

/// The answer to a stop word and to `chat.abort`.
public struct ChatStopAck: Codable, Sendable {
    public let ok: Bool
    public let aborted: Bool
    public let runIds: [String]

    public init(
        ok: Bool,
        aborted: Bool,
        runIds: [String]
    ) {
        self.ok = ok
        self.aborted = aborted
        self.runIds = runIds
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case aborted = "aborted"
        case runIds = "runIds"
    }
}

public struct ClientInfo: Codable, Sendable {
    public let id: String
    public let displayName: String?
    public let version: String
    /// Free text: `darwin`, `ios 17.4`, `MacIntel`.
    public let platform: String
    public let deviceFamily: String?
    public let modelIdentifier: String?
    public let mode: String
    /// Stable per install.
    public let instanceId: String?

    public init(
        id: String,
        displayName: String? = nil,
        version: String,
        platform: String,
        deviceFamily: String? = nil,
        modelIdentifier: String? = nil,
        mode: String,
        instanceId: String? = nil
    ) {
        self.id = id
        self.displayName = displayName
        self.version = version
        self.platform = platform
        self.deviceFamily = deviceFamily
        self.modelIdentifier = modelIdentifier
        self.mode = mode
        self.instanceId = instanceId
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case displayName = "displayName"
        case version = "version"
        case platform = "platform"
        case deviceFamily = "deviceFamily"
        case modelIdentifier = "modelIdentifier"
        case mode = "mode"
        case instanceId = "instanceId"
    }
}

public struct ConfigApplyParams: Codable, Sendable {
    /// The whole file, JSON5. Written byte by byte as given.
    public let raw: String
    /// SHA-256 of the file as it was read, from `config.get`. Needed when the file exists.
    public let baseHash: String?
    /// The session that is told what came of a restart.
    public let sessionKey: String?
    /// What is said there.
    public let note: String?
    /// Before a restart, if it comes to one. Default 2000, at most 60000.
    public let restartDelayMs: Int?
    /// Without `config.confirm` in this time the old file comes back.
    public let confirmWithinMs: Int?

    public init(
        raw: String,
        baseHash: String? = nil,
        sessionKey: String? = nil,
        note: String? = nil,
        restartDelayMs: Int? = nil,
        confirmWithinMs: Int? = nil
    ) {
        self.raw = raw
        self.baseHash = baseHash
        self.sessionKey = sessionKey
        self.note = note
        self.restartDelayMs = restartDelayMs
        self.confirmWithinMs = confirmWithinMs
    }

    private enum CodingKeys: String, CodingKey {
        case raw = "raw"
        case baseHash = "baseHash"
        case sessionKey = "sessionKey"
        case note = "note"
        case restartDelayMs = "restartDelayMs"
        case confirmWithinMs = "confirmWithinMs"
    }
}

public struct ConfigApplyResult: Codable, Sendable {
    public let ok: Bool
    public let path: String
    /// With defaults. Secrets are masked.
    public let config: [String: AnyCodable]
    /// Of the file as it is now.
    public let hash: String
    /// False when the file said so already; then it was not touched.
    public let changed: Bool
    public let report: ReloadReport?
    public let restart: [String: AnyCodable]?
    public let sentinel: [String: AnyCodable]?

    public init(
        ok: Bool,
        path: String,
        config: [String: AnyCodable],
        hash: String,
        changed: Bool,
        report: ReloadReport? = nil,
        restart: [String: AnyCodable]? = nil,
        sentinel: [String: AnyCodable]? = nil
    ) {
        self.ok = ok
        self.path = path
        self.config = config
        self.hash = hash
        self.changed = changed
        self.report = report
        self.restart = restart
        self.sentinel = sentinel
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case path = "path"
        case config = "config"
        case hash = "hash"
        case changed = "changed"
        case report = "report"
        case restart = "restart"
        case sentinel = "sentinel"
    }
}

/// What the configuration file was before.
public struct ConfigBackup: Codable, Sendable {
    /// For `config.rollback`; 1 is the newest.
    public let to: Int
    public let path: String
    /// When a newer file took its place (Unix epoch, ms)
    public let replacedAt: Int
    public let bytes: Int
    /// SHA-256 of it.
    public let hash: String

    public init(
        to: Int,
        path: String,
        replacedAt: Int,
        bytes: Int,
        hash: String
    ) {
        self.to = to
        self.path = path
        self.replacedAt = replacedAt
        self.bytes = bytes
        self.hash = hash
    }

    private enum CodingKeys: String, CodingKey {
        case to = "to"
        case path = "path"
        case replacedAt = "replacedAt"
        case bytes = "bytes"
        case hash = "hash"
    }
}

public struct ConfigConfirmParams: Codable, Sendable {
    /// Refused when another file waits for its confirmation.
    public let hash: String?

    public init(
        hash: String? = nil
    ) {
        self.hash = hash
    }

    private enum CodingKeys: String, CodingKey {
        case hash = "hash"
    }
}

public struct ConfigConfirmResult: Codable, Sendable {
    public let ok: Bool
    /// Of the file that stays.
    public let hash: String

    public init(
        ok: Bool,
        hash: String
    ) {
        self.ok = ok
        self.hash = hash
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case hash = "hash"
    }
}

/// One change a client made through the gateway.
public struct ConfigDeed: Codable, Sendable {
    /// Unix epoch, ms
    public let at: Int
    public let actor: String
    public let action: String
    /// Which keys, and the hashes before and after. Never a value.
    public let detail: AnyCodable

    public init(
        at: Int,
        actor: String,
        action: String,
        detail: AnyCodable
    ) {
        self.at = at
        self.actor = actor
        self.action = action
        self.detail = detail
    }

    private enum CodingKeys: String, CodingKey {
        case at = "at"
        case actor = "actor"
        case action = "action"
        case detail = "detail"
    }
}

public typealias ConfigGetParams = [String: AnyCodable]

public typealias ConfigGetResult = ConfigSnapshot

/// The configuration that runs, and how it stands to the file.
public struct ConfigHealth: Codable, Sendable {
    /// `current`: the file is what runs. `pending`: a change waits, e.g. for runs to end or for a confirmation. `invalid`: the file is broken, and what runs is older. `refused`: the reload mode forbids the change. `lastGood`: the file was broken at start, and the last good copy runs. `restored`: a change was taken back.
    public let state: String
    /// Why, for every state but `current`.
    public let reason: String?
    /// In this state since (Unix epoch, ms)
    public let since: Int
    /// SHA-256 of the file that runs; null without a file.
    public let hash: String?

    public init(
        state: String,
        reason: String? = nil,
        since: Int,
        hash: String? = nil
    ) {
        self.state = state
        self.reason = reason
        self.since = since
        self.hash = hash
    }

    private enum CodingKeys: String, CodingKey {
        case state = "state"
        case reason = "reason"
        case since = "since"
        case hash = "hash"
    }
}

/// How an editor shows one key.
public struct ConfigHint: Codable, Sendable {
    public let label: String?
    public let help: String?
    public let group: String?
    public let order: Int?
    public let advanced: Bool?
    public let sensitive: Bool?
    public let placeholder: String?
    public let itemTemplate: AnyCodable?

    public init(
        label: String? = nil,
        help: String? = nil,
        group: String? = nil,
        order: Int? = nil,
        advanced: Bool? = nil,
        sensitive: Bool? = nil,
        placeholder: String? = nil,
        itemTemplate: AnyCodable? = nil
    ) {
        self.label = label
        self.help = help
        self.group = group
        self.order = order
        self.advanced = advanced
        self.sensitive = sensitive
        self.placeholder = placeholder
        self.itemTemplate = itemTemplate
    }

    private enum CodingKeys: String, CodingKey {
        case label = "label"
        case help = "help"
        case group = "group"
        case order = "order"
        case advanced = "advanced"
        case sensitive = "sensitive"
        case placeholder = "placeholder"
        case itemTemplate = "itemTemplate"
    }
}

public typealias ConfigHistoryParams = [String: AnyCodable]

public struct ConfigHistoryResult: Codable, Sendable {
    public let path: String
    /// Of the file as it is now.
    public let hash: String?
    /// Newest first.
    public let backups: [ConfigBackup]
    /// Newest first; hand edits are not among them.
    public let deeds: [ConfigDeed]

    public init(
        path: String,
        hash: String? = nil,
        backups: [ConfigBackup],
        deeds: [ConfigDeed]
    ) {
        self.path = path
        self.hash = hash
        self.backups = backups
        self.deeds = deeds
    }

    private enum CodingKeys: String, CodingKey {
        case path = "path"
        case hash = "hash"
        case backups = "backups"
        case deeds = "deeds"
    }
}

public struct ConfigIssue: Codable, Sendable {
    public let path: String
    public let message: String

    public init(
        path: String,
        message: String
    ) {
        self.path = path
        self.message = message
    }

    private enum CodingKeys: String, CodingKey {
        case path = "path"
        case message = "message"
    }
}

public struct ConfigPatchParams: Codable, Sendable {
    /// A JSON5 object: merge patch of RFC 7396 on what the file says; null deletes, lists are replaced.
    public let raw: String
    /// SHA-256 of the file as it was read, from `config.get`. Needed when the file exists.
    public let baseHash: String?
    /// The session that is told what came of a restart.
    public let sessionKey: String?
    /// What is said there.
    public let note: String?
    /// Before a restart, if it comes to one. Default 2000, at most 60000.
    public let restartDelayMs: Int?
    /// Without `config.confirm` in this time the old file comes back.
    public let confirmWithinMs: Int?

    public init(
        raw: String,
        baseHash: String? = nil,
        sessionKey: String? = nil,
        note: String? = nil,
        restartDelayMs: Int? = nil,
        confirmWithinMs: Int? = nil
    ) {
        self.raw = raw
        self.baseHash = baseHash
        self.sessionKey = sessionKey
        self.note = note
        self.restartDelayMs = restartDelayMs
        self.confirmWithinMs = confirmWithinMs
    }

    private enum CodingKeys: String, CodingKey {
        case raw = "raw"
        case baseHash = "baseHash"
        case sessionKey = "sessionKey"
        case note = "note"
        case restartDelayMs = "restartDelayMs"
        case confirmWithinMs = "confirmWithinMs"
    }
}

public struct ConfigPatchResult: Codable, Sendable {
    public let ok: Bool
    public let path: String
    /// With defaults. Secrets are masked.
    public let config: [String: AnyCodable]
    /// Of the file as it is now.
    public let hash: String
    /// False when the file said so already; then it was not touched.
    public let changed: Bool
    public let report: ReloadReport?
    public let restart: [String: AnyCodable]?
    public let sentinel: [String: AnyCodable]?

    public init(
        ok: Bool,
        path: String,
        config: [String: AnyCodable],
        hash: String,
        changed: Bool,
        report: ReloadReport? = nil,
        restart: [String: AnyCodable]? = nil,
        sentinel: [String: AnyCodable]? = nil
    ) {
        self.ok = ok
        self.path = path
        self.config = config
        self.hash = hash
        self.changed = changed
        self.report = report
        self.restart = restart
        self.sentinel = sentinel
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case path = "path"
        case config = "config"
        case hash = "hash"
        case changed = "changed"
        case report = "report"
        case restart = "restart"
        case sentinel = "sentinel"
    }
}

public struct ConfigPlanParams: Codable, Sendable {
    /// The whole file as it would be. Absent: the file as it is on disk.
    public let raw: String?

    public init(
        raw: String? = nil
    ) {
        self.raw = raw
    }

    private enum CodingKeys: String, CodingKey {
        case raw = "raw"
    }
}

public struct ConfigPlanResult: Codable, Sendable {
    public let ok: Bool
    public let path: String
    /// Of the file that was planned.
    public let hash: String
    public let valid: Bool
    /// What is wrong with it; then nothing else is said.
    public let issues: [ConfigIssue]
    public let mode: String
    public let needs: String
    public let decision: String
    public let changes: [ConfigPlannedChange]

    public init(
        ok: Bool,
        path: String,
        hash: String,
        valid: Bool,
        issues: [ConfigIssue],
        mode: String,
        needs: String,
        decision: String,
        changes: [ConfigPlannedChange]
    ) {
        self.ok = ok
        self.path = path
        self.hash = hash
        self.valid = valid
        self.issues = issues
        self.mode = mode
        self.needs = needs
        self.decision = decision
        self.changes = changes
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case path = "path"
        case hash = "hash"
        case valid = "valid"
        case issues = "issues"
        case mode = "mode"
        case needs = "needs"
        case decision = "decision"
        case changes = "changes"
    }
}

/// One key that differs from the running configuration, and what that asks for.
public struct ConfigPlannedChange: Codable, Sendable {
    public let path: String
    public let kind: String
    public let reload: String
    public let reason: String
    /// What would happen, in words.
    public let effect: String?

    public init(
        path: String,
        kind: String,
        reload: String,
        reason: String,
        effect: String? = nil
    ) {
        self.path = path
        self.kind = kind
        self.reload = reload
        self.reason = reason
        self.effect = effect
    }

    private enum CodingKeys: String, CodingKey {
        case path = "path"
        case kind = "kind"
        case reload = "reload"
        case reason = "reason"
        case effect = "effect"
    }
}

public struct ConfigRollbackParams: Codable, Sendable {
    /// Which backup; 1 is the newest.
    public let to: Int
    /// SHA-256 of the file as it was read, from `config.get`. Needed when the file exists.
    public let baseHash: String?
    /// The session that is told what came of a restart.
    public let sessionKey: String?
    /// What is said there.
    public let note: String?
    /// Before a restart, if it comes to one. Default 2000, at most 60000.
    public let restartDelayMs: Int?
    /// Without `config.confirm` in this time the old file comes back.
    public let confirmWithinMs: Int?

    public init(
        to: Int,
        baseHash: String? = nil,
        sessionKey: String? = nil,
        note: String? = nil,
        restartDelayMs: Int? = nil,
        confirmWithinMs: Int? = nil
    ) {
        self.to = to
        self.baseHash = baseHash
        self.sessionKey = sessionKey
        self.note = note
        self.restartDelayMs = restartDelayMs
        self.confirmWithinMs = confirmWithinMs
    }

    private enum CodingKeys: String, CodingKey {
        case to = "to"
        case baseHash = "baseHash"
        case sessionKey = "sessionKey"
        case note = "note"
        case restartDelayMs = "restartDelayMs"
        case confirmWithinMs = "confirmWithinMs"
    }
}

public struct ConfigRollbackResult: Codable, Sendable {
    public let ok: Bool
    public let path: String
    /// With defaults. Secrets are masked.
    public let config: [String: AnyCodable]
    /// Of the file as it is now.
    public let hash: String
    /// False when the file said so already; then it was not touched.
    public let changed: Bool
    public let report: ReloadReport?
    public let restart: [String: AnyCodable]?
    public let sentinel: [String: AnyCodable]?

    public init(
        ok: Bool,
        path: String,
        config: [String: AnyCodable],
        hash: String,
        changed: Bool,
        report: ReloadReport? = nil,
        restart: [String: AnyCodable]? = nil,
        sentinel: [String: AnyCodable]? = nil
    ) {
        self.ok = ok
        self.path = path
        self.config = config
        self.hash = hash
        self.changed = changed
        self.report = report
        self.restart = restart
        self.sentinel = sentinel
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case path = "path"
        case config = "config"
        case hash = "hash"
        case changed = "changed"
        case report = "report"
        case restart = "restart"
        case sentinel = "sentinel"
    }
}

public typealias ConfigSchemaParams = [String: AnyCodable]

public struct ConfigSchemaResult: Codable, Sendable {
    /// JSON Schema of the file.
    public let schema: AnyCodable
    /// By dotted path; `*` stands for any key, `[]` for any item.
    public let uiHints: [String: ConfigHint]
    public let version: String
    /// ISO 8601.
    public let generatedAt: String

    public init(
        schema: AnyCodable,
        uiHints: [String: ConfigHint],
        version: String,
        generatedAt: String
    ) {
        self.schema = schema
        self.uiHints = uiHints
        self.version = version
        self.generatedAt = generatedAt
    }

    private enum CodingKeys: String, CodingKey {
        case schema = "schema"
        case uiHints = "uiHints"
        case version = "version"
        case generatedAt = "generatedAt"
    }
}

public struct ConfigSetParams: Codable, Sendable {
    /// The whole file, JSON5. Written byte by byte as given.
    public let raw: String
    /// SHA-256 of the file as it was read, from `config.get`. Needed when the file exists.
    public let baseHash: String?

    public init(
        raw: String,
        baseHash: String? = nil
    ) {
        self.raw = raw
        self.baseHash = baseHash
    }

    private enum CodingKeys: String, CodingKey {
        case raw = "raw"
        case baseHash = "baseHash"
    }
}

public struct ConfigSetResult: Codable, Sendable {
    public let ok: Bool
    public let path: String
    /// With defaults. Secrets are masked.
    public let config: [String: AnyCodable]
    /// Of the file as it is now.
    public let hash: String
    /// False when the file said so already; then it was not touched.
    public let changed: Bool
    public let report: ReloadReport?

    public init(
        ok: Bool,
        path: String,
        config: [String: AnyCodable],
        hash: String,
        changed: Bool,
        report: ReloadReport? = nil
    ) {
        self.ok = ok
        self.path = path
        self.config = config
        self.hash = hash
        self.changed = changed
        self.report = report
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case path = "path"
        case config = "config"
        case hash = "hash"
        case changed = "changed"
        case report = "report"
    }
}

/// The configuration file as read. Secrets are masked.
public struct ConfigSnapshot: Codable, Sendable {
    public let path: String
    public let exists: Bool
    public let raw: String?
    public let parsed: AnyCodable
    public let valid: Bool
    public let config: [String: AnyCodable]
    /// Lower-case hex SHA-256 of the raw file.
    public let hash: String?
    public let issues: [ConfigIssue]
    public let warnings: [ConfigIssue]
    public let legacyIssues: [ConfigIssue]
    public let running: RunningConfig?

    public init(
        path: String,
        exists: Bool,
        raw: String? = nil,
        parsed: AnyCodable,
        valid: Bool,
        config: [String: AnyCodable],
        hash: String? = nil,
        issues: [ConfigIssue],
        warnings: [ConfigIssue],
        legacyIssues: [ConfigIssue],
        running: RunningConfig? = nil
    ) {
        self.path = path
        self.exists = exists
        self.raw = raw
        self.parsed = parsed
        self.valid = valid
        self.config = config
        self.hash = hash
        self.issues = issues
        self.warnings = warnings
        self.legacyIssues = legacyIssues
        self.running = running
    }

    private enum CodingKeys: String, CodingKey {
        case path = "path"
        case exists = "exists"
        case raw = "raw"
        case parsed = "parsed"
        case valid = "valid"
        case config = "config"
        case hash = "hash"
        case issues = "issues"
        case warnings = "warnings"
        case legacyIssues = "legacyIssues"
        case running = "running"
    }
}

public struct ConnectChallengeEvent: Codable, Sendable {
    public let nonce: String
    /// Unix epoch, ms
    public let ts: Int

    public init(
        nonce: String,
        ts: Int
    ) {
        self.nonce = nonce
        self.ts = ts
    }

    private enum CodingKeys: String, CodingKey {
        case nonce = "nonce"
        case ts = "ts"
    }
}

public struct ConnectParams: Codable, Sendable {
    public let minProtocol: Int
    public let maxProtocol: Int
    public let client: ClientInfo
    public let caps: [String]?
    public let commands: [String]?
    public let permissions: [String: Bool]?
    public let pathEnv: String?
    /// `operator` (default) or `node`.
    public let role: String?
    public let scopes: [String]?
    public let device: DeviceProof?
    public let auth: ConnectParamsAuth?
    public let locale: String?
    public let userAgent: String?
    /// Asks for the events missed since; answered with them, or with `resume.reset`.
    public let resume: ConnectParamsResume?

    public init(
        minProtocol: Int,
        maxProtocol: Int,
        client: ClientInfo,
        caps: [String]? = nil,
        commands: [String]? = nil,
        permissions: [String: Bool]? = nil,
        pathEnv: String? = nil,
        role: String? = nil,
        scopes: [String]? = nil,
        device: DeviceProof? = nil,
        auth: ConnectParamsAuth? = nil,
        locale: String? = nil,
        userAgent: String? = nil,
        resume: ConnectParamsResume? = nil
    ) {
        self.minProtocol = minProtocol
        self.maxProtocol = maxProtocol
        self.client = client
        self.caps = caps
        self.commands = commands
        self.permissions = permissions
        self.pathEnv = pathEnv
        self.role = role
        self.scopes = scopes
        self.device = device
        self.auth = auth
        self.locale = locale
        self.userAgent = userAgent
        self.resume = resume
    }

    private enum CodingKeys: String, CodingKey {
        case minProtocol = "minProtocol"
        case maxProtocol = "maxProtocol"
        case client = "client"
        case caps = "caps"
        case commands = "commands"
        case permissions = "permissions"
        case pathEnv = "pathEnv"
        case role = "role"
        case scopes = "scopes"
        case device = "device"
        case auth = "auth"
        case locale = "locale"
        case userAgent = "userAgent"
        case resume = "resume"
    }
}

public struct ConnectParamsAuth: Codable, Sendable {
    public let token: String?
    public let password: String?

    public init(
        token: String? = nil,
        password: String? = nil
    ) {
        self.token = token
        self.password = password
    }

    private enum CodingKeys: String, CodingKey {
        case token = "token"
        case password = "password"
    }
}

/// Asks for the events missed since; answered with them, or with `resume.reset`.
public struct ConnectParamsResume: Codable, Sendable {
    /// `server.connId` of the connection that was lost.
    public let sessionId: String
    /// The last event `seq` seen on it.
    public let seq: Int

    public init(
        sessionId: String,
        seq: Int
    ) {
        self.sessionId = sessionId
        self.seq = seq
    }

    private enum CodingKeys: String, CodingKey {
        case sessionId = "sessionId"
        case seq = "seq"
    }
}

public typealias ConnectResult = HelloOk

public struct DevicePairApproveParams: Codable, Sendable {
    public let requestId: String

    public init(
        requestId: String
    ) {
        self.requestId = requestId
    }

    private enum CodingKeys: String, CodingKey {
        case requestId = "requestId"
    }
}

public struct DevicePairApproveResult: Codable, Sendable {
    public let requestId: String
    public let device: PairedDevice

    public init(
        requestId: String,
        device: PairedDevice
    ) {
        self.requestId = requestId
        self.device = device
    }

    private enum CodingKeys: String, CodingKey {
        case requestId = "requestId"
        case device = "device"
    }
}

public typealias DevicePairListParams = [String: AnyCodable]

public struct DevicePairListResult: Codable, Sendable {
    /// Newest first.
    public let pending: [PendingDevice]
    /// Latest approval first.
    public let paired: [PairedDevice]

    public init(
        pending: [PendingDevice],
        paired: [PairedDevice]
    ) {
        self.pending = pending
        self.paired = paired
    }

    private enum CodingKeys: String, CodingKey {
        case pending = "pending"
        case paired = "paired"
    }
}

public struct DevicePairRejectParams: Codable, Sendable {
    public let requestId: String

    public init(
        requestId: String
    ) {
        self.requestId = requestId
    }

    private enum CodingKeys: String, CodingKey {
        case requestId = "requestId"
    }
}

public struct DevicePairRejectResult: Codable, Sendable {
    public let requestId: String
    public let deviceId: String

    public init(
        requestId: String,
        deviceId: String
    ) {
        self.requestId = requestId
        self.deviceId = deviceId
    }

    private enum CodingKeys: String, CodingKey {
        case requestId = "requestId"
        case deviceId = "deviceId"
    }
}

public typealias DevicePairRequestedEvent = PendingDevice

public struct DevicePairResolvedEvent: Codable, Sendable {
    public let requestId: String
    public let deviceId: String
    public let decision: String
    /// Unix epoch, ms
    public let ts: Int

    public init(
        requestId: String,
        deviceId: String,
        decision: String,
        ts: Int
    ) {
        self.requestId = requestId
        self.deviceId = deviceId
        self.decision = decision
        self.ts = ts
    }

    private enum CodingKeys: String, CodingKey {
        case requestId = "requestId"
        case deviceId = "deviceId"
        case decision = "decision"
        case ts = "ts"
    }
}

public struct DeviceProof: Codable, Sendable {
    /// Lower-case hex SHA-256 of the raw public key.
    public let id: String
    /// Ed25519: base64url of 32 raw bytes, or PEM SPKI.
    public let publicKey: String
    /// base64url of 64 bytes.
    public let signature: String
    /// Unix epoch, ms
    public let signedAt: Int
    /// The nonce of `connect.challenge`; makes the signature v2.
    public let nonce: String?

    public init(
        id: String,
        publicKey: String,
        signature: String,
        signedAt: Int,
        nonce: String? = nil
    ) {
        self.id = id
        self.publicKey = publicKey
        self.signature = signature
        self.signedAt = signedAt
        self.nonce = nonce
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case publicKey = "publicKey"
        case signature = "signature"
        case signedAt = "signedAt"
        case nonce = "nonce"
    }
}

public struct DeviceTokenRevokeParams: Codable, Sendable {
    public let deviceId: String
    public let role: String

    public init(
        deviceId: String,
        role: String
    ) {
        self.deviceId = deviceId
        self.role = role
    }

    private enum CodingKeys: String, CodingKey {
        case deviceId = "deviceId"
        case role = "role"
    }
}

public struct DeviceTokenRevokeResult: Codable, Sendable {
    public let deviceId: String
    public let role: String
    /// Unix epoch, ms
    public let revokedAtMs: Int

    public init(
        deviceId: String,
        role: String,
        revokedAtMs: Int
    ) {
        self.deviceId = deviceId
        self.role = role
        self.revokedAtMs = revokedAtMs
    }

    private enum CodingKeys: String, CodingKey {
        case deviceId = "deviceId"
        case role = "role"
        case revokedAtMs = "revokedAtMs"
    }
}

public struct DeviceTokenRotateParams: Codable, Sendable {
    public let deviceId: String
    public let role: String
    public let scopes: [String]?

    public init(
        deviceId: String,
        role: String,
        scopes: [String]? = nil
    ) {
        self.deviceId = deviceId
        self.role = role
        self.scopes = scopes
    }

    private enum CodingKeys: String, CodingKey {
        case deviceId = "deviceId"
        case role = "role"
        case scopes = "scopes"
    }
}

public struct DeviceTokenRotateResult: Codable, Sendable {
    public let deviceId: String
    public let role: String
    public let token: String
    public let scopes: [String]
    /// Unix epoch, ms
    public let rotatedAtMs: Int

    public init(
        deviceId: String,
        role: String,
        token: String,
        scopes: [String],
        rotatedAtMs: Int
    ) {
        self.deviceId = deviceId
        self.role = role
        self.token = token
        self.scopes = scopes
        self.rotatedAtMs = rotatedAtMs
    }

    private enum CodingKeys: String, CodingKey {
        case deviceId = "deviceId"
        case role = "role"
        case token = "token"
        case scopes = "scopes"
        case rotatedAtMs = "rotatedAtMs"
    }
}

public struct DeviceTokenSummary: Codable, Sendable {
    public let role: String
    public let scopes: [String]
    /// Unix epoch, ms
    public let createdAtMs: Int
    /// Unix epoch, ms
    public let rotatedAtMs: Int?
    /// Unix epoch, ms
    public let revokedAtMs: Int?
    /// Unix epoch, ms
    public let lastUsedAtMs: Int?

    public init(
        role: String,
        scopes: [String],
        createdAtMs: Int,
        rotatedAtMs: Int? = nil,
        revokedAtMs: Int? = nil,
        lastUsedAtMs: Int? = nil
    ) {
        self.role = role
        self.scopes = scopes
        self.createdAtMs = createdAtMs
        self.rotatedAtMs = rotatedAtMs
        self.revokedAtMs = revokedAtMs
        self.lastUsedAtMs = lastUsedAtMs
    }

    private enum CodingKeys: String, CodingKey {
        case role = "role"
        case scopes = "scopes"
        case createdAtMs = "createdAtMs"
        case rotatedAtMs = "rotatedAtMs"
        case revokedAtMs = "revokedAtMs"
        case lastUsedAtMs = "lastUsedAtMs"
    }
}

/// The closed list of error codes.
public enum ErrorCode: String, Codable, Sendable, CaseIterable {
    case invalidRequest = "INVALID_REQUEST"
    case unavailable = "UNAVAILABLE"
    case notPaired = "NOT_PAIRED"
    case notLinked = "NOT_LINKED"
    case agentTimeout = "AGENT_TIMEOUT"
}

/// Why a request was refused or failed. Clients show `message` and decide by `code`.
public struct ErrorShape: Codable, Sendable {
    public let code: ErrorCode
    public let message: String
    public let details: AnyCodable?
    public let retryable: Bool?
    public let retryAfterMs: Int?

    public init(
        code: ErrorCode,
        message: String,
        details: AnyCodable? = nil,
        retryable: Bool? = nil,
        retryAfterMs: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.details = details
        self.retryable = retryable
        self.retryAfterMs = retryAfterMs
    }

    private enum CodingKeys: String, CodingKey {
        case code = "code"
        case message = "message"
        case details = "details"
        case retryable = "retryable"
        case retryAfterMs = "retryAfterMs"
    }
}

/// Gateway to client, unasked.
public struct EventFrame: Codable, Sendable {
    public let type: String
    public let event: String
    public let payload: AnyCodable?
    /// Contiguous per connection, from 1. Absent on unicast events.
    public let seq: Int?
    public let stateVersion: StateVersion?

    public init(
        type: String,
        event: String,
        payload: AnyCodable? = nil,
        seq: Int? = nil,
        stateVersion: StateVersion? = nil
    ) {
        self.type = type
        self.event = event
        self.payload = payload
        self.seq = seq
        self.stateVersion = stateVersion
    }

    private enum CodingKeys: String, CodingKey {
        case type = "type"
        case event = "event"
        case payload = "payload"
        case seq = "seq"
        case stateVersion = "stateVersion"
    }
}

/// What the running process says about itself.
public struct GatewayFacts: Codable, Sendable {
    public let version: String
    public let pid: Int
    /// New at every start, in-process restarts included.
    public let instanceId: String
    public let profile: String
    /// Unix epoch, ms
    public let startedAt: Int
    public let uptimeMs: Int
    /// As configured: loopback, lan, tailnet, auto or custom.
    public let bind: String
    public let port: Int
    public let authMode: String
    /// Queued and running.
    public let runsActive: Int
    /// Of the root actor, e.g. `running.steady`.
    public let state: String?
    /// `safe`: the channels are parked until the operator resumes them; a warning says why.
    public let mode: String?
    public let config: ConfigHealth?

    public init(
        version: String,
        pid: Int,
        instanceId: String,
        profile: String,
        startedAt: Int,
        uptimeMs: Int,
        bind: String,
        port: Int,
        authMode: String,
        runsActive: Int,
        state: String? = nil,
        mode: String? = nil,
        config: ConfigHealth? = nil
    ) {
        self.version = version
        self.pid = pid
        self.instanceId = instanceId
        self.profile = profile
        self.startedAt = startedAt
        self.uptimeMs = uptimeMs
        self.bind = bind
        self.port = port
        self.authMode = authMode
        self.runsActive = runsActive
        self.state = state
        self.mode = mode
        self.config = config
    }

    private enum CodingKeys: String, CodingKey {
        case version = "version"
        case pid = "pid"
        case instanceId = "instanceId"
        case profile = "profile"
        case startedAt = "startedAt"
        case uptimeMs = "uptimeMs"
        case bind = "bind"
        case port = "port"
        case authMode = "authMode"
        case runsActive = "runsActive"
        case state = "state"
        case mode = "mode"
        case config = "config"
    }
}

/// Where in its life the gateway is.
public struct GatewayPhase: Codable, Sendable {
    /// Of the root: its states from the outside in, with dots.
    public let state: String
    /// In its outermost state since (Unix epoch, ms)
    public let since: Int
    /// In exactly this state since (Unix epoch, ms)
    public let stateSince: Int
    /// Every method is served here; otherwise only what inspects and stops.
    public let serving: Bool
    /// Of this start, or of the last one while the next is being prepared.
    public let instanceId: String?
    /// When that one started (Unix epoch, ms).
    public let startedAt: Int?
    public let version: String
    public let pid: Int
    /// While it drains and stops.
    public let ending: [String: AnyCodable]?

    public init(
        state: String,
        since: Int,
        stateSince: Int,
        serving: Bool,
        instanceId: String? = nil,
        startedAt: Int? = nil,
        version: String,
        pid: Int,
        ending: [String: AnyCodable]? = nil
    ) {
        self.state = state
        self.since = since
        self.stateSince = stateSince
        self.serving = serving
        self.instanceId = instanceId
        self.startedAt = startedAt
        self.version = version
        self.pid = pid
        self.ending = ending
    }

    private enum CodingKeys: String, CodingKey {
        case state = "state"
        case since = "since"
        case stateSince = "stateSince"
        case serving = "serving"
        case instanceId = "instanceId"
        case startedAt = "startedAt"
        case version = "version"
        case pid = "pid"
        case ending = "ending"
    }
}

public struct GatewayRestartParams: Codable, Sendable {
    /// For the log and the `shutdown` event.
    public let reason: String?
    /// Default 0.
    public let delayMs: Int?
    /// The session that is told once the gateway is back.
    public let sessionKey: String?
    /// Told to that session as well.
    public let note: String?

    public init(
        reason: String? = nil,
        delayMs: Int? = nil,
        sessionKey: String? = nil,
        note: String? = nil
    ) {
        self.reason = reason
        self.delayMs = delayMs
        self.sessionKey = sessionKey
        self.note = note
    }

    private enum CodingKeys: String, CodingKey {
        case reason = "reason"
        case delayMs = "delayMs"
        case sessionKey = "sessionKey"
        case note = "note"
    }
}

public struct GatewayRestartResult: Codable, Sendable {
    public let ok: Bool
    public let delayMs: Int

    public init(
        ok: Bool,
        delayMs: Int
    ) {
        self.ok = ok
        self.delayMs = delayMs
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case delayMs = "delayMs"
    }
}

/// What `moltbot gateway status --json` prints.
public struct GatewayStatusReport: Codable, Sendable {
    public let supervisor: GatewayStatusReportSupervisor
    public let config: GatewayStatusReportConfig
    public let gateway: GatewayStatusReportGateway
    public let port: GatewayStatusReportPort
    public let handshake: GatewayStatusReportHandshake
    public let rpc: GatewayStatusReportRpc
    public let phase: GatewayPhase?
    public let tree: [ActorNode]?
    public let why: [GatewayStatusReportWhyItem]?
    public let otherServices: [GatewayStatusReportOtherServicesItem]
    public let fix: String?

    public init(
        supervisor: GatewayStatusReportSupervisor,
        config: GatewayStatusReportConfig,
        gateway: GatewayStatusReportGateway,
        port: GatewayStatusReportPort,
        handshake: GatewayStatusReportHandshake,
        rpc: GatewayStatusReportRpc,
        phase: GatewayPhase? = nil,
        tree: [ActorNode]? = nil,
        why: [GatewayStatusReportWhyItem]? = nil,
        otherServices: [GatewayStatusReportOtherServicesItem],
        fix: String? = nil
    ) {
        self.supervisor = supervisor
        self.config = config
        self.gateway = gateway
        self.port = port
        self.handshake = handshake
        self.rpc = rpc
        self.phase = phase
        self.tree = tree
        self.why = why
        self.otherServices = otherServices
        self.fix = fix
    }

    private enum CodingKeys: String, CodingKey {
        case supervisor = "supervisor"
        case config = "config"
        case gateway = "gateway"
        case port = "port"
        case handshake = "handshake"
        case rpc = "rpc"
        case phase = "phase"
        case tree = "tree"
        case why = "why"
        case otherServices = "otherServices"
        case fix = "fix"
    }
}

public struct GatewayStatusReportConfig: Codable, Sendable {
    public let path: String
    public let exists: Bool
    public let valid: Bool
    public let issues: [String]

    public init(
        path: String,
        exists: Bool,
        valid: Bool,
        issues: [String]
    ) {
        self.path = path
        self.exists = exists
        self.valid = valid
        self.issues = issues
    }

    private enum CodingKeys: String, CodingKey {
        case path = "path"
        case exists = "exists"
        case valid = "valid"
        case issues = "issues"
    }
}

public struct GatewayStatusReportGateway: Codable, Sendable {
    public let bind: String
    public let port: Int
    public let portSource: String
    public let probeTarget: String
    public let probeSource: String
    /// Kept for what is counted from the port of the gateway, whether it runs or not.
    public let ports: GatewayStatusReportGatewayPorts

    public init(
        bind: String,
        port: Int,
        portSource: String,
        probeTarget: String,
        probeSource: String,
        ports: GatewayStatusReportGatewayPorts
    ) {
        self.bind = bind
        self.port = port
        self.portSource = portSource
        self.probeTarget = probeTarget
        self.probeSource = probeSource
        self.ports = ports
    }

    private enum CodingKeys: String, CodingKey {
        case bind = "bind"
        case port = "port"
        case portSource = "portSource"
        case probeTarget = "probeTarget"
        case probeSource = "probeSource"
        case ports = "ports"
    }
}

/// Kept for what is counted from the port of the gateway, whether it runs or not.
public struct GatewayStatusReportGatewayPorts: Codable, Sendable {
    public let browserControl: Int
    public let canvas: Int
    /// Debugging port by browser profile.
    public let browsers: [String: Int]

    public init(
        browserControl: Int,
        canvas: Int,
        browsers: [String: Int]
    ) {
        self.browserControl = browserControl
        self.canvas = canvas
        self.browsers = browsers
    }

    private enum CodingKeys: String, CodingKey {
        case browserControl = "browserControl"
        case canvas = "canvas"
        case browsers = "browsers"
    }
}

public struct GatewayStatusReportHandshake: Codable, Sendable {
    /// Null when it was not tried.
    public let ok: Bool?
    public let ms: Int?
    public let error: String?
    public let server: [String: AnyCodable]?

    public init(
        ok: Bool? = nil,
        ms: Int? = nil,
        error: String? = nil,
        server: [String: AnyCodable]? = nil
    ) {
        self.ok = ok
        self.ms = ms
        self.error = error
        self.server = server
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case ms = "ms"
        case error = "error"
        case server = "server"
    }
}

public struct GatewayStatusReportOtherServicesItem: Codable, Sendable {
    public let name: String
    public let path: String
    public let scope: String
    public let kind: String
    public let stateDir: String?
    public let profile: String
    public let port: Int?
    public let version: String?

    public init(
        name: String,
        path: String,
        scope: String,
        kind: String,
        stateDir: String? = nil,
        profile: String,
        port: Int? = nil,
        version: String? = nil
    ) {
        self.name = name
        self.path = path
        self.scope = scope
        self.kind = kind
        self.stateDir = stateDir
        self.profile = profile
        self.port = port
        self.version = version
    }

    private enum CodingKeys: String, CodingKey {
        case name = "name"
        case path = "path"
        case scope = "scope"
        case kind = "kind"
        case stateDir = "stateDir"
        case profile = "profile"
        case port = "port"
        case version = "version"
    }
}

public struct GatewayStatusReportPort: Codable, Sendable {
    /// Null when the gateway in use is elsewhere.
    public let ok: Bool?
    public let status: String
    public let error: String?
    public let port: Int
    public let owner: [String: AnyCodable]?

    public init(
        ok: Bool? = nil,
        status: String,
        error: String? = nil,
        port: Int,
        owner: [String: AnyCodable]? = nil
    ) {
        self.ok = ok
        self.status = status
        self.error = error
        self.port = port
        self.owner = owner
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case status = "status"
        case error = "error"
        case port = "port"
        case owner = "owner"
    }
}

public struct GatewayStatusReportRpc: Codable, Sendable {
    /// Null when it was not tried.
    public let ok: Bool?
    public let ms: Int?
    public let error: String?
    public let method: String
    public let summary: StatusSummary?

    public init(
        ok: Bool? = nil,
        ms: Int? = nil,
        error: String? = nil,
        method: String,
        summary: StatusSummary? = nil
    ) {
        self.ok = ok
        self.ms = ms
        self.error = error
        self.method = method
        self.summary = summary
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case ms = "ms"
        case error = "error"
        case method = "method"
        case summary = "summary"
    }
}

public struct GatewayStatusReportSupervisor: Codable, Sendable {
    /// Null when no service is installed.
    public let ok: Bool?
    public let status: String
    public let detail: String
    public let service: ServiceReport?
    /// What the service reads, when this command reads something else.
    public let otherConfig: String?
    /// Last words of the gateway in the log of its supervisor.
    public let lastError: String?
    /// Whether a user's systemd service outlives the last logout and comes up at boot.
    public let linger: String?

    public init(
        ok: Bool? = nil,
        status: String,
        detail: String,
        service: ServiceReport? = nil,
        otherConfig: String? = nil,
        lastError: String? = nil,
        linger: String? = nil
    ) {
        self.ok = ok
        self.status = status
        self.detail = detail
        self.service = service
        self.otherConfig = otherConfig
        self.lastError = lastError
        self.linger = linger
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case status = "status"
        case detail = "detail"
        case service = "service"
        case otherConfig = "otherConfig"
        case lastError = "lastError"
        case linger = "linger"
    }
}

public struct GatewayStatusReportWhyItem: Codable, Sendable {
    public let actor: String
    public let steps: [Transition]

    public init(
        actor: String,
        steps: [Transition]
    ) {
        self.actor = actor
        self.steps = steps
    }

    private enum CodingKeys: String, CodingKey {
        case actor = "actor"
        case steps = "steps"
    }
}

public typealias HealthEvent = HealthSummary

public struct HealthParams: Codable, Sendable {
    /// Ask the networks, not the snapshot.
    public let probe: Bool?

    public init(
        probe: Bool? = nil
    ) {
        self.probe = probe
    }

    private enum CodingKeys: String, CodingKey {
        case probe = "probe"
    }
}

public typealias HealthResult = HealthSummary

/// The live health of the gateway: `health`, the `health` event, the hello snapshot and `moltbot health --json`.
public struct HealthSummary: Codable, Sendable {
    public let ok: Bool
    /// Unix epoch, ms
    public let ts: Int
    public let durationMs: Int
    public let channels: [String: ChannelHealth]
    public let channelOrder: [String]
    public let channelLabels: [String: String]
    /// Of the default agent; 0 when disabled.
    public let heartbeatSeconds: Int
    public let defaultAgentId: String
    public let agents: [AgentHealth]
    public let sessions: SessionsHealth
    public let linkChannel: LinkChannel?
    public let warnings: [HealthWarning]?
    /// `safe`: the channels are parked until the operator resumes them; a warning says why.
    public let mode: String?
    public let config: ConfigHealth?

    public init(
        ok: Bool,
        ts: Int,
        durationMs: Int,
        channels: [String: ChannelHealth],
        channelOrder: [String],
        channelLabels: [String: String],
        heartbeatSeconds: Int,
        defaultAgentId: String,
        agents: [AgentHealth],
        sessions: SessionsHealth,
        linkChannel: LinkChannel? = nil,
        warnings: [HealthWarning]? = nil,
        mode: String? = nil,
        config: ConfigHealth? = nil
    ) {
        self.ok = ok
        self.ts = ts
        self.durationMs = durationMs
        self.channels = channels
        self.channelOrder = channelOrder
        self.channelLabels = channelLabels
        self.heartbeatSeconds = heartbeatSeconds
        self.defaultAgentId = defaultAgentId
        self.agents = agents
        self.sessions = sessions
        self.linkChannel = linkChannel
        self.warnings = warnings
        self.mode = mode
        self.config = config
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case ts = "ts"
        case durationMs = "durationMs"
        case channels = "channels"
        case channelOrder = "channelOrder"
        case channelLabels = "channelLabels"
        case heartbeatSeconds = "heartbeatSeconds"
        case defaultAgentId = "defaultAgentId"
        case agents = "agents"
        case sessions = "sessions"
        case linkChannel = "linkChannel"
        case warnings = "warnings"
        case mode = "mode"
        case config = "config"
    }
}

/// Something the operator should know; gone when it is no longer true.
public struct HealthWarning: Codable, Sendable {
    public let code: String
    public let message: String
    /// Unix epoch, ms
    public let since: Int

    public init(
        code: String,
        message: String,
        since: Int
    ) {
        self.code = code
        self.message = message
        self.since = since
    }

    private enum CodingKeys: String, CodingKey {
        case code = "code"
        case message = "message"
        case since = "since"
    }
}

public struct HeartbeatEvent: Codable, Sendable {
    /// Unix epoch, ms
    public let ts: Int
    public let status: String
    public let to: String?
    public let preview: String?
    public let durationMs: Int?
    public let hasMedia: Bool?
    public let reason: String?
    public let channel: String?
    public let silent: Bool?
    public let indicatorType: String?

    public init(
        ts: Int,
        status: String,
        to: String? = nil,
        preview: String? = nil,
        durationMs: Int? = nil,
        hasMedia: Bool? = nil,
        reason: String? = nil,
        channel: String? = nil,
        silent: Bool? = nil,
        indicatorType: String? = nil
    ) {
        self.ts = ts
        self.status = status
        self.to = to
        self.preview = preview
        self.durationMs = durationMs
        self.hasMedia = hasMedia
        self.reason = reason
        self.channel = channel
        self.silent = silent
        self.indicatorType = indicatorType
    }

    private enum CodingKeys: String, CodingKey {
        case ts = "ts"
        case status = "status"
        case to = "to"
        case preview = "preview"
        case durationMs = "durationMs"
        case hasMedia = "hasMedia"
        case reason = "reason"
        case channel = "channel"
        case silent = "silent"
        case indicatorType = "indicatorType"
    }
}

/// The payload of the answer to a `connect` that was let in.
public struct HelloOk: Codable, Sendable {
    public let type: String
    public let `protocol`: Int
    public let server: HelloOkServer
    public let features: HelloOkFeatures
    public let snapshot: Snapshot
    public let canvasHostUrl: String?
    /// Only when a device took part.
    public let auth: HelloOkAuth?
    public let policy: HelloOkPolicy

    public init(
        type: String,
        `protocol`: Int,
        server: HelloOkServer,
        features: HelloOkFeatures,
        snapshot: Snapshot,
        canvasHostUrl: String? = nil,
        auth: HelloOkAuth? = nil,
        policy: HelloOkPolicy
    ) {
        self.type = type
        self.`protocol` = `protocol`
        self.server = server
        self.features = features
        self.snapshot = snapshot
        self.canvasHostUrl = canvasHostUrl
        self.auth = auth
        self.policy = policy
    }

    private enum CodingKeys: String, CodingKey {
        case type = "type"
        case `protocol` = "protocol"
        case server = "server"
        case features = "features"
        case snapshot = "snapshot"
        case canvasHostUrl = "canvasHostUrl"
        case auth = "auth"
        case policy = "policy"
    }
}

/// Only when a device took part.
public struct HelloOkAuth: Codable, Sendable {
    public let deviceToken: String
    public let role: String
    public let scopes: [String]
    public let issuedAtMs: Int?

    public init(
        deviceToken: String,
        role: String,
        scopes: [String],
        issuedAtMs: Int? = nil
    ) {
        self.deviceToken = deviceToken
        self.role = role
        self.scopes = scopes
        self.issuedAtMs = issuedAtMs
    }

    private enum CodingKeys: String, CodingKey {
        case deviceToken = "deviceToken"
        case role = "role"
        case scopes = "scopes"
        case issuedAtMs = "issuedAtMs"
    }
}

public struct HelloOkFeatures: Codable, Sendable {
    public let methods: [String]
    public let events: [String]

    public init(
        methods: [String],
        events: [String]
    ) {
        self.methods = methods
        self.events = events
    }

    private enum CodingKeys: String, CodingKey {
        case methods = "methods"
        case events = "events"
    }
}

public struct HelloOkPolicy: Codable, Sendable {
    /// Largest inbound frame, bytes.
    public let maxPayload: Int
    /// Unread bytes after which a client is closed.
    public let maxBufferedBytes: Int
    public let tickIntervalMs: Int

    public init(
        maxPayload: Int,
        maxBufferedBytes: Int,
        tickIntervalMs: Int
    ) {
        self.maxPayload = maxPayload
        self.maxBufferedBytes = maxBufferedBytes
        self.tickIntervalMs = tickIntervalMs
    }

    private enum CodingKeys: String, CodingKey {
        case maxPayload = "maxPayload"
        case maxBufferedBytes = "maxBufferedBytes"
        case tickIntervalMs = "tickIntervalMs"
    }
}

public struct HelloOkServer: Codable, Sendable {
    public let version: String
    public let commit: String?
    public let host: String?
    public let connId: String

    public init(
        version: String,
        commit: String? = nil,
        host: String? = nil,
        connId: String
    ) {
        self.version = version
        self.commit = commit
        self.host = host
        self.connId = connId
    }

    private enum CodingKeys: String, CodingKey {
        case version = "version"
        case commit = "commit"
        case host = "host"
        case connId = "connId"
    }
}

public typealias LastHeartbeatParams = [String: AnyCodable]

public typealias LastHeartbeatResult = HeartbeatEvent?

/// The first channel that has a notion of being linked, such as WhatsApp.
public struct LinkChannel: Codable, Sendable {
    public let id: String
    public let label: String
    public let linked: Bool
    public let authAgeMs: Double?

    public init(
        id: String,
        label: String,
        linked: Bool,
        authAgeMs: Double? = nil
    ) {
        self.id = id
        self.label = label
        self.linked = linked
        self.authAgeMs = authAgeMs
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case label = "label"
        case linked = "linked"
        case authAgeMs = "authAgeMs"
    }
}

/// How the link ended the last time.
public struct LinkDisconnect: Codable, Sendable {
    /// Unix epoch, ms
    public let at: Int
    public let kind: String
    public let code: AnyCodable?
    public let message: String
    /// What the operator can do about it.
    public let hint: String?

    public init(
        at: Int,
        kind: String,
        code: AnyCodable? = nil,
        message: String,
        hint: String? = nil
    ) {
        self.at = at
        self.kind = kind
        self.code = code
        self.message = message
        self.hint = hint
    }

    private enum CodingKeys: String, CodingKey {
        case at = "at"
        case kind = "kind"
        case code = "code"
        case message = "message"
        case hint = "hint"
    }
}

/// Whether what is known proves that the link hears. Not ok is red, even on a link that is open.
public struct LinkVerdict: Codable, Sendable {
    public let ok: Bool
    public let code: String?
    public let reason: String?
    /// A command or a config key, where the account cannot be connected as it is.
    public let fix: String?

    public init(
        ok: Bool,
        code: String? = nil,
        reason: String? = nil,
        fix: String? = nil
    ) {
        self.ok = ok
        self.code = code
        self.reason = reason
        self.fix = fix
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case code = "code"
        case reason = "reason"
        case fix = "fix"
    }
}

public struct LogsTailParams: Codable, Sendable {
    /// Of an earlier answer; absent: the end of the file.
    public let cursor: Int?
    /// Lines, default 500.
    public let limit: Int?
    /// Default 250000.
    public let maxBytes: Int?
    /// `position` of an earlier answer: all that came after it, over rotations too.
    public let after: String?

    public init(
        cursor: Int? = nil,
        limit: Int? = nil,
        maxBytes: Int? = nil,
        after: String? = nil
    ) {
        self.cursor = cursor
        self.limit = limit
        self.maxBytes = maxBytes
        self.after = after
    }

    private enum CodingKeys: String, CodingKey {
        case cursor = "cursor"
        case limit = "limit"
        case maxBytes = "maxBytes"
        case after = "after"
    }
}

public struct LogsTailResult: Codable, Sendable {
    public let file: String
    public let cursor: Int
    public let size: Int
    public let lines: [String]
    /// Earlier bytes were left out.
    public let truncated: Bool
    /// The cursor did not fit the file; reading started afresh.
    public let reset: Bool
    /// Where this answer ends.
    public let position: String?
    /// With `after`: more waits than this answer holds.
    public let more: Bool?

    public init(
        file: String,
        cursor: Int,
        size: Int,
        lines: [String],
        truncated: Bool,
        reset: Bool,
        position: String? = nil,
        more: Bool? = nil
    ) {
        self.file = file
        self.cursor = cursor
        self.size = size
        self.lines = lines
        self.truncated = truncated
        self.reset = reset
        self.position = position
        self.more = more
    }

    private enum CodingKeys: String, CodingKey {
        case file = "file"
        case cursor = "cursor"
        case size = "size"
        case lines = "lines"
        case truncated = "truncated"
        case reset = "reset"
        case position = "position"
        case more = "more"
    }
}

/// A button below a message: `data` comes back when it is pressed, `url` opens a page.
public struct MessageButton: Codable, Sendable {
    public let text: String
    public let data: String?
    public let url: String?

    public init(
        text: String,
        data: String? = nil,
        url: String? = nil
    ) {
        self.text = text
        self.data = data
        self.url = url
    }

    private enum CodingKeys: String, CodingKey {
        case text = "text"
        case data = "data"
        case url = "url"
    }
}

public struct ModelRow: Codable, Sendable {
    public let id: String
    public let name: String
    public let provider: String
    public let contextWindow: Int?
    public let reasoning: Bool?
    public let input: [String]?

    public init(
        id: String,
        name: String,
        provider: String,
        contextWindow: Int? = nil,
        reasoning: Bool? = nil,
        input: [String]? = nil
    ) {
        self.id = id
        self.name = name
        self.provider = provider
        self.contextWindow = contextWindow
        self.reasoning = reasoning
        self.input = input
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case name = "name"
        case provider = "provider"
        case contextWindow = "contextWindow"
        case reasoning = "reasoning"
        case input = "input"
    }
}

public typealias ModelsListParams = [String: AnyCodable]

public struct ModelsListResult: Codable, Sendable {
    /// By provider, then name.
    public let models: [ModelRow]

    public init(
        models: [ModelRow]
    ) {
        self.models = models
    }

    private enum CodingKeys: String, CodingKey {
        case models = "models"
    }
}

/// A step of an actor with its place in the order of all steps of the process.
public struct NumberedTransition: Codable, Sendable {
    /// One more than the transition before it had.
    public let seq: Int
    public let actor: String
    /// Unix epoch, ms
    public let at: Int
    public let event: String
    public let from: String
    public let to: String
    public let cause: String?

    public init(
        seq: Int,
        actor: String,
        at: Int,
        event: String,
        from: String,
        to: String,
        cause: String? = nil
    ) {
        self.seq = seq
        self.actor = actor
        self.at = at
        self.event = event
        self.from = from
        self.to = to
        self.cause = cause
    }

    private enum CodingKeys: String, CodingKey {
        case seq = "seq"
        case actor = "actor"
        case at = "at"
        case event = "event"
        case from = "from"
        case to = "to"
        case cause = "cause"
    }
}

public struct OutboxChangedEvent: Codable, Sendable {
    public let id: Int
    public let channel: String
    public let accountId: String
    public let to: String
    public let state: String
    public let error: String?

    public init(
        id: Int,
        channel: String,
        accountId: String,
        to: String,
        state: String,
        error: String? = nil
    ) {
        self.id = id
        self.channel = channel
        self.accountId = accountId
        self.to = to
        self.state = state
        self.error = error
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case channel = "channel"
        case accountId = "accountId"
        case to = "to"
        case state = "state"
        case error = "error"
    }
}

public struct OutboxDropParams: Codable, Sendable {
    public let id: Int

    public init(
        id: Int
    ) {
        self.id = id
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
    }
}

public struct OutboxDropResult: Codable, Sendable {
    public let entry: OutboxEntry

    public init(
        entry: OutboxEntry
    ) {
        self.entry = entry
    }

    private enum CodingKeys: String, CodingKey {
        case entry = "entry"
    }
}

/// A message on its way out, or the record of one.
public struct OutboxEntry: Codable, Sendable {
    public let id: Int
    /// The idempotency key.
    public let key: String
    public let channel: String
    public let accountId: String
    /// The chat.
    public let to: String
    public let threadId: String?
    public let state: String
    public let attempts: Int
    /// Unix epoch, ms
    public let createdAt: Int
    /// Unix epoch, ms; after it nothing is sent any more.
    public let expiresAt: Int
    /// Unix epoch, ms
    public let nextAttemptAt: Int?
    /// At most 120 characters.
    public let preview: String
    public let error: String?
    /// Of the parts the network has, in order.
    public let messageIds: [String]
    public let parts: OutboxEntryParts

    public init(
        id: Int,
        key: String,
        channel: String,
        accountId: String,
        to: String,
        threadId: String? = nil,
        state: String,
        attempts: Int,
        createdAt: Int,
        expiresAt: Int,
        nextAttemptAt: Int? = nil,
        preview: String,
        error: String? = nil,
        messageIds: [String],
        parts: OutboxEntryParts
    ) {
        self.id = id
        self.key = key
        self.channel = channel
        self.accountId = accountId
        self.to = to
        self.threadId = threadId
        self.state = state
        self.attempts = attempts
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.nextAttemptAt = nextAttemptAt
        self.preview = preview
        self.error = error
        self.messageIds = messageIds
        self.parts = parts
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
        case key = "key"
        case channel = "channel"
        case accountId = "accountId"
        case to = "to"
        case threadId = "threadId"
        case state = "state"
        case attempts = "attempts"
        case createdAt = "createdAt"
        case expiresAt = "expiresAt"
        case nextAttemptAt = "nextAttemptAt"
        case preview = "preview"
        case error = "error"
        case messageIds = "messageIds"
        case parts = "parts"
    }
}

public struct OutboxEntryParts: Codable, Sendable {
    public let total: Int
    public let sent: Int

    public init(
        total: Int,
        sent: Int
    ) {
        self.total = total
        self.sent = sent
    }

    private enum CodingKeys: String, CodingKey {
        case total = "total"
        case sent = "sent"
    }
}

public struct OutboxListParams: Codable, Sendable {
    /// Default: all but `sent`.
    public let state: String?
    public let channel: String?
    /// Default 100.
    public let limit: Int?

    public init(
        state: String? = nil,
        channel: String? = nil,
        limit: Int? = nil
    ) {
        self.state = state
        self.channel = channel
        self.limit = limit
    }

    private enum CodingKeys: String, CodingKey {
        case state = "state"
        case channel = "channel"
        case limit = "limit"
    }
}

public struct OutboxListResult: Codable, Sendable {
    public let counts: OutboxListResultCounts
    /// Newest first.
    public let entries: [OutboxEntry]

    public init(
        counts: OutboxListResultCounts,
        entries: [OutboxEntry]
    ) {
        self.counts = counts
        self.entries = entries
    }

    private enum CodingKeys: String, CodingKey {
        case counts = "counts"
        case entries = "entries"
    }
}

public struct OutboxListResultCounts: Codable, Sendable {
    public let accepted: Int
    public let sending: Int
    public let sent: Int
    public let unknown: Int
    public let dead: Int

    public init(
        accepted: Int,
        sending: Int,
        sent: Int,
        unknown: Int,
        dead: Int
    ) {
        self.accepted = accepted
        self.sending = sending
        self.sent = sent
        self.unknown = unknown
        self.dead = dead
    }

    private enum CodingKeys: String, CodingKey {
        case accepted = "accepted"
        case sending = "sending"
        case sent = "sent"
        case unknown = "unknown"
        case dead = "dead"
    }
}

public struct OutboxRetryParams: Codable, Sendable {
    public let id: Int

    public init(
        id: Int
    ) {
        self.id = id
    }

    private enum CodingKeys: String, CodingKey {
        case id = "id"
    }
}

public struct OutboxRetryResult: Codable, Sendable {
    public let entry: OutboxEntry

    public init(
        entry: OutboxEntry
    ) {
        self.entry = entry
    }

    private enum CodingKeys: String, CodingKey {
        case entry = "entry"
    }
}

/// A device that was let in. Tokens are never shown.
public struct PairedDevice: Codable, Sendable {
    public let deviceId: String
    public let publicKey: String
    public let displayName: String?
    public let platform: String?
    public let clientId: String?
    public let clientMode: String?
    public let role: String?
    public let roles: [String]?
    public let scopes: [String]?
    public let remoteIp: String?
    /// By role; absent when there is none.
    public let tokens: [DeviceTokenSummary]?
    /// Unix epoch, ms
    public let createdAtMs: Int
    /// Unix epoch, ms
    public let approvedAtMs: Int

    public init(
        deviceId: String,
        publicKey: String,
        displayName: String? = nil,
        platform: String? = nil,
        clientId: String? = nil,
        clientMode: String? = nil,
        role: String? = nil,
        roles: [String]? = nil,
        scopes: [String]? = nil,
        remoteIp: String? = nil,
        tokens: [DeviceTokenSummary]? = nil,
        createdAtMs: Int,
        approvedAtMs: Int
    ) {
        self.deviceId = deviceId
        self.publicKey = publicKey
        self.displayName = displayName
        self.platform = platform
        self.clientId = clientId
        self.clientMode = clientMode
        self.role = role
        self.roles = roles
        self.scopes = scopes
        self.remoteIp = remoteIp
        self.tokens = tokens
        self.createdAtMs = createdAtMs
        self.approvedAtMs = approvedAtMs
    }

    private enum CodingKeys: String, CodingKey {
        case deviceId = "deviceId"
        case publicKey = "publicKey"
        case displayName = "displayName"
        case platform = "platform"
        case clientId = "clientId"
        case clientMode = "clientMode"
        case role = "role"
        case roles = "roles"
        case scopes = "scopes"
        case remoteIp = "remoteIp"
        case tokens = "tokens"
        case createdAtMs = "createdAtMs"
        case approvedAtMs = "approvedAtMs"
    }
}

public struct PairingApproveParams: Codable, Sendable {
    public let channel: String
    /// In any case.
    public let code: String
    /// Needed only when two accounts wait with the same code.
    public let accountId: String?
    /// Tell the person that access is approved.
    public let notify: Bool?

    public init(
        channel: String,
        code: String,
        accountId: String? = nil,
        notify: Bool? = nil
    ) {
        self.channel = channel
        self.code = code
        self.accountId = accountId
        self.notify = notify
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case code = "code"
        case accountId = "accountId"
        case notify = "notify"
    }
}

public struct PairingApproveResult: Codable, Sendable {
    public let channel: String
    public let accountId: String
    public let id: String
    /// As it stands in the list of people let in.
    public let entry: String
    public let notified: Bool?

    public init(
        channel: String,
        accountId: String,
        id: String,
        entry: String,
        notified: Bool? = nil
    ) {
        self.channel = channel
        self.accountId = accountId
        self.id = id
        self.entry = entry
        self.notified = notified
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case id = "id"
        case entry = "entry"
        case notified = "notified"
    }
}

public struct PairingListParams: Codable, Sendable {
    public let channel: String?

    public init(
        channel: String? = nil
    ) {
        self.channel = channel
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
    }
}

public struct PairingListResult: Codable, Sendable {
    /// Oldest first.
    public let requests: [PairingRequest]

    public init(
        requests: [PairingRequest]
    ) {
        self.requests = requests
    }

    private enum CodingKeys: String, CodingKey {
        case requests = "requests"
    }
}

public struct PairingRejectParams: Codable, Sendable {
    public let channel: String
    public let code: String
    public let accountId: String?

    public init(
        channel: String,
        code: String,
        accountId: String? = nil
    ) {
        self.channel = channel
        self.code = code
        self.accountId = accountId
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case code = "code"
        case accountId = "accountId"
    }
}

public struct PairingRejectResult: Codable, Sendable {
    public let channel: String
    public let accountId: String
    public let id: String

    public init(
        channel: String,
        accountId: String,
        id: String
    ) {
        self.channel = channel
        self.accountId = accountId
        self.id = id
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case id = "id"
    }
}

/// A stranger who wrote to the account and waits to be let in.
public struct PairingRequest: Codable, Sendable {
    public let channel: String
    public let accountId: String
    /// Who asks: the Telegram user id, or the WhatsApp number with `+`.
    public let id: String
    public let code: String
    /// Unix epoch, ms
    public let createdAt: Int
    /// Unix epoch, ms
    public let lastSeenAt: Int
    /// Unix epoch, ms
    public let expiresAt: Int
    /// What the network says about them, e.g. a name.
    public let meta: [String: AnyCodable]?

    public init(
        channel: String,
        accountId: String,
        id: String,
        code: String,
        createdAt: Int,
        lastSeenAt: Int,
        expiresAt: Int,
        meta: [String: AnyCodable]? = nil
    ) {
        self.channel = channel
        self.accountId = accountId
        self.id = id
        self.code = code
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
        self.meta = meta
    }

    private enum CodingKeys: String, CodingKey {
        case channel = "channel"
        case accountId = "accountId"
        case id = "id"
        case code = "code"
        case createdAt = "createdAt"
        case lastSeenAt = "lastSeenAt"
        case expiresAt = "expiresAt"
        case meta = "meta"
    }
}

/// A device that asks to be let in. Forgotten after five minutes.
public struct PendingDevice: Codable, Sendable {
    public let requestId: String
    public let deviceId: String
    public let publicKey: String
    public let displayName: String?
    public let platform: String?
    public let clientId: String?
    public let clientMode: String?
    public let role: String?
    public let roles: [String]?
    public let scopes: [String]?
    public let remoteIp: String?
    public let silent: Bool?
    /// The device was paired before.
    public let isRepair: Bool?
    /// Unix epoch, ms
    public let ts: Int

    public init(
        requestId: String,
        deviceId: String,
        publicKey: String,
        displayName: String? = nil,
        platform: String? = nil,
        clientId: String? = nil,
        clientMode: String? = nil,
        role: String? = nil,
        roles: [String]? = nil,
        scopes: [String]? = nil,
        remoteIp: String? = nil,
        silent: Bool? = nil,
        isRepair: Bool? = nil,
        ts: Int
    ) {
        self.requestId = requestId
        self.deviceId = deviceId
        self.publicKey = publicKey
        self.displayName = displayName
        self.platform = platform
        self.clientId = clientId
        self.clientMode = clientMode
        self.role = role
        self.roles = roles
        self.scopes = scopes
        self.remoteIp = remoteIp
        self.silent = silent
        self.isRepair = isRepair
        self.ts = ts
    }

    private enum CodingKeys: String, CodingKey {
        case requestId = "requestId"
        case deviceId = "deviceId"
        case publicKey = "publicKey"
        case displayName = "displayName"
        case platform = "platform"
        case clientId = "clientId"
        case clientMode = "clientMode"
        case role = "role"
        case roles = "roles"
        case scopes = "scopes"
        case remoteIp = "remoteIp"
        case silent = "silent"
        case isRepair = "isRepair"
        case ts = "ts"
    }
}

public struct PollParams: Codable, Sendable {
    public let to: String
    public let question: String
    public let options: [String]
    public let maxSelections: Int?
    public let durationHours: Int?
    /// Default `whatsapp`.
    public let channel: String?
    /// Default: the default account of the channel.
    public let accountId: String?
    /// Becomes the runId.
    public let idempotencyKey: String

    public init(
        to: String,
        question: String,
        options: [String],
        maxSelections: Int? = nil,
        durationHours: Int? = nil,
        channel: String? = nil,
        accountId: String? = nil,
        idempotencyKey: String
    ) {
        self.to = to
        self.question = question
        self.options = options
        self.maxSelections = maxSelections
        self.durationHours = durationHours
        self.channel = channel
        self.accountId = accountId
        self.idempotencyKey = idempotencyKey
    }

    private enum CodingKeys: String, CodingKey {
        case to = "to"
        case question = "question"
        case options = "options"
        case maxSelections = "maxSelections"
        case durationHours = "durationHours"
        case channel = "channel"
        case accountId = "accountId"
        case idempotencyKey = "idempotencyKey"
    }
}

public struct PollResult: Codable, Sendable {
    public let runId: String
    public let messageId: String
    public let channel: String
    public let chatId: String?
    public let pollId: String?
    public let toJid: String?
    public let channelId: String?
    public let conversationId: String?
    public let state: String?
    /// Names the entry for `outbox.retry` and `outbox.drop`.
    public let outboxId: Int?
    /// The key was used before; this is the answer it got then.
    public let cached: Bool?

    public init(
        runId: String,
        messageId: String,
        channel: String,
        chatId: String? = nil,
        pollId: String? = nil,
        toJid: String? = nil,
        channelId: String? = nil,
        conversationId: String? = nil,
        state: String? = nil,
        outboxId: Int? = nil,
        cached: Bool? = nil
    ) {
        self.runId = runId
        self.messageId = messageId
        self.channel = channel
        self.chatId = chatId
        self.pollId = pollId
        self.toJid = toJid
        self.channelId = channelId
        self.conversationId = conversationId
        self.state = state
        self.outboxId = outboxId
        self.cached = cached
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case messageId = "messageId"
        case channel = "channel"
        case chatId = "chatId"
        case pollId = "pollId"
        case toJid = "toJid"
        case channelId = "channelId"
        case conversationId = "conversationId"
        case state = "state"
        case outboxId = "outboxId"
        case cached = "cached"
    }
}

/// One client or the gateway itself, as last seen.
public struct PresenceEntry: Codable, Sendable {
    public let host: String?
    public let ip: String?
    public let version: String?
    public let platform: String?
    public let deviceFamily: String?
    public let modelIdentifier: String?
    public let mode: String?
    public let lastInputSeconds: Int?
    public let reason: String?
    public let tags: [String]?
    public let text: String
    /// Unix epoch, ms
    public let ts: Int
    public let deviceId: String?
    public let roles: [String]?
    public let scopes: [String]?
    /// Unique in a list; only the gateway itself may lack it.
    public let instanceId: String?

    public init(
        host: String? = nil,
        ip: String? = nil,
        version: String? = nil,
        platform: String? = nil,
        deviceFamily: String? = nil,
        modelIdentifier: String? = nil,
        mode: String? = nil,
        lastInputSeconds: Int? = nil,
        reason: String? = nil,
        tags: [String]? = nil,
        text: String,
        ts: Int,
        deviceId: String? = nil,
        roles: [String]? = nil,
        scopes: [String]? = nil,
        instanceId: String? = nil
    ) {
        self.host = host
        self.ip = ip
        self.version = version
        self.platform = platform
        self.deviceFamily = deviceFamily
        self.modelIdentifier = modelIdentifier
        self.mode = mode
        self.lastInputSeconds = lastInputSeconds
        self.reason = reason
        self.tags = tags
        self.text = text
        self.ts = ts
        self.deviceId = deviceId
        self.roles = roles
        self.scopes = scopes
        self.instanceId = instanceId
    }

    private enum CodingKeys: String, CodingKey {
        case host = "host"
        case ip = "ip"
        case version = "version"
        case platform = "platform"
        case deviceFamily = "deviceFamily"
        case modelIdentifier = "modelIdentifier"
        case mode = "mode"
        case lastInputSeconds = "lastInputSeconds"
        case reason = "reason"
        case tags = "tags"
        case text = "text"
        case ts = "ts"
        case deviceId = "deviceId"
        case roles = "roles"
        case scopes = "scopes"
        case instanceId = "instanceId"
    }
}

public struct PresenceEvent: Codable, Sendable {
    /// Newest first; only the changed ones when `delta` is true.
    public let presence: [PresenceEntry]
    /// instanceIds that left; only with `delta`.
    public let removed: [String]?
    public let delta: Bool?

    public init(
        presence: [PresenceEntry],
        removed: [String]? = nil,
        delta: Bool? = nil
    ) {
        self.presence = presence
        self.removed = removed
        self.delta = delta
    }

    private enum CodingKeys: String, CodingKey {
        case presence = "presence"
        case removed = "removed"
        case delta = "delta"
    }
}

public struct ReactParams: Codable, Sendable {
    public let to: String
    public let messageId: String
    /// Empty removes the reaction, as `remove` does.
    public let emoji: String
    public let remove: Bool?
    /// WhatsApp groups: who wrote the message.
    public let participant: String?
    /// WhatsApp: the message is our own.
    public let fromMe: Bool?
    /// Default `whatsapp`.
    public let channel: String?
    /// Default: the default account of the channel.
    public let accountId: String?
    /// Becomes the runId.
    public let idempotencyKey: String

    public init(
        to: String,
        messageId: String,
        emoji: String,
        remove: Bool? = nil,
        participant: String? = nil,
        fromMe: Bool? = nil,
        channel: String? = nil,
        accountId: String? = nil,
        idempotencyKey: String
    ) {
        self.to = to
        self.messageId = messageId
        self.emoji = emoji
        self.remove = remove
        self.participant = participant
        self.fromMe = fromMe
        self.channel = channel
        self.accountId = accountId
        self.idempotencyKey = idempotencyKey
    }

    private enum CodingKeys: String, CodingKey {
        case to = "to"
        case messageId = "messageId"
        case emoji = "emoji"
        case remove = "remove"
        case participant = "participant"
        case fromMe = "fromMe"
        case channel = "channel"
        case accountId = "accountId"
        case idempotencyKey = "idempotencyKey"
    }
}

public struct ReactResult: Codable, Sendable {
    public let runId: String
    /// The message reacted to.
    public let messageId: String
    public let channel: String
    public let chatId: String?
    public let toJid: String?
    public let channelId: String?
    public let conversationId: String?
    public let state: String?
    /// Names the entry for `outbox.retry` and `outbox.drop`.
    public let outboxId: Int?
    /// The key was used before; this is the answer it got then.
    public let cached: Bool?

    public init(
        runId: String,
        messageId: String,
        channel: String,
        chatId: String? = nil,
        toJid: String? = nil,
        channelId: String? = nil,
        conversationId: String? = nil,
        state: String? = nil,
        outboxId: Int? = nil,
        cached: Bool? = nil
    ) {
        self.runId = runId
        self.messageId = messageId
        self.channel = channel
        self.chatId = chatId
        self.toJid = toJid
        self.channelId = channelId
        self.conversationId = conversationId
        self.state = state
        self.outboxId = outboxId
        self.cached = cached
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case messageId = "messageId"
        case channel = "channel"
        case chatId = "chatId"
        case toJid = "toJid"
        case channelId = "channelId"
        case conversationId = "conversationId"
        case state = "state"
        case outboxId = "outboxId"
        case cached = "cached"
    }
}

public struct RecentSession: Codable, Sendable {
    public let key: String
    public let updatedAt: Int?
    public let age: Int?

    public init(
        key: String,
        updatedAt: Int? = nil,
        age: Int? = nil
    ) {
        self.key = key
        self.updatedAt = updatedAt
        self.age = age
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case updatedAt = "updatedAt"
        case age = "age"
    }
}

/// What a gateway made of a configuration file.
public struct ReloadReport: Codable, Sendable {
    /// Unix epoch, ms
    public let at: Int
    public let result: String
    /// Why it came to that, in words.
    public let reason: String
    /// The keys that changed, dotted.
    public let changes: [String]
    /// Of the file this is about.
    public let hash: String
    /// `restarting`: how long until the restart begins.
    public let delayMs: Int?
    public let sentinel: ReloadReportSentinel?
    /// Without a confirmation until then the old file comes back (Unix epoch, ms)
    public let confirmUntil: Int?

    public init(
        at: Int,
        result: String,
        reason: String,
        changes: [String],
        hash: String,
        delayMs: Int? = nil,
        sentinel: ReloadReportSentinel? = nil,
        confirmUntil: Int? = nil
    ) {
        self.at = at
        self.result = result
        self.reason = reason
        self.changes = changes
        self.hash = hash
        self.delayMs = delayMs
        self.sentinel = sentinel
        self.confirmUntil = confirmUntil
    }

    private enum CodingKeys: String, CodingKey {
        case at = "at"
        case result = "result"
        case reason = "reason"
        case changes = "changes"
        case hash = "hash"
        case delayMs = "delayMs"
        case sentinel = "sentinel"
        case confirmUntil = "confirmUntil"
    }
}

public struct ReloadReportSentinel: Codable, Sendable {
    /// Where the notice waits for the restarted gateway.
    public let path: String?
    public let payload: AnyCodable

    public init(
        path: String? = nil,
        payload: AnyCodable
    ) {
        self.path = path
        self.payload = payload
    }

    private enum CodingKeys: String, CodingKey {
        case path = "path"
        case payload = "payload"
    }
}

/// Client to gateway. Absent or null params count as `{}`.
public struct RequestFrame: Codable, Sendable {
    public let type: String
    public let id: String
    public let method: String
    public let params: AnyCodable?

    public init(
        type: String,
        id: String,
        method: String,
        params: AnyCodable? = nil
    ) {
        self.type = type
        self.id = id
        self.method = method
        self.params = params
    }

    private enum CodingKeys: String, CodingKey {
        case type = "type"
        case id = "id"
        case method = "method"
        case params = "params"
    }
}

/// Gateway to client, in any order. `agent` is answered twice with one id.
public struct ResponseFrame: Codable, Sendable {
    public let type: String
    public let id: String
    public let ok: Bool
    public let payload: AnyCodable?
    public let error: ErrorShape?

    public init(
        type: String,
        id: String,
        ok: Bool,
        payload: AnyCodable? = nil,
        error: ErrorShape? = nil
    ) {
        self.type = type
        self.id = id
        self.ok = ok
        self.payload = payload
        self.error = error
    }

    private enum CodingKeys: String, CodingKey {
        case type = "type"
        case id = "id"
        case ok = "ok"
        case payload = "payload"
        case error = "error"
    }
}

public struct ResumeResetEvent: Codable, Sendable {
    /// The session is not remembered, its events are gone, or it belonged to somebody else.
    public let reason: String

    public init(
        reason: String
    ) {
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case reason = "reason"
    }
}

/// What a connection is: an operator, or a device that offers commands.
public enum Role: String, Codable, Sendable, CaseIterable {
    case `operator` = "operator"
    case node = "node"
}

/// The configuration a gateway runs on, beside the one on disk.
public struct RunningConfig: Codable, Sendable {
    /// Of the file the running configuration was read from.
    public let hash: String
    /// In use since (Unix epoch, ms)
    public let since: Int
    /// `current`: the file is in use; otherwise why what runs is not what is on disk: `pending` (seen, not taken over yet), `invalid`, `refused`, `lastGood` (started on the last good copy), `restored` (a change failed and was taken back).
    public let state: String
    public let reason: String?
    public let report: ReloadReport?

    public init(
        hash: String,
        since: Int,
        state: String,
        reason: String? = nil,
        report: ReloadReport? = nil
    ) {
        self.hash = hash
        self.since = since
        self.state = state
        self.reason = reason
        self.report = report
    }

    private enum CodingKeys: String, CodingKey {
        case hash = "hash"
        case since = "since"
        case state = "state"
        case reason = "reason"
        case report = "report"
    }
}

/// What an operator may do.
public enum Scope: String, Codable, Sendable, CaseIterable {
    case operatorAdmin = "operator.admin"
    case operatorRead = "operator.read"
    case operatorWrite = "operator.write"
    case operatorApprovals = "operator.approvals"
    case operatorPairing = "operator.pairing"
}

public struct SendParams: Codable, Sendable {
    public let to: String
    /// Blank when only media is sent.
    public let message: String
    /// A URL, or the absolute path of a file below an allowed root.
    public let mediaUrl: String?
    public let mediaUrls: [String]?
    public let gifPlayback: Bool?
    /// Default `whatsapp`.
    public let channel: String?
    /// Default: the default account of the channel.
    public let accountId: String?
    public let sessionKey: String?
    /// Message id to quote.
    public let replyToId: String?
    /// Telegram: the topic of a forum group.
    public let threadId: String?
    /// When to answer: once the message cannot be lost, or once the network has it. Default `delivered`.
    public let wait: String?
    /// With `delivered`: answer with the state reached after this long; the message stays in the outbox.
    public let timeoutMs: Int?
    /// Telegram: no sound.
    public let silent: Bool?
    /// Audio goes out as a voice note.
    public let asVoice: Bool?
    /// Telegram: rows of buttons below the text.
    public let buttons: [[MessageButton]]?
    /// Becomes the runId.
    public let idempotencyKey: String

    public init(
        to: String,
        message: String,
        mediaUrl: String? = nil,
        mediaUrls: [String]? = nil,
        gifPlayback: Bool? = nil,
        channel: String? = nil,
        accountId: String? = nil,
        sessionKey: String? = nil,
        replyToId: String? = nil,
        threadId: String? = nil,
        wait: String? = nil,
        timeoutMs: Int? = nil,
        silent: Bool? = nil,
        asVoice: Bool? = nil,
        buttons: [[MessageButton]]? = nil,
        idempotencyKey: String
    ) {
        self.to = to
        self.message = message
        self.mediaUrl = mediaUrl
        self.mediaUrls = mediaUrls
        self.gifPlayback = gifPlayback
        self.channel = channel
        self.accountId = accountId
        self.sessionKey = sessionKey
        self.replyToId = replyToId
        self.threadId = threadId
        self.wait = wait
        self.timeoutMs = timeoutMs
        self.silent = silent
        self.asVoice = asVoice
        self.buttons = buttons
        self.idempotencyKey = idempotencyKey
    }

    private enum CodingKeys: String, CodingKey {
        case to = "to"
        case message = "message"
        case mediaUrl = "mediaUrl"
        case mediaUrls = "mediaUrls"
        case gifPlayback = "gifPlayback"
        case channel = "channel"
        case accountId = "accountId"
        case sessionKey = "sessionKey"
        case replyToId = "replyToId"
        case threadId = "threadId"
        case wait = "wait"
        case timeoutMs = "timeoutMs"
        case silent = "silent"
        case asVoice = "asVoice"
        case buttons = "buttons"
        case idempotencyKey = "idempotencyKey"
    }
}

public struct SendResult: Codable, Sendable {
    public let runId: String
    /// Of the first part. `pending:<outboxId>` while the network, such as Telegram, has given none.
    public let messageId: String
    /// Of every part the network has, in order.
    public let messageIds: [String]?
    public let channel: String
    public let chatId: String?
    public let toJid: String?
    public let channelId: String?
    public let conversationId: String?
    public let state: String?
    /// Names the entry for `outbox.retry` and `outbox.drop`.
    public let outboxId: Int?
    /// The key was used before; this is the answer it got then.
    public let cached: Bool?

    public init(
        runId: String,
        messageId: String,
        messageIds: [String]? = nil,
        channel: String,
        chatId: String? = nil,
        toJid: String? = nil,
        channelId: String? = nil,
        conversationId: String? = nil,
        state: String? = nil,
        outboxId: Int? = nil,
        cached: Bool? = nil
    ) {
        self.runId = runId
        self.messageId = messageId
        self.messageIds = messageIds
        self.channel = channel
        self.chatId = chatId
        self.toJid = toJid
        self.channelId = channelId
        self.conversationId = conversationId
        self.state = state
        self.outboxId = outboxId
        self.cached = cached
    }

    private enum CodingKeys: String, CodingKey {
        case runId = "runId"
        case messageId = "messageId"
        case messageIds = "messageIds"
        case channel = "channel"
        case chatId = "chatId"
        case toJid = "toJid"
        case channelId = "channelId"
        case conversationId = "conversationId"
        case state = "state"
        case outboxId = "outboxId"
        case cached = "cached"
    }
}

/// The service of a profile, as its supervisor sees it.
public struct ServiceReport: Codable, Sendable {
    public let kind: String
    public let scope: String
    /// What the supervisor calls it.
    public let name: String
    /// Path.
    public let definition: String
    /// The definition is there.
    public let installed: Bool
    /// The supervisor knows it.
    public let loaded: Bool
    /// It starts at boot or logon.
    public let enabled: Bool
    public let running: String
    public let pid: Int?
    /// By the supervisor, since it was started on purpose.
    public let restarts: Int
    /// How it last ended, in words.
    public let lastEnd: String?
    /// What the gateway told its supervisor.
    public let statusText: String?

    public init(
        kind: String,
        scope: String,
        name: String,
        definition: String,
        installed: Bool,
        loaded: Bool,
        enabled: Bool,
        running: String,
        pid: Int? = nil,
        restarts: Int,
        lastEnd: String? = nil,
        statusText: String? = nil
    ) {
        self.kind = kind
        self.scope = scope
        self.name = name
        self.definition = definition
        self.installed = installed
        self.loaded = loaded
        self.enabled = enabled
        self.running = running
        self.pid = pid
        self.restarts = restarts
        self.lastEnd = lastEnd
        self.statusText = statusText
    }

    private enum CodingKeys: String, CodingKey {
        case kind = "kind"
        case scope = "scope"
        case name = "name"
        case definition = "definition"
        case installed = "installed"
        case loaded = "loaded"
        case enabled = "enabled"
        case running = "running"
        case pid = "pid"
        case restarts = "restarts"
        case lastEnd = "lastEnd"
        case statusText = "statusText"
    }
}

public struct SessionDefaults: Codable, Sendable {
    public let defaultAgentId: String
    public let mainKey: String
    public let mainSessionKey: String
    public let scope: String?

    public init(
        defaultAgentId: String,
        mainKey: String,
        mainSessionKey: String,
        scope: String? = nil
    ) {
        self.defaultAgentId = defaultAgentId
        self.mainKey = mainKey
        self.mainSessionKey = mainSessionKey
        self.scope = scope
    }

    private enum CodingKeys: String, CodingKey {
        case defaultAgentId = "defaultAgentId"
        case mainKey = "mainKey"
        case mainSessionKey = "mainSessionKey"
        case scope = "scope"
    }
}

/// A stored session, as it is.
public typealias SessionEntry = [String: AnyCodable]

public struct SessionHit: Codable, Sendable {
    public let key: String
    /// The conversation, which the session may have left since.
    public let sessionId: String
    public let role: String
    /// The place where the first of the words stands, at most 240 characters.
    public let text: String
    /// Unix epoch, ms
    public let timestamp: Int

    public init(
        key: String,
        sessionId: String,
        role: String,
        text: String,
        timestamp: Int
    ) {
        self.key = key
        self.sessionId = sessionId
        self.role = role
        self.text = text
        self.timestamp = timestamp
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case sessionId = "sessionId"
        case role = "role"
        case text = "text"
        case timestamp = "timestamp"
    }
}

public struct SessionPreview: Codable, Sendable {
    public let key: String
    public let status: String
    public let items: [SessionPreviewItemsItem]

    public init(
        key: String,
        status: String,
        items: [SessionPreviewItemsItem]
    ) {
        self.key = key
        self.status = status
        self.items = items
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case status = "status"
        case items = "items"
    }
}

public struct SessionPreviewItemsItem: Codable, Sendable {
    public let role: String
    public let text: String

    public init(
        role: String,
        text: String
    ) {
        self.role = role
        self.text = text
    }

    private enum CodingKeys: String, CodingKey {
        case role = "role"
        case text = "text"
    }
}

public struct SessionRow: Codable, Sendable {
    public let key: String
    public let kind: String
    public let updatedAt: Int?
    /// 0 when unknown.
    public let totalTokens: Int
    public let label: String?
    public let displayName: String?
    public let derivedTitle: String?
    public let lastMessagePreview: String?
    public let channel: String?
    public let subject: String?
    public let groupChannel: String?
    public let space: String?
    public let chatType: String?
    public let origin: [String: AnyCodable]?
    public let sessionId: String?
    public let systemSent: Bool?
    public let abortedLastRun: Bool?
    public let thinkingLevel: String?
    public let verboseLevel: String?
    public let reasoningLevel: String?
    public let elevatedLevel: String?
    public let sendPolicy: String?
    public let inputTokens: Int?
    public let outputTokens: Int?
    public let responseUsage: String?
    public let modelProvider: String?
    public let model: String?
    public let contextTokens: Int?
    public let deliveryContext: [String: AnyCodable]?
    public let lastChannel: String?
    public let lastTo: String?
    public let lastAccountId: String?

    public init(
        key: String,
        kind: String,
        updatedAt: Int? = nil,
        totalTokens: Int,
        label: String? = nil,
        displayName: String? = nil,
        derivedTitle: String? = nil,
        lastMessagePreview: String? = nil,
        channel: String? = nil,
        subject: String? = nil,
        groupChannel: String? = nil,
        space: String? = nil,
        chatType: String? = nil,
        origin: [String: AnyCodable]? = nil,
        sessionId: String? = nil,
        systemSent: Bool? = nil,
        abortedLastRun: Bool? = nil,
        thinkingLevel: String? = nil,
        verboseLevel: String? = nil,
        reasoningLevel: String? = nil,
        elevatedLevel: String? = nil,
        sendPolicy: String? = nil,
        inputTokens: Int? = nil,
        outputTokens: Int? = nil,
        responseUsage: String? = nil,
        modelProvider: String? = nil,
        model: String? = nil,
        contextTokens: Int? = nil,
        deliveryContext: [String: AnyCodable]? = nil,
        lastChannel: String? = nil,
        lastTo: String? = nil,
        lastAccountId: String? = nil
    ) {
        self.key = key
        self.kind = kind
        self.updatedAt = updatedAt
        self.totalTokens = totalTokens
        self.label = label
        self.displayName = displayName
        self.derivedTitle = derivedTitle
        self.lastMessagePreview = lastMessagePreview
        self.channel = channel
        self.subject = subject
        self.groupChannel = groupChannel
        self.space = space
        self.chatType = chatType
        self.origin = origin
        self.sessionId = sessionId
        self.systemSent = systemSent
        self.abortedLastRun = abortedLastRun
        self.thinkingLevel = thinkingLevel
        self.verboseLevel = verboseLevel
        self.reasoningLevel = reasoningLevel
        self.elevatedLevel = elevatedLevel
        self.sendPolicy = sendPolicy
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.responseUsage = responseUsage
        self.modelProvider = modelProvider
        self.model = model
        self.contextTokens = contextTokens
        self.deliveryContext = deliveryContext
        self.lastChannel = lastChannel
        self.lastTo = lastTo
        self.lastAccountId = lastAccountId
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case kind = "kind"
        case updatedAt = "updatedAt"
        case totalTokens = "totalTokens"
        case label = "label"
        case displayName = "displayName"
        case derivedTitle = "derivedTitle"
        case lastMessagePreview = "lastMessagePreview"
        case channel = "channel"
        case subject = "subject"
        case groupChannel = "groupChannel"
        case space = "space"
        case chatType = "chatType"
        case origin = "origin"
        case sessionId = "sessionId"
        case systemSent = "systemSent"
        case abortedLastRun = "abortedLastRun"
        case thinkingLevel = "thinkingLevel"
        case verboseLevel = "verboseLevel"
        case reasoningLevel = "reasoningLevel"
        case elevatedLevel = "elevatedLevel"
        case sendPolicy = "sendPolicy"
        case inputTokens = "inputTokens"
        case outputTokens = "outputTokens"
        case responseUsage = "responseUsage"
        case modelProvider = "modelProvider"
        case model = "model"
        case contextTokens = "contextTokens"
        case deliveryContext = "deliveryContext"
        case lastChannel = "lastChannel"
        case lastTo = "lastTo"
        case lastAccountId = "lastAccountId"
    }
}

public struct SessionStatus: Codable, Sendable {
    public let agentId: String?
    public let key: String
    public let kind: String
    public let sessionId: String?
    public let updatedAt: Int?
    public let age: Int?
    public let thinkingLevel: String?
    public let verboseLevel: String?
    public let reasoningLevel: String?
    public let elevatedLevel: String?
    public let systemSent: Bool?
    public let abortedLastRun: Bool?
    public let inputTokens: Int?
    public let outputTokens: Int?
    public let totalTokens: Int?
    public let remainingTokens: Int?
    public let percentUsed: Int?
    public let model: String?
    public let contextTokens: Int?
    public let flags: [String]

    public init(
        agentId: String? = nil,
        key: String,
        kind: String,
        sessionId: String? = nil,
        updatedAt: Int? = nil,
        age: Int? = nil,
        thinkingLevel: String? = nil,
        verboseLevel: String? = nil,
        reasoningLevel: String? = nil,
        elevatedLevel: String? = nil,
        systemSent: Bool? = nil,
        abortedLastRun: Bool? = nil,
        inputTokens: Int? = nil,
        outputTokens: Int? = nil,
        totalTokens: Int? = nil,
        remainingTokens: Int? = nil,
        percentUsed: Int? = nil,
        model: String? = nil,
        contextTokens: Int? = nil,
        flags: [String]
    ) {
        self.agentId = agentId
        self.key = key
        self.kind = kind
        self.sessionId = sessionId
        self.updatedAt = updatedAt
        self.age = age
        self.thinkingLevel = thinkingLevel
        self.verboseLevel = verboseLevel
        self.reasoningLevel = reasoningLevel
        self.elevatedLevel = elevatedLevel
        self.systemSent = systemSent
        self.abortedLastRun = abortedLastRun
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.totalTokens = totalTokens
        self.remainingTokens = remainingTokens
        self.percentUsed = percentUsed
        self.model = model
        self.contextTokens = contextTokens
        self.flags = flags
    }

    private enum CodingKeys: String, CodingKey {
        case agentId = "agentId"
        case key = "key"
        case kind = "kind"
        case sessionId = "sessionId"
        case updatedAt = "updatedAt"
        case age = "age"
        case thinkingLevel = "thinkingLevel"
        case verboseLevel = "verboseLevel"
        case reasoningLevel = "reasoningLevel"
        case elevatedLevel = "elevatedLevel"
        case systemSent = "systemSent"
        case abortedLastRun = "abortedLastRun"
        case inputTokens = "inputTokens"
        case outputTokens = "outputTokens"
        case totalTokens = "totalTokens"
        case remainingTokens = "remainingTokens"
        case percentUsed = "percentUsed"
        case model = "model"
        case contextTokens = "contextTokens"
        case flags = "flags"
    }
}

public struct SessionsCompactParams: Codable, Sendable {
    public let key: String
    /// Default 400.
    public let maxLines: Int?

    public init(
        key: String,
        maxLines: Int? = nil
    ) {
        self.key = key
        self.maxLines = maxLines
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case maxLines = "maxLines"
    }
}

public struct SessionsCompactResult: Codable, Sendable {
    public let ok: Bool
    public let key: String
    public let compacted: Bool
    public let kept: Int?
    public let archived: String?
    public let reason: String?

    public init(
        ok: Bool,
        key: String,
        compacted: Bool,
        kept: Int? = nil,
        archived: String? = nil,
        reason: String? = nil
    ) {
        self.ok = ok
        self.key = key
        self.compacted = compacted
        self.kept = kept
        self.archived = archived
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case key = "key"
        case compacted = "compacted"
        case kept = "kept"
        case archived = "archived"
        case reason = "reason"
    }
}

public struct SessionsDeleteParams: Codable, Sendable {
    public let key: String
    /// Default true.
    public let deleteTranscript: Bool?

    public init(
        key: String,
        deleteTranscript: Bool? = nil
    ) {
        self.key = key
        self.deleteTranscript = deleteTranscript
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case deleteTranscript = "deleteTranscript"
    }
}

public struct SessionsDeleteResult: Codable, Sendable {
    public let ok: Bool
    public let key: String
    public let deleted: Bool
    public let archived: [String]

    public init(
        ok: Bool,
        key: String,
        deleted: Bool,
        archived: [String]
    ) {
        self.ok = ok
        self.key = key
        self.deleted = deleted
        self.archived = archived
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case key = "key"
        case deleted = "deleted"
        case archived = "archived"
    }
}

public struct SessionsHealth: Codable, Sendable {
    public let path: String
    public let count: Int
    public let recent: [RecentSession]

    public init(
        path: String,
        count: Int,
        recent: [RecentSession]
    ) {
        self.path = path
        self.count = count
        self.recent = recent
    }

    private enum CodingKeys: String, CodingKey {
        case path = "path"
        case count = "count"
        case recent = "recent"
    }
}

public struct SessionsListParams: Codable, Sendable {
    public let limit: Int?
    public let activeMinutes: Int?
    public let includeGlobal: Bool?
    public let includeUnknown: Bool?
    public let includeDerivedTitles: Bool?
    public let includeLastMessage: Bool?
    public let label: String?
    public let spawnedBy: String?
    public let agentId: String?
    public let search: String?

    public init(
        limit: Int? = nil,
        activeMinutes: Int? = nil,
        includeGlobal: Bool? = nil,
        includeUnknown: Bool? = nil,
        includeDerivedTitles: Bool? = nil,
        includeLastMessage: Bool? = nil,
        label: String? = nil,
        spawnedBy: String? = nil,
        agentId: String? = nil,
        search: String? = nil
    ) {
        self.limit = limit
        self.activeMinutes = activeMinutes
        self.includeGlobal = includeGlobal
        self.includeUnknown = includeUnknown
        self.includeDerivedTitles = includeDerivedTitles
        self.includeLastMessage = includeLastMessage
        self.label = label
        self.spawnedBy = spawnedBy
        self.agentId = agentId
        self.search = search
    }

    private enum CodingKeys: String, CodingKey {
        case limit = "limit"
        case activeMinutes = "activeMinutes"
        case includeGlobal = "includeGlobal"
        case includeUnknown = "includeUnknown"
        case includeDerivedTitles = "includeDerivedTitles"
        case includeLastMessage = "includeLastMessage"
        case label = "label"
        case spawnedBy = "spawnedBy"
        case agentId = "agentId"
        case search = "search"
    }
}

public struct SessionsListResult: Codable, Sendable {
    /// Unix epoch, ms
    public let ts: Int
    /// `(multiple)` when several stores are merged.
    public let path: String
    /// Rows returned.
    public let count: Int
    public let defaults: SessionsListResultDefaults
    /// Newest first.
    public let sessions: [SessionRow]

    public init(
        ts: Int,
        path: String,
        count: Int,
        defaults: SessionsListResultDefaults,
        sessions: [SessionRow]
    ) {
        self.ts = ts
        self.path = path
        self.count = count
        self.defaults = defaults
        self.sessions = sessions
    }

    private enum CodingKeys: String, CodingKey {
        case ts = "ts"
        case path = "path"
        case count = "count"
        case defaults = "defaults"
        case sessions = "sessions"
    }
}

public struct SessionsListResultDefaults: Codable, Sendable {
    public let modelProvider: String?
    public let model: String?
    public let contextTokens: Int?

    public init(
        modelProvider: String? = nil,
        model: String? = nil,
        contextTokens: Int? = nil
    ) {
        self.modelProvider = modelProvider
        self.model = model
        self.contextTokens = contextTokens
    }

    private enum CodingKeys: String, CodingKey {
        case modelProvider = "modelProvider"
        case model = "model"
        case contextTokens = "contextTokens"
    }
}

public struct SessionsPatchParams: Codable, Sendable {
    public let key: String
    public let label: String?
    public let thinkingLevel: String?
    public let verboseLevel: String?
    public let reasoningLevel: String?
    public let responseUsage: String?
    public let elevatedLevel: String?
    public let execHost: String?
    public let execSecurity: String?
    public let execAsk: String?
    public let execNode: String?
    public let model: String?
    public let spawnedBy: String?
    public let sendPolicy: String?
    public let groupActivation: String?

    public init(
        key: String,
        label: String? = nil,
        thinkingLevel: String? = nil,
        verboseLevel: String? = nil,
        reasoningLevel: String? = nil,
        responseUsage: String? = nil,
        elevatedLevel: String? = nil,
        execHost: String? = nil,
        execSecurity: String? = nil,
        execAsk: String? = nil,
        execNode: String? = nil,
        model: String? = nil,
        spawnedBy: String? = nil,
        sendPolicy: String? = nil,
        groupActivation: String? = nil
    ) {
        self.key = key
        self.label = label
        self.thinkingLevel = thinkingLevel
        self.verboseLevel = verboseLevel
        self.reasoningLevel = reasoningLevel
        self.responseUsage = responseUsage
        self.elevatedLevel = elevatedLevel
        self.execHost = execHost
        self.execSecurity = execSecurity
        self.execAsk = execAsk
        self.execNode = execNode
        self.model = model
        self.spawnedBy = spawnedBy
        self.sendPolicy = sendPolicy
        self.groupActivation = groupActivation
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case label = "label"
        case thinkingLevel = "thinkingLevel"
        case verboseLevel = "verboseLevel"
        case reasoningLevel = "reasoningLevel"
        case responseUsage = "responseUsage"
        case elevatedLevel = "elevatedLevel"
        case execHost = "execHost"
        case execSecurity = "execSecurity"
        case execAsk = "execAsk"
        case execNode = "execNode"
        case model = "model"
        case spawnedBy = "spawnedBy"
        case sendPolicy = "sendPolicy"
        case groupActivation = "groupActivation"
    }
}

public struct SessionsPatchResult: Codable, Sendable {
    public let ok: Bool
    public let path: String
    public let key: String
    public let entry: SessionEntry

    public init(
        ok: Bool,
        path: String,
        key: String,
        entry: SessionEntry
    ) {
        self.ok = ok
        self.path = path
        self.key = key
        self.entry = entry
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case path = "path"
        case key = "key"
        case entry = "entry"
    }
}

public struct SessionsPreviewParams: Codable, Sendable {
    public let keys: [String]
    public let limit: Int?
    public let maxChars: Int?

    public init(
        keys: [String],
        limit: Int? = nil,
        maxChars: Int? = nil
    ) {
        self.keys = keys
        self.limit = limit
        self.maxChars = maxChars
    }

    private enum CodingKeys: String, CodingKey {
        case keys = "keys"
        case limit = "limit"
        case maxChars = "maxChars"
    }
}

public struct SessionsPreviewResult: Codable, Sendable {
    /// Unix epoch, ms
    public let ts: Int
    public let previews: [SessionPreview]

    public init(
        ts: Int,
        previews: [SessionPreview]
    ) {
        self.ts = ts
        self.previews = previews
    }

    private enum CodingKeys: String, CodingKey {
        case ts = "ts"
        case previews = "previews"
    }
}

public struct SessionsResetParams: Codable, Sendable {
    public let key: String

    public init(
        key: String
    ) {
        self.key = key
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
    }
}

public struct SessionsResetResult: Codable, Sendable {
    public let ok: Bool
    public let key: String
    public let entry: SessionEntry

    public init(
        ok: Bool,
        key: String,
        entry: SessionEntry
    ) {
        self.ok = ok
        self.key = key
        self.entry = entry
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case key = "key"
        case entry = "entry"
    }
}

public struct SessionsResolveParams: Codable, Sendable {
    public let key: String?
    public let sessionId: String?
    public let label: String?
    public let agentId: String?
    public let spawnedBy: String?
    public let includeGlobal: Bool?
    public let includeUnknown: Bool?

    public init(
        key: String? = nil,
        sessionId: String? = nil,
        label: String? = nil,
        agentId: String? = nil,
        spawnedBy: String? = nil,
        includeGlobal: Bool? = nil,
        includeUnknown: Bool? = nil
    ) {
        self.key = key
        self.sessionId = sessionId
        self.label = label
        self.agentId = agentId
        self.spawnedBy = spawnedBy
        self.includeGlobal = includeGlobal
        self.includeUnknown = includeUnknown
    }

    private enum CodingKeys: String, CodingKey {
        case key = "key"
        case sessionId = "sessionId"
        case label = "label"
        case agentId = "agentId"
        case spawnedBy = "spawnedBy"
        case includeGlobal = "includeGlobal"
        case includeUnknown = "includeUnknown"
    }
}

public struct SessionsResolveResult: Codable, Sendable {
    public let ok: Bool
    public let key: String

    public init(
        ok: Bool,
        key: String
    ) {
        self.ok = ok
        self.key = key
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case key = "key"
    }
}

public struct SessionsSearchParams: Codable, Sendable {
    /// Words that must all occur; the last letters of each may be missing.
    public let query: String
    /// Default 20.
    public let limit: Int?

    public init(
        query: String,
        limit: Int? = nil
    ) {
        self.query = query
        self.limit = limit
    }

    private enum CodingKeys: String, CodingKey {
        case query = "query"
        case limit = "limit"
    }
}

public struct SessionsSearchResult: Codable, Sendable {
    /// Unix epoch, ms
    public let ts: Int
    /// Best first.
    public let hits: [SessionHit]

    public init(
        ts: Int,
        hits: [SessionHit]
    ) {
        self.ts = ts
        self.hits = hits
    }

    private enum CodingKeys: String, CodingKey {
        case ts = "ts"
        case hits = "hits"
    }
}

public struct SetHeartbeatsParams: Codable, Sendable {
    /// Required; anything but a boolean is refused.
    public let enabled: Bool?

    public init(
        enabled: Bool? = nil
    ) {
        self.enabled = enabled
    }

    private enum CodingKeys: String, CodingKey {
        case enabled = "enabled"
    }
}

public struct SetHeartbeatsResult: Codable, Sendable {
    public let ok: Bool
    public let enabled: Bool

    public init(
        ok: Bool,
        enabled: Bool
    ) {
        self.ok = ok
        self.enabled = enabled
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case enabled = "enabled"
    }
}

public struct ShutdownEvent: Codable, Sendable {
    public let reason: String
    /// null: the gateway will not come back by itself.
    public let restartExpectedMs: Int?

    public init(
        reason: String,
        restartExpectedMs: Int? = nil
    ) {
        self.reason = reason
        self.restartExpectedMs = restartExpectedMs
    }

    private enum CodingKeys: String, CodingKey {
        case reason = "reason"
        case restartExpectedMs = "restartExpectedMs"
    }
}

public struct Snapshot: Codable, Sendable {
    public let presence: [PresenceEntry]
    public let health: AnyCodable
    public let stateVersion: StateVersion
    public let uptimeMs: Int
    public let configPath: String?
    public let stateDir: String?
    /// Of the state directory; a copy of it has another one.
    public let stateId: String?
    public let sessionDefaults: SessionDefaults?

    public init(
        presence: [PresenceEntry],
        health: AnyCodable,
        stateVersion: StateVersion,
        uptimeMs: Int,
        configPath: String? = nil,
        stateDir: String? = nil,
        stateId: String? = nil,
        sessionDefaults: SessionDefaults? = nil
    ) {
        self.presence = presence
        self.health = health
        self.stateVersion = stateVersion
        self.uptimeMs = uptimeMs
        self.configPath = configPath
        self.stateDir = stateDir
        self.stateId = stateId
        self.sessionDefaults = sessionDefaults
    }

    private enum CodingKeys: String, CodingKey {
        case presence = "presence"
        case health = "health"
        case stateVersion = "stateVersion"
        case uptimeMs = "uptimeMs"
        case configPath = "configPath"
        case stateDir = "stateDir"
        case stateId = "stateId"
        case sessionDefaults = "sessionDefaults"
    }
}

/// Counters raised by each change of the presence list and of the health snapshot.
public struct StateVersion: Codable, Sendable {
    public let presence: Int
    public let health: Int

    public init(
        presence: Int,
        health: Int
    ) {
        self.presence = presence
        self.health = health
    }

    private enum CodingKeys: String, CodingKey {
        case presence = "presence"
        case health = "health"
    }
}

public typealias StatusParams = [String: AnyCodable]

public typealias StatusResult = StatusSummary

/// The short answer to "what is it doing".
public struct StatusSummary: Codable, Sendable {
    public let gateway: GatewayFacts?
    public let linkChannel: LinkChannel?
    public let heartbeat: StatusSummaryHeartbeat
    public let channelSummary: [String]
    public let queuedSystemEvents: [String]
    public let sessions: StatusSummarySessions

    public init(
        gateway: GatewayFacts? = nil,
        linkChannel: LinkChannel? = nil,
        heartbeat: StatusSummaryHeartbeat,
        channelSummary: [String],
        queuedSystemEvents: [String],
        sessions: StatusSummarySessions
    ) {
        self.gateway = gateway
        self.linkChannel = linkChannel
        self.heartbeat = heartbeat
        self.channelSummary = channelSummary
        self.queuedSystemEvents = queuedSystemEvents
        self.sessions = sessions
    }

    private enum CodingKeys: String, CodingKey {
        case gateway = "gateway"
        case linkChannel = "linkChannel"
        case heartbeat = "heartbeat"
        case channelSummary = "channelSummary"
        case queuedSystemEvents = "queuedSystemEvents"
        case sessions = "sessions"
    }
}

public struct StatusSummaryHeartbeat: Codable, Sendable {
    public let defaultAgentId: String
    public let agents: [StatusSummaryHeartbeatAgentsItem]

    public init(
        defaultAgentId: String,
        agents: [StatusSummaryHeartbeatAgentsItem]
    ) {
        self.defaultAgentId = defaultAgentId
        self.agents = agents
    }

    private enum CodingKeys: String, CodingKey {
        case defaultAgentId = "defaultAgentId"
        case agents = "agents"
    }
}

public struct StatusSummaryHeartbeatAgentsItem: Codable, Sendable {
    public let agentId: String
    public let enabled: Bool
    public let every: String
    public let everyMs: Int?

    public init(
        agentId: String,
        enabled: Bool,
        every: String,
        everyMs: Int? = nil
    ) {
        self.agentId = agentId
        self.enabled = enabled
        self.every = every
        self.everyMs = everyMs
    }

    private enum CodingKeys: String, CodingKey {
        case agentId = "agentId"
        case enabled = "enabled"
        case every = "every"
        case everyMs = "everyMs"
    }
}

public struct StatusSummarySessions: Codable, Sendable {
    public let paths: [String]
    public let count: Int
    public let defaults: StatusSummarySessionsDefaults
    public let recent: [SessionStatus]
    public let byAgent: [StatusSummarySessionsByAgentItem]

    public init(
        paths: [String],
        count: Int,
        defaults: StatusSummarySessionsDefaults,
        recent: [SessionStatus],
        byAgent: [StatusSummarySessionsByAgentItem]
    ) {
        self.paths = paths
        self.count = count
        self.defaults = defaults
        self.recent = recent
        self.byAgent = byAgent
    }

    private enum CodingKeys: String, CodingKey {
        case paths = "paths"
        case count = "count"
        case defaults = "defaults"
        case recent = "recent"
        case byAgent = "byAgent"
    }
}

public struct StatusSummarySessionsByAgentItem: Codable, Sendable {
    public let agentId: String
    public let path: String
    public let count: Int
    public let recent: [SessionStatus]

    public init(
        agentId: String,
        path: String,
        count: Int,
        recent: [SessionStatus]
    ) {
        self.agentId = agentId
        self.path = path
        self.count = count
        self.recent = recent
    }

    private enum CodingKeys: String, CodingKey {
        case agentId = "agentId"
        case path = "path"
        case count = "count"
        case recent = "recent"
    }
}

public struct StatusSummarySessionsDefaults: Codable, Sendable {
    public let model: String?
    public let contextTokens: Int?

    public init(
        model: String? = nil,
        contextTokens: Int? = nil
    ) {
        self.model = model
        self.contextTokens = contextTokens
    }

    private enum CodingKeys: String, CodingKey {
        case model = "model"
        case contextTokens = "contextTokens"
    }
}

public struct SystemAuthorizeRestartParams: Codable, Sendable {
    /// How long the permission lasts.
    public let ttlMs: Int

    public init(
        ttlMs: Int
    ) {
        self.ttlMs = ttlMs
    }

    private enum CodingKeys: String, CodingKey {
        case ttlMs = "ttlMs"
    }
}

public struct SystemAuthorizeRestartResult: Codable, Sendable {
    public let ok: Bool
    /// The permission ends here (Unix epoch, ms)
    public let until: Int

    public init(
        ok: Bool,
        until: Int
    ) {
        self.ok = ok
        self.until = until
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case until = "until"
    }
}

public struct SystemEventParams: Codable, Sendable {
    /// Required; blank is refused with `text required`.
    public let text: String?
    public let deviceId: String?
    public let instanceId: String?
    public let host: String?
    public let ip: String?
    public let mode: String?
    public let version: String?
    public let platform: String?
    public let deviceFamily: String?
    public let modelIdentifier: String?
    public let lastInputSeconds: Double?
    public let reason: String?
    public let roles: [String]?
    public let scopes: [String]?
    public let tags: [String]?

    public init(
        text: String? = nil,
        deviceId: String? = nil,
        instanceId: String? = nil,
        host: String? = nil,
        ip: String? = nil,
        mode: String? = nil,
        version: String? = nil,
        platform: String? = nil,
        deviceFamily: String? = nil,
        modelIdentifier: String? = nil,
        lastInputSeconds: Double? = nil,
        reason: String? = nil,
        roles: [String]? = nil,
        scopes: [String]? = nil,
        tags: [String]? = nil
    ) {
        self.text = text
        self.deviceId = deviceId
        self.instanceId = instanceId
        self.host = host
        self.ip = ip
        self.mode = mode
        self.version = version
        self.platform = platform
        self.deviceFamily = deviceFamily
        self.modelIdentifier = modelIdentifier
        self.lastInputSeconds = lastInputSeconds
        self.reason = reason
        self.roles = roles
        self.scopes = scopes
        self.tags = tags
    }

    private enum CodingKeys: String, CodingKey {
        case text = "text"
        case deviceId = "deviceId"
        case instanceId = "instanceId"
        case host = "host"
        case ip = "ip"
        case mode = "mode"
        case version = "version"
        case platform = "platform"
        case deviceFamily = "deviceFamily"
        case modelIdentifier = "modelIdentifier"
        case lastInputSeconds = "lastInputSeconds"
        case reason = "reason"
        case roles = "roles"
        case scopes = "scopes"
        case tags = "tags"
    }
}

public struct SystemEventResult: Codable, Sendable {
    public let ok: Bool

    public init(
        ok: Bool
    ) {
        self.ok = ok
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
    }
}

public struct SystemInspectParams: Codable, Sendable {
    /// Also return the recent transitions of this actor, and why it is red.
    public let actor: String?
    public let limit: Int?

    public init(
        actor: String? = nil,
        limit: Int? = nil
    ) {
        self.actor = actor
        self.limit = limit
    }

    private enum CodingKeys: String, CodingKey {
        case actor = "actor"
        case limit = "limit"
    }
}

public struct SystemInspectResult: Codable, Sendable {
    public let gateway: GatewayPhase?
    /// Parents before children.
    public let tree: [ActorNode]
    /// Oldest first.
    public let transitions: [Transition]?
    /// What led to the last red state of the actor, or to its present one. Oldest first.
    public let why: [Transition]?

    public init(
        gateway: GatewayPhase? = nil,
        tree: [ActorNode],
        transitions: [Transition]? = nil,
        why: [Transition]? = nil
    ) {
        self.gateway = gateway
        self.tree = tree
        self.transitions = transitions
        self.why = why
    }

    private enum CodingKeys: String, CodingKey {
        case gateway = "gateway"
        case tree = "tree"
        case transitions = "transitions"
        case why = "why"
    }
}

public typealias SystemPresenceParams = [String: AnyCodable]

public typealias SystemPresenceResult = [PresenceEntry]

public struct SystemRestartParams: Codable, Sendable {
    /// For the log and the `shutdown` event.
    public let reason: String?
    /// Default 0.
    public let delayMs: Int?
    /// The session that is told once the gateway is back.
    public let sessionKey: String?
    /// Told to that session as well.
    public let note: String?

    public init(
        reason: String? = nil,
        delayMs: Int? = nil,
        sessionKey: String? = nil,
        note: String? = nil
    ) {
        self.reason = reason
        self.delayMs = delayMs
        self.sessionKey = sessionKey
        self.note = note
    }

    private enum CodingKeys: String, CodingKey {
        case reason = "reason"
        case delayMs = "delayMs"
        case sessionKey = "sessionKey"
        case note = "note"
    }
}

public struct SystemRestartResult: Codable, Sendable {
    public let ok: Bool
    public let delayMs: Int

    public init(
        ok: Bool,
        delayMs: Int
    ) {
        self.ok = ok
        self.delayMs = delayMs
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case delayMs = "delayMs"
    }
}

public struct SystemResumeParams: Codable, Sendable {
    /// A part that is parked or waits for its next start, e.g. `gateway/pulse`.
    public let actor: String

    public init(
        actor: String
    ) {
        self.actor = actor
    }

    private enum CodingKeys: String, CodingKey {
        case actor = "actor"
    }
}

public struct SystemResumeResult: Codable, Sendable {
    public let ok: Bool
    public let node: ActorNode

    public init(
        ok: Bool,
        node: ActorNode
    ) {
        self.ok = ok
        self.node = node
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case node = "node"
    }
}

public struct SystemStopParams: Codable, Sendable {
    /// For the log.
    public let reason: String?

    public init(
        reason: String? = nil
    ) {
        self.reason = reason
    }

    private enum CodingKeys: String, CodingKey {
        case reason = "reason"
    }
}

public struct SystemStopResult: Codable, Sendable {
    public let ok: Bool
    /// It was stopping before it was asked to.
    public let already: Bool

    public init(
        ok: Bool,
        already: Bool
    ) {
        self.ok = ok
        self.already = already
    }

    private enum CodingKeys: String, CodingKey {
        case ok = "ok"
        case already = "already"
    }
}

public struct SystemTransitionsParams: Codable, Sendable {
    /// `next` of the answer before; 0: from the oldest kept; absent: from now on.
    public let after: Int?
    /// `epoch` of the answer before. After another process took over, `after` counts as 0.
    public let epoch: String?
    /// With nothing to tell, answer only when there is something, or after this time. Default 0.
    public let waitMs: Int?
    /// Only those of this actor and of what is below it.
    public let actor: String?

    public init(
        after: Int? = nil,
        epoch: String? = nil,
        waitMs: Int? = nil,
        actor: String? = nil
    ) {
        self.after = after
        self.epoch = epoch
        self.waitMs = waitMs
        self.actor = actor
    }

    private enum CodingKeys: String, CodingKey {
        case after = "after"
        case epoch = "epoch"
        case waitMs = "waitMs"
        case actor = "actor"
    }
}

public struct SystemTransitionsResult: Codable, Sendable {
    /// Another one in every process; in-process restarts keep it.
    public let epoch: String
    /// Oldest first, at most 500.
    public let transitions: [NumberedTransition]
    /// What to send as `after` next.
    public let next: Int
    /// Some of those asked for are not kept any more.
    public let dropped: Bool

    public init(
        epoch: String,
        transitions: [NumberedTransition],
        next: Int,
        dropped: Bool
    ) {
        self.epoch = epoch
        self.transitions = transitions
        self.next = next
        self.dropped = dropped
    }

    private enum CodingKeys: String, CodingKey {
        case epoch = "epoch"
        case transitions = "transitions"
        case next = "next"
        case dropped = "dropped"
    }
}

public struct TickEvent: Codable, Sendable {
    /// Unix epoch, ms
    public let ts: Int

    public init(
        ts: Int
    ) {
        self.ts = ts
    }

    private enum CodingKeys: String, CodingKey {
        case ts = "ts"
    }
}

/// One remembered step of an actor.
public struct Transition: Codable, Sendable {
    public let actor: String
    /// Unix epoch, ms
    public let at: Int
    public let event: String
    public let from: String
    public let to: String
    public let cause: String?

    public init(
        actor: String,
        at: Int,
        event: String,
        from: String,
        to: String,
        cause: String? = nil
    ) {
        self.actor = actor
        self.at = at
        self.event = event
        self.from = from
        self.to = to
        self.cause = cause
    }

    private enum CodingKeys: String, CodingKey {
        case actor = "actor"
        case at = "at"
        case event = "event"
        case from = "from"
        case to = "to"
        case cause = "cause"
    }
}

public struct WebLoginStartParams: Codable, Sendable {
    /// Link anew although the account is linked.
    public let force: Bool?
    /// For the first code; default 30000, at least 5000.
    public let timeoutMs: Int?
    public let verbose: Bool?
    public let accountId: String?
    /// Default `qr`.
    public let method: String?
    /// With `code`: the number to link, digits with country code.
    public let phone: String?

    public init(
        force: Bool? = nil,
        timeoutMs: Int? = nil,
        verbose: Bool? = nil,
        accountId: String? = nil,
        method: String? = nil,
        phone: String? = nil
    ) {
        self.force = force
        self.timeoutMs = timeoutMs
        self.verbose = verbose
        self.accountId = accountId
        self.method = method
        self.phone = phone
    }

    private enum CodingKeys: String, CodingKey {
        case force = "force"
        case timeoutMs = "timeoutMs"
        case verbose = "verbose"
        case accountId = "accountId"
        case method = "method"
        case phone = "phone"
    }
}

public struct WebLoginStartResult: Codable, Sendable {
    /// For people; without `qr` and `code` beside it: linked already.
    public let message: String
    /// PNG.
    public let qrDataUrl: String?
    /// What the QR code says, for terminals that draw it themselves.
    public let qr: String?
    /// The pairing code to type on the phone.
    public let code: String?
    /// Unix epoch, ms
    public let expiresAt: Int?

    public init(
        message: String,
        qrDataUrl: String? = nil,
        qr: String? = nil,
        code: String? = nil,
        expiresAt: Int? = nil
    ) {
        self.message = message
        self.qrDataUrl = qrDataUrl
        self.qr = qr
        self.code = code
        self.expiresAt = expiresAt
    }

    private enum CodingKeys: String, CodingKey {
        case message = "message"
        case qrDataUrl = "qrDataUrl"
        case qr = "qr"
        case code = "code"
        case expiresAt = "expiresAt"
    }
}

public struct WebLoginWaitParams: Codable, Sendable {
    /// Default 120000, at least 1000.
    public let timeoutMs: Int?
    public let accountId: String?

    public init(
        timeoutMs: Int? = nil,
        accountId: String? = nil
    ) {
        self.timeoutMs = timeoutMs
        self.accountId = accountId
    }

    private enum CodingKeys: String, CodingKey {
        case timeoutMs = "timeoutMs"
        case accountId = "accountId"
    }
}

public struct WebLoginWaitResult: Codable, Sendable {
    public let connected: Bool
    public let message: String

    public init(
        connected: Bool,
        message: String
    ) {
        self.connected = connected
        self.message = message
    }

    private enum CodingKeys: String, CodingKey {
        case connected = "connected"
        case message = "message"
    }
}
