import type { NumberedTransition } from '../../protocol/generated/types.ts';
import type { Kept } from './causes.ts';

/** Part of the record, to be read on from `next`. */
export interface Stretch {
  /** Oldest first. */
  readonly transitions: NumberedTransition[];
  /** Everything up to this number has been looked at. */
  readonly next: number;
  /** Some that came after the one asked for are not kept any more, or the number asked for was never given. */
  readonly dropped: boolean;
}

export const isAtOrBelow = (actor: string, above: string | undefined): boolean =>
  above === undefined || actor === above || actor.startsWith(`${above}/`);

/** @param kept every transition that is still kept, numbered without gaps, oldest first; `last` is the newest number given */
export function stretchAfter(
  kept: readonly Kept[],
  options: {
    readonly after: number;
    readonly last: number;
    readonly limit: number;
    readonly actor?: string | undefined;
  },
): Stretch {
  const { after, last, limit, actor } = options;
  const oldest = kept[0]?.seq ?? last + 1;
  const dropped = after + 1 < oldest || after > last;
  const chosen = kept.filter(({ seq, transition }) => seq > after && isAtOrBelow(transition.actor, actor));
  const taken = chosen.slice(0, limit);
  const end = taken.length < chosen.length ? taken.at(-1)?.seq : undefined;
  return {
    transitions: taken.map(({ seq, transition }) => ({ ...transition, seq })),
    next: end ?? last,
    dropped,
  };
}
