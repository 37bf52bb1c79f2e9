import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assign, createMachine, fromCallback, fromPromise } from 'xstate';
import type { AnyActorLogic, AnyActorRef } from 'xstate';
import { createBody } from '../../src/actors/supervision/body.ts';
import { keep } from '../../src/actors/supervision/keep.ts';
import { createPool } from '../../src/actors/supervision/pool.ts';
import type { PoolHandle } from '../../src/actors/supervision/pool.ts';
import type { Policy } from '../../src/machines/policies.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { settle } from '../support/test-clock.ts';

const policy: Policy = {
  intensity: 2,
  periodMs: 60_000,
  stableMs: 60_000,
  backoff: { initialMs: 10, maxMs: 100, factor: 2, jitter: 0 },
  startDeadlineMs: 1_000,
  stopDeadlineMs: 1_000,
  onExhausted: 'park',
  reason: 'a test',
};

const boom = (): never => {
  throw new Error('boom');
};

/** Where a part can break. Each is a machine with two layers of children that must not survive it. */
const nested = createMachine({
  id: 'nested',
  invoke: [{ src: createMachine({ id: 'deep' }) }, { src: fromCallback(() => {}) }],
});

const tellReady = ({ self }: { self: AnyActorRef }): void => self._parent?.send({ type: 'child.ready' });

const part = (config: Record<string, unknown>): AnyActorLogic =>
  createMachine({ id: 'part', context: {}, entry: tellReady, invoke: { src: nested }, ...config } as never);

const places: Readonly<Record<string, AnyActorLogic>> = {
  'an entry action': part({ initial: 'a', states: { a: { on: { break: 'b' } }, b: { entry: boom } } }),
  'an exit action': part({ initial: 'a', states: { a: { exit: boom, on: { break: 'b' } }, b: {} } }),
  'a transition action': part({ on: { break: { actions: boom } } }),
  'an assignment': part({ on: { break: { actions: assign(boom) } } }),
  'a guard': part({ on: { break: { guard: boom, actions: () => {} } } }),
  'a promise': part({
    initial: 'a',
    states: { a: { on: { break: 'b' } }, b: { invoke: { src: fromPromise(async () => boom()) } } },
  }),
  'a callback actor': part({
    initial: 'a',
    states: { a: { on: { break: 'b' } }, b: { invoke: { src: fromCallback(() => boom()) } } },
  }),
  'the input of a child': part({
    initial: 'a',
    states: { a: { on: { break: 'b' } }, b: { invoke: { src: nested, input: boom } } },
  }),
  'a body': createBody('part', () => ({ stop: () => {}, receive: boom })),
};

interface Scene {
  readonly stage: Stage;
  readonly logic: AnyActorLogic;
  state(): unknown;
  /** Live actors when everything is well. */
  readonly baseline: number;
}

async function open(logic: AnyActorLogic): Promise<Scene> {
  const stage = createStage(keep(logic), {
    input: { id: 'part', policy, childInput: undefined, random: () => 0.5 },
  });
  stage.actor.send({ type: 'start' });
  await settle();
  const state = () => (stage.actor.getSnapshot() as { value: unknown }).value;
  assert.deepEqual(state(), { alive: 'running' });
  return { stage, logic, state, baseline: stage.live.size };
}

const breakIt = (scene: Scene): void => scene.stage.actor.send({ type: 'tell', event: { type: 'break' } });

