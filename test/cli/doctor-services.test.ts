import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadConfig } from '../../src/config/load.ts';
import { legacyService } from '../../src/cli/doctor/older-release.ts';
import { checkServices } from '../../src/cli/doctor/services.ts';
import type { CliIo } from '../../src/cli/io.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { readSecrets, renderSecrets } from '../../src/service/systemd/unit.ts';
import { createBench } from '../support/cli-run.ts';

const skip = process.platform === 'win32' ? 'these supervisors are not of Windows' : false;

const configOf = async ({ paths, env }: CliIo) => (await loadConfig({ paths, env })).config;

/** Supervisors that write down what they are told. */
function createStage(context: TestContext, platform: NodeJS.Platform, config?: object) {
  const bench = createBench(context, config === undefined ? {} : { config });
  const bin = join(bench.dir, 'bin');
  mkdirSync(bin);
  const log = join(bench.dir, 'told');
  for (const name of ['systemctl', 'journalctl', 'launchctl', 'loginctl']) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${log}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const env = createEnv({ PATH: bin, CLAWDBOT_STATE_DIR: bench.dir });
  const paths = resolvePaths({ env, profile: 'default', home: bench.dir });
  const io: CliIo = { ...bench.io, env, paths, machine: { ...bench.io.machine, platform, uid: 501 } };
  return {
    io,
    dir: bench.dir,
    told: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
  };
}

describe('the service of an older release', { skip }, () => {
  it('is taken away by doctor --fix on a Mac too', async (context) => {
    const { io, dir, told } = createStage(context, 'darwin');
    const agents = join(dir, 'Library', 'LaunchAgents');
    mkdirSync(agents, { recursive: true });
    const path = join(agents, 'com.clawdbot.gateway.plist');
    writeFileSync(path, '<plist><dict><key>Label</key><string>com.clawdbot.gateway</string></dict></plist>');
    const [finding] = await checkServices(io, await configOf(io));
    assert.equal(finding?.code, 'service-legacy');
    assert.equal(finding.fix, `launchctl bootout gui/501/com.clawdbot.gateway; rm ${path}`);
    await finding.repair?.run();
    assert.ok(!existsSync(path));
    assert.deepEqual(told().slice(-1), ['launchctl bootout gui/501/com.clawdbot.gateway']);
  });

  it('of the whole machine is for root, and the commands are said', (context) => {
    const { io } = createStage(context, 'linux');
    const found = {
      name: 'clawdbot-gateway.service',
      path: '/etc/systemd/system/clawdbot-gateway.service',
      scope: 'system',
      kind: 'legacy',
      profile: 'default',
    } as const;
    const finding = legacyService(io, found);
    assert.equal(finding.repair, undefined);
    assert.equal(
      finding.fix,
      `sudo systemctl disable --now ${found.name}; sudo rm ${found.path}; sudo systemctl daemon-reload`,
    );
  });
});

describe('the token of a service', { skip }, () => {
  it('is the configured one, whatever characters it has', async (context) => {
    const token = 'a$b"c\\d`e %% \'f';
    const { io, dir } = createStage(context, 'linux', {
      gateway: { mode: 'local', auth: { token } },
    });
    const units = join(dir, '.config', 'systemd', 'user');
    mkdirSync(units, { recursive: true });
    writeFileSync(
      join(units, 'moltbot-gateway.service'),
      `[Service]\nExecStart=/usr/bin/node /m gateway\nEnvironment=CLAWDBOT_STATE_DIR=${dir}\n`,
    );
    const secrets = join(dir, 'service.env');
    const differs = async () =>
      (await checkServices(io, await configOf(io))).filter(({ code }) => code === 'service-token-differs');
    writeFileSync(secrets, renderSecrets({ CLAWDBOT_GATEWAY_TOKEN: token }));
    assert.deepEqual(readSecrets(readFileSync(secrets, 'utf8')), { CLAWDBOT_GATEWAY_TOKEN: token });
    assert.deepEqual(await differs(), []);
    writeFileSync(secrets, 'CLAWDBOT_GATEWAY_TOKEN=another\n');
    assert.equal((await differs())[0]?.fix, 'moltbot gateway install --force');
    const handed = await checkServices(io, { gateway: { auth: { token: 'another' } } });
    assert.ok(!handed.some(({ code }) => code === 'service-token-differs'), 'the file is not read again');
  });
});

describe('a unit that was edited by hand', { skip }, () => {
  it('is not as it would be installed, and it is said where the line stands', async (context) => {
    const { io, dir } = createStage(context, 'linux', { gateway: { shutdown: { timeoutSeconds: 40 } } });
    const units = join(dir, '.config', 'systemd', 'user');
    const unit = join(units, 'moltbot-gateway.service');
    const dropIn = join(`${unit}.d`, 'override.conf');
    mkdirSync(`${unit}.d`, { recursive: true });
    writeFileSync(
      unit,
      `[Service]\nType=notify\nExecStart=/usr/bin/node /m gateway\nRestart=no\nRestartSec=5\nTimeoutStopSec=30\nRestartPreventExitStatus=64 78\nEnvironment=CLAWDBOT_STATE_DIR=${dir}\n`,
    );
    writeFileSync(dropIn, '[Service]\nKillMode=process\n');
    const said = Object.fromEntries(
      (await checkServices(io, await configOf(io))).map(({ code, severity, evidence, fix }) => [
        code,
        [severity, evidence, fix],
      ]),
    );
    const again = 'moltbot gateway install --force';
    assert.deepEqual(said['systemd-restart'], ['warning', `${unit}: Restart=no`, again]);
    assert.deepEqual(said['systemd-timeout-stop'], ['warning', `${unit}: TimeoutStopSec=30`, again]);
    assert.deepEqual(said['systemd-kill-mode'], [
      'warning',
      `${dropIn}: KillMode=process`,
      `unless it is meant so, take KillMode= out of ${dropIn}, then: systemctl --user daemon-reload`,
    ]);
    assert.equal(said['systemd-restart-prevent'], undefined);
  });
});
