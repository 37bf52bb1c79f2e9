import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { it } from 'node:test';
import type { CliError } from '../../src/cli/cli-error.ts';
import { refuseTakenPort } from '../../src/cli/install-checks.ts';
import { createBench } from '../support/cli-run.ts';
import { createHome, runCli, startGateway, TOKEN, type Home } from '../support/gateway-process.ts';

it('a command refuses the gateway of another state directory on its own port, though the secret fits', async () => {
  const theirs = createHome();
  const gateway = await startGateway(theirs);
  const own = createHome({ gateway: { port: gateway.port } });
  try {
    const { code, stderr } = await runCli(own, ['health']);
    assert.equal(code, 1);
    assert.match(stderr, /is another instance: its state is in .*, not in /);
    assert.match(
      stderr,
      /Fix: give this instance a port of its own \(.*config set gateway\.port <port>\), or mean that one with --url ws:\/\/127\.0\.0\.1:\d+/,
    );
    const status = await runCli(own, ['gateway', 'status']);
    assert.match(status.stdout, /but the owner is not the gateway of this state directory/);
    const meant = await runCli(own, ['health', '--url', gateway.url, '--token', TOKEN]);
    assert.equal(meant.code, 0, meant.stderr);
  } finally {
    await gateway.stop();
    own.remove();
    theirs.remove();
  }
});

it('a copy of a state directory is another instance, the same directory by another name is not', async () => {
  const home = createHome();
  const gateway = await startGateway(home);
  const copy = `${home.dir}-copy`;
  const link = `${home.dir}-link`;
  const as = (dir: string): Home => ({
    ...home,
    env: { ...home.env, CLAWDBOT_STATE_DIR: dir, CLAWDBOT_GATEWAY_PORT: String(gateway.port) },
  });
  try {
    const { id } = JSON.parse(readFileSync(path.join(home.dir, 'state-id.json'), 'utf8')) as { id: string };
    cpSync(home.dir, copy, { recursive: true, filter: (file) => !file.endsWith('.sock') });
    symlinkSync(home.dir, link);
    assert.equal((await runCli(as(link), ['health'])).code, 0);
    const { code, stderr } = await runCli(as(copy), ['health']);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /is another instance: its state is in .*, not in .*-copy\n/);
    const other = await startGateway(as(copy));
    await other.stop();
    const again = await runCli(as(copy), ['health']);
    assert.match(
      again.stderr,
      new RegExp(`another instance: its state is ${id} in .*, not [0-9a-f-]{36} in `),
    );
  } finally {
    await gateway.stop();
    rmSync(link);
    rmSync(copy, { recursive: true });
    home.remove();
  }
});

it('no service is installed for a port that somebody has, and the fix names the profile', async (context) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const bench = createBench(context, { config: { gateway: { mode: 'local', port } }, profile: 'rescue' });
  await assert.rejects(refuseTakenPort(bench.io, undefined), (error: CliError) => {
    assert.equal(error.exitCode, 78);
    assert.match(error.message, new RegExp(`port ${port} is taken`));
    assert.match(error.options.fix ?? '', /moltbot --profile rescue config set gateway\.port <port>/);
    return true;
  });
  const closed = once(server, 'close');
  server.close();
  await closed;
  await refuseTakenPort(bench.io, undefined);
});
