import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readOps } from '../../src/store/ops-log.ts';
import type { Outbox, OutboxEntry, OutboxPartRow } from '../../src/store/outbox.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { storeFixture } from './fixture.ts';
import { ACCOUNT, message } from './outbox-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const previews = (parts: readonly OutboxPartRow[]): string[] => parts.map((part) => part.preview);
const states = (entry: OutboxEntry | undefined): unknown[] => entry?.parts.map((part) => part.state) ?? [];
const due = (outbox: Outbox, now = 200): string[] => previews(outbox.due(ACCOUNT, now, 100));

/** Begins what is due and returns the parts by preview. */
async function begin(outbox: Outbox, now = 200): Promise<string[]> {
  const ids = outbox.due(ACCOUNT, now, 100).map((part) => part.id);
  return previews(await outbox.begin(ids, now));
}

describe('outbox keys', () => {
  test('a key makes one message, in the same turn and after a restart, and the caller can see the other payload', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    const outbox = createOutbox(store);
    const asked = message('k', {
      size: 2,
      thread: '7',
      requester: 'cli',
      runId: 'r',
      sessionKey: 's',
      source: 'reply',
    });
    const [first, second] = await Promise.all([
      outbox.enqueue(asked),
      outbox.enqueue(message('k', { payloadHash: 'h2', chat: 'B' })),
    ]);
    assert.equal(first.created, true);
    assert.equal(second.created, false);
    assert.deepEqual(second.entry, first.entry);
    const { parts, ...facts } = first.entry;
    const { parts: _asked, ...expected } = asked;
    assert.deepEqual(facts, { ...expected, id: 1, state: 'accepted', attempts: 0, nextAt: 100 });
    assert.deepEqual(parts[1], {
      id: 2,
      outboxId: 1,
      index: 1,
      kind: 'text',
      body: { text: 'k/1' },
      preview: 'k/1',
      state: 'accepted',
      attempts: 0,
      nextAt: 100,
      chat: 'A',
      thread: '7',
      expiresAt: 10_000,
    });
    store.close();
    const again = createOutbox(f.open());
    assert.deepEqual(again.find('k'), first.entry);
    assert.deepEqual(again.get(1), first.entry);
    assert.equal((await again.enqueue(asked)).created, false);
  });

  test('a message without parts is refused', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await assert.rejects(outbox.enqueue(message('k', { size: 0 })), /has no parts/);
    assert.equal(outbox.find('k'), undefined);
  });
});

describe('outbox lines', () => {
  test('a chat sends one part at a time in order, its threads included, and chats do not wait for each other', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a', { size: 2 }));
    await outbox.enqueue(message('b', { chat: 'B' }));
    await outbox.enqueue(message('c', { thread: '9' }));
    await outbox.enqueue(message('other', { account: 'work' }));
    assert.deepEqual(await begin(outbox), ['a/0', 'b/0']);
    assert.deepEqual(due(outbox), []);
    assert.equal(outbox.nextDueAt(ACCOUNT), undefined);
    assert.equal(outbox.nextDueAt({ ...ACCOUNT, account: 'work' }), 0);
    await outbox.sent(1, { messageId: 'm1' }, 210);
    assert.deepEqual(await begin(outbox), ['a/1']);
    await outbox.sent(2, { messageId: 'm2' }, 220);
    assert.deepEqual(due(outbox), ['c/0']);
  });

  test('the limit takes the oldest heads', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('z', { chat: 'Z' }));
    await outbox.enqueue(message('a', { chat: 'A' }));
    assert.deepEqual(previews(outbox.due(ACCOUNT, 200, 1)), ['z/0']);
  });

  test('a part that waits for its next attempt holds up its chat and no other', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a'));
    await outbox.enqueue(message('later'));
    await begin(outbox);
    const entry = await outbox.again(1, 'reset', 500);
    assert.equal(entry.error, 'reset');
    assert.equal(entry.nextAt, 500);
    await outbox.enqueue(message('b', { chat: 'B' }));
    assert.deepEqual(await begin(outbox), ['b/0']);
    assert.equal(outbox.nextDueAt(ACCOUNT), 500);
    assert.deepEqual(due(outbox, 499), []);
    const [again] = await outbox.begin([1], 500);
    assert.equal(again?.attempts, 2);
  });

  test('begin leaves out what is not at the head, already begun, expired or unknown', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a', { size: 2 }));
    await outbox.enqueue(message('b', { chat: 'B', expiresAt: 300 }));
    const [one, two] = await Promise.all([outbox.begin([2, 1, 3, 99], 300), outbox.begin([1, 2], 300)]);
    assert.deepEqual(previews(one), ['a/0']);
    assert.deepEqual(two, []);
  });

  test('an expired head is not returned, and the timer names the moment it expires', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a', { expiresAt: 300 }));
    await outbox.enqueue(message('b'));
    await begin(outbox);
    await outbox.again(1, 'reset', 400);
    assert.equal(outbox.nextDueAt(ACCOUNT), 300);
    assert.deepEqual(due(outbox, 450), []);
    await outbox.expire(450);
    assert.deepEqual(due(outbox, 450), ['b/0']);
  });
});

