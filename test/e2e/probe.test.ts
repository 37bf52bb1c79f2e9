import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import {
  createHome,
  runCli,
  startGateway,
  TOKEN,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { freePort } from '../support/free-port.ts';
import { noSshd, startSshd } from '../support/sshd.ts';

const OTHER_TOKEN = 'other-token-0123456789abcdef';

interface Report {
  readonly ok: boolean;
  readonly primaryTargetId: string | null;
  readonly warnings: { code: string; message: string; targetIds?: string[] }[];
  readonly network: Record<string, unknown>;
  readonly discovery: { timeoutMs: number; count: number };
  readonly targets: {
    id: string;
    url: string;
    active: boolean;
    tunnel: { remotePort: number } | null;
    connect: {
      ok: boolean;
      latencyMs: number | null;
      error: string | null;
      fix: string | null;
      close: unknown;
    };
    self: { host: string; version: string } | null;
    config: { path: string; gateway: Record<string, unknown> } | null;
    health: { ok: boolean } | null;
    summary: object | null;
    presence: object[] | null;
  }[];
}

/** Generous: what is measured here is not how fast a busy machine is. */
const BUDGET = ['--timeout', '15000'];

async function probe(home: Home, ...words: readonly string[]) {
  const { code, stdout, stderr } = await runCli(home, ['gateway', 'probe', '--json', ...BUDGET, ...words]);
  assert.ok(
    !(stdout + stderr).includes(TOKEN) && !(stdout + stderr).includes(OTHER_TOKEN),
    'a secret is shown',
  );
  return { code, stderr, report: JSON.parse(stdout) as Report };
}

const brief = ({ targets }: Report) => targets.map(({ id, active, connect }) => [id, active, connect.ok]);

describe('gateway probe', { timeout: 120_000 }, () => {
  let home: Home;
  let gateway: GatewayProcess;
  let otherHome: Home;
  let other: GatewayProcess;
  const away: Home[] = [];
  const elsewhere = (config: Record<string, unknown>, env: NodeJS.ProcessEnv = {}): Home => {
    const made = createHome(config, env);
    away.push(made);
    return made;
  };
  before(async () => {
    home = createHome();
    otherHome = createHome({ gateway: { auth: { token: OTHER_TOKEN }, tls: { enabled: true } } });
    [gateway, other] = await Promise.all([startGateway(home), startGateway(otherHome)]);
  });
  after(async () => {
    await Promise.all([gateway.stop(), other.stop()]);
    for (const one of [home, otherHome, ...away]) one.remove();
  });

  it('asks the own gateway four questions and shows no secret', async () => {
    const { code, report } = await probe(home);
    assert.equal(code, 0);
    assert.deepEqual(brief(report), [['localLoopback', true, true]]);
    assert.equal(report.primaryTargetId, 'localLoopback');
    const [target] = report.targets;
    assert.equal(target?.url, gateway.url);
    assert.equal(target?.config?.path, home.configPath);
    assert.deepEqual(
      [target?.config?.gateway['authTokenConfigured'], target?.config?.gateway['mode']],
      [true, 'local'],
    );
    assert.ok(target?.health?.ok === true && target.summary !== null && target.presence !== null);
    assert.ok(target.self?.version && target.connect.latencyMs !== null);
    assert.equal(report.network['localLoopbackUrl'], gateway.url);
  });

  it('ends with 1 when nothing is reached, and says why', async () => {
    const port = await freePort();
    const { code, report } = await probe(elsewhere({ gateway: { port } }));
    assert.equal(code, 1);
    assert.equal(report.primaryTargetId, null);
    const [target] = report.targets;
    assert.match(target?.connect.error ?? '', /not reachable: .*ECONNREFUSED/);
    assert.match(target?.connect.fix ?? '', /start the gateway with/);
    assert.deepEqual([target?.self, target?.health, target?.config], [null, null, null]);
  });

  it('names the one that was asked for first, and says that there are two', async () => {
    const pin = (await probe(otherHome)).report;
    assert.equal(pin.ok, true);
    const status = await runCli(otherHome, ['gateway', 'status']);
    const [, fingerprint = ''] = /(sha256:[0-9a-f]{64})/.exec(status.stdout) ?? [];
    const words = ['--url', other.url, '--token', OTHER_TOKEN, '--tls-fingerprint', fingerprint];
    const { code, report } = await probe(home, ...words);
    assert.equal(code, 0);
    assert.deepEqual(brief(report), [
      ['explicit', true, true],
      ['localLoopback', true, true],
    ]);
    assert.equal(report.primaryTargetId, 'explicit');
    assert.deepEqual(report.warnings.find(({ code: one }) => one === 'multiple_gateways')?.targetIds, [
      'explicit',
      'localLoopback',
    ]);
  });

  it('keeps the remote gateway and this one apart, each with its own secret and its own failure', async () => {
    const remote = { url: other.url, token: OTHER_TOKEN, tlsFingerprint: 'ab'.repeat(32) };
    const port = await freePort();
    const there = elsewhere({ gateway: { mode: 'remote', port, remote } });
    const { code, report } = await probe(there);
    assert.equal(code, 1);
    assert.deepEqual(brief(report), [
      ['configRemote', true, false],
      ['localLoopback', false, false],
    ]);
    assert.match(report.targets[0]?.connect.error ?? '', /is not the pinned one/);
  });

  it('tells a wrong secret from a gateway that is not there', async () => {
    const remote = { url: gateway.url, token: 'wrong-token-0123456789' };
    const { report } = await probe(
      elsewhere({ gateway: { mode: 'remote', port: await freePort(), remote } }),
    );
    assert.match(report.targets[0]?.connect.error ?? '', /^unauthorized: gateway token mismatch/);
    assert.match(
      report.targets[0]?.connect.fix ?? '',
      /config set gateway\.remote\.token <token>, with gateway\.auth\.token of that gateway/,
    );
  });

  it('says in remote mode that the address is missing, and looks here', async () => {
    const there = elsewhere({ gateway: { mode: 'remote', port: gateway.port } });
    const { code, report } = await probe(there);
    assert.equal(code, 0, 'the port is there, with the same secret');
    assert.ok(report.warnings.some(({ code: one }) => one === 'remote_misconfigured'));
  });

  it('refuses an address that is none', async () => {
    const { code, stderr } = await runCli(home, ['gateway', 'probe', '--url', 'http://x']);
    assert.equal(code, 64);
    assert.match(stderr, /--url must be a ws:\/\/ or wss:\/\/ address/);
  });

  it('prints it for people', async () => {
    const { code, stdout } = await runCli(home, ['gateway', 'probe', ...BUDGET]);
    assert.equal(code, 0);
    assert.match(stdout, /^Gateway Status\nReachable: yes\nProbe budget: 15000 ms\n/);
    assert.match(
      stdout,
      /\nTargets\n- this machine \(active\): ws:\/\/127\.0\.0\.1:\d+\n  Connect: ok \(\d+ ms\) · RPC: ok\n  Gateway: /,
    );
  });

  it('goes through ssh, and nothing of it is left; or says why it cannot', { skip: noSshd }, async () => {
    const sshd = await startSshd();
    try {
      const port = await freePort();
      const remote = { url: gateway.url, token: TOKEN, sshIdentity: sshd.key };
      const there = elsewhere({ gateway: { mode: 'remote', port, remote } }, { PATH: sshd.searchPath });
      const place = `root@127.0.0.1:${sshd.port}`;
      const { code, report } = await probe(there, '--ssh', place);
      assert.equal(code, 0, JSON.stringify(report.warnings));
      assert.deepEqual(brief(report).slice(0, 2), [
        ['sshTunnel', false, true],
        ['configRemote', true, true],
      ]);
      assert.equal(report.targets[0]?.tunnel?.remotePort, gateway.port);
      assert.equal(report.primaryTargetId, 'sshTunnel');
      assert.ok(
        !report.warnings.some(({ code: one }) => one === 'multiple_gateways'),
        'two ways to one gateway',
      );
      const gone = await runCli(there, ['health', '--url', report.targets[0]?.url ?? '', '--token', TOKEN]);
      assert.equal(gone.code, 69);
      const always = elsewhere(
        { gateway: { mode: 'remote', port, remote: { ...remote, transport: 'ssh', sshTarget: place } } },
        { PATH: sshd.searchPath },
      );
      const health = await runCli(always, ['health', '--json', '--timeout', '15000']);
      assert.equal(health.code, 0, health.stderr);
      const lost = await runCli(always, ['gateway', 'status', '--json', '--timeout', '15000']);
      assert.equal(JSON.parse(lost.stdout).handshake.ok, true, lost.stdout);
      const bad = { ...remote, transport: 'ssh', sshTarget: place, sshIdentity: '/nowhere' };
      const shut = await runCli(
        elsewhere({ gateway: { mode: 'remote', remote: bad } }, { PATH: sshd.searchPath }),
        ['health'],
      );
      assert.equal(shut.code, 69);
      assert.match(shut.stderr, /Permission denied[^]*Fix: log in there with a key/);
      const refused = await probe(there, '--ssh', place, '--ssh-identity', '/nowhere');
      assert.equal(refused.code, 0, 'the other ways do not depend on it');
      const warning = refused.report.warnings.find(({ code: one }) => one === 'ssh_tunnel_failed');
      assert.match(warning?.message ?? '', /Permission denied.*log in there with a key/);
    } finally {
      await sshd.close();
    }
  });
});

describe('gateway.remote.transport ssh', { skip: noSshd, timeout: 180_000 }, () => {
  it('leaves no ssh behind when the command is interrupted', async () => {
    const sshd = await startSshd();
    const home = createHome();
    const gateway = await startGateway(home);
    const port = await freePort();
    const remote = {
      url: gateway.url,
      token: TOKEN,
      transport: 'ssh',
      sshTarget: `root@127.0.0.1:${sshd.port}`,
      sshIdentity: sshd.key,
    };
    const away = createHome({ gateway: { mode: 'remote', port, remote } }, { PATH: sshd.searchPath });
    try {
      const child = spawn(
        process.execPath,
        ['bin/moltbot.cjs', 'logs', '--follow', '--plain', '--timeout', '15000'],
        {
          env: away.env,
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      const ours = sshOf(child.pid ?? 0);
      assert.equal(ours.length, 1);
      child.kill('SIGINT');
      assert.deepEqual(await ended, [0, null]);
      assert.deepEqual(ours.filter(lives), []);
    } finally {
      await gateway.stop();
      for (const one of [home, away]) one.remove();
      await sshd.close();
    }
  });
});

const ps = (...words: readonly string[]): string => spawnSync('ps', words, { encoding: 'utf8' }).stdout;
/** Processes a command has started. */
const sshOf = (pid: number): string[] =>
  ps('-o', 'pid=', '--ppid', String(pid)).trim().split(/\s+/).filter(Boolean);
const lives = (pid: string): boolean => ps('-o', 'pid=', '-p', pid).trim() !== '';
