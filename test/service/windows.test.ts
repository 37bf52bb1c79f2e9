import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { execute } from '../../src/service/execute.ts';
import { serviceNames } from '../../src/service/names.ts';
import { createTask } from '../../src/service/windows/scheduler.ts';
import { readScript, renderScript, renderTask } from '../../src/service/windows/task.ts';
import { createSchtasks } from '../support/schtasks.ts';
import { specOf } from '../support/service-world.ts';

const home = mkdtempSync(join(tmpdir(), 'moltbot-task-'));
after(() => rmSync(home, { recursive: true }));
const spec = specOf({
  home,
  vars: { PATH: 'C:\\Windows;"C:\\100% mine"', OPENAI_API_KEY: 'sk-secret' },
  input: {
    platform: 'win32',
    node: 'C:\\Program Files\\nodejs\\node.exe',
    entry: 'C:\\it & more\\moltbot.cjs',
  },
});
const XSD = join(import.meta.dirname, '../support/task.xsd');
const xmllint = spawnSync('xmllint', ['--version']).error === undefined ? false : 'xmllint is not installed';

const world = () => {
  const { ask, told } = createSchtasks();
  const stateDir = join(home, '.clawdbot');
  const task = createTask({
    names: serviceNames('default'),
    stateDir,
    secretsPath: spec.secretsPath,
    logDir: spec.logDir,
    ask,
  });
  return { ask, told, task, stateDir };
};

describe('the scheduled task', () => {
  it('is a task by the schema of Windows, in UTF-16', { skip: xmllint }, async () => {
    const { ask, task, stateDir } = world();
    await execute(task.install(spec), { ask });
    const file = join(stateDir, 'gateway-task.xml');
    assert.deepEqual([...readFileSync(file).subarray(0, 2)], [0xff, 0xfe]);
    const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', XSD, file], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    writeFileSync(
      file,
      renderTask(spec, 'C:\\a\\gateway.cmd').replace('IgnoreNew', 'Ignore').replace('UTF-16', 'UTF-8'),
    );
    assert.notEqual(
      spawnSync('xmllint', ['--noout', '--nonet', '--schema', XSD, file]).status,
      0,
      'the schema refuses something',
    );
  });

  it('runs a command file that means what was meant, without a secret', () => {
    const script = renderScript(spec);
    assert.doesNotMatch(script, /sk-secret/);
    assert.ok(script.split('\r\n').includes('set "PATH=C:\\Windows;C:\\100%% mine"'), script);
    const read = readScript(script);
    assert.deepEqual(read.command, spec.command);
    assert.deepEqual(read.environment, spec.environment);
    assert.throws(() => renderScript({ ...spec, environment: { A: 'x"y' } }), /cannot express/);
  });

  it('is read as UTF-8, whatever letters the name of its owner has', () => {
    const [first, second] = renderScript({ ...spec, workingDirectory: 'C:\\Users\\Jürgen 你' }).split('\r\n');
    // Before it nothing may stand that is not the same in every code page.
    assert.deepEqual([first, second], ['@echo off', 'chcp 65001 >nul']);
  });

  it('gives every word back as it went in', () => {
    const word = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'\\ ab%&|^!,;=()/-é'.split('')), maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 12 }).filter((one) => !/[\r\n\0"\u2028\u2029]/.test(one)),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const command = ['C:\\moltbot.exe', ...words] as const;
        assert.deepEqual(readScript(renderScript({ ...spec, command })).command, command);
      }),
    );
  });

  it('reads what an older release wrote', () => {
    const { command, environment } = readScript(
      '@echo off\r\nrem Clawdbot Gateway\r\ncd /d C:\\x\r\nset CLAWDBOT_PROFILE=rescue\r\n"C:\\a b\\node.exe" C:\\x\\index.js gateway --port 18789\r\n',
    );
    assert.deepEqual(command, ['C:\\a b\\node.exe', 'C:\\x\\index.js', 'gateway', '--port', '18789']);
    assert.deepEqual(environment, { CLAWDBOT_PROFILE: 'rescue' });
  });

  it('is created, ended, run again and deleted in an order the scheduler accepts', async () => {
    const { ask, told, task } = world();
    assert.equal((await task.state()).loaded, false);
    await execute(task.install(spec), { ask });
    assert.deepEqual(told.slice(1), [
      '/Delete /F /TN Clawdbot Gateway',
      `/Create /F /TN Moltbot Gateway /XML ${join(home, '.clawdbot', 'gateway-task.xml')}`,
      '/Run /TN Moltbot Gateway',
    ]);
    assert.match((await task.registered?.()) ?? '', /<RestartOnFailure><Interval>PT1M/);
    assert.equal((await task.state()).running, 'running');
    await execute(task.verb('stop'), { ask });
    const { running, lastEnd } = await task.state();
    assert.deepEqual([running, lastEnd], ['stopped', 'result 1']);
    await execute(task.verb('start'), { ask });
    await execute(task.verb('restart'), { ask });
    assert.equal((await task.state()).running, 'running');
    await execute(task.uninstall(), { ask });
    assert.equal((await task.state()).loaded, false);
    assert.equal(await task.registered?.(), undefined);
    assert.equal(existsSync(task.definitionPath), false);
  });
});
