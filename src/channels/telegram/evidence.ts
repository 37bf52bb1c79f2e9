import type { Clock } from '../../platform/clock.ts';

const KINDS = ['lastPollAt', 'lastUpdateAt', 'lastSendAt', 'lastProbeAt'] as const;

export type EvidenceKind = (typeof KINDS)[number];

/** When each kind of sign of life was last seen; kept over all links of an account. */
export interface Evidence {
  note(kind: EvidenceKind): void;
  read(): Readonly<Record<EvidenceKind, number | null>>;
}

export function createEvidence(clock: Clock): Evidence {
  const times = Object.fromEntries(KINDS.map((kind) => [kind, null])) as Record<EvidenceKind, number | null>;
  return {
    note(kind) {
      times[kind] = clock.now();
    },
    read: () => ({ ...times }),
  };
}
