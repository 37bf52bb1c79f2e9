import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cancel, createMachine, raise } from 'xstate';
import { createPool } from '../../src/actors/supervision/pool.ts';
import type { PoolHandle } from '../../src/actors/supervision/pool.ts';
import { createStage } from '../support/stage.ts';

const patient = createMachine({
  id: 'patient',
  initial: 'waiting',
  states: {
    waiting: {
      entry: raise({ type: 'reminded' }, { delay: 500 }),
      after: { 1_000: 'late' },
      on: { calm: { actions: cancel('unused') }, again: { target: 'waiting', reenter: true }, done: 'done' },
    },
    late: {},
    done: { type: 'final' },
  },
});

const forgetful = createMachine({
  id: 'forgetful',
  initial: 'waiting',
  states: {
    waiting: {
      on: { remind: { actions: raise({ type: 'told' }, { delay: 500, id: 'reminder' }) }, told: 'reminded' },
    },
    reminded: {},
  },
});

function open() {
  let handle: PoolHandle<typeof patient> | undefined;
  const stage = createStage(createPool({ name: 'patients', logic: patient }), {
    input: { expose: (given: typeof handle) => void (handle ??= given), stopDeadlineMs: 100 },
  });
  assert.ok(handle);
  return { stage, handle };
}

const states = (handle: PoolHandle<typeof patient>): unknown[] =>
  handle.ids().map((id) => handle.get(id)?.getSnapshot().value);

describe('indexed timers', () => {
  it('fire as armed', () => {
    const { stage, handle } = open();
    handle.spawn('a', {});
    stage.clock.advanceSync(999);
    assert.deepEqual(states(handle), ['waiting']);
    stage.clock.advanceSync(1);
    assert.deepEqual(states(handle), ['late']);
    stage.close();
  });

  it('are armed anew when a state is entered again', () => {
    const { stage, handle } = open();
    handle.spawn('a', {});
    stage.clock.advanceSync(900);
    handle.get('a')?.send({ type: 'again' });
    stage.clock.advanceSync(900);
    assert.deepEqual(states(handle), ['waiting']);
    stage.clock.advanceSync(100);
    assert.deepEqual(states(handle), ['late']);
    stage.close();
    assert.equal(stage.clock.pending, 0);
  });

  it('are called off by the next one of the same name', () => {
    const stage = createStage(forgetful, {});
    stage.actor.send({ type: 'remind' });
    stage.clock.advanceSync(400);
    stage.actor.send({ type: 'remind' });
    assert.equal(stage.clock.pending, 1);
    stage.clock.advanceSync(499);
    assert.equal(stage.actor.getSnapshot().value, 'waiting');
    stage.clock.advanceSync(1);
    assert.equal(stage.actor.getSnapshot().value, 'reminded');
    assert.equal(stage.clock.pending, 0);
    stage.close();
  });

  it('go with their actor, however it ends, and with nobody else', () => {
    const { stage, handle } = open();
    for (const id of ['a', 'b', 'c']) handle.spawn(id, {});
    assert.equal(stage.clock.pending, 6);
    handle.stop('a');
    assert.equal(stage.clock.pending, 4);
    handle.get('b')?.send({ type: 'done' });
    assert.equal(stage.clock.pending, 2);
    stage.clock.advanceSync(1_000);
    assert.deepEqual(states(handle), ['late']);
    stage.close();
    assert.equal(stage.clock.pending, 0);
  });

  it('leave nothing of 2,000 actors behind', () => {
    const { stage, handle } = open();
    for (let index = 0; index < 2_000; index += 1) handle.spawn(`patient-${index}`, {});
    handle.stopAll();
    assert.equal(stage.clock.pending, 0);
    stage.close();
  });
});