describe('outbox ends', () => {
  test('the state of a message follows from its parts', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a', { size: 2 }));
    const seen: unknown[] = [outbox.get(1)?.state];
    await outbox.begin([1], 200);
    seen.push(outbox.get(1)?.state);
    seen.push((await outbox.sent(1, { messageId: 'm1', chatId: 'A' }, 210)).state);
    assert.deepEqual(outbox.counts(), { accepted: 0, sending: 1, sent: 0, unknown: 0, dead: 0 });
    await outbox.begin([2], 220);
    seen.push((await outbox.sent(2, { messageId: 'm2' }, 230)).state);
    assert.deepEqual(seen, ['accepted', 'sending', 'sending', 'sent']);
    assert.deepEqual(outbox.get(1)?.parts[0]?.receipt, { messageId: 'm1', chatId: 'A' });
    assert.deepEqual(outbox.counts(), { accepted: 0, sending: 0, sent: 1, unknown: 0, dead: 0 });
  });

  test('a dead part takes the later parts of its message along, and the line goes on', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a', { size: 3 }));
    await outbox.enqueue(message('b'));
    await outbox.begin([1], 200);
    await outbox.sent(1, { messageId: 'm1' }, 210);
    await outbox.begin([2], 220);
    const entry = await outbox.dead(2, 'chat not found', 230);
    assert.equal(entry.state, 'dead');
    assert.equal(entry.error, 'chat not found');
    assert.deepEqual(states(entry), ['sent', 'dead', 'dead']);
    assert.equal(entry.parts[2]?.error, 'part 2 was not sent: chat not found');
    assert.deepEqual(due(outbox), ['b/0']);
  });

  test('after an unknown part the message goes on and stays unknown', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a', { size: 2 }));
    await outbox.begin([1], 200);
    assert.equal((await outbox.unknown(1, 'cut off', 210)).state, 'unknown');
    assert.deepEqual(await begin(outbox), ['a/1']);
    const entry = await outbox.sent(2, { messageId: 'm' }, 220);
    assert.equal(entry.state, 'unknown');
    assert.equal(entry.error, 'cut off');
  });

  test('a late confirmation is believed, a late failure is not', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a'));
    await outbox.begin([1], 200);
    await outbox.unknown(1, 'no answer', 210);
    const sent = await outbox.sent(1, { messageId: 'm' }, 220);
    assert.equal(sent.state, 'sent');
    assert.equal(sent.error, undefined);
    assert.deepEqual(await outbox.again(1, 'x', 300), sent);
    assert.deepEqual(await outbox.dead(1, 'x', 300), sent);
    assert.deepEqual(await outbox.unknown(1, 'x', 300), sent);
    assert.deepEqual(await outbox.sent(1, { messageId: 'other' }, 300), sent);
    await assert.rejects(outbox.sent(99, { messageId: 'm' }, 300), /outbox part 99 is not there/);
  });

  test('what waits past its expiry is dead, what is on its way is left alone', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a', { size: 2, expiresAt: 300 }));
    await outbox.enqueue(message('b', { chat: 'B', expiresAt: 300 }));
    await outbox.enqueue(message('c', { chat: 'C' }));
    await outbox.begin([1], 200);
    assert.deepEqual(await outbox.expire(299), []);
    const expired = await outbox.expire(300);
    assert.deepEqual(
      expired.map((entry) => ({ key: entry.key, error: entry.error, parts: states(entry) })),
      [
        { key: 'a', error: 'expired', parts: ['sending', 'dead'] },
        { key: 'b', error: 'expired', parts: ['dead'] },
      ],
    );
    assert.deepEqual(due(outbox), ['c/0']);
  });
});

