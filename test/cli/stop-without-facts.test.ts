import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { gatewayStop } from '../../src/cli/verbs/gateway-stop.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { createBench } from '../support/cli-run.ts';

const skip = process.platform === 'linux' ? false : 'units are of Linux';

it('a service that runs is stopped though nothing tells who holds the lock', { skip }, async (context) => {
  const bench = createBench(context, {});
  const { home } = bench.io.paths;
  const units = join(home, '.config', 'systemd', 'user');
  mkdirSync(units, { recursive: true });
  writeFileSync(join(units, 'moltbot-gateway.service'), '[Service]\nExecStart=/usr/bin/node /m gateway\n');
  const bin = join(home, 'bin');
  mkdirSync(bin);
  const stopped = join(home, 'stopped');
  const script = `#!/bin/sh
case "$*" in *" stop "*) echo > '${stopped}';; esac
if [ -e '${stopped}' ]; then state=inactive pid=0; else state=active pid=4321; fi
printf 'LoadState=loaded\\nActiveState=%s\\nSubState=x\\nMainPID=%s\\n' $state $pid
`;
  writeFileSync(join(bin, 'systemctl'), script);
  chmodSync(join(bin, 'systemctl'), 0o755);
  const env = createEnv({ PATH: bin });
  const io = { ...bench.io, env, paths: resolvePaths({ env, profile: 'default', home }) };
  assert.equal(await gatewayStop(io, { timeout: 1_000 }), 0);
  assert.match(bench.stdout(), /^Stopped moltbot-gateway\.service in \d+ ms\.\n$/);
  assert.ok(existsSync(stopped));
});
