import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createFakeAccount } from '../support/fake-account.ts';
import { gated } from '../runs/harness.ts';
import { openRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { calm, inbound, until } from './world.ts';

/** What the next start over the same state does. */
const reopen = async (t: TestContext, rig: Rig, options: RigOptions = {}): Promise<Rig> => {
  const { dir, clock } = rig.world;
  const again = await openRig(t, { dir, clock, ...options });
  await again.online();
  return again;
};

const online = async (t: TestContext, options: RigOptions = {}): Promise<Rig> => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

const never: NonNullable<RigOptions['submit']> = () => new Promise(() => {});

describe('after a kill', () => {
  it('takes up once what was received and never handed on', async (t) => {
    const rig = await online(t);
    await rig.part.quiesce();
    await rig.say({ text: 'one' });
    await rig.say({ text: 'two', chat: { id: '43', kind: 'dm' } });
    rig.kill();
    const again = await reopen(t, rig);
    await until('answered', () => again.outcomes().join() === 'answered:ok,answered:ok');
    await calm();
    assert.equal(again.asked.length, 2);
    assert.equal(again.account.deliveries.length, 2);
    again.account.link.closed();
    await again.world.pass(5_000);
    await again.online();
    await calm();
    assert.equal(again.asked.length, 2, 'a new connection takes up nothing again');
  });

  it('takes up once what comes in while its link is still opening', async (t) => {
    const account = createFakeAccount();
    account.opens = 'byHand';
    const rig = await openRig(t, { accounts: [account] });
    await rig.say({ text: 'early' });
    account.link.opened();
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    assert.equal(rig.asked.length, 1);
    assert.equal(account.deliveries.length, 1);
  });

  it('takes up what its link brings before it is online behind what is older', async (t) => {
    const rig = await online(t);
    await rig.part.quiesce();
    await rig.say({ text: 'first' });
    await rig.say({ text: 'second' });
    rig.kill();
    const { dir, clock } = rig.world;
    const account = createFakeAccount();
    account.opens = 'byHand';
    const again = await openRig(t, { dir, clock, accounts: [account] });
    await again.say({ text: 'third' });
    account.link.opened();
    await until('answered', () => again.outcomes().filter((one) => one === 'answered:ok').length === 3);
    assert.deepEqual(
      again.asked.map(({ message }) => /first|second|third/.exec(message)?.[0]),
      ['first', 'second', 'third'],
    );
  });

  it('takes up once what is being committed while its link opens', async (t) => {
    const account = createFakeAccount();
    account.opens = 'byHand';
    const config = { messages: { inbound: { debounceMs: 1_000 } } };
    const rig = await openRig(t, { accounts: [account] });
    Object.assign(rig.world.config, config);
    const work = account.link.events.received([inbound(rig.world.clock, { text: 'early' })]);
    rig.world.clock.advanceSync(1);
    account.link.opened();
    await work;
    await rig.world.pass(2_000);
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    assert.equal(rig.asked[0]?.message.split('early').length, 2);
  });

  it('asks again, under the same id, what was handed on and never became a run', async (t) => {
    const rig = await online(t, { submit: never });
    const message = await rig.say({ text: 'lost' });
    await until('handed', () => rig.outcomes()[0] === 'handed');
    rig.kill();
    const again = await reopen(t, rig);
    await until('answered', () => again.outcomes()[0] === 'answered:ok');
    assert.equal(again.asked[0]?.runId, `telegram:default:42:${message.messageId}`);
  });

  it('adopts a run that was accepted and never begun: the transcript has the message once', async (t) => {
    const { script } = gated();
    const rig = await online(t, { script });
    await rig.say({ text: 'first' });
    await until('begun', () => rig.asked.length === 1);
    await rig.say({ text: 'second' });
    await until('accepted', () => rig.runs.port.active().length === 2);
    await calm();
    rig.kill();
    const again = await reopen(t, rig);
    await until('both ended', () => again.outcomes().join() === 'answered:interrupted,answered:ok');
    await calm();
    const said = again.transcript('agent:main:main').filter((line) => line.startsWith('user:'));
    assert.equal(said.filter((line) => line.includes('second')).length, 1);
    assert.equal(said.filter((line) => line.includes('first')).length, 1);
    assert.equal(again.asked.length, 1);
    assert.equal(again.account.deliveries.length, 2);
    assert.match(again.account.texts[0] ?? '', /A restart cut this answer off/);
  });

  it('keeps a burst together that already had a run', async (t) => {
    const rig = await openRig(t, { submit: never });
    Object.assign(rig.world.config, { messages: { inbound: { debounceMs: 1_000 } } });
    await rig.online();
    await rig.say({ text: 'one' });
    await rig.say({ text: 'two' });
    await rig.world.pass(1_500);
    assert.deepEqual(rig.outcomes(), ['handed', 'handed']);
    rig.kill();
    const again = await reopen(t, rig);
    await until('answered', () => again.outcomes().join() === 'answered:ok,answered:ok');
    assert.equal(again.asked.length, 1);
    assert.match(again.asked[0]?.message ?? '', /one\ntwo/);
    assert.equal(again.account.deliveries.length, 1);
  });

  it('does not answer who was shut out meanwhile', async (t) => {
    const rig = await online(t, { submit: never });
    await rig.say();
    await until('handed', () => rig.outcomes()[0] === 'handed');
    rig.kill();
    const again = await reopen(t, rig, { config: { channels: { telegram: { dmPolicy: 'disabled' } } } });
    await until('ended', () => again.outcomes()[0] === 'dropped:drop');
    assert.equal(again.asked.length, 0);
  });

  it('sends what waited, and reports what may have gone out', async (t) => {
    const rig = await online(t);
    rig.account.deliver = () => new Promise(() => {});
    const { outboxId = 0 } = await rig.part.port.send({
      channel: 'telegram',
      to: '42',
      message: 'half sent',
      idempotencyKey: 'k1',
      wait: 'accepted',
    });
    await calm();
    const waiting = await rig.part.port.send({
      channel: 'telegram',
      to: '42',
      message: 'not sent',
      idempotencyKey: 'k2',
      wait: 'accepted',
    });
    rig.kill();
    const again = await reopen(t, rig);
    await until('sent', () => again.world.outbox.get(waiting.outboxId ?? 0)?.state === 'sent');
    assert.deepEqual(again.account.texts, ['not sent']);
    assert.equal(again.world.outbox.get(outboxId)?.state, 'unknown');
    assert.ok(again.world.lines.some(({ message }) => /may have gone out/.test(message)));
  });

  it('repeats what may have gone out where that is harmless', async (t) => {
    const account = (): ReturnType<typeof createFakeAccount> =>
      createFakeAccount({ channel: 'whatsapp', afterCrash: 'repeat' });
    const rig = await online(t, { accounts: [account()] });
    rig.account.deliver = () => new Promise(() => {});
    await rig.part.port.send({ to: '42', message: 'hi', idempotencyKey: 'k1', wait: 'accepted' });
    await calm();
    const [first] = rig.account.deliveries;
    rig.kill();
    const again = await reopen(t, rig, { accounts: [account()] });
    await until('sent', () => again.world.outbox.counts().sent === 1);
    assert.equal(again.account.deliveries[0]?.part.messageId, first?.part.messageId);
  });
});
