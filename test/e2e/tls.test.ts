import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { connect as connectTcp, createServer } from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { makeCertificate } from '../../src/actors/server/make-certificate.ts';
import {
  createHome,
  runCli,
  startGateway,
  TOKEN,
  type GatewayProcess,
  type Home,
} from '../support/gateway-process.ts';
import { logged } from '../support/logged.ts';
import { noOpenssl, opensslFingerprint, opensslPair } from '../support/openssl.ts';

const TLS = { gateway: { tls: { enabled: true } } };
const YEAR_MS = 365 * 86_400_000;

const fingerprintShown = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      resolve((socket.getPeerCertificate().fingerprint256 ?? '').replaceAll(':', '').toLowerCase());
      socket.destroy();
    });
  });

describe('a gateway with TLS', { timeout: 120_000 }, () => {
  let home: Home;
  let gateway: GatewayProcess;
  let url: string;
  let pin: string;
  const away: Home[] = [];
  /** Somebody on another machine: without the state directory of the gateway. */
  const elsewhere = (config: Record<string, unknown> = {}): Home => {
    const made = createHome(config);
    away.push(made);
    return made;
  };
  before(async () => {
    home = createHome(TLS);
    gateway = await startGateway(home);
    url = gateway.url;
    pin = await fingerprintShown(gateway.port);
  });
  after(async () => {
    await gateway.stop();
    home.remove();
    for (const one of away) one.remove();
  });

  it('says where it listens, and which certificate it shows', async () => {
    assert.match(url, /^wss:/);
    await logged(home, new RegExp(`certificate: sha256:${pin}, valid until 20`));
    const key = path.join(home.dir, 'gateway/tls/gateway-key.pem');
    assert.equal(statSync(key).mode & 0o777, 0o600);
    const { stdout } = await runCli(home, ['gateway', 'status']);
    assert.match(stdout, new RegExp(`Certificate: +sha256:${pin}`));
  });

  it('serves https on the same port', async () => {
    const ca = readFileSync(path.join(home.dir, 'gateway/tls/gateway-cert.pem'));
    const [response] = (await once(get(`https://localhost:${gateway.port}/healthz`, { ca }), 'response')) as [
      { statusCode: number; resume(): void },
    ];
    response.resume();
    assert.equal(response.statusCode, 200);
  });

  it('speaks TLS 1.2 and 1.3 and nothing older', { skip: noOpenssl }, () => {
    const handshake = (version: string): string =>
      spawnSync(
        'openssl',
        ['s_client', '-connect', `127.0.0.1:${gateway.port}`, version, '-cipher', 'ALL@SECLEVEL=0'],
        { input: '', encoding: 'utf8', timeout: 20_000 },
      ).stdout;
    assert.match(handshake('-tls1_2'), /Protocol *: TLSv1\.2/);
    assert.match(handshake('-tls1_3'), /New, TLSv1\.3/);
    assert.match(handshake('-tls1_1'), /Cipher is \(NONE\)/);
  });

  it('is trusted by the commands on its own machine without a word', async () => {
    const { code, stdout, stderr } = await runCli(home, ['health', '--json', '--token', TOKEN]);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).ok, true);
    assert.equal((await runCli(home, ['health', '--url', url])).code, 0);
  });

  it('is refused elsewhere until its certificate is pinned, and the refusal has the command', async () => {
    const there = elsewhere({ gateway: { mode: 'remote', remote: { url, token: TOKEN } } });
    const first = await runCli(there, ['health']);
    assert.equal(first.code, 1);
    assert.match(
      first.stderr,
      /TLS_UNTRUSTED: .*cannot be trusted: it is self-signed; its fingerprint is sha256:/,
    );
    const [, command = ''] = /(config set gateway\.remote\.tlsFingerprint \S+)/.exec(first.stderr) ?? [];
    assert.ok(command.endsWith(pin), first.stderr);
    assert.equal((await runCli(there, command.split(' '))).code, 0);
    const { code, stderr } = await runCli(there, ['health']);
    assert.equal(code, 0, stderr);
  });

  it('is pinned for one command by a flag, whatever the form of the fingerprint', async () => {
    const there = elsewhere();
    const colons = (pin.match(/../g) ?? []).join(':').toUpperCase();
    for (const form of [pin, `sha256:${pin}`, colons]) {
      const { code, stderr } = await runCli(there, [
        'health',
        '--url',
        url,
        '--token',
        TOKEN,
        '--tls-fingerprint',
        form,
      ]);
      assert.equal(code, 0, stderr);
    }
    const unpinned = await runCli(there, ['health', '--url', url, '--token', TOKEN]);
    assert.match(unpinned.stderr, new RegExp(`add --tls-fingerprint sha256:${pin}`));
  });

  const REFUSED: readonly (readonly [string, () => string[], number, RegExp])[] = [
    [
      'another fingerprint',
      () => ['--url', url, '--tls-fingerprint', 'ab'.repeat(32)],
      1,
      new RegExp(
        `TLS_FINGERPRINT: .*expected sha256:(ab){32}, got sha256:[0-9a-f]{64}[^]*Fix: .*stands between`,
      ),
    ],
    [
      'a fingerprint that is none',
      () => ['--url', url, '--tls-fingerprint', 'abcd'],
      64,
      /--tls-fingerprint is no SHA-256[^]*64 hex digits/,
    ],
    [
      'a fingerprint for a plain address',
      () => ['--url', url.replace('wss', 'ws'), '--tls-fingerprint', 'ab'.repeat(32)],
      64,
      /needs a wss:\/\/ address/,
    ],
    [
      'a plain address',
      () => ['--url', url.replace('wss', 'ws')],
      1,
      /HTTP 400[^]*this port speaks TLS[^]*Fix: use wss:\/\//,
    ],
  ];
  for (const [what, words, exit, message] of REFUSED) {
    it(`${what} is told what it is`, async () => {
      const { code, stderr } = await runCli(elsewhere(), ['health', '--token', TOKEN, ...words()]);
      assert.match(stderr, message);
      assert.equal(code, exit);
    });
  }

  it('ends a connection that says nothing, or nonsense, and goes on', async () => {
    const socket = connectTcp(gateway.port, '127.0.0.1');
    socket.on('error', () => {}).resume();
    socket.write(Buffer.from([0x16, 3, 1, 0, 4, 0xff, 0, 0, 0]));
    await once(socket, 'close');
    assert.equal((await runCli(home, ['health', '--url', url])).code, 0);
  });

  it(
    'shows a renewed certificate on SIGHUP, and keeps the old one when the new one is no good',
    { skip: noOpenssl },
    async () => {
      const dir = path.join(home.dir, 'gateway/tls');
      const key = path.join(dir, 'gateway-key.pem');
      const cert = path.join(dir, 'gateway-cert.pem');
      const old = readFileSync(key);
      const renewed = opensslPair(home.dir, 'renewed');
      writeFileSync(cert, readFileSync(renewed.certPath));
      gateway.child.kill('SIGHUP');
      await logged(home, /the certificate read before is shown on: .*does not belong to/);
      assert.equal(await fingerprintShown(gateway.port), pin);
      assert.notDeepEqual(old, readFileSync(renewed.keyPath));
      writeFileSync(key, readFileSync(renewed.keyPath));
      gateway.child.kill('SIGHUP');
      await logged(home, /the certificate was renewed/);
      assert.equal(await fingerprintShown(gateway.port), opensslFingerprint(renewed.certPath));
      assert.equal((await runCli(home, ['health', '--url', url])).code, 0, 'the own commands follow');
    },
  );
});

