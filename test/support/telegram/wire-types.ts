import type { Clock } from '../../../src/platform/clock.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** One call as it arrived. */
export interface RecordedCall {
  /** Position among all calls of the server, from 1. */
  readonly seq: number;
  readonly token: string;
  readonly method: string;
  readonly payload: Fields;
  readonly files: readonly UploadedFile[];
  /** The server's clock. */
  readonly at: number;
}

/** A refusal in the Bot API's form. */
export class ApiError extends Error {
  readonly code: number;
  readonly parameters: Fields | undefined;

  constructor(code: number, description: string, parameters?: Fields) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** What a call meets instead of a proper answer. `handled`: the call has its effect, only the answer fails. */
export type Mishap =
  | {
      readonly kind: 'refusal';
      readonly code: number;
      readonly description: string;
      readonly parameters?: Fields;
    }
  | { readonly kind: 'garbage'; readonly status?: number; readonly body?: string; readonly handled?: boolean }
  | { readonly kind: 'cut'; readonly handled?: boolean }
  | { readonly kind: 'halfAnswer' }
  | { readonly kind: 'blackHole'; readonly handled?: boolean }
  | { readonly kind: 'slow'; readonly until: Promise<unknown> };

export interface ServerOptions {
  readonly clock?: Clock;
  readonly port?: number;
  /** Wait before an update is offered to a webhook again. */
  readonly webhookRetryMs?: number;
}
