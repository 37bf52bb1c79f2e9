/** A row of `models.list`. */
export interface ModelRow {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  /** Tokens. */
  readonly contextWindow?: number;
  readonly reasoning?: boolean;
}

const row = (provider: string, id: string, name: string, contextWindow: number): ModelRow => ({
  id,
  name,
  provider,
  contextWindow,
  reasoning: true,
});

/** Well-known models of the built-in providers; listed once the provider has a key. */
export const KNOWN_MODELS: readonly ModelRow[] = [
  row('anthropic', 'claude-opus-4-5', 'Claude Opus 4.5', 200_000),
  row('anthropic', 'claude-sonnet-4-5', 'Claude Sonnet 4.5', 200_000),
  row('anthropic', 'claude-haiku-4-5', 'Claude Haiku 4.5', 200_000),
  row('openai', 'gpt-5.2', 'GPT-5.2', 400_000),
  row('openai', 'gpt-5-mini', 'GPT-5 mini', 400_000),
  row('google', 'gemini-3-pro-preview', 'Gemini 3 Pro', 1_048_576),
  row('google', 'gemini-3-flash-preview', 'Gemini 3 Flash', 1_048_576),
];

export const OFFLINE_MODEL: ModelRow = {
  id: 'offline',
  name: 'Offline (built in)',
  provider: 'offline',
  reasoning: false,
};
