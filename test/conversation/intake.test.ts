import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunsPort } from '../../src/api/ports.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { unavailable } from '../../src/protocol/failure.ts';
import { createFakeAccount } from '../support/fake-account.ts';
import { OPEN, openRig, withAccounts } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, inbound, until } from './world.ts';

const group = { chat: { id: '-100', kind: 'group', title: 'Team' } } as const;

const bursts: Config = { ...OPEN, messages: { inbound: { debounceMs: 1_500 } } };

const online = async (t: Parameters<typeof openRig>[0], options: Parameters<typeof openRig>[1] = {}) => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

const words = (rig: Rig): string[] =>
  rig.asked.map(({ message }) => message.replace(/^.*?\] /su, '').replace(/\n\[message_id.*$/su, ''));

describe('a message that comes in', () => {
  it('is durable before the adapter may acknowledge it', async (t) => {
    const rig = await online(t);
    let acknowledged = false;
    const work = rig.account.link.events
      .received([inbound(rig.world.clock)], { name: 'telegram:default', value: 5 })
      .then(() => (acknowledged = true));
    assert.equal(acknowledged, false);
    assert.deepEqual(rig.world.inbox.counts(), { received: 0, handed: 0 });
    await work;
    assert.equal(rig.world.inbox.cursor('telegram:default'), 5);
    assert.equal(rig.outcomes().length, 1);
  });

  it('is not acknowledged when the store cannot keep it', async (t) => {
    const rig = await online(t);
    rig.world.storeFault = new Error('the disk is full');
    await assert.rejects(rig.say(), /the disk is full/);
  });

  it('is handled once, however often the network brings it', async (t) => {
    const rig = await online(t);
    const message = await rig.say();
    await rig.account.link.events.received([message, message]);
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    await rig.account.link.events.received([message]);
    await calm();
    assert.equal(rig.asked.length, 1);
    assert.equal(rig.account.deliveries.length, 1);
  });

  it('is asked under an id that follows from its account, chat and own id', async (t) => {
    const rig = await online(t);
    await rig.say({ messageId: '77' });
    await until('asked', () => rig.asked.length === 1);
    assert.equal(rig.asked[0]?.runId, 'telegram:default:42:77');
  });

  it('is kept but not answered when it is older than a day', async (t) => {
    const rig = await online(t);
    await rig.say({ sentAt: rig.world.clock.now() - 25 * 3_600_000 });
    await until('ended', () => rig.outcomes()[0] === 'tooOld');
  });

  it('reaches its run before the one after it, though its attachment takes longer', async (t) => {
    const bytes = Promise.withResolvers<Uint8Array>();
    const account = createFakeAccount();
    account.fetch = () => bytes.promise;
    const rig = await online(t, { accounts: [account] });
    await rig.say({ text: 'look', media: [{ kind: 'document', ref: 1, fileName: 'a.txt' }] });
    await rig.say({ text: 'at this' });
    await rig.say({ text: 'elsewhere', chat: { id: '43', kind: 'dm' }, sender: { id: '43', isSelf: false } });
    await until('the other chat', () => rig.asked.length === 1);
    await calm();
    assert.deepEqual(words(rig), ['elsewhere']);
    bytes.resolve(Buffer.from('a text'));
    await until('asked', () => rig.asked.length >= 2);
    assert.match(rig.asked[1]?.message ?? '', /look\n\[media attached: .*a.*txt.* \(text\/plain\)\]/);
  });

  it('says to the agent which attachment could not be had', async (t) => {
    const account = createFakeAccount();
    account.fetch = () => Promise.reject(new Error('no such file'));
    const rig = await online(t, { accounts: [account] });
    await rig.say({ text: '', media: [{ kind: 'image', ref: 1 }] });
    await until('asked', () => rig.asked.length === 1);
    assert.match(rig.asked[0]?.message ?? '', /<media:image>\n\[media not available: image: no such file\]/);
  });
});

