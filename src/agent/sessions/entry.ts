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
