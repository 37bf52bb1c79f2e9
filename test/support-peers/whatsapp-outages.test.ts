import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { UserFacingSocketConfig } from '@whiskeysockets/baileys';
import { WebSocket } from 'ws';
import {
  connectClient,
  createMemoryAuth,
  linkDevice,
  type MemoryAuth,
  type TestClient,
} from '../support/whatsapp/baileys-client.ts';
import { detachLibraryTimers } from '../support/whatsapp/library-timers.ts';
import type { Ending, PersonHandle } from '../support/whatsapp/person.ts';
import { firstTimes, STEPS, type Entry, type Opening } from '../support/whatsapp/plan.ts';
import { startWhatsAppServer, type WhatsAppServer } from '../support/whatsapp/server.ts';

detachLibraryTimers();
const OWN = '15550001111';
/** How long the client waits on a connection that says nothing; no others are to be taken for one. */
const waits = (opening: Opening) => (opening === 'silent' ? { connectTimeoutMs: 150 } : {});

const login = (code: number): [string, Entry, number] => [`failure ${code}`, { failure: code }, code];
const stream = (code: number): [string, Entry, number] => [
  `stream error ${code}`,
  { streamError: code },
  code,
];

const ENTRIES: readonly [string, Entry, number][] = [
  ...[401, 403, 405, 411, 500, 503].map(login),
  ...[401, 403, 405, 411, 428, 440, 500, 503, 515].map(stream),
  ['a conflict', { streamError: 440, conflict: 'replaced' }, 440],
  ['a removed device', { streamError: 401, conflict: 'device_removed' }, 401],
  ['a TCP drop', 'drop', 428],
];

const OPENINGS: readonly [Opening, number][] = [
  ['reset', 408],
  ['hangUp', 428],
  ['silent', 408],
  // An error of the decoder, without a code.
  ['garbage', 0],
];

const ENDINGS: readonly [Ending, number][] = [
  ['close', 428],
  ['drop', 428],
  ['streamEnd', 428],
  [{ code: 503 }, 503],
  [{ code: 440, conflict: 'replaced' }, 440],
  [{ code: 515 }, 515],
];

describe('an outage of the WhatsApp server', () => {
  let server: WhatsAppServer;
  let own: PersonHandle;
  let linked: MemoryAuth;

  before(async () => {
    server = await startWhatsAppServer();
    own = server.person(OWN);
    linked = await linkDevice(server, OWN);
    const client = connectClient(server, linked);
    await client.opened();
    await client.end();
  });
  after(() => server.close());
  beforeEach(() => {
    server.onConnect(() => 'serve');
    server.onEntry(() => 'serve');
  });

  const connect = (options: Partial<UserFacingSocketConfig> = {}): TestClient =>
    connectClient(server, linked.snapshot(), options);
  const worksAgain = async (): Promise<void> => {
    const client = connect();
    await client.opened();
    await client.end();
  };

  for (const [name, entry, code] of ENTRIES)
    it(`is seen by the client as ${code} when the login meets ${name}`, async () => {
      server.onEntry(firstTimes(1, entry));
      assert.equal(await connect().closed(), code);
      await worksAgain();
    });

  for (const [opening, code] of OPENINGS)
    it(`is seen by the client as ${code} when the connection opens with ${JSON.stringify(opening)}`, async () => {
      server.onConnect(firstTimes(1, opening));
      assert.equal(await connect(waits(opening)).closed(), code);
      await worksAgain();
    });

  for (const [ending, code] of ENDINGS)
    it(`is seen by the client as ${code} when a live connection ends with ${JSON.stringify(ending)}`, async () => {
      const client = connect();
      await client.opened();
      own.end(ending);
      assert.equal(await client.closed(), code);
    });

  it('refuses the upgrade with a status; the client library ends on none, so its caller needs a deadline', async () => {
    server.onConnect(firstTimes(2, { status: 503 }));
    const bare = new WebSocket(server.url);
    // Ending it below is an error to it.
    bare.on('error', () => undefined);
    const [, response] = (await once(bare, 'unexpected-response')) as [unknown, IncomingMessage];
    assert.equal(response.statusCode, 503);
    const client = connect();
    const [, seen] = (await once(client.socket.ws, 'unexpected-response')) as [unknown, IncomingMessage];
    assert.equal(seen.statusCode, 503);
    client.socket.ev.removeAllListeners('connection.update');
    bare.terminate();
  });

  it('refuses connections at the system until it listens again', async () => {
    const before = server.attempts.length;
    server.refuseConnections();
    assert.equal(await connect().closed(), 408);
    assert.equal(server.attempts.length, before);
    await server.acceptConnections();
    await worksAgain();
  });

  it('plays a script over many attempts and writes down each', async () => {
    const from = server.attempts.length;
    server.onEntry(firstTimes(20, { failure: 503 }));
    for (let attempt = 0; attempt < 20; attempt += 1) assert.equal(await connect().closed(), 503);
    await worksAgain();
    const attempts = server.attempts.slice(from);
    assert.equal(attempts.length, 21);
    for (const [position, { at, notes, phone }] of attempts.entries()) {
      assert.equal(phone, OWN);
      assert.ok(at >= (attempts[position - 1]?.at ?? 0));
      assert.equal(notes.includes('login'), position === 20);
    }
  });

  it('reads and says nothing on a half-open connection, but can still be ended', async () => {
    server.onConnect(firstTimes(1, 'halfOpen'));
    const bare = new WebSocket(server.url);
    await once(bare, 'open');
    bare.send('hello?');
    bare.close();
    // The answer to a polite close would have come before another connection is served.
    await worksAgain();
    assert.equal(bare.readyState, WebSocket.CLOSING);
    const gone = once(bare, 'close');
    server.dropAll();
    await gone;
  });

  it('replaces the older connection of a device by the newer', async () => {
    const older = connect();
    await older.opened();
    const newer = connect();
    assert.equal(await older.closed(), 440);
    await newer.opened();
    await newer.end();
  });

  it('answers pings and nothing else in pings-only mode', async () => {
    const client = connect();
    await client.opened();
    own.behave({ hearing: 'pingsOnly' });
    const ping = (xmlns: string) =>
      client.socket.query({ tag: 'iq', attrs: { to: 's.whatsapp.net', type: 'get', xmlns } }, 200);
    const before = server.sent.length;
    await client.socket.sendNode({ tag: 'message', attrs: { id: 'S', to: own.jid }, content: [] });
    assert.equal(await ping('w:p').then(({ attrs }) => attrs['type']), 'result');
    await assert.rejects(ping('privacy'), /Timed Out/);
    assert.equal(server.sent.length, before);
    own.behave({ hearing: 'normal' });
    await client.end();
  });

  it('says nothing more to a client in a silence', async () => {
    const client = connect();
    await client.opened();
    own.behave({ hearing: 'silent' });
    const ping = { tag: 'iq', attrs: { to: 's.whatsapp.net', type: 'get', xmlns: 'w:p' } };
    await assert.rejects(client.socket.query(ping, 100), /Timed Out/);
    own.behave({ hearing: 'normal' });
    await client.end();
    await worksAgain();
  });
});