describe('outbox after a crash', () => {
  test('what was on its way is sent again or unknown, as its network allows, and keeps its place', async (t) => {
    const f = storeFixture(t);
    const before = f.open();
    const first = createOutbox(before);
    await first.enqueue(message('tg', { size: 2 }));
    await first.enqueue(message('wa', { channel: 'whatsapp', size: 2 }));
    await first.enqueue(message('idle', { chat: 'B' }));
    await first.begin([1, 3], 200);
    before.close();

    const outbox = createOutbox(f.open());
    const changed = await outbox.recover((channel) => (channel === 'whatsapp' ? 'repeat' : 'unknown'), 400);
    assert.deepEqual(
      changed.map((entry) => ({ key: entry.key, parts: states(entry), attempts: entry.attempts })),
      [
        { key: 'tg', parts: ['unknown', 'accepted'], attempts: 1 },
        { key: 'wa', parts: ['accepted', 'accepted'], attempts: 1 },
      ],
    );
    assert.match(String(changed[0]?.error), /it may have arrived/);
    assert.deepEqual(due(outbox, 400), ['tg/1', 'idle/0']);
    assert.deepEqual(previews(outbox.due({ ...ACCOUNT, channel: 'whatsapp' }, 400, 9)), ['wa/0']);
    assert.deepEqual(await outbox.recover(() => 'unknown', 500), []);
  });

  test('a part to be repeated that expires first may have arrived', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a'));
    await outbox.begin([1], 200);
    await outbox.recover(() => 'repeat', 300);
    const [entry] = await outbox.expire(10_000);
    assert.equal(entry?.state, 'unknown');
    assert.match(String(entry?.error), /it may have arrived/);
  });
});

