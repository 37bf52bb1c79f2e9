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
import type { Step } from '../../src/service/spec.ts';
import type { Ask } from '../../src/service/systemd/systemd.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createLaunchctl } from '../support/launchctl.ts';
import { specOf } from '../support/service-world.ts';

const UID = 501;
const target = `gui/${UID}/bot.molt.rescue`;
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

const agentOf = (ask: Ask) =>
  createLaunchd({
    names: serviceNames('rescue'),
    uid: UID,
    agentsDir,
    secretsPath: spec.secretsPath,
    logDir: spec.logDir,
    ask,
  });
const world = () => {
  const launchctl = createLaunchctl(UID);
  return { ...launchctl, agent: agentOf(launchctl.ask) };
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
    assert.deepEqual(told.splice(0), [
      `print gui/${UID}`,
      `bootout ${target}`,
      `print ${target}`,
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

  const DRAIN_MS = 8_000;
  /** A launchd whose gateways take their time to end, and a plan carried out while the time passes. */
  const draining = (ms = DRAIN_MS) => {
    const clock = createTestClock();
    const launchctl = createLaunchctl(UID, { clock, ms });
    const { ask } = launchctl;
    const agent = agentOf(ask);
    const carryOut = async (steps: readonly Step[], passes = DRAIN_MS + 1_000): Promise<void> => {
      const [carried] = await Promise.allSettled([execute(steps, { ask, clock }), clock.advance(passes)]);
      if (carried.status === 'rejected') throw carried.reason;
    };
    return { ...launchctl, clock, agent, carryOut };
  };
  it('waits for the old gateway to end before it brings in the new one', async () => {
    const { ask, told, agent, carryOut } = draining();
    await carryOut(agent.install(spec));
    const before = (await agent.state()).pid;
    told.splice(0);
    await carryOut(agent.install(spec));
    const verbs = told.map((line) => line.split(' ')[0]);
    const asked = verbs.filter((verb) => verb === 'print').length;
    assert.ok(asked > 2 && asked <= DRAIN_MS / 250 + 1, `asked ${asked} times`);
    assert.deepEqual(
      verbs.filter((verb) => verb !== 'print'),
      ['bootout', 'enable', 'bootstrap', 'kickstart'],
    );
    const { running, pid } = await agent.state();
    assert.equal(running, 'running');
    assert.notEqual(pid, before);
    // Without the wait the real one refuses, and so does this one.
    await ask(['launchctl', 'bootout', target]);
    const codes = [];
    for (const _ of [1, 2])
      codes.push((await ask(['launchctl', 'bootstrap', `gui/${UID}`, agent.definitionPath])).exitCode);
    assert.deepEqual(codes, [37, 5]);
  });

  for (const verb of ['start', 'restart'] as const)
    it(`${verb}s one that is just being stopped by another hand`, async () => {
      const { ask, agent, carryOut } = draining();
      await carryOut(agent.install(spec));
      await ask(['launchctl', 'bootout', target]);
      const { loaded, running } = await agent.state();
      assert.deepEqual([loaded, running], [true, 'stopping']);
      await carryOut(agent.verb(verb));
      assert.equal((await agent.state()).running, 'running');
    });

  it('restarts one that runs without waiting for it to go', async () => {
    const { told, agent, carryOut } = draining();
    await carryOut(agent.install(spec));
    told.splice(0);
    await carryOut(agent.verb('restart'), 0);
    assert.deepEqual(told, [
      `print ${target}`,
      `bootstrap gui/${UID} ${agent.definitionPath}`,
      `kickstart -k ${target}`,
    ]);
  });

  it('is stopped and removed only when its process has ended, also when that goes on already', async () => {
    const { ask, agent, carryOut } = draining();
    await carryOut(agent.install(spec));
    await ask(['launchctl', 'bootout', target]);
    await carryOut(agent.verb('stop'));
    assert.equal((await agent.state()).loaded, false);
    await carryOut(agent.install(spec));
    await carryOut(agent.uninstall());
    assert.equal((await agent.state()).loaded, false);
    assert.equal(existsSync(agent.definitionPath), false);
  });

  it('says which label does not go away, and what to do, when the time is over', async () => {
    const { told, agent, carryOut } = draining(3_600_000);
    await carryOut(agent.install(spec));
    told.splice(0);
    await assert.rejects(
      carryOut(agent.install(spec), 100_000),
      (error) =>
        error instanceof StepFailed &&
        error.message ===
          `wait until launchd has let go of bot.molt.rescue: that did not happen within 90 s; end it with: launchctl kill SIGKILL ${target}; then try again`,
    );
    assert.ok(!told.some((line) => line.startsWith('bootstrap')));
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
