import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rememberGroup, takeGroup } from '../../src/store/group-memory.ts';
import type { NewInbound } from '../../src/store/inbox.ts';
import { createInbox, finishInbox, handInbox } from '../../src/store/inbox.ts';
import { storeFixture } from './fixture.ts';

const DAY = 86_400_000;

const inbound = (messageId: string, fields: Partial<NewInbound> = {}): NewInbound => ({
  channel: 'telegram',
  account: 'default',
  chat: '42',
  messageId,
  receivedAt: 100,
  payload: { text: `hello ${messageId}` },
  ...fields,
});

describe('inbox', () => {
  test('a message is new once, whether it repeats in its batch, the same turn, later, or after a restart', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    const inbox = createInbox(store);
    const [first, second] = await Promise.all([
      inbox.accept([inbound('1'), inbound('1'), inbound('2')]),
      inbox.accept([inbound('2'), inbound('3')]),
    ]);
    assert.deepEqual(
      [first, second].map((rows) => rows.map((row) => row?.messageId)),
      [
        ['1', undefined, '2'],
        [undefined, '3'],
      ],
    );
    assert.deepEqual(first[0], { ...inbound('1'), id: 1, state: 'received' });
    await store.write((tx) => finishInbox(tx, [1], 'answered', 200));
    store.close();
    assert.deepEqual(await createInbox(f.open()).accept([inbound('1'), inbound('3')]), [
      undefined,
      undefined,
    ]);
  });

  test('the same id in another chat, account or network is another message', async (t) => {
    const inbox = createInbox(storeFixture(t).open());
    const rows = await inbox.accept([
      inbound('1'),
      inbound('1', { chat: '43' }),
      inbound('1', { account: 'work' }),
      inbound('1', { channel: 'whatsapp' }),
    ]);
    assert.equal(rows.filter((row) => row !== undefined).length, 4);
  });

  test('a cursor is committed with its messages, may be lower than before, and survives a restart', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    const inbox = createInbox(store);
    assert.equal(inbox.cursor('telegram:default'), undefined);
    await inbox.accept([inbound('1')], { name: 'telegram:default', value: 900_000_000_001 });
    await inbox.accept([inbound('2')], { name: 'telegram:default', value: 8 });
    await inbox.accept([], { name: 'telegram:work', value: 7 });
    store.close();
    const again = createInbox(f.open());
    assert.equal(again.cursor('telegram:default'), 8, 'the network has numbered anew');
    assert.equal(again.cursor('telegram:work'), 7);
  });

  test('a batch that cannot be stored moves no cursor', async (t) => {
    const inbox = createInbox(storeFixture(t).open());
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const batch = [inbound('1'), inbound('2', { payload: circular })];
    await assert.rejects(inbox.accept(batch, { name: 'c', value: 5 }), TypeError);
    assert.equal(inbox.cursor('c'), undefined);
    assert.deepEqual(inbox.open(), []);
  });

  test('rows go from received to handed to done, and what is open comes back oldest first', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    const inbox = createInbox(store);
    await inbox.accept([inbound('1'), inbound('2'), inbound('3', { account: 'work' })]);
    await store.write((tx) => handInbox(tx, [1, 2], 'run-1'));
    assert.deepEqual(inbox.counts(), { received: 1, handed: 2 });
    await store.write((tx) => handInbox(tx, [2], 'run-2'));
    await store.write((tx) => finishInbox(tx, [1], 'answered', 300));
    store.close();

    const reopened = f.open();
    const again = createInbox(reopened);
    assert.deepEqual(
      again.open().map(({ id, state, runId, payload }) => ({ id, state, runId, payload })),
      [
        { id: 2, state: 'handed', runId: 'run-2', payload: { text: 'hello 2' } },
        { id: 3, state: 'received', runId: undefined, payload: { text: 'hello 3' } },
      ],
    );
    assert.deepEqual(
      again.open({ channel: 'telegram', account: 'work' }).map((row) => row.id),
      [3],
    );
    assert.deepEqual(again.counts(), { received: 1, handed: 1 });
  });

  test('what is done keeps its first outcome and its key, gives up its payload, and cannot be handed on', async (t) => {
    const store = storeFixture(t).open();
    const inbox = createInbox(store);
    await inbox.accept([inbound('1')]);
    await store.write((tx) => finishInbox(tx, [1], 'answered', 300));
    await store.write((tx) => {
      finishInbox(tx, [1], 'ignored', 400);
      handInbox(tx, [1], 'run-9');
    });
    const row = store.read((db) => db.get<Record<string, unknown>>('SELECT * FROM inbox'));
    assert.equal(row?.['state'], 'done');
    assert.equal(row?.['outcome'], 'answered');
    assert.equal(row?.['done_at'], 300);
    assert.equal(row?.['payload'], null);
    assert.equal(row?.['run_id'], null);
  });

  test('what was done seven days ago is forgotten, what is open never', async (t) => {
    const store = storeFixture(t).open();
    const inbox = createInbox(store);
    await inbox.accept([inbound('1'), inbound('2')]);
    await store.write((tx) => finishInbox(tx, [1], 'answered', 1_000));
    assert.equal(await inbox.sweep(1_000 + 7 * DAY), 0);
    assert.equal(await inbox.sweep(1_001 + 7 * DAY), 1);
    assert.deepEqual(
      inbox.open().map((row) => row.messageId),
      ['2'],
    );
  });
});

describe('group memory', () => {
  const remark = (sessionKey: string, n: number) => ({
    sessionKey,
    sender: 'Ann',
    text: `remark ${n}`,
    at: n,
    messageId: String(n),
  });

  test('the newest remarks of each group survive a restart and are taken once, oldest first', async (t) => {
    const f = storeFixture(t);
    const store = f.open();
    await store.write((tx) => {
      for (let n = 1; n <= 5; n += 1) rememberGroup(tx, remark('group-a', n), 3);
      rememberGroup(tx, remark('group-a', 5), 3);
      rememberGroup(tx, remark('group-b', 1), 3);
    });
    store.close();
    const again = f.open();
    const taken = await again.write((tx) => takeGroup(tx, 'group-a', 'r1'));
    assert.deepEqual(
      taken,
      [3, 4, 5].map((n) => ({ sender: 'Ann', text: `remark ${n}`, at: n, messageId: String(n) })),
    );
    assert.deepEqual(await again.write((tx) => takeGroup(tx, 'group-a', 'r2')), []);
    assert.equal((await again.write((tx) => takeGroup(tx, 'group-b', 'r3'))).length, 1);
  });

  test('a limit of zero remembers nothing', async (t) => {
    const store = storeFixture(t).open();
    const taken = await store.write((tx) => {
      rememberGroup(tx, remark('group-a', 1), 0);
      return takeGroup(tx, 'group-a', 'r1');
    });
    assert.deepEqual(taken, []);
  });
});
