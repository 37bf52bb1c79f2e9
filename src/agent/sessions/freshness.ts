import type { Config } from '../../config/generated/types.ts';

export interface ResetPolicy {
  readonly mode: 'daily' | 'idle';
  /** Hour of the daily boundary, local time of the gateway's host. */
  readonly atHour: number;
  /** Silence after which a session is stale, in either mode; absent in daily mode: no such limit. */
  readonly idleMinutes?: number;
}

export type Freshness =
  | { readonly fresh: true }
  | { readonly fresh: false; readonly reason: 'daily' | 'idle' };

const DEFAULT_HOUR = 4;
const DEFAULT_IDLE_MINUTES = 60;
const MINUTE_MS = 60_000;

/** The rule for one chat: its channel's replaces everything, else its kind's fields go before the general ones. */
export function resetPolicy(
  session: Config['session'],
  chat: { readonly kind: 'dm' | 'group' | 'thread'; readonly channel?: string | undefined },
): ResetPolicy {
  const byChannel = chat.channel === undefined ? undefined : session?.resetByChannel?.[chat.channel];
  const base = byChannel ?? session?.reset;
  const own = byChannel === undefined ? session?.resetByType?.[chat.kind] : undefined;
  const explicit = byChannel ?? session?.reset ?? session?.resetByType;
  const legacy = session?.idleMinutes;
  const mode = own?.mode ?? base?.mode ?? (explicit === undefined && legacy !== undefined ? 'idle' : 'daily');
  const idle =
    own?.idleMinutes ?? base?.idleMinutes ?? legacy ?? (mode === 'idle' ? DEFAULT_IDLE_MINUTES : undefined);
  return {
    mode,
    atHour: own?.atHour ?? base?.atHour ?? DEFAULT_HOUR,
    ...(idle !== undefined && { idleMinutes: idle }),
  };
}

/** The latest moment at or before `now` that it was `atHour` o'clock, by the local calendar: days may have 23 or 25 hours. */
export function lastBoundary(now: number, atHour: number): number {
  const day = new Date(now);
  const today = new Date(day.getFullYear(), day.getMonth(), day.getDate(), atHour).getTime();
  if (today <= now) return today;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - 1, atHour).getTime();
}

/** Whether a conversation last touched at `lastAt` goes on, or a new one begins. */
export function judgeFreshness(lastAt: number, now: number, policy: ResetPolicy): Freshness {
  if (policy.mode === 'daily' && lastAt < lastBoundary(now, policy.atHour))
    return { fresh: false, reason: 'daily' };
  if (policy.idleMinutes !== undefined && now > lastAt + policy.idleMinutes * MINUTE_MS) {
    return { fresh: false, reason: 'idle' };
  }
  return { fresh: true };
}
