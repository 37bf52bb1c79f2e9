import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownName } from '../../src/cli/own-name.ts';

const start = { cwd: '/src/moltbot', searchPath: '/usr/bin:/usr/local/bin', profile: 'default' };

for (const [script, cwd, expected] of [
  [undefined, '/', 'moltbot'],
  ['/src/moltbot/bin/moltbot.cjs', '/src/moltbot', 'node bin/moltbot.cjs'],
  ['/src/moltbot/bin/moltbot.cjs', '/home/you', 'node /src/moltbot/bin/moltbot.cjs'],
  ['/my src/bin/moltbot.cjs', '/', `node 'my src/bin/moltbot.cjs'`],
  ['/home/you/$(id)/claw', '/home/you', `'$(id)/claw'`],
  ['/src/moltbot/src/main.ts', '/src/moltbot', 'node src/main.ts'],
  ['/usr/local/bin/moltbot', '/home/you', 'moltbot'],
  ['/home/you/tools/moltbot', '/home/you', 'tools/moltbot'],
  ['/home/you/moltbot', '/home/you', './moltbot'],
  ['/opt/links/claw', '/home/you', '/opt/links/claw'],
  ['/app/node_modules/.bin/moltbot', '/app', 'npx moltbot'],
  ['/app/node_modules/moltbot/bin/moltbot.cjs', '/app', 'moltbot'],
] as const) {
  test(`started as ${script ?? 'nothing'} in ${cwd}, a hint says ${expected}`, () => {
    assert.equal(ownName({ ...start, script, cwd }), expected);
  });
}

test('a hint names the profile in use', () => {
  const script = '/usr/bin/moltbot';
  assert.equal(ownName({ ...start, script, profile: 'dev' }), 'moltbot --dev');
  assert.equal(ownName({ ...start, script, profile: 'rescue' }), 'moltbot --profile rescue');
});
