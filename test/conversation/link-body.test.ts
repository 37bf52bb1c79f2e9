import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeAccount } from '../support/fake-account.ts';
import type { FakeAccount } from '../support/fake-account.ts';
import { openRig } from './rig.ts';
import { calm, inbound, until } from './world.ts';

const byHand = (options: Parameters<typeof createFakeAccount>[0] = {}): FakeAccount => {
  const account = createFakeAccount(options);
  account.opens = 'byHand';
  return account;
};

describe('one connection', () => {
  it('is online when the network opens it before the adapter has returned it', async (t) => {
    const gate = Promise.withResolvers<void>();
    const account = byHand();
    account.gate = gate.promise;
    const rig = await openRig(t, { accounts: [account] });
    account.link.opened();
    await calm();
    assert.equal(rig.state(), 'up.connecting', 'nothing can be sent through what is not there yet');
    gate.resolve();
    await rig.online();
  });

  it('is online when the network opens it after the adapter has returned it', async (t) => {
    const account = byHand();
    const rig = await openRig(t, { accounts: [account] });
    assert.equal(rig.state(), 'up.connecting');
    account.link.opened({ id: '900', username: 'molty_bot' });
    await rig.online();
    assert.equal(account.links.length, 1);
  });

  it('is not online when it was closed before the adapter has returned it', async (t) => {
    const gate = Promise.withResolvers<void>();
    const account = byHand();
    account.gate = gate.promise;
    const rig = await openRig(t, { accounts: [account] });
    account.link.opened();
    account.link.closed({ kind: 'transient', message: 'cut' });
    gate.resolve();
    await calm();
    assert.equal(rig.state(), 'backingOff');
    assert.equal(account.link.closes, 0, 'what has ended needs no closing');
  });

  it('is closed once, however often and by whom it is asked', async (t) => {
    const account = createFakeAccount();
    account.closes = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    rig.machine().send({ type: 'stop' });
    rig.machine().send({ type: 'start' });
    rig.machine().send({ type: 'stop' });
    assert.equal(rig.state(), 'up.stopping');
    await rig.world.pass(4_000);
    assert.equal(rig.state(), 'stopped', 'the deadline has passed');
    assert.equal(account.link.closes, 1);
  });

  it('is closed when closing was asked for while it was being opened', async (t) => {
    const gate = Promise.withResolvers<void>();
    const account = createFakeAccount();
    account.gate = gate.promise;
    const rig = await openRig(t, { accounts: [account] });
    rig.machine().send({ type: 'stop' });
    assert.equal(rig.state(), 'up.stopping');
    gate.resolve();
    await until('stopped', () => rig.state() === 'stopped');
    assert.deepEqual([account.link.closes, account.alive], [1, 0]);
    assert.equal(rig.events.filter(({ event }) => event === 'channel.login').length, 0);
  });

  it('holds back the next one of its account until it is gone', async (t) => {
    const account = byHand();
    account.closes = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    await rig.world.pass(45_000);
    assert.equal(rig.state(), 'backingOff', 'nobody answered');
    assert.equal(account.link.closes, 1);
    await rig.world.pass(2_500);
    assert.equal(rig.state(), 'up.connecting');
    assert.equal(account.links.length, 1, 'the first one is still there');
    account.link.closed();
    await calm();
    assert.equal(account.links.length, 2);
    assert.equal(account.mostAlive, 1);
  });

  it('holds back the next one no longer than a closing may take', async (t) => {
    const account = byHand();
    account.closes = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    await rig.world.pass(45_000);
    await rig.world.pass(3_999);
    assert.equal(account.links.length, 1);
    await rig.world.pass(1);
    assert.equal(account.links.length, 2);
  });

  it('still commits what it hears after it was left, and acknowledges only then', async (t) => {
    const account = byHand();
    account.closes = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    await rig.world.pass(45_000);
    const { events } = account.link;
    await events.received([inbound(rig.world.clock)], { name: 'telegram:default', value: 7 });
    assert.equal(events.cursor('telegram:default'), 7);
    rig.world.storeFault = new Error('the disk is full');
    await assert.rejects(events.received([inbound(rig.world.clock)]), /the disk is full/);
  });
});

describe('a defect in one connection', () => {
  it('in what the network calls back is a crash of its link, which starts afresh', async (t) => {
    const account = createFakeAccount();
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    account.link.verdict = () => {
      throw new Error('no such socket');
    };
    await rig.world.pass(5_000);
    assert.equal(rig.node().next, 'restart');
    assert.equal(rig.node().lastError, 'no such socket');
    assert.equal(account.links[0]?.closes, 1);
    await rig.world.pass(2_500);
    await rig.online();
    assert.deepEqual([account.links.length, account.mostAlive], [2, 1]);
  });

  it('in opening is a crash of its link', async (t) => {
    const account = createFakeAccount();
    const gate = Promise.withResolvers<void>();
    account.gate = gate.promise;
    const rig = await openRig(t, { accounts: [account] });
    gate.reject(new Error('no such library'));
    await calm();
    assert.equal(rig.node().lastError, 'no such library');
    assert.equal(rig.node().next, 'restart');
    account.gate = undefined;
    await rig.world.pass(2_500);
    await rig.online();
  });
});

describe('what is known of a link', () => {
  it('turns deaf and hears again with the verdict of its adapter', async (t) => {
    const rig = await openRig(t);
    await rig.online();
    const { link } = rig.account;
    const verdict = async () => {
      const { channels } = await rig.part.port.status({ probe: false, timeoutMs: 1 });
      return channels['telegram']?.verdict;
    };
    link.verdict = () => ({ hears: false, code: 'poll_hung', reason: 'no poll came back for 90 s' });
    await rig.world.pass(5_000);
    assert.equal(rig.state(), 'up.online.deaf');
    assert.deepEqual(await verdict(), { ok: false, code: 'poll_hung', reason: 'no poll came back for 90 s' });
    link.verdict = () => ({ hears: false, code: 'poll_hung', reason: 'no poll came back for 95 s' });
    await rig.world.pass(5_000);
    assert.match(JSON.stringify(await verdict()), /95 s/);
    link.verdict = () => ({ hears: true });
    await rig.world.pass(5_000);
    assert.equal(rig.state(), 'up.online.hearing');
    assert.deepEqual(await verdict(), { ok: true });
    assert.equal(rig.account.links.length, 1, 'deafness alone restarts nothing');
  });

  it('keeps how its last connection ended', async (t) => {
    const rig = await openRig(t);
    await rig.online();
    rig.account.link.closed({ kind: 'conflict', code: 409, message: 'somebody else polls', hint: 'stop it' });
    await calm();
    const { channels } = await rig.part.port.status({ probe: false, timeoutMs: 1 });
    assert.deepEqual(channels['telegram']?.lastDisconnect, {
      at: rig.world.clock.now(),
      kind: 'conflict',
      code: 409,
      message: 'somebody else polls',
      hint: 'stop it',
    });
    assert.equal(channels['telegram']?.lastStopAt, rig.world.clock.now());
    assert.equal(channels['telegram']?.connected, false);
  });
});
