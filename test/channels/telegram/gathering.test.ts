import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Update } from 'grammy/types';
import { createGathering } from '../../../src/channels/telegram/gathering.ts';
import type { Gathered } from '../../../src/channels/telegram/gathering.ts';
import { readUpdate } from '../../../src/channels/telegram/read-update.ts';
import { createTestClock } from '../../support/test-clock.ts';

const reader = { accountId: 'default', self: { id: 77, username: 'helper_bot' }, receivedAt: 0 };
const LONG = 'x'.repeat(4000);

interface Written {
  readonly from?: number;
  readonly chat?: number;
  readonly text?: string;
  readonly group?: string;
  readonly date?: number;
  readonly messageId?: number;
}

const written = (id: number, { from = 42, chat = 42, text, group, date = 1, messageId = id }: Written) => {
  const photo = [{ file_id: `f${id}`, file_unique_id: 'u', width: 1, height: 1 }];
  const content = group === undefined ? { text } : { photo, media_group_id: group, caption: text };
  const message = {
    message_id: messageId,
    date,
    chat:
      chat > 0
        ? { id: chat, type: 'private', first_name: 'A' }
        : { id: chat, type: 'supergroup', title: 'G' },
    from: { id: from, is_bot: false, first_name: 'A' },
    ...content,
  };
  return readUpdate({ update_id: id, message } as unknown as Update, reader);
};

const idsOf = (gathered: readonly Gathered[]) => gathered.map(({ updateIds }) => updateIds);

describe('gathering what was sent in pieces', () => {
  it('lets a plain message through at once', () => {
    const gathering = createGathering(createTestClock());
    gathering.offer(written(1, { text: 'hi' }));
    assert.deepEqual(idsOf(gathering.release()), [[1]]);
    assert.equal(gathering.dueIn(), undefined);
  });

  it('makes an album one message after half a second of quiet', async () => {
    const clock = createTestClock();
    const gathering = createGathering(clock);
    gathering.offer(written(1, { group: 'g', text: 'look' }));
    await clock.advance(400);
    gathering.offer(written(2, { group: 'g' }));
    await clock.advance(499);
    assert.deepEqual(gathering.release(), []);
    assert.equal(gathering.dueIn(), 1);
    assert.ok(gathering.holds(1) && gathering.holds(2));
    await clock.advance(1);
    const [album] = gathering.release();
    assert.deepEqual(album?.updateIds, [1, 2]);
    assert.equal(album?.message?.text, 'look');
    assert.equal(album?.message?.media.length, 2);
    assert.deepEqual(album?.message?.groupedIds, ['1', '2']);
    assert.equal(gathering.holds(1), false);
  });

  it('does not wait once an album has its ten pieces', () => {
    const gathering = createGathering(createTestClock());
    for (let id = 1; id <= 10; id += 1) gathering.offer(written(id, { group: 'g' }));
    assert.equal(gathering.release()[0]?.updateIds.length, 10);
  });

  it('keeps two albums apart, one after the other', async () => {
    const clock = createTestClock();
    const gathering = createGathering(clock);
    for (const [id, group] of [
      [1, 'a'],
      [2, 'a'],
      [3, 'b'],
      [4, 'b'],
    ] as const)
      gathering.offer(written(id, { group }));
    assert.deepEqual(idsOf(gathering.release()), [[1, 2]]);
    await clock.advance(500);
    assert.deepEqual(idsOf(gathering.release()), [[3, 4]]);
  });

  it('joins a text that a client had to cut', async () => {
    const clock = createTestClock();
    const gathering = createGathering(clock);
    gathering.offer(written(1, { text: LONG }));
    await clock.advance(1400);
    gathering.offer(written(2, { text: 'y'.repeat(200), date: 2 }));
    assert.deepEqual(gathering.release(), []);
    await clock.advance(1500);
    const [joined] = gathering.release();
    assert.equal(joined?.message?.text, LONG + 'y'.repeat(200));
    assert.deepEqual(joined?.message?.groupedIds, ['1', '2']);
  });

  const APART: readonly (readonly [title: string, first: Written, second: Written])[] = [
    ['a short first text', { text: 'x'.repeat(3999) }, { text: 'y' }],
    ['ids with a gap', { text: LONG }, { text: 'y', messageId: 9 }],
    ['dates too far apart', { text: LONG }, { text: 'y', date: 4 }],
    ['another person', { text: LONG, chat: -5 }, { text: 'y', chat: -5, from: 43 }],
    ['another chat', { text: LONG }, { text: 'y', chat: -5 }],
    ['a command', { text: `/note ${LONG}` }, { text: 'y' }],
  ];
  for (const [title, first, second] of APART) {
    it(`does not join over ${title}`, async () => {
      const clock = createTestClock();
      const gathering = createGathering(clock);
      gathering.offer(written(1, first));
      gathering.offer(written(2, second));
      const at = gathering.release();
      await clock.advance(1500);
      assert.deepEqual(
        idsOf([...at, ...gathering.release()]).toSorted(([a = 0], [b = 0]) => a - b),
        [[1], [2]],
      );
    });
  }

  it('stops joining at twelve parts and at fifty thousand characters', async () => {
    const clock = createTestClock();
    const gathering = createGathering(clock);
    for (let id = 1; id <= 13; id += 1) gathering.offer(written(id, { text: LONG }));
    await clock.advance(1500);
    assert.deepEqual(
      gathering.release().map(({ updateIds }) => updateIds.length),
      [12, 1],
    );
    for (let id = 20; id < 33; id += 1) gathering.offer(written(id, { text: 'x'.repeat(4096 * 1.2) }));
    await clock.advance(1500);
    const [first] = gathering.release();
    assert.ok((first?.message?.text.length ?? 0) <= 50_000);
    assert.equal(first?.updateIds.length, 10);
  });

  it('keeps the order of a chat: what follows an album waits, other chats do not', async () => {
    const clock = createTestClock();
    const gathering = createGathering(clock);
    gathering.offer(written(1, { group: 'g', chat: -5 }));
    gathering.offer(written(2, { text: 'nice', chat: -5, from: 43 }));
    gathering.offer(written(3, { text: 'elsewhere', chat: 42 }));
    assert.deepEqual(idsOf(gathering.release()), [[3]]);
    await clock.advance(500);
    assert.deepEqual(idsOf(gathering.release()), [[1], [2]]);
  });

  it('ends an album when the same person goes on writing', () => {
    const gathering = createGathering(createTestClock());
    gathering.offer(written(1, { group: 'g' }));
    gathering.offer(written(2, { text: 'what is this?' }));
    assert.deepEqual(idsOf(gathering.release()), [[1], [2]]);
  });

  it('passes on updates that mean nothing, so that they are confirmed', () => {
    const gathering = createGathering(createTestClock());
    gathering.offer({ updateId: 7 });
    assert.deepEqual(gathering.release(), [{ updateIds: [7] }]);
  });
});
