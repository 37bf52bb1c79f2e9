/** A JSON Schema object (draft-07 subset); the model, `/tools/invoke` and MCP all read the same one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ToolContext {
  readonly runId: string;
  readonly agentId: string;
  readonly sessionKey: string;
  readonly signal: AbortSignal;
}

/** Defined once: name, schema, policy and body. The body may be async; a throw becomes a tool result with `isError`. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
  run(args: Readonly<Record<string, unknown>>, context: ToolContext): unknown;
}

/** The tools one run may use, already filtered by policy. */
export interface ToolSet {
  readonly tools: readonly Tool[];
  /** Validates the arguments, runs the body, never throws. */
  invoke(name: string, args: unknown, context: ToolContext): Promise<{ result: unknown; isError: boolean }>;
}
