import assert from 'node:assert/strict';
import { it } from 'node:test';
import { openRig } from './rig.ts';
import { until } from './world.ts';

it('answers a message once, in its chat, and ends its row', async (t) => {
  const rig = await openRig(t);
  await rig.online();
  await rig.say({ text: 'hi' });
  await until('an answer', () => rig.account.deliveries.length === 1);
  console.log(
    rig.account.texts,
    rig.outcomes(),
    rig.recorder.tree(10).map((n) => [n.id, n.state]),
  );
  assert.deepEqual(rig.outcomes(), ['answered:ok']);
});