describe('the way into the WhatsApp server', () => {
  let server: WhatsAppServer;
  let own: PersonHandle;

  beforeEach(async () => {
    server = await startWhatsAppServer({ refs: 2 });
    own = server.person(OWN);
  });
  afterEach(() => server.close());

  const firstQr = async (client: TestClient): Promise<string> =>
    (await client.next('connection.update', ({ qr }) => qr !== undefined)).qr ?? '';

  it('knows no reference that expired, is gone with its connection, or was never given', async () => {
    const client = connectClient(server, createMemoryAuth());
    const qr = await firstQr(client);
    assert.throws(() => own.scanQr('https://wa.me/x#2@none,a,b,c,1'), /unknown or has expired/);
    server.expireRefs();
    assert.throws(() => own.scanQr(qr), /unknown or has expired/);
    const fresh = firstQr(client);
    server.refreshRefs();
    const second = await fresh;
    await client.end();
    assert.throws(() => own.scanQr(second), /unknown or has expired/);
    assert.deepEqual(own.devices(), []);
  });

  it('leaves the client with 408 when all references were shown in vain', async () => {
    const client = connectClient(server, createMemoryAuth(), { qrTimeout: 40 });
    assert.equal(await client.closed(), 408);
  });

  for (const step of STEPS.filter((each) => each !== 'codeRequested'))
    it(`can be cut at "${step}"; the device is linked only once it has signed`, async () => {
      server.cutAt(step);
      const auth = createMemoryAuth();
      const linking = connectClient(server, auth);
      const scans = STEPS.indexOf(step) >= STEPS.indexOf('scanned');
      linking.socket.ev.on('connection.update', ({ qr }) => qr && scans && own.scanQr(qr));
      const ended = await linking.closed();
      const linkedBy = STEPS.indexOf(step) >= STEPS.indexOf('signed');
      assert.equal(own.devices().length, linkedBy ? 1 : 0);
      assert.equal(ended === 515, STEPS.indexOf(step) > STEPS.indexOf('signed'));
      if (!linkedBy) return;
      const first = connectClient(server, auth);
      const up = await Promise.race([first.opened().then(() => 'open'), first.closed()]);
      if (step === 'signed') assert.equal(up, 'open');
      await first.end();
      const second = connectClient(server, auth);
      await second.opened();
      await second.end();
    });

  it('can be cut after a pairing code was asked for', async () => {
    server.cutAt('codeRequested');
    const client = connectClient(server, createMemoryAuth());
    await firstQr(client);
    await client.socket.requestPairingCode(OWN);
    assert.equal(await client.closed(), 428);
    assert.deepEqual(own.devices(), []);
  });

  it('refuses a device that was unlinked, whoever unlinked it', async () => {
    const auth = await linkDevice(server, OWN);
    const client = connectClient(server, auth);
    await client.opened();
    own.unlink();
    assert.equal(await client.closed(), 401);
    const refused = connectClient(server, auth);
    assert.equal(await refused.closed(), 401);
    const again = connectClient(server, await linkDevice(server, OWN));
    await again.opened();
    assert.deepEqual(own.devices(), [2]);
    const gone = server.next('logout');
    await again.socket.logout();
    assert.deepEqual(await gone, { phone: OWN, device: 2 });
    assert.deepEqual(own.devices(), []);
  });
});
