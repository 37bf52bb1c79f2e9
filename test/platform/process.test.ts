import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { systemClock } from '../../src/platform/clock.ts';
import { EXIT } from '../../src/platform/exit.ts';
import { createLagSampler } from '../../src/platform/lag.ts';
import { defer, nextTurn } from '../../src/platform/schedule.ts';
import { createTestClock } from '../support/test-clock.ts';

describe('the way out', () => {
  const exit = new URL('../../src/platform/exit.ts', import.meta.url).href;
  const run = (code: string) =>
    spawnSync(process.execPath, [
      '--input-type=module',
      '-e',
      `import * as exit from ${JSON.stringify(exit)};${code}`,
    ]);

  it('uses the codes supervisors are told about', () => {
    assert.deepEqual(EXIT, {
      ok: 0,
      crash: 1,
      usage: 64,
      unavailable: 69,
      internal: 70,
      retry: 75,
      config: 78,
    });
  });

  it('is taken at once', () => {
    assert.equal(run('setInterval(() => {}, 1000); exit.exitProcess(exit.EXIT.config)').status, 78);
  });
});

describe('the event loop', () => {
  it('runs deferred tasks in the next turn, in order', async () => {
    const seen: string[] = [];
    defer(() => seen.push('deferred'));
    queueMicrotask(() => seen.push('microtask'));
    seen.push('now');
    await nextTurn();
    assert.deepEqual(seen, ['now', 'microtask', 'deferred']);
  });

  it('that is on time shows no lag, and one that was blocked shows it once', () => {
    const clock = createTestClock();
    let blockedMs = 0;
    const sampler = createLagSampler({ ...clock, monotonic: () => clock.monotonic() + blockedMs });
    clock.advanceSync(2000);
    assert.deepEqual(sampler.read(), { maxMs: 0, meanMs: 0 });
    blockedMs = 250;
    clock.advanceSync(1000);
    assert.deepEqual(sampler.read(), { maxMs: 250, meanMs: 250 });
    assert.deepEqual(sampler.read(), { maxMs: 0, meanMs: 0 });
    sampler.stop();
    assert.equal(clock.pending, 0);
  });

  it('shows a block to each who reads, and wakes up for all of them at once', () => {
    const clock = createTestClock();
    let blockedMs = 0;
    const sampler = createLagSampler({ ...clock, monotonic: () => clock.monotonic() + blockedMs });
    const other = sampler.reader();
    let ticks = 0;
    const stop = sampler.onTick(() => (ticks += 1));
    blockedMs = 1200;
    clock.advanceSync(1000);
    assert.equal(sampler.read().maxMs, 1200);
    assert.equal(other.read().maxMs, 1200);
    assert.equal(other.read().maxMs, 0);
    assert.equal(clock.pending, 1);
    assert.equal(ticks, 1);
    stop();
    clock.advanceSync(1000);
    assert.equal(ticks, 1);
    sampler.stop();
    assert.equal(clock.pending, 0);
  });

  it('that is blocked just now shows before any timer could run', () => {
    const sampler = createLagSampler(systemClock);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100);
    assert.ok(sampler.read().maxMs >= 40);
    sampler.stop();
  });
});
