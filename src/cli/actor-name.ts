import { nearest } from '../config/suggest.ts';
import type { ActorNode } from '../protocol/generated/types.ts';
import { usageError } from './cli-error.ts';

const MAX_NAMED = 5;

/** The tree shows the last word of an id; that is enough to name a part of the root. */
export const fullName = (name: string): string =>
  name === 'gateway' || name.startsWith('gateway/') ? name : `gateway/${name}`;

const lastWord = (id: string): string => id.split('/').at(-1) ?? id;

/**
 * The id of the actor an operator means: its whole id, or its path or last word below the root.
 * @param recorded whether something is remembered of an actor that is not in the tree any more
 * @throws CliError usage, with the nearest names
 */
export function findActor(name: string, tree: readonly ActorNode[], recorded: boolean): string {
  const full = fullName(name);
  if (recorded || tree.some(({ id }) => id === full)) return full;
  const called = tree.filter(({ id }) => lastWord(id) === name);
  const [only, another] = called;
  if (only !== undefined && another === undefined) return only.id;
  if (another !== undefined)
    throw usageError(
      `several actors are called ${name}: ${called
        .slice(0, MAX_NAMED)
        .map(({ id }) => id)
        .join(', ')}`,
    );
  const words = new Map(tree.flatMap(({ id }) => [[id, id] as const, [lastWord(id), id] as const]));
  const near =
    nearest(lastWord(name), [...words.keys()]) ?? [...words.keys()].find((word) => word.includes(name));
  const parts = tree.filter(({ parent }) => parent === 'gateway').map(({ id }) => lastWord(id));
  const hint =
    near === undefined ? `the parts are ${parts.join(', ')}` : `did you mean ${words.get(near) ?? near}?`;
  throw usageError(`no actor is called ${name}; ${hint}`);
}
