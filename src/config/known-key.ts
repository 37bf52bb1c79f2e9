import { editPathText } from './edit.ts';
import type { KeyPath } from './issue.ts';
import { childNode, configSchema, resolveNode, type SchemaNode } from './schema-node.ts';
import { nearest, placesOf } from './suggest.ts';

/** What the schema says of a path: that it may be set, or from which step on there is no such key. */
export type KeyLookup =
  | {
      readonly known: true;
      /** What holds while it is not set, as its description says. Absent where that says nothing. */
      readonly byDefault?: string;
    }
  | {
      readonly known: false;
      /** Up to the step that does not exist. */
      readonly wrong: string;
      /** Paths that may be meant, the likeliest first. */
      readonly near: readonly string[];
      /** The keys there are in its place; empty where a single value stands. */
      readonly siblings: readonly string[];
    };

/** Looks a path up in the schema, whether or not the configuration sets it. */
export function lookUpKey(path: KeyPath): KeyLookup {
  let nodes: readonly SchemaNode[] = branchesOf(configSchema);
  for (const [at, step] of path.entries()) {
    const inside = nodes.flatMap((node) => insideOf(node, step));
    // Whatever stands below a place that takes everything is a key of somebody else.
    if (inside.includes('anything')) return { known: true };
    const next = inside.flatMap((node) => (node === 'anything' ? [] : branchesOf(node)));
    if (next.length === 0) return unknown(path, at, nodes);
    nodes = next;
  }
  const [byDefault] = nodes.flatMap(({ description = '' }) => defaultIn(description) ?? []);
  return { known: true, ...(byDefault === undefined ? {} : { byDefault }) };
}

/** The keys a value there must have; those of every way it may be written. */
export function requiredAt(path: KeyPath): readonly string[] {
  const nodes = path.reduce<readonly SchemaNode[]>(
    (here, step) =>
      here
        .flatMap((node) => insideOf(node, step))
        .flatMap((node) => (node === 'anything' ? [] : branchesOf(node))),
    branchesOf(configSchema),
  );
  return nodes.flatMap(({ required = [] }) => required);
}

/** Descriptions end with `Default <value>.` or `Default: <words>.`. */
const defaultIn = (description: string): string | undefined =>
  /\bDefault:? (.+?)\.(?:\s|$)/.exec(description)?.[1];

/** The ways a value may be written. */
function branchesOf(reference: SchemaNode): readonly SchemaNode[] {
  const node = resolveNode(reference);
  return node.anyOf === undefined ? [node] : node.anyOf.flatMap(branchesOf);
}

function insideOf(node: SchemaNode, step: string | number): readonly (SchemaNode | 'anything')[] {
  if (typeof step === 'number') return node.type === 'array' ? [node.items ?? 'anything'] : [];
  // What a section that takes everything lists by name is known all the same.
  if (node.type === undefined) return ['anything'];
  const child = childNode(node, step);
  if (child !== undefined) return [child];
  // Among keys of anybody's making one that is nearly a listed one is a slip.
  const slip = nearest(step, Object.keys(node.properties ?? {})) !== undefined;
  return node.additionalProperties === true && !slip ? ['anything'] : [];
}

function unknown(path: KeyPath, at: number, nodes: readonly SchemaNode[]): KeyLookup {
  const before = path.slice(0, at);
  const step = path[at];
  const siblings = nodes.flatMap(({ properties = {} }) => Object.keys(properties));
  const wrong = editPathText(path.slice(0, at + 1));
  if (typeof step !== 'string') return { known: false, wrong, near: [], siblings };
  const word = nearest(step, siblings);
  if (word === undefined) return { known: false, wrong, near: placesOf(step, configSchema, 3), siblings };
  const whole = [...before, word, ...path.slice(at + 1)];
  const rest = lookUpKey(whole);
  // A second mistake further on is put right as well, where it can be.
  const near = rest.known ? [editPathText(whole)] : rest.near.slice(0, 1);
  return { known: false, wrong, near: near.length > 0 ? near : [editPathText([...before, word])], siblings };
}
