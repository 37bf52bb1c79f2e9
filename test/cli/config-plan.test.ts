import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { configPlan } from '../../src/cli/verbs/config-plan.ts';
import { createBench } from '../support/cli-run.ts';
import type { BenchOptions } from '../support/cli-run.ts';
import { startFakeGateway } from '../support/fake-gateway.ts';
import { NOBODY } from '../support/gateway-process.ts';
import { createFakePorts } from '../support/fake-ports.ts';

const config = { gateway: { mode: 'local', port: 1 }, logging: { level: 'info' } };

function setUp(context: TestContext, options: BenchOptions = {}) {
  const bench = createBench(context, { config, ...options });
  const write = (value: unknown): string => {
    const file = join(bench.dir, 'edit.json5');
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return file;
  };
  return { bench, write };
}

describe('moltbot config plan without a gateway', () => {
  it('compares a file with the one on disk, and says so', async (context) => {
    const { bench, write } = setUp(context);
    const file = write({ ...config, gateway: { mode: 'local', port: 2 } });
    assert.equal(await configPlan(bench.io, file, { timeout: 2_000 }), 0);
    assert.match(bench.stdout(), /Compared with: file on disk/);
    assert.match(bench.stdout(), /gateway\.port changed: needs a restart\./);
    assert.match(bench.stdout(), /restarts to apply it, because of gateway\.port\./);
  });

  it('sees no change in other blanks, comments and order', async (context) => {
    const { bench, write } = setUp(context);
    const file = write('// mine\n{ logging: { level: "info" }, gateway: { port: 1, mode: "local", } }\n');
    assert.equal(await configPlan(bench.io, file, { timeout: 2_000 }), 0);
    assert.match(bench.stdout(), /Nothing differs/);
  });

  it('reads standard input, and prints JSON', async (context) => {
    const { bench } = setUp(context, { input: JSON.stringify({ ...config, logging: { level: 'debug' } }) });
    assert.equal(await configPlan(bench.io, '-', { timeout: 2_000, json: true }), 0);
    const { against, valid, decision, changes, effects } = JSON.parse(bench.stdout());
    assert.deepEqual(
      [against, valid, decision, changes[0].path, effects],
      ['file on disk', true, 'apply', 'logging.level', ['sets up the log anew']],
    );
  });

  it('ends with 78 and the place of the mistake when the file is not valid', async (context) => {
    const { bench, write } = setUp(context);
    assert.equal(await configPlan(bench.io, write({ gateway: { prot: 1 } }), { timeout: 2_000 }), 78);
    assert.match(bench.stdout(), /not valid/);
    assert.match(bench.stdout(), /:1:\d+: gateway\.prot: unknown key; did you mean "port"\?/);
  });

  it('has nothing to compare without a file, and says what a start would read', async (context) => {
    const { bench } = setUp(context);
    assert.equal(await configPlan(bench.io, undefined, { timeout: 2_000 }), 0);
    assert.match(bench.stdout(), /No gateway was asked; a start would take .*moltbot\.json as it is/);
  });

  it('compares files when the gateway that answers is somebody else’s, and says so', async (context) => {
    const gateway = await startFakeGateway({ ports: createFakePorts().ports, token: 'another' });
    context.after(() => gateway.stop());
    const own = { ...config, gateway: { mode: 'local', port: gateway.port } };
    const { bench, write } = setUp(context, { config: own });
    const file = write({ ...own, logging: { level: 'debug' } });
    assert.equal(await configPlan(bench.io, file, { timeout: 2_000 }), 0);
    assert.match(bench.stderr(), /The gateway that answers here did not let the command in/);
    assert.match(bench.stdout(), /Compared with: file on disk/);
  });

  it('refuses a file that is not there, and a comparison with a broken one', async (context) => {
    const { bench, write } = setUp(context, { env: NOBODY });
    await assert.rejects(configPlan(bench.io, join(bench.dir, 'none'), { timeout: 2_000 }), /does not exist/);
    const file = write(config);
    writeFileSync(bench.io.paths.configPath, '{');
    await assert.rejects(configPlan(bench.io, file, { timeout: 2_000 }), /the one on disk is not/);
  });
});

describe('moltbot config plan with a running gateway', () => {
  const answer = {
    ok: true,
    path: '/x/moltbot.json',
    hash: 'h',
    valid: true,
    issues: [],
    mode: 'hot',
    needs: 'restart',
    decision: 'refuse',
    changes: [
      { path: 'gateway.port', kind: 'changed', reload: 'restart', reason: 'The listener is bound to it.' },
      { path: 'logging.level', kind: 'added', reload: 'hot', reason: 'So.', effect: 'sets up the log anew' },
    ],
  };

  async function withAnswer(context: TestContext, payload: object) {
    const { bench, write } = setUp(context);
    const gateway = await startFakeGateway({
      ports: createFakePorts().ports,
      socketPath: bench.io.paths.socketPath,
      answer: (method) => (method === 'config.plan' ? payload : {}),
    });
    context.after(() => gateway.stop());
    return { bench, write, gateway };
  }

  it('asks the gateway, which alone knows what it runs on', async (context) => {
    const { bench, write, gateway } = await withAnswer(context, answer);
    assert.equal(await configPlan(bench.io, write('{}'), { timeout: 5_000 }), 0);
    assert.deepEqual(gateway.requests, [['config.plan', { raw: '{}' }]]);
    assert.match(bench.stdout(), /Compared with: running gateway/);
    assert.match(bench.stdout(), /logging\.level added: sets up the log anew\. So\./);
    assert.match(bench.stdout(), /"hot" and a restart is needed for gateway\.port: nothing is applied/);
  });

  it('asks about the file on disk without an argument', async (context) => {
    const { bench, gateway } = await withAnswer(context, { ...answer, changes: [], decision: 'ignore' });
    assert.equal(await configPlan(bench.io, undefined, { timeout: 5_000, json: true }), 0);
    assert.deepEqual(gateway.requests, [['config.plan', {}]]);
    assert.equal(JSON.parse(bench.stdout()).against, 'running gateway');
  });

  it('passes on what the gateway finds wrong', async (context) => {
    const issues = [{ path: 'gateway.port', message: '/x:1:2: expected integer' }];
    const { bench } = await withAnswer(context, { ...answer, valid: false, issues, changes: [] });
    assert.equal(await configPlan(bench.io, undefined, { timeout: 5_000 }), 78);
    assert.match(bench.stdout(), /gateway\.port: \/x:1:2: expected integer/);
  });
});
