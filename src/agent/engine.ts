import type { ToolSet } from './tools/tool.ts';
import type { TranscriptMessage } from './messages.ts';

/** Why an engine gave up. The run decides what follows: `aborted` and `deadline` are never retried, the rest may fall back. */
export type EngineFailureKind =
  | 'auth'
  | 'billing'
  | 'rateLimit'
  | 'timeout'
  | 'format'
  | 'network'
  | 'notFound'
  | 'aborted'
  | 'unknown';

export class EngineError extends Error {
  readonly kind: EngineFailureKind;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: EngineFailureKind,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EngineError';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

export interface Attachment {
  readonly mimeType: string;
  readonly fileName?: string;
  /** Decoded bytes. */
  readonly data: Uint8Array;
}

export interface EngineInput {
  readonly runId: string;
  readonly agentId: string;
  readonly sessionKey: string;
  readonly sessionId: string;
  /** The user's text of this turn (not yet in `history`). */
  readonly message: string;
  readonly attachments: readonly Attachment[];
  /** Earlier messages of the session, oldest first. */
  readonly history: readonly TranscriptMessage[];
  readonly systemPrompt: string;
  /** `provider/model`, already resolved; the engine receives the part that is its own in `model`. */
  readonly provider: string;
  readonly model: string;
  readonly thinking?: string;
  readonly tools: ToolSet;
  /** Absolute directory the agent works in. */
  readonly workspace: string;
  /** The backend's own session id from an earlier turn, for CLI engines. */
  readonly backendSessionId?: string;
}

export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly total: number;
}

/** What an engine yields, in order. `end` is last and is yielded exactly once unless the engine throws. */
export type EngineEvent =
  | { readonly type: 'text'; readonly delta: string }
  | { readonly type: 'thinking'; readonly delta: string }
  | { readonly type: 'toolStart'; readonly id: string; readonly name: string; readonly args: unknown }
  | {
      readonly type: 'toolResult';
      readonly id: string;
      readonly name: string;
      readonly result: unknown;
      readonly isError: boolean;
    }
  /** Tokens since the last one of these; a run may have several. */
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'backendSession'; readonly backend: string; readonly sessionId: string }
  | { readonly type: 'end'; readonly stopReason: string };

/**
 * The port every engine implements. `signal` aborts the run: the iterator must then settle (throw EngineError
 * `aborted`) and must not leave a process, socket or timer behind.
 */
export interface Engine {
  readonly id: string;
  run(input: EngineInput, signal: AbortSignal): AsyncIterable<EngineEvent>;
}
