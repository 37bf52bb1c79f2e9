import type { Clock } from '../../platform/clock.ts';
import type { LinkVerdict } from '../port.ts';

/** Older than this the last answered question proves nothing. */
export const STALE_MS = 60_000;
const WINDOW_MS = 60_000;
const FEWEST_FAILURES = 3;

/** What is known about one account's hearing, over all its links. */
export interface Evidence {
  frame(): void;
  roundTrip(): void;
  decrypted(): void;
  /** `id` of the message, so that several failures of one message count once. */
  undecryptable(id: string): void;
  /** A new link starts with a clean slate; the times of the past stay. */
  linkOpened(): void;
  linkClosed(): void;
  verdict(): LinkVerdict;
  /** Milliseconds since the network last answered this link; since it opened if it never did. */
  silentFor(): number;
  facts(): Readonly<Record<string, number | null>>;
}

interface Attempt {
  readonly at: number;
  readonly failed: string | undefined;
}

export function createEvidence(clock: Clock): Evidence {
  let lastFrameAt: number | null = null;
  let lastDecryptAt: number | null = null;
  let lastDecryptFailureAt: number | null = null;
  let lastRoundTripAt: number | null = null;
  let openedAt: number | undefined;
  let answeredAt = 0;
  let attempts: readonly Attempt[] = [];

  const recent = (): readonly Attempt[] => {
    const from = clock.monotonic() - WINDOW_MS;
    if (attempts.some((attempt) => attempt.at < from))
      attempts = attempts.filter((attempt) => attempt.at >= from);
    return attempts;
  };
  const note = (failed: string | undefined): void => {
    attempts = [...recent(), { at: clock.monotonic(), failed }].slice(-1_000);
  };
  const failures = (): number =>
    new Set(recent().flatMap((attempt) => (attempt.failed === undefined ? [] : [attempt.failed]))).size;
  const successes = (): number => recent().filter((attempt) => attempt.failed === undefined).length;

  return {
    frame: () => {
      lastFrameAt = clock.now();
    },
    roundTrip: () => {
      lastRoundTripAt = clock.now();
      answeredAt = clock.monotonic();
    },
    decrypted: () => {
      lastDecryptAt = clock.now();
      note(undefined);
    },
    undecryptable: (id) => {
      lastDecryptFailureAt = clock.now();
      note(id);
    },
    linkOpened: () => {
      openedAt = clock.monotonic();
      answeredAt = openedAt;
      attempts = [];
    },
    linkClosed: () => {
      openedAt = undefined;
    },
    verdict: () => {
      if (openedAt === undefined) return { hears: true };
      const silent = clock.monotonic() - answeredAt;
      if (silent > STALE_MS)
        return {
          hears: false,
          code: 'no-round-trip',
          reason: `WhatsApp has answered no question for ${Math.round(silent / 1_000)} s`,
        };
      const failed = failures();
      if (failed >= FEWEST_FAILURES && successes() === 0)
        return {
          hears: false,
          code: 'undecryptable',
          reason: `none of the last ${failed} messages could be decrypted`,
        };
      return { hears: true };
    },
    silentFor: () => (openedAt === undefined ? 0 : clock.monotonic() - answeredAt),
    facts: () => {
      const failed = failures();
      const total = failed + successes();
      return {
        lastFrameAt,
        lastRoundTripAt,
        lastDecryptAt,
        lastDecryptFailureAt,
        decryptFailures: failed,
        decryptFailureRatio: total === 0 ? null : failed / total,
      };
    },
  };
}
