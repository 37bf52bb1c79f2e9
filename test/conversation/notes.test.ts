import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { InboundMessage } from '../../src/channels/message.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { OPEN, openRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { until } from './world.ts';

const online = async (t: TestContext, options: RigOptions = {}): Promise<Rig> => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

const outcome = (rig: Rig, what: string): Promise<void> => until(what, () => rig.outcomes().at(-1) === what);

/** What the agent is asked next. */
const nextQuestion = async (rig: Rig): Promise<string> => {
  const before = rig.asked.length;
  await rig.say({ messageId: String(900 + before), text: 'and now?' });
  await until('asked', () => rig.asked.length > before);
  return rig.asked.at(-1)?.message ?? '';
};

const reaction: Partial<InboundMessage> = {
  kind: 'reaction',
  messageId: '500:reaction:1',
  text: 'Reaction added: 👍 to message 500',
};

const hearing = (reactionNotifications: 'off' | 'own' | 'all'): Config => ({
  ...OPEN,
  channels: { ...OPEN.channels, telegram: { ...OPEN.channels?.telegram, reactionNotifications } },
});

describe('a reaction', () => {
  it('to our own message starts nothing and goes with the next question', async (t) => {
    const rig = await online(t);
    await rig.say(reaction);
    await outcome(rig, 'noted');
    assert.equal(rig.asked.length, 0);
    assert.match(await nextQuestion(rig), /Reaction added: 👍 to message 500[\s\S]+and now\?/u);
    assert.doesNotMatch(await nextQuestion(rig), /Reaction added/u, 'once');
  });

  it('to a message of a person is nobody else’s business', async (t) => {
    const rig = await online(t);
    await rig.say({ messageId: '500', text: 'mine' });
    await outcome(rig, 'answered:ok');
    await rig.say(reaction);
    await outcome(rig, 'dropped:reaction');
    assert.doesNotMatch(await nextQuestion(rig), /Reaction added/u);
  });

  it('is not heard when the account says so', async (t) => {
    const rig = await online(t, { config: hearing('off') });
    await rig.say(reaction);
    await outcome(rig, 'dropped:reaction');
  });

  it('to anybody is heard when the account says so', async (t) => {
    const rig = await online(t, { config: hearing('all') });
    await rig.say({ messageId: '500', text: 'mine' });
    await outcome(rig, 'answered:ok');
    await rig.say(reaction);
    await outcome(rig, 'noted');
  });

  it('on WhatsApp counts when the message it is on is ours', async (t) => {
    const account = createFakeAccount({ channel: 'whatsapp' });
    const config: Config = { channels: { whatsapp: { dmPolicy: 'open', allowFrom: ['*'] } } };
    const rig = await online(t, { accounts: [account], config });
    const from = {
      chat: { id: '4300@s.whatsapp.net', kind: 'dm' },
      sender: { id: '+4300', isSelf: false },
    } as const;
    await rig.say({
      ...from,
      channel: 'whatsapp',
      kind: 'reaction',
      messageId: 'R1',
      text: '❤',
      quoted: { messageId: 'A', fromMe: false },
    });
    await outcome(rig, 'dropped:reaction');
    await rig.say({
      ...from,
      channel: 'whatsapp',
      kind: 'reaction',
      messageId: 'R2',
      text: '',
      quoted: { messageId: 'B', fromMe: true },
    });
    await outcome(rig, 'noted');
  });
});

describe('an edit', () => {
  it('starts nothing and goes with the next question', async (t) => {
    const rig = await online(t);
    await rig.say({ kind: 'event', messageId: '7:edit:3', text: 'Edited message 7: tomorrow' });
    await outcome(rig, 'noted');
    assert.match(await nextQuestion(rig), /Edited message 7: tomorrow/u);
  });

  it('by a stranger is dropped', async (t) => {
    const rig = await online(t, {
      config: { channels: { telegram: { dmPolicy: 'allowlist', allowFrom: [1] } } },
    });
    await rig.say({ kind: 'event', messageId: '7:edit:3', text: 'Edited message 7: tomorrow' });
    await outcome(rig, 'dropped:event');
  });
});
