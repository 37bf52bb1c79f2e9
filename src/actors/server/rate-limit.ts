import type { Clock } from '../../platform/clock.ts';
import { LIMITS } from '../../protocol/limits.ts';

export interface RateLimits {
  /** Bad secrets within `windowMs` after which the key is locked. */
  readonly maxFailures: number;
  readonly windowMs: number;
  readonly lockMs: number;
  /** Keys remembered; the one that failed longest ago is forgotten first. */
  readonly maxKeys: number;
}

export const AUTH_LIMITS: RateLimits = {
  maxFailures: LIMITS.authFailuresPerMinute,
  windowMs: 60_000,
  lockMs: LIMITS.authLockMs,
  maxKeys: 10_000,
};

export type CredentialClass = 'token' | 'password' | 'deviceToken';

export interface Attempt {
  readonly address: string;
  readonly credential: CredentialClass;
  /** Browser pages are counted apart, so that a hostile page cannot lock out the tools on the same machine. */
  readonly fromBrowser: boolean;
}

export interface AuthRateLimit {
  /** Milliseconds until the lock ends, or 0. */
  lockedFor(attempt: Attempt): number;
  /** Only failures count: a good client behind the same address must not buy a guesser another ten tries. */
  failed(attempt: Attempt): void;
}

interface Record {
  failures: number[];
  lockedUntil: number;
}

/** An IPv6 host owns a whole /64, so that is what is counted. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const gap = address.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0;
  const groups = [...left, ...Array.from({ length: gap }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/u, ''))
    .join(':')}::/64`;
}

const keyOf = (attempt: Attempt): string =>
  `${networkOf(attempt.address)}|${attempt.credential}|${attempt.fromBrowser ? 'browser' : 'native'}`;

/** Ten bad secrets a minute from one network, then five minutes of silence. Nobody on TCP is exempt. */
export function createAuthRateLimit(clock: Clock, limits: RateLimits = AUTH_LIMITS): AuthRateLimit {
  const records = new Map<string, Record>();

  return {
    lockedFor(attempt) {
      const record = records.get(keyOf(attempt));
      return record === undefined ? 0 : Math.max(0, Math.ceil(record.lockedUntil - clock.monotonic()));
    },
    failed(attempt) {
      const key = keyOf(attempt);
      const now = clock.monotonic();
      const record = records.get(key) ?? { failures: [], lockedUntil: 0 };
      records.delete(key);
      records.set(key, record);
      record.failures = record.failures.filter((at) => at > now - limits.windowMs);
      record.failures.push(now);
      if (record.failures.length >= limits.maxFailures) {
        record.lockedUntil = now + limits.lockMs;
        record.failures = [];
      }
      if (records.size <= limits.maxKeys) return;
      const oldest = records.keys().next();
      if (oldest.done !== true) records.delete(oldest.value);
    },
  };
}
