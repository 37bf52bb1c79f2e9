import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Config } from '../../src/config/generated/types.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { until } from './world.ts';

const group = { chat: { id: '-100', kind: 'group', title: 'Team' } } as const;

const online = async (t: Parameters<typeof openRig>[0], options: Parameters<typeof openRig>[1] = {}) => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

const words = (rig: Rig): string[] =>
  rig.asked.map(({ message }) => message.replace(/^.*?\] /su, '').replace(/\n\[message_id.*$/su, ''));

describe('who may write', () => {
  const strict: Config = { channels: { telegram: { dmPolicy: 'pairing' } } };

  it('offers a stranger one code, whatever he writes, and tells the clients', async (t) => {
    const rig = await online(t, { config: strict });
    await rig.say({ text: 'hi' });
    await rig.say({ text: 'hello?' });
    await until('both ended', () => rig.outcomes().join() === 'stranger,stranger');
    await until('the code is sent', () => rig.account.deliveries.length === 1);
    const [request] = rig.world.pairing.list('telegram');
    assert.ok(request);
    assert.match(rig.account.texts[0] ?? '', new RegExp(`Pairing code: ${request.code}`));
    assert.match(rig.account.texts[0] ?? '', /moltbot pairing approve telegram/);
    const told = rig.events.filter(({ event }) => event === 'channel.pair.requested');
    assert.deepEqual(
      told.map(({ payload }) => [payload['id'], payload['code'], payload['meta']]),
      [['42', request.code, { name: 'Ada' }]],
    );
    assert.equal(rig.asked.length, 0);
  });

  it('answers the stranger once he is let in, and greets him when asked to', async (t) => {
    const rig = await online(t, { config: strict });
    await rig.say();
    await until('the code is sent', () => rig.account.deliveries.length === 1);
    const [request] = rig.world.pairing.list();
    const approved = await rig.part.pairing.approve({
      channel: 'telegram',
      code: request?.code.toLowerCase() ?? '',
      notify: true,
    });
    assert.deepEqual(approved, {
      channel: 'telegram',
      accountId: 'default',
      id: '42',
      entry: '42',
      notified: true,
    });
    await rig.say({ text: 'hi again' });
    await until('answered', () => rig.account.deliveries.length === 3);
    assert.match(rig.account.texts[1] ?? '', /Access approved/);
    assert.deepEqual(words(rig), ['hi again']);
  });

  it('approves although the person cannot be told', async (t) => {
    const account = createFakeAccount();
    const rig = await online(t, { accounts: [account], config: strict });
    await rig.say();
    await until('the code is sent', () => account.deliveries.length === 1);
    const [request] = rig.world.pairing.list();
    account.target = () => {
      throw new Error('no such person');
    };
    const approved = await rig.part.pairing.approve({
      channel: 'telegram',
      code: request?.code ?? '',
      notify: true,
    });
    assert.equal(approved?.notified, false);
    assert.deepEqual(rig.world.pairing.approved('telegram', 'default'), ['42']);
  });

  it('offers no code for what was written long ago', async (t) => {
    const rig = await online(t, { config: strict });
    await rig.say({ sentAt: rig.world.clock.now() - 700_000 });
    await until('ended', () => rig.outcomes()[0] === 'stranger:stale');
    assert.deepEqual(rig.world.pairing.list(), []);
  });

  it('drops who is not on the list, with the reason', async (t) => {
    const rig = await online(t, { config: { channels: { telegram: { dmPolicy: 'allowlist' } } } });
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'dropped:senderNotAllowed');
    assert.equal(rig.account.deliveries.length, 0);
  });

  it('remembers what a group says to itself and gives it to the agent with the first question', async (t) => {
    const rig = await online(t);
    await rig.say({ ...group, text: 'shall we?' });
    await rig.say({ ...group, text: '', media: [{ kind: 'image', ref: 1 }] });
    await until('remembered', () => rig.outcomes().join() === 'remembered,remembered');
    await rig.say({ ...group, text: 'what do you think?', mention: 'self' });
    await until('asked', () => rig.asked.length === 1);
    const [asked] = rig.asked;
    assert.match(asked?.message ?? '', /shall we\?[\s\S]*<media:image>[\s\S]*what do you think\?/);
    await rig.say({ ...group, text: 'and now?', mention: 'self' });
    await until('asked again', () => rig.asked.length === 2);
    assert.doesNotMatch(rig.asked[1]?.message ?? '', /shall we/);
  });
});

describe('commands that are not the sender’s', () => {
  const config: Config = { channels: { telegram: { allowFrom: [42], groups: { '*': {} } } } };

  it('are not obeyed when a message was only passed on', async (t) => {
    const rig = await online(t, { config });
    await rig.say({ text: '/status', forwardedFrom: 'Eve' });
    await until('asked', () => rig.asked.length === 1);
    assert.deepEqual(words(rig), ['[Forwarded from Eve] \u2060/status']);
    await rig.say({ ...group, text: '/status', forwardedFrom: 'Eve' });
    await until('remembered', () => rig.outcomes().includes('remembered'));
    assert.equal(rig.asked.length, 1);
  });
});
