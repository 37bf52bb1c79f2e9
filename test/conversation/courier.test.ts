import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { StoreFull } from '../../src/store/errors.ts';
import { SendFailure } from '../../src/channels/port.ts';
import { createFakeAccount, failing, held } from '../support/fake-account.ts';
import { openRig, post } from './rig.ts';
import { calm, until } from './world.ts';

/** The link is cut while the first of two parts is on its way; later ones go out as usual. */
async function cutMidway(t: TestContext, gate: ReturnType<typeof held>) {
  const account = createFakeAccount({ chunk: 3 });
  const fine = account.deliver;
  account.deliver = gate.deliver;
  const rig = await openRig(t, { accounts: [account] });
  await rig.online();
  const id = await post(rig, 'a', 'onetwo');
  await calm();
  account.deliver = fine;
  account.link.closed({ kind: 'transient', message: 'cut' });
  return { account, rig, id };
}

describe('a courier', () => {
  it('stops at the next part when its link goes, and the next one goes on with the chat', async (t) => {
    const { account, rig, id } = await cutMidway(t, held());
    await calm();
    assert.equal(account.deliveries[0]?.signal.aborted, true);
    assert.equal(rig.world.outbox.get(id)?.parts[0]?.state, 'unknown');
    await rig.world.pass(3_000);
    assert.deepEqual(account.texts, ['one', 'two']);
  });

  it('takes over a chat whose last part was recorded after the change of couriers', async (t) => {
    const gate = held('ignores');
    const { account, rig, id } = await cutMidway(t, gate);
    await rig.world.pass(3_000);
    await rig.online();
    assert.deepEqual(account.texts, ['one'], 'two are never on their way to one chat');
    gate.release();
    await calm();
    assert.deepEqual(account.texts, ['one', 'two']);
    assert.equal(rig.world.outbox.get(id)?.state, 'sent');
  });

  it('gives up a send that does not end with its link, and believes it when it ends at last', async (t) => {
    const gate = held('ignores');
    const { account, rig, id } = await cutMidway(t, gate);
    await rig.world.pass(6_000);
    assert.deepEqual(account.texts, ['one', 'two']);
    assert.equal(rig.world.outbox.get(id)?.state, 'unknown');
    gate.release();
    await calm();
    assert.equal(rig.world.outbox.get(id)?.state, 'sent');
  });

  it('is not held up by a clock that is set back, nor its account by a pause', async (t) => {
    const account = createFakeAccount();
    const fine = account.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    account.link.closed({ kind: 'transient', message: 'cut' });
    await calm();
    await post(rig, 'a', 'one');
    rig.world.clock.setWall(-3_600_000);
    await rig.world.pass(3_000);
    await rig.online();
    await until('one is sent', () => account.texts.join() === 'one');
    account.deliver = () => Promise.reject(new SendFailure('retry', 'slow down', { retryAfterMs: 5_000 }));
    await calm();
    const two = await post(rig, 'c', 'two');
    await until('it is told to slow down', () => rig.world.outbox.get(two)?.error === 'slow down');
    account.deliver = fine;
    rig.world.clock.setWall(-3_600_000);
    await post(rig, 'b', 'three');
    await rig.world.pass(6_000);
    assert.deepEqual(account.texts, ['one', 'two', 'three']);
  });

  it('gives up a send that never ends although its link stands, and goes on with the chat', async (t) => {
    const gate = held('ignores');
    const account = createFakeAccount();
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const { deliver } = account;
    account.deliver = gate.deliver;
    const id = await post(rig, 'a', 'first');
    await calm();
    account.deliver = deliver;
    rig.world.clock.advanceSync(2 * 3_600_000 - 60_000);
    const behind = await post(rig, 'a', 'behind');
    await calm();
    assert.equal(rig.world.outbox.get(behind)?.state, 'accepted');
    await rig.world.pass(61_000);
    assert.equal(rig.world.outbox.get(id)?.state, 'unknown');
    assert.equal(rig.world.outbox.get(behind)?.state, 'sent');
  });

  it('records what became of a part although the store refuses it for a while', async (t) => {
    const gate = held();
    const account = createFakeAccount();
    account.deliver = gate.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const id = await post(rig, 'a', 'first');
    await calm();
    rig.world.storeFault = new StoreFull('/state/gateway.db');
    gate.release();
    await rig.world.pass(10_000);
    assert.equal(rig.world.outbox.get(id)?.state, 'sending');
    rig.world.storeFault = undefined;
    await rig.world.pass(1_000);
    assert.equal(rig.world.outbox.get(id)?.state, 'sent');
    assert.equal(account.deliveries.length, 1);
  });

  it('outlasts a store that cannot be written, without a crash of its link', async (t) => {
    const account = createFakeAccount();
    account.opens = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    const id = await post(rig, 'a', 'waits');
    rig.world.storeFault = new StoreFull('/state/gateway.db');
    account.link.opened();
    await rig.world.pass(30_000);
    assert.ok(rig.state().startsWith('up.online'));
    assert.equal(account.links.length, 1);
    const tries = rig.world.lines.filter(({ message }) => message.startsWith('the outbox cannot be read'));
    assert.equal(tries.length, 31, 'once a second');
    rig.world.storeFault = undefined;
    await rig.world.pass(1_000);
    assert.equal(rig.world.outbox.get(id)?.state, 'sent');
  });

  it('looks again for what comes due at the moment it looks, although another chat hangs', async (t) => {
    const account = createFakeAccount();
    const fine = account.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    account.deliver = held().deliver;
    await post(rig, 'a', 'hangs');
    await calm();
    account.deliver = fine;
    const { due } = rig.world.outbox;
    let early = 1;
    const lateDue: typeof due = (...args) => ((early -= 1) >= 0 ? [] : due(...args));
    Object.assign(rig.world.outbox, { due: lateDue });
    await post(rig, 'b', 'comes due');
    await calm();
    assert.deepEqual(account.texts, ['hangs']);
    await rig.world.pass(250);
    assert.deepEqual(account.texts, ['hangs', 'comes due']);
  });

  it('looks once for many wakes, and arms no timer when nothing waits', async (t) => {
    const rig = await openRig(t);
    await rig.online();
    await calm();
    const idle = rig.world.clock.pending;
    let looks = 0;
    const { outbox } = rig.world;
    const { due } = outbox;
    Object.assign(outbox, {
      due: (...args: Parameters<typeof due>) => {
        looks += 1;
        return due(...args);
      },
    });
    await Promise.all(Array.from({ length: 50 }, (_, n) => post(rig, 'a', `message ${n}`)));
    await until('all sent', () => outbox.counts().sent === 50);
    await calm();
    assert.ok(looks <= 110, `${looks} looks for 50 messages`);
    assert.equal(rig.world.clock.pending, idle, 'an idle courier sleeps');
    looks = 0;
    await rig.world.pass(60_000);
    assert.equal(looks, 0);
  });
});

