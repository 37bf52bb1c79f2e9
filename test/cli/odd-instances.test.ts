import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { wantsService } from '../../src/cli/wizard/keep-running.ts';
import { createBench } from '../support/cli-run.ts';
import { scripted } from '../support/scripted-asker.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' };

describe('a profile whose name no service can have', () => {
  it('has all other commands', async (context) => {
    const bench = createBench(context, { env: NOBODY, profile: 'gateway' });
    assert.equal((await bench.run('gateway', 'status')).code, 69);
    assert.equal((await bench.run('status')).code, 0);
    assert.equal((await bench.run('doctor')).code, 0);
    assert.equal((await bench.run('gateway', 'stop')).code, 0);
    const { code, stderr } = await bench.run('gateway', 'install');
    assert.equal(code, 64);
    assert.match(stderr, /cannot have a service/);
    const { asker, asked } = scripted([]);
    assert.equal(await wantsService({ io: bench.io, asker: await asker() }), false);
    assert.match(asked.join(), /cannot have a service/);
  });
});

describe('a variable that is no name of a service', () => {
  it('is no way to a file elsewhere', async (context) => {
    const bench = createBench(context, { env: { ...NOBODY, CLAWDBOT_SYSTEMD_UNIT: '../../victim' } });
    const { code, stderr } = await bench.run('gateway', 'uninstall');
    assert.equal(code, 64);
    assert.match(stderr, /CLAWDBOT_SYSTEMD_UNIT is no name of a service[^]*Fix: unset that variable/);
  });
});

describe('a home directory that is no place', () => {
  for (const HOME of ['', 'somewhere']) {
    it(`is taken from the record of the system: HOME=${JSON.stringify(HOME)}`, (context) => {
      const cwd = mkdtempSync(join(tmpdir(), 'moltbot-home-'));
      context.after(() => rmSync(cwd, { recursive: true, force: true }));
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [
          '--conditions=development',
          join(process.cwd(), 'bin/moltbot.cjs'),
          'gateway',
          'status',
          '--json',
          '--no-probe',
        ],
        { cwd, env: { HOME, PATH: process.env['PATH'] }, encoding: 'utf8', timeout: 60_000 },
      );
      assert.equal(
        (JSON.parse(stdout) as { config: { path: string } }).config.path,
        join(userInfo().homedir, '.clawdbot', 'moltbot.json'),
        stderr,
      );
      assert.ok(!existsSync(join(cwd, '.clawdbot')));
    });
  }
});
