import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStrayWatch } from '../../src/actors/gateway/stray-watch.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { createTestClock } from '../support/test-clock.ts';

test('stray failures are counted since the first and forgotten an hour after the last', async () => {
  const clock = createTestClock();
  let changes = 0;
  const watch = createStrayWatch({ clock, log: silentLogger, changed: () => (changes += 1) });
  assert.equal(watch.recent(), undefined);
  const first = clock.now();
  watch.note({ kind: 'rejection', error: new Error('one') });
  await clock.advance(3_599_000);
  watch.note({ kind: 'connection', error: new Error('two') });
  await clock.advance(3_599_000);
  assert.deepEqual(watch.recent(), { count: 2, since: first });
  await clock.advance(1000);
  assert.equal(watch.recent(), undefined);
  const later = clock.now();
  watch.note({ kind: 'rejection', error: 'not even an error' });
  assert.deepEqual(watch.recent(), { count: 1, since: later });
  assert.equal(changes, 3);
});

test('an exception is fatal and is no warning', async () => {
  const watch = createStrayWatch({
    clock: createTestClock(),
    log: silentLogger,
    changed: () => assert.fail('nothing to show'),
  });
  const error = new TypeError('half done');
  watch.note({ kind: 'exception', error });
  assert.equal(await watch.fatal, error);
  assert.equal(watch.recent(), undefined);
});
