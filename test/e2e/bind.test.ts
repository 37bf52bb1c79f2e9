import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'node:test';
import {
  createHome,
  runCli,
  startGateway,
  TOKEN,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { logged } from '../support/logged.ts';
import { besideProcess, inNetworkOf, noNetworkSpace } from '../support/network-space.ts';

async function bound(
  gateway: Record<string, unknown>,
  use: (home: Home, gateway: GatewayProcess) => Promise<void>,
  under: readonly string[] = [],
): Promise<void> {
  const home = createHome({ gateway });
  const running = await startGateway(home, [], { under });
  try {
    await use(home, running);
  } finally {
    await running.stop();
    home.remove();
  }
}

const own = Object.values(networkInterfaces())
  .flat()
  .find((entry) => entry?.family === 'IPv4' && !entry.internal)?.address;

/** The secret makes the command take the port and not the socket. */
const health = (home: Home, ...more: readonly string[]) =>
  runCli(home, ['health', '--token', TOKEN, ...more]);

describe('where the gateway listens', { timeout: 180_000 }, () => {
  it(
    'lan is every address, and it says under which it can be reached',
    { skip: own === undefined && 'this machine has no address' },
    () =>
      bound({ bind: 'lan' }, async (home, { port }) => {
        await logged(home, new RegExp(`reachable from other machines at .*ws://${own}:${port}`));
        assert.equal((await health(home)).code, 0);
        const { code, stderr } = await health(home, '--url', `ws://${own}:${port}`);
        assert.equal(code, 0, stderr);
        assert.match(stderr, /Warning: the token goes to [\d.]+ unencrypted/);
      }),
  );

  it('custom is that address alone, and the own commands find it', () =>
    bound({ bind: 'custom', customBindHost: '127.0.0.2' }, async (home, { port, url }) => {
      assert.equal(url, `ws://127.0.0.2:${port}`);
      assert.equal((await health(home)).code, 0);
      assert.equal((await health(home, '--url', `ws://127.0.0.1:${port}`)).code, 69);
      const { stdout } = await runCli(home, ['gateway', 'status', '--json', '--token', TOKEN]);
      const report = JSON.parse(stdout);
      assert.equal(report.gateway.probeTarget, `ws://127.0.0.2:${port}`);
      assert.equal(report.port.status, 'listening');
    }));

  it('custom ends with 75 when the address is not of this machine', async () => {
    const home = createHome({ gateway: { bind: 'custom', customBindHost: '192.0.2.7' } });
    try {
      const { code, stderr } = await runCli(home, ['gateway', '--port', '0']);
      assert.equal(code, 75);
      assert.match(stderr, /192\.0\.2\.7 is no address of this machine; it has .*: use one of its own/);
    } finally {
      home.remove();
    }
  });

  it(
    'tailnet is the address of Tailscale alone, and the own commands find it',
    { skip: noNetworkSpace() },
    () =>
      bound(
        { bind: 'tailnet' },
        async (home, { port, url, pid }) => {
          assert.equal(url, `ws://100.64.0.9:${port}`);
          const under = besideProcess(pid);
          const { code, stderr } = await runCli(home, ['health', '--token', TOKEN], { under });
          assert.equal(code, 0, stderr);
          const { stdout } = await runCli(home, ['gateway', 'status', '--json', '--token', TOKEN], { under });
          const { probeTarget, probeSource } = JSON.parse(stdout).gateway;
          assert.deepEqual([probeTarget, probeSource], [url, 'local tailnet 100.64.0.9']);
          const loopback = ['health', '--token', TOKEN, '--url', `ws://127.0.0.1:${port}`];
          assert.equal((await runCli(home, loopback, { under })).code, 69);
        },
        inNetworkOf('100.64.0.9'),
      ),
  );
});
