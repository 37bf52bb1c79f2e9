import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createFakeAccount, failing } from '../support/fake-account.ts';
import { OPEN, openRig, withAccounts } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { calm, until } from './world.ts';

const DAY_MS = 86_400_000;

const online = async (t: TestContext, options: RigOptions = {}): Promise<Rig> => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

/** Silence long enough for the inbox to be empty, while what failed on the way out is still on record. */
const quietWeek = async (rig: Rig): Promise<void> => {
  rig.world.clock.advanceSync(8 * DAY_MS);
  while ((await rig.world.inbox.sweep(rig.world.clock.now())) > 0);
  await rig.world.outbox.sweep(rig.world.clock.now());
};

describe('after a quiet week', () => {
  it('a message is answered in a process that took up what the last one left', async (t) => {
    const first = await online(t);
    await first.part.quiesce();
    await first.say({ text: 'left behind' });
    first.kill();
    const { dir, clock } = first.world;
    const rig = await online(t, { dir, clock });
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    await quietWeek(rig);
    await rig.say({ text: 'hello again' });
    await until('asked', () => rig.asked.length === 2);
  });

  it('a message is reacted to, although an earlier reaction never went out', async (t) => {
    const account = createFakeAccount();
    const config = {
      ...withAccounts(OPEN, [account]),
      messages: { ackReaction: '👀', ackReactionScope: 'all' },
    };
    const rig = await online(t, { accounts: [account], config: config as never });
    account.deliver = failing('refused');
    await rig.say();
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    await quietWeek(rig);
    const before = account.deliveries.length;
    await rig.say();
    await until('answered', () => rig.outcomes().at(-1) === 'answered:ok' && rig.asked.length === 2);
    await calm();
    assert.deepEqual(
      account.deliveries.slice(before).map(({ part }) => part.kind),
      ['reaction', 'text'],
    );
  });

  it('a stranger gets the code, although an earlier one never went out', async (t) => {
    const rig = await online(t, { config: { channels: { telegram: { dmPolicy: 'pairing' } } } });
    rig.account.deliver = failing('refused');
    await rig.say();
    await until('judged', () => rig.outcomes()[0] === 'stranger');
    await calm();
    await quietWeek(rig);
    const before = rig.account.deliveries.length;
    await rig.say({ chat: { id: '77', kind: 'dm' }, sender: { id: '77', isSelf: false } });
    await until('judged', () => rig.outcomes().at(-1) === 'stranger');
    await calm();
    assert.equal(rig.account.deliveries.length, before + 1);
    assert.equal(rig.account.deliveries.at(-1)?.chatId, '77');
  });
});
