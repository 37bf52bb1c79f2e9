/** What a run may take. Each bound ends in something the requester can see, never in silence. */
export const RUN_BOUNDS = {
  /** Milliseconds a cancelled engine has before the run ends without it. */
  abortGraceMs: 700,
  /** What of it an engine may spend on being polite to its own processes before it kills them. */
  processGraceMs: 500,
  /** Milliseconds the store has to make an outcome durable. */
  settleMs: 10_000,
  /** Default of `agents.defaults.timeoutSeconds`, in milliseconds. */
  defaultTimeoutMs: 600_000,
  /** Longest deadline anybody can ask for. */
  maxTimeoutMs: 86_400_000,
  /** Default of `agents.defaults.maxConcurrent`. */
  defaultConcurrent: 4,
  /** UTF-16 units of answer text, then the run is cut with a notice. */
  maxTextChars: 1_000_000,
  /** UTF-16 units of one stored tool result or tool argument, as JSON. */
  maxToolChars: 200_000,
  /** Events one engine may yield before it counts as out of control. */
  maxEngineEvents: 1_000_000,
  /** Engine events handled before the event loop gets a turn. */
  eventsPerTurn: 64,
  /** Runs waiting in one session whatever its queue mode. */
  maxWaitingPerSession: 100,
  /** Runs queued or running in all. */
  maxLive: 2_000,
  /** UTF-16 units of an idempotency key. */
  maxKeyChars: 256,
  /** Callers of `wait` in all; more are answered at once. */
  maxWaiters: 10_000,
  /** Outcomes kept in memory because the store refused them. */
  maxUnsaved: 1_000,
  /** Messages and characters of earlier conversation an engine is given. */
  historyMessages: 200,
  historyChars: 400_000,
  /** `chat` deltas: at most one per this many milliseconds. */
  chatDeltaMs: 150,
  /** Cumulative text is re-sent no faster than this many UTF-16 units per millisecond and run. */
  deltaCharsPerMs: 200,
} as const;
