/** What is remembered about one session beside its transcript. Unknown fields are kept. */
export interface SessionEntry {
  readonly sessionId: string;
  /** Epoch ms of the last change of any kind. */
  readonly updatedAt: number;
  /** Epoch ms of the last message; freshness is judged by this, so that bookkeeping never postpones a reset. */
  readonly lastInteractionAt?: number;
  readonly label?: string;
  readonly displayName?: string;
  readonly subject?: string;
  readonly channel?: string;
  readonly groupId?: string;
  readonly groupChannel?: string;
  readonly space?: string;
  readonly chatType?: string;
  readonly origin?: Readonly<Record<string, unknown>>;
  readonly deliveryContext?: Readonly<Record<string, unknown>>;
  readonly lastChannel?: string;
  readonly lastTo?: string;
  readonly lastAccountId?: string;
  readonly lastThreadId?: string | number;
  readonly spawnedBy?: string;
  readonly systemSent?: boolean;
  readonly abortedLastRun?: boolean;
  readonly thinkingLevel?: string;
  readonly verboseLevel?: string;
  readonly reasoningLevel?: string;
  readonly elevatedLevel?: string;
  readonly responseUsage?: string;
  readonly execHost?: string;
  readonly execSecurity?: string;
  readonly execAsk?: string;
  readonly execNode?: string;
  readonly providerOverride?: string;
  readonly modelOverride?: string;
  readonly authProfileOverride?: string;
  readonly groupActivation?: string;
  readonly sendPolicy?: 'allow' | 'deny';
  readonly queueMode?: string;
  readonly queueDebounceMs?: number;
  readonly queueCap?: number;
  readonly queueDrop?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly totalTokens?: number;
  readonly contextTokens?: number;
  readonly modelProvider?: string;
  readonly model?: string;
  readonly compactionCount?: number;
  readonly cliSessionIds?: Readonly<Record<string, string>>;
  readonly skillsSnapshot?: unknown;
  readonly [field: string]: unknown;
}

/** What belongs to one conversation and must not leak into the next: everything else is the person's and is kept. */
const CONVERSATION_FIELDS: readonly string[] = [
  'sessionFile',
  'compactionCount',
  'memoryFlushAt',
  'cliSessionIds',
  'claudeCliSessionId',
  'systemPromptReport',
  'lastHeartbeatText',
  'lastHeartbeatSentAt',
];

/** A session nobody has used yet. */
export const newEntry = (sessionId: string, now: number): SessionEntry => ({ sessionId, updatedAt: now });

/** The same session with a new conversation: preferences, route and label stay, counters start at zero. */
export function carryOver(entry: SessionEntry, sessionId: string, now: number): SessionEntry {
  const kept = Object.entries(entry).filter(([field]) => !CONVERSATION_FIELDS.includes(field));
  return {
    ...Object.fromEntries(kept),
    sessionId,
    updatedAt: Math.max(entry.updatedAt, now),
    lastInteractionAt: now,
    systemSent: false,
    abortedLastRun: false,
    inputTokens: 0,
    outputTokens: 0,
    totalTokens: 0,
  };
}
