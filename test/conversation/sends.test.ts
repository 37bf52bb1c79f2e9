import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFakeAccount, failing, held } from '../support/fake-account.ts';
import type { Deliver } from '../support/fake-account.ts';
import { openRig, post } from './rig.ts';
import { calm, until } from './world.ts';

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
