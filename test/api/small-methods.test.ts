import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFakePorts, HEALTH, invoke } from '../support/fake-ports.ts';
import { assertShape } from '../support/wire-shape.ts';

test('a second connect is refused', async () => {
  await assert.rejects(invoke(createFakePorts().ports, 'connect', {}).result, {
    code: 'INVALID_REQUEST',
    message: 'connect is only valid as the first request',
  });
});

test('health serves the live snapshot without work, and probes only when asked to', async () => {
  const { ports, asked } = createFakePorts();
  assert.equal(await invoke(ports, 'health', { timeout: 5 }).result, HEALTH);
  assert.deepEqual(asked, []);
  assert.equal(
    ((await invoke(ports, 'health', { probe: true }).result) as { durationMs: number }).durationMs,
    9,
  );
  assert.deepEqual(asked, [['refresh', { probe: true }]]);
});

test('set-heartbeats takes nothing but a boolean', async () => {
  const { ports, asked } = createFakePorts();
  for (const params of [{}, { enabled: undefined }]) {
    await assert.rejects(invoke(ports, 'set-heartbeats', params).result, {
      code: 'INVALID_REQUEST',
      message: 'invalid set-heartbeats params: enabled (boolean) required',
    });
  }
  assert.deepEqual(await invoke(ports, 'set-heartbeats', { enabled: false }).result, {
    ok: true,
    enabled: false,
  });
  assert.deepEqual(asked, [['setEnabled', false]]);
});

test('last-heartbeat is null when none was ever sent', async () => {
  assert.equal(await invoke(createFakePorts().ports, 'last-heartbeat', {}).result, null);
});

test('system-event needs text and passes the beacon on', async () => {
  const { ports, asked } = createFakePorts();
  for (const params of [{}, { text: '  ' }]) {
    await assert.rejects(invoke(ports, 'system-event', params).result, { message: 'text required' });
  }
  assert.deepEqual(await invoke(ports, 'system-event', { text: ' Node: x ', tags: ['desk'] }).result, {
    ok: true,
  });
  assert.deepEqual(asked, [['note', { text: 'Node: x', tags: ['desk'] }]]);
});

test('sessions.search asks for 20 messages unless told otherwise and passes them on', async () => {
  const { ports, asked } = createFakePorts();
  const answer = await invoke(ports, 'sessions.search', { query: 'cats' }).result;
  assertShape('SessionsSearchResult', answer);
  assert.equal((answer as { hits: { text: string }[] }).hits[0]?.text, 'about cats');
  await invoke(ports, 'sessions.search', { query: 'cats', limit: 3 }).result;
  assert.deepEqual(asked, [
    ['search', 'cats', 20],
    ['search', 'cats', 3],
  ]);
});

test('sessions.delete deletes the transcript and sessions.compact keeps 400 lines unless told otherwise', async () => {
  const { ports, asked } = createFakePorts();
  await invoke(ports, 'sessions.delete', { key: 'k' }).result;
  await invoke(ports, 'sessions.delete', { key: 'k', deleteTranscript: false }).result;
  await invoke(ports, 'sessions.compact', { key: 'k' }).result;
  assert.deepEqual(asked, [
    ['remove', 'k', true],
    ['remove', 'k', false],
    ['compact', 'k', 400],
  ]);
});

test('devices that do not exist are named as unknown', async () => {
  const { ports } = createFakePorts();
  await assert.rejects(invoke(ports, 'device.pair.approve', { requestId: 'r' }).result, {
    code: 'INVALID_REQUEST',
    message: 'unknown requestId',
  });
  await assert.rejects(invoke(ports, 'device.token.rotate', { deviceId: 'd', role: 'node' }).result, {
    code: 'INVALID_REQUEST',
    message: 'unknown deviceId/role',
  });
});

test('channels.status waits at least one second and ten by default', async () => {
  const { ports } = createFakePorts();
  const asked: unknown[] = [];
  const status: typeof ports.channels.status = (options) => {
    asked.push(options);
    return ports.channels.status(options);
  };
  const spied = { ...ports, channels: { ...ports.channels, status } };
  await invoke(spied, 'channels.status', {}).result;
  await invoke(spied, 'channels.status', { probe: true, timeoutMs: 5 }).result;
  assert.deepEqual(asked, [
    { probe: false, timeoutMs: 10_000 },
    { probe: true, timeoutMs: 1000 },
  ]);
});

test('system.resume names the part and answers with its row', async () => {
  const { ports, asked } = createFakePorts();
  const answer = await invoke(ports, 'system.resume', { actor: 'gateway/pulse' }).result;
  assertShape('SystemResumeResult', answer);
  assert.deepEqual(asked, [['resume', 'gateway/pulse']]);
});
