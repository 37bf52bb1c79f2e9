import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeTailscale, type FakeTailscale, type TailscaleState } from '../support/fake-tailscale.ts';
import {
  createHome,
  runCli,
  startGateway,
  TOKEN,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { logged } from '../support/logged.ts';
import { connectFrame, connectPeer, createTestDevice, openPeer, signDevice } from '../support/ws-peer.ts';

interface Story {
  readonly home: Home;
  readonly gateway: GatewayProcess;
  readonly tailscale: FakeTailscale;
}

async function served(
  config: Record<string, unknown>,
  state: TailscaleState,
  tell: (story: Story) => Promise<void>,
  args: readonly string[] = [],
): Promise<void> {
  const tailscale = createFakeTailscale(state);
  const home = createHome({ gateway: config }, tailscale.env);
  const gateway = await startGateway(home, args);
  try {
    await tell({ home, gateway, tailscale });
  } finally {
    try {
      assert.equal(await gateway.stop(), 0);
    } finally {
      home.remove();
      tailscale.remove();
    }
  }
}

describe('a gateway behind Tailscale', { timeout: 120_000 }, () => {
  it('is served once its port is open, and not any more at the end', async () => {
    const state = { users: { '100.64.0.2': 'molly@example.org' } };
    await served(
      { tailscale: { mode: 'serve', resetOnExit: true } },
      state,
      async ({ home, gateway, tailscale }) => {
        await logged(home, /serve enabled: https:\/\/box\.tail1234\.ts\.net\/ \(WS via wss:\/\/box/);
        assert.deepEqual(tailscale.state().serve, { verb: 'serve', target: String(gateway.port) });
        const headers = {
          host: 'box.tail1234.ts.net',
          'x-forwarded-for': '100.64.0.2',
          'x-forwarded-host': 'box.tail1234.ts.net',
          'x-forwarded-proto': 'https',
        };
        const peer = await connectPeer(gateway.url, { token: TOKEN }, { headers });
        assert.equal(peer.hello['ok'], true, JSON.stringify(peer.hello));
        peer.ws.terminate();
        const { stdout } = await runCli(home, ['health', '--json']);
        assert.deepEqual(JSON.parse(stdout).warnings, []);
        gateway.child.kill('SIGTERM');
        await logged(home, /serve was reset/);
        assert.equal(tailscale.state().serve, undefined);
      },
    );
  });

  it('lets in whom Tailscale vouches for, without a secret, once the device is approved', async () => {
    const state = { users: { '100.64.0.2': 'molly@example.org', '100.64.0.3': 'mallory@example.org' } };
    await served({ tailscale: { mode: 'serve' } }, state, async ({ home, gateway }) => {
      await logged(home, /serve enabled/);
      const device = createTestDevice();
      const come = async (from: string) => {
        const headers = {
          host: 'box.tail1234.ts.net',
          'x-forwarded-for': from,
          'x-forwarded-host': 'box.tail1234.ts.net',
          'x-forwarded-proto': 'https',
          'tailscale-user-login': 'molly@example.org',
        };
        const peer = openPeer(gateway.url, { headers });
        const nonce = await peer.nonce();
        const proof = signDevice(device, { signedAt: Date.now(), nonce });
        peer.send(connectFrame({ device: proof }));
        const answer = (await peer.response('1')) as {
          ok: boolean;
          error?: { code: string; message: string; details?: { requestId: string } };
        };
        peer.ws.terminate();
        return answer;
      };
      const first = await come('100.64.0.2');
      assert.equal(first.error?.code, 'NOT_PAIRED');
      const { code, stderr } = await runCli(home, [
        'devices',
        'approve',
        first.error?.details?.requestId ?? '',
      ]);
      assert.equal(code, 0, stderr);
      assert.equal((await come('100.64.0.2')).ok, true);
      const other = await come('100.64.0.3');
      assert.match(other.error?.message ?? '', /tailscale identity mismatch/);
    });
  });

  it('stays served without resetOnExit, and is told the truth about its own TLS', async () => {
    await served(
      { tailscale: { mode: 'serve' }, tls: { enabled: true } },
      {},
      async ({ home, gateway, tailscale }) => {
        await logged(home, /serve enabled/);
        const serve = { verb: 'serve', target: `https+insecure://127.0.0.1:${gateway.port}` };
        assert.deepEqual(tailscale.state().serve, serve);
        gateway.child.kill('SIGTERM');
        await logged(home, /gateway stopped/);
        assert.deepEqual(tailscale.state().serve, serve);
      },
    );
  });

  it('runs on when Tailscale refuses, says so in health, and tries again until it is up', async () => {
    const tailscale = createFakeTailscale({ denied: true });
    const home = createHome({ gateway: { tailscale: { mode: 'serve' } } }, tailscale.env);
    const gateway = await startGateway(home);
    try {
      await logged(home, /tailscale serve failed: .*Access denied/);
      const { stdout, code } = await runCli(home, ['gateway', 'health', '--verbose', '--json']);
      assert.equal(code, 0);
      const [warning] = JSON.parse(stdout).warnings as { code: string; message: string }[];
      assert.equal(warning?.code, 'tailscale_trouble');
      assert.match(warning?.message ?? '', /serve is not up: .*sudo tailscale set --operator/);
      tailscale.change({ denied: false });
      await logged(home, /serve enabled/);
      assert.deepEqual(
        JSON.parse((await runCli(home, ['gateway', 'health', '--verbose', '--json'])).stdout).warnings,
        [],
      );
    } finally {
      assert.equal(await gateway.stop(), 0);
      home.remove();
      tailscale.remove();
    }
  });

  it('goes on leading to the port over a restart within the process', async () => {
    const tailscale = createFakeTailscale();
    const config = {
      gateway: { tailscale: { mode: 'serve', resetOnExit: true } },
      commands: { restart: true },
    };
    const home = createHome(config, tailscale.env);
    const gateway = await startGateway(home);
    try {
      await logged(home, /serve enabled/);
      gateway.child.kill('SIGUSR1');
      await logged(home, /serve enabled[^]*serve enabled/);
      assert.ok(!tailscale.told().includes('serve reset'), tailscale.told().join('\n'));
    } finally {
      assert.equal(await gateway.stop(), 0);
      assert.equal(tailscale.told().at(-1), 'serve reset');
      home.remove();
      tailscale.remove();
    }
  });

  it('runs on without the program', async () => {
    const home = createHome(
      { gateway: { tailscale: { mode: 'serve', resetOnExit: true } } },
      { PATH: '/nowhere' },
    );
    const gateway = await startGateway(home);
    try {
      await logged(home, /tailscale serve failed: cannot start tailscale/);
    } finally {
      assert.equal(await gateway.stop(), 0);
      home.remove();
    }
  });

  it('funnel needs a password, and a good one', async () => {
    for (const [auth, message] of [
      [{}, /tailscale funnel requires gateway auth mode=password/],
      [{ mode: 'password', password: 'short' }, /too weak for tailscale funnel/],
    ] as const) {
      const home = createHome({ gateway: { auth } });
      const { code, stderr } = await runCli(home, ['gateway', '--port', '0', '--tailscale', 'funnel']);
      home.remove();
      assert.equal(code, 78);
      assert.match(stderr, message);
    }
    await served(
      { auth: { mode: 'password', password: 'correct horse battery' } },
      { funnel: true },
      async ({ home, tailscale }) => {
        await logged(home, /funnel enabled/);
        assert.equal(tailscale.state().serve?.verb, 'funnel');
      },
      ['--tailscale', 'funnel', '--tailscale-reset-on-exit'],
    );
  });
});
