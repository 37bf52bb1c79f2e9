import assert from 'node:assert/strict';
import { it } from 'node:test';
import { systemClock } from '../../src/platform/clock.ts';

for (const delayMs of [2 ** 31, Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY]) {
  it(`a timer for ${delayMs} ms, which is more than Node can count, does not fire at once`, async () => {
    const fired: string[] = [];
    const long = systemClock.setTimeout(() => fired.push('long'), delayMs);
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, 20));
    systemClock.clearTimeout(long);
    assert.deepEqual(fired, []);
  });
}
