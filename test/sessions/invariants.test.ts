import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Failure } from '../../src/protocol/failure.ts';
import type { SessionsFixture } from './fixture.ts';
import { sessionsFixture } from './fixture.ts';

const KEYS = ['main', 'Notes', 'agent:ops:main', 'telegram:group:1', 'subagent:1', 'global', 'unknown'];

type Operation =
  | { readonly kind: 'turn' | 'reset' | 'inject'; readonly key: string }
  | { readonly kind: 'label'; readonly key: string; readonly label: string | null }
  | { readonly kind: 'remove'; readonly key: string; readonly deleteTranscript: boolean }
  | { readonly kind: 'compact'; readonly key: string; readonly keep: number }
  | { readonly kind: 'wait'; readonly ms: number };

const key = fc.constantFrom(...KEYS);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constantFrom('turn', 'turn', 'reset', 'inject'), key }),
  fc.record({ kind: fc.constant('label'), key, label: fc.constantFrom('a', 'b', null) }),
  fc.record({ kind: fc.constant('remove'), key, deleteTranscript: fc.boolean() }),
  fc.record({ kind: fc.constant('compact'), key, keep: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 40 * 3_600_000 }) }),
);

async function perform({ sessions, turn, clock }: SessionsFixture, op: Operation): Promise<unknown> {
  switch (op.kind) {
    case 'turn':
      return turn(op.key, 'question', 'answer');
    case 'reset':
      return sessions.reset(op.key);
    case 'inject':
      return sessions.inject(op.key, 'note');
    case 'label':
      return sessions.patch({ key: op.key, label: op.label });
    case 'remove':
      return sessions.remove(op.key, op.deleteTranscript);
    case 'compact':
      return sessions.compact(op.key, op.keep);
    case 'wait':
      return clock.advanceSync(op.ms);
    default:
      return op satisfies never;
  }
}

function check({ sessions, store, clock }: SessionsFixture): void {
  const rows = sessions.list({ includeGlobal: true, includeUnknown: true }).sessions;
  const times = rows.map((row) => row.updatedAt ?? 0);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
    'newest first',
  );
  assert.ok(times.every((time) => time <= clock.now()));
  assert.equal(new Set(rows.map((row) => row.key)).size, rows.length, 'one row per key');
  assert.equal(new Set(rows.map((row) => row.sessionId)).size, rows.length, 'one conversation per row');
  const labels = rows.flatMap((row) =>
    row.label === undefined ? [] : [`${row.key.split(':')[1]} ${row.label}`],
  );
  assert.equal(new Set(labels).size, labels.length, 'labels are unique per agent');
  for (const row of rows) assert.equal(sessions.canonicalKey(row.key), row.key);

  const live = store.read((db) =>
    db.all<{ id: string }>(`SELECT session_id AS id FROM transcripts WHERE state = 'live'`),
  );
  assert.deepEqual(new Set(live.map((row) => row.id)), new Set(rows.map((row) => row.sessionId)));
  assert.equal(live.length, rows.length);
  const counts = store.read((db) =>
    db.get<{ messages: number; words: number; gaps: number }>(
      `SELECT (SELECT count(*) FROM messages) AS messages,
              (SELECT count(*) FROM messages_fts_docsize) AS words,
              (SELECT count(*) FROM (SELECT max(seq) - min(seq) + 1 - count(*) AS gap FROM messages GROUP BY session_id)
               WHERE gap <> 0) AS gaps`,
    ),
  );
  assert.equal(counts?.words, counts?.messages, 'every message is indexed once');
  assert.equal(counts?.gaps, 0, 'no message is missing within a transcript');
}

test('whatever happens to sessions, in groups or one by one, they stay consistent', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      async (steps) => {
        const cleanups: (() => void)[] = [];
        const f = sessionsFixture({ after: (fn) => void cleanups.push(fn as () => void) });
        try {
          for (const together of steps) {
            const outcome = await Promise.allSettled(together.map((op) => perform(f, op)));
            for (const each of outcome) {
              if (each.status === 'rejected' && !(each.reason instanceof Failure)) throw each.reason;
            }
            check(f);
          }
        } finally {
          for (const cleanup of cleanups) cleanup();
        }
      },
    ),
    { numRuns: 40 },
  );
  t.diagnostic('40 sequences');
});