describe('a wrong end of TLS', { timeout: 180_000 }, () => {
  it('a plain gateway tells a TLS client that it is plain', async () => {
    const home = createHome();
    const gateway = await startGateway(home);
    const away = createHome();
    try {
      const url = gateway.url.replace('ws:', 'wss:');
      const { code, stderr } = await runCli(away, ['health', '--url', url, '--token', TOKEN]);
      assert.match(stderr, /TLS_NOT_SPOKEN: .*answers without TLS[^]*Fix: use ws:\/\/127/);
      assert.equal(code, 1);
    } finally {
      await gateway.stop();
      home.remove();
      away.remove();
    }
  });

  it(
    'no byte of ours is sent over TLS before the certificate is known to be the right one',
    { skip: noOpenssl },
    async () => {
      const home = createHome();
      const pair = opensslPair(home.dir, 'thief');
      const heard: Buffer[] = [];
      const server = createTlsServer(
        { cert: readFileSync(pair.certPath), key: readFileSync(pair.keyPath) },
        (socket) => {
          socket.on('data', (chunk: Buffer) => heard.push(chunk));
          socket.on('error', () => {});
        },
      );
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as { port: number };
      try {
        const words = ['health', '--url', `wss://127.0.0.1:${port}`, '--token', TOKEN];
        assert.match((await runCli(home, words)).stderr, /TLS_UNTRUSTED/);
        assert.match(
          (await runCli(home, [...words, '--tls-fingerprint', 'cd'.repeat(32)])).stderr,
          /TLS_FINGERPRINT/,
        );
        assert.equal(Buffer.concat(heard).toString(), '');
      } finally {
        server.close();
        await once(server, 'close');
        home.remove();
      }
    },
  );

  it('somebody who hangs up during the handshake, or never answers, is told apart', async () => {
    const home = createHome();
    const mute = createServer((socket) => void socket.on('error', () => {}).resume());
    const rude = createServer((socket) => void socket.destroy());
    try {
      for (const [server, kind] of [
        [mute, /no TLS handshake with/],
        [rude, /gateway not reachable|ended the connection/],
      ] as const) {
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as { port: number };
        const { stderr } = await runCli(home, [
          'health',
          '--url',
          `wss://127.0.0.1:${port}`,
          '--timeout',
          '700',
        ]);
        assert.match(stderr, kind);
      }
    } finally {
      for (const server of [mute, rude]) server.close();
      home.remove();
    }
  });
});

