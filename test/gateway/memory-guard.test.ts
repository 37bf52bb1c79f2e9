import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryGuard, memoryCeiling } from '../../src/actors/gateway/memory-guard.ts';
import { silentLogger } from '../../src/platform/logger.ts';

const MB = 1024 * 1024;

const openGuard = (ceilingMb: number | undefined) => {
  let used = 0;
  let tick = (): void => {};
  const over: string[] = [];
  let changes = 0;
  const guard = createMemoryGuard({
    ceiling: () => (ceilingMb === undefined ? undefined : ceilingMb * MB),
    used: () => used * MB,
    onTick: (listener) => {
      tick = listener;
      return () => {
        tick = () => {};
      };
    },
    log: silentLogger,
    changed: () => (changes += 1),
    over: (reason) => void over.push(reason),
  });
  return {
    guard,
    over,
    changes: () => changes,
    read: (mb: number) => {
      used = mb;
      tick();
    },
  };
};

describe('the memory ceiling', () => {
  it('is the configured one, else nine tenths of what the control group allows, else none', () => {
    assert.equal(memoryCeiling({ configMb: 512, limit: 100 * MB }), 512 * MB);
    assert.equal(memoryCeiling({ configMb: undefined, limit: 100 * MB }), 90 * MB);
    assert.equal(memoryCeiling({ configMb: undefined, limit: undefined }), undefined);
  });

  it('is passed at two readings in a row, and said until something is done', () => {
    const { over, read } = openGuard(100);
    for (const mb of [101, 99, 150, 20, 101]) read(mb);
    assert.deepEqual(over, []);
    read(102);
    assert.deepEqual(over, ['memory: 102 MB used, 100 MB allowed']);
    read(103);
    assert.equal(over.length, 2);
    read(90);
    assert.equal(over.length, 2);
  });

  it('is warned of from 85 % on, and the warning does not flicker', () => {
    const { guard, read, changes } = openGuard(100);
    read(84);
    assert.equal(guard.trouble(), undefined);
    read(86);
    assert.match(guard.trouble() ?? '', /more than 85 % of the 100 MB/);
    read(84);
    read(90);
    assert.equal(changes(), 1);
    read(79);
    assert.equal(guard.trouble(), undefined);
    assert.equal(changes(), 2);
    guard.stop();
    read(99);
    assert.equal(guard.trouble(), undefined);
  });

  it('that does not exist is never passed', () => {
    const { guard, over, read } = openGuard(undefined);
    for (const mb of [1, 1e6, 1e6, 1e6]) read(mb);
    assert.deepEqual([over, guard.trouble()], [[], undefined]);
  });
});
