import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatErrors, type AjvError } from '../../src/protocol/format-errors.ts';

const error = (instancePath: string, message: string, keyword = 'type', params = {}): AjvError => ({
  instancePath,
  keyword,
  params,
  message,
});

test('an empty list is an unknown validation error', () => {
  for (const none of [null, undefined, []]) assert.equal(formatErrors(none), 'unknown validation error');
});

test('paths, unexpected properties and messages at the root each have their form', () => {
  const errors = [
    error('', "must have required property 'message'", 'required'),
    error('/limit', 'must be integer'),
    error('', 'must NOT have additional properties', 'additionalProperties', { additionalProperty: 'x' }),
    error('/client', 'must NOT have additional properties', 'additionalProperties', {
      additionalProperty: 'y',
    }),
    error('/limit', 'must be integer'),
  ];
  assert.equal(
    formatErrors(errors),
    "must have required property 'message'; at /limit: must be integer; at root: unexpected property 'x'; at /client: unexpected property 'y'",
  );
});

test('names chosen by the peer cannot make the line long', () => {
  const name = 'n'.repeat(500_000);
  const errors = Array.from({ length: 1000 }, (_, index) =>
    error(`/${index}/${name}`, 'must NOT have additional properties', 'additionalProperties', {
      additionalProperty: `${index}${name}`,
    }),
  );
  assert.ok(formatErrors(errors).length < 5000);
});
