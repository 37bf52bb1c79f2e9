import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { isRunning } from '../../src/platform/process-group.ts';
import { freePort } from '../support/free-port.ts';
import { createHome, runCli, TOKEN, type Home } from '../support/gateway-process.ts';

const lsof = spawnSync('lsof', ['-v']).error === undefined ? false : 'lsof is not installed';

interface Stranger {
  readonly child: ChildProcess;
  readonly port: number;
}

/** A program that has nothing to do with us and listens on a port. */
async function stranger(context: TestContext, stubborn = false): Promise<Stranger> {
  const code = `${stubborn ? "process.on('SIGTERM', () => {});" : ''}
    require('node:net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  context.after(() => child.kill('SIGKILL'));
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, port: Number(String(chunk)) };
}

/** `moltbot gateway --force …` until it listens or ends. */
async function force(home: Lived, ...args: readonly string[]) {
  const child = spawn(process.execPath, ['bin/moltbot.cjs', ...args], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'close') as Promise<[number | null]>;
  home.ends.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const up = new Promise<'up'>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (/listening on ws/.test(said)) resolve('up');
    });
  });
  child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
  const how = await Promise.race([up, ended.then(([code]) => code)]);
  return { child, how, said: () => said, ended };
}

/** A home and how what runs in it is ended. It cannot be removed under a gateway that still writes there. */
interface Lived extends Home {
  readonly ends: (() => Promise<void>)[];
}

function homeOf(context: TestContext): Lived {
  const home = { ...createHome(), ends: [] as (() => Promise<void>)[] };
  context.after(async () => {
    await Promise.all(home.ends.map((end) => end()));
    home.remove();
  });
  return home;
}

describe('gateway --force', { skip: lsof }, () => {
  it('ends a stranger on the port, says whom, and starts', async (context) => {
    const { child, port } = await stranger(context);
    const gone = once(child, 'exit');
    const {
      how,
      said,
      child: gateway,
      ended,
    } = await force(homeOf(context), 'gateway', '--force', '--port', String(port));
    assert.equal(how, 'up', said());
    assert.match(
      said(),
      new RegExp(
        `^force: killed pid ${child.pid} \\(node\\S*\\) on port ${port}\nforce: waited \\d+ ms for port ${port} to free\n`,
      ),
    );
    assert.deepEqual(await gone, [null, 'SIGTERM']);
    gateway.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
  });

  it('escalates for one that does not listen to SIGTERM, and says that too', async (context) => {
    const { child, port } = await stranger(context, true);
    const { how, said } = await force(homeOf(context), 'gateway', '--force', '--port', String(port));
    assert.equal(how, 'up', said());
    assert.match(said(), new RegExp(`force: escalated to SIGKILL while freeing port ${port}`));
    assert.equal(isRunning(child.pid ?? 0), false);
  });

  it('lets the own gateway drain first, wherever it listens', async (context) => {
    const home = homeOf(context);
    const first = await force(home, 'gateway', '--port', '0');
    assert.equal(first.how, 'up');
    const { port } = await stranger(context);
    const second = await force(home, 'gateway', '--force', '--port', String(port));
    assert.equal(second.how, 'up', second.said());
    assert.deepEqual(await first.ended, [0, null]);
    assert.match(second.said(), new RegExp(`killed pid ${first.child.pid} \\(gateway of profile default\\)`));
  });

  it('says so when the port belongs to the gateway of another profile', async (context) => {
    const home = homeOf(context);
    const dir = path.join(home.dir, '.clawdbot-rescue');
    mkdirSync(dir, { mode: 0o700 });
    writeFileSync(
      path.join(dir, 'moltbot.json'),
      JSON.stringify({ gateway: { mode: 'local', auth: { token: TOKEN } } }),
      { mode: 0o600 },
    );
    const { CLAWDBOT_STATE_DIR: _dir, CLAWDBOT_CONFIG_PATH: _path, ...env } = home.env;
    const { port } = await stranger(context);
    const sibling = await force(
      { ...home, env },
      '--profile',
      'rescue',
      'gateway',
      '--force',
      '--port',
      String(port),
    );
    assert.equal(sibling.how, 'up', sibling.said());
    const { how, said } = await force(home, 'gateway', '--force', '--port', String(port));
    assert.equal(how, 'up', said());
    assert.match(
      said(),
      new RegExp(`port ${port} belongs to the running gateway of profile rescue; it is stopped`),
    );
    assert.deepEqual(await sibling.ended, [0, null]);
  });

  it('finds nobody and starts', async (context) => {
    const port = await freePort();
    const { how, said } = await force(homeOf(context), 'gateway', '--force', '--port', String(port));
    assert.equal(how, 'up', said());
    assert.match(said(), new RegExp(`^force: no listeners on port ${port}\n`));
  });
});

it('gateway --force without lsof fails at once and ends nobody', async (context) => {
  const { child, port } = await stranger(context);
  const home = homeOf(context);
  const { code, stderr } = await runCli(home, ['gateway', '--force', '--port', String(port)], {
    env: { PATH: path.join(home.dir, 'nothing') },
  });
  assert.equal(code, 69);
  assert.match(stderr, /^lsof not found; required for --force\n +Fix: install lsof/);
  assert.ok(isRunning(child.pid ?? 0));
});
