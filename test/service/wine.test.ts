import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { execute, StepFailed } from '../../src/service/execute.ts';
import { serviceNames } from '../../src/service/names.ts';
import type { ServiceSpec } from '../../src/service/spec.ts';
import type { Ask } from '../../src/service/systemd/systemd.ts';
import { createTask } from '../../src/service/windows/scheduler.ts';
import { renderScript, renderTask } from '../../src/service/windows/task.ts';
import { specOf } from '../support/service-world.ts';
import { createWine, noWine, type Wine } from '../support/wine.ts';

/** Words and values that mean something to the command line of Windows. */
const WORDS = [
  '--x=a b',
  'a&b',
  '100%',
  '%PATH%',
  '!x!',
  '^',
  'a,b;c=d',
  '(x)',
  '<y>|z',
  'C:\\end dir\\',
  'C:\\end\\',
];
const VALUES = {
  PLAIN: 'x',
  SPACES: ' x  y ',
  OPERATORS: 'a & b | c > d < e ^ f',
  PERCENT: '100% %PATH% %',
  EXCLAIMED: '!PATH! hi!',
  PARENTHESES: ') ((',
  BACKSLASH: 'C:\\dir\\',
};

/** A program that writes down what it was given. */
const WITNESS = `
var shell = new ActiveXObject('WScript.Shell');
var file = new ActiveXObject('Scripting.FileSystemObject').CreateTextFile('told.txt', true, true);
for (var i = 0; i < WScript.Arguments.length; i++) file.WriteLine(WScript.Arguments(i));
file.WriteLine('--');
var names = ${JSON.stringify(Object.keys(VALUES))};
for (var i = 0; i < names.length; i++) file.WriteLine(shell.ExpandEnvironmentStrings('%' + names[i] + '%'));
file.Close();
WScript.Quit(78);
`;

const UNESCAPED: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
};
const element = (xml: string, name: string): string => {
  const [, text] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  assert.ok(text !== undefined, `${name} in ${xml}`);
  return text.replaceAll(/&(\w+);/g, (_, entity: string) => UNESCAPED[entity] ?? '');
};

const missing = noWine();

describe('on Windows, as far as Wine is one', { timeout: 240_000, skip: missing ?? false }, () => {
  let wine: Wine;
  before(async () => {
    wine = await createWine(writeFileSync);
  });
  after(() => wine.remove());

  it('the scheduler takes the task for what it is meant to be, keeps it, and gives it up', async () => {
    const stateDir = path.join(wine.dir, 'state');
    const spec = {
      ...specOf({ home: wine.dir, input: { platform: 'win32' } }),
      logDir: path.join(stateDir, 'logs'),
    };
    const ask: Ask = (argv) =>
      wine.run(...argv.map((word) => (word.startsWith(wine.dir) ? wine.name(word) : word)));
    const task = createTask({
      names: serviceNames('default'),
      stateDir,
      secretsPath: path.join(stateDir, 'service.env'),
      logDir: spec.logDir,
      ask,
    });
    const kept = path.join(wine.drive, 'windows/system32/tasks/Moltbot Gateway');
    await execute(task.install(spec), { ask });
    const xml = readFileSync(kept, 'utf8');
    assert.equal(element(xml, 'Description'), spec.description);
    const settings = {
      MultipleInstancesPolicy: 'IgnoreNew',
      DisallowStartIfOnBatteries: 'false',
      StopIfGoingOnBatteries: 'false',
      AllowHardTerminate: 'true',
      StartWhenAvailable: 'true',
      ExecutionTimeLimit: 'PT0S',
    };
    for (const [name, value] of Object.entries(settings)) assert.equal(element(xml, name), value, name);
    await execute(task.install({ ...spec, description: 'Moltbot Gateway, anew' }), { ask });
    assert.equal(element(readFileSync(kept, 'utf8'), 'Description'), 'Moltbot Gateway, anew');
    await execute(task.uninstall(), { ask });
    assert.equal(existsSync(kept), false);
    await assert.rejects(execute(task.uninstall(), { ask }), StepFailed);
  });

  it('the scheduler refuses what is no XML', async () => {
    const file = path.join(wine.dir, 'torn.xml');
    const torn = renderTask(specOf(), 'C:\\gateway.cmd').replace('</Settings>', '');
    writeFileSync(file, `\uFEFF${torn}`, 'utf16le');
    const { exitCode } = await wine.run('schtasks', '/Create', '/F', '/TN', 'torn', '/XML', wine.name(file));
    assert.notEqual(exitCode, 0);
  });

  for (const directory of ['plain', 'with space', 'R&D 100% (x) ^ it', "it's,a;b=c"]) {
    it(`what the task runs in "${directory}" gives the program every word and variable as it was`, async () => {
      const dir = path.join(wine.dir, directory);
      mkdirSync(dir);
      const inside = (file: string): string => wine.name(path.join(dir, file));
      writeFileSync(path.join(dir, 'the witness.js'), WITNESS);
      const { command, ...rest } = specOf({
        input: {
          platform: 'win32',
          node: 'C:\\windows\\system32\\cscript.exe',
          entry: inside('the witness.js'),
          port: 18_789,
        },
      });
      const [program, _flag, ...words] = command;
      const spec: ServiceSpec = {
        ...rest,
        command: [program, '//nologo', ...words, ...WORDS],
        environment: { ...rest.environment, PATH: 'C:\\windows\\system32', ...VALUES },
        workingDirectory: wine.name(dir),
      };
      writeFileSync(path.join(dir, 'gateway.cmd'), renderScript(spec));
      const xml = renderTask(spec, inside('gateway.cmd'));
      // As the scheduler of Windows does it; that of Wine only says that it did.
      const line = `${element(xml, 'Command')} ${element(xml, 'Arguments')}`;
      const { exitCode, stderr } = await wine.script(`
        var shell = new ActiveXObject('WScript.Shell');
        shell.CurrentDirectory = ${JSON.stringify(element(xml, 'WorkingDirectory'))};
        WScript.Quit(shell.Run(${JSON.stringify(line)}, 0, true));`);
      assert.equal(exitCode, 78, `the exit code comes through: ${stderr}`);
      // Wine ends a value with the NUL it counts for.
      const told = readFileSync(path.join(dir, 'told.txt'), 'utf16le').replaceAll(/[\uFEFF\0]/g, '');
      const [args = '', values = ''] = told.split('--\r\n');
      assert.deepEqual(args.split('\r\n').slice(0, -1), ['gateway', '--port', '18789', ...WORDS]);
      assert.deepEqual(values.split('\r\n').slice(0, -1), Object.values(VALUES));
    });
  }
});
