import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { GatewayStatusReport } from '../../src/protocol/generated/types.ts';
import { withGateway } from '../support/cli-gateway.ts';
import { createBench, type Bench } from '../support/cli-run.ts';

const onLinux = process.platform === 'linux' ? false : 'units are of Linux';
const LAST_WORDS = 'fatal gateway failed: The store is damaged';

/** A machine whose service for this profile has ended with `exitCode`. */
function withFailedService(context: TestContext, port: number, exitCode: number, state = 'failed'): Bench {
  const bin = mkdtempSync(join(tmpdir(), 'moltbot-bin-'));
  context.after(() => rmSync(bin, { recursive: true, force: true }));
  const shown = `LoadState=loaded ActiveState=${state} SubState=${state === 'activating' ? 'auto-restart' : state} Result=${exitCode === 0 ? 'success' : 'exit-code'} ExecMainCode=1 ExecMainStatus=${exitCode} UnitFileState=enabled NeedDaemonReload=${state === 'inactive' ? 'yes' : 'no'}`;
  const programs = {
    systemctl: `printf '%s\\n' ${shown}`,
    journalctl: `echo '2026-01-01T00:00:00.000Z ${LAST_WORDS}'`,
  };
  for (const [name, line] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const bench = createBench(context, {
    config: { gateway: { mode: 'local', port } },
    env: { PATH: `${bin}:/usr/bin:/bin` },
  });
  const units = join(bench.dir, '.config/systemd/user');
  mkdirSync(units, { recursive: true });
  const place = `Environment=CLAWDBOT_STATE_DIR=${bench.dir} CLAWDBOT_CONFIG_PATH=${join(bench.dir, 'moltbot.json')}`;
  const unit = `[Service]\nExecStart=/usr/bin/node /x/moltbot.cjs gateway\n${place}\n`;
  writeFileSync(join(units, 'moltbot-gateway.service'), unit);
  return bench;
}

const fixIn = (text: string): string => /Fix: (.*)/.exec(text)?.[1] ?? '';

/** The fix of each command that meets a gateway that is not there. */
async function fixes(bench: Bench): Promise<Record<string, string>> {
  return {
    'gateway status': fixIn((await bench.run('gateway', 'status')).stdout),
    status: fixIn((await bench.run('status')).stdout),
    health: fixIn((await bench.run('health')).stderr),
  };
}

describe('what brings the gateway up again', { skip: onLinux }, () => {
  it('is the command of its service, in every command that misses it', async (context) => {
    const bench = withFailedService(context, 1, 1);
    assert.deepEqual(await fixes(bench), {
      'gateway status': 'start it again: moltbot gateway start',
      status: 'start it again: moltbot gateway start',
      health: 'start the gateway with: moltbot gateway start',
    });
  });

  it('is not to start it again when it said that a person has to act', async (context) => {
    const bench = withFailedService(context, 1, 78);
    const first = 'mend what the last gateway error says, then: moltbot gateway start';
    const { health: _plain, ...told } = await fixes(bench);
    assert.deepEqual(told, { 'gateway status': first, status: first });
    assert.match((await bench.run('status')).stdout, new RegExp(LAST_WORDS));
    assert.match((await bench.run('doctor')).stdout, /Fix: mend that first, then: moltbot gateway start;/);
  });

  it('is a new definition when the program of the old one cannot be run', async (context) => {
    const bench = withFailedService(context, 1, 203, 'activating');
    const anew = 'install it anew: moltbot gateway install --force';
    const { health: _plain, ...told } = await fixes(bench);
    for (const fix of Object.values(told)) assert.ok(fix.endsWith(anew), fix);
    assert.match((await bench.run('doctor')).stdout, /Fix: moltbot gateway install --force; its log/);
  });

  it('is no repair when the operator has stopped it', async (context) => {
    const bench = withFailedService(context, 1, 0, 'inactive');
    assert.match((await bench.run('gateway', 'status')).stdout, /^Supervisor: +stopped \(systemd/);
    assert.match((await bench.run('status')).stdout, /Service +stopped - systemd/);
    assert.match((await bench.run('doctor')).stdout, /^warning service-down:.*is stopped/m);
  });

  it('says how the file of the service is read again, to the systemd of the user', async (context) => {
    const bench = withFailedService(context, 1, 1, 'inactive');
    assert.match((await bench.run('status')).stdout, /changed since: systemctl --user daemon-reload\n/);
  });

  it('is another port when somebody else has the own one, and says who has it', async (context) => {
    const stranger = createServer((_request, response) => response.end('hello'));
    stranger.listen(0, '127.0.0.1');
    context.after(() => stranger.close());
    await once(stranger, 'listening');
    const { port } = stranger.address() as AddressInfo;
    const bench = withFailedService(context, port, 78);
    const told = await fixes(bench);
    const free = new RegExp(
      `^port ${port} is taken by pid ${process.pid} \\(.+\\): end that, or give the gateway another port: moltbot config set gateway.port <port>$`,
    );
    for (const fix of Object.values(told)) assert.match(fix, free);
  });
});

it('a gateway that answers at its own socket has its port, though its facts could not be written', async (context) => {
  const { bench, gateway } = await withGateway(context, {
    bench: { config: { gateway: { mode: 'local' } } },
    gateway: {
      answer: (method) =>
        method === 'status'
          ? {
              gateway: {
                version: '0.1.0',
                pid: process.pid,
                instanceId: 'one',
                profile: 'default',
                startedAt: Date.now(),
                uptimeMs: 1,
                bind: 'loopback',
                port: gateway.port,
                authMode: 'token',
                runsActive: 0,
              },
            }
          : { warnings: [] },
    },
  });
  writeFileSync(
    join(bench.dir, 'moltbot.json'),
    JSON.stringify({ gateway: { mode: 'local', port: gateway.port } }),
  );
  const { stdout } = await bench.run('gateway', 'status', '--json');
  const { port, fix } = JSON.parse(stdout) as GatewayStatusReport;
  assert.deepEqual([port.ok, port.owner?.pid, fix], [true, process.pid, null]);
  assert.doesNotMatch((await bench.run('doctor')).stdout, /port-taken/);
});

it('says what helps against a file that cannot be used, also while an older one runs', async (context) => {
  const { bench, gateway } = await withGateway(context);
  writeFileSync(join(bench.dir, 'moltbot.json'), `{ gateway: { port: ${gateway.port} `);
  const facts = { pid: process.pid, version: '0.1.0', profile: 'default', port: gateway.port };
  writeFileSync(join(bench.dir, 'gateway.lock.json'), JSON.stringify({ ...facts, startedAt: Date.now() }));
  const { stdout } = await bench.run('gateway', 'status');
  assert.equal(fixIn(stdout), 'correct the file, then: moltbot config validate');
});
