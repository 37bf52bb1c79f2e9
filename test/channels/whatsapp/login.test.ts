import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { ChannelAccount } from '../../../src/channels/port.ts';
import type { Step } from '../../support/whatsapp/plan.ts';
import type { WhatsAppServer } from '../../support/whatsapp/server.ts';
import { detachLibraryTimers } from '../../support/whatsapp/library-timers.ts';
import { startWhatsAppServer } from '../../support/whatsapp/server.ts';
import { linkByQr, makeAccount, openLink, tempDir } from './rig.ts';

detachLibraryTimers();

let home: ReturnType<typeof tempDir>;
let server: WhatsAppServer;
let account: ChannelAccount;

beforeEach(async () => {
  home = tempDir();
  server = await startWhatsAppServer();
  account = makeAccount({ home: home.path, url: server.url });
});

afterEach(async () => {
  account.dispose();
  await server.close();
  home.remove();
});

const owner = () => server.person('15550001111', 'Owner');
const fresh = (): void => {
  account.dispose();
  account = makeAccount({ home: home.path, url: server.url });
};

test('An account that was never linked says how to link it.', async () => {
  const readiness = account.readiness();
  assert.equal(readiness.state, 'unconfigured');
  assert.equal('fix' in readiness && readiness.fix, 'moltbot channels login --channel whatsapp');
  assert.equal(account.summary().linked, false);
  assert.deepEqual(account.summary().self, { e164: null, jid: null });
  const open = await openLink(account);
  assert.equal((await open.closed()).kind, 'loggedOut');
  assert.equal(server.attempts.length, 0);
});

test('Scanning the code links; the network asks for a restart; after it and after any later start nothing is scanned.', async () => {
  const open = await linkByQr(account, owner());
  assert.equal(account.summary().linked, true);
  await open.close();
  fresh();
  assert.equal(account.readiness().state, 'ready');
  const again = await openLink(account);
  const self = await again.opened();
  assert.equal(self.jid, '15550001111@s.whatsapp.net');
  assert.ok(self.lid?.endsWith('@lid'));
  assert.equal(again.happened.filter((happening) => happening.what === 'login').length, 0);
  await again.close();
});

test('A pairing code links as well.', async () => {
  const asked = server.next('codeRequested');
  const first = await openLink(account, { login: { method: 'code', phone: '+1 555 000 1111' } });
  const step = await first.login();
  await asked;
  assert.equal(step.step, 'code');
  assert.match('code' in step ? step.code : '', /^[0-9A-Z]{8}$/);
  await owner().enterCode('code' in step ? step.code : '');
  assert.equal((await first.closed()).kind, 'restart');
  const open = await openLink(account);
  await open.opened();
  assert.equal(account.summary().linked, true);
  await open.close();
});

const CUTS: readonly (readonly [Step, 'qr' | 'code'])[] = [
  ['opened', 'qr'],
  ['hello', 'qr'],
  ['refs', 'qr'],
  ['codeRequested', 'code'],
  ['scanned', 'qr'],
  ['scanned', 'code'],
  ['pairSuccess', 'qr'],
];
for (const [step, method] of CUTS)
  test(`A login by ${method} cut at ${step} leaves the account unlinked, and the next one works.`, async () => {
    server.cutAt(step);
    const asked = server.next('codeRequested');
    const cut = await openLink(account, {
      login: method === 'qr' ? { method } : { method, phone: '15550001111' },
    });
    const told = await Promise.race([cut.login().catch(() => undefined), cut.closed()]);
    if (told !== undefined && 'step' in told) {
      // The connection is cut under the feet of the phone as well: what it then says has no listener.
      if (told.step === 'qr') Promise.try(() => owner().scanQr(told.qr)).catch(() => {});
      else asked.then(() => owner().enterCode(told.code)).catch(() => {});
    }
    await cut.closed();
    fresh();
    assert.equal(account.readiness().state, 'unconfigured');
    assert.equal(account.summary().linked, false);
    const open = await linkByQr(account, owner());
    assert.equal(account.summary().linked, true);
    await open.close();
  });

for (const step of ['login', 'success', 'preKeys'] as const)
  test(`A login that was confirmed and is cut at ${step} of its first connection is not linked before the next has opened.`, async () => {
    const first = await openLink(account, { login: { method: 'qr' } });
    const code = await first.login();
    server.cutAt(step);
    owner().scanQr('qr' in code ? code.qr : '');
    assert.equal((await first.closed()).kind, 'restart');
    assert.equal(account.summary().linked, false);
    const cut = await openLink(account);
    assert.equal((await cut.closed()).kind, 'transient');
    assert.equal(account.summary().linked, false);
    const open = await openLink(account);
    await open.opened();
    assert.equal(account.summary().linked, true);
    await open.close();
  });

test('A process that ends between confirmation and first connection is unlinked.', async () => {
  const first = await openLink(account, { login: { method: 'qr' } });
  const code = await first.login();
  owner().scanQr('qr' in code ? code.qr : '');
  await first.closed();
  fresh();
  assert.equal(account.readiness().state, 'unconfigured');
});

test('A login given up leaves a linked account as it was.', async () => {
  const open = await linkByQr(account, owner());
  await open.close();
  const login = await openLink(account, { login: { method: 'qr' } });
  await login.login();
  await login.close();
  assert.equal(account.summary().linked, true);
  const again = await openLink(account);
  await again.opened();
  await again.close();
});

