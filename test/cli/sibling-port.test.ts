import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench } from '../support/cli-run.ts';

it('the gateway of another profile on the own port is named, and not its secret', async (context) => {
  const { gateway } = await withGateway(context, { tcpOnly: true });
  const bench = createBench(context, { env: { CLAWDBOT_GATEWAY_PORT: String(gateway.port) } });
  const dir = join(bench.io.paths.home, '.clawdbot-main');
  mkdirSync(dir);
  const facts = { pid: process.pid, version: '0.1.0', profile: 'main', port: gateway.port };
  writeFileSync(join(dir, 'gateway.lock.json'), JSON.stringify(facts));
  for (const secret of [['--token', 'another-token'], []]) {
    const { code, stderr } = await bench.run('health', ...secret);
    assert.equal(code, 1);
    assert.match(
      stderr,
      new RegExp(
        `Why: it is the gateway of profile main \\(pid ${process.pid}\\) that has port ${gateway.port};`,
      ),
    );
    assert.match(
      stderr,
      /Fix: give this one a port of its own: moltbot config set gateway\.port <port>; then start it/,
    );
  }
});
