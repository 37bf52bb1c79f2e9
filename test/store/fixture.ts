import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { silentLogger } from '../../src/platform/logger.ts';
import { createSeededRandom } from '../../src/platform/random.ts';
import type { StoreOptions } from '../../src/store/open.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestClock } from '../support/test-clock.ts';

export interface StoreFixture {
  readonly dir: string;
  readonly path: string;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly random: ReturnType<typeof createSeededRandom>;
  /** Opens the file; closed at the end of the test when the test did not. */
  open(options?: Partial<StoreOptions>): Store;
}

export function storeFixture(t: Pick<TestContext, 'after'>): StoreFixture {
  const dir = mkdtempSync(join(tmpdir(), 'store-test-'));
  const path = join(dir, 'state', 'gateway.db');
  const clock = createTestClock();
  const opened: Store[] = [];
  t.after(() => {
    for (const store of opened) store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    dir,
    path,
    clock,
    random: createSeededRandom(7),
    open: (options = {}) => {
      const store = openStore({ path, clock, log: silentLogger, ...options });
      opened.push(store);
      return store;
    },
  };
}
