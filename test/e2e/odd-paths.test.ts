import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { createHome, runCli, startGateway, type Home } from '../support/gateway-process.ts';

const skip = process.platform === 'win32' ? 'such names are not possible there' : false;

describe('a state directory with an odd name', { skip }, () => {
  for (const name of ['two words', 'José 猫', '100% [x]', 'a#b?c', 'a:b', `it's "$x"`])
    it(`is no obstacle to the local socket: ${name}`, async (context) => {
      const base = createHome();
      context.after(() => base.remove());
      const stateDir = path.join(base.dir, name);
      mkdirSync(stateDir);
      const home: Home = { ...base, env: { ...base.env, CLAWDBOT_STATE_DIR: stateDir } };
      const gateway = await startGateway(home);
      try {
        const { stdout } = await runCli(home, ['gateway', 'status', '--json']);
        const { gateway: asked, rpc } = JSON.parse(stdout) as {
          gateway: { probeTarget: string };
          rpc: { ok: boolean };
        };
        assert.deepEqual([asked.probeTarget, rpc.ok], [`unix:${stateDir}/gateway.sock`, true]);
        const stopped = await runCli(home, ['gateway', 'stop', '--timeout', '20000']);
        assert.equal(stopped.code, 0, stopped.stderr);
      } finally {
        await gateway.stop('SIGKILL');
      }
    });
});
