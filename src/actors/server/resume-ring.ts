import type { Clock } from '../../platform/clock.ts';
import type { EventFrame } from './event-frame.ts';
import type { EventTraits } from './outbox.ts';

export interface ResumeLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
  /** Most bytes replayed to one client; more than that is a reset. */
  readonly maxReplayBytes: number;
  /** How long a lost connection is remembered. */
  readonly retainMs: number;
  /** How many lost connections are remembered; the oldest is forgotten first. */
  readonly maxLost: number;
}

export const RESUME_LIMITS: ResumeLimits = {
  maxEvents: 10_000,
  maxBytes: 16 * 1024 * 1024,
  maxReplayBytes: 768 * 1024,
  retainMs: 300_000,
  maxLost: 256,
};

export interface RingEntry {
  readonly frame: EventFrame;
  readonly traits: EventTraits;
}

/** Which event carried which number on one connection that asked to be resumable. */
export interface ResumeTrack {
  readonly sessionId: string;
  readonly principal: string;
  /** Notes that the next number went to this event. */
  numbered(ordinal: number): void;
}

export type ResumeClaim =
  | { readonly kind: 'missed'; readonly entries: readonly RingEntry[] }
  | { readonly kind: 'reset'; readonly reason: 'unknownSession' | 'tooOld' | 'otherCaller' };

interface Track extends ResumeTrack {
  readonly firstSeq: number;
  readonly joinedAt: number;
  /** `ordinals[i]` carried number `firstSeq + dropped + i + 1`. */
  ordinals: number[];
  dropped: number;
  lostAt: number | undefined;
}

export interface ResumeRing {
  /** Keeps the event while anybody is or may come back resumable; costs nothing otherwise. */
  record(frame: EventFrame, traits: EventTraits): void;
  open(options: { sessionId: string; principal: string; firstSeq: number }): ResumeTrack;
  lose(sessionId: string): void;
  claim(options: { sessionId: string; seq: number; principal: string }): ResumeClaim;
  readonly size: number;
}

/** The bounded memory behind `connect.params.resume`: all missed events, or an explicit reset, never some of them. */
export function createResumeRing(options: {
  readonly clock: Clock;
  readonly limits?: ResumeLimits;
  /** The ordinal of the latest event of this boot. */
  readonly latest: () => number;
}): ResumeRing {
  const limits = options.limits ?? RESUME_LIMITS;
  const tracks = new Map<string, Track>();
  let entries: RingEntry[] = [];
  let start = 0;
  let bytes = 0;
  let lost = 0;

  const forget = (track: Track): void => {
    if (!tracks.delete(track.sessionId)) return;
    if (track.lostAt !== undefined) lost -= 1;
  };

  const forgetOld = (): void => {
    const oldest = options.clock.now() - limits.retainMs;
    for (const track of tracks.values()) {
      if (track.lostAt === undefined) continue;
      if (track.lostAt < oldest || lost > limits.maxLost) forget(track);
    }
  };

  const trim = (): void => {
    while (entries.length - start > limits.maxEvents || bytes > limits.maxBytes) {
      bytes -= entries[start]?.frame.body.length ?? 0;
      start += 1;
    }
    // Shifting one by one would be quadratic; compact when half is dead.
    if (start > 1_024 && start * 2 > entries.length) {
      entries = entries.slice(start);
      start = 0;
    }
  };

  const clear = (): void => {
    entries = [];
    start = 0;
    bytes = 0;
  };

  const ordinalAt = (track: Track, seq: number): number | undefined => {
    if (seq === track.firstSeq && track.dropped === 0) return track.joinedAt;
    return track.ordinals[seq - track.firstSeq - track.dropped - 1];
  };

  return {
    get size() {
      return entries.length - start;
    },
    record(frame, traits) {
      if (tracks.size === 0) return;
      forgetOld();
      if (tracks.size === 0) return clear();
      entries.push({ frame, traits });
      bytes += frame.body.length;
      trim();
    },
    open({ sessionId, principal, firstSeq }) {
      const track: Track = {
        sessionId,
        principal,
        firstSeq,
        joinedAt: options.latest(),
        ordinals: [],
        dropped: 0,
        lostAt: undefined,
        numbered(ordinal) {
          track.ordinals.push(ordinal);
          if (track.ordinals.length <= limits.maxEvents * 2) return;
          track.dropped += limits.maxEvents;
          track.ordinals = track.ordinals.slice(limits.maxEvents);
        },
      };
      tracks.set(sessionId, track);
      return track;
    },
    lose(sessionId) {
      const track = tracks.get(sessionId);
      if (track === undefined || track.lostAt !== undefined) return;
      track.lostAt = options.clock.now();
      lost += 1;
      // Back in line as the youngest, so that the oldest lost one is forgotten first.
      tracks.delete(sessionId);
      tracks.set(sessionId, track);
      forgetOld();
    },
    claim({ sessionId, seq, principal }) {
      forgetOld();
      const track = tracks.get(sessionId);
      if (track === undefined) return { kind: 'reset', reason: 'unknownSession' };
      if (track.principal !== principal) return { kind: 'reset', reason: 'otherCaller' };
      const seen = ordinalAt(track, seq);
      if (seen === undefined) return { kind: 'reset', reason: 'tooOld' };
      const first = entries[start]?.frame.ordinal ?? options.latest() + 1;
      if (first > seen + 1) return { kind: 'reset', reason: 'tooOld' };
      const missed = entries.slice(start + (seen + 1 - first));
      const size = missed.reduce((sum, entry) => sum + entry.frame.body.length, 0);
      if (size > limits.maxReplayBytes) return { kind: 'reset', reason: 'tooOld' };
      forget(track);
      return { kind: 'missed', entries: missed };
    },
  };
}
