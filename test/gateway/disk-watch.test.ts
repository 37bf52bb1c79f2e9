import assert from 'node:assert/strict';
import { it } from 'node:test';
import { logTrouble, watchDisk } from '../../src/actors/gateway/disk-watch.ts';
import type { LogTrouble } from '../../src/platform/logging.ts';
import { StoreFull } from '../../src/store/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestClock } from '../support/test-clock.ts';

const stage = () => {
  const clock = createTestClock();
  const world = {
    store: undefined as string | undefined,
    permanent: false,
    log: undefined as LogTrouble | undefined,
    trials: 0,
    changes: 0,
    up: true,
  };
  const store = {
    write: () => {
      world.trials += 1;
      if (world.store !== undefined) return Promise.reject(new StoreFull('/state/gateway.db'));
      return Promise.resolve();
    },
  } as unknown as Store;
  let tick = (): void => {};
  const watch = watchDisk({
    onTick: (listener) => {
      tick = listener;
      return () => {
        tick = () => {};
      };
    },
    clock,
    parts: () =>
      world.up
        ? {
            store: {
              store,
              trouble: () => world.store,
              mayHeal: () => world.store !== undefined && !world.permanent,
            },
            boot: { logging: { status: () => ({ dropped: world.log?.lost ?? 0, trouble: world.log }) } },
          }
        : undefined,
    changed: () => {
      world.changes += 1;
    },
  });
  const second = async (): Promise<void> => {
    await clock.advance(1000);
    tick();
    await clock.advance(0);
  };
  return { world, watch, second };
};

const FAILING: LogTrouble = { file: '/logs/x.log', code: 'ENOSPC', since: 1, lost: 3 };

it('says once that a trouble began and once that it ended, whoever it befell', async () => {
  const { world, second } = stage();
  await second();
  assert.equal(world.changes, 0);
  world.log = FAILING;
  await second();
  world.log = { ...FAILING, lost: 500 };
  await second();
  assert.equal(world.changes, 1, 'more lost lines are no news');
  world.store = 'full';
  await second();
  world.log = undefined;
  await second();
  assert.equal(world.changes, 3);
});

it('tries a store that may heal every five seconds, and one that is whole or damaged not at all', async () => {
  const { world, second, watch } = stage();
  for (let n = 0; n < 20; n += 1) await second();
  assert.equal(world.trials, 0);
  world.store = 'full';
  for (let n = 0; n < 20; n += 1) await second();
  assert.equal(world.trials, 4);
  world.permanent = true;
  for (let n = 0; n < 20; n += 1) await second();
  assert.equal(world.trials, 4);
  world.permanent = false;
  watch.stop();
  for (let n = 0; n < 20; n += 1) await second();
  assert.equal(world.trials, 4);
});

it('waits while nothing is there to look at', async () => {
  const { world, second } = stage();
  world.up = false;
  world.store = 'full';
  for (let n = 0; n < 10; n += 1) await second();
  assert.deepEqual([world.trials, world.changes], [0, 0]);
});

it('names the file, the reason, the cost and what helps', () => {
  const of = (trouble: LogTrouble | undefined) => logTrouble({ status: () => ({ dropped: 9, trouble }) });
  assert.equal(of(undefined), undefined);
  assert.match(
    of(FAILING) ?? '',
    /\/logs\/x\.log cannot be written \(ENOSPC: the disk is full.*3 lines are lost.*make room/,
  );
  assert.match(of({ ...FAILING, code: 'ENOENT', lost: 1 }) ?? '', /\(ENOENT: ENOENT\).*1 line is lost/);
  const readOnly = of({ ...FAILING, code: 'EROFS' }) ?? '';
  assert.match(readOnly, /the disk is read-only.*let it be written, or set logging\.file/);
  assert.doesNotMatch(readOnly, /make room/, 'no room would help there');
});
