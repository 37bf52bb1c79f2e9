const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const KIB = 1024;
const MIB = 1024 * KIB;

/** Every number of the contract. Times in milliseconds, sizes in bytes, unless the name says otherwise. */
export const LIMITS = {
  protocolVersion: 3,

  // Frames
  maxPayloadBytes: 512 * KIB,
  /** Before hello. */
  maxHandshakePayloadBytes: 64 * KIB,
  maxBufferedBytes: 1.5 * MIB,
  /** Above this many unread bytes droppable events are skipped. */
  softBufferedBytes: 0.75 * MIB,
  /** Nesting of arrays and objects in one frame. */
  maxFrameDepth: 64,
  closeReasonMaxBytes: 120,

  // Handshake
  handshakeTimeoutMs: 10 * SECOND,
  signatureSkewMs: 10 * MINUTE,
  pairingPendingTtlMs: 5 * MINUTE,
  authFailuresPerMinute: 10,
  authLockMs: 5 * MINUTE,

  // Liveness
  tickIntervalMs: 30 * SECOND,
  healthRefreshMs: MINUTE,
  healthCacheMs: MINUTE,
  healthProbeTimeoutMs: 10 * SECOND,
  healthProbeTimeoutMinMs: SECOND,
  presenceTtlMs: 5 * MINUTE,
  presenceMaxEntries: 200,
  presenceCoalesceMs: 250,
  systemEventsPerSession: 20,
  /** Told with `shutdown` when the gateway restarts inside its process. */
  restartExpectedMs: 1500,

  // Agent and chat
  idempotencyTtlMs: 24 * HOUR,
  agentTimeoutMs: 600 * SECOND,
  agentWaitMs: 30 * SECOND,
  chatDeltaThrottleMs: 150,
  chatHistoryDefault: 200,
  chatHistoryMax: 1000,
  chatHistoryMaxBytes: 6 * MIB,
  chatInjectLabelMaxChars: 100,
  attachmentMaxBytes: 5_000_000,
  mainLaneConcurrency: 4,

  // Sessions
  sessionLabelMaxChars: 64,
  previewMaxKeys: 64,
  previewDefaultItems: 12,
  previewMaxItems: 50,
  previewDefaultChars: 240,
  previewMaxChars: 2000,
  compactDefaultLines: 400,
  deleteAbortWaitMs: 15 * SECOND,

  // Inspection
  transitionsPerAnswer: 500,
  transitionsWaitMs: 30 * SECOND,

  // Logs
  logsTailDefaultLines: 500,
  logsTailMaxLines: 5000,
  logsTailDefaultBytes: 250_000,
  logsTailMaxBytes: 1_000_000,

  // Text on the wire
  errorMessageMaxChars: 240,
} as const;

export const PROTOCOL_VERSION = LIMITS.protocolVersion;
