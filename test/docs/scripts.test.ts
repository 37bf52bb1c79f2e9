import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { GATES } from '../../scripts/gates.ts';
import { read, root } from './pages.ts';

describe('the package scripts', () => {
  it('check every room of tests', () => {
    const rooms = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts'))
      .map((path) => `test/${path}`);
    const words = GATES.flatMap(([, [, args]]) => args);
    assert.deepEqual(
      rooms.filter((path) => !words.some((word) => word.startsWith('test/') && path.startsWith(word))),
      [],
    );
  });

  it('name files that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const files = Object.values(scripts).flatMap((script) => script.match(/\S+\.(?:ts|cjs)\b/g) ?? []);
    assert.ok(files.length > 8);
    for (const file of files) assert.notEqual(read(file), '');
  });

  it('install on every system: the lock file knows all optional dependencies, not only those of one machine', () => {
    type Locked = Readonly<
      Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
    >;
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Locked };
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    assert.ok(wanted.length > 40);
    assert.deepEqual(
      wanted.filter((name) => packages[`node_modules/${name}`] === undefined),
      [],
    );
  });

  it('restart the gateway when a source file changes', { timeout: 180_000 }, async ({ signal }) => {
    const home = mkdtempSync(join(tmpdir(), 'moltbot-watch-'));
    const child = spawn(process.execPath, ['scripts/gateway-watch.ts', '--port', '0'], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
      signal,
    });
    const ended = once(child, 'exit') as Promise<[number | null]>;
    let text = '';
    let saved = false;
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
      const starts = text.split('talk to it').length - 1;
      if (starts === 2) break;
      if (starts === 1 && !saved) {
        saved = true;
        utimesSync(join(root, 'src/platform/version.ts'), new Date(), new Date());
      }
    }
    child.stdout.resume();
    child.kill();
    const [code] = await ended;
    rmSync(home, { recursive: true, force: true });
    assert.equal(code, 0, text);
    const pids = [...text.matchAll(/listening on ws:\/\/127\.0\.0\.1:\d+ \(PID (\d+)\)/g)].map(
      (match) => match[1],
    );
    assert.equal(new Set(pids).size, 2, text);
  });
});
