import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from './pages.ts';

it('the test report tells failures in full, skips with their reason, and the counts last', (context) => {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-report-'));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(
    join(dir, 'a.test.mjs'),
    `import { it } from 'node:test';
     it('is well', () => {});
     it('is not well', () => { console.log('on the way'); throw new Error('no good'); });
     it('is left out', { skip: 'no compiler' }, () => {});`,
  );
  writeFileSync(join(dir, 'b.test.mjs'), `throw new Error('does not load');`);
  // Inside a test run Node would talk to its parent instead of the reporter.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const files = ['a', 'b'].map((name) => join(dir, `${name}.test.mjs`));
  const report = [
    '--test',
    `--test-reporter=${join(root, 'scripts/test-report.ts')}`,
    '--test-reporter-destination=stdout',
  ];
  const { stdout, status } = spawnSync(process.execPath, [...report, ...files], { encoding: 'utf8', env });
  assert.equal(status, 1);
  for (const text of [
    'Error: no good',
    '| on the way',
    'does not load',
    '- skipped: is left out (no compiler)',
  ]) {
    assert.ok(stdout.includes(text), stdout);
  }
  assert.match(stdout.trimEnd().split('\n').at(-1) ?? '', /^1 passed, 2 failed, 1 skipped in \d+\.\d s$/);
});