describe('a gateway that cannot serve the TLS it was asked for', { timeout: 180_000 }, () => {
  const boot = async (tls: Record<string, unknown>, prepare: (home: Home) => unknown = () => {}) => {
    const home = createHome({ gateway: { tls: { enabled: true, ...tls } } });
    try {
      await prepare(home);
      const { code, stderr } = await runCli(home, ['gateway', '--port', '0']);
      return { code, stderr };
    } finally {
      home.remove();
    }
  };
  const at = (home: Home) => ({
    certPath: path.join(home.dir, 'gateway/tls/gateway-cert.pem'),
    keyPath: path.join(home.dir, 'gateway/tls/gateway-key.pem'),
    hostname: 'box',
  });

  it('ends with 78 when there are no files and none may be made', async () => {
    const { code, stderr } = await boot({ autoGenerate: false });
    assert.equal(code, 78);
    assert.match(stderr, /gateway-cert\.pem and its key .* do not exist; correct gateway\.tls\.certPath/);
  });

  it('ends with 78 when the certificate has expired', async () => {
    const { code, stderr } = await boot({}, (home) =>
      makeCertificate({ ...at(home), nowMs: Date.now() - 11 * YEAR_MS }),
    );
    assert.equal(code, 78);
    assert.match(stderr, /gateway-cert\.pem expired on .*; renew it/);
  });

  it('ends with 78 when the key belongs to another certificate', async () => {
    const { code, stderr } = await boot({}, async (home) => {
      await makeCertificate({ ...at(home), nowMs: Date.now() });
      const { keyPath } = at(home);
      await makeCertificate({
        ...at(home),
        keyPath: `${keyPath}.other`,
        certPath: `${keyPath}.cert`,
        nowMs: Date.now(),
      });
      writeFileSync(keyPath, readFileSync(`${keyPath}.other`));
    });
    assert.equal(code, 78);
    assert.match(
      stderr,
      /gateway-key\.pem does not belong to the certificate .*gateway-cert\.pem; give the key/,
    );
  });

  it('runs on when a reload brings a certificate that is none', async () => {
    const home = createHome();
    const gateway = await startGateway(home);
    try {
      home.write({ gateway: { tls: { enabled: true, certPath: '/nowhere/c.pem', autoGenerate: false } } });
      await logged(home, /running on with what was read before: .*\/nowhere\/c\.pem/);
      assert.equal((await runCli(home, ['health'])).code, 0);
    } finally {
      assert.equal(await gateway.stop(), 0);
      home.remove();
    }
  });
});
