import assert from 'node:assert/strict';
import { it } from 'node:test';
import { refuseForeground } from '../../src/cli/install-checks.ts';
import type { OwnService } from '../../src/cli/supervised.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { acquireLock } from '../../src/platform/lock.ts';
import { createBench } from '../support/cli-run.ts';

it('a service whose supervisor names no process is not taken for a gateway in a terminal', async (context) => {
  const { io } = createBench(context);
  const lock = await acquireLock({
    lockPath: io.paths.lockPath,
    factsPath: io.paths.lockFactsPath,
    owner: {
      instanceId: 'i',
      pid: process.pid,
      version: io.version,
      profile: 'default',
      startedAt: 1,
      port: null,
    },
    clock: systemClock,
  });
  context.after(() => lock.release());
  const service = (running: string, pid?: number): OwnService =>
    ({ state: () => Promise.resolve({ running, ...(pid === undefined ? {} : { pid }) }) }) as never;
  await refuseForeground(io, service('running'));
  await refuseForeground(io, service('running', process.pid));
  for (const other of [service('stopped'), service('running', 1)])
    await assert.rejects(refuseForeground(io, other), /already runs here outside the service/);
});
