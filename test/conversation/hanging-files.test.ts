import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { InboundMedia } from '../../src/channels/message.ts';
import { openRig } from './rig.ts';
import type { Rig } from './rig.ts';
import { calm, until } from './world.ts';

const online = async (t: TestContext): Promise<Rig> => {
  const rig = await openRig(t);
  await rig.online();
  return rig;
};

const picture = (ref: number): InboundMedia => ({ kind: 'image', mime: 'image/png', ref });

describe('a file that never comes and whose fetching does not end when told to', () => {
  it('holds up its chat for two minutes at most', async (t) => {
    const rig = await online(t);
    rig.account.fetch = () => new Promise(() => {});
    await rig.say({ text: 'look', media: [picture(1)] });
    await rig.say({ text: 'and then' });
    await calm();
    await rig.world.pass(121_000);
    await until('answered', () => rig.outcomes().every((outcome) => outcome === 'answered:ok'));
    assert.match(rig.asked[0]?.message ?? '', /media not available: image/);
  });

  it('does so no longer for ten of them, and a file in hand is not lost', async (t) => {
    const rig = await online(t);
    let asked = 0;
    rig.account.fetch = () =>
      (asked += 1) === 1 ? Promise.resolve(Buffer.from('a file')) : new Promise(() => {});
    await rig.say({ text: 'look', media: Array.from({ length: 10 }, (_, index) => picture(index)) });
    await calm();
    await rig.world.pass(121_000);
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    const lines = (rig.asked[0]?.message ?? '').split('\n');
    assert.equal(lines.filter((line) => line.includes('[media attached')).length, 1);
    assert.equal(lines.filter((line) => line.includes('[media not available')).length, 9);
  });

  it('that goes with an answer is left out of it', async (t) => {
    const rig = await online(t);
    rig.world.mediaSource.resolve = () => new Promise(() => {});
    rig.script = async function* () {
      yield { type: 'text', delta: 'here it is\nMEDIA:./report.pdf' };
      yield { type: 'end', stopReason: 'stop' };
    };
    await rig.say();
    await calm();
    await rig.world.pass(121_000);
    await until('answered', () => rig.outcomes()[0] === 'answered:ok');
    await calm();
    assert.match(rig.account.texts[0] ?? '', /here it is[^]*attachment could not be sent/);
  });
});
