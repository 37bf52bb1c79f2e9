import type { AskedFrom } from '../asked-from.ts';

/** A JSON Schema object (draft-07 subset); the model, `/tools/invoke` and MCP all read the same one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Whoever a run answers. */
export interface ToolUser {
  /** The operator, or an owner of the chat. False as soon as one of several askers is neither. */
  readonly owner: boolean;
  readonly from: AskedFrom;
}

export interface ToolContext {
  readonly runId: string;
  readonly agentId: string;
  readonly sessionKey: string;
  readonly signal: AbortSignal;
  /** Absent: nobody was said to ask. */
  readonly user?: ToolUser;
}

/** Defined once: name, schema, policy and body. The body may be async; a throw becomes a tool result with `isError`. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
  /** Only the operator and owners get to see it. */
  readonly ownerOnly?: true;
  run(args: Readonly<Record<string, unknown>>, context: ToolContext): unknown;
}

/** The tools one run may use, already filtered by policy. */
export interface ToolSet {
  readonly tools: readonly Tool[];
  /** Validates the arguments, runs the body, never throws. */
  invoke(name: string, args: unknown, context: ToolContext): Promise<{ result: unknown; isError: boolean }>;
}
