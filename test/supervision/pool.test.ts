import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMachine } from 'xstate';
import { createPool } from '../../src/actors/supervision/pool.ts';
import type { PoolHandle } from '../../src/actors/supervision/pool.ts';
import { createStage, withoutDeadLetters } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const childMachine = createMachine({
  id: 'guest',
  initial: 'here',
  states: {
    here: {
      invoke: { id: 'luggage', src: createMachine({ id: 'luggage' }) },
      on: {
        shutdown: 'gone',
        leave: 'gone',
        stay: 'stubborn',
        crash: {
          actions: () => {
            throw new Error('boom');
          },
        },
      },
    },
    stubborn: {},
    gone: { type: 'final' },
  },
});

const brokenMachine = createMachine({
  context: () => {
    throw new Error('stillborn');
  },
});

interface Scene {
  readonly stage: Stage;
  readonly exposed: (PoolHandle<typeof childMachine> | undefined)[];
  readonly handle: PoolHandle<typeof childMachine>;
}

function open(logic: unknown = childMachine): Scene {
  const exposed: Scene['exposed'] = [];
  const pool = createPool({ name: 'guests', logic: logic as typeof childMachine });
  const stage = createStage(pool, {
    input: { expose: (handle: Scene['exposed'][number]) => void exposed.push(handle), stopDeadlineMs: 1_000 },
  });
  const [handle] = exposed;
  assert.ok(handle);
  return { stage, exposed, handle };
}

const it2 = (title: string, test: () => void): void => void it(title, () => withoutDeadLetters(test));

describe('a pool', () => {
  it2('is ready at once and hands out its handle', () => {
    const scene = open();
    assert.deepEqual(scene.stage.types(), ['child.ready']);
    scene.stage.close();
    assert.deepEqual(scene.exposed.length, 2);
    assert.equal(scene.exposed[1], undefined);
  });

  it2('forgets a child that ends', () => {
    const { handle, stage } = open();
    const child = handle.spawn('a', {});
    handle.spawn('b', {});
    assert.equal(handle.get('a'), child);
    child.send({ type: 'leave' });
    assert.deepEqual(handle.ids(), ['b']);
    assert.equal(handle.get('a'), undefined);
    stage.close();
    assert.equal(stage.live.size, 0);
  });

  it2('logs, counts and forgets a child that crashes; the others do not notice', () => {
    const { handle, stage } = open();
    for (const id of ['a', 'b', 'c']) handle.spawn(id, {});
    handle.get('b')?.send({ type: 'crash' });
    assert.deepEqual(handle.ids(), ['a', 'c']);
    assert.deepEqual(stage.logged, ['guests: child crashed']);
    assert.deepEqual(stage.types(), ['child.ready']);
    const { stats } = stage.actor.getSnapshot() as { stats: { failed: number; spawned: number } };
    assert.deepEqual([stats.spawned, stats.failed], [3, 1]);
    // Two guests with their luggage, the pool and its parent: the luggage of the crashed one is gone.
    assert.equal(stage.live.size, 6);
    stage.close();
    assert.equal(stage.live.size, 0);
  });

  it2('survives a child that cannot even begin', () => {
    const { handle, stage } = open(brokenMachine);
    handle.spawn('a', {});
    assert.equal(handle.size, 0);
    assert.deepEqual(stage.logged, ['guests: child crashed']);
    stage.close();
  });

  it2('refuses an id that is taken', () => {
    const { handle, stage } = open();
    handle.spawn('a', {});
    assert.throws(() => handle.spawn('a', {}), /a is already running/);
    stage.close();
  });

  it2('stops one child or all of them', () => {
    const { handle, stage } = open();
    for (const id of ['a', 'b', 'c']) handle.spawn(id, {});
    assert.equal(handle.stop('a'), true);
    assert.equal(handle.stop('a'), false);
    assert.equal(handle.size, 2);
    handle.stopAll();
    assert.equal(handle.size, 0);
    assert.equal(stage.live.size, 2);
    stage.close();
  });

  it2('lets its children leave before it stops', () => {
    const { handle, stage, exposed } = open();
    for (const id of ['a', 'b']) handle.spawn(id, {});
    stage.actor.send({ type: 'shutdown' });
    assert.deepEqual(stage.types(), ['child.ready', 'child.stopped']);
    assert.equal(exposed.at(-1), undefined);
    assert.equal(stage.clock.pending, 0);
    assert.throws(() => handle.spawn('late', {}), /pool is stopped/);
    stage.close();
    assert.equal(exposed.length, 2);
  });

  it2('stops an empty pool at once', () => {
    const { stage } = open();
    stage.actor.send({ type: 'shutdown' });
    assert.deepEqual(stage.types(), ['child.ready', 'child.stopped']);
    stage.close();
  });

  it2('stops those that stay beyond the deadline', () => {
    const { handle, stage } = open();
    for (const id of ['a', 'b']) handle.spawn(id, {});
    handle.get('a')?.send({ type: 'stay' });
    stage.actor.send({ type: 'shutdown' });
    assert.throws(() => handle.spawn('late', {}), /pool is stopping/);
    stage.clock.advanceSync(999);
    assert.deepEqual(stage.types(), ['child.ready']);
    stage.clock.advanceSync(1);
    assert.deepEqual(stage.types(), ['child.ready', 'child.stopped']);
    assert.equal(stage.live.size, 2);
    stage.close();
    assert.equal(stage.clock.pending, 0);
  });

  it2('leaves nobody behind when it is killed', () => {
    const { handle, stage, exposed } = open();
    for (const id of ['a', 'b']) handle.spawn(id, {});
    stage.close();
    assert.equal(stage.live.size, 0);
    assert.equal(exposed.at(-1), undefined);
  });

  it2('leaves nobody behind when it breaks itself', () => {
    const exposed: unknown[] = [];
    const pool = createPool({ name: 'guests', logic: childMachine });
    const stage = createStage(pool, {
      input: {
        expose: (handle: unknown) => void exposed.push(handle),
        get stopDeadlineMs(): number {
          throw new Error('the pool broke');
        },
      },
    });
    const handle = exposed[0] as PoolHandle<typeof childMachine>;
    for (const id of ['a', 'b']) handle.spawn(id, {});
    stage.actor.send({ type: 'shutdown' });
    assert.match(stage.types().at(-1) ?? '', /error/);
    assert.equal(exposed.at(-1), undefined);
    // Only the parent lives on.
    assert.equal(stage.live.size, 1);
    stage.close();
  });

  it2('takes 2,000 children and gives all of them back', () => {
    const { handle, stage } = open();
    for (let index = 0; index < 2_000; index += 1) handle.spawn(`guest-${index}`, {});
    assert.equal(handle.size, 2_000);
    assert.equal(stage.live.size, 4_002);
    stage.actor.send({ type: 'shutdown' });
    assert.equal(handle.size, 0);
    assert.equal(stage.live.size, 2);
    stage.close();
  });
});
