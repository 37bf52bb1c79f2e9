import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInbox, finishInbox, handInbox } from '../../src/store/inbox.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import { storeFixture } from './fixture.ts';
import { ACCOUNT, message } from './outbox-fixture.ts';

/** A store that notes every statement it is given. */
function noting(store: Store): { store: Store; seen: Map<string, number> } {
  const seen = new Map<string, number>();
  const noted = (tx: Tx): Tx => ({
    get: (sql, ...params) => (seen.set(sql, params.length), tx.get(sql, ...params)),
    all: (sql, ...params) => (seen.set(sql, params.length), tx.all(sql, ...params)),
    run: (sql, ...params) => (seen.set(sql, params.length), tx.run(sql, ...params)),
  });
  return {
    seen,
    store: {
      ...store,
      read: (fn) => store.read((db) => fn(noted(db as Tx))),
      write: (fn) => store.write((tx) => fn(noted(tx))),
    },
  };
}

test('nothing on the way of a message looks through a whole table', async (t) => {
  const real = storeFixture(t).open();
  const { store, seen } = noting(real);
  const outbox = createOutbox(store);
  const inbox = createInbox(store);
  const inbound = { ...ACCOUNT, chat: 'A', messageId: '1', receivedAt: 1, payload: {} };
  await inbox.accept([inbound], { name: 'c', value: 1 });
  await store.write((tx) => handInbox(tx, [1], 'r'));
  await store.write((tx) => finishInbox(tx, [1], 'answered', 1));
  inbox.open();
  inbox.open(ACCOUNT);
  inbox.counts();
  await inbox.sweep(9);
  for (const key of ['a', 'b', 'c'])
    await outbox.enqueue(message(key, { chat: key, size: 2, expiresAt: 900 }));
  assert.equal(outbox.due(ACCOUNT, 200, 10).length, 3);
  outbox.nextDueAt(ACCOUNT);
  await outbox.begin([1, 3], 200);
  await outbox.sent(1, { messageId: 'm' }, 200);
  await outbox.again(3, 'x', 200);
  await outbox.begin([3], 200);
  await outbox.recover(() => 'repeat', 200);
  await outbox.begin([3], 200);
  await outbox.unknown(3, 'x', 200);
  await outbox.dead(4, 'x', 200);
  await outbox.expire(1_000);
  await outbox.retry(1, 200, 900);
  await outbox.drop(1, 200);
  outbox.find('a');
  outbox.get(1);
  outbox.list({ limit: 9, state: 'dead' });
  await outbox.sweep(9);

  assert.ok(seen.size > 25);
  const scans = [...seen].flatMap(([sql, params]) =>
    real
      .read((db) =>
        db.all<{ detail: string }>(
          `EXPLAIN QUERY PLAN ${sql}`,
          ...Array.from({ length: params }, () => null),
        ),
      )
      .filter(({ detail }) => /^SCAN (outbox|inbox|p|s|part)/.test(detail))
      .map(({ detail }) => `${detail}: ${sql}`),
  );
  // A partial index over what is open is as small as that.
  assert.deepEqual(
    scans.filter((scan) => !/USING (COVERING )?INDEX (inbox_open|outbox_sending)/.test(scan)),
    [],
  );
});
