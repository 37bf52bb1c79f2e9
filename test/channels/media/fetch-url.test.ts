import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createPublicOnly } from '../../../src/channels/media/address-policy.ts';
import { fetchUrl } from '../../../src/channels/media/fetch-url.ts';
import type { FetchedUrl, FetchUrlOptions } from '../../../src/channels/media/fetch-url.ts';
import type { Resolve } from '../../../src/channels/media/url-rules.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { PNG, refusalOf } from './fixture.ts';

const REFUSED = `
127.0.0.1 127.255.0.9 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1
169.254.169.254 100.64.0.1 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.7
192.88.99.1 224.0.0.1 239.1.2.3 240.0.0.1 255.255.255.255 localhost 1.2.3 0x7f.1 8.8.8.8.8
:: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 fec0::1 ::ffff:8.8.8.8
::ffff:127.0.0.1 ::127.0.0.1 ::ffff:0:8.8.8.8 64:ff9b::8.8.8.8 64:ff9b:1::1 2002:7f00:1::1
2002:808:808::1 2001:0:1::1 2001:db8::1 2001:2::1 2001:10::1 3fff::1 100::1 5f00::1 4000::1
`.split(/\s+/u);
/** Loopback and other private addresses, as a link may hide them. */
const WAYS_TO_WRITE =
  '127.0.0.1 2130706433 0x7f000001 0177.0.0.1 127.1 0x7f.1 [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1] 0.0.0.0 169.254.169.254 127.0.0.1. １２７.0.0.1 %31%32%37.0.0.1'.split(
    ' ',
  );
const ALLOWED = [
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '100.63.0.1',
  '2606:4700:4700::1111',
  '2a00:1450::1',
];

describe('addresses of the public internet', () => {
  it('are allowed, and nothing else is', async () => {
    const isAllowed = await createPublicOnly();
    for (const address of REFUSED) assert.equal(isAllowed(address), false, address);
    for (const address of ALLOWED) assert.equal(isAllowed(address), true, address);
  });
});

