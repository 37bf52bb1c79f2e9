import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { EXIT } from '../../src/platform/exit.ts';
import { createLagSampler } from '../../src/platform/lag.ts';
import { defer, nextTurn } from '../../src/platform/schedule.ts';

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

  it('is taken at once, or when everything is done', () => {
    assert.equal(run('setInterval(() => {}, 1000); exit.exitProcess(exit.EXIT.config)').status, 78);
    assert.equal(run('exit.setExitCode(exit.EXIT.unavailable)').status, 69);
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

  it('that was blocked shows in the next reading only', async () => {
    const sampler = createLagSampler();
    try {
      let seen = 0;
      for (let attempt = 0; attempt < 20 && seen === 0; attempt++) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
        await nextTurn();
        seen = sampler.read().maxMs;
      }
      assert.ok(seen > 0);
      assert.deepEqual(sampler.read(), { maxMs: 0, meanMs: 0 });
    } finally {
      sampler.stop();
    }
  });
});
