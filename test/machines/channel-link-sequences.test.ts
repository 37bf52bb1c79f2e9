import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { FAULT_KINDS } from '../../src/protocol/link-faults.ts';
import { createSeededRandom } from '../support/link-puppets.ts';
import {
  openScene,
  closeScene,
  say,
  wait,
  finds,
  closed,
  opened,
  shown,
  start,
  stop,
  shutdown,
  loggedOut,
  login,
  partFailed,
  crashLink,
  crashCourier,
  deadBody,
  examineHangs,
  examineThrows,
  CLOSE,
  play,
} from '../support/link-scene.ts';
import type { Scene, Step } from '../support/link-scene.ts';
import { settle } from '../support/test-clock.ts';
import { withoutDeadLetters } from '../support/stage.ts';

describe('any sequence of events', () => {
  const operator: readonly (readonly [string, Step])[] = [
    ['start', start],
    ['stop', stop],
    ['login', login],
    ['logout.done', loggedOut],
    ['shutdown', shutdown],
  ];
  const network: readonly (readonly [string, Step])[] = [
    ['opened', opened],
    ['login shown', shown],
    ['deaf', say({ type: 'link.deaf', reason: 'silent' })],
    ['hears', say({ type: 'link.hears' })],
    ...FAULT_KINDS.map((kind) => [`closed ${kind}`, closed(kind)] as const),
  ];
  const breakage: readonly (readonly [string, Step])[] = [
    ['part failed', partFailed],
    ['link crashes', crashLink],
    ['courier crashes', crashCourier],
    ['body goes dead', deadBody],
    ['examine hangs', examineHangs],
    ['examine throws', examineThrows],
  ];
  const account = (['ready', 'disabled', 'unconfigured'] as const).map(
    (readiness) => [`found ${readiness}`, finds(readiness)] as const,
  );
  const stepArb = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...operator) },
    { weight: 6, arbitrary: fc.constantFrom(...network) },
    { weight: 1, arbitrary: fc.constantFrom(...breakage) },
    { weight: 1, arbitrary: fc.constantFrom(...account) },
    {
      weight: 4,
      arbitrary: fc
        .integer({ min: 0, max: 120_000 })
        .map((ms): readonly [string, Step] => [`wait ${ms}`, wait(ms)]),
    },
  );
  const optionsArb = fc.record({
    policy: fc.record({
      maxAttempts: fc.constantFrom(0, 1, 3),
      conflictRestMs: fc.constantFrom(undefined, 300_000),
      conflictRetries: fc.constantFrom(0, 1, 2),
    }),
    readiness: fc.constantFrom('ready' as const, 'disabled' as const, 'unconfigured' as const),
  });

  const assertWhole = (scene: Scene): void => {
    const { link, courier } = scene.puppets;
    assert.ok(link.mostAlive <= 1, 'two link bodies at once');
    assert.equal(link.alive === 1, scene.snapshot().hasTag('up'), `link body in ${scene.state()}`);
    assert.equal(courier.alive === 1, scene.snapshot().hasTag('online'), `courier in ${scene.state()}`);
    const heard = scene.heard();
    assert.ok(heard.filter((type) => type === 'failed').length <= 1, 'failed twice');
    assert.ok(!heard.some((type) => type.startsWith('xstate.error')), 'the machine itself broke');
    const waits = scene.snapshot().hasTag('waiting');
    assert.equal(
      waits ||
        scene.snapshot().hasTag('online') ||
        scene.snapshot().hasTag('resting') ||
        scene.snapshot().hasTag('ended'),
      true,
      scene.state(),
    );
  };

  it('never has two links, rests or waits in silence, and leaves nothing after a shutdown', () =>
    withoutDeadLetters(() =>
      fc.assert(
        fc.asyncProperty(fc.array(stepArb, { maxLength: 40 }), optionsArb, async (steps, options) => {
          const scene = openScene({ ...options, random: createSeededRandom(7) });
          await settle();
          for (const [, step] of steps) {
            const wasGone = scene.state() === 'gone';
            await play(scene, [step]);
            if (wasGone) assert.equal(scene.state(), 'gone', 'came back after its end');
            assertWhole(scene);
          }
          await scene.stage.clock.advance(3_600_000);
          assertWhole(scene);
          const snapshot = scene.snapshot();
          const armed = snapshot.hasTag('waiting') && scene.stage.clock.pending > 0;
          const atRest = snapshot.hasTag('resting') || snapshot.hasTag('online') || snapshot.hasTag('ended');
          assert.ok(armed || atRest, `${scene.state()} is no place to stay`);
          scene.send({ type: 'shutdown' });
          await scene.stage.clock.advance(CLOSE);
          assert.equal(scene.state(), 'gone');
          assert.equal(scene.heard().at(-1), 'stopped');
          assert.equal(scene.stage.clock.pending, 0);
          assert.equal(scene.stage.live.size, 2, 'only the stage and the machine are left');
          closeScene(scene);
        }),
        { numRuns: 300 },
      ),
    ));
});
