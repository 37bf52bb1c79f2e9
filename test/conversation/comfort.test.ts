import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Config } from '../../src/config/generated/types.ts';
import { gated } from '../runs/harness.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { OPEN, openRig } from './rig.ts';
import { calm, until } from './world.ts';

const group = { chat: { id: '-100', kind: 'group', title: 'Team' }, mention: 'self' } as const;

const online = async (t: Parameters<typeof openRig>[0], options: Parameters<typeof openRig>[1] = {}) => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

describe('typing', () => {
  const inMode = (typingMode: 'never' | 'instant' | 'thinking' | 'message'): Config => ({
    ...OPEN,
    session: { typingMode },
  });
  const states = (account: ReturnType<typeof createFakeAccount>) =>
    account.link.typing.map(({ state }) => state);

  it('shows while a run is at work, again every six seconds, and ends with it', async (t) => {
    const { script, open } = gated();
    const rig = await online(t, { script });
    await rig.say({ messageId: 'q' });
    await until('begun', () => rig.asked.length === 1);
    await rig.world.pass(13_000);
    assert.deepEqual(states(rig.account), ['typing', 'typing', 'typing']);
    assert.deepEqual(rig.account.link.typing[0]?.chat, { chatId: '42' });
    open('telegram:default:42:q');
    await until('answered', () => rig.account.deliveries.length === 1);
    assert.equal(states(rig.account).at(-1), 'idle');
    await rig.world.pass(60_000);
    assert.equal(states(rig.account).length, 4);
  });

  it('gives up after two minutes', async (t) => {
    const { script } = gated();
    const rig = await online(t, { script });
    await rig.say();
    await calm();
    await rig.world.pass(300_000);
    assert.equal(states(rig.account).length, 20);
  });

  it('never shows where it is switched off', async (t) => {
    const rig = await online(t, { config: inMode('never') });
    await rig.say();
    await until('answered', () => rig.account.deliveries.length === 1);
    assert.deepEqual(states(rig.account), []);
  });

  it('waits for the first word in the mode for messages, and a silent answer shows none', async (t) => {
    const { script, open } = gated();
    const rig = await online(t, { config: inMode('message'), script });
    await rig.say({ messageId: 'q' });
    await until('begun', () => rig.asked.length === 1);
    await rig.world.pass(10_000);
    assert.deepEqual(states(rig.account), []);
    open('telegram:default:42:q');
    await until('answered', () => rig.account.deliveries.length === 1);
    assert.deepEqual(states(rig.account), ['typing', 'idle']);
  });

  it('of a refused message ends', async (t) => {
    const config = { ...OPEN, session: { sendPolicy: { default: 'deny' } } } as Config;
    const rig = await online(t, { config });
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'refused:INVALID_REQUEST');
    assert.equal(states(rig.account).at(-1), 'idle');
    await rig.world.pass(30_000);
    assert.equal(states(rig.account).length, 2);
  });
});

describe('a reaction that says "seen"', () => {
  const scoped = (ackReactionScope: string): Config =>
    ({ ...OPEN, messages: { ackReaction: '👀', ackReactionScope } }) as Config;
  const always = { telegram: { ...OPEN.channels?.telegram, groups: { '*': { requireMention: false } } } };

  for (const [scope, expected] of [
    ['direct', ['dm']],
    ['group-mentions', ['mentioned']],
    ['group-all', ['mentioned', 'unmentioned']],
    ['all', ['dm', 'mentioned', 'unmentioned']],
  ] as const) {
    it(`goes to the messages of the scope ${scope}`, async (t) => {
      const rig = await online(t, { config: { ...scoped(scope), channels: always } });
      await rig.say({ messageId: 'dm' });
      await rig.say({ ...group, messageId: 'mentioned' });
      await rig.say({ ...group, messageId: 'unmentioned', mention: 'none' });
      await until('answered', () => rig.outcomes().every((outcome) => outcome.endsWith(':ok')));
      await calm();
      const marked = rig.account.deliveries
        .filter(({ part }) => part.kind === 'reaction')
        .map(({ part }) => part.body as { messageId: string; emoji: string });
      assert.deepEqual(marked.map(({ messageId }) => messageId).toSorted(), expected);
      assert.ok(marked.every(({ emoji }) => emoji === '👀'));
    });
  }

  it('is not configured by default', async (t) => {
    const rig = await online(t);
    await rig.say();
    await until('answered', () => rig.account.deliveries.length === 1);
    await calm();
    assert.equal(rig.account.deliveries.length, 1);
  });

  it('is worth nothing after a minute', async (t) => {
    const rig = await online(t, { config: scoped('direct') });
    await rig.say({ messageId: 'dm' });
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    const entry = rig.world.outbox.find('ack:telegram:default:1');
    assert.equal((entry?.expiresAt ?? 0) - (entry?.createdAt ?? 0), 60_000);
  });

  it('follows the rules of WhatsApp there', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp', afterCrash: 'repeat' });
    const channels = {
      whatsapp: { ...OPEN.channels?.whatsapp, ackReaction: { emoji: '✅', direct: false, group: 'always' } },
    } as const;
    const rig = await online(t, { accounts: [account], config: { ...OPEN, channels } });
    await rig.say({ messageId: 'dm' });
    await rig.say({ ...group, chat: { ...group.chat, id: '1@g.us' }, messageId: 'g' });
    await until('answered', () => rig.outcomes().every((outcome) => outcome.endsWith(':ok')));
    await calm();
    const marked = account.deliveries.filter(({ part }) => part.kind === 'reaction');
    assert.deepEqual(
      marked.map(({ part }) => part.body),
      [{ messageId: 'g', emoji: '✅', fromMe: false, participant: '42' }],
    );
  });
});

describe('read receipts', () => {
  const whatsapp = (more: object): Config => ({
    ...OPEN,
    channels: { whatsapp: { ...OPEN.channels?.whatsapp, ...more } },
    messages: { inbound: { debounceMs: 500 } },
  });

  it('mark every message of a burst', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp' });
    const rig = await online(t, { accounts: [account], config: whatsapp({}) });
    await rig.say({ messageId: 'one' });
    await rig.say({ messageId: 'two' });
    await rig.world.pass(1_000);
    assert.deepEqual(account.link.read, ['one', 'two']);
  });

  it('are not sent where the operator forbids them, nor to oneself', async (t) => {
    for (const more of [{ sendReadReceipts: false }, { selfChatMode: true }]) {
      const account = createFakeAccount({ channel: 'whatsapp' });
      const rig = await online(t, { accounts: [account], config: whatsapp(more) });
      await rig.say();
      await rig.world.pass(1_000);
      await until('answered', () => account.deliveries.length === 1);
      assert.deepEqual(account.link.read, []);
    }
  });
});