describe('flushing', () => {
  it('resolves at once when nothing waits, and when nothing is online', async (t) => {
    const account = createFakeAccount();
    account.opens = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    await post(rig, 'a', 'waits');
    await rig.part.flush();
    account.link.opened();
    await until('sent', () => account.texts.length === 1);
    await calm();
    await rig.part.flush();
  });

  it('waits for what is on its way, not for what is tried again later', async (t) => {
    const gate = held();
    const account = createFakeAccount();
    account.deliver = (delivery, link) =>
      delivery.chatId === 'later' ? failing('retry')(delivery, link) : gate.deliver(delivery, link);
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    await post(rig, 'later', 'x');
    await post(rig, 'now', 'y');
    await post(rig, 'now', 'z');
    let flushed = false;
    const flush = rig.part.flush().then(() => (flushed = true));
    await calm();
    gate.release();
    await calm();
    assert.equal(flushed, false);
    gate.release();
    await flush;
    assert.equal(rig.world.outbox.counts().sent, 2);
  });

  it('does not wait for a courier that was stopped, nor for an account the network has paused', async (t) => {
    const gate = held();
    const account = createFakeAccount();
    account.deliver = gate.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    await post(rig, 'a', 'x');
    await calm();
    const flush = rig.part.flush();
    account.link.closed();
    await flush;
    account.deliver = failing('retry', { retryAfterMs: 60_000 });
    await rig.world.pass(3_000);
    await rig.online();
    await post(rig, 'b', 'y');
    await calm();
    await post(rig, 'c', 'z');
    await rig.part.flush();
    assert.equal(rig.world.outbox.counts().accepted, 2);
  });
});
