import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
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
