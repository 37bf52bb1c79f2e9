import { isRecord } from './validate.ts';

/** An element of a list that is known by its `id` or `name` and not by its place. */
export interface ElementStep {
  readonly by: 'id' | 'name';
  readonly value: string;
}

export type Step = string | number | ElementStep;

/** One leaf that is not what it was. */
export interface ConfigChange {
  readonly steps: readonly Step[];
  readonly kind: 'added' | 'removed' | 'changed';
  /** The leaf is an object without keys, on the side where there is one. */
  readonly hollow: boolean;
}

/** `channels.telegram.botToken`, `bindings.0.agentId`, `agents.list[id=main].model`. */
export const stepsText = (steps: readonly Step[]): string =>
  steps.reduce<string>((text, step) => {
    if (typeof step === 'object') return `${text}[${step.by}=${step.value}]`;
    return text === '' ? String(step) : `${text}.${step}`;
  }, '');

/**
 * What differs by value, leaf by leaf, in the order of the first configuration and then of the second. The order of keys
 * means nothing; that of list elements does. Objects in a list are compared with the one of the same `id`, else `name`,
 * else place; other lists are one leaf.
 */
export function diffConfig(before: unknown, after: unknown): readonly ConfigChange[] {
  const changes: ConfigChange[] = [];
  compare(before, after, [], changes);
  return changes;
}

function compare(before: unknown, after: unknown, steps: readonly Step[], changes: ConfigChange[]): void {
  if (isRecord(before) && isRecord(after)) return compareObjects(before, after, steps, changes);
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, steps, changes);
  if (before === undefined) return oneSided(after, steps, 'added', changes);
  if (after === undefined) return oneSided(before, steps, 'removed', changes);
  if (!Object.is(before, after)) changes.push({ steps, kind: 'changed', hollow: false });
}

type Tree = Readonly<Record<string, unknown>>;

const own = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined);

function compareObjects(before: Tree, after: Tree, steps: readonly Step[], changes: ConfigChange[]): void {
  const keys = new Set([...present(before), ...present(after)]);
  for (const key of keys) compare(own(before, key), own(after, key), [...steps, key], changes);
}

const present = (tree: Tree): string[] => Object.keys(tree).filter((key) => tree[key] !== undefined);

/** All leaves of what only one side has. */
function oneSided(
  value: unknown,
  steps: readonly Step[],
  kind: 'added' | 'removed',
  changes: ConfigChange[],
): void {
  if (value === undefined) return;
  const found = changes.length;
  if (isRecord(value)) {
    for (const key of present(value)) oneSided(value[key], [...steps, key], kind, changes);
  } else if (isObjectList(value) && value.length > 0) {
    const by = identifierOf(value, value);
    value.forEach((item, index) => oneSided(item, [...steps, stepOf(item, by) ?? index], kind, changes));
  } else {
    changes.push({ steps, kind, hollow: false });
    return;
  }
  if (changes.length === found) changes.push({ steps, kind, hollow: true });
}

const isObjectList = (value: unknown): value is readonly Tree[] =>
  Array.isArray(value) && value.every(isRecord);

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  steps: readonly Step[],
  changes: ConfigChange[],
): void {
  if (!isObjectList(before) || !isObjectList(after)) {
    if (!sameValue(before, after)) changes.push({ steps, kind: 'changed', hollow: false });
    return;
  }
  const by = identifierOf(before, after);
  if (by === undefined) {
    for (let index = 0; index < Math.max(before.length, after.length); index++)
      compare(before[index], after[index], [...steps, index], changes);
    return;
  }
  const [old, current] = [byIdentifier(before, by), byIdentifier(after, by)];
  for (const value of new Set([...old.keys(), ...current.keys()]))
    compare(old.get(value), current.get(value), [...steps, { by, value }], changes);
  const common = (list: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): string[] =>
    [...list.keys()].filter((value) => other.has(value));
  // In a list the first often has a meaning of its own.
  if (!sameValue(common(old, current), common(current, old)))
    changes.push({ steps, kind: 'changed', hollow: false });
}

/** What names every element of both lists, each once; nothing when places are all there is. */
const identifierOf = (before: readonly Tree[], after: readonly Tree[]): 'id' | 'name' | undefined =>
  (['id', 'name'] as const).find((by) => [before, after].every((list) => distinct(list, by)));

function distinct(list: readonly Tree[], by: 'id' | 'name'): boolean {
  const values = list.map((item) => own(item, by));
  return values.every((value) => typeof value === 'string') && new Set(values).size === values.length;
}

const stepOf = (item: Tree, by: 'id' | 'name' | undefined): ElementStep | undefined =>
  by === undefined ? undefined : { by, value: String(item[by]) };

const byIdentifier = (list: readonly Tree[], by: 'id' | 'name'): ReadonlyMap<string, Tree> =>
  new Map(list.map((item) => [String(item[by]), item]));

/** Values of any kind; in objects the order of keys means nothing. */
export function sameValue(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((item, index) => sameValue(item, after[index]));
  if (isRecord(before) && isRecord(after)) return diffConfig(before, after).length === 0;
  return Object.is(before, after);
}
