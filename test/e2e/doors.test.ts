import assert from 'node:assert/strict';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createHome, runCli, startGateway, strayFailures, TOKEN } from '../support/gateway-process.ts';
import type { GatewayProcess, Home } from '../support/gateway-process.ts';
import { connectPeer, openPeer } from '../support/ws-peer.ts';

describe('the doors of a running gateway', () => {
  let home: Home;
  let gateway: GatewayProcess;
  let elsewhere: Home;

  before(async () => {
    home = createHome();
    gateway = await startGateway(home);
    elsewhere = createHome({ gateway: { mode: 'remote', remote: { url: gateway.url, token: TOKEN } } });
  });

  after(async () => {
    await gateway.stop();
    assert.deepEqual(strayFailures(home), []);
    elsewhere.remove();
    home.remove();
  });

  const socketPath = (): string => path.join(home.dir, 'gateway.sock');
  const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

  it(
    'keeps its directory, its socket and its files to their owner',
    { skip: process.platform === 'win32' ? 'no modes there' : false },
    async () => {
      // The log is written a little later than it is said, unless somebody reads it.
      assert.equal((await runCli(home, ['logs', '--limit', '1'])).code, 0);
      assert.equal(mode(home.dir), '700');
      assert.equal(mode(socketPath()), '600');
      assert.equal(mode(path.join(home.dir, 'gateway.db')), '600');
      assert.equal(mode(home.logPath), '600');
    },
  );

  it('asks nothing of whoever opens the unix socket', async () => {
    const peer = await connectPeer(`ws+unix:${socketPath()}:/`);
    assert.equal(peer.hello['ok'], true, JSON.stringify(peer.hello['error']));
    assert.equal((await peer.call('config.get'))['ok'], true);
    peer.ws.close();
    await peer.closed;
    const { code, stdout } = await runCli(home, ['health', '--json']);
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as { ok: boolean }).ok, true);
  });

  it('asks for a secret on loopback', async () => {
    const peer = openPeer(gateway.url);
    await peer.nonce();
    peer.send({
      type: 'req',
      id: '1',
      method: 'connect',
      params: {
        minProtocol: 3,
        maxProtocol: 3,
        client: { id: 'cli', version: '1', platform: 'linux', mode: 'cli' },
      },
    });
    const refused = await peer.response('1');
    assert.deepEqual([refused['ok'], (refused['error'] as { code: string }).code], [false, 'NOT_PAIRED']);
    assert.equal((await peer.closed).code, 1008);
  });

  it('answers a command with --url and --token from a machine that has neither socket nor config', async () => {
    const stranger = createHome({ gateway: { auth: { token: 'another-secret-0123456789' } } });
    try {
      const right = await runCli(stranger, [
        'agent',
        '--message',
        'hello',
        '--url',
        gateway.url,
        '--token',
        TOKEN,
        '--stream',
      ]);
      assert.equal(right.code, 0, right.stderr);
      assert.match(right.stdout, /gateway/);
      const wrong = await runCli(stranger, ['health', '--url', gateway.url]);
      assert.equal(wrong.code, 1);
      assert.match(wrong.stderr, /unauthorized/);
    } finally {
      stranger.remove();
    }
  });

  it('answers a command whose config names it as the remote gateway', async () => {
    const { code, stdout, stderr } = await runCli(elsewhere, ['health', '--json']);
    assert.equal(code, 0, stderr);
    assert.equal((JSON.parse(stdout) as { ok: boolean }).ok, true);
  });

  it('refuses a secret in a URL, a foreign page and a foreign Host before the handshake', async () => {
    const http = gateway.url.replace('ws:', 'http:');
    assert.equal((await fetch(`${http}/?token=${TOKEN}`)).status, 400);
    const upgrade = async (headers: Record<string, string>): Promise<number | undefined> => {
      const peer = openPeer(gateway.url, { headers });
      const status = new Promise<number | undefined>((resolve) =>
        peer.ws.on('unexpected-response', (_request, response) => resolve(response.statusCode)),
      );
      const opened = peer.event('connect.challenge').then(() => undefined);
      const result = await Promise.race([status, opened]);
      peer.ws.terminate();
      return result;
    };
    assert.equal(await upgrade({ origin: 'https://evil.example' }), 403);
    assert.equal(await upgrade({ host: 'evil.example' }), 403);
    assert.equal(await upgrade({}), undefined);
    assert.equal((await fetch(`${http}/healthz`)).status, 200);
    assert.equal((await fetch(`${http}/readyz`)).status, 200);
  });

  it('is the only one: a second gateway on the same state ends with 78 and says who holds it', async () => {
    const second = await runCli(home, ['gateway', '--port', '0']);
    assert.equal(second.code, 78);
    assert.match(second.stderr, new RegExp(String(gateway.pid)));
  });
});

it('does not open a port to the network without a secret', async () => {
  const home = createHome();
  try {
    writeFileSync(
      home.configPath,
      JSON.stringify({ gateway: { mode: 'local', bind: 'lan' }, logging: { file: home.logPath } }),
    );
    const { code, stderr } = await runCli(home, ['gateway', '--port', '0']);
    assert.notEqual(code, 0);
    assert.match(stderr, /Refusing to bind gateway to lan without auth/);
  } finally {
    home.remove();
  }
});

it('serves two profiles beside each other', async () => {
  const home = createHome();
  const env = { CLAWDBOT_STATE_DIR: undefined, CLAWDBOT_CONFIG_PATH: undefined };
  const profile = (name: string): Home => {
    const dir = path.join(home.dir, `.clawdbot-${name}`);
    mkdirSync(dir, { mode: 0o700 });
    writeFileSync(
      path.join(dir, 'moltbot.json'),
      JSON.stringify({
        gateway: { mode: 'local' },
        agents: { defaults: { workspace: path.join(dir, 'w') } },
      }),
    );
    return { ...home, env: { ...home.env, ...env, CLAWDBOT_PROFILE: name } };
  };
  const [one, two] = [profile('one'), profile('two')];
  const gateways = await Promise.all([startGateway(one), startGateway(two)]);
  try {
    for (const [at, own] of [one, two].entries()) {
      const { code, stdout, stderr } = await runCli(own, ['status', '--json']);
      assert.equal(code, 0, stderr);
      assert.equal(
        (JSON.parse(stdout) as { gateway: { self: { pid: number } } }).gateway.self.pid,
        gateways[at]?.pid,
      );
    }
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    home.remove();
  }
});
