import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { parseDestination, sshArguments } from '../../src/cli/ssh-tunnel.ts';
import {
  createHome,
  runCli,
  startGateway,
  TOKEN,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { noSshd, startSshd, type Sshd } from '../support/sshd.ts';

describe('where a tunnel leads', () => {
  it('is a host, a user and a port, and never an option of ssh', () => {
    assert.deepEqual(parseDestination('molly@example.org:2222'), { host: 'molly@example.org', port: '2222' });
    assert.deepEqual(parseDestination('example.org'), { host: 'example.org', port: undefined });
    assert.deepEqual(parseDestination('molly@[::1]:22'), { host: 'molly@::1', port: '22' });
    for (const bad of ['-oProxyCommand=touch /tmp/x', '-v@host', 'a b', 'user@-host', '', 'host:99999999'])
      assert.throws(() => parseDestination(bad), /is no place to connect to/, bad);
    assert.deepEqual(sshArguments(parseDestination('example.org'), { local: 1, remote: 2 }).slice(-2), [
      '--',
      'example.org',
    ]);
  });
});

it('a tunnel is not open because somebody else has its port', async (context) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const home = createHome();
  context.after(() => home.remove());
  const { code, stdout } = await runCli(home, [
    'gateway',
    'tunnel',
    'molly@host.invalid',
    '--local-port',
    String(port),
    '--json',
  ]);
  assert.equal(code, 69);
  const { ok, error } = JSON.parse(stdout) as { ok: boolean; error: { message: string } };
  assert.equal(ok, false);
  assert.match(error.message, /port \d+ of this machine is taken/);
});

describe('gateway tunnel', { skip: noSshd, timeout: 180_000 }, () => {
  let sshd: Sshd;
  let home: Home;
  let gateway: GatewayProcess;
  before(async () => {
    sshd = await startSshd();
    home = createHome();
    gateway = await startGateway(home);
  });
  after(async () => {
    await gateway.stop();
    home.remove();
    await sshd.close();
  });

  /** Somebody on another machine: a home without a gateway, and no way to ours but the tunnel. */
  const elsewhere = (): Home => {
    const away = createHome({}, { PATH: sshd.searchPath });
    after(() => away.remove());
    return away;
  };

  async function open(away: Home, ...more: readonly string[]) {
    const place = `root@127.0.0.1:${sshd.port}`;
    const words = [
      'gateway',
      'tunnel',
      place,
      '--remote-port',
      String(gateway.port),
      '--identity',
      sshd.key,
      '--json',
      ...more,
    ];
    const child = spawn(process.execPath, ['bin/moltbot.cjs', ...words], {
      env: away.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
    const first = await Promise.race([
      once(child.stdout, 'data') as Promise<[Buffer]>,
      ended.then(([code]) => Promise.reject(new Error(`${code}: ${said}`))),
    ]);
    const text = String(first[0]);
    return { child, ended, url: (JSON.parse(text) as { url: string }).url };
  }

  it('carries status, agent and logs, and ends with Ctrl-C, ssh included', async () => {
    const away = elsewhere();
    const { child, ended, url } = await open(away);
    assert.notEqual(url, gateway.url, 'the port was taken here');
    const status = await runCli(away, ['status', '--url', url, '--token', TOKEN]);
    assert.match(status.stdout, new RegExp(`reachable at ${url}`), status.stderr);
    const agent = await runCli(away, ['agent', '--message', 'hello', '--url', url, '--token', TOKEN]);
    assert.equal(agent.code, 0, agent.stderr);
    const logs = await runCli(away, ['logs', '--url', url, '--token', TOKEN, '--plain']);
    assert.match(logs.stdout, /listening on/);
    child.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
    const gone = await runCli(away, ['health', '--url', url, '--token', TOKEN]);
    assert.equal(gone.code, 69, 'nothing of it is left');
  });

  it('says what ssh says when it is not let in, with what to do', async () => {
    const away = elsewhere();
    const { code, stderr } = await runCli(away, [
      'gateway',
      'tunnel',
      `root@127.0.0.1:${sshd.port}`,
      '--identity',
      '/nowhere',
    ]);
    assert.equal(code, 69);
    assert.match(stderr, /ssh ended with 255: .*Permission denied.*\n +Fix: log in there with a key/);
  });

  it('says that there is no ssh', async () => {
    const away = elsewhere();
    const { code, stderr } = await runCli(away, ['gateway', 'tunnel', 'example.org'], {
      env: { PATH: away.dir },
    });
    assert.equal(code, 69);
    assert.match(stderr, /cannot start ssh.*\n +Fix: install an ssh client/);
  });
});
