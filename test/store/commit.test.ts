import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import { createCommitQueue } from '../../src/store/commit.ts';
import { StoreFull } from '../../src/store/errors.ts';
import type { Reader, Store, Tx } from '../../src/store/store.ts';
import { createTestClock } from '../support/test-clock.ts';
import { storeFixture } from './fixture.ts';

const put =
  (key: string, value = key) =>
  (tx: Tx): string => {
    tx.run('INSERT INTO meta (key, value) VALUES (?, ?)', key, value);
    return key;
  };

const keysOf = (db: Reader): string[] =>
  db.all<{ key: string }>('SELECT key FROM meta ORDER BY key').map((row) => row.key);

const keys = (store: Store): string[] => store.read(keysOf);

describe('grouped commits', () => {
  test('everything queued in one turn waits for one deferred commit, in order', async (t) => {
    const f = storeFixture(t);
    const deferred: (() => void)[] = [];
    const store = f.open({ defer: (fn) => void deferred.push(fn) });
    const order: string[] = [];
    const note = async (key: string): Promise<void> => {
      order.push(await store.write(put(key)));
    };
    const writes = ['a', 'b', 'c'].map(note);
    assert.equal(deferred.length, 1);
    assert.deepEqual(keys(store), []);
    deferred[0]?.();
    assert.deepEqual(keys(store), ['a', 'b', 'c']);
    await Promise.all(writes);
    assert.deepEqual(order, ['a', 'b', 'c']);
    assert.equal(deferred.length, 1);
    assert.equal(store.status().lastCommitAt, f.clock.now());
  });

  test('a later write of the group sees the earlier ones', async (t) => {
    const store = storeFixture(t).open();
    const [, seen] = await Promise.all([store.write(put('a')), store.write(keysOf)]);
    assert.deepEqual(seen, ['a']);
  });

  test('a write that throws undoes only itself', async (t) => {
    const store = storeFixture(t).open();
    const outcome = await Promise.allSettled([
      store.write(put('a')),
      store.write((tx) => {
        put('half')(tx);
        throw new RangeError('no');
      }),
      store.write((tx) => {
        put('b')(tx);
        put('a')(tx);
      }),
      store.write(put('c')),
    ]);
    assert.deepEqual(
      outcome.map((each) => each.status),
      ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.ok(outcome[1].status === 'rejected' && outcome[1].reason instanceof RangeError);
    assert.deepEqual(keys(store), ['a', 'c']);
    assert.equal(store.status().lastError, null);
  });

  test('when the commit itself fails nobody in the group is told it worked', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    const outcome = await Promise.allSettled([
      store.write(put('a')),
      store.write((tx) => {
        // Checked at COMMIT only: stands in for every failure that comes that late.
        tx.run('PRAGMA defer_foreign_keys = ON');
        tx.run(
          `INSERT INTO messages (session_id, seq, role, ts, json) VALUES ('nobody', 1, 'user', 0, '{}')`,
        );
      }),
    ]);
    assert.deepEqual(
      outcome.map((each) => each.status),
      ['rejected', 'rejected'],
    );
    assert.deepEqual(keys(store), []);
    assert.match(store.status().lastError?.message ?? '', /FOREIGN KEY/);
    await store.write(put('later'));
    assert.deepEqual(keys(store), ['later']);
    assert.equal(store.status().lastError, null);
  });

  test('everybody in the group hears of a failure, also when undoing it fails', async () => {
    const db = {
      isTransaction: true,
      exec: (sql: string) => {
        if (sql === 'COMMIT') throw new Error('no commit');
        if (sql === 'ROLLBACK') throw new Error('no rollback');
      },
    };
    const commits = createCommitQueue({
      db: db as unknown as DatabaseSync,
      tx: {} as Tx,
      path: '/store',
      clock: createTestClock(),
      defer: () => {},
    });
    const writes = [commits.write(() => 1), commits.write(() => 2)];
    const settled = Promise.allSettled(writes);
    commits.flush();
    assert.deepEqual(
      (await settled).map((each) => (each.status === 'rejected' ? String(each.reason) : each.value)),
      ['Error: no commit', 'Error: no commit'],
    );
    assert.equal(commits.evidence().lastError?.message, 'no commit');
  });

  test('an asynchronous write is refused and leaves nothing', async (t) => {
    const store = storeFixture(t).open();
    await assert.rejects(
      store.write(async (tx) => put('a')(tx)),
      /must be synchronous/,
    );
    assert.deepEqual(keys(store), []);
  });

  test('a burst larger than one group is committed whole and in order, in several turns', async (t) => {
    const f = storeFixture(t);
    let turns = 0;
    const store = f.open({
      defer: (fn) => {
        turns += 1;
        setImmediate(fn);
      },
    });
    const names = Array.from({ length: 1_300 }, (_, i) => `k${String(i).padStart(4, '0')}`);
    const done: string[] = [];
    const note = async (name: string): Promise<void> => {
      done.push(await store.write(put(name)));
    };
    await Promise.all(names.map(note));
    assert.deepEqual(done, names);
    assert.deepEqual(keys(store), names);
    assert.equal(turns, 3);
  });

  test('a committed write is visible to another connection at once', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    await store.write(put('a'));
    const other = new DatabaseSync(f.path, { readOnly: true });
    t.after(() => other.close());
    assert.equal(other.prepare('SELECT count(*) AS n FROM meta').get()?.['n'], 1);
  });
});

/** A file system of one megabyte, where this user may make one. */
function smallDisk(dir: string): (() => void) | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  mkdirSync(dir, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'none', dir], { stdio: 'ignore' });
  } catch {
    // Containers often forbid mounting even to root; the test is then skipped with that reason.
    return undefined;
  }
  return () => execFileSync('umount', ['-l', dir], { stdio: 'ignore' });
}

describe('a full disk', () => {
  test('every waiter hears of it, reads go on, and writes work again when there is room', async (t) => {
    const f = storeFixture(t);
    const dir = dirname(f.path);
    const unmount = smallDisk(dir);
    if (unmount === undefined) return t.skip('needs root and permission to mount a tmpfs');
    try {
      const store = f.open();
      await store.write(put('before'));
      const ballast = join(dir, 'ballast');
      for (let size = 1_048_576; size >= 1_024; size /= 2) {
        try {
          writeFileSync(ballast, Buffer.alloc(size), { flag: 'a' });
        } catch {
          // The point of the exercise: fill what is left, half a piece at a time.
        }
      }
      const big = 'x'.repeat(20_000);
      const outcome = await Promise.allSettled(['a', 'b', 'c'].map((key) => store.write(put(key, big))));
      for (const each of outcome) {
        assert.ok(each.status === 'rejected' && each.reason instanceof StoreFull, each.status);
        assert.match(each.reason.message, /full.*Free some space/s);
      }
      assert.deepEqual(keys(store), ['before']);
      assert.match(store.status().lastError?.message ?? '', /full/);
      rmSync(ballast);
      await store.write(put('after', big));
      assert.deepEqual(keys(store), ['after', 'before']);
      assert.equal(store.status().lastError, null);
      store.close();
      const again = f.open();
      assert.deepEqual(keys(again), ['after', 'before']);
      again.close();
    } finally {
      unmount();
    }
  });
});
