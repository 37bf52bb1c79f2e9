import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreFull } from '../../src/store/errors.ts';
import { createFakeAccount, failing, held } from '../support/fake-account.ts';
import type { Deliver } from '../support/fake-account.ts';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, until } from './world.ts';

let lastKey = 0;

const post = async (rig: Rig, to: string, message: string): Promise<number> => {
  const { outboxId } = await rig.part.port.send({
    channel: rig.account.channel,
    to,
    message,
    idempotencyKey: `k${(lastKey += 1)}`,
    wait: 'accepted',
  });
  assert.ok(outboxId);
  return outboxId;
};

const fail =
  (times: number, how: Deliver, then: Deliver): Deliver =>
  (delivery, link) =>
    (times -= 1) >= 0 ? how(delivery, link) : then(delivery, link);

describe('what waits in the outbox', () => {
  it('goes out in order per chat, one part after the other', async (t) => {
    const account = createFakeAccount({ chunk: 3 });
    const gate = held();
    account.deliver = gate.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    await post(rig, 'a', 'one11two22');
    await post(rig, 'a', 'three');
    await post(rig, 'b', 'other');
    for (let count = 0; count < 8; count += 1) {
      await calm();
      gate.release();
    }
    await until('all sent', () => rig.world.outbox.counts().sent === 3);
    const of = (chat: string) => account.deliveries.filter(({ chatId }) => chatId === chat);
    assert.deepEqual(
      of('a').map(({ text }) => text),
      ['one', '11t', 'wo2', '2', 'thr', 'ee'],
    );
  });

  it('serves eight chats at once and the ninth when one is through', async (t) => {
    const gate = held();
    const account = createFakeAccount();
    account.deliver = gate.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    for (let chat = 0; chat < 10; chat += 1) await post(rig, `chat${chat}`, `to ${chat}`);
    await calm();
    assert.equal(gate.waiting.length, 8);
    gate.release();
    await calm();
    assert.equal(account.deliveries.length, 9);
    assert.equal(gate.waiting.length, 8);
  });

  it('is tried again after a pause with full jitter, which holds up its chat and no other', async (t) => {
    const account = createFakeAccount();
    const fine = account.deliver;
    let left = 3;
    account.deliver = (delivery, link) =>
      delivery.chatId === 'a' && (left -= 1) >= 0 ? failing('retry')(delivery, link) : fine(delivery, link);
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const id = await post(rig, 'a', 'first');
    await post(rig, 'a', 'second');
    await post(rig, 'b', 'other');
    await calm();
    assert.deepEqual(account.texts, ['first', 'other']);
    const { nextAt = 0, attempts } = rig.world.outbox.get(id) ?? {};
    const pause = nextAt - rig.world.clock.now();
    assert.ok(attempts === 1 && pause >= 250 && pause <= 1_000, `${pause} ms`);
    await rig.world.pass(10_000);
    assert.deepEqual(account.texts, ['first', 'other', 'first', 'first', 'first', 'second']);
    assert.equal(rig.world.outbox.get(id)?.state, 'sent');
  });

  it('pauses the whole account for as long as the network asks, also over a new connection', async (t) => {
    const account = createFakeAccount();
    account.deliver = fail(1, failing('retry', { retryAfterMs: 30_000 }), account.deliver);
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    await post(rig, 'a', 'first');
    await calm();
    await post(rig, 'b', 'other');
    account.link.closed({ kind: 'transient', message: 'cut' });
    await rig.world.pass(20_000);
    await rig.online();
    assert.deepEqual(account.texts, ['first']);
    await rig.world.pass(10_000);
    assert.deepEqual(account.texts.toSorted(), ['first', 'first', 'other']);
  });

  it('is dead when the network refuses it, with the parts after it', async (t) => {
    const account = createFakeAccount({ chunk: 3 });
    account.deliver = fail(1, failing('refused', { message: 'chat not found' }), account.deliver);
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const id = await post(rig, 'a', 'onetwo');
    await post(rig, 'a', 'yes');
    await until('sent', () => rig.world.outbox.counts().sent === 1);
    assert.deepEqual(account.texts, ['one', 'yes']);
    assert.equal(rig.world.outbox.get(id)?.state, 'dead');
    assert.deepEqual(
      rig.events.filter(({ event }) => event === 'outbox.changed').map(({ payload }) => payload),
      [{ id, channel: 'telegram', accountId: 'default', to: 'a', state: 'dead', error: 'chat not found' }],
    );
    assert.equal(rig.part.trouble(), 'messages in the outbox: 1 not delivered; see: moltbot outbox list');
  });

  it('is of unknown fate when the network may have taken it, and its line goes on', async (t) => {
    const account = createFakeAccount({ chunk: 3 });
    account.deliver = fail(1, failing('unknown'), account.deliver);
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const id = await post(rig, 'a', 'onetwo');
    await until('the rest is sent', () => account.texts.length === 2);
    await calm();
    assert.equal(rig.world.outbox.get(id)?.state, 'unknown');
    assert.deepEqual(
      rig.world.outbox.get(id)?.parts.map(({ state }) => state),
      ['unknown', 'sent'],
    );
    assert.match(rig.part.trouble() ?? '', /1 of unknown fate/);
  });

  it('that fails unexpectedly is repeated where that is harmless, else of unknown fate', async (t) => {
    for (const [channel, afterCrash, state] of [
      ['whatsapp', 'repeat', 'sent'],
      ['telegram', 'unknown', 'unknown'],
    ] as const) {
      const account = createFakeAccount({ channel, afterCrash });
      account.deliver = fail(1, () => Promise.reject(new TypeError('x is undefined')), account.deliver);
      const rig = await openRig(t, { accounts: [account] });
      await rig.online();
      const id = await post(rig, 'a', 'first');
      await rig.world.pass(2_000);
      assert.equal(rig.world.outbox.get(id)?.state, state, channel);
      assert.ok(rig.state().startsWith('up.online'), 'the link goes on');
      const ids = account.deliveries.map(({ part }) => part.messageId);
      assert.equal(new Set(ids).size, 1, 'the very same message');
    }
  });

  it('is ended when its time is over, and not begun', async (t) => {
    const account = createFakeAccount();
    account.opens = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    const id = await post(rig, 'a', 'old news');
    await rig.world.pass(3_600_000);
    account.opens = 'auto';
    await rig.world.pass(60_000);
    await rig.online();
    await calm();
    assert.deepEqual(account.texts, []);
    assert.equal(rig.world.outbox.get(id)?.state, 'dead');
  });
});

