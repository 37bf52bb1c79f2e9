import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { StoreFull } from '../../src/store/errors.ts';
import { gated } from '../runs/harness.ts';
import { openRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { calm, until } from './world.ts';

const online = async (t: TestContext, options: RigOptions = {}): Promise<Rig> => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

/** What the next start over the same state does. */
const reopen = async (t: TestContext, { world }: Rig, options: RigOptions = {}): Promise<Rig> =>
  online(t, { dir: world.dir, clock: world.clock, ...options });

/** A burst behind a busy run, which the run of its last message answers. */
const collected = async (t: TestContext) => {
  const { script, open, started } = gated();
  const rig = await online(t, { script });
  const first = await rig.say({ text: 'first' });
  await until('busy', () => started.length === 1);
  await rig.say({ text: 'second' });
  await rig.say({ text: 'third' });
  const last = await rig.say({ text: 'fourth' });
  await until('waiting', () => rig.runs.port.active().length === 4);
  await rig.world.pass(2_000);
  open(`telegram:default:42:${first.messageId}`);
  await until('the burst is at work', () => started.length === 2);
  return { rig, open, lead: `telegram:default:42:${last.messageId}` };
};

describe('messages that one run answers together', () => {
  it('are done together, whenever the gateway dies', async (t) => {
    const { rig, open, lead } = await collected(t);
    const { push } = rig.events;
    rig.events.push = (...items) => {
      // The first word of the end: the outcome of the run that answers is on disk, nothing after it gets there.
      const ends = items.some(
        ({ event, payload }) =>
          event === 'agent' && payload.runId === lead && (payload.data as { phase?: string }).phase === 'end',
      );
      if (ends) rig.world.storeFault = new StoreFull('/state/gateway.db');
      return push.apply(rig.events, items);
    };
    open(lead);
    await until('the end', () => rig.world.storeFault !== undefined);
    await calm();
    rig.kill();
    const again = await reopen(t, rig);
    await until('all done', () => again.outcomes().every((outcome) => /:/.test(outcome)));
    await calm();
    assert.equal(again.asked.length, 0, 'nobody is asked again');
    assert.equal(again.account.deliveries.length, 1, 'one answer for all');
    assert.deepEqual(again.outcomes(), ['answered:ok', 'silent:ok', 'silent:ok', 'answered:ok']);
  });

  it('are cut off together, with one notice', async (t) => {
    const { rig } = await collected(t);
    await calm();
    rig.kill();
    const again = await reopen(t, rig);
    await until('all done', () => again.outcomes().every((outcome) => /:/.test(outcome)));
    await calm();
    assert.equal(again.asked.length, 0);
    assert.deepEqual(again.outcomes(), [
      'answered:ok',
      'silent:interrupted',
      'silent:interrupted',
      'answered:interrupted',
    ]);
    assert.equal(again.account.deliveries.length, 1);
  });

  it('fail together, with one notice', async (t) => {
    const { rig } = await collected(t);
    void rig.runs.drain(0);
    await rig.world.pass(2_000);
    await until('all done', () => rig.outcomes().every((outcome) => /:/.test(outcome)));
    await calm();
    assert.deepEqual(rig.outcomes(), [
      'answered:ok',
      'silent:interrupted',
      'silent:interrupted',
      'answered:interrupted',
    ]);
    assert.equal(rig.account.deliveries.length, 2);
  });
});

describe('what a group said to itself', () => {
  const group = { chat: { id: '-100', kind: 'group', title: 'Team' } } as const;
  const question = { ...group, mention: 'self' } as const;
  const kept = ({ world }: Rig): number =>
    world.store.read((db) => db.all('SELECT 1 FROM group_memory')).length;

  it('is told to the agent although the gateway died before the run was on record', async (t) => {
    const rig = await online(t, { submit: () => new Promise(() => {}) });
    await rig.say({ ...group, text: 'shall we?' });
    await rig.say({ ...question, text: 'what do you think?' });
    await until('handed', () => rig.outcomes()[1] === 'handed');
    rig.kill();
    const again = await reopen(t, rig);
    await until('answered', () => again.outcomes()[1] === 'answered:ok');
    assert.match(again.asked[0]?.message ?? '', /shall we\?[^]*what do you think\?/);
    assert.equal(kept(again), 0, 'and forgotten with its answer');
  });

  it('after a question that a stop cut off waits for the next one', async (t) => {
    const { script } = gated();
    const rig = await online(t, { script });
    await rig.say({ ...group, text: 'before' });
    await rig.say({ ...question, text: 'cut off' });
    await until('begun', () => rig.asked.length === 1);
    await rig.say({ ...group, text: 'meanwhile' });
    await until('remembered', () => rig.outcomes()[2] === 'remembered');
    rig.kill();
    const again = await reopen(t, rig);
    await until('told', () => again.outcomes()[1] === 'answered:interrupted');
    await again.say({ ...question, text: 'and now?' });
    await until('answered', () => again.outcomes()[3] === 'answered:ok');
    assert.match(again.asked[0]?.message ?? '', /meanwhile[^]*and now\?/);
    assert.doesNotMatch(again.asked[0]?.message ?? '', /before/);
    assert.equal(kept(again), 0);
  });
});

describe('a question that was accepted before the daily reset and is asked after it', () => {
  it('is part of the conversation it is answered in', async (t) => {
    const { script } = gated();
    const rig = await online(t, { script });
    await rig.say({ text: 'first' });
    await until('begun', () => rig.asked.length === 1);
    await rig.say({ text: 'second' });
    await until('accepted', () => rig.runs.port.active().length === 2);
    await calm();
    const before = rig.sessions.find('agent:main:main')?.entry.sessionId;
    rig.kill();
    rig.world.clock.advanceSync(20 * 3_600_000);
    const again = await reopen(t, rig);
    await until('both ended', () => again.outcomes().join() === 'answered:interrupted,answered:ok');
    await calm();
    assert.notEqual(again.sessions.find('agent:main:main')?.entry.sessionId, before);
    const said = again.transcript('agent:main:main');
    assert.deepEqual(
      said.map((line) => /^(user|assistant): .*(second)/s.exec(line)?.slice(1).join()),
      ['user,second', 'assistant,second'],
    );
  });
});

describe('a question that a stop of days has overtaken', () => {
  it('is kept on record and no longer answered, also when it already had a run', async (t) => {
    const { script } = gated();
    const rig = await online(t, { script });
    await rig.say({ text: 'first' });
    await until('begun', () => rig.asked.length === 1);
    await rig.say({ text: 'second' });
    await until('accepted', () => rig.runs.port.active().length === 2);
    await calm();
    rig.kill();
    rig.world.clock.advanceSync(72 * 3_600_000);
    const again = await reopen(t, rig);
    await until('ended', () => again.outcomes().join() === 'tooOld,tooOld');
    await calm();
    assert.equal(again.asked.length + again.account.deliveries.length, 0);
  });
});
