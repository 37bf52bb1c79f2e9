import { resolveNode, type SchemaNode } from './schema-node.ts';

/** The known word a mistyped one most likely means, or nothing when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const reach = Math.max(1, Math.floor(word.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, steps: editSteps(lower, candidate.toLowerCase(), reach) }))
    .filter((entry) => entry.steps <= reach)
    .toSorted((a, b) => a.steps - b.steps);
  return ranked[0]?.candidate;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; more than `limit` is not counted. */
function editSteps(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit || from.length > 64) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let steps = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) steps = Math.min(steps, (before[column - 2] ?? 0) + 1);
      current.push(steps);
    }
    before = above;
    above = current;
  }
  return above[to.length] ?? limit + 1;
}

const MAX_DEPTH = 4;

/** Where a key of this name exists elsewhere, shortest path first, e.g. `token` in `gateway.auth.token`. At most `limit`. */
export function placesOf(key: string, root: SchemaNode, limit: number): readonly string[] {
  const found: string[] = [];
  const visit = (node: SchemaNode, path: readonly string[]): void => {
    for (const [name, child] of Object.entries(resolveNode(node).properties ?? {})) {
      const here = [...path, name];
      if (name === key) found.push(here.join('.'));
      if (here.length < MAX_DEPTH) visit(child, here);
    }
  };
  visit(root, []);
  return found.toSorted((a, b) => a.split('.').length - b.split('.').length).slice(0, limit);
}
