import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { formatErrors } from '../../src/protocol/format-errors.ts';
import { METHODS } from '../../src/protocol/generated/tables.ts';
import {
  PARAM_VALIDATORS,
  validateConnectParams,
  validateRequestFrame,
} from '../../src/protocol/generated/validators.js';
import { pascal } from '../../scripts/protocol/json-schema.ts';
import { definition, problemsOf } from './definition.ts';
import { brokenValues, connectParams, goldenValues, invalidParams, validParams } from './samples.ts';

const LOOSE = new Set([
  'health',
  'status',
  'system-presence',
  'system-event',
  'last-heartbeat',
  'set-heartbeats',
]);

function validatorOf(method: string) {
  const validate = PARAM_VALIDATORS.get(method);
  assert.ok(validate, `${method} has no params validator`);
  return validate;
}

test('every method accepts the params that clients in the field send', () => {
  for (const [method, samples] of Object.entries(validParams)) {
    for (const sample of samples) {
      const validate = validatorOf(method);
      assert.ok(validate(structuredClone(sample)), `${method}: ${formatErrors(validate.errors)}`);
    }
  }
});

test('every method has at least one valid sample', () => {
  assert.deepEqual([...METHODS.keys()].toSorted(), Object.keys(validParams).toSorted());
});

test('params that do not fit are refused in the words clients know', () => {
  for (const [method, params, message] of invalidParams) {
    const validate = validatorOf(method);
    assert.equal(validate(params), false, `${method} let ${JSON.stringify(params)} pass`);
    assert.equal(formatErrors(validate.errors), message);
  }
});

test('every strict method refuses an unknown member', () => {
  for (const [method, [sample]] of Object.entries(validParams)) {
    const validate = validatorOf(method);
    const verdict = validate({ ...(sample as object), unheardOf: 1 });
    assert.equal(verdict, LOOSE.has(method), method);
    if (!verdict) assert.match(formatErrors(validate.errors), /unexpected property 'unheardOf'/);
  }
});

test('values on the wire fit the schema, and values that clients would drop do not', () => {
  for (const [name, value] of goldenValues) assert.deepEqual(problemsOf(name, value), [], name);
  for (const [name, value] of brokenValues)
    assert.notDeepEqual(problemsOf(name, value), [], JSON.stringify(value));
});

test('a frame is a request only with a string id, a method and nothing else', () => {
  const frame = { type: 'req', id: '1', method: 'health' };
  assert.ok(validateRequestFrame(frame));
  assert.ok(validateRequestFrame({ ...frame, params: null }));
  for (const wrong of [
    { id: 1 },
    { id: '' },
    { method: '' },
    { type: 'res' },
    { extra: true },
    { method: undefined },
  ]) {
    assert.equal(validateRequestFrame({ ...frame, ...wrong }), false, JSON.stringify(wrong));
  }
  for (const wrong of [null, 1, 'x', [], [frame]]) assert.equal(validateRequestFrame(wrong), false);
});

test('names of Object.prototype are unexpected properties like any other', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const params: unknown = JSON.parse(`{"${name}":{"x":1}}`);
    const validate = validatorOf('models.list');
    assert.equal(validate(params), false);
    assert.equal(formatErrors(validate.errors), `at root: unexpected property '${name}'`);
  }
});

test('a validator stops after a bounded number of problems', () => {
  const params = { ...connectParams, caps: Array.from({ length: 50_000 }, () => 0) };
  assert.equal(validateConnectParams(params), false);
  assert.ok((validateConnectParams.errors?.length ?? 0) <= 40);
  const keys = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, 1]));
  const validate = validatorOf('agent');
  assert.equal(validate(keys), false);
  assert.ok((validate.errors?.length ?? 0) <= 40);
});

test('the generated code loads no library', () => {
  const source = readFileSync(new URL('../../src/protocol/generated/validators.js', import.meta.url), 'utf8');
  const imports = [...source.matchAll(/^import .* from '([^']+)'/gm)].map(([, from]) => from);
  assert.deepEqual(imports, ['../lenient.ts']);
  assert.doesNotMatch(source, /require\(/);
});

/** Params of a method with members replaced, removed or added at random places. */
const mutatedParams = fc
  .tuple(
    fc.constantFrom(
      ...Object.entries(validParams).flatMap(([method, list]) => list.map((one) => ({ method, one }))),
    ),
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.constant(undefined)), fc.string()), {
      maxLength: 4,
    }),
  )
  .map(([{ method, one }, changes]) => {
    const params = structuredClone(one) as Record<string, unknown>;
    for (const [at, value, key] of changes) {
      const keys = [...Object.keys(params), key];
      params[keys[at % keys.length] ?? key] = value;
    }
    return { method, params: JSON.parse(JSON.stringify(params)) as unknown };
  });

test('the generated validators agree with the schema file on mutated params', () => {
  fc.assert(
    fc.property(mutatedParams, ({ method, params }) => {
      if (LOOSE.has(method)) return;
      assert.equal(validatorOf(method)(params), definition(`${pascal(method)}Params`)(params));
    }),
    { numRuns: 3000 },
  );
});

test('what a loose method lets pass fits its schema, because the rest is removed', () => {
  const loose = mutatedParams.filter(({ method }) => LOOSE.has(method));
  fc.assert(
    fc.property(loose, ({ method, params }) => {
      const before = structuredClone(params) as Record<string, unknown>;
      assert.ok(validatorOf(method)(params));
      assert.deepEqual(problemsOf(`${pascal(method)}Params`, params), []);
      for (const [key, value] of Object.entries(params as object)) assert.deepEqual(value, before[key]);
    }),
    { numRuns: 1000 },
  );
});

test('a loose method drops exactly the members that do not fit', () => {
  const params = { text: 'a', roles: ['x', 1], lastInputSeconds: 'soon', tags: ['t'], other: 1 };
  assert.ok(validatorOf('system-event')(params));
  assert.deepEqual(params, { text: 'a', tags: ['t'], other: 1 });
});
