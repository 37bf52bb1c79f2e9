import type { ActorRefLike } from 'xstate';
import type { ActorKind } from './extract.ts';

/** One live actor. Nothing refers to it any more once the actor has ended. */
export interface Entry {
  readonly id: string;
  readonly machine: string;
  readonly kind: ActorKind;
  readonly ref: ActorRefLike;
  readonly parent: Entry | undefined;
  /** Made with the first: most entries are connections, and an empty set each would weigh more than the rest. */
  children: Set<Entry> | undefined;
  /** Below a pool, where actors come and go by the thousand. */
  readonly pooled: boolean;
  /** Of a keeper: what it last kept. */
  keeps: string | undefined;
  state: string;
  since: number;
  source: string | undefined;
}

export const childrenOf = (entry: Entry): Entry[] => [...(entry.children ?? [])];

/** A keeper and what it keeps, in this order, or the one other actor that has this id in the tree. */
export const entriesOf = (from: Entry | undefined, id: string): Entry[] =>
  from === undefined
    ? []
    : [...(from.id === id ? [from] : []), ...childrenOf(from).flatMap((child) => entriesOf(child, id))];
