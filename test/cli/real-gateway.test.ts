import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHome, runCli, startGateway, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { assertShape } from '../support/wire-shape.ts';

let home: Home;
let gateway: GatewayProcess;

before(async () => {
  home = createHome();
  gateway = await startGateway(home);
});

after(async () => {
  await gateway.stop();
  home.remove();
});

const json = async (...argv: string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await runCli(home, [...argv, '--json']);
  assert.equal(code, 0, stderr + stdout);
  assert.equal(stderr, '');
  return JSON.parse(stdout);
};

test('health and gateway health print a health summary', async () => {
  assertShape('HealthSummary', await json('health'));
  assertShape('HealthSummary', await json('gateway', 'health', '--verbose'));
});

test('status tells of this very process', async () => {
  const status = (await json('status')) as {
    gateway: { reachable: boolean; self: { pid: number; port: number } };
  };
  assert.equal(status.gateway.reachable, true);
  assert.equal(status.gateway.self.pid, gateway.pid);
  assert.equal(status.gateway.self.port, gateway.port);
});

test('gateway status --deep finds the port, the owner and the tree', async () => {
  const report = (await json('gateway', 'status', '--deep')) as {
    port: { status: string; port: number; owner: { pid: number } };
    handshake: { ok: boolean };
    rpc: { ok: boolean; summary: unknown };
    tree: { id: string }[];
  };
  assert.equal(report.port.status, 'listening');
  assert.equal(report.port.port, gateway.port);
  assert.equal(report.port.owner.pid, gateway.pid);
  assert.equal(report.handshake.ok, true);
  assertShape('StatusSummary', report.rpc.summary);
  assertShape('SystemInspectResult', { tree: report.tree });
  for (const id of ['gateway/store', 'gateway/runs', 'gateway/pulse', 'gateway/edge']) {
    assert.ok(
      report.tree.some((node) => node.id === id),
      id,
    );
  }
});

test('agent streams an answer that the session keeps', async () => {
  const { code, stdout, stderr } = await runCli(home, ['agent', '--message', 'what can you do?', '--stream']);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /offline engine/);
  const sessions = (await json('sessions')) as { count: number; sessions: { key: string }[] };
  assertShape('SessionsListResult', { ...sessions, activeMinutes: undefined });
  assert.ok(sessions.sessions.some((row) => row.key === 'agent:main:main'));
});

test('streamed text is the final answer, once', async () => {
  const streamed = await runCli(home, ['agent', '--message', 'help', '--stream']);
  const whole = await runCli(home, ['agent', '--message', 'help']);
  assert.equal(streamed.stdout, whole.stdout);
});

test('over TCP the token of the configuration is enough, a wrong one is refused', async () => {
  assertShape('HealthSummary', await json('health', '--url', gateway.url));
  assertShape('HealthSummary', await json('health', '--url', gateway.url, '--token', TOKEN));
  const { code, stderr } = await runCli(home, [
    'health',
    '--url',
    gateway.url,
    '--token',
    'wrong-wrong-wrong',
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /unauthorized: gateway token mismatch/);
});

test('message send is NOT_LINKED while no channel exists', async () => {
  const { code, stdout } = await runCli(home, ['message', 'send', '-t', '+1555', '-m', 'hi', '--json']);
  assert.equal(code, 1);
  assert.equal((JSON.parse(stdout) as { error: { code: string } }).error.code, 'NOT_LINKED');
});

test('logs, devices and any other method answer', async () => {
  const { code, stdout } = await runCli(home, ['logs', '--limit', '5']);
  assert.equal(code, 0);
  assert.match(stdout, /^Log file: .*\n/);
  assertShape('DevicePairListResult', await json('devices', 'list'));
  assertShape('ModelsListResult', await json('gateway', 'call', 'models.list'));
  assertShape('ConfigSnapshot', await json('gateway', 'call', 'config.get'));
});

test('a method that does not exist exits 1', async () => {
  const { code, stderr } = await runCli(home, ['gateway', 'call', 'toString']);
  assert.equal(code, 1);
  assert.match(stderr, /INVALID_REQUEST: unknown method: toString/);
});

test('without a gateway every command fails at once with 69', async () => {
  const empty = createHome({ gateway: { port: 1 } });
  try {
    for (const argv of [['health'], ['agent', '-m', 'hi'], ['message', 'send', '-t', 'x', '-m', 'y']]) {
      assert.equal((await runCli(empty, argv)).code, 69, argv.join(' '));
    }
  } finally {
    empty.remove();
  }
});
