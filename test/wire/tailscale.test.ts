import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWhois } from '../../src/actors/exposure/tailscale.ts';
import { startServer, TOKEN, type FixtureOptions } from '../support/server-fixture.ts';
import { createTestClock } from '../support/test-clock.ts';
import { connectFrame, createTestDevice, openPeer, signDevice } from '../support/ws-peer.ts';

const GATE = { allowedHosts: [], allowedOrigins: [], trustedProxies: [], tailscale: true };
const ADDRESS = '100.64.0.2';
const LOGIN = 'molly@example.org';
/** What Tailscale Serve adds to a request. */
const SERVED = {
  host: 'box.tail1234.ts.net',
  'x-forwarded-for': ADDRESS,
  'x-forwarded-host': 'box.tail1234.ts.net',
  'x-forwarded-proto': 'https',
};

interface Said {
  readonly token?: string;
  readonly headers: Record<string, string>;
  readonly loginOf?: FixtureOptions['loginOf'];
}

const MOLLY = (): Promise<string> => Promise.resolve(LOGIN);

/** Says hello with a device through Tailscale Serve. */
async function say({ token, headers, loginOf = MOLLY }: Said) {
  const server = await startServer({ plan: { gate: GATE }, loginOf });
  try {
    const peer = openPeer(server.url, { headers });
    const proof = signDevice(createTestDevice(), {
      client: { id: 'gateway-client', mode: 'backend' },
      signedAt: Date.now(),
      nonce: await peer.nonce(),
      ...(token === undefined ? {} : { token }),
    });
    peer.send(connectFrame({ device: proof, ...(token === undefined ? {} : { token }) }));
    const answer = (await peer.response('1')) as { ok: boolean; error?: { code: string; message: string } };
    return { ...answer, pending: [...server.devices.pending.values()] };
  } finally {
    await server.stop();
  }
}

test('whom Tailscale vouches for needs no secret, but the device is approved by the operator', async () => {
  const { ok, error, pending } = await say({
    headers: { ...SERVED, 'tailscale-user-login': ` ${LOGIN.toUpperCase()} ` },
  });
  assert.equal(ok, false);
  assert.equal(error?.code, 'NOT_PAIRED');
  assert.equal(pending[0]?.remoteIp, ADDRESS);
});

const LOGGED_IN = { ...SERVED, 'tailscale-user-login': LOGIN };

const REFUSED: readonly (readonly [string, Said, RegExp])[] = [
  ['no user', { headers: SERVED }, /^unauthorized: tailscale identity missing \(use/],
  [
    'a user without the headers of Serve',
    { headers: { 'tailscale-user-login': LOGIN } },
    /^unauthorized: tailscale proxy headers missing \(use/,
  ],
  [
    'somebody else',
    { headers: LOGGED_IN, loginOf: () => Promise.resolve('mallory@example.org') },
    /^unauthorized: tailscale identity mismatch \(use/,
  ],
  [
    'nobody Tailscale knows',
    { headers: LOGGED_IN, loginOf: () => Promise.resolve(undefined) },
    /^unauthorized: tailscale identity check failed \(use/,
  ],
  [
    'a Tailscale that does not answer',
    { headers: LOGGED_IN, loginOf: () => Promise.reject(new Error('down')) },
    /^unauthorized: tailscale identity check failed \(use/,
  ],
  [
    'a wrong token, whoever it is',
    { headers: LOGGED_IN, token: 'wrong' },
    /^unauthorized: gateway token mismatch/,
  ],
];
for (const [who, said, message] of REFUSED) {
  test(`${who} is refused with its own message`, async () => {
    const { ok, error } = await say(said);
    assert.equal(ok, false);
    assert.match(error?.message ?? '', message);
  });
}

test('the right token is enough through Serve, and the client is never taken for a local one', async () => {
  const { error, pending } = await say({
    token: TOKEN,
    headers: { ...SERVED, 'x-forwarded-for': '127.0.0.1' },
  });
  assert.equal(error?.code, 'NOT_PAIRED', 'a local device would have been paired on the spot');
  assert.equal(pending.length, 1);
});

test('the address that counts is the last one: what a client writes before it means nothing', async () => {
  const asked: string[] = [];
  await say({
    headers: { ...LOGGED_IN, 'x-forwarded-for': `100.64.0.77, ${ADDRESS}` },
    loginOf: (address) => {
      asked.push(address);
      return MOLLY();
    },
  });
  assert.deepEqual(asked, [ADDRESS]);
});

test('where Tailscale has no part, its headers mean nothing and forwarded ones are refused', async () => {
  await using server = await startServer();
  const peer = openPeer(server.url, { headers: LOGGED_IN });
  const [, response] = await new Promise<[unknown, { statusCode?: number | undefined }]>((resolve) =>
    peer.ws.once('unexpected-response', (...args) => resolve(args)),
  );
  assert.equal(response.statusCode, 403);
  peer.ws.terminate();
});

test('half of what Serve adds is no Serve', async () => {
  await using server = await startServer({ plan: { gate: GATE }, loginOf: MOLLY });
  const peer = openPeer(server.url, {
    headers: { 'x-forwarded-for': ADDRESS, 'tailscale-user-login': LOGIN },
  });
  const [, response] = await new Promise<[unknown, { statusCode?: number | undefined }]>((resolve) =>
    peer.ws.once('unexpected-response', (...args) => resolve(args)),
  );
  assert.equal(response.statusCode, 403);
  peer.ws.terminate();
});

test('Tailscale is asked once a minute for an address, and again in seconds when it could not tell', async () => {
  const clock = createTestClock();
  const asked: string[] = [];
  let broken = false;
  const { loginOf } = createWhois(
    {
      whois: (address) => {
        asked.push(address);
        return broken ? Promise.reject(new Error('down')) : Promise.resolve(' Molly@Example.org ');
      },
    },
    clock,
  );
  assert.deepEqual(await Promise.all([loginOf('a'), loginOf('a')]), [
    'molly@example.org',
    'molly@example.org',
  ]);
  await clock.advance(59_999);
  await loginOf('a');
  assert.equal(asked.length, 1);
  await clock.advance(1);
  broken = true;
  await assert.rejects(loginOf('a'), /down/);
  await assert.rejects(loginOf('a'), /down/);
  assert.equal(asked.length, 2);
  await clock.advance(5_000);
  broken = false;
  assert.equal(await loginOf('a'), 'molly@example.org');
});