describe('a burst', () => {
  it('of plain texts of one person in one chat becomes one question', async (t) => {
    const rig = await online(t, { config: bursts });
    const first = await rig.say({ text: 'one' });
    await rig.world.pass(1_000);
    await rig.say({ text: 'two' });
    await rig.world.pass(1_000);
    assert.equal(rig.asked.length, 0);
    await rig.world.pass(600);
    await until('asked', () => rig.asked.length === 1);
    assert.deepEqual(words(rig), ['one\ntwo']);
    assert.equal(rig.asked[0]?.runId, `telegram:default:42:${first.messageId}`);
    await until('both ended', () => rig.outcomes().join() === 'answered:ok,answered:ok');
    assert.equal(rig.account.deliveries.length, 1);
  });

  it('is not joined over people, chats, threads, attachments, quotes and commands', async (t) => {
    const rig = await online(t, { config: bursts });
    const all = { mention: 'self' } as const;
    await rig.say({ ...group, ...all, text: 'ada' });
    await rig.say({ ...group, ...all, text: 'bob', sender: { id: '7', name: 'Bob', isSelf: false } });
    await rig.say({ ...group, ...all, text: 'thread', chat: { ...group.chat, threadId: '5' } });
    await rig.say({ text: 'dm' });
    await rig.say({ text: 'photo', media: [{ kind: 'image', ref: 1 }] });
    await calm();
    // What waited in the same chat goes first.
    assert.deepEqual(words(rig).slice(0, 1), ['dm']);
    await rig.say({
      text: 'quote',
      quoted: { messageId: '1', fromMe: false },
      chat: { id: '44', kind: 'dm' },
    });
    await rig.world.pass(2_000);
    const { outcomes } = rig;
    await until('all ended', () => outcomes().every((outcome) => outcome.startsWith('answered')));
    const runs = rig.world.store.read((db) => db.all('SELECT DISTINCT run_id FROM inbox'));
    assert.deepEqual([outcomes().length, runs.length], [6, 6]);
  });

  it('that waits when the gateway pauses stays in the inbox', async (t) => {
    const rig = await online(t, { config: bursts });
    await rig.say({ text: 'one' });
    await calm();
    await rig.part.quiesce();
    await rig.say({ text: 'two' });
    await rig.world.pass(5_000);
    assert.deepEqual(rig.outcomes(), ['received', 'received']);
    assert.equal(rig.asked.length, 0);
  });
});

describe('the runs', () => {
  const full = (times: number) => {
    let left = times;
    const tried: string[] = [];
    const submit: RunsPort['submit'] = (request) => {
      tried.push(request.message);
      if ((left -= 1) >= 0) {
        return Promise.reject(unavailable('20 messages are already waiting', { retryAfterMs: 5_000 }));
      }
      const outcome = {
        runId: request.runId,
        status: 'ok',
        summary: 'ok',
        startedAt: 0,
        endedAt: 0,
        sessionKey: 'main',
        sessionId: 's',
        result: { payloads: [{ text: `re: ${request.message}` }], meta: {} },
      } as const;
      return Promise.resolve({
        runId: request.runId,
        status: 'accepted',
        acceptedAt: 0,
        outcome: Promise.resolve(outcome),
      });
    };
    return { submit, tried };
  };

  it('that are full make a message wait, in order, and it is answered when there is room', async (t) => {
    const { submit } = full(2);
    const rig = await online(t, { submit });
    await rig.say({ text: 'first' });
    await rig.say({ text: 'second' });
    await rig.world.pass(4_000);
    assert.deepEqual(rig.account.texts, []);
    await rig.world.pass(8_000);
    assert.deepEqual(rig.account.texts, ['re: first', 're: second']);
  });

  it('that are full do not keep the word that stops the agent from it', async (t) => {
    const { submit, tried } = full(1_000);
    const rig = await online(t, { submit });
    await rig.say({ text: 'first' });
    await rig.say({ text: '/stop' });
    await calm();
    assert.deepEqual(tried, ['first', '/stop']);
  });

  it('that are full do not hold up a stop of the gateway; the row waits for the next start', async (t) => {
    const { submit } = full(1_000);
    const rig = await online(t, { submit });
    await rig.say({ text: 'first' });
    await calm();
    await rig.part.quiesce();
    assert.deepEqual(rig.outcomes(), ['handed']);
    await rig.part.flush();
  });

  it('that refuse a message for good end its row', async (t) => {
    const config = { ...OPEN, session: { sendPolicy: { default: 'deny' } } } as Config;
    const rig = await online(t, { config: withAccounts(config, [createFakeAccount()]) });
    await rig.say();
    await until('ended', () => rig.outcomes()[0] === 'refused:INVALID_REQUEST');
    assert.equal(rig.account.deliveries.length, 0);
  });

  it('that fail unexpectedly leave the row for the next start', async (t) => {
    const rig = await online(t, { submit: () => Promise.reject(new TypeError('x is undefined')) });
    await rig.say();
    await calm();
    assert.deepEqual(rig.outcomes(), ['handed']);
    assert.ok(rig.world.lines.some(({ level, message }) => level === 'error' && /inbox/.test(message)));
  });
});
