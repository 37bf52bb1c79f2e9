import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { execute, StepFailed } from '../../src/service/execute.ts';
import { createLaunchd } from '../../src/service/launchd/launchd.ts';
import { readPlist, renderPlist } from '../../src/service/launchd/plist.ts';
import { serviceNames } from '../../src/service/names.ts';
import { createLaunchctl } from '../support/launchctl.ts';
import { specOf } from '../support/service-world.ts';

const UID = 501;
const home = mkdtempSync(join(tmpdir(), 'moltbot-launchd-'));
after(() => rmSync(home, { recursive: true }));
const agentsDir = join(home, 'Library', 'LaunchAgents');
const spec = specOf({
  home,
  profile: 'rescue',
  vars: { CLAWDBOT_GATEWAY_TOKEN: "it's a <secret> & more" },
  input: { platform: 'darwin' },
});
const DTD = join(import.meta.dirname, '../support/plist.dtd');
const xmllint = spawnSync('xmllint', ['--version']).error === undefined ? false : 'xmllint is not installed';

const world = () => {
  const launchctl = createLaunchctl(UID);
  const agent = createLaunchd({
    names: serviceNames('rescue'),
    uid: UID,
    agentsDir,
    secretsPath: spec.secretsPath,
    logDir: spec.logDir,
    ask: launchctl.ask,
  });
  return { ...launchctl, agent };
};

describe('the launch agent', () => {
  it('is a property list by the rules, without a secret, and reads back as meant', { skip: xmllint }, () => {
    const file = join(home, 'check.plist');
    writeFileSync(file, renderPlist(spec));
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--dtdvalid', DTD, file], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const facts = readPlist(readFileSync(file, 'utf8'));
    assert.deepEqual(facts?.command, spec.command);
    assert.deepEqual(facts?.environment, spec.environment);
    assert.ok(facts?.keepAlive && facts.runAtLoad);
    assert.equal(facts?.label, 'bot.molt.rescue');
    assert.doesNotMatch(readFileSync(file, 'utf8'), /secret/);
    assert.ok(spec.command.includes(`--env-file-if-exists=${spec.secretsPath}`));
  });

  it('keeps its secrets where Node reads them and only their owner', async () => {
    const { ask, agent } = world();
    await execute(agent.install(spec), { ask });
    assert.equal(statSync(spec.secretsPath).mode & 0o777, 0o600);
    const { stdout } = spawnSync(
      process.execPath,
      [`--env-file=${spec.secretsPath}`, '-p', 'process.env.CLAWDBOT_GATEWAY_TOKEN'],
      { encoding: 'utf8' },
    );
    assert.equal(stdout, "it's a <secret> & more\n");
  });

  it('is installed, stopped, started again, restarted and removed in an order launchd accepts', async () => {
    const { ask, told, agent, crash } = world();
    assert.equal(await agent.unavailable(), undefined);
    await execute(agent.install(spec), { ask });
    const target = `gui/${UID}/bot.molt.rescue`;
    assert.deepEqual(told.splice(0), [
      `print gui/${UID}`,
      `bootout ${target}`,
      `enable ${target}`,
      `bootstrap gui/${UID} ${agent.definitionPath}`,
      `kickstart -k ${target}`,
    ]);
    assert.deepEqual(
      { ...(await agent.state()), pid: 0 },
      { loaded: true, enabled: true, running: 'running', pid: 0, restarts: 1 },
    );
    await execute(agent.verb('stop'), { ask });
    assert.equal((await agent.state()).loaded, false);
    await assert.rejects(execute(agent.verb('stop'), { ask }), StepFailed);
    // A stop takes it out of the domain; a start brings it in again.
    await execute(agent.verb('start'), { ask });
    assert.equal((await agent.state()).running, 'running');
    await execute(agent.verb('restart'), { ask });
    crash('bot.molt.rescue');
    const { running, lastEnd } = await agent.state();
    assert.deepEqual([running, lastEnd], ['stopped', 'exit code 1']);
    // Installing over what is there is no different from the first time.
    await execute(agent.install(spec), { ask });
    await execute(agent.uninstall(), { ask });
    assert.equal((await agent.state()).loaded, false);
    assert.equal(existsSync(agent.definitionPath), false);
    assert.equal(existsSync(spec.secretsPath), false);
  });

  it('clears away what an older release has left under its labels', async () => {
    const { ask, told, agent } = world();
    mkdirSync(agentsDir, { recursive: true });
    const legacy = join(agentsDir, 'com.clawdbot.rescue.plist');
    writeFileSync(legacy, renderPlist(spec).replaceAll('bot.molt.rescue', 'com.clawdbot.rescue'));
    await execute(agent.install(spec), { ask });
    assert.equal(existsSync(legacy), false);
    assert.ok(told.includes(`bootout gui/${UID}/com.clawdbot.rescue`));
    await execute(agent.uninstall(), { ask });
  });
});
