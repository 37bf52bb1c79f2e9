import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAllowlist } from '../../src/actors/gateway/allowlist.ts';
import { createRestartLater } from '../../src/actors/gateway/restart-later.ts';
import type { Config } from '../../src/config/generated/types.ts';
import { createPairingStore } from '../../src/store/pairing.ts';
import { storeFixture } from '../store/fixture.ts';
import { createTestClock } from '../support/test-clock.ts';

const CONFIG: Config = {
  channels: {
    telegram: { allowFrom: ['@Ann'], accounts: { default: {}, work: { dmPolicy: 'disabled' } } },
    whatsapp: {},
    discord: {},
  },
};

describe('the allowlist of commands', () => {
  test('shows every account that has one: what the config says beside what is stored', async (t) => {
    const f = storeFixture(t);
    const pairing = createPairingStore(f.open(), f);
    const allowlist = createAllowlist({ config: () => CONFIG, pairing });
    await allowlist.add({ channel: 'telegram', accountId: 'default', senderId: 'TG:5' }, 'me');
    assert.deepEqual(allowlist.list(), [
      { channel: 'telegram', accountId: 'default', dmPolicy: 'pairing', configured: ['@ann'], stored: ['5'] },
      { channel: 'telegram', accountId: 'work', dmPolicy: 'disabled', configured: ['@ann'], stored: [] },
      { channel: 'whatsapp', accountId: 'default', dmPolicy: 'pairing', configured: [], stored: [] },
    ]);
  });

  test('stores ids in the form senders have', async (t) => {
    const f = storeFixture(t);
    const pairing = createPairingStore(f.open(), f);
    const allowlist = createAllowlist({ config: () => CONFIG, pairing });
    const number = { channel: 'whatsapp', accountId: 'default', senderId: '0049 170-1' };
    assert.equal(await allowlist.add(number, 'me'), true);
    assert.deepEqual(pairing.approved('whatsapp', 'default'), ['+491701']);
    assert.equal(await allowlist.remove({ ...number, senderId: '+49 170 1' }, 'me'), true);
    assert.deepEqual(pairing.approved('whatsapp', 'default'), []);
  });

  test('refuses accounts and ids that are none', async (t) => {
    const f = storeFixture(t);
    const pairing = createPairingStore(f.open(), f);
    const allowlist = createAllowlist({ config: () => CONFIG, pairing });
    const add = (channel: string, accountId: string, senderId: string) =>
      allowlist.add({ channel, accountId, senderId }, 'me');
    await assert.rejects(
      add('telegram', 'home', '5'),
      /no account telegram\/home; configured: telegram\/default, telegram\/work, whatsapp\/default/,
    );
    await assert.rejects(add('discord', 'default', '5'), /no account discord\/default/);
    await assert.rejects(add('whatsapp', 'default', 'Bob'), /use a number such as \+15551234567/);
    await assert.rejects(add('telegram', 'default', '@'), /use a user id or @name/);
    await assert.rejects(add('telegram', 'default', '*'), /never stored/);
  });
});

describe('a restart that is asked for', () => {
  const later = (running: { now: boolean }) => {
    const clock = createTestClock();
    const restarts: string[] = [];
    const ask = createRestartLater({
      clock,
      running: () => running.now,
      restart: (reason) => void restarts.push(reason),
    });
    return { clock, restarts, ask };
  };

  test('comes after the delay, and once: the earliest wish counts', () => {
    const { clock, restarts, ask } = later({ now: true });
    ask('slow', 2_000);
    ask('slower', 5_000);
    ask('fast', 500);
    clock.advanceSync(499);
    assert.deepEqual(restarts, []);
    clock.advanceSync(10_000);
    assert.deepEqual(restarts, ['fast']);
    assert.equal(clock.pending, 0);
  });

  test('is refused while the gateway is not running, and forgotten when it stopped meanwhile', () => {
    const running = { now: true };
    const { clock, restarts, ask } = later(running);
    ask('in time', 1_000);
    running.now = false;
    assert.throws(() => ask('too late', 0), /starting or stopping already/);
    clock.advanceSync(1_000);
    assert.deepEqual(restarts, []);
  });
});
