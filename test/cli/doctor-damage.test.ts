import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { doctor } from '../../src/cli/verbs/doctor.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { openStore } from '../../src/store/open.ts';
import { recordOp } from '../../src/store/ops-log.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { createBench, type Bench } from '../support/cli-run.ts';
import { OTHER_USER, shutOut } from '../support/other-user.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' };
const LOCAL = { gateway: { mode: 'local', auth: { token: 'the-configured-token' } } };

async function examine(bench: Bench): Promise<readonly Finding[]> {
  const { stdout, stderr } = await bench.run('doctor', '--json');
  assert.equal(stderr, '');
  return (JSON.parse(stdout) as { findings: Finding[] }).findings;
}
const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

describe('a doctor among ruins', () => {
  it('passes by a link in the home directory that leads nowhere', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    chmodSync(bench.dir, 0o700);
    chmodSync(join(bench.dir, 'moltbot.json'), 0o600);
    symlinkSync('/nowhere/at/all', join(bench.dir, '.clawdbot-gone'));
    symlinkSync('.clawdbot-round', join(bench.dir, '.clawdbot-round'));
    assert.deepEqual(codes(await examine(bench)), ['gateway-down']);
  });

  it('says what is wrong with a configuration that is no file', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    chmodSync(bench.dir, 0o700);
    mkdirSync(join(bench.dir, 'moltbot.json'), { mode: 0o700 });
    const findings = await examine(bench);
    assert.deepEqual(codes(findings), ['config-invalid', 'gateway-down']);
    assert.match(findings[0]?.message ?? '', /is a directory/);
  });

  it('says that the state directory is none', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    rmSync(bench.dir, { recursive: true });
    writeFileSync(bench.dir, '', { mode: 0o600 });
    const findings = await examine(bench);
    assert.deepEqual(codes(findings), ['config-invalid', 'state-no-directory', 'gateway-down']);
  });
});

describe('a doctor of the record of who did what', () => {
  it('finds an entry that was changed behind the back of the gateway', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    chmodSync(bench.dir, 0o700);
    chmodSync(join(bench.dir, 'moltbot.json'), 0o600);
    const { dbPath: path } = bench.io.paths;
    const store = openStore({ path, clock: bench.io.clock, log: silentLogger });
    for (const target of ['+1555', '+1666'])
      await store.write((tx) =>
        recordOp(tx, { at: 1, actor: 'molly', action: 'pairing.approved', target, detail: {} }),
      );
    store.close();
    assert.deepEqual(codes(await examine(bench)), ['gateway-down']);
    const db = new DatabaseSync(path);
    db.exec("UPDATE ops_log SET target = '+1999' WHERE seq = 2");
    db.close();
    const findings = await examine(bench);
    assert.deepEqual(codes(findings), ['store-record', 'gateway-down']);
    assert.match(findings[0]?.evidence ?? '', /does not hold from entry 2 on/);
  });
});

describe('a doctor of what lies elsewhere', { skip: process.platform === 'win32' }, () => {
  it('finds credentials and copies of the configuration that others can read', async (context) => {
    const bench = createBench(context, { env: NOBODY });
    const [state, other] = [join(bench.dir, 'state'), join(bench.dir, 'other')];
    mkdirSync(state, { mode: 0o700 });
    mkdirSync(join(other, 'creds'), { recursive: true, mode: 0o755 });
    writeFileSync(join(other, 'my.json'), JSON.stringify(LOCAL), { mode: 0o600 });
    writeFileSync(join(other, 'my.json.bak'), JSON.stringify(LOCAL), { mode: 0o644 });
    writeFileSync(join(other, 'not-ours.json'), '{}', { mode: 0o644 });
    const env = createEnv({
      ...NOBODY,
      CLAWDBOT_STATE_DIR: state,
      CLAWDBOT_CONFIG_PATH: join(other, 'my.json'),
      CLAWDBOT_OAUTH_DIR: join(other, 'creds'),
    });
    const paths = resolvePaths({ env, profile: 'default', home: bench.dir });
    await doctor({ ...bench.io, env, paths }, { json: true });
    const { findings } = JSON.parse(bench.stdout()) as { findings: readonly Finding[] };
    assert.deepEqual(
      findings.filter(({ code }) => code === 'file-exposed').map(({ fix }) => fix),
      [`chmod 700 ${join(other, 'creds')}`, `chmod 600 ${join(other, 'my.json.bak')}`],
    );
  });
});

describe('a doctor where paths are odd', () => {
  it(
    'gives commands that a shell reads as meant',
    { skip: process.platform === 'win32' },
    async (context) => {
      const bench = createBench(context, { env: NOBODY });
      const state = join(bench.dir, `it's "$(here)"`);
      mkdirSync(state, { mode: 0o755 });
      writeFileSync(join(state, 'moltbot.json'), JSON.stringify(LOCAL), { mode: 0o644 });
      const env = createEnv({ ...NOBODY, CLAWDBOT_STATE_DIR: state });
      const paths = resolvePaths({ env, profile: 'default', home: bench.dir });
      await doctor({ ...bench.io, env, paths }, { json: true });
      const { findings } = JSON.parse(bench.stdout()) as { findings: readonly Finding[] };
      const fixes = findings.filter(({ code }) => code === 'file-exposed').map(({ fix }) => fix);
      assert.equal(fixes.length, 2);
      for (const fix of fixes)
        assert.equal(spawnSync('/bin/sh', ['-c', fix], { encoding: 'utf8' }).stderr, '', fix);
      assert.equal(statSync(state).mode & 0o777, 0o700);
      assert.equal(statSync(join(state, 'moltbot.json')).mode & 0o777, 0o600);
    },
  );
});

describe('a doctor where nothing can be written', { skip: process.platform === 'win32' }, () => {
  it('says so, and where', (context) => {
    const home = mkdtempSync(join(tmpdir(), 'moltbot-closed-'));
    context.after(() => rmSync(home, { recursive: true, force: true }));
    chmodSync(home, 0o555);
    const why = shutOut(home);
    if (why !== undefined) return context.skip(why);
    // Root may write anywhere, so that it looks with the eyes of somebody else.
    const somebody = process.getuid?.() === 0 ? { uid: OTHER_USER, gid: OTHER_USER } : {};
    const { stdout, stderr } = spawnSync(process.execPath, ['bin/moltbot.cjs', 'doctor', '--json'], {
      env: { ...process.env, ...NOBODY, HOME: home },
      encoding: 'utf8',
      timeout: 60_000,
      ...somebody,
    });
    if (/EACCES|permission denied/i.test(stderr))
      return context.skip(`nobody else may run this checkout: ${stderr}`);
    const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
    assert.deepEqual(codes(findings), ['state-not-writable', 'config-missing', 'gateway-down']);
    assert.equal(findings[0]?.evidence, `${home}: EACCES`);
  });
});
