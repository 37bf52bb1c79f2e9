import type { AnyNode, DocumentNode, MemberNode, ValueNode } from '@humanwhocodes/momoa';
import type { Finding, KeyPath } from './issue.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Positions {
  /** The place of a value, or of its key; that of the nearest written ancestor when the path was never written. */
  find(path: KeyPath, options?: { readonly key: boolean }): Place;
  /** Every key written twice in one object: the later one wins silently, which nobody means. */
  duplicates(): readonly (Finding & Place)[];
}

/**
 * Reads JSON5 once more, with places. Only worth it when there is something to report: the parser costs more than all of the
 * rest of loading.
 */
export async function createPositions(text: string): Promise<Positions | undefined> {
  const { parse } = await import('@humanwhocodes/momoa');
  let document: DocumentNode;
  try {
    document = parse(text, { mode: 'json5' });
  } catch {
    // The text was accepted before by the other parser; where the two differ, findings just have no place.
    return undefined;
  }
  return {
    find: (path, options) => find(document.body, path, options?.key ?? false),
    duplicates: () => duplicates(document.body),
  };
}

function find(root: ValueNode, path: KeyPath, wantKey: boolean): Place {
  let place: AnyNode = root;
  let here: ValueNode = root;
  for (const [depth, key] of path.entries()) {
    const next = step(here, key);
    if (next === undefined) break;
    here = next.value;
    place = wantKey && depth === path.length - 1 ? next.node : next.value;
  }
  return { line: place.loc.start.line, column: place.loc.start.column };
}

function step(from: ValueNode, key: string | number): { node: AnyNode; value: ValueNode } | undefined {
  if (from.type === 'Array') {
    const element = from.elements[Number(key)];
    return element === undefined ? undefined : { node: element.value, value: element.value };
  }
  if (from.type !== 'Object') return undefined;
  // The last one wins, as it did when the value was read.
  const member = from.members.findLast((candidate) => keyOf(candidate) === String(key));
  return member === undefined ? undefined : { node: member.name, value: member.value };
}

function duplicates(root: ValueNode): readonly (Finding & Place)[] {
  const findings: (Finding & Place)[] = [];
  const visit = (node: ValueNode, path: KeyPath): void => {
    if (node.type === 'Array')
      node.elements.forEach((element, index) => visit(element.value, [...path, index]));
    if (node.type !== 'Object') return;
    const seen = new Map<string, Place>();
    for (const member of node.members) {
      const key = keyOf(member);
      const first = seen.get(key);
      const here = [...path, key];
      if (first !== undefined) {
        const message = `key is written twice in one object, first at line ${first.line}`;
        const { line, column } = member.name.loc.start;
        findings.push({ path: here, atKey: true, message, fix: 'keep one of them', line, column });
      }
      seen.set(key, member.name.loc.start);
      visit(member.value, here);
    }
  };
  visit(root, []);
  return findings;
}

const keyOf = (member: MemberNode): string =>
  member.name.type === 'Identifier' ? member.name.name : member.name.value;
