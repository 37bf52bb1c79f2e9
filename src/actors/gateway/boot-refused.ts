import type { ExitCode } from '../../platform/exit.ts';

/** The gateway does not start, for a reason the operator can mend. The message says what and how. */
export class BootRefused extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BootRefused';
    this.exitCode = exitCode;
  }
}
