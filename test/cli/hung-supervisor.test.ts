import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { carryOut } from '../../src/cli/supervised.ts';
import { supervisorFact } from '../../src/cli/supervisor-fact.ts';
import { createEnv } from '../../src/platform/env.ts';
import { createAsk } from '../../src/service/choose.ts';
import { execute } from '../../src/service/execute.ts';
import { createBench } from '../support/cli-run.ts';

const skip = process.platform === 'linux' ? false : 'units are of Linux';

it(
  'a systemctl that hangs is given up within seconds, and is not asked for a log',
  { skip },
  async (context) => {
    const bench = createBench(context, {});
    const { home } = bench.io.paths;
    const units = join(home, '.config', 'systemd', 'user');
    mkdirSync(units, { recursive: true });
    writeFileSync(
      join(units, 'moltbot-gateway.service'),
      `[Service]\nExecStart=/usr/bin/node /m gateway\nEnvironment=CLAWDBOT_STATE_DIR=${bench.dir}\n`,
    );
    const bin = join(home, 'bin');
    mkdirSync(bin);
    const log = join(home, 'told');
    writeFileSync(log, '');
    for (const name of ['systemctl', 'journalctl']) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >> '${log}'\nexec /bin/sleep 1000\n`);
      chmodSync(join(bin, name), 0o755);
    }
    const io = { ...bench.io, env: createEnv({ PATH: bin, CLAWDBOT_STATE_DIR: bench.dir }) };
    // The program below it would sleep for longer than the test may take.
    const fact = await supervisorFact(io);
    assert.equal(fact.ok, false);
    assert.match(fact.detail, /systemd \(user\) cannot be asked/);
    assert.equal(readFileSync(log, 'utf8'), 'systemctl\n');
  },
);

it(
  'what is to be done gets longer than a question, and one that hangs is told as such',
  { skip },
  async () => {
    const given: (number | undefined)[] = [];
    const step = { do: 'run', argv: ['systemctl', 'stop', 'x'] } as const;
    const done = execute([step], {
      ask: (_argv, options) => {
        given.push(options?.timeoutMs);
        return Promise.resolve({ exitCode: null, stdout: '', stderr: '', timedOut: true });
      },
    });
    await assert.rejects(done, /systemctl stop x: it did not end within 90 s/);
    assert.deepEqual(given, [90_000]);
    const ran = await createAsk(createEnv({ PATH: '/bin:/usr/bin' }), 0)(['sleep', '1000'], {
      timeoutMs: 50,
    });
    assert.equal(ran.timedOut, true);
  },
);

it('whatever stops a gateway waits as long as its configuration lets it drain', async (context) => {
  const given: (number | undefined)[] = [];
  const { io } = createBench(context, { config: { gateway: { shutdown: { timeoutSeconds: 300 } } } });
  const service = {
    ask: (_argv: unknown, options?: { readonly timeoutMs?: number }) => {
      given.push(options?.timeoutMs);
      return Promise.resolve({ exitCode: 0, stdout: '', stderr: '' });
    },
  };
  await carryOut(io, service, [{ do: 'run', argv: ['systemctl', 'disable', '--now', 'x'] }]);
  assert.deepEqual(given, [390_000]);
});
