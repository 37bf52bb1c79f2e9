import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { modelConfig, startDripModel } from '../support/drip-model.ts';
import { createHome, runCli, startGateway } from '../support/gateway-process.ts';

const major = (node: string): number => {
  const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 ? Number(/^v(\d+)/.exec(stdout)?.[1]) : Number.NaN;
};

/** A Node of this machine that is too old for us, wherever it is. */
const oldNode = ['/usr/local/bin', '/usr/bin', ...(process.env['PATH'] ?? '').split(path.delimiter)]
  .map((dir) => path.join(dir, 'node'))
  .find((file) => existsSync(file) && major(file) < 24);

/** The processes right below one. */
function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(Number);
}

const skip = oldNode === undefined ? 'every Node of this machine is 24 or newer' : false;

describe('the program under a Node that is too old', { skip }, () => {
  const options = { node: oldNode ?? '' };

  it('tells its version without looking for another Node', async () => {
    const home = createHome();
    const { code, stdout } = await runCli(home, ['--version'], options);
    assert.deepEqual([code, /^\d+\.\d+\.\d+\n$/.test(stdout)], [0, true]);
    home.remove();
  });

  it('goes on in the Node it brought, answers, and ends with 0 when it is told to', async () => {
    const home = createHome();
    const gateway = await startGateway(home, [], options);
    try {
      const [inner] = childrenOf(gateway.pid);
      assert.ok(inner !== undefined, 'the right Node runs below the old one');
      const { code, stdout, stderr } = await runCli(
        home,
        ['agent', '--message', 'hello', '--stream'],
        options,
      );
      assert.equal(code, 0, stderr);
      assert.match(stdout, /This is the gateway itself speaking/);
      assert.equal(await gateway.stop('SIGTERM'), 0);
      assert.match(home.log(), /received SIGTERM/);
      assert.match(home.log(), /gateway stopped/);
      assert.equal(spawnSync('ps', ['-p', String(inner)]).status, 1, 'and nothing is left below it');
    } finally {
      gateway.child.kill('SIGKILL');
      home.remove();
    }
  });

  const noTerminal =
    spawnSync('script', ['--version']).status === 0 ? false : 'needs script(1) for a terminal';

  it(
    'counts one Ctrl-C as one: a run under way ends before the gateway does',
    { skip: noTerminal },
    async () => {
      const model = await startDripModel({ kind: 'drip', words: 20, everyMs: 50 });
      const home = createHome(modelConfig(model.baseUrl));
      const command = `exec ${options.node} bin/moltbot.cjs gateway --port 0`;
      const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
        env: home.env,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const ended = once(terminal, 'exit');
      try {
        let shown = '';
        for await (const chunk of terminal.stdout.iterator({ destroyOnReturn: false })) {
          shown += String(chunk);
          if (shown.includes('talk to it')) break;
        }
        terminal.stdout.resume();
        const agent = spawn(options.node, ['bin/moltbot.cjs', 'agent', '--message', 'long', '--stream'], {
          env: home.env,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let said = '';
        for await (const chunk of agent.stdout) {
          if (said === '') terminal.stdin.write('\u0003');
          said += String(chunk);
        }
        assert.match(said, /word1 .*word20/s);
        assert.deepEqual(await ended, [0, null]);
        assert.equal(home.log().match(/received SIGINT/g)?.length, 1, home.log());
      } finally {
        terminal.kill('SIGKILL');
        await model.close();
        home.remove();
      }
    },
  );

  it('passes every exit code through', async () => {
    const home = createHome();
    assert.equal((await runCli(home, ['health'], options)).code, 69);
    assert.equal((await runCli(home, ['no-such-command'], options)).code, 64);
    home.write({ gateway: { prot: 1 } });
    const { code, stderr } = await runCli(home, ['gateway', '--port', '0'], options);
    assert.equal(code, 78);
    assert.match(stderr, /moltbot\.json:1:\d+: gateway\.prot/);
    home.remove();
  });
});
