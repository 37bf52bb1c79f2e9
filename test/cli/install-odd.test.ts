import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { gatewayInstall } from '../../src/cli/verbs/gateway-install.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { createBench } from '../support/cli-run.ts';

const skip = process.platform === 'linux' ? false : 'units are of Linux';

it('what a unit cannot hold is said by install, before anything is done', { skip }, async (context) => {
  const bench = createBench(context, { config: { gateway: { mode: 'local' } } });
  const bin = join(bench.dir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\necho running\n');
  chmodSync(join(bin, 'systemctl'), 0o755);
  const home = join(bench.dir, 'two\nlines');
  mkdirSync(home);
  const env = createEnv({ PATH: bin, CLAWDBOT_STATE_DIR: bench.dir });
  const io = { ...bench.io, env, paths: resolvePaths({ env, profile: 'default', home }) };
  for (const dryRun of [true, false])
    await assert.rejects(gatewayInstall(io, { runtime: 'node', timeout: 1_000, dryRun }), {
      name: 'CliError',
      kind: 'supervisor',
      message: /no service can be installed here: the working directory holds a line break/,
    });
});
