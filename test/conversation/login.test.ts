import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { LoginStart } from '../../src/api/channel-ports.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import type { FakeAccount } from '../support/fake-account.ts';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, until } from './world.ts';

const { signal } = new AbortController();
const qr = { method: 'qr' } as const;

/** An account that was never linked, whose network the test plays. */
async function unlinked(t: TestContext): Promise<Rig> {
  const account = createFakeAccount({ channel: 'whatsapp', afterCrash: 'repeat' });
  account.facts = { linked: false };
  account.readyAs = { state: 'unconfigured', reason: 'not linked', fix: 'log in' };
  account.opens = 'byHand';
  const rig = await openRig(t, { accounts: [account] });
  assert.equal(rig.state(), 'unconfigured');
  return rig;
}

const start = (rig: Rig, more: Partial<LoginStart> = {}) =>
  rig.part.port.loginStart({ force: false, timeoutMs: 30_000, login: qr, ...more });

const wait = (rig: Rig, timeoutMs = 120_000) => rig.part.port.loginWait({ timeoutMs, signal });

const steps = (rig: Rig): unknown[] =>
  rig.events.filter(({ event }) => event === 'channel.login').map(({ payload }) => payload['step']);

const show = (rig: Rig, code: string, account: FakeAccount = rig.account): void =>
  account.link.events.login({ step: 'qr', qr: code, expiresAt: rig.world.clock.now() + 60_000 });

const connected = (account: FakeAccount): void => {
  account.facts = { linked: true };
  account.readyAs = { state: 'ready' };
  account.opens = 'auto';
};

async function shown(rig: Rig, code = 'code-1') {
  const opened = rig.account.links.length;
  const result = start(rig);
  await until('opened', () => rig.account.links.length > opened);
  show(rig, code);
  return result;
}

describe('a login by QR code', () => {
  it('shows the first code as text and picture, and tells the clients', async (t) => {
    const rig = await unlinked(t);
    const result = await shown(rig);
    assert.equal(rig.account.link.login?.method, 'qr');
    assert.equal(result.qr, 'code-1');
    assert.match(result.qrDataUrl ?? '', /^data:image\/png;base64,/);
    assert.equal(rig.state(), 'up.pairing');
    await until('told', () => steps(rig).length === 1);
    const told = rig.events.find(({ event }) => event === 'channel.login')?.payload;
    assert.equal(told?.['qr'], 'code-1');
    assert.equal(told['accountId'], 'default');
  });

  it('is linked after the network has closed the connection once for it', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    const waited = wait(rig);
    connected(rig.account);
    rig.account.link.closed({ kind: 'restart', message: 'restart required', code: 515 });
    await rig.world.pass(1);
    assert.deepEqual(await waited, { connected: true, message: 'WhatsApp is linked and ready.' });
    assert.equal(rig.account.link.login, undefined);
    await until('told', () => steps(rig).join() === 'qr,linked');
    assert.deepEqual(await wait(rig), { connected: true, message: 'WhatsApp is linked and ready.' });
  });

  it('shows later codes to the clients, and the newest to whoever asks again', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    show(rig, 'code-2');
    await until('told', () => steps(rig).length === 2);
    assert.equal((await start(rig)).qr, 'code-2');
    assert.equal(rig.account.links.length, 1, 'one login per account');
  });

  it('begins anew when the code has expired', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    await rig.world.pass(61_000);
    rig.account.closes = 'auto';
    assert.equal((await shown(rig, 'code-2')).qr, 'code-2');
    assert.deepEqual([rig.account.links.length, rig.account.mostAlive], [2, 1]);
  });

  it('says how it ended, also to who asks afterwards', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    const waited = wait(rig);
    rig.account.link.closed({ kind: 'loginEnded', message: 'nobody scanned the code' });
    const answer = { connected: false, message: 'The login failed: nobody scanned the code' };
    assert.deepEqual(await waited, answer);
    await calm();
    assert.equal(rig.state(), 'unconfigured');
    assert.deepEqual(steps(rig), ['qr', 'ended']);
    assert.deepEqual(await wait(rig), answer);
  });

  it('ends for its waiters when nobody used a code in time', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    const waited = wait(rig, 600_000);
    await rig.world.pass(180_000);
    assert.deepEqual(await waited, {
      connected: false,
      message: 'The login failed: the code was not used in time',
    });
    assert.equal(rig.state(), 'unconfigured');
  });

  it('ends for its waiters when the operator stops the link', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    const waited = wait(rig);
    await rig.part.port.stop({ channel: 'whatsapp' });
    assert.match((await waited).message, /^The login failed/);
  });

  it('that has not ended keeps its waiters only as long as they like', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    const waited = wait(rig, 5_000);
    const gone = new AbortController();
    const left = rig.part.port.loginWait({ timeoutMs: 60_000, signal: gone.signal });
    gone.abort();
    assert.equal((await left).connected, false);
    await rig.world.pass(5_000);
    assert.match((await waited).message, /^Still waiting/);
  });

  it('fails when no code comes', async (t) => {
    const rig = await unlinked(t);
    const result = start(rig, { timeoutMs: 10_000 });
    const failed = assert.rejects(result, /the login could not begin: no code came within 10000 ms/);
    await rig.world.pass(10_000);
    await failed;
    await assert.rejects(wait(rig), /no login is in progress/);
  });

  it('fails with the reason when the network cannot be reached', async (t) => {
    const rig = await unlinked(t);
    const failed = assert.rejects(start(rig), /the login could not begin: no route to the server/);
    await until('opened', () => rig.account.links.length === 1);
    rig.account.link.closed({ kind: 'transient', message: 'no route to the server' });
    await failed;
  });
});

