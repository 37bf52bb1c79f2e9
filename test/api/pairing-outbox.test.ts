import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakePorts, invoke } from '../support/fake-ports.ts';

const setting = () => {
  const { ports, asked } = createFakePorts();
  return {
    asked,
    call: (name: Parameters<typeof invoke>[1], params: unknown) => invoke(ports, name, params).result,
  };
};

test('pairing.list shows one channel or all', async () => {
  const { asked, call } = setting();
  await call('pairing.list', {});
  await call('pairing.list', { channel: 'TG' });
  assert.deepEqual(asked, [
    ['pairing.list', {}],
    ['pairing.list', { channel: 'telegram' }],
  ]);
  await assert.rejects(call('pairing.list', { channel: 'pigeon' }), {
    code: 'INVALID_REQUEST',
    message: 'unsupported channel: pigeon',
  });
});

test('a pairing code may be typed in small letters and with spaces around it', async () => {
  const { asked, call } = setting();
  await call('pairing.approve', { channel: 'Telegram', code: ' abcdefgh ', notify: true });
  assert.deepEqual(asked.at(-1), [
    'pairing.approve',
    { channel: 'telegram', code: 'ABCDEFGH', notify: true },
  ]);
  await call('pairing.reject', { channel: 'tg', code: 'abcdefgh' });
  assert.deepEqual(asked.at(-1), ['pairing.reject', { channel: 'telegram', code: 'ABCDEFGH' }]);
});

test('an unknown pairing code is refused with the way to see the known ones', async () => {
  const { call } = setting();
  for (const name of ['pairing.approve', 'pairing.reject'] as const) {
    await assert.rejects(call(name, { channel: 'telegram', code: 'zzzzzzzz' }), {
      code: 'INVALID_REQUEST',
      message: 'No pending telegram pairing request has the code ZZZZZZZZ; "pairing list" shows who waits',
    });
  }
});

test('outbox.list passes its filters on, the channel by its canonical name', async () => {
  const { asked, call } = setting();
  await call('outbox.list', { state: 'dead', limit: 5 });
  await call('outbox.list', { channel: 'imsg' });
  assert.deepEqual(asked, [
    ['outbox.list', { state: 'dead', limit: 5 }],
    ['outbox.list', { channel: 'imessage' }],
  ]);
  await assert.rejects(call('outbox.list', { channel: 'pigeon' }), {
    message: 'unsupported channel: pigeon',
  });
});

test('an outbox entry that is not there cannot be retried or dropped', async () => {
  const { call } = setting();
  for (const name of ['outbox.retry', 'outbox.drop'] as const) {
    assert.equal(((await call(name, { id: 3 })) as { entry: { id: number } }).entry.id, 3);
    await assert.rejects(call(name, { id: 4 }), {
      code: 'INVALID_REQUEST',
      message: 'no outbox entry 4; "outbox list" shows what there is',
    });
  }
});

test('system.restart begins at once unless it is told to wait', async () => {
  const { asked, call } = setting();
  assert.deepEqual(await call('system.restart', {}), { ok: true, delayMs: 0 });
  await call('system.restart', { reason: ' new token ', delayMs: 500 });
  assert.deepEqual(asked, [
    ['restart', { delayMs: 0 }],
    ['restart', { reason: 'new token', delayMs: 500 }],
  ]);
});

test('gateway.restart is the same, and names the session that is told', async () => {
  const { asked, call } = setting();
  await call('gateway.restart', { reason: 'x', sessionKey: ' main ', note: 'new token', delayMs: 1 });
  await call('gateway.restart', { sessionKey: ' ', note: '' });
  assert.deepEqual(asked, [
    ['restart', { delayMs: 1, reason: 'x', sessionKey: 'main', note: 'new token' }],
    ['restart', { delayMs: 0 }],
  ]);
});

test('system.authorizeRestart says until when a signal is let through', async () => {
  const { asked, call } = setting();
  assert.deepEqual(await call('system.authorizeRestart', { ttlMs: 5_000 }), { ok: true, until: 1_005_000 });
  assert.deepEqual(asked, [['authorizeRestart', 5_000]]);
});
