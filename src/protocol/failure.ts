import type { ErrorCode } from './generated/types.ts';

export interface FailureOptions {
  readonly details?: unknown;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  /** Sent beside the error; only `agent`, `chat.send` replays and installers do that. */
  readonly payload?: unknown;
  readonly cause?: unknown;
}

/** A refusal or failure that has a place on the wire. Anything else thrown by a handler becomes UNAVAILABLE. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly options: FailureOptions;

  constructor(code: ErrorCode, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.options = options;
  }
}

export const invalidRequest = (message: string, details?: unknown): Failure =>
  new Failure('INVALID_REQUEST', message, { details, retryable: false });

export const unavailable = (message: string, options: FailureOptions = {}): Failure =>
  new Failure('UNAVAILABLE', message, { retryable: true, ...options });

export const notLinked = (message: string, details?: unknown): Failure =>
  new Failure('NOT_LINKED', message, { details, retryable: false });

export const agentTimeout = (message: string, options: FailureOptions = {}): Failure =>
  new Failure('AGENT_TIMEOUT', message, { retryable: true, ...options });
