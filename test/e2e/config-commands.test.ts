import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { createHome, runCli, startGateway } from '../support/gateway-process.ts';

test('config set, get, unset, validate, history and rollback without a gateway keep the rest of the file', async (context) => {
  const home = createHome();
  context.after(() => home.remove());
  const text =
    '{\n  // mine\n  gateway: { mode: "local", auth: { token: "${SECRET}" } },\n  agents: { list: [{ id: "main" }] },\n}\n';
  writeFileSync(home.configPath, text);
  const env = {
    ...home,
    env: {
      ...home.env,
      SECRET: 'a-secret-of-the-environment',
    },
  };
  const run = (...argv: string[]) => runCli(env, ['config', ...argv]);
  const set = await run('set', 'agents.list[0].name', 'Molly');
  assert.equal(set.code, 0, set.stderr);
  assert.match(
    set.stdout,
    /^Set agents\.list\[0\]\.name in .*\nNo gateway runs here; it counts from the next start\.\n$/,
  );
  assert.equal(
    readFileSync(home.configPath, 'utf8'),
    text.replace('{ id: "main" }', '{ id: "main", name: "Molly" }'),
  );
  assert.equal((await run('get', 'agents.list[0].name')).stdout, 'Molly\n');
  assert.equal((await run('get', 'gateway.auth.token')).stdout, '[redacted]\n');
  assert.equal((await run('get', 'gateway.auth.token', '--reveal')).stdout, 'a-secret-of-the-environment\n');
  assert.equal((await run('unset', 'agents.list[0].name')).code, 0);
  assert.equal(readFileSync(home.configPath, 'utf8'), text);
  const bad = await run('set', 'gateway.port', 'many');
  assert.equal(bad.code, 78);
  assert.match(bad.stderr, /gateway\.port/);
  assert.equal((await run('set', '.x', '1')).code, 64);
  assert.equal((await run('validate')).code, 0);
  const history = JSON.parse((await run('history', '--json')).stdout) as { backups: unknown[] };
  assert.equal(history.backups.length, 2);
  assert.match(
    (await run('history')).stderr,
    /in the books of the gateway \(no gateway runs here\): ask again/,
  );
  assert.equal((await run('rollback', '1')).code, 0);
  assert.match(readFileSync(home.configPath, 'utf8'), /name: "Molly"/);
  writeFileSync(home.configPath, '{ nonsense: 1 }');
  const invalid = await run('validate');
  assert.equal(invalid.code, 78);
  assert.match(invalid.stdout, /moltbot\.json:1:3: nonsense: unknown key/);
});

test('config set tells what the running gateway makes of it', async (context) => {
  const home = createHome();
  const gateway = await startGateway(home);
  context.after(async () => {
    await gateway.stop();
    home.remove();
  });
  const set = await runCli(home, ['config', 'set', 'messages.responsePrefix', 'hi', '--json']);
  assert.equal(set.code, 0, set.stderr);
  const answer = JSON.parse(set.stdout) as {
    by: string;
    changed: boolean;
    report: { hash: string };
    hash: string;
  };
  assert.deepEqual([answer.by, answer.changed, answer.report.hash], ['gateway', true, answer.hash]);
});