describe('a part that breaks', () => {
  for (const [place, logic] of Object.entries(places)) {
    it(`in ${place} heals, and leaves no orphan`, () =>
      withoutDeadLetters(async () => {
        const scene = await open(logic);
        breakIt(scene);
        await settle();
        assert.equal(scene.state(), 'backingOff');
        assert.equal(scene.stage.live.size, 2, 'only the keeper and its parent may live');
        assert.match(String((scene.stage.heard.at(-1) as { error?: unknown } | undefined)?.error), /boom/);
        await scene.stage.clock.advance(10);
        assert.deepEqual(scene.state(), { alive: 'running' });
        assert.equal(scene.stage.live.size, scene.baseline);
        scene.stage.close();
        await settle();
        assert.equal(scene.stage.live.size, 0);
        assert.equal(scene.stage.clock.pending, 0);
      }));

    it(`in ${place} again and again is parked, and the operator can resume it`, () =>
      withoutDeadLetters(async () => {
        const scene = await open(logic);
        for (let round = 0; round < 3; round += 1) {
          breakIt(scene);
          await scene.stage.clock.advance(200);
        }
        assert.equal(scene.state(), 'parked');
        assert.equal(scene.stage.live.size, 2);
        scene.stage.actor.send({ type: 'resume' });
        await settle();
        assert.deepEqual(scene.state(), { alive: 'running' });
        scene.stage.close();
        await settle();
      }));
  }

  for (const [place, config] of Object.entries({
    'its context': { context: boom },
    'its first entry action': { entry: boom },
    'its first child': { invoke: { src: fromCallback(() => boom()) } },
    'its first promise': { invoke: { src: fromPromise(async () => boom()) } },
  })) {
    it(`in ${place} is tried again and parked`, () =>
      withoutDeadLetters(async () => {
        const stage = createStage(keep(part(config)), {
          input: { id: 'part', policy, childInput: undefined, random: () => 0.5 },
        });
        stage.actor.send({ type: 'start' });
        await stage.clock.advance(10_000);
        assert.equal((stage.actor.getSnapshot() as { value: unknown }).value, 'parked');
        assert.equal(stage.live.size, 2);
        stage.close();
        assert.equal(stage.live.size, 0);
      }));
  }

  it('does not disturb its siblings', () =>
    withoutDeadLetters(async () => {
      let handle: PoolHandle<AnyActorLogic> | undefined;
      const pool = createPool({ name: 'siblings', logic: places['a guard'] as AnyActorLogic });
      const stage = createStage(pool, {
        input: { expose: (given: typeof handle) => void (handle ??= given), stopDeadlineMs: 100 },
      });
      assert.ok(handle);
      for (const id of ['a', 'b', 'c']) handle.spawn(id, undefined);
      const before = stage.live.size;
      (handle.get('b') as AnyActorRef).send({ type: 'break' });
      assert.equal(stage.live.size, before - 4, 'the part and its three descendants');
      assert.deepEqual(handle.ids(), ['a', 'c']);
      for (const id of handle.ids())
        assert.equal((handle.get(id) as AnyActorRef).getSnapshot().status, 'active');
      assert.equal(stage.lineage.descendants(stage.actor), 8);
      stage.close();
      assert.equal(stage.live.size, 0);
    }));

  it('takes a whole pool with it when the pool itself breaks, and gets a new one', () =>
    withoutDeadLetters(async () => {
      const handles: (PoolHandle<AnyActorLogic> | undefined)[] = [];
      let broken = false;
      const pool = createPool({ name: 'guests', logic: nested });
      const fragile = {
        ...pool,
        transition: (...args: Parameters<typeof pool.transition>) => {
          if (args[1].type !== 'break') return pool.transition(...args);
          broken = true;
          throw new Error('boom');
        },
      };
      const stage = createStage(keep(fragile), {
        input: {
          id: 'guests',
          policy,
          childInput: {
            expose: (handle: (typeof handles)[number]) => void handles.push(handle),
            stopDeadlineMs: 100,
          },
          random: () => 0.5,
        },
      });
      stage.actor.send({ type: 'start' });
      for (const id of ['a', 'b']) handles[0]?.spawn(id, undefined);
      assert.equal(stage.live.size, 3 + 2 * 3);
      stage.actor.send({ type: 'tell', event: { type: 'break' } });
      assert.ok(broken);
      assert.equal(stage.live.size, 2);
      await stage.clock.advance(10);
      assert.equal(stage.live.size, 3);
      assert.equal(handles.at(-1)?.size, 0);
      stage.close();
      assert.equal(stage.live.size, 0);
    }));
});
