import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { refuseOtherPlace, refuseWithoutRoot, type OwnService } from '../../src/cli/supervised.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { readUnit } from '../../src/service/systemd/read-unit.ts';
import { placeOf } from '../../src/service/place.ts';
import { createBench, type Bench } from '../support/cli-run.ts';

const skip = process.platform === 'linux' ? false : 'units are of Linux';

/** A user unit of the default profile that keeps failing, and a `systemctl` that writes down what it was told. */
function createStage(
  context: TestContext,
  environment: string,
): Bench & { told(): string; readonly unit: string } {
  const bench = createBench(context, {});
  const { home } = bench.io.paths;
  const dir = join(home, '.config', 'systemd', 'user');
  mkdirSync(dir, { recursive: true });
  const unit = join(dir, 'moltbot-gateway.service');
  writeFileSync(unit, `[Service]\nExecStart=/usr/bin/node /m gateway\n${environment}\n`);
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const shown = 'LoadState=loaded\\nActiveState=activating\\nSubState=auto-restart\\nMainPID=0';
  const log = join(home, 'told');
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$*" >> '${log}'\nprintf '${shown}\\n'\n`);
  writeFileSync(join(bin, 'journalctl'), '#!/bin/sh\nexit 0\n');
  for (const name of ['systemctl', 'journalctl']) chmodSync(join(bin, name), 0o755);
  // The bench has CLAWDBOT_STATE_DIR elsewhere, as a shell that means another instance.
  const env = createEnv({ CLAWDBOT_STATE_DIR: join(home, 'elsewhere'), PATH: bin });
  const io = { ...bench.io, env, paths: resolvePaths({ env, profile: 'default', home }) };
  return {
    ...bench,
    unit,
    get io() {
      return { ...bench.io, env, paths: io.paths };
    },
    told: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
  };
}

const acted = (told: string): string[] =>
  told.split('\n').filter((line) => / (start|stop|restart|disable) /.test(line));

describe('the service of that name, when it runs another instance than the command means', { skip }, () => {
  it('is left alone by stop and restart, and not started or removed', async (context) => {
    const stage = createStage(context, '');
    const { run } = await import('../../src/cli/program.ts');
    assert.equal(await run(['gateway', 'stop'], stage.io), 0);
    assert.match(stage.stdout(), /No gateway runs/);
    assert.notEqual(await run(['gateway', 'restart', '--timeout', '500'], stage.io), 0);
    assert.notEqual(await run(['gateway', 'start', '--timeout', '500'], stage.io), 0);
    assert.match(
      stage.stderr(),
      /runs the gateway in \S+\.clawdbot, and this command means the one in \S+elsewhere/,
    );
    assert.notEqual(await run(['gateway', 'uninstall'], stage.io), 0);
    assert.ok(existsSync(stage.unit));
    assert.deepEqual(acted(stage.told()), []);
  });

  it('is not what status and doctor tell to start', async (context) => {
    const stage = createStage(context, '');
    const { run } = await import('../../src/cli/program.ts');
    await run(['gateway', 'status'], stage.io);
    await run(['doctor'], stage.io);
    assert.match(stage.stdout(), /gateway-down/);
    assert.doesNotMatch(stage.stdout(), /Fix: .*gateway start/);
  });

  it('is the own one when its variables name the same place', async (context) => {
    const stage = createStage(context, `Environment=CLAWDBOT_STATE_DIR=~/elsewhere`);
    const { run } = await import('../../src/cli/program.ts');
    assert.equal(await run(['gateway', 'stop'], stage.io), 0);
    assert.deepEqual(acted(stage.told()), ['--user stop moltbot-gateway.service']);
    assert.equal(await run(['gateway', 'uninstall'], stage.io), 69, 'a systemctl that goes on knowing it');
    assert.ok(!existsSync(stage.unit));
  });
});

describe('a service of the system', () => {
  const serviceOf = (text: string): OwnService =>
    ({
      scope: 'system',
      name: 'moltbot-gateway.service',
      definitionPath: '/etc/systemd/system/moltbot-gateway.service',
      definition: () => ({ path: '', text, ...readUnit(text) }),
    }) as unknown as OwnService;

  it('is not taken for that of root under sudo', (context) => {
    const { io } = createBench(context, {});
    const unit = serviceOf(
      `[Service]\nExecStart=/usr/bin/node /m gateway\nEnvironment="HOME=/home/bob o'neil"\n`,
    );
    assert.throws(() => refuseOtherPlace(io, unit, 'stop'), {
      options: {
        where: ['Definition: /etc/systemd/system/moltbot-gateway.service'],
        fix: String.raw`sudo HOME='/home/bob o'\''neil' moltbot gateway stop`,
      },
    });
    const unknown = serviceOf('[Service]\nExecStart=/usr/bin/node /m gateway\nUser=bob\n');
    assert.doesNotThrow(() => refuseOtherPlace(io, unknown, 'stop'), 'a unit that does not say');
  });

  it('tells who is not root a command that means the same instance', (context) => {
    const { io } = createBench(context, {});
    const user = { ...io, machine: { ...io.machine, uid: 1000 } };
    assert.throws(() => refuseWithoutRoot(user, serviceOf(''), 'stop'), {
      options: {
        fix: `sudo HOME=${io.paths.home} CLAWDBOT_STATE_DIR=${io.paths.stateDir} moltbot gateway stop`,
      },
    });
  });
});

it('where a service lives is read from its variables and its words', () => {
  const of = (text: string) => {
    const place = placeOf(readUnit(`[Service]\n${text}`), '/home/you');
    return [place?.stateDir, place?.configPath];
  };
  assert.deepEqual(of('ExecStart=/usr/local/bin/moltbot gateway --port 1'), [
    '/home/you/.clawdbot',
    '/home/you/.clawdbot/moltbot.json',
  ]);
  assert.deepEqual(
    of('ExecStart=/usr/local/bin/moltbot --profile rescue gateway')[0],
    '/home/you/.clawdbot-rescue',
  );
  assert.deepEqual(of('Environment=CLAWDBOT_PROFILE=work HOME=/home/me')[0], '/home/me/.clawdbot-work');
  assert.deepEqual(of('Environment=CLAWDBOT_STATE_DIR=%h/.bot')[0], '/home/you/.bot');
  assert.deepEqual(
    of('Environment=CLAWDBOT_STATE_DIR=%S/bot'),
    [undefined, undefined],
    'for systemd to know',
  );
  assert.deepEqual(of('Environment=OPENCLAW_STATE_DIR=/srv/x'), ['/srv/x', '/srv/x/moltbot.json']);
});
