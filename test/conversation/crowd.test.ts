import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { gated } from '../runs/harness.ts';
import { OPEN, openRig } from './rig.ts';
import type { Rig, RigOptions } from './rig.ts';
import { calm, until } from './world.ts';

const online = async (t: TestContext, options: RigOptions = {}): Promise<Rig> => {
  const rig = await openRig(t, options);
  await rig.online();
  return rig;
};

const ben = { chat: { id: '43', kind: 'dm' }, sender: { id: '43', name: 'Ben', isSelf: false } } as const;

/** Ada's first question is at work, in the session that she shares with Ben. */
const busy = async (t: TestContext, queue: object) => {
  const { script, open, started } = gated();
  const rig = await online(t, { script });
  Object.assign(rig.world.config, OPEN, { ...rig.world.config, messages: { queue } });
  const { messageId } = await rig.say({ text: 'first' });
  await until('busy', () => started.length === 1);
  const openAll = async (): Promise<void> => {
    open(`telegram:default:42:${messageId}`);
    for (let round = 0; round < 10; round += 1) {
      await rig.world.pass(2_000);
      for (const runId of started) open(runId);
    }
  };
  return { rig, openAll };
};

const textsTo = (rig: Rig, chat: string): string[] =>
  rig.account.deliveries.filter(({ chatId }) => chatId === chat).map(({ text }) => text);

describe('people who share a session', () => {
  for (const drop of ['summarize', 'old', 'new'] as const) {
    it(`do not crowd out each other’s messages (${drop})`, async (t) => {
      const { rig, openAll } = await busy(t, { cap: 3, drop });
      await rig.say({ ...ben, text: 'mine' });
      for (let n = 1; n <= 6; n += 1) await rig.say({ text: `more ${n}` });
      await calm();
      await openAll();
      await until('all done', () => rig.outcomes().every((outcome) => /:/.test(outcome)));
      await calm();
      assert.equal(rig.outcomes()[1], 'answered:ok');
      assert.match(textsTo(rig, '43').join(), /done telegram:default:43:/);
    });
  }

  it('do not interrupt each other', async (t) => {
    const { rig, openAll } = await busy(t, { mode: 'interrupt' });
    await rig.say({ ...ben, text: 'mine' });
    await rig.say({ text: 'second' });
    await calm();
    await openAll();
    await until('all done', () => rig.outcomes().every((outcome) => /:/.test(outcome)));
    await calm();
    assert.deepEqual(rig.outcomes(), ['silent:aborted', 'answered:ok', 'answered:ok']);
    assert.match(textsTo(rig, '43').join(), /done telegram:default:43:/);
  });

  it('are told when one of them stops the others’ questions, and the one who stopped is told once', async (t) => {
    const { rig } = await busy(t, {});
    rig.command = (text) => (text === '/stop' ? { kind: 'abort' } : { kind: 'none' });
    await rig.say({ ...ben, text: 'mine' });
    await until('both accepted', () => rig.runs.port.active().length === 2);
    await rig.say({ text: '/stop' });
    await until('all done', () => rig.outcomes().every((outcome) => /:/.test(outcome)));
    await calm();
    assert.deepEqual(rig.outcomes(), ['silent:aborted', 'answered:aborted', 'answered:ok']);
    assert.deepEqual(textsTo(rig, '42'), ['⚙️ Agent was aborted.']);
    assert.match(textsTo(rig, '43').join(), /^⚠️ This was stopped from elsewhere/);
  });

  it('are told when the operator stops their questions', async (t) => {
    const { rig } = await busy(t, {});
    rig.runs.port.abort({ sessionKey: 'main', reason: 'stop' });
    await until('all done', () => rig.outcomes().every((outcome) => /:/.test(outcome)));
    await calm();
    assert.match(textsTo(rig, '42').join(), /^⚠️ This was stopped from elsewhere/);
  });
});
