import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, test, type TestContext } from 'node:test';
import { probePort } from '../../src/cli/facts.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { GatewayStatusReport } from '../../src/protocol/generated/types.ts';
import { withGateway, TOKEN, type WithGatewayOptions } from '../support/cli-gateway.ts';
import { createBench, type Bench } from '../support/cli-run.ts';
import { assertShape } from '../support/wire-shape.ts';

const onLinux = process.platform === 'linux' ? false : 'units are of Linux';

/** The gateway of this state directory, as far as its lock tells. */
function holdLock(bench: Bench, port: number): void {
  const owner = {
    pid: process.pid,
    version: '0.1.0',
    profile: 'default',
    port,
    startedAt: Date.now(),
    instanceId: null,
  };
  writeFileSync(join(bench.dir, 'gateway.lock.json'), JSON.stringify(owner));
}

/** A `systemctl` that has this to say of every unit. */
function createSystemctl(dir: string, shown: string): string {
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\nprintf '%s\\n' ${shown}\n`);
  writeFileSync(join(bin, 'journalctl'), '#!/bin/sh\nexit 0\n');
  for (const name of ['systemctl', 'journalctl']) chmodSync(join(bin, name), 0o755);
  return bin;
}

async function stage(context: TestContext, options: WithGatewayOptions = {}) {
  const { bench, gateway } = await withGateway(context, options);
  holdLock(bench, gateway.port);
  return { bench, gateway };
}

async function look(bench: Bench, ...more: readonly string[]) {
  const { code, stdout, stderr } = await bench.run(
    'gateway',
    'status',
    '--json',
    '--timeout',
    '3000',
    ...more,
  );
  assert.notEqual(stdout, '', stderr);
  const report = JSON.parse(stdout) as GatewayStatusReport;
  assertShape('GatewayStatusReport', report);
  const { supervisor, port, handshake, rpc } = report;
  const facts = { supervisor: supervisor.ok, port: port.ok, handshake: handshake.ok, rpc: rpc.ok };
  return {
    code,
    report,
    red: Object.entries(facts)
      .filter(([, ok]) => ok === false)
      .map(([name]) => name),
  };
}

describe('the four facts of gateway status', () => {
  it('are all green, and the exit code is 0', async (context) => {
    const { bench } = await stage(context);
    const { code, red, report } = await look(bench, '--deep');
    assert.deepEqual([code, red], [0, []]);
    assert.ok(report.tree !== undefined, 'with the tree');
  });

  it('are red for the port alone when it belongs to somebody else: 69', async (context) => {
    const { bench } = await withGateway(context);
    const { code, red } = await look(bench);
    assert.deepEqual([code, red], [69, ['port']]);
  });

  it('are red for the handshake alone when the secret is wrong: 1', async (context) => {
    const { bench } = await stage(context, { tcpOnly: true });
    const { code, red, report } = await look(bench, '--token', `${TOKEN}-not`);
    assert.deepEqual([code, red], [1, ['handshake']]);
    assert.equal(report.rpc.ok, null, 'not tried');
    assert.match(report.handshake.error ?? '', /unauthorized/);
  });

  it('are red for RPC alone when the gateway greets and does not answer: 70', async (context) => {
    const { bench } = await stage(context, {
      gateway: { answer: (method) => (method === 'status' ? undefined : {}) },
    });
    const { code, red } = await look(bench);
    assert.deepEqual([code, red], [70, ['rpc']]);
  });

  it(
    'are red for the supervisor alone when its service has failed and somebody else runs the gateway: 75',
    { skip: onLinux },
    async (context) => {
      const bin = createSystemctl(
        createBench(context).dir,
        'LoadState=loaded ActiveState=failed SubState=failed Result=exit-code ExecMainCode=1 ExecMainStatus=78 UnitFileState=enabled',
      );
      const { bench } = await stage(context, { bench: { env: { PATH: `${bin}:/usr/bin:/bin` } } });
      const units = join(bench.dir, '.config/systemd/user');
      mkdirSync(units, { recursive: true });
      writeFileSync(
        join(units, 'moltbot-gateway.service'),
        '[Service]\nExecStart=/usr/bin/node /x/moltbot.cjs gateway\n',
      );
      const { code, red, report } = await look(bench);
      assert.deepEqual([code, red], [75, ['supervisor']]);
      assert.equal(report.supervisor.service?.lastEnd, 'it exited with a failure (exit code 78)');
    },
  );
});

test('a port that answers while the command is still busy is not one of which nothing is known', async (context) => {
  const { bench, gateway } = await stage(context);
  // To a process that was busy the answer and the end of its patience come in the same turn.
  const clock: Clock = {
    ...bench.io.clock,
    setTimeout: (callback) => {
      queueMicrotask(callback);
      return undefined;
    },
  };
  assert.deepEqual(await probePort({ ...bench.io, clock }, '127.0.0.1', gateway.port, 1), {
    status: 'listening',
  });
});
