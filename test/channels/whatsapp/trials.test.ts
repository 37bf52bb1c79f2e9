import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutVainTrials } from '../../../src/channels/whatsapp/inbound/trials.ts';

const session = (used: number, rootKey: string, closed = -1) => ({
  indexInfo: { used, closed },
  currentRatchet: { rootKey },
});
const record = (_sessions: Record<string, unknown>) => ({ _sessions, version: 'v1' });

test('A session that was tried in vain is stored as it was; the one that fits is stored as it is.', () => {
  const before = record({ open: session(10, 'a'), closed: session(5, 'b', 7) });
  const after = record({ open: session(10, 'stepped in vain'), closed: session(20, 'stepped', 7) });
  assert.deepEqual(
    withoutVainTrials(before, after),
    record({ open: session(10, 'a'), closed: session(20, 'stepped', 7) }),
  );
});

test('What the library notes about a session that it did not use is kept.', () => {
  const before = record({ one: session(10, 'a'), two: session(5, 'b') });
  const after = record({ one: session(10, 'vain', 19), two: session(20, 'stepped') });
  assert.deepEqual(withoutVainTrials(before, after), {
    _sessions: { one: session(10, 'a', 19), two: session(20, 'stepped') },
    version: 'v1',
  });
});

test('Nothing is mended where it cannot be told which session fitted.', () => {
  const same = record({ one: session(10, 'a'), two: session(5, 'b') });
  assert.equal(withoutVainTrials(same, record({ one: session(10, 'x'), two: session(5, 'b') })), undefined);
  assert.equal(withoutVainTrials(undefined, same), undefined);
  assert.equal(
    withoutVainTrials(record({ one: session(1, 'a') }), record({ one: session(2, 'b') })),
    undefined,
  );
});
