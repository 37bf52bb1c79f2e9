/** `npm run check`: every gate a change must pass, cheapest first. Stops at the first that fails. */
import { spawnSync } from 'node:child_process';

const node = process.execPath;
const bin = (name: string): string => `node_modules/.bin/${name}`;
const test = (...rooms: string[]): [string, string[]] => [node, ['scripts/test.ts', ...rooms]];

const GATES: readonly (readonly [name: string, command: readonly [string, string[]]])[] = [
  ['format', [bin('oxfmt'), ['--check']]],
  ['lint', [bin('oxlint'), ['--type-aware', '--deny-warnings']]],
  ['types', [bin('tsc'), ['--noEmit']]],
  ['generated protocol', [node, ['scripts/protocol/generate.ts', '--check']]],
  ['charts', [node, ['scripts/charts.ts', '--check']]],
  ['architecture', test('test/architecture')],
  [
    'unit',
    test(
      'test/platform',
      'test/config',
      'test/protocol',
      'test/machines',
      'test/supervision',
      'test/store',
      'test/sessions',
      'test/agent',
      'test/runs',
      'test/api',
      'test/pulse',
      'test/server',
    ),
  ],
  ['wire', test('test/wire', 'test/cli', 'test/gateway')],
  ['docs', test('test/docs')],
];

for (const [name, [command, args]] of GATES) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`check failed: ${name}`);
    process.exit(1);
  }
}
console.log('\nall gates passed');
