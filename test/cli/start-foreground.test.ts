import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { gatewayStart } from '../../src/cli/verbs/gateway-start.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { createBench } from '../support/cli-run.ts';

const skip = process.platform === 'linux' ? false : 'units are of Linux';

/** A service that is installed, of which systemd says `shown` (its program begins with `first`), and a gateway that holds the lock: this process. */
function place(context: TestContext, shown: string, first = '') {
  const bench = createBench(context, {});
  const { home } = bench.io.paths;
  const [units, bin] = [join(home, '.config', 'systemd', 'user'), join(home, 'bin')];
  for (const dir of [units, bin]) mkdirSync(dir, { recursive: true });
  writeFileSync(join(units, 'moltbot-gateway.service'), '[Service]\nExecStart=/usr/bin/node /m gateway\n');
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\n${first}\nprintf 'LoadState=loaded\\n${shown}\\n'\n`);
  chmodSync(join(bin, 'systemctl'), 0o755);
  const env = createEnv({ PATH: bin });
  const paths = resolvePaths({ env, profile: 'default', home });
  mkdirSync(dirname(paths.lockFactsPath), { recursive: true });
  const owner = { pid: process.pid, version: '0', profile: 'default', startedAt: 1, port: null };
  writeFileSync(paths.lockFactsPath, JSON.stringify(owner));
  return { bench, io: { ...bench.io, env, paths } };
}

it(
  'a gateway in a terminal is not taken for the service that is to be started',
  { skip },
  async (context) => {
    const { bench, io } = place(context, 'ActiveState=inactive\\nSubState=dead\\nMainPID=0');
    await assert.rejects(gatewayStart(io, { timeout: 1_000 }), {
      message: `a gateway already runs here outside the service (pid ${process.pid})`,
    });
    assert.equal(bench.stdout(), '');
  },
);

it('the gateway of the service runs already', { skip }, async (context) => {
  const { bench, io } = place(context, `ActiveState=active\\nSubState=running\\nMainPID=${process.pid}`);
  assert.equal(await gatewayStart(io, { timeout: 1_000 }), 0);
  assert.equal(bench.stdout(), `Already running: moltbot-gateway.service, pid ${process.pid}.\n`);
});

it('one that is on its way out is brought back by the supervisor', { skip }, async (context) => {
  const { bench, io } = place(
    context,
    `ActiveState=deactivating\\nSubState=stop-sigterm\\nMainPID=${process.pid}`,
    'case "$2" in start) echo "the old one does not end" >&2; exit 1;; esac',
  );
  // The supervisor was asked, and what it said is what is told.
  await assert.rejects(gatewayStart(io, { timeout: 1_000 }), {
    message:
      'systemd would not start moltbot-gateway.service: systemctl --user start moltbot-gateway.service: the old one does not end',
  });
  assert.equal(bench.stdout(), '');
});
