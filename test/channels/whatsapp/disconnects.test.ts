import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultKind } from '../../../src/protocol/link-faults.ts';
import { DISCONNECTS, faultOf } from '../../../src/channels/whatsapp/disconnects.ts';

const boom = (statusCode: number, message = 'Stream Errored (unknown)', data?: unknown): Error =>
  Object.assign(new Error(message), { output: { statusCode }, data });

const TABLE: readonly (readonly [number, FaultKind])[] = [
  [400, 'transient'],
  [401, 'loggedOut'],
  [402, 'forbidden'],
  [403, 'forbidden'],
  [405, 'version'],
  [406, 'loggedOut'],
  [408, 'transient'],
  [409, 'version'],
  [411, 'version'],
  [419, 'loggedOut'],
  [428, 'transient'],
  [429, 'rateLimited'],
  [440, 'conflict'],
  [499, 'transient'],
  [500, 'badSession'],
  [501, 'transient'],
  [503, 'transient'],
  [515, 'restart'],
  [599, 'transient'],
];

for (const [code, kind] of TABLE)
  test(`The network's code ${code} means ${kind}.`, () => {
    const fault = faultOf(boom(code));
    assert.equal(fault.kind, kind);
    assert.equal(fault.code, code);
  });

test('Every code of the table is tested, and what an operator must act on says how.', () => {
  assert.deepEqual(
    Object.keys(DISCONNECTS)
      .map(Number)
      .filter((code) => !TABLE.some(([tested]) => tested === code)),
    [],
  );
  for (const [code, entry] of Object.entries(DISCONNECTS))
    if (['loggedOut', 'forbidden', 'conflict', 'version'].includes(entry.kind))
      assert.ok(entry.hint, `code ${code} has no hint`);
});

test('A proxy that answers the upgrade with 401 logs nobody out.', () => {
  const fault = faultOf(boom(401, 'WebSocket Error (Unexpected server response: 401)', new Error('x')));
  assert.equal(fault.kind, 'transient');
  assert.equal(fault.code, 401);
});

test('An error of the socket keeps its system code.', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const fault = faultOf(boom(408, 'WebSocket Error (connect ECONNREFUSED)', cause));
  assert.deepEqual([fault.kind, fault.code], ['transient', 'ECONNREFUSED']);
});

test('A login that ran out of codes is a login that ended, not a lost link.', () => {
  assert.equal(faultOf(boom(408, 'QR refs attempts ended')).kind, 'loginEnded');
});

test('An end without a reason is transient.', () => {
  assert.equal(faultOf(undefined).kind, 'transient');
  assert.equal(faultOf({ odd: true }).kind, 'transient');
});
