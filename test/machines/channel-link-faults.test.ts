import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { consequenceOf } from '../../src/machines/link-policy.ts';
import type { LinkPolicy } from '../../src/machines/link-policy.ts';
import { FAULT_KINDS } from '../../src/protocol/link-faults.ts';
import type { FaultKind } from '../../src/protocol/link-faults.ts';
import { createSeededRandom, LINK_POLICY } from '../support/link-puppets.ts';
import { openScene, closeScene, faultOf, telegram } from '../support/link-scene.ts';
import type { Scene } from '../support/link-scene.ts';
import { settle } from '../support/test-clock.ts';

/** Where a link is after the fault has been played once more than its policy forgives. */
const FINAL_STATES: Readonly<Record<FaultKind, string>> = {
  transient: 'backingOff',
  restart: 'backingOff',
  rateLimited: 'backingOff',
  conflict: 'conflict',
  loggedOut: 'loggedOut',
  forbidden: 'loggedOut',
  badSession: 'backingOff',
  version: 'backingOff',
  loginEnded: 'unconfigured',
};

const ROUNDS = 50;
const SEEDS = [1, 2, 3];

describe('the table, every fault fifty times in a row', () => {
  const variants: readonly { readonly title: string; readonly policy: Partial<LinkPolicy> }[] = [
    { title: 'with the policy of WhatsApp', policy: {} },
    { title: 'with the policy of Telegram', policy: telegram },
    { title: 'with twelve attempts', policy: { maxAttempts: 12 } },
  ];
  for (const { title, policy: change } of variants) {
    for (const kind of FAULT_KINDS) {
      it(`${kind} ${title}`, async () => {
        for (const seed of SEEDS) await playFiftyTimes(kind, { ...LINK_POLICY, ...change }, seed);
      });
    }
  }

  async function playFiftyTimes(kind: FaultKind, policy: LinkPolicy, seed: number): Promise<void> {
    const told = `seed ${seed}`;
    const scene = openScene({ policy, random: createSeededRandom(seed) });
    const random = createSeededRandom(seed);
    const coin = createSeededRandom(seed + 1_000);
    const fault = faultOf(kind, kind === 'rateLimited' ? { retryAfterMs: 17_000 } : {});
    let [attempt, conflictCount, restarts] = [0, 0, 0];
    await settle();
    for (let round = 1; round <= ROUNDS; round += 1) {
      // Whether it had opened makes no difference: a minute online would.
      if (coin() < 0.5) scene.puppets.link.say({ type: 'link.opened' });
      attempt += 1;
      if (kind === 'conflict') conflictCount += 1;
      if (kind === 'restart') restarts += 1;
      const history = { attempt, conflicts: conflictCount, restarts };
      const expected = consequenceOf(fault, history, policy, random());
      scene.puppets.link.say({ type: 'link.closed', fault });
      assert.equal(scene.puppets.link.alive, 0, told);
      if (kind === 'restart' && restarts === 1) attempt -= 1;
      assert.equal(scene.snapshot().context.attempt, attempt, told);
      if (expected.answer === 'giveUp') {
        assert.equal(round, policy.maxAttempts + (kind === 'restart' ? 1 : 0), told);
        assert.equal(scene.state(), 'gaveUp', told);
        assert.deepEqual(scene.heard(), ['ready', 'failed'], told);
        return closeScene(scene);
      }
      if (expected.answer === 'rest') {
        assert.equal(scene.state(), expected.state, told);
        assert.equal(scene.state(), FINAL_STATES[kind], told);
        if (round === ROUNDS) break;
        if (kind === 'conflict' && policy.conflictRestMs !== undefined) {
          await waitExactly(scene, policy.conflictRestMs);
          attempt = 0;
          continue;
        }
        await scene.stage.clock.advance(86_400_000);
        assert.equal(scene.puppets.link.inputs.length, round, told);
        scene.send({ type: 'start' });
        [attempt, conflictCount, restarts] = [0, 0, 0];
        await settle();
        continue;
      }
      assert.equal(scene.state(), 'backingOff', told);
      assert.equal(scene.snapshot().context.delayMs, expected.delayMs, told);
      if (round < ROUNDS) await waitExactly(scene, expected.delayMs);
    }
    assert.equal(scene.state(), FINAL_STATES[kind], told);
    assert.equal(scene.puppets.link.inputs.length, ROUNDS, told);
    assert.deepEqual(scene.heard(), ['ready'], told);
    closeScene(scene);
  }

  /** Nothing opens a millisecond too early, and something does in time. */
  async function waitExactly(scene: Scene, ms: number): Promise<void> {
    const before = scene.puppets.link.inputs.length;
    if (ms > 0) await scene.stage.clock.advance(ms - 1);
    assert.equal(scene.puppets.link.inputs.length, before);
    await scene.stage.clock.advance(ms > 0 ? 1 : 0);
    assert.equal(scene.puppets.link.inputs.length, before + 1);
  }
});
