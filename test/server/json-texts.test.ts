import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJsonTexts } from '../../src/actors/server/json-texts.ts';

/** Counts how often it is serialised. */
function counted(): { readonly payload: object; times(): number } {
  let times = 0;
  const toJSON = (): string => {
    times += 1;
    return 'text';
  };
  return { payload: { toJSON }, times: () => times };
}

test('a frozen payload is serialised once, whoever asks', () => {
  const textOf = createJsonTexts();
  const { payload, times } = counted();
  Object.freeze(payload);
  assert.equal(textOf(payload), '"text"');
  assert.equal(textOf(payload), '"text"');
  assert.equal(times(), 1);
});

test('a payload that may still change is serialised each time', () => {
  const textOf = createJsonTexts();
  const payload = { count: 1 };
  assert.equal(textOf(payload), '{"count":1}');
  payload.count = 2;
  assert.equal(textOf(payload), '{"count":2}');
});
