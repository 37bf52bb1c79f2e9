import { EXIT } from '../platform/exit.ts';
import type { ExitCode } from '../platform/exit.ts';

/** Why a command failed. Closed: scripts read it as `error.kind` in `--json` output. */
export type CliErrorKind =
  /** Nothing answered at the address. */
  | 'unreachable'
  /** The gateway was reached and said no to the connection. */
  | 'refused'
  /** No answer within `--timeout`. */
  | 'timeout'
  /** The connection ended while an answer was due. */
  | 'closed'
  /** The method answered with an error. */
  | 'rpc'
  /** The command line is wrong. */
  | 'usage'
  /** The configuration names no usable gateway. */
  | 'config'
  /** Somebody else changed it meanwhile. */
  | 'conflict'
  /** The operating system's own supervisor cannot, or did not, do it. */
  | 'supervisor'
  /** A defect in the program. */
  | 'internal';

const EXIT_CODES: Readonly<Record<CliErrorKind, ExitCode>> = {
  unreachable: EXIT.unavailable,
  refused: EXIT.crash,
  timeout: EXIT.unavailable,
  closed: EXIT.unavailable,
  rpc: EXIT.crash,
  usage: EXIT.usage,
  config: EXIT.config,
  conflict: EXIT.retry,
  supervisor: EXIT.unavailable,
  internal: EXIT.internal,
};

export interface CliErrorOptions {
  /** Protocol error code, e.g. `NOT_LINKED`, or the errno. */
  readonly code?: string;
  /** `Gateway target: …` and the like, one line each. */
  readonly where?: readonly string[];
  readonly fix?: string;
  /** From the gateway: asking again before is in vain. */
  readonly retryAfterMs?: number;
  /** The protocol error's details. */
  readonly details?: unknown;
  readonly payload?: unknown;
  readonly cause?: unknown;
}

/** A failure the operator is told about in one place, with the exit code that belongs to its kind. */
export class CliError extends Error {
  readonly kind: CliErrorKind;
  readonly options: CliErrorOptions;

  constructor(kind: CliErrorKind, message: string, options: CliErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CliError';
    this.kind = kind;
    this.options = options;
  }

  get exitCode(): ExitCode {
    // The method itself said that it cannot be served now.
    if (this.kind === 'rpc' && this.options.code === 'UNAVAILABLE' && !isDecided(this.options.details))
      return EXIT.unavailable;
    return EXIT_CODES[this.kind];
  }

  /** The same failure with lines about the target added. */
  at(where: readonly string[], fix?: string): CliError {
    const chosenFix = this.options.fix ?? fix;
    return new CliError(this.kind, this.message, {
      ...this.options,
      where,
      cause: this,
      ...(chosenFix === undefined ? {} : { fix: chosenFix }),
    });
  }
}

/** The fate of a message, as `details`: a script that simply asks again would send it twice, or in vain. */
const isDecided = (details: unknown): boolean =>
  typeof details === 'object' &&
  details !== null &&
  'outboxId' in details &&
  'state' in details &&
  (details.state === 'unknown' || details.state === 'dead');

export const usageError = (message: string): CliError => new CliError('usage', message);

const MOST_ISSUES = 10;

/** What is wrong with a configuration that the gateway refused, one place a line. */
export function issuesIn({ options: { details } }: CliError): readonly string[] {
  const issues = (details as { readonly issues?: unknown } | null | undefined)?.issues;
  if (!Array.isArray(issues)) return [];
  return issues
    .slice(0, MOST_ISSUES)
    .flatMap((issue: { readonly path?: unknown; readonly message?: unknown } | null) =>
      typeof issue?.message === 'string'
        ? [
            typeof issue.path === 'string' && issue.path !== ''
              ? `${issue.path}: ${issue.message}`
              : issue.message,
          ]
        : [],
    );
}