describe('fetching a file', () => {
  let server: Server;
  let base = '';
  const requests: IncomingMessage[] = [];
  const routes = new Map<string, (response: ServerResponse) => void>();
  const clock = createTestClock();

  before(async () => {
    server = createServer((request, response) => {
      requests.push(request);
      const answer = routes.get(request.url ?? '');
      if (answer === undefined) response.writeHead(404).end();
      else answer(response);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const never: Resolve = () => Promise.reject(new Error('no name is to be resolved here'));
  const get = (url: string, options: Partial<FetchUrlOptions> = {}): Promise<FetchedUrl> =>
    fetchUrl(url, {
      maxBytes: 1_000,
      timeoutMs: 30_000,
      signal: new AbortController().signal,
      clock,
      isAllowed: (address) => address === '127.0.0.1',
      resolve: never,
      ...options,
    });
  const redirect = (from: string, to: string): void => {
    routes.set(from, (response) => response.writeHead(302, { location: to }).end());
  };

  it('gives its bytes, type and name', async () => {
    routes.set('/a/cat%20photo.png', (response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end(PNG),
    );
    const { bytes, mime, fileName } = await get(`http://${base}/a/cat%20photo.png`);
    assert.deepEqual([Buffer.from(bytes), mime, fileName], [PNG, 'image/png', 'cat photo.png']);
    const sent = requests.at(-1)?.headers;
    assert.equal(sent?.['accept-encoding'], 'identity');
    assert.equal(sent?.cookie ?? sent?.authorization, undefined);
  });

  it('believes the name the server gives', async () => {
    routes.set('/x', (response) =>
      response
        .writeHead(200, {
          'content-disposition': 'attachment; filename="a.png"; filename*=UTF-8\'\'%E7%85%A7.png',
        })
        .end('x'),
    );
    assert.equal((await get(`http://${base}/x`)).fileName, '照.png');
    routes.set('/y', (response) =>
      response.writeHead(200, { 'content-disposition': 'inline; filename="b c.png"' }).end('x'),
    );
    assert.equal((await get(`http://${base}/y`)).fileName, 'b c.png');
    routes.set('/z', (response) => response.end('x'));
    assert.equal((await get(`http://${base}/z`)).fileName, undefined);
  });

  it('connects only where it may, however the address is written', async () => {
    const port = base.split(':')[1] ?? '';
    const before = requests.length;
    for (const host of WAYS_TO_WRITE) {
      const strict = await createPublicOnly();
      const { kind, message } = await refusalOf(get(`http://${host}:${port}/x`, { isAllowed: strict }));
      assert.equal(kind, 'INVALID_REQUEST', host);
      assert.match(message, /which is not an address of the public internet/u);
    }
    assert.equal(requests.length, before);
  });

  it('refuses private addresses without being told to', async () => {
    const result = fetchUrl(`http://${base}/x`, {
      maxBytes: 10,
      timeoutMs: 1_000,
      signal: new AbortController().signal,
      clock,
    });
    assert.equal((await refusalOf(result)).kind, 'INVALID_REQUEST');
  });

  it('refuses a name if any of its addresses is private', async () => {
    const strict = await createPublicOnly();
    const resolve: Resolve = () =>
      Promise.resolve([
        { address: '8.8.8.8', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    const { kind, message } = await refusalOf(get('http://two.example/x', { isAllowed: strict, resolve }));
    assert.equal(kind, 'INVALID_REQUEST');
    assert.match(message, /two\.example leads to 10\.0\.0\.1/u);
  });

  it('connects to the address it has checked, though the name changes its mind', async () => {
    routes.set('/x', (response) => response.end('right'));
    const port = base.split(':')[1] ?? '';
    let asked = 0;
    const resolve: Resolve = () => {
      asked += 1;
      return Promise.resolve([{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
    };
    const { bytes } = await get(`http://rebinding.example:${port}/x`, { resolve });
    assert.equal(Buffer.from(bytes).toString(), 'right');
    assert.equal(asked, 1);
    assert.equal(requests.at(-1)?.headers.host, `rebinding.example:${port}`);
    assert.match(
      (await refusalOf(get(`http://rebinding.example:${port}/x`, { resolve }))).message,
      /127\.0\.0\.2/u,
    );
  });

  it('says when a name leads nowhere', async () => {
    const { kind, message } = await refusalOf(get('http://nowhere.example/x'));
    assert.deepEqual([kind, message], ['network', 'the name nowhere.example cannot be resolved']);
    const empty: Resolve = () => Promise.resolve([]);
    assert.equal((await refusalOf(get('http://nowhere.example/x', { resolve: empty }))).kind, 'network');
  });

  it('follows five redirects and no more', async () => {
    for (let at = 0; at < 6; at += 1) redirect(`/r${at}`, `r${at + 1}`);
    routes.set('/r6', (response) => response.end('there'));
    assert.equal(Buffer.from((await get(`http://${base}/r1`)).bytes).toString(), 'there');
    const { kind, message } = await refusalOf(get(`http://${base}/r0`));
    assert.equal(kind, 'INVALID_REQUEST');
    assert.match(message, /more than 5 times/u);
  });

  it('checks where a redirect leads', async () => {
    for (const target of [
      'http://10.0.0.1/',
      'http://[::1]/',
      'file:///etc/passwd',
      'ftp://a.b/',
      `http://u:p@${base}/x`,
      '//192.168.0.1/x',
    ]) {
      redirect('/away', target);
      assert.equal((await refusalOf(get(`http://${base}/away`))).kind, 'INVALID_REQUEST', target);
    }
  });

  it('takes only http and https, without user names', async () => {
    for (const url of [
      'file:///etc/passwd',
      'ftp://a.b/c',
      'data:,x',
      'gopher://a',
      'nonsense',
      'http://',
      `http://u@${base}/x`,
      `http://:p@${base}/x`,
    ]) {
      assert.equal((await refusalOf(get(url))).kind, 'INVALID_REQUEST', url);
    }
  });

  it('ends when the file is too large, announced or not', async () => {
    routes.set('/big', (response) => response.writeHead(200, { 'content-length': '1001' }).flushHeaders());
    assert.equal((await refusalOf(get(`http://${base}/big`))).kind, 'tooLarge');
    routes.set('/endless', (response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(600)));
      };
      response.on('drain', pour);
      pour();
    });
    assert.equal((await refusalOf(get(`http://${base}/endless`))).kind, 'tooLarge');
    routes.set('/fits', (response) => response.end(Buffer.alloc(1_000)));
    assert.equal((await get(`http://${base}/fits`)).bytes.length, 1_000);
  });

  it('says what the server answered instead of a file', async () => {
    assert.equal((await refusalOf(get(`http://${base}/none`))).kind, 'gone');
    routes.set('/broken', (response) => response.writeHead(500).end());
    assert.match((await refusalOf(get(`http://${base}/broken`))).message, /answered HTTP 500/u);
    routes.set('/zipped', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'));
    assert.equal((await refusalOf(get(`http://${base}/zipped`))).kind, 'network');
    routes.set('/nowhere', (response) => response.writeHead(302).end());
    assert.match((await refusalOf(get(`http://${base}/nowhere`))).message, /HTTP 302/u);
  });

  it('does not take half a file for a whole one', async () => {
    routes.set('/half', (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    assert.equal((await refusalOf(get(`http://${base}/half`))).kind, 'network');
  });

  it('gives up at the deadline, whatever it waits for', async () => {
    const waits: Record<string, Partial<FetchUrlOptions>> = {
      resolver: { resolve: () => new Promise<never>(() => {}) },
    };
    for (const [what, options] of Object.entries(waits)) {
      const refused = refusalOf(get('http://slow.example/x', options));
      await clock.advance(30_000);
      assert.deepEqual(
        await refused,
        { kind: 'network', message: 'the file was not there within 30 s' },
        what,
      );
    }
    for (const part of ['head', 'body']) {
      const arrived = Promise.withResolvers<void>();
      routes.set('/slow', (response) => {
        if (part === 'body') {
          response.writeHead(200, { 'content-length': '10' });
          response.write('x');
        }
        arrived.resolve();
      });
      const refused = refusalOf(get(`http://${base}/slow`));
      await arrived.promise;
      await clock.advance(30_000);
      assert.equal((await refused).message, 'the file was not there within 30 s', part);
    }
    assert.equal(clock.pending, 0);
  });

  it('ends when the caller gives up', async () => {
    const giveUp = new AbortController();
    const arrived = Promise.withResolvers<IncomingMessage>();
    routes.set('/held', () => arrived.resolve(requests.at(-1) as IncomingMessage));
    const refused = refusalOf(get(`http://${base}/held`, { signal: giveUp.signal }));
    const held = await arrived.promise;
    const closed = new Promise((resolve) => held.socket.once('close', resolve));
    giveUp.abort();
    assert.deepEqual(await refused, { kind: 'network', message: 'fetching the file was given up' });
    await closed;
    assert.equal((await refusalOf(get(`http://${base}/x`, { signal: giveUp.signal }))).kind, 'network');
  });

  it('says when nobody answers', async () => {
    const gone = createServer();
    await new Promise<void>((listening) => gone.listen(0, '127.0.0.1', listening));
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    const { kind, message } = await refusalOf(get(`http://127.0.0.1:${port}/x`));
    assert.equal(kind, 'network');
    assert.match(message, /cannot be reached/u);
  });
});
