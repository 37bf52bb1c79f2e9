import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createRestartClock } from '../../src/actors/gateway/restart-clock.ts';
import { createTestClock } from '../support/test-clock.ts';

it('clients are told what a restart mostly takes, and one that waited for a long run does not count', async () => {
  const clock = createTestClock();
  const restarts = createRestartClock(clock);
  assert.equal(restarts.expectedMs(), 2_250, 'before anything was measured');
  restarts.bootBegins();
  await clock.advance(200);
  assert.equal(restarts.doorOpens(), undefined, 'it was not away');
  assert.equal(restarts.expectedMs(), 300, 'as long as the boot took, and half as much again');
  for (const ms of [400, 9_000, 500]) {
    restarts.doorCloses();
    await clock.advance(ms);
    assert.equal(restarts.doorOpens(), ms);
  }
  assert.equal(restarts.expectedMs(), 750);
});
