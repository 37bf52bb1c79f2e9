const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function addContainers(parent: object, found: object[]): void {
  const children: readonly unknown[] = Array.isArray(parent) ? parent : Object.values(parent);
  for (const child of children) if (isContainer(child)) found.push(child);
}

/**
 * Whether arrays and objects nest more than `limit` levels. Walks level by level and never recurses: `JSON.parse` takes
 * any depth, but whatever walks the value later (`JSON.stringify` first of all) would run out of stack.
 */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: object[] = isContainer(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true;
    const below: object[] = [];
    for (const parent of level) addContainers(parent, below);
    level = below;
  }
  return false;
}
