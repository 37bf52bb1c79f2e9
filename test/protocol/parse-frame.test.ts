import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { isDeeperThan } from '../../src/protocol/depth.ts';
import { formatErrors } from '../../src/protocol/format-errors.ts';
import { PARAM_VALIDATORS } from '../../src/protocol/generated/validators.js';
import { LIMITS } from '../../src/protocol/limits.ts';
import { parseFrame } from '../../src/protocol/parse-frame.ts';
import { validParams } from './samples.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const request = (params: string): string => `{"type":"req","id":"7","method":"agent","params":${params}}`;

test('a request frame is handed on as it is', () => {
  const parsed = parseFrame(request('{"message":"hi"}'));
  assert.deepEqual(parsed, {
    kind: 'request',
    frame: { type: 'req', id: '7', method: 'agent', params: { message: 'hi' } },
  });
});

test('a text that is not JSON is told apart from JSON that is no request', () => {
  for (const text of ['', '{', 'nope', '{"type":"req",}', '\u0000', '{"a":1}{']) {
    assert.deepEqual(parseFrame(text), { kind: 'notJson' });
  }
  for (const text of ['null', '1', '"x"', '[]', '{}', '{"type":"event","event":"x"}']) {
    assert.equal(parseFrame(text).kind, 'invalid', text);
  }
});

test('the id of a broken request is echoed only when it is a usable string', () => {
  const idOf = (text: string): unknown => {
    const parsed = parseFrame(text);
    return 'id' in parsed ? parsed.id : undefined;
  };
  assert.equal(idOf('{"type":"req","id":"9"}'), '9');
  assert.equal(idOf('{"type":"req","id":9,"method":"x"}'), 'invalid');
  assert.equal(idOf('{"type":"req","id":"","method":"x"}'), 'invalid');
  assert.equal(idOf(`{"type":"req","id":"${'9'.repeat(513)}"}`), 'invalid');
  assert.equal(idOf('{"type":"req","id":{"a":1},"method":"x"}'), 'invalid');
  assert.equal(idOf('{"type":"req","__proto__":{"id":"p"},"method":"x"}'), 'invalid');
});

test('problems are told in the words of the params', () => {
  const parsed = parseFrame('{"type":"req","id":"1","method":"x","extra":1}');
  assert.deepEqual(parsed, { kind: 'invalid', id: '1', problems: "at root: unexpected property 'extra'" });
});

test('nesting up to the limit passes and one level more is refused', () => {
  // The frame itself is the first level.
  assert.equal(parseFrame(request(nested(LIMITS.maxFrameDepth - 1))).kind, 'request');
  assert.deepEqual(parseFrame(request(nested(LIMITS.maxFrameDepth))), { kind: 'tooDeep', id: '7' });
});

test('a hundred thousand levels are refused without running out of stack', () => {
  assert.equal(parseFrame(nested(100_000)).kind, 'tooDeep');
  assert.equal(parseFrame(request(nested(100_000))).kind, 'tooDeep');
  const objects = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000);
  assert.equal(parseFrame(request(objects)).kind, 'tooDeep');
});

test('depth counts containers, not members', () => {
  assert.equal(isDeeperThan(1, 0), false);
  assert.equal(isDeeperThan([], 0), true);
  assert.equal(isDeeperThan([[], {}, [1]], 2), false);
  assert.equal(isDeeperThan({ a: { b: [] } }, 2), true);
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), (levels, limit) => {
      assert.equal(isDeeperThan(JSON.parse(nested(levels + 1)), limit), levels + 1 > limit);
    }),
  );
});

test('a key named __proto__ changes nobody', () => {
  const parsed = parseFrame(request('{"__proto__":{"polluted":true},"message":"x"}'));
  assert.equal(parsed.kind, 'request');
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
});

const frames = Object.entries(validParams).flatMap(([method, list]) =>
  list.map((params) => JSON.stringify({ type: 'req', id: '1', method, params })),
);

/** A good frame with characters cut out, put in or swapped. */
const mutatedText = fc
  .tuple(
    fc.constantFrom(...frames),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(8),
        fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('{', '[', '"', '}', ',', '0', 'null')),
      ),
      {
        maxLength: 6,
      },
    ),
  )
  .map(([frame, edits]) =>
    edits.reduce((text, [at, cut, put]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    }, frame),
  );

test('mutated frames never throw, and every refusal is short', () => {
  fc.assert(
    fc.property(mutatedText, (text) => {
      const parsed = parseFrame(text);
      if (parsed.kind === 'invalid') assert.ok(parsed.problems.length < 5000);
      if (parsed.kind !== 'request') return;
      const validate = PARAM_VALIDATORS.get(parsed.frame.method);
      if (validate === undefined || validate(parsed.frame.params ?? {})) return;
      assert.ok(formatErrors(validate.errors).length < 5000);
    }),
    { numRuns: 5000 },
  );
});
