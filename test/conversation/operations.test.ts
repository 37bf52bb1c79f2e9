import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../src/protocol/failure.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm } from './world.ts';

const target = { channel: 'telegram' } as const;

/** The link's own machine fails, not its connection: its keeper has to start it again. */
const crash = (rig: Rig): void => rig.machine().send({ type: 'part.failed', error: new Error('a defect') });

const crashUntilParked = async (rig: Rig): Promise<void> => {
  for (;;) {
    crash(rig);
    const { state, nextAt } = rig.node();
    if (state === 'parked') return;
    await rig.world.pass((nextAt ?? 0) - rig.world.clock.now());
  }
};

const online = async (t: Parameters<typeof openRig>[0], options: Parameters<typeof openRig>[1] = {}) => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

describe('stopping', () => {
  it('closes the link and keeps it down', async (t) => {
    const rig = await online(t);
    assert.deepEqual(await rig.part.port.stop(target), {
      channel: 'telegram',
      accountId: 'default',
      state: 'stopped',
    });
    await rig.world.pass(3_600_000);
    assert.equal(rig.state(), 'stopped');
    assert.equal(rig.account.links.length, 1);
  });

  it('does not wait for a link that does not close', async (t) => {
    const rig = await online(t);
    rig.account.closes = 'byHand';
    const stopped = rig.part.port.stop(target);
    await rig.world.pass(4_000);
    assert.equal((await stopped).state, 'stopped');
  });

  it('holds a link that was about to connect again', async (t) => {
    const rig = await online(t);
    rig.account.link.closed();
    await calm();
    assert.equal(rig.node().next, 'reconnect');
    assert.equal((await rig.part.port.stop(target)).state, 'stopped');
    await rig.world.pass(600_000);
    assert.equal(rig.account.links.length, 1);
  });

  it('holds a link whose keeper was about to start it again', async (t) => {
    const rig = await online(t);
    crash(rig);
    assert.equal(rig.node().next, 'restart');
    assert.equal((await rig.part.port.stop(target)).state, 'stopped');
    await rig.world.pass(600_000);
    assert.equal(rig.state(), 'stopped');
    assert.equal(rig.account.links.length, 1);
  });

  it('holds a link that was parked, also when the operator resumes its part', async (t) => {
    const rig = await online(t);
    await crashUntilParked(rig);
    const opened = rig.account.links.length;
    assert.equal((await rig.part.port.stop(target)).state, 'stopped');
    await rig.world.pass(600_000);
    assert.deepEqual([rig.state(), rig.account.links.length], ['stopped', opened]);
  });

  it('holds a link that crashes while it is down', async (t) => {
    const rig = await online(t);
    await rig.part.port.stop(target);
    rig.recorder.keeperOf('gateway/channels/telegram:default')?.send({ type: 'restart' });
    await rig.world.pass(60_000);
    assert.deepEqual([rig.state(), rig.account.links.length], ['stopped', 1]);
  });
});

describe('starting', () => {
  it('opens a link that was stopped', async (t) => {
    const rig = await online(t);
    await rig.part.port.stop(target);
    assert.equal((await rig.part.port.start(target)).state, 'online');
    assert.equal(rig.account.links.length, 2);
    assert.equal(rig.account.mostAlive, 1);
  });

  it('leaves a link alone that is online or on its way', async (t) => {
    const rig = await online(t);
    assert.equal((await rig.part.port.start(target)).state, 'online');
    assert.equal(rig.account.links.length, 1);
  });

  it('ends the wait of a link that was about to connect again', async (t) => {
    const rig = await online(t);
    rig.account.link.closed();
    await calm();
    assert.equal((await rig.part.port.start(target)).state, 'online');
  });

  it('says where the link is when it gets nowhere', async (t) => {
    const rig = await online(t);
    rig.account.link.closed();
    await calm();
    rig.account.opens = 'byHand';
    const started = rig.part.port.start(target);
    await calm();
    rig.account.link.closed({ message: 'still nobody there' });
    assert.equal((await started).state, 'backingOff');
  });

  it('wakes a link whose keeper was about to start it again', async (t) => {
    const rig = await online(t);
    crash(rig);
    assert.equal((await rig.part.port.start(target)).state, 'online');
  });

  it('gives a parked link a fresh budget', async (t) => {
    const rig = await online(t);
    await crashUntilParked(rig);
    assert.equal((await rig.part.port.start(target)).state, 'online');
  });

  it('opens a stopped and parked link again', async (t) => {
    const rig = await online(t);
    await crashUntilParked(rig);
    await rig.part.port.stop(target);
    assert.equal((await rig.part.port.start(target)).state, 'online');
  });

  it('refuses an account that cannot connect, with the fix', async (t) => {
    const account = createFakeAccount();
    account.readyAs = { state: 'unconfigured', reason: 'no token', fix: 'set channels.telegram.botToken' };
    const rig = await openRig(t, { accounts: [account] });
    await assert.rejects(rig.part.port.start(target), /cannot start: no token; set channels\.telegram/);
    account.readyAs = { state: 'disabled', reason: 'it is off' };
    await assert.rejects(rig.part.port.start(target), (error: Failure) => error.code === 'INVALID_REQUEST');
    account.readyAs = { state: 'ready' };
    assert.equal((await rig.part.port.start(target)).state, 'online');
  });
});

describe('logging out', () => {
  it('ends the credentials over the open link, then the link, and puts it on record', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp' });
    const rig = await online(t, { accounts: [account] });
    assert.deepEqual(await rig.part.port.logout({ channel: 'whatsapp' }), {
      channel: 'whatsapp',
      accountId: 'default',
      cleared: true,
      loggedOut: true,
    });
    assert.ok(account.logouts[0], 'the network is told');
    assert.equal(rig.state(), 'loggedOut');
    assert.deepEqual([account.link.closes, account.alive], [1, 0]);
    const ops = rig.world.store.read((db) =>
      db.all<{ action: string; target: string }>('SELECT action, target FROM ops_log'),
    );
    assert.deepEqual(
      ops.map(({ ...row }) => row),
      [{ action: 'channel.logout', target: 'whatsapp:default' }],
    );
  });

  it('removes the token of a bot from the config', async (t) => {
    const removed: string[] = [];
    const rig = await online(t, {
      removeToken: (accountId) => {
        removed.push(accountId);
        return Promise.resolve(true);
      },
    });
    assert.equal((await rig.part.port.logout(target)).cleared, true);
    assert.deepEqual(removed, ['default']);
  });

  it('keeps a link down that its keeper would have started again', async (t) => {
    const rig = await online(t);
    crash(rig);
    await rig.part.port.logout(target);
    await rig.world.pass(600_000);
    assert.equal(rig.account.alive, 0);
    assert.equal(rig.account.links.length, 1);
  });

  it('is refused for channels that have no login', async (t) => {
    const rig = await online(t);
    await assert.rejects(rig.part.port.logout({ channel: 'slack' }), /channel slack does not support logout/);
  });
});
