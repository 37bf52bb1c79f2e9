import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { EVENTS, METHODS, RESERVED } from '../../src/protocol/generated/tables.ts';
import { authorize, defaultScopes, holdsScope, seesEvent } from '../../src/protocol/scopes.ts';
import { SCOPES } from '../../src/protocol/roles.ts';

/** Written out by hand from the contract, not derived from the catalogue. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'operator.approvals': ['exec.approval.request', 'exec.approval.resolve'],
  'operator.pairing': [
    'node.pair.request',
    'node.pair.list',
    'node.pair.approve',
    'node.pair.reject',
    'node.pair.verify',
    'device.pair.list',
    'device.pair.approve',
    'device.pair.reject',
    'device.token.rotate',
    'device.token.revoke',
    'node.rename',
    'pairing.list',
    'pairing.approve',
    'pairing.reject',
  ],
  'operator.read': [
    'health',
    'logs.tail',
    'channels.status',
    'status',
    'usage.status',
    'usage.cost',
    'tts.status',
    'tts.providers',
    'models.list',
    'agents.list',
    'agent.identity.get',
    'skills.status',
    'voicewake.get',
    'sessions.list',
    'sessions.preview',
    'sessions.search',
    'cron.list',
    'cron.status',
    'cron.runs',
    'system-presence',
    'last-heartbeat',
    'node.list',
    'node.describe',
    'chat.history',
    'system.inspect',
    'system.transitions',
    'outbox.list',
  ],
  'operator.write': [
    'send',
    'agent',
    'agent.wait',
    'wake',
    'talk.mode',
    'tts.enable',
    'tts.disable',
    'tts.convert',
    'tts.setProvider',
    'voicewake.set',
    'node.invoke',
    'chat.send',
    'chat.abort',
    'browser.request',
    'react',
  ],
  'operator.admin': [
    'channels.logout',
    'channels.start',
    'channels.stop',
    'web.login.start',
    'web.login.wait',
    'outbox.retry',
    'outbox.drop',
    'system.restart',
    'gateway.restart',
    'system.authorizeRestart',
    'system.stop',
    'config.get',
    'config.apply',
    'config.patch',
    'config.schema',
    'config.plan',
    'config.confirm',
    'config.history',
    'config.rollback',
    'sessions.patch',
    'sessions.reset',
    'sessions.delete',
    'sessions.compact',
    'sessions.resolve',
    'system-event',
    'set-heartbeats',
    'chat.inject',
    'system.resume',
    'connect',
    'poll',
    'config.set',
    'update.run',
    'no.such.method',
    'toString',
    'constructor',
    '__proto__',
    'hasOwnProperty',
    '',
  ],
};

const NODE_ONLY = ['node.invoke.result', 'node.event', 'skills.bins'];
const everyMethod = Object.entries(NEEDED).flatMap(([scope, names]) =>
  names.map((name) => ({ scope, name })),
);

test('every method that exists or is reserved has a row in the matrix', () => {
  const known = new Set([...everyMethod.map(({ name }) => name), ...NODE_ONLY]);
  for (const name of [...METHODS.keys(), ...RESERVED.keys()])
    assert.ok(known.has(name), `${name} has no row`);
});

test('each scope opens exactly its own methods; write also reads and admin opens everything', () => {
  for (const held of SCOPES) {
    for (const { scope, name } of everyMethod) {
      const open =
        held === 'operator.admin' ||
        held === scope ||
        (held === 'operator.write' && scope === 'operator.read');
      const expected = open ? undefined : `missing scope: ${scope}`;
      assert.equal(authorize('operator', [held], name), expected, `${held} → ${name}`);
    }
  }
});

test('without any scope the scope error comes even for methods that do not exist', () => {
  for (const { scope, name } of everyMethod) {
    assert.equal(authorize('operator', [], name), `missing scope: ${scope}`);
    assert.equal(authorize('operator', ['operator.unheard-of'], name), `missing scope: ${scope}`);
  }
});

test('nodes may call their own methods and nothing else, whatever scopes they claim', () => {
  for (const name of NODE_ONLY) {
    assert.equal(authorize('node', [], name), undefined);
    assert.equal(authorize('operator', ['operator.admin'], name), 'unauthorized role: operator');
  }
  for (const { name } of everyMethod) {
    assert.equal(authorize('node', ['operator.admin'], name), 'unauthorized role: node');
  }
});

test('more scopes never open less', () => {
  const some = fc.subarray([...SCOPES]);
  fc.assert(
    fc.property(some, some, fc.constantFrom(...everyMethod), (a, b, { name }) => {
      if (authorize('operator', a, name) === undefined)
        assert.equal(authorize('operator', [...a, ...b], name), undefined);
    }),
  );
});

test('an operator who asks for nothing gets admin, a node gets nothing', () => {
  assert.deepEqual(defaultScopes('operator', undefined), ['operator.admin']);
  assert.deepEqual(defaultScopes('operator', []), ['operator.admin']);
  assert.deepEqual(defaultScopes('operator', ['operator.read']), ['operator.read']);
  assert.deepEqual(defaultScopes('node', undefined), []);
  assert.deepEqual(defaultScopes('node', ['x']), ['x']);
});

test('gated events reach operators who hold their scope, and no node', () => {
  const gated = [...EVENTS.values()].filter(({ scope }) => scope !== null);
  assert.deepEqual(Object.fromEntries(gated.map(({ name, scope }) => [name, scope])), {
    'device.pair.requested': 'operator.pairing',
    'device.pair.resolved': 'operator.pairing',
    'channel.login': 'operator.admin',
    'channel.pair.requested': 'operator.pairing',
    'channel.pair.resolved': 'operator.pairing',
    'outbox.changed': 'operator.read',
  });
  for (const { scope } of gated) {
    if (scope === null) continue;
    assert.equal(seesEvent('operator', [scope], scope), true);
    assert.equal(seesEvent('operator', ['operator.admin'], scope), true);
    assert.equal(seesEvent('operator', ['operator.approvals'], scope), false);
    assert.equal(seesEvent('node', ['operator.admin'], scope), false);
  }
  assert.equal(seesEvent('operator', ['operator.write'], 'operator.pairing'), false);
  assert.equal(seesEvent('node', [], null), true);
});

test('holding a scope is not holding its neighbour', () => {
  assert.equal(holdsScope(['operator.read'], 'operator.write'), false);
  assert.equal(holdsScope(['operator.pairing'], 'operator.approvals'), false);
});
