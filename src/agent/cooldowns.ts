import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../platform/clock.ts';
import type { EngineFailureKind } from './engine.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LADDER = [MINUTE, 5 * MINUTE, 25 * MINUTE, HOUR];
const BILLING_FIRST = 5 * HOUR;
const BILLING_CAP = 24 * HOUR;
const QUIET = 24 * HOUR;

/** Failures that say something about the provider as a whole; a bad request or a cut line does not. */
const COOLING: ReadonlySet<EngineFailureKind> = new Set(['auth', 'billing', 'rateLimit', 'timeout']);

interface Entry {
  failures: number;
  until: number;
  lastFailure: number;
  /** Its settings when it failed. */
  settings: unknown;
}

export interface Cooldowns {
  /** Wall-clock milliseconds until which the provider is skipped; 0 when it is free. */
  until(provider: string): number;
  failed(provider: string, kind: EngineFailureKind, retryAfterMs?: number): void;
  succeeded(provider: string): void;
}

/**
 * Per provider: 1, 5, 25, 60 minutes; billing 5 h doubling to 24 h; forgiven after 24 h without a failure, and at once when
 * the provider has other settings, e.g. a new key.
 */
export function createCooldowns(
  clock: Clock,
  settingsOf: (provider: string) => unknown = () => undefined,
): Cooldowns {
  const entries = new Map<string, Entry>();
  const current = (provider: string): Entry | undefined => {
    const entry = entries.get(provider);
    if (entry === undefined || isDeepStrictEqual(entry.settings, settingsOf(provider))) return entry;
    entries.delete(provider);
    return undefined;
  };
  return {
    until(provider) {
      const until = current(provider)?.until ?? 0;
      return until > clock.now() ? until : 0;
    },
    failed(provider, kind, retryAfterMs) {
      if (!COOLING.has(kind)) return;
      const now = clock.now();
      const known = current(provider);
      const earlier = known && now - known.lastFailure < QUIET ? known.failures : 0;
      const rest = retryAfterMs ?? restFor(kind, earlier);
      entries.set(provider, {
        failures: earlier + 1,
        until: now + Math.min(rest, BILLING_CAP),
        lastFailure: now,
        settings: settingsOf(provider),
      });
    },
    succeeded(provider) {
      entries.delete(provider);
    },
  };
}

function restFor(kind: EngineFailureKind, earlier: number): number {
  if (kind === 'billing') return Math.min(BILLING_FIRST * 2 ** Math.min(earlier, 8), BILLING_CAP);
  return LADDER[Math.min(earlier, LADDER.length - 1)] ?? HOUR;
}
