import { EXIT, type ExitCode } from '../platform/exit.ts';

/** Why the gateway does not start, one row each. Supervisors must not retry a `config` refusal. */
export const REFUSALS = {
  invalidPort: EXIT.usage,
  invalidBind: EXIT.usage,
  invalidAuth: EXIT.usage,
  invalidTailscale: EXIT.usage,
  missingConfig: EXIT.config,
  notLocal: EXIT.config,
  tokenMissing: EXIT.config,
  passwordMissing: EXIT.config,
  placeholderSecret: EXIT.config,
  weakSecret: EXIT.config,
  bindWithoutAuth: EXIT.config,
  sharedHookToken: EXIT.config,
  customHostMissing: EXIT.config,
  // A tunnel or an interface that is not up yet may bring it.
  customHostElsewhere: EXIT.retry,
  funnelNeedsPassword: EXIT.config,
  tailscaleNeedsLoopback: EXIT.config,
  tlsUnusable: EXIT.config,
} as const satisfies Record<string, ExitCode>;

export type RefusalReason = keyof typeof REFUSALS;

export interface Refusal {
  readonly reason: RefusalReason;
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly fix: string;
}

export const refuse = (reason: RefusalReason, message: string, fix: string): Refusal => ({
  reason,
  exitCode: REFUSALS[reason],
  message,
  fix,
});
