/** The test runner: every `test/**` file by node:test, on this Node, with XState's development warnings as failures. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const LIMIT_MS = 15 * 60_000;
const wanted = process.argv.slice(2);
const files = globSync('test/**/*.test.ts')
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(', ')}`);
  process.exit(64);
}
// Short, since sockets are made in it, and open to everybody as the one of the system is: some tests work as another user.
const room = mkdtempSync(path.join(tmpdir(), 'mt-'));
chmodSync(room, 0o1777);
/** Node's own, for whoever comes next. */
const KEPT = 'node-compile-cache';
const child = spawn(
  process.execPath,
  [
    '--conditions=development',
    '--import',
    './test/support/strict.ts',
    '--test',
    '--test-reporter=./scripts/test-report.ts',
    '--test-reporter-destination=stdout',
    '--test-concurrency=2',
    '--test-timeout=240000',
    ...files,
  ],
  { stdio: 'inherit', env: { ...process.env, TMPDIR: room } },
);
// A test that failed half-way may leave a server open: that must end the run red, not hang it. Node's own
// `--test-force-exit` would lose results that are still on their way.
const limit = setTimeout(() => {
  console.error(
    `the tests did not end within ${LIMIT_MS / 60_000} minutes; a file named above as failed keeps something open`,
  );
  console.error(
    spawnSync('ps', ['-eo', 'pid,ppid,stat,etime,args'], { encoding: 'utf8' }).stdout ?? 'ps is not here',
  );
  child.kill('SIGKILL');
}, LIMIT_MS);
limit.unref();
child.on('exit', (code) => {
  const left = readdirSync(room).filter((name) => name !== KEPT);
  // Of tests that failed more is left than they would leave.
  const untidy = code === 0 && left.length > 0;
  if (untidy) console.error(`passing tests left this behind in the temporary directory: ${left.join(', ')}`);
  rmSync(room, { recursive: true, force: true });
  process.exit(untidy ? 1 : (code ?? 1));
});
