import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { isRunning } from '../../src/platform/process-group.ts';
import type { GatewayStatusReport } from '../../src/protocol/generated/types.ts';
import { createHome, runCli, startGateway } from '../support/gateway-process.ts';

const linux = process.platform === 'linux' ? false : 'needs /proc';

describe('a gateway that is there and is not', { skip: linux }, () => {
  it('stopped in its tracks: its port is open, nobody answers, and --force gets rid of it', async () => {
    const home = createHome();
    const first = await startGateway(home);
    try {
      first.child.kill('SIGSTOP');
      const flags = ['gateway', 'status', '--json', '--timeout', '2000'];
      const { code, stdout } = await runCli(home, flags);
      const { port, handshake } = JSON.parse(stdout) as GatewayStatusReport;
      assert.equal(code, 1, 'the handshake is what is red');
      assert.deepEqual([port.status, port.owner?.pid], ['listening', first.pid]);
      assert.match(handshake.error ?? '', /timeout/);
      const stopped = once(first.child, 'exit') as Promise<[number | null, string | null]>;
      const second = await startGateway(home, ['--force', '--port', String(first.port)]);
      try {
        assert.deepEqual(await stopped, [0, null], 'it is woken up and may still drain');
        assert.match(
          second.output(),
          new RegExp(`force: killed pid ${first.pid} \\(gateway of profile default\\)`),
        );
      } finally {
        await second.stop();
      }
    } finally {
      await first.stop('SIGKILL');
      home.remove();
    }
  });

  it('dead, and not yet buried by its parent: it counts as gone', async () => {
    const home = createHome();
    let pid = 0;
    // A parent that starts the gateway, becomes another program, and never looks after its children.
    const parent = spawn(
      'sh',
      [
        '-c',
        `"$0" bin/moltbot.cjs gateway --port 0 & exec "$0" -e "setInterval(() => {}, 1e9)"`,
        process.execPath,
      ],
      {
        env: home.env,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    try {
      let said = '';
      await new Promise<void>((resolve, reject) => {
        parent.stdout.on('data', (chunk: Buffer) => {
          said += String(chunk);
          if (said.includes('listening on')) resolve();
        });
        parent.once('exit', () => reject(new Error(said)));
      });
      const owner = JSON.parse(readFileSync(path.join(home.dir, 'gateway.lock.json'), 'utf8')) as {
        pid: number;
      };
      pid = owner.pid;
      process.kill(pid, 'SIGKILL');
      const { code, stdout } = await runCli(home, ['gateway', 'status', '--json']);
      const { port } = JSON.parse(stdout) as GatewayStatusReport;
      assert.equal(code, 69, stdout);
      assert.deepEqual([port.status, port.owner], ['free', null]);
      assert.match(readFileSync(`/proc/${owner.pid}/stat`, 'utf8'), /\) Z /, 'it is still in the table');
      assert.equal(isRunning(owner.pid), false);
      const next = await startGateway(home);
      assert.equal(await next.stop(), 0);
    } finally {
      if (pid > 0 && isRunning(pid)) process.kill(pid, 'SIGKILL');
      const gone = once(parent, 'exit');
      parent.kill('SIGKILL');
      await gone;
      home.remove();
    }
  });
});
