import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { archiveDeleted, archiveOlder, sweepArchives } from '../../src/store/archive.ts';
import { searchMessages } from '../../src/store/search.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoredMessage } from '../../src/store/transcripts.ts';
import {
  appendMessages,
  beginTranscript,
  countMessages,
  endTranscript,
  firstMessage,
  lastMessages,
  transcriptState,
} from '../../src/store/transcripts.ts';
import { searchExpression } from '../../src/store/words.ts';
import { storeFixture } from './fixture.ts';

const DAY = 86_400_000;
const owner = { sessionId: 's1', key: 'agent:main:main', agentId: 'main' };

const say = (text: string, timestamp = 1, role: StoredMessage['role'] = 'user'): StoredMessage => ({
  role,
  content: text,
  timestamp,
});

async function transcript(store: Store, texts: readonly string[], sessionId = 's1'): Promise<void> {
  await store.write((tx) => {
    beginTranscript(tx, { ...owner, sessionId }, 1);
    appendMessages(
      tx,
      { ...owner, sessionId },
      texts.map((text, index) => say(text, index + 1)),
    );
  });
}

const found = (store: Store, query: string): string[] =>
  store.read((db) => searchMessages(db, query, 50)).map((hit) => hit.message.content as string);

const texts = (store: Store, sessionId: string, limit = 100): unknown[] =>
  store.read((db) => lastMessages(db, sessionId, limit)).map((message) => message.content);

describe('transcripts', () => {
  test('messages come back whole, in the order written, newest ones first to be kept', async (t) => {
    const store = storeFixture(t).open();
    const rich = { ...say('x'), content: [{ type: 'text', text: 'hi' }], model: 'm', usage: { total: 3 } };
    await transcript(store, ['one', 'two', 'three']);
    await store.write((tx) => appendMessages(tx, owner, [rich, say('five')]));
    assert.deepEqual(texts(store, 's1', 2), [rich.content, 'five']);
    assert.deepEqual(store.read((db) => lastMessages(db, 's1', 2))[0], rich);
    assert.equal(
      store.read((db) => countMessages(db, 's1')),
      5,
    );
    assert.equal(store.read((db) => firstMessage(db, 's1', 'user'))?.content, 'one');
    assert.equal(
      store.read((db) => firstMessage(db, 's1', 'assistant')),
      undefined,
    );
  });

  test('a message for a transcript that is gone is kept in one that is not current', async (t) => {
    const store = storeFixture(t).open();
    await store.write((tx) => appendMessages(tx, owner, [say('late')]));
    assert.deepEqual(texts(store, 's1'), ['late']);
    assert.equal(store.read((db) => transcriptState(db, 's1'))?.state, 'ended');
  });

  test('deleting a session takes all its transcripts out of reach, under names that tell', async (t) => {
    const store = storeFixture(t).open();
    await transcript(store, ['secret plan'], 'old');
    await store.write((tx) => endTranscript(tx, 'old', 5));
    await transcript(store, ['secret plot'], 's1');
    const at = Date.UTC(2026, 0, 28, 12, 30);
    const archived = await store.write((tx) => archiveDeleted(tx, owner.key, at));
    assert.deepEqual(archived.toSorted(), [
      'old.deleted.2026-01-28T12-30-00.000Z',
      's1.deleted.2026-01-28T12-30-00.000Z',
    ]);
    assert.deepEqual(found(store, 'secret'), []);
    assert.deepEqual(texts(store, 's1'), []);
    assert.deepEqual(texts(store, archived[1] ?? ''), ['secret plot']);
  });

  test('the same id deleted twice within a millisecond gets two archives', async (t) => {
    const store = storeFixture(t).open();
    await transcript(store, ['first']);
    const [a] = await store.write((tx) => archiveDeleted(tx, owner.key, 0));
    await transcript(store, ['second']);
    const [b] = await store.write((tx) => archiveDeleted(tx, owner.key, 0));
    assert.equal(b, `${a}-2`);
  });

  test('the older part goes to an archive that can still be searched, the rest stays in place', async (t) => {
    const store = storeFixture(t).open();
    await transcript(store, ['one apple', 'two', 'three', 'four', 'five']);
    const id = await store.write((tx) => archiveOlder(tx, owner, 2, 1_000));
    assert.deepEqual(texts(store, 's1'), ['four', 'five']);
    assert.deepEqual(texts(store, id), ['one apple', 'two', 'three']);
    assert.deepEqual(found(store, 'apple'), ['one apple']);
    await store.write((tx) => appendMessages(tx, owner, [say('six')]));
    assert.deepEqual(texts(store, 's1'), ['four', 'five', 'six']);
  });

  test('an archive is removed with its messages and words after thirty days, current transcripts never', async (t) => {
    const store = storeFixture(t).open();
    await transcript(store, ['going'], 'gone');
    await store.write((tx) => archiveDeleted(tx, owner.key, 0));
    await transcript(store, ['a', 'b', 'banana']);
    await store.write((tx) => archiveOlder(tx, owner, 1, 0));
    assert.equal(await store.write((tx) => sweepArchives(tx, 30 * DAY)), 0);
    assert.equal(await store.write((tx) => sweepArchives(tx, 30 * DAY + 1)), 2);
    const left = store.read((db) =>
      db.get<{ n: number; w: number }>(
        'SELECT (SELECT count(*) FROM messages) AS n, (SELECT count(*) FROM messages_fts_docsize) AS w',
      ),
    );
    assert.deepEqual({ ...left }, { n: 1, w: 1 });
    assert.deepEqual(found(store, 'banana'), ['banana']);
  });
});