describe('outbox operator', () => {
  test('a retry gives what failed a new life at its old place, and is written down', async (t) => {
    const store = storeFixture(t).open();
    const outbox = createOutbox(store);
    await outbox.enqueue(message('a', { size: 3 }));
    await outbox.enqueue(message('b'));
    await outbox.begin([1], 200);
    assert.equal(await outbox.retry(1, 210, 20_000), undefined);
    await outbox.sent(1, { messageId: 'm' }, 210);
    await outbox.dead(2, 'forbidden', 220);
    const entry = await outbox.retry(1, 12_000, 20_000, 'cli');
    assert.deepEqual(states(entry), ['sent', 'accepted', 'accepted']);
    assert.equal(entry?.expiresAt, 20_000);
    assert.equal(entry?.error, undefined);
    assert.equal(entry?.parts[1]?.attempts, 0);
    assert.deepEqual(due(outbox, 12_000), ['a/1']);
    assert.equal(await outbox.retry(99, 1, 2), undefined);
    const [op] = store.read((db) => readOps(db, 1));
    assert.equal(op?.action, 'outbox.retried');
    assert.equal(op?.actor, 'cli');
    assert.equal(op?.target, '1');
  });

  test('a drop takes a message out of its line, a second one out of sight, and its key still counts', async (t) => {
    const store = storeFixture(t).open();
    const outbox = createOutbox(store);
    await outbox.enqueue(message('a'));
    await outbox.enqueue(message('b'));
    const dropped = await outbox.drop(1, 200);
    assert.equal(dropped?.state, 'dead');
    assert.equal(dropped?.error, 'dropped by the operator');
    assert.deepEqual(due(outbox), ['b/0']);
    assert.equal((await outbox.drop(1, 210))?.state, 'dead');
    assert.equal(outbox.get(1), undefined);
    assert.deepEqual(
      outbox.list({ limit: 9 }).map((entry) => entry.key),
      ['b'],
    );
    assert.equal(outbox.counts().dead, 0);
    assert.equal(await outbox.drop(1, 220), undefined);
    assert.equal(await outbox.retry(1, 220, 9_000), undefined);
    assert.equal((await outbox.enqueue(message('a'))).created, false);
    assert.deepEqual(
      store.read((db) => readOps(db, 9)).map((op) => [op.action, op.detail['was']]),
      [
        ['outbox.dropped', 'accepted'],
        ['outbox.dropped', 'dead'],
      ],
    );
  });

  test('what is sent or just being sent cannot be dropped', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    await outbox.enqueue(message('a'));
    await outbox.begin([1], 200);
    assert.equal(await outbox.drop(1, 210), undefined);
    await outbox.sent(1, { messageId: 'm' }, 220);
    assert.equal(await outbox.drop(1, 230), undefined);
    assert.equal(outbox.get(1)?.state, 'sent');
  });

  test('lists are newest first, by state and network', async (t) => {
    const outbox = createOutbox(storeFixture(t).open());
    for (const key of ['a', 'b', 'c']) await outbox.enqueue(message(key, { chat: key }));
    await outbox.enqueue(message('w', { channel: 'whatsapp' }));
    await outbox.dead(2, 'x', 200);
    const keys = (filter: Parameters<Outbox['list']>[0]): string[] =>
      outbox.list(filter).map((entry) => entry.key);
    assert.deepEqual(keys({ limit: 3 }), ['w', 'c', 'b']);
    assert.deepEqual(keys({ limit: 9, state: 'accepted', channel: 'telegram' }), ['c', 'a']);
    assert.deepEqual(keys({ limit: 9, state: 'dead' }), ['b']);
    assert.deepEqual(outbox.counts(), { accepted: 3, sending: 0, sent: 0, unknown: 0, dead: 1 });
  });

  test('sent messages go after 24 hours, failed ones after 30 days, open ones never', async (t) => {
    const store = storeFixture(t).open();
    const outbox = createOutbox(store);
    for (const key of ['sent', 'dead', 'open', 'dropped'])
      await outbox.enqueue(message(key, { chat: key, size: 2 }));
    for (const id of [1, 2]) {
      await outbox.begin([id], 200);
      await outbox.sent(id, { messageId: 'm' }, 200);
    }
    await outbox.dead(3, 'x', 5 * HOUR);
    await outbox.begin([5], 200);
    await outbox.unknown(5, 'x', 300);
    await outbox.drop(4, 200);
    await outbox.drop(4, 201);
    assert.equal(await outbox.sweep(100 + DAY), 0);
    assert.equal(await outbox.sweep(101 + DAY), 2);
    assert.equal(outbox.find('sent'), undefined);
    assert.equal(outbox.find('dropped'), undefined);
    assert.equal(await outbox.sweep(5 * HOUR + 30 * DAY), 0);
    assert.equal(await outbox.sweep(5 * HOUR + 30 * DAY + 1), 1);
    assert.equal(outbox.find('dead'), undefined);
    assert.deepEqual(states(outbox.find('open')), ['unknown', 'accepted']);
    assert.equal(store.read((db) => db.get<{ n: number }>('SELECT count(*) AS n FROM outbox_parts'))?.n, 2);
  });
});
