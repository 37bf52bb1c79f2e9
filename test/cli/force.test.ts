import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { it } from 'node:test';
import { freePort as forcePort } from '../../src/cli/force.ts';
import { createBench } from '../support/cli-run.ts';
import { freePort } from '../support/free-port.ts';

const skip = spawnSync('lsof', ['-v']).error === undefined ? false : 'lsof is not installed';

it(
  '--force looks for gateways of other profiles only where there is a home directory',
  { skip },
  async (context) => {
    const port = await freePort();
    const bench = createBench(context, { env: { PATH: process.env['PATH'] } });
    const home = `${bench.dir}/gone`;
    rmSync(home, { recursive: true, force: true });
    const { io } = bench;
    await forcePort({ ...io, paths: { ...io.paths, home } }, String(port));
    assert.equal(bench.stdout(), `force: no listeners on port ${port}\n`);
  },
);
