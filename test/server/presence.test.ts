import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createPresence } from '../../src/actors/server/presence.ts';
import { identityOf } from '../../src/actors/server/presence-entry.ts';
import type { PresenceEntry, PresenceEvent } from '../../src/protocol/generated/types.ts';
import { createTestClock } from '../support/test-clock.ts';

function createWorld() {
  const clock = createTestClock();
  const sent: { full: PresenceEvent; delta: PresenceEvent }[] = [];
  const presence = createPresence({
    clock,
    self: { host: 'Box', text: 'Gateway: Box', mode: 'gateway' },
    broadcast: (full, delta) => void sent.push({ full, delta }),
  });
  const entry = (id: string): PresenceEntry => ({
    host: id,
    instanceId: id,
    reason: 'connect',
    text: `Node: ${id}`,
    ts: clock.now(),
  });
  return { clock, sent, presence, entry };
}

test('the gateway is always first, and a connected client stays in the list however quiet', () => {
  const { clock, presence, entry } = createWorld();
  presence.arrived('a', entry('a'));
  clock.advanceSync(600_000);
  assert.deepEqual(
    presence.list().map(({ host }) => host),
    ['Box', 'a'],
  );
  presence.left('a');
  assert.equal(presence.list()[1]?.reason, 'disconnect');
  clock.advanceSync(300_001);
  assert.equal(presence.list().length, 1);
});

test('two sockets of one device are one entry with both roles; only the last to leave is a leave', () => {
  const { clock, presence, entry, sent } = createWorld();
  presence.arrived('Dev', { ...entry('dev'), roles: ['operator'] });
  presence.arrived('dev', { ...entry('dev'), roles: ['node'] });
  assert.deepEqual(presence.list()[1]?.roles, ['operator', 'node']);
  presence.left('dev');
  clock.advanceSync(1_000);
  assert.equal(sent.length, 0);
  presence.left('dev');
  clock.advanceSync(1_000);
  assert.equal(sent.length, 1);
});

test('two hundred that leave at once are one broadcast, and its version is the last one', () => {
  const { clock, presence, entry, sent } = createWorld();
  for (let index = 0; index < 150; index += 1) presence.arrived(`c${index}`, entry(`c${index}`));
  assert.equal(sent.length, 0, 'arrivals push nothing');
  for (let index = 0; index < 150; index += 1) presence.left(`c${index}`);
  clock.advanceSync(250);
  assert.equal(sent.length, 1);
  assert.equal(presence.version(), 301);
  assert.equal(sent[0]?.delta.presence.length, 150);
});

test('a beacon is read from its members, then from its text, and keeps what was known', () => {
  const { presence } = createWorld();
  presence.note({
    text: 'Node: Studio (10.0.0.5) · app 2026.1 · last input 12s ago · mode ui · reason periodic',
    instanceId: 'mac-1',
    platform: 'macOS 15',
    tags: ['home'],
    roles: ['operator'],
  });
  const first = presence.list()[1];
  assert.deepEqual(
    { ...first, ts: 0 },
    {
      host: 'Studio',
      ip: '10.0.0.5',
      version: '2026.1',
      lastInputSeconds: 12,
      mode: 'ui',
      reason: 'periodic',
      platform: 'macOS 15',
      tags: ['home'],
      roles: ['operator'],
      instanceId: 'mac-1',
      text: 'Node: Studio (10.0.0.5) · app 2026.1 · last input 12s ago · mode ui · reason periodic',
      ts: 0,
    },
  );
  presence.note({ text: 'back again', instanceId: 'mac-1', roles: ['node'], lastInputSeconds: 3.6 });
  const second = presence.list()[1];
  assert.equal(second?.host, 'Studio');
  assert.equal(second?.lastInputSeconds, 4);
  assert.deepEqual(second?.roles, ['operator', 'node']);
});

test('the JSON for hello says what the list says', () => {
  const { presence, entry } = createWorld();
  presence.arrived('a', entry('a'));
  presence.note({ text: 'Node: b' });
  assert.deepEqual(JSON.parse(presence.listJson()), presence.list());
});

test('no list ever holds one identity twice or more than two hundred, and increments add up to the list', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constantFrom('arrived', 'left'), id: fc.constantFrom('a', 'A', 'b', 'Box', 'box') }),
    fc.record({ kind: fc.constant('note'), id: fc.constantFrom('a', 'b', 'Box', 'beacon:box') }),
    fc.record({ kind: fc.constant('text'), id: fc.constantFrom('a', 'Box', 'other') }),
    fc.record({ kind: fc.constant('wait'), id: fc.constantFrom('100', '300', '310000') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { clock, presence, entry, sent } = createWorld();
      const replica = new Map<string, PresenceEntry>();
      let applied = 0;
      for (const { kind, id } of steps) {
        if (kind === 'arrived') presence.arrived(id, entry(id));
        if (kind === 'left') presence.left(id);
        if (kind === 'note') presence.note({ text: 'Node: x', instanceId: id });
        if (kind === 'text') presence.note({ text: `Node: ${id}` });
        if (kind === 'wait') clock.advanceSync(Number(id));
        const identities = presence.list().map(identityOf);
        assert.equal(new Set(identities).size, identities.length);
        for (; applied < sent.length; applied += 1) {
          const { full, delta } = sent[applied] ?? assert.fail();
          for (const changed of delta.presence) replica.set(identityOf(changed), changed);
          for (const removed of delta.removed ?? []) replica.delete(removed);
          const whole = full.presence.slice(1);
          assert.deepEqual(new Map(whole.map((item) => [identityOf(item), item])), new Map(replica));
        }
      }
    }),
  );
  const { presence, entry } = createWorld();
  for (let index = 0; index < 300; index += 1) presence.arrived(`c${index}`, entry(`c${index}`));
  assert.equal(presence.list().length, 200);
});

test('members are cut: no client decides how long everybody else’s list is', () => {
  const { presence } = createWorld();
  presence.note({ text: 'x'.repeat(100_000), host: 'h'.repeat(100_000), tags: Array(1_000).fill('t') });
  assert.ok(JSON.stringify(presence.list()).length < 4_000);
});

test('the list is made anew when somebody comes or goes and after a second, and is shared in between', () => {
  const { clock, presence, entry } = createWorld();
  const first = presence.list();
  clock.advanceSync(999);
  assert.equal(presence.list(), first);
  presence.arrived('a', entry('a'));
  const second = presence.list();
  assert.deepEqual(
    second.map(({ host }) => host),
    ['Box', 'a'],
  );
  clock.advanceSync(1_000);
  assert.equal(presence.list()[0]?.ts, clock.now());
});
