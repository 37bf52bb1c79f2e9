import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Gate = readonly [name: string, command: readonly [string, readonly string[]]];

const root = fileURLToPath(new URL('..', import.meta.url));
const node = process.execPath;
const bin = (name: string): string => `node_modules/.bin/${name}`;
const test = (...rooms: string[]): readonly [string, readonly string[]] => [
  node,
  ['scripts/test.ts', ...rooms],
];

/** Rooms that need the whole program; every other folder of `test/` is a unit room, also one that is made tomorrow. */
const WHOLE = ['test/wire/', 'test/cli/', 'test/gateway/', 'test/e2e/'];
const DOCS = ['test/docs/'];

const rooms = readdirSync(`${root}/test`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && holdsTests(`${root}/test/${entry.name}`))
  .map((entry) => `test/${entry.name}/`);

function holdsTests(dir: string): boolean {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.test.ts'));
}

/** What can be said without running the program. */
export const STATIC_GATES: readonly Gate[] = [
  ['format', [bin('oxfmt'), ['--check']]],
  ['lint', [bin('oxlint'), ['--type-aware', '--deny-warnings']]],
  ['types', [bin('tsc'), ['--noEmit']]],
  ['generated protocol', [node, ['scripts/protocol/generate.ts', '--check']]],
  ['charts', [node, ['scripts/charts.ts', '--check']]],
  ['reference pages', [node, ['scripts/docs/generate.ts', '--check']]],
];

/** Every gate a change must pass, cheapest first. */
export const GATES: readonly Gate[] = [
  ...STATIC_GATES,
  ['architecture', test('test/architecture.test.ts')],
  ['unit', test(...rooms.filter((room) => ![...WHOLE, ...DOCS].includes(room)))],
  ['whole program', test(...WHOLE)],
  ['docs', test(...DOCS)],
];
