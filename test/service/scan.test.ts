import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { refuseRivals } from '../../src/cli/install-checks.ts';
import { openService } from '../../src/cli/supervised.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { scanServices } from '../../src/service/scan.ts';
import { createBench } from '../support/cli-run.ts';

function createDir(context: TestContext, units: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-scan-'));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(units)) writeFileSync(join(dir, name), text);
  return dir;
}
const BY_HAND = '[Service]\nExecStart=/usr/local/bin/moltbot gateway --port 18789\n';

describe('the services of a machine', () => {
  it('run on the state directory their definition leads to, also when it does not name one', (context) => {
    const dir = createDir(context, {
      'my-bot.service': BY_HAND,
      'rescue.service': BY_HAND.replace('moltbot gateway', 'moltbot --profile rescue gateway'),
      'moltbot-ui.service': '[Service]\nExecStart=/usr/bin/moltbot-ui\n',
    });
    const found = (user: readonly string[], system: readonly string[]) =>
      Object.fromEntries(
        scanServices({ user, system, suffix: '.service', home: '/home/you' }).map(({ name, stateDir }) => [
          name,
          stateDir,
        ]),
      );
    assert.deepEqual(found([dir], []), {
      'my-bot.service': '/home/you/.clawdbot',
      'rescue.service': '/home/you/.clawdbot-rescue',
      'moltbot-ui.service': undefined,
    });
    assert.equal(found([], [dir])['my-bot.service'], undefined, 'whose home it is, is not known');
  });

  it('are told once, though their directory has two names', (context) => {
    const dir = createDir(context, { 'my-bot.service': BY_HAND });
    const link = `${dir}-link`;
    symlinkSync(dir, link);
    context.after(() => rmSync(link, { force: true }));
    const found = scanServices({
      user: [],
      system: [dir, link, '/nowhere'],
      suffix: '.service',
      home: '/home/you',
    });
    assert.equal(found.length, 1);
  });

  it(
    'keep a second one from being installed for the same gateway',
    { skip: process.platform !== 'linux' },
    async (context) => {
      const bench = createBench(context, {});
      const env = createEnv({ PATH: '/nowhere' });
      const { home } = bench.io.paths;
      const io = { ...bench.io, env, paths: resolvePaths({ env, profile: 'default', home }) };
      const units = join(home, '.config', 'systemd', 'user');
      mkdirSync(units, { recursive: true });
      writeFileSync(join(units, 'my-bot.service'), BY_HAND);
      await assert.rejects(
        refuseRivals(io, await openService(io)),
        /my-bot\.service \(user\) runs a gateway on the same state directory/,
      );
    },
  );
});
