import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:https';
import { connect as connectTcp, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { makeCertificate } from '../../src/actors/server/make-certificate.ts';
import { readCertificate, type Certificate } from '../../src/platform/certificate.ts';
import { startServer, TOKEN, type FixtureOptions, type ServerFixture } from '../support/server-fixture.ts';
import { createTestClock } from '../support/test-clock.ts';
import { connectPeer } from '../support/ws-peer.ts';

describe('a server behind TLS', { timeout: 180_000 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-tls-'));
  const files = { certPath: join(dir, 'c.pem'), keyPath: join(dir, 'k.pem') };
  let certificate: Certificate;
  before(async () => {
    await makeCertificate({ ...files, hostname: 'box', nowMs: Date.now() });
    const reading = readCertificate(files, Date.now());
    assert.ok(reading.ok);
    certificate = reading.certificate;
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  async function serving(
    use: (server: ServerFixture, wss: string) => Promise<void>,
    more: FixtureOptions = {},
  ) {
    const server = await startServer({ ...more, plan: { ...more.plan, tls: certificate } });
    try {
      await use(server, server.url.replace('ws:', 'wss:'));
    } finally {
      await server.stop();
    }
  }

  /** Both ends know of the end only a moment later: looked at at every turn, for a bounded time. */
  async function silent(server: ServerFixture, wanted: number): Promise<void> {
    const until = performance.now() + 5_000;
    while (server.parts.counts().silent !== wanted && performance.now() < until)
      await new Promise((turn) => setImmediate(turn));
    assert.equal(server.parts.counts().silent, wanted);
  }

  const raw = async (port: number): Promise<Socket> => {
    const socket = connectTcp(port, '127.0.0.1');
    socket.on('error', () => {}).resume();
    await once(socket, 'connect');
    return socket;
  };

  it('greets, answers, and says goodbye', () =>
    serving(async (server, wss) => {
      const peer = await connectPeer(wss, { token: TOKEN }, { ca: certificate.cert });
      assert.equal(peer.hello['ok'], true);
      assert.equal((await peer.call('health'))['ok'], true);
      await server.stop();
      assert.deepEqual(await peer.closed, { code: 1012, reason: 'service restart' });
    }));

  it('counts who has not said anything, in every stage, and forgets who is gone', () =>
    serving(async (server, wss) => {
      const mute = await raw(server.port);
      await silent(server, 1);
      const greeted = connectTls({ host: '127.0.0.1', port: server.port, ca: certificate.cert });
      await once(greeted, 'secureConnect');
      await silent(server, 2);
      const agent = new Agent({ keepAlive: true, ca: certificate.cert });
      const [response] = (await once(
        get(`https://127.0.0.1:${server.port}/healthz`, { agent }),
        'response',
      )) as [{ resume(): void; statusCode: number }];
      response.resume();
      assert.equal(response.statusCode, 200);
      await silent(server, 3);
      const peer = await connectPeer(wss, { token: TOKEN }, { ca: certificate.cert });
      await silent(server, 3);
      peer.ws.close();
      await peer.closed;
      for (const end of [mute, greeted, agent]) end.destroy();
      await silent(server, 0);
    }));

  it('gives the place of the longest silent one to a newcomer, before any handshake too', () =>
    serving(
      async (server, wss) => {
        const [first, ...others] = [await raw(server.port), await raw(server.port), await raw(server.port)];
        await silent(server, 3);
        const peer = await connectPeer(wss, { token: TOKEN }, { ca: certificate.cert });
        assert.equal(peer.hello['ok'], true);
        if (first !== undefined && !first.closed) await once(first, 'close');
        peer.ws.terminate();
        for (const one of others) one.destroy();
      },
      { limits: { maxSilent: 3 } },
    ));

  it('gives a connection as long as a hello may take, whatever stage it is in, and then takes its place back', () => {
    const clock = createTestClock();
    return serving(
      async (server, wss) => {
        const mute = await raw(server.port);
        const begun = await raw(server.port);
        begun.write(Buffer.from([0x16, 3, 1]));
        const greeted = connectTls({ host: '127.0.0.1', port: server.port, ca: certificate.cert });
        greeted.on('error', () => {}).resume();
        await once(greeted, 'secureConnect');
        await silent(server, 3);
        const peer = await connectPeer(wss, { token: TOKEN }, { ca: certificate.cert });
        // Sooner than Node itself would end any of them.
        const signal = AbortSignal.timeout(5_000);
        const ended = [mute, begun, greeted].map((one) => once(one, 'close', { signal }));
        await clock.advance(9_999);
        await silent(server, 3);
        await clock.advance(1);
        await Promise.all(ended);
        await silent(server, 0);
        assert.equal((await peer.call('health'))['ok'], true, 'who has spoken stays');
        peer.ws.terminate();
      },
      { clock },
    );
  });

  it('ends a broken handshake, and who breaks off in one, without a trace', () =>
    serving(async (server) => {
      const broken = await raw(server.port);
      broken.write(Buffer.from([0x16, 3, 1, 0, 4, 0xff, 0, 0, 0]));
      await once(broken, 'close');
      const left = await raw(server.port);
      left.write(Buffer.from([0x16, 3, 1]));
      left.resetAndDestroy();
      const plain = await raw(server.port);
      plain.write('GET / HTTP/1.1\r\n\r\n');
      await once(plain, 'close');
      await silent(server, 0);
      assert.deepEqual(
        server.logs.filter(({ level }) => level === 'error'),
        [],
      );
    }));

  it('lets nobody wait at its end', () =>
    serving(async (server) => {
      const mute = await raw(server.port);
      const closed = once(mute, 'close');
      await server.stop();
      await closed;
    }));
});
