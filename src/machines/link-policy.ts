import type { FaultKind, LinkFault } from '../protocol/link-faults.ts';

/** How one link behaves. All times are milliseconds. */
export interface LinkPolicy {
  readonly initialMs: number;
  readonly maxMs: number;
  /** Growth of the pause from one failed attempt to the next. */
  readonly factor: number;
  /** Random part added to a pause, as a share of it. */
  readonly jitter: number;
  /** Failed attempts in a row before the link gives up and its keeper parks it; 0: never. */
  readonly maxAttempts: number;
  /** Reconnects allowed against somebody else on the same account, before the link leaves the field to them. */
  readonly conflictRetries: number;
  /** How long a link in conflict waits before it looks again; undefined: until the operator acts. */
  readonly conflictRestMs: number | undefined;
  /** Online this long, and earlier failures no longer count. */
  readonly stableMs: number;
  /** Online this long, and earlier conflicts no longer count. */
  readonly peaceMs: number;
  /** From opening to online; logins have their own. */
  readonly connectMs: number;
  readonly loginMs: number;
  /** A link that has not closed by then is abandoned. */
  readonly closeMs: number;
}

/** What follows a fault. */
export type Consequence =
  | { readonly answer: 'retry'; readonly delayMs: number }
  | { readonly answer: 'rest'; readonly state: 'loggedOut' | 'conflict' | 'unconfigured' }
  | { readonly answer: 'giveUp' };

interface Rule {
  /** `now`: at once, the first time. `late`: no sooner than the longest pause. */
  readonly retry?: 'backoff' | 'now' | 'late';
  readonly rest?: 'loggedOut' | 'conflict' | 'unconfigured';
}

/** The whole of the decision, one row per kind of fault. */
export const FAULT_RULES: Readonly<Record<FaultKind, Rule>> = {
  transient: { retry: 'backoff' },
  restart: { retry: 'now' },
  rateLimited: { retry: 'backoff' },
  conflict: { retry: 'backoff', rest: 'conflict' },
  loggedOut: { rest: 'loggedOut' },
  forbidden: { rest: 'loggedOut' },
  badSession: { retry: 'backoff' },
  version: { retry: 'late' },
  loginEnded: { rest: 'unconfigured' },
};

export interface FaultHistory {
  /** Failed attempts in a row, this one included. */
  readonly attempt: number;
  /** Conflicts that still count, this one included. */
  readonly conflicts: number;
  /** Restarts asked for in a row, this one included. */
  readonly restarts: number;
}

/** Pause before attempt n + 1; `fraction` is uniform in [0, 1). */
export const backoffMs = (policy: LinkPolicy, attempt: number, fraction: number): number => {
  const base = policy.initialMs * policy.factor ** Math.max(0, attempt - 1);
  return Math.min(policy.maxMs, Math.round(base * (1 + policy.jitter * fraction)));
};

/** Pure: what follows `fault` after `history`. */
export function consequenceOf(
  fault: LinkFault,
  history: FaultHistory,
  policy: LinkPolicy,
  fraction: number,
): Consequence {
  const rule = FAULT_RULES[fault.kind];
  if (rule.rest !== undefined && rule.retry === undefined) return { answer: 'rest', state: rule.rest };
  if (rule.rest !== undefined && history.conflicts > policy.conflictRetries) {
    return { answer: 'rest', state: rule.rest };
  }
  if (rule.retry === 'now' && history.restarts <= 1) return { answer: 'retry', delayMs: 0 };
  if (policy.maxAttempts > 0 && history.attempt >= policy.maxAttempts) return { answer: 'giveUp' };
  const pause = rule.retry === 'late' ? policy.maxMs : backoffMs(policy, history.attempt, fraction);
  return { answer: 'retry', delayMs: Math.max(pause, fault.retryAfterMs ?? 0) };
}