describe('a login', () => {
  it('that this machine cannot begin says what to do about it', async (t) => {
    const rig = await unlinked(t);
    const failed = assert.rejects(start(rig), /the login could not begin: no library; npm install it/);
    await until('opened', () => rig.account.links.length === 1);
    rig.account.link.closed({ kind: 'version', message: 'no library', hint: 'npm install it' });
    await failed;
  });

  it('by pairing code shows the code to be typed', async (t) => {
    const rig = await unlinked(t);
    const result = start(rig, { login: { method: 'code', phone: '4917012345' } });
    await until('opened', () => rig.account.links.length === 1);
    assert.deepEqual(rig.account.link.login, { method: 'code', phone: '4917012345' });
    rig.account.link.events.login({ step: 'code', code: 'ABCD-EFGH', expiresAt: 9 });
    const { code, qr: none } = await result;
    assert.deepEqual([code, none], ['ABCD-EFGH', undefined]);
  });

  it('of another kind takes the place of the first, whose end is not its own', async (t) => {
    const rig = await unlinked(t);
    await shown(rig);
    const result = start(rig, { login: { method: 'code', phone: '4917012345' } });
    await until('opened again', () => rig.account.links.length === 2);
    rig.account.link.events.login({ step: 'code', code: 'ABCD-EFGH', expiresAt: 9 });
    assert.equal((await result).code, 'ABCD-EFGH');
    assert.equal(rig.account.mostAlive, 1);
    assert.equal(steps(rig).includes('ended'), false);
  });

  it('is not begun for an account that is linked, unless it is to be linked anew', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp' });
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    assert.match((await start(rig)).message ?? '', /already linked/);
    assert.equal(account.logouts.length, 0);
    account.opens = 'byHand';
    const result = start(rig, { force: true });
    await until('opened again', () => account.links.length === 2);
    show(rig, 'code-1');
    assert.equal((await result).qr, 'code-1');
    assert.equal(account.logouts.length, 1);
    connected(account);
    account.link.opened();
    await rig.online();
    assert.deepEqual(await wait(rig), { connected: true, message: 'WhatsApp is linked and ready.' });
  });

  it('wakes a link that its keeper holds back, and one that was stopped', async (t) => {
    const rig = await unlinked(t);
    await rig.part.port.stop({ channel: 'whatsapp' });
    assert.equal(rig.state(), 'stopped');
    await shown(rig);
    rig.machine().send({ type: 'part.failed', error: new Error('a defect') });
    assert.equal(rig.node().next, 'restart');
    assert.equal((await shown(rig, 'code-2')).qr, 'code-2');
  });

  it('is refused for a disabled account at once', async (t) => {
    const rig = await unlinked(t);
    rig.account.readyAs = { state: 'disabled', reason: 'channels.whatsapp.enabled is false' };
    await assert.rejects(start(rig), /whatsapp:default is disabled/);
  });

  it('is refused where WhatsApp is not configured', async (t) => {
    const rig = await openRig(t);
    await assert.rejects(start(rig), /channels\.whatsapp is not configured/);
  });
});
