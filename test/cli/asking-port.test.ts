import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import JSON5 from 'json5';
import { configure } from '../../src/cli/verbs/configure.ts';
import { onboard } from '../../src/cli/verbs/onboard.ts';
import { askPort } from '../../src/cli/wizard/port.ts';
import { createBench, type Bench } from '../support/cli-run.ts';
import { freePort } from '../support/free-port.ts';
import { scripted } from '../support/scripted-asker.ts';

const NOBODY = { CLAWDBOT_GATEWAY_PORT: '1' };
const AUTH = { token: 'the-configured-token' };

/** A port of this machine at which somebody listens for as long as the test takes. */
async function takenPort(context: TestContext): Promise<number> {
  const server = createServer((socket) => void socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

function runsAt(path: string, profile: string, port: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ pid: process.pid, version: '0.1.0', profile, port }));
}

const portIn = (bench: Bench): unknown =>
  JSON5.parse<{ readonly gateway: { readonly port?: number } }>(
    readFileSync(join(bench.dir, 'moltbot.json'), 'utf8'),
  ).gateway.port;

async function gatewaySection(
  bench: Bench,
  ...ports: readonly (string | undefined)[]
): Promise<readonly string[]> {
  const { asker, asked } = scripted(['local', ...ports, undefined, undefined]);
  assert.equal(await configure(bench.io, { section: ['gateway'], timeout: 5_000 }, asker), 0);
  return asked.filter((text) => /^port/i.test(text));
}

describe('the port, while it is asked for', () => {
  it('is asked for again when a stranger has it, who is named', async (context) => {
    const [taken, free] = [await takenPort(context), await freePort()];
    const bench = createBench(context, { env: NOBODY, config: { gateway: { mode: 'local', auth: AUTH } } });
    const [first, note, second, ...more] = await gatewaySection(bench, String(taken), String(free));
    assert.deepEqual([first, second, more], ['Port', 'Port', []]);
    // Without lsof it cannot be said who; then that is said.
    assert.match(
      note ?? '',
      new RegExp(`^Port ${taken} is taken by (pid ${process.pid} |.*cannot be said who)`),
    );
    assert.equal(portIn(bench), free);
  });

  it('is asked for again when the gateway of another profile has it, which is named', async (context) => {
    const [taken, free] = [await takenPort(context), await freePort()];
    const bench = createBench(context, {
      env: NOBODY,
      config: { gateway: { mode: 'local', port: taken, auth: AUTH } },
    });
    runsAt(join(bench.io.paths.home, '.clawdbot-main', 'gateway.lock.json'), 'main', taken);
    const [, note] = await gatewaySection(bench, undefined, String(free));
    assert.match(note ?? '', new RegExp(`taken by the gateway of profile main \\(pid ${process.pid}\\)`));
    assert.equal(portIn(bench), free);
  });

  it('is fine when the own gateway has it', async (context) => {
    const taken = await takenPort(context);
    const bench = createBench(context, { env: NOBODY, config: { gateway: { mode: 'local', auth: AUTH } } });
    runsAt(bench.io.paths.lockFactsPath, bench.io.paths.profile, taken);
    const { asker, asked } = scripted([undefined]);
    const config = { gateway: { port: taken } };
    assert.equal(await askPort({ io: bench.io, asker: await asker(), config }), String(taken));
    assert.deepEqual(asked, ['Port']);
  });

  it('that onboard was given beforehand is asked for when it is taken', async (context) => {
    const [taken, free] = [await takenPort(context), await freePort()];
    const bench = createBench(context, { env: NOBODY });
    const { asker, asked } = scripted([true, undefined, undefined, String(free), 'offline/offline']);
    const flags = {
      timeout: 5_000,
      gatewayPort: String(taken),
      skipHealth: true,
      skipChannels: true,
      installDaemon: false,
    };
    assert.equal(await onboard(bench.io, flags, asker), 0);
    assert.deepEqual(
      asked.map((text) => text.replace(/ is taken by .*/, ' is taken')).filter((text) => /^port/i.test(text)),
      [`Port ${taken} is taken`, 'Port'],
    );
    assert.equal(portIn(bench), free);
  });
});
