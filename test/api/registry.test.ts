import assert from 'node:assert/strict';
import { test } from 'node:test';
import { METHOD_HANDLERS } from '../../src/api/registry.ts';
import { METHODS } from '../../src/protocol/generated/tables.ts';
import type { MethodName } from '../../src/protocol/generated/types.ts';
import { createFakePorts, invoke, outcome } from '../support/fake-ports.ts';
import { assertShape, resultShape } from '../support/wire-shape.ts';

test('every method of the catalogue has a handler', () => {
  assert.deepEqual(
    [...METHODS.keys()].filter((name) => !METHOD_HANDLERS.has(name)),
    [],
  );
});

test('every handler belongs to a method of the catalogue', () => {
  assert.deepEqual(
    [...METHOD_HANDLERS.keys()].filter((name) => !METHODS.has(name)),
    [],
  );
});

test('members of Object.prototype are unknown methods', () => {
  for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
    assert.equal(METHOD_HANDLERS.has(name), false, name);
  }
});

/** Params with which each method succeeds against the fake ports. */
const PARAMS: Partial<Record<MethodName, unknown>> = {
  agent: { message: 'hi', idempotencyKey: 'k1' },
  'agent.wait': { runId: 'k1' },
  'system.authorizeRestart': { ttlMs: 5_000 },
  'chat.send': { sessionKey: 'main', message: 'hi', idempotencyKey: 'k1' },
  'chat.history': { sessionKey: 'main' },
  'chat.abort': { sessionKey: 'main' },
  'chat.inject': { sessionKey: 'main', message: 'note' },
  'set-heartbeats': { enabled: false },
  'system-event': { text: 'Node: x' },
  'sessions.delete': { key: 'k' },
  'sessions.compact': { key: 'k' },
  'sessions.reset': { key: 'k' },
  'sessions.patch': { key: 'k' },
  'sessions.resolve': { key: 'k' },
  'sessions.search': { query: 'x' },
  'sessions.preview': { keys: ['k'] },
  'system.resume': { actor: 'gateway/pulse' },
  send: { to: '+1', message: 'hi', idempotencyKey: 'k1' },
  poll: { to: '+1', question: 'When?', options: ['a', 'b'], idempotencyKey: 'k1' },
  react: { to: '+1', messageId: 'm1', emoji: '👍', idempotencyKey: 'k1' },
  'channels.logout': { channel: 'telegram' },
  'channels.start': { channel: 'telegram' },
  'channels.stop': { channel: 'telegram' },
  'pairing.approve': { channel: 'telegram', code: 'ABCDEFGH' },
  'pairing.reject': { channel: 'telegram', code: 'ABCDEFGH' },
  'outbox.retry': { id: 3 },
  'outbox.drop': { id: 3 },
  'device.pair.reject': { requestId: 'r1' },
  'device.token.revoke': { deviceId: 'd1', role: 'operator' },
};

/** These only fail here: the handshake is over, the fake knows no device. */
const REFUSED: ReadonlySet<string> = new Set(['connect', 'device.pair.approve', 'device.token.rotate']);

for (const name of METHODS.keys()) {
  if (REFUSED.has(name)) continue;
  test(`${name} answers in the shape the protocol promises`, async () => {
    const { ports } = createFakePorts({ waited: outcome() });
    const { result, accepted } = invoke(ports, name as MethodName, PARAMS[name as MethodName] ?? {});
    assertShape(resultShape(name), await result);
    for (const payload of accepted) assertShape('AgentAccepted', payload);
  });
}
