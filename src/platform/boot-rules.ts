/**
 * How a boot ended. `clean`: stopped in order. `refused`: it never started, for a reason the operator mends (configuration,
 * lock). `crashed`: it gave up or threw. No end at all: the process was killed, or the machine went away under it.
 */
export const BOOT_ENDS = ['clean', 'refused', 'crashed'] as const;
export type BootEnd = (typeof BOOT_ENDS)[number];

/** One start of the process; in-process restarts are not starts. */
export interface BootRecord {
  /** Unix epoch, milliseconds. */
  readonly at: number;
  readonly instanceId: string;
  readonly version: string;
  readonly pid: number;
  /** It ran in safe mode because of what came before it, and nobody has left safe mode since. */
  readonly safe?: true;
  readonly end?: BootEnd;
  /** Unix epoch, milliseconds. */
  readonly endedAt?: number;
}

/** So many unclean boots, all begun within so long, make the next one safe. */
export const SAFE_AFTER = { boots: 3, withinMs: 5 * 60_000 } as const;

const isUnclean = ({ end }: BootRecord): boolean => end === undefined || end === 'crashed';

/**
 * Why the boot that begins at `now` has to be safe; `undefined` when it need not. `boots`: those before it, oldest first.
 * A clean end makes a fresh start: whoever stops the gateway in order has seen it. A refused boot ran nothing, so it
 * neither counts nor forgives. Records from the future are of a clock that was wrong and do not count.
 */
export function safeReason(boots: readonly BootRecord[], now: number): string | undefined {
  const told = boots.filter(({ end }) => end !== 'refused');
  const since = told.slice(told.findLastIndex(({ end }) => end === 'clean') + 1);
  if (since.at(-1)?.safe === true) return 'the boot before was in safe mode, and nobody has left it';
  const recent = since.filter(
    (boot) => isUnclean(boot) && boot.at <= now && now - boot.at <= SAFE_AFTER.withinMs,
  );
  if (recent.length < SAFE_AFTER.boots) return undefined;
  const minutes = SAFE_AFTER.withinMs / 60_000;
  return `${recent.length} boots within ${minutes} minutes ended by a crash or a kill`;
}