describe('full-text search', () => {
  const CORPUS = [
    '今天天气很好，我们去公园吧',
    '明天開會，請帶筆記型電腦',
    '東京タワーへ行きました',
    '안녕하세요 세계',
    'The quick brown fox',
    'Résumé of the naïve café',
    'order #4711-b for Ann "the boss" O\'Neil',
  ];

  const CASES: readonly (readonly [query: string, expected: readonly number[]])[] = [
    ['天气', [0]],
    ['公园', [0]],
    ['天', [0, 1]],
    ['气天', []],
    ['會議', []],
    ['開會', [1]],
    ['タワー', [2]],
    ['東京', [2]],
    ['세계', [3]],
    ['녕하', [3]],
    ['quick fox', [4]],
    ['fox quick', [4]],
    ['qui', [4]],
    ['uick', []],
    ['QUICK', [4]],
    ['resume', [5]],
    ['cafe naive', [5]],
    ['4711-b', [6]],
    ['"the boss"', [6]],
    ["O'Neil", [6]],
    ['fox 天气', []],
    ['NEAR(quick fox) OR *', []],
    ['!!! ???', []],
    ['', []],
  ];

  for (const [query, expected] of CASES) {
    test(`"${query}" finds ${expected.length === 0 ? 'nothing' : expected.map((i) => CORPUS[i]).join(' and ')}`, async (t) => {
      const store = storeFixture(t).open();
      await transcript(store, CORPUS);
      assert.deepEqual(found(store, query).toSorted(), expected.map((i) => CORPUS[i] ?? '').toSorted());
    });
  }

  test('parts of a message are searched, calls and pictures are not', async (t) => {
    const store = storeFixture(t).open();
    const content = [
      { type: 'text', text: 'apple' },
      { type: 'toolCall', id: '1', name: 'pear', arguments: {} },
      { type: 'text', text: 'plum' },
    ];
    await store.write((tx) => appendMessages(tx, owner, [{ role: 'assistant', content, timestamp: 1 }]));
    assert.equal(found(store, 'apple plum').length, 1);
    assert.equal(found(store, 'pear').length, 0);
  });

  test('whatever is typed is a valid search, and a message is found by any of its words', async (t) => {
    const store = storeFixture(t).open();
    const word = fc.stringMatching(/^[a-z0-9]{2,8}$|^[\u4e00-\u9fa5]{1,6}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.string({ unit: 'grapheme' }),
        async (words, noise) => {
          const text = words.join(' ');
          await store.write((tx) => appendMessages(tx, owner, [say(text)]));
          for (const each of words)
            assert.ok(
              store.read((db) => searchMessages(db, each, 5_000)).some((hit) => hit.message.content === text),
            );
          assert.ok(Array.isArray(found(store, noise)));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a term is at most a phrase of bounded length', () => {
    const expression = searchExpression('word '.repeat(10_000)) ?? '';
    assert.equal(expression.split(' AND ').length, 16);
  });
});
