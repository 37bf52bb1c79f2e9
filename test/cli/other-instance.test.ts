import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createHome, runCli, startGateway, TOKEN } from '../support/gateway-process.ts';

it('a command refuses the gateway of another state directory on its own port, though the secret fits', async () => {
  const theirs = createHome();
  const gateway = await startGateway(theirs);
  const own = createHome({ gateway: { port: gateway.port } });
  try {
    const { code, stderr } = await runCli(own, ['health']);
    assert.equal(code, 1);
    assert.match(stderr, /is another instance: its state is in .*, not in /);
    assert.match(
      stderr,
      /Fix: give this instance a port of its own \(.*config set gateway\.port <port>\), or mean that one with --url ws:\/\/127\.0\.0\.1:\d+/,
    );
    const status = await runCli(own, ['gateway', 'status']);
    assert.match(status.stdout, /but the owner is not the gateway of this state directory/);
    const meant = await runCli(own, ['health', '--url', gateway.url, '--token', TOKEN]);
    assert.equal(meant.code, 0, meant.stderr);
  } finally {
    await gateway.stop();
    own.remove();
    theirs.remove();
  }
});
