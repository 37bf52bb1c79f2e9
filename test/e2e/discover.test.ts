import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { describe, it } from 'node:test';
import type { Beacon } from '../../src/cli/beacons.ts';
import {
  createHome,
  runCli,
  startGateway,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { logged } from '../support/logged.ts';
import { besideProcess, inNetworkOf, noNetworkSpace } from '../support/network-space.ts';

const ADDRESS = '192.168.77.5';

interface Heard {
  readonly count: number;
  readonly domains: string[];
  readonly beacons: Beacon[];
}

/** Somebody in the same network; it lasts as long as the gateway. */
async function listen(home: Home, { pid }: GatewayProcess, ms = 900): Promise<Heard> {
  const words = ['gateway', 'discover', '--json', '--timeout', String(ms)];
  const { code, stdout, stderr } = await runCli(home, words, { under: besideProcess(pid) });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Heard;
}

async function announced(
  config: Record<string, unknown>,
  use: (home: Home, gateway: GatewayProcess) => Promise<void>,
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  const home = createHome(config, env);
  const gateway = await startGateway(home, [], { under: inNetworkOf(ADDRESS) });
  try {
    await use(home, gateway);
  } finally {
    assert.equal(await gateway.stop(), 0);
    home.remove();
  }
}

describe('the local network', { skip: noNetworkSpace(), timeout: 180_000 }, () => {
  it('is told of a gateway that it can reach, of its certificate and of no secret', () =>
    announced({ gateway: { bind: 'lan', tls: { enabled: true } } }, async (home, gateway) => {
      await logged(home, /announced on the local network as .* \(Moltbot\)/);
      const { count, domains, beacons } = await listen(home, gateway);
      assert.deepEqual([count, domains], [1, ['local.']]);
      const [beacon] = beacons;
      const [, pin] = (await logged(home, /certificate: sha256:([0-9a-f]{64})/)) as unknown as [
        string,
        string,
      ];
      assert.deepEqual(
        { ...beacon, host: null, lanHost: null },
        {
          instanceName: `${hostname().split('.')[0]} (Moltbot)`,
          displayName: `${hostname().split('.')[0]} (Moltbot)`,
          domain: 'local.',
          host: null,
          addresses: [ADDRESS],
          port: gateway.port,
          lanHost: null,
          tailnetDns: null,
          gatewayPort: gateway.port,
          sshPort: null,
          role: 'gateway',
          transport: 'gateway',
          gatewayTls: true,
          gatewayTlsSha256: pin,
          cliPath: null,
          wsUrl: `wss://${ADDRESS}:${gateway.port}`,
        },
      );
      const words = ['gateway', 'discover', '--timeout', '900'];
      const { stdout } = await runCli(home, words, { under: besideProcess(gateway.pid) });
      assert.match(stdout, /^Found 1 gateway · domains: local\.\n- .* \(Moltbot\) local\.\n  lan: /);
      assert.match(stdout, new RegExp(`ws: +wss://${ADDRESS}:${gateway.port}\n[^]*tls: +sha256:${pin}`));
    }));

  const SILENT: readonly (readonly [string, Record<string, unknown>, NodeJS.ProcessEnv])[] = [
    ['listens on loopback only', {}, {}],
    ['is told to be silent', { gateway: { bind: 'lan' }, discovery: { mdns: { mode: 'off' } } }, {}],
    ['is told so by the environment', { gateway: { bind: 'lan' } }, { CLAWDBOT_DISABLE_BONJOUR: '1' }],
  ];
  for (const [what, config, env] of SILENT) {
    it(`is told nothing by a gateway that ${what}`, () =>
      announced(
        config,
        async (home, gateway) => {
          assert.equal((await listen(home, gateway, 300)).count, 0);
        },
        env,
      ));
  }

  it('is told of one on loopback by "full", with the way over ssh, and under another name where one is given', () =>
    announced(
      { discovery: { mdns: { mode: 'full' } } },
      async (home, gateway) => {
        await logged(home, /announced on the local network as attic/);
        const [beacon] = (await listen(home, gateway)).beacons;
        assert.deepEqual([beacon?.host, beacon?.sshPort], ['attic.local', 22]);
        assert.match(beacon?.cliPath ?? '', /moltbot\.cjs$/);
      },
      { CLAWDBOT_MDNS_HOSTNAME: 'attic.example.org' },
    ));

  it('forgets a gateway that ends', () =>
    announced({ gateway: { bind: 'lan' } }, async (home, gateway) => {
      await logged(home, /announced on the local network/);
      const under = besideProcess(gateway.pid);
      const listener = runCli(home, ['gateway', 'discover', '--json', '--timeout', '8000'], { under });
      // The listener has its answer long before the gateway is told to end.
      await listen(home, gateway);
      gateway.child.kill('SIGTERM');
      const { code, stdout } = await listener;
      assert.equal(code, 0);
      assert.equal((JSON.parse(stdout) as Heard).count, 0);
    }));
});
