import assert from 'node:assert/strict';
import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Cancelled } from '../../src/cli/asker.ts';
import { configure } from '../../src/cli/verbs/configure.ts';
import { doctor } from '../../src/cli/verbs/doctor.ts';
import { onboard } from '../../src/cli/verbs/onboard.ts';
import { linkPhone } from '../../src/cli/wizard/greet.ts';
import { createBench } from '../support/cli-run.ts';
import { scripted } from '../support/scripted-asker.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' };
const LOCAL = { gateway: { mode: 'local', auth: { token: 'the-configured-token' } } };

describe('a question at half a terminal, or cut short', () => {
  it('is not asked where nobody can answer: standard input is no terminal', async (context) => {
    const bench = createBench(context, { env: NOBODY, isTTY: true });
    const io = { ...bench.io, inputIsTerminal: false };
    await assert.rejects(onboard(io, { timeout: 1_000 }), /no terminal to ask at/);
    assert.ok(!existsSync(join(bench.dir, 'moltbot.json')));
    await assert.rejects(configure(io, { timeout: 1_000 }), /no terminal to ask at/);
  });

  it('is not asked by doctor --fix either, which then does as it was told', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL, isTTY: true });
    chmodSync(bench.dir, 0o700);
    chmodSync(join(bench.dir, 'moltbot.json'), 0o644);
    assert.equal(await doctor({ ...bench.io, inputIsTerminal: false }, { fix: true }), 0);
    assert.equal(statSync(join(bench.dir, 'moltbot.json')).mode & 0o777, 0o600);
  });

  it('of doctor --fix is answered no by Ctrl-C, and the findings are told', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    chmodSync(bench.dir, 0o700);
    chmodSync(join(bench.dir, 'moltbot.json'), 0o644);
    assert.equal(await doctor(bench.io, { fix: true }, scripted([Cancelled]).asker), 0);
    assert.match(bench.stdout(), /file-exposed/);
    assert.equal(statSync(join(bench.dir, 'moltbot.json')).mode & 0o777, 0o644);
  });

  it('whether to link the phone is answered no by Ctrl-C, as all else is done by then', async (context) => {
    const bench = createBench(context, { env: NOBODY, config: LOCAL });
    await linkPhone({ io: bench.io, asker: await scripted([Cancelled]).asker() });
    assert.match(bench.stdout(), /Link the phone: moltbot channels login/);
  });
});
