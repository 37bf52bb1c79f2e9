import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import type { GatewayStatusReport } from '../../src/protocol/generated/types.ts';
import { freePort } from '../support/free-port.ts';
import { createHome, runCli, startGateway } from '../support/gateway-process.ts';

it('the ports of browsers are given out at boot, kept, and shown', async () => {
  const color = '#00AA00';
  const home = createHome({ browser: { profiles: { work: { color } } } });
  const port = await freePort();
  const gateway = await startGateway(home, ['--port', String(port)]);
  const file = (): unknown => JSON.parse(readFileSync(path.join(home.dir, 'browser-ports.json'), 'utf8'));
  try {
    assert.deepEqual(file(), { clawd: port + 11, work: port + 12 });
    home.write({ browser: { profiles: { alpha: { color }, work: { color } } } });
    await gateway.stop();
    const again = await startGateway(home, ['--port', String(port)]);
    try {
      const kept = { clawd: port + 11, work: port + 12, alpha: port + 13 };
      assert.deepEqual(file(), kept);
      const { stdout } = await runCli(home, ['gateway', 'status', '--json']);
      const { ports } = (JSON.parse(stdout) as GatewayStatusReport).gateway;
      assert.deepEqual(ports, { browserControl: port + 2, canvas: port + 4, browsers: kept });
      const { stdout: text } = await runCli(home, ['gateway', 'status']);
      assert.match(
        text,
        new RegExp(
          `Ports kept: +${port + 2} browser control, ${port + 4} canvas, ${port + 11} browser clawd`,
        ),
      );
    } finally {
      await again.stop();
    }
  } finally {
    await gateway.stop();
    home.remove();
  }
});