describe('a courier', () => {
  it('stops at the next part when its link goes, and the next one goes on with the chat', async (t) => {
    const gate = held();
    const account = createFakeAccount({ chunk: 3 });
    const fine = account.deliver;
    account.deliver = gate.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const id = await post(rig, 'a', 'onetwo');
    await calm();
    account.deliver = fine;
    account.link.closed({ kind: 'transient', message: 'cut' });
    await calm();
    assert.equal(account.deliveries[0]?.signal.aborted, true);
    assert.equal(rig.world.outbox.get(id)?.parts[0]?.state, 'unknown');
    await rig.world.pass(3_000);
    assert.deepEqual(account.texts, ['one', 'two']);
  });

  it('takes over a chat whose last part was recorded after the change of couriers', async (t) => {
    const gate = held('ignores');
    const account = createFakeAccount({ chunk: 3 });
    const fine = account.deliver;
    account.deliver = gate.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const id = await post(rig, 'a', 'onetwo');
    await calm();
    account.deliver = fine;
    account.link.closed({ kind: 'transient', message: 'cut' });
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
    const account = createFakeAccount({ chunk: 3 });
    const fine = account.deliver;
    account.deliver = gate.deliver;
    const rig = await openRig(t, { accounts: [account] });
    await rig.online();
    const id = await post(rig, 'a', 'onetwo');
    await calm();
    account.deliver = fine;
    account.link.closed({ kind: 'transient', message: 'cut' });
    await rig.world.pass(6_000);
    assert.deepEqual(account.texts, ['one', 'two']);
    assert.equal(rig.world.outbox.get(id)?.state, 'unknown');
    gate.release();
    await calm();
    assert.equal(rig.world.outbox.get(id)?.state, 'sent');
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
