import type { AnyStateNode, StateValue } from 'xstate';
import { readableEventName } from '../supervision/xstate-events.ts';
import type { Entry } from './entry.ts';
import { snapshotOf } from './extract.ts';

/** One state of a machine as drawn: names only, no guard or action. */
export interface StateOutline {
  readonly name: string;
  readonly active: boolean;
  /** Its children are all active at once. */
  readonly parallel: boolean;
  /** Event, then the states it may lead to, as dotted paths. */
  readonly leads: readonly (readonly [event: string, to: readonly string[]])[];
  readonly states: readonly StateOutline[];
}

export interface MachineOutline {
  readonly machine: string;
  readonly states: readonly StateOutline[];
}

const inside = (value: StateValue | undefined, name: string): StateValue | undefined =>
  value === undefined || typeof value === 'string' ? undefined : value[name];

const isIn = (value: StateValue | undefined, name: string): boolean =>
  typeof value === 'string' ? value === name : value?.[name] !== undefined;

function leadsOf(node: AnyStateNode): StateOutline['leads'] {
  const found = [...node.transitions].map(([event, choices]): readonly [string, readonly string[]] => {
    const to = choices.flatMap(({ target }) => (target ?? []).map(({ path }) => path.join('.')));
    return [readableEventName(event), [...new Set(to)]];
  });
  return found.filter(([, to]) => to.length > 0);
}

const drawn = (node: AnyStateNode, value: StateValue | undefined): StateOutline[] =>
  Object.values(node.states).map((child) => ({
    name: child.key,
    active: isIn(value, child.key),
    parallel: child.type === 'parallel',
    leads: leadsOf(child),
    states: drawn(child, inside(value, child.key)),
  }));

/** The chart of an actor's machine with its present state marked; `undefined` for what is no machine. */
export function outlineOf(entry: Entry): MachineOutline | undefined {
  const { root } = (entry.ref as { readonly logic?: { readonly root?: AnyStateNode } }).logic ?? {};
  if (root === undefined) return undefined;
  return { machine: entry.machine, states: drawn(root, snapshotOf(entry.ref).value) };
}