test('Removing the device on the phone is a logout: the account must be linked again.', async () => {
  const open = await linkByQr(account, owner());
  owner().unlink();
  const fault = await open.closed();
  assert.deepEqual([fault.kind, fault.code], ['loggedOut', 401]);
  assert.equal(account.readiness().state, 'unconfigured');
  fresh();
  assert.equal(account.readiness().state, 'unconfigured');
  const relinked = await linkByQr(account, owner());
  assert.equal(account.summary().linked, true);
  await relinked.close();
});

test('Logging out tells the network, ends the link and leaves a tombstone.', async () => {
  const open = await linkByQr(account, owner());
  const told = server.next('logout');
  const result = await account.logout(open.link);
  await told;
  assert.deepEqual(result, { cleared: true, loggedOut: true });
  assert.equal((await open.closed()).kind, 'loggedOut');
  assert.equal(account.summary().linked, false);
  assert.equal(account.readiness().state, 'unconfigured');
  const files = readdirSync(join(home.path, '.clawdbot', 'credentials', 'whatsapp', 'default'));
  assert.equal(files.filter((name) => name.endsWith('.tombstone.db')).length, 1);
  assert.deepEqual(await account.logout(undefined), { cleared: false, loggedOut: false });
});

test('Logging out offline clears what is here and says that the network was not told.', async () => {
  const open = await linkByQr(account, owner());
  await open.close();
  assert.deepEqual(await account.logout(undefined), { cleared: true, loggedOut: false });
  assert.equal(account.summary().linked, false);
});

for (const [what, end, kind] of [
  ['503', { code: 503 }, 'transient'],
  ['a conflict', { code: 440, conflict: 'replaced' }, 'conflict'],
  ['500', { code: 500 }, 'badSession'],
  ['515', { code: 515 }, 'restart'],
  ['a dropped line', 'drop', 'transient'],
  ['garbage', 'garbage', 'transient'],
  ['the end of the stream', 'streamEnd', 'transient'],
] as const)
  test(`A link ended by ${what} closes as ${kind}, once.`, async () => {
    const open = await linkByQr(account, owner());
    owner().end(end);
    assert.equal((await open.closed()).kind, kind);
    await open.link.close();
    assert.equal(open.happened.filter((happening) => happening.what === 'closed').length, 1);
  });

for (const [entry, kind] of [
  [{ failure: 401 }, 'loggedOut'],
  [{ failure: 403 }, 'forbidden'],
  [{ failure: 405 }, 'version'],
  [{ failure: 503 }, 'transient'],
  [{ streamError: 440, conflict: 'replaced' }, 'conflict'],
  ['drop', 'transient'],
] as const)
  test(`A device that is received with ${JSON.stringify(entry)} ends as ${kind}.`, async () => {
    await (await linkByQr(account, owner())).close();
    server.onEntry(() => entry);
    const open = await openLink(account);
    assert.equal((await open.closed()).kind, kind);
    assert.equal(account.summary().linked, kind !== 'loggedOut');
  });

for (const opening of ['reset', 'hangUp', 'garbage', { status: 401 }, { status: 502 }] as const)
  test(`A line that begins with ${JSON.stringify(opening)} is lost for now, whatever it says.`, async () => {
    await (await linkByQr(account, owner())).close();
    server.onConnect(() => opening);
    const open = await openLink(account);
    assert.equal((await open.closed()).kind, 'transient');
    assert.equal(account.summary().linked, true);
  });

test('A server that cannot be reached is lost for now, with the code of the system.', async () => {
  await (await linkByQr(account, owner())).close();
  server.refuseConnections();
  const open = await openLink(account);
  const fault = await open.closed();
  assert.deepEqual([fault.kind, fault.code], ['transient', 'ECONNREFUSED']);
  await server.acceptConnections();
});

test('Codes that nobody scans end the login.', async () => {
  const few = await startWhatsAppServer({ refs: 0 });
  const other = makeAccount({ home: home.path, url: few.url, accountId: 'other' });
  const open = await openLink(other, { login: { method: 'qr' } });
  assert.equal((await open.closed()).kind, 'loginEnded');
  assert.equal(other.readiness().state, 'unconfigured');
  other.dispose();
  await few.close();
});

test('A link can be closed at any moment, also before it is open.', async () => {
  server.onConnect(() => 'silent');
  const open = await openLink(account, { login: { method: 'qr' } });
  await open.close();
  assert.equal(open.happened.at(-1)?.what, 'closed');
});

test('The address can only be changed to a test server on this machine.', async () => {
  for (const url of ['wss://127.0.0.1/ws', 'ws://10.0.0.1/ws', 'ws://evil.example/ws', 'nonsense']) {
    const odd = makeAccount({ home: home.path, url });
    const readiness = odd.readiness();
    assert.equal(readiness.state, 'unconfigured');
    assert.match('reason' in readiness ? readiness.reason : '', /CLAWDBOT_WHATSAPP_TEST_URL/);
    const open = await openLink(odd, { login: { method: 'qr' } });
    await open.closed();
    odd.dispose();
  }
  assert.equal(server.attempts.length, 0);
});

test('A switched-off account says by which key.', () => {
  const reason = (config: Parameters<typeof makeAccount>[0]['config']): string => {
    const readiness = makeAccount({ home: home.path, ...(config && { config }) }).readiness();
    return readiness.state === 'disabled' ? readiness.reason : readiness.state;
  };
  assert.match(reason({ web: { enabled: false } }), /web\.enabled/);
  assert.match(reason({ channels: { whatsapp: { enabled: false } } }), /channels\.whatsapp\.enabled/);
  assert.match(
    reason({ channels: { whatsapp: { accounts: { default: { enabled: false } } } } }),
    /enabled: false/,
  );
});
