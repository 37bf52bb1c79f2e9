import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

const MAX_PACKED_BYTES = 2 * 1024 * 1024;
const work = mkdtempSync(path.join(tmpdir(), 'moltbot-release-'));
after(() => rmSync(work, { recursive: true, force: true }));
const prefix = path.join(work, 'prefix');
const node = path.join(work, 'node');
mkdirSync(node);
symlinkSync(process.execPath, path.join(node, 'node'));
/** As on a machine that has this Node and nothing of this checkout. */
const searchPath = (first: string): string => `${first}:/usr/local/bin:/usr/bin:/bin`;

/** Packs what is built and installs it as a user would; why that cannot be done here, or undefined. */
function install(): string | undefined {
  if (process.platform === 'win32') return 'the prefix of npm is laid out otherwise on Windows';
  if (!existsSync('dist/package.json')) return 'nothing is built here: npm run build';
  execFileSync('npm', ['pack', path.resolve('dist'), '--silent'], { cwd: work, stdio: 'ignore' });
  const [packed = ''] = readdirSync(work).filter((name) => name.endsWith('.tgz'));
  const { status, stderr } = spawnSync(
    'npm',
    [
      'install',
      '-g',
      '--prefix',
      prefix,
      '--prefer-offline',
      '--no-fund',
      '--no-audit',
      path.join(work, packed),
    ],
    { encoding: 'utf8' },
  );
  return status === 0 ? undefined : `npm cannot install here: ${stderr.trim().split('\n').at(0)}`;
}

describe('the published package', { timeout: 180_000 }, () => {
  let missing: string | undefined;
  before(() => {
    missing = install();
  });
  const command = path.join(prefix, 'bin', 'moltbot');
  const home = path.join(work, 'home');
  const run = (...words: readonly string[]) =>
    spawnSync(command, words, { encoding: 'utf8', env: { HOME: home, PATH: searchPath(node) } });

  it('is not made of the checkout, which would not run: who packs that is told what to pack', () => {
    const { status, stderr } = spawnSync('npm', ['pack', '--dry-run'], { encoding: 'utf8' });
    assert.notEqual(status, 0);
    assert.match(stderr, /npm run build && npm pack \.\/dist/);
  });

  it('is small, brings no Node and no source, and has its documentation', (context) => {
    if (missing !== undefined) return context.skip(missing);
    const packed = readdirSync(work).find((name) => name.endsWith('.tgz')) ?? '';
    const { size } = statSync(path.join(work, packed));
    context.diagnostic(`packed ${Math.round(size / 1024)} KB`);
    assert.ok(size < MAX_PACKED_BYTES, `${size} bytes`);
    const installed = path.join(prefix, 'lib/node_modules/moltbot');
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(path.join(installed, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    const names = [...Object.keys(dependencies ?? {}), ...Object.keys(optionalDependencies ?? {})];
    assert.deepEqual(
      names.filter((name) => name.startsWith('node-')),
      [],
    );
    assert.ok(!existsSync(path.join(installed, 'src')));
    assert.ok(existsSync(path.join(installed, 'docs/guides/getting-started.md')));
    const { man } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
      man: string[];
    };
    assert.ok(man.includes('man/moltbot-gateway.1'));
    // npm puts them where `man` looks.
    const shown = man.filter((file) => existsSync(path.join(prefix, 'share/man/man1', path.basename(file))));
    assert.deepEqual(shown, man);
  });

  it('runs the main job with nothing but Node: onboard, gateway, a question, a stop', async (context) => {
    if (missing !== undefined) return context.skip(missing);
    mkdirSync(home, { recursive: true });
    const begun = performance.now();
    assert.match(run('--version').stdout, /^\d+\.\d+\.\d+\n$/);
    context.diagnostic(`--version in ${Math.round(performance.now() - begun)} ms`);
    assert.equal(run('onboard', '--non-interactive', '--accept-risk').status, 0);
    const started = performance.now();
    const gateway = spawn(command, ['gateway', '--port', '0'], {
      env: { HOME: home, PATH: searchPath(node) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    after(() => gateway.kill('SIGKILL'));
    let said = '';
    await new Promise<void>((resolve, reject) => {
      gateway.stdout.on('data', (chunk: Buffer) => {
        said += String(chunk);
        if (said.includes('listening on')) resolve();
      });
      gateway.once('exit', (code) => reject(new Error(`${code}: ${said}`)));
    });
    context.diagnostic(`listening after ${Math.round(performance.now() - started)} ms`);
    const answer = run('agent', '--message', 'hello');
    assert.equal(answer.status, 0, answer.stderr);
    assert.match(answer.stdout, /This is the gateway itself speaking/);
    assert.equal(run('doctor').status, 0);
    const ended = once(gateway, 'exit');
    assert.equal(run('gateway', 'stop').status, 0);
    assert.deepEqual(await ended, [0, null]);
  });

  it('says in one line what to do on a Node that is too old', (context) => {
    if (missing !== undefined) return context.skip(missing);
    const old = ['/usr/bin/node', '/usr/local/bin/node'].find(
      (file) =>
        existsSync(file) &&
        /^v(1\d|2[0-3])\./.test(spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout),
    );
    if (old === undefined) return context.skip('no older Node is installed here');
    const { status, stderr } = spawnSync(
      old,
      [path.join(prefix, 'lib/node_modules/moltbot/bin/moltbot.cjs'), 'status'],
      { encoding: 'utf8', env: { HOME: home } },
    );
    assert.equal(status, 69);
    assert.match(
      stderr,
      /^moltbot needs Node 24 or newer; this is v\d+.*Install Node 24 from https:\/\/nodejs\.org and try again\.\n$/,
    );
  });
});
