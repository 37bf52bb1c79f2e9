import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MethodName } from '../../src/protocol/generated/types.ts';
import { createFakePorts, invoke } from '../support/fake-ports.ts';

/** What the port behind the method was asked. */
async function asks(name: MethodName, params: unknown): Promise<unknown> {
  const { ports, asked } = createFakePorts();
  await invoke(ports, name, params).result;
  return asked.at(-1)?.[1];
}

const refusal = (name: MethodName, params: unknown, message: string | RegExp): Promise<void> =>
  assert.rejects(invoke(createFakePorts().ports, name, params).result, { code: 'INVALID_REQUEST', message });

test('channels.status gives the networks 10 s to answer, and never less than one', async () => {
  assert.deepEqual(await asks('channels.status', {}), { probe: false, timeoutMs: 10_000 });
  assert.deepEqual(await asks('channels.status', { probe: true, timeoutMs: 5 }), {
    probe: true,
    timeoutMs: 1000,
  });
});

test('an account is asked for by the canonical name of its channel', async () => {
  for (const name of ['channels.logout', 'channels.start', 'channels.stop'] as const) {
    assert.deepEqual(await asks(name, { channel: ' TG ', accountId: ' work ' }), {
      channel: 'telegram',
      accountId: 'work',
    });
    assert.deepEqual(await asks(name, { channel: 'whatsapp', accountId: ' ' }), { channel: 'whatsapp' });
    for (const channel of ['pigeon', 'constructor', '__proto__']) {
      await refusal(name, { channel }, `invalid ${name} channel`);
    }
  }
});

test('a login by QR waits 30 s for the first code, and never less than five', async () => {
  assert.deepEqual(await asks('web.login.start', {}), {
    force: false,
    timeoutMs: 30_000,
    login: { method: 'qr' },
  });
  const params = { accountId: 'work', force: true, timeoutMs: 1, verbose: true };
  assert.deepEqual(await asks('web.login.start', params), {
    accountId: 'work',
    force: true,
    timeoutMs: 5000,
    login: { method: 'qr' },
  });
});

test('a login by code needs a number with its country code, however it is spaced', async () => {
  const { login } = (await asks('web.login.start', { method: 'code', phone: '+43 (660) 123-4567' })) as {
    login: unknown;
  };
  assert.deepEqual(login, { method: 'code', phone: '436601234567' });
  for (const phone of [undefined, '', '0660 1234567', '12', 'call me']) {
    await refusal(
      'web.login.start',
      { method: 'code', ...(phone === undefined ? {} : { phone }) },
      /^invalid web\.login\.start params: a pairing code needs phone/,
    );
  }
});

test('waiting for a login ends with the connection that waits', async () => {
  const { ports, asked } = createFakePorts();
  const { signal } = new AbortController();
  await invoke(ports, 'web.login.wait', { timeoutMs: 1 }, signal).result;
  assert.deepEqual(asked, [['loginWait', { timeoutMs: 1000, signal }]]);
  await invoke(ports, 'web.login.wait', {}, signal).result;
  assert.deepEqual(asked.at(-1), ['loginWait', { timeoutMs: 120_000, signal }]);
});

test('send trims target and text, and refuses to send nothing', async () => {
  const params = { to: ' +1555 ', message: ' hi ', idempotencyKey: 'k', wait: 'accepted' };
  assert.deepEqual(await asks('send', params), { ...params, to: '+1555', message: 'hi' });
  const media = { to: '1', message: ' ', idempotencyKey: 'k', mediaUrl: '/a.jpg' };
  assert.deepEqual(await asks('send', media), { ...media, message: '' });
  await refusal(
    'send',
    { to: '1', message: '  ', idempotencyKey: 'k', mediaUrls: [] },
    'invalid send params: message or media required',
  );
});

test('a poll that nobody could answer is refused', async () => {
  const poll = { to: '1', question: 'When?', options: [' a ', 'b'], idempotencyKey: 'k' };
  assert.deepEqual(await asks('poll', poll), { ...poll, options: ['a', 'b'] });
  await refusal('poll', { ...poll, options: ['a', ' a'] }, /every option must differ/);
  await refusal('poll', { ...poll, options: ['a', ' '] }, /no option may be blank/);
  await refusal('poll', { ...poll, question: ' ' }, /the question is blank/);
  await refusal('poll', { ...poll, maxSelections: 3 }, /maxSelections is more than there are options/);
  await refusal('poll', { ...poll, channel: 'pigeon' }, 'unsupported poll channel: pigeon');
});

test('a reaction is removed by `remove` or by an empty emoji', async () => {
  const react = { to: ' 1', messageId: 'm', emoji: '👍', idempotencyKey: 'k' };
  assert.deepEqual(await asks('react', react), { ...react, to: '1' });
  assert.deepEqual(await asks('react', { ...react, remove: true }), { ...react, to: '1', emoji: '' });
  assert.deepEqual(await asks('react', { ...react, emoji: ' ' }), { ...react, to: '1', emoji: '' });
});
