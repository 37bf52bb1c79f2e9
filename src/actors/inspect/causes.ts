import type { Transition } from '../../protocol/generated/types.ts';

/** A transition as kept: with its place in the order of things and the actor whose event caused it. */
export interface Kept {
  readonly seq: number;
  readonly source: string | undefined;
  readonly transition: Transition;
}

const MAX_CHAIN = 16;

const RED_STATES: ReadonlySet<string> = new Set([
  'backingOff',
  'conflict',
  'crashed',
  'exhausted',
  'failed',
  'failing',
  'invalid',
  'killed',
  'loggedOut',
  'lost',
  'parked',
  'timedOut',
]);

export const isRed = (state: string): boolean => state.split(/[.|()]/).some((part) => RED_STATES.has(part));

/**
 * Why an actor is red: from its newest red transition (or, when there is none, its newest one) back through whoever
 * caused each step. Oldest first, at most 16 steps.
 */
export function causalChain(actor: string, kept: readonly Kept[]): Transition[] {
  const own = kept.filter((item) => item.transition.actor === actor);
  let current = own.findLast((item) => isRed(item.transition.to)) ?? own.at(-1);
  const chain: Transition[] = [];
  while (current !== undefined && chain.length < MAX_CHAIN) {
    chain.unshift(current.transition);
    const { source, seq, transition }: Kept = current;
    // What came from outside the tree, or from a timer, follows from the actor's own past.
    const cause = source ?? transition.actor;
    current = kept.findLast((item) => item.seq < seq && item.transition.actor === cause);
  }
  return chain;
}
