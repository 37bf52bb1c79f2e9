import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DevicesPort } from '../../src/api/ports.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { DeviceRegistry, PairingAsk } from '../../src/store/devices.ts';
import { createDeviceRegistry } from '../../src/store/devices.ts';
import { firstBrokenOp, readOps } from '../../src/store/ops-log.ts';
import { storeFixture } from './fixture.ts';
import type { StoreFixture } from './fixture.ts';

const ask = (fields: Partial<PairingAsk> = {}): PairingAsk => ({
  deviceId: 'd1',
  publicKey: 'pk1',
  role: 'operator',
  scopes: ['operator.write', 'operator.read'],
  silent: false,
  ...fields,
});

function registry(f: StoreFixture): { devices: DeviceRegistry; store: ReturnType<StoreFixture['open']> } {
  const store = f.open();
  return { store, devices: createDeviceRegistry(store, f.clock, f.random, silentLogger) };
}

async function paired(devices: DeviceRegistry, fields: Partial<PairingAsk> = {}): Promise<void> {
  const { request } = await devices.requestPairing(ask(fields));
  assert.notEqual(await devices.approve(request.requestId), undefined);
}

/** Lets the writes nobody waits for reach the disk: they are queued before this one. */
const flushed = (store: ReturnType<StoreFixture['open']>): Promise<void> => store.write(() => {});

describe('device pairing', () => {
  test('the registry is what the methods ask for', (t) => {
    const port: DevicesPort = registry(storeFixture(t)).devices;
    assert.deepEqual(port.list(), { pending: [], paired: [] });
  });

  test('one request per device: a retry gets the first one unchanged, also in the same turn', async (t) => {
    const f = storeFixture(t);
    const { devices } = registry(f);
    const [first, second] = await Promise.all([
      devices.requestPairing(ask({ displayName: 'Phone', remoteIp: '10.0.0.1' })),
      devices.requestPairing(ask({ role: 'node', silent: true })),
    ]);
    assert.equal(first.created, true);
    assert.equal(second.created, false);
    assert.deepEqual(second.request, first.request);
    assert.deepEqual(first.request, {
      requestId: first.request.requestId,
      deviceId: 'd1',
      publicKey: 'pk1',
      displayName: 'Phone',
      remoteIp: '10.0.0.1',
      role: 'operator',
      roles: ['operator'],
      scopes: ['operator.write', 'operator.read'],
      silent: false,
      isRepair: false,
      ts: f.clock.now(),
    });
    assert.match(first.request.requestId, /^[0-9a-f-]{36}$/);
  });

  test('a request is forgotten after five minutes and the next connect makes a new one', async (t) => {
    const f = storeFixture(t);
    const { devices } = registry(f);
    const { request } = await devices.requestPairing(ask());
    f.clock.advanceSync(299_999);
    assert.equal(devices.list().pending.length, 1);
    f.clock.advanceSync(1);
    assert.deepEqual(devices.list().pending, []);
    assert.equal(await devices.approve(request.requestId), undefined);
    assert.equal(await devices.reject(request.requestId), undefined);
    const next = await devices.requestPairing(ask());
    assert.equal(next.created, true);
    assert.notEqual(next.request.requestId, request.requestId);
  });

  test('approval merges roles and scopes, mints a token with the scopes asked for and drops the request', async (t) => {
    const f = storeFixture(t);
    const { devices } = registry(f);
    await paired(devices, { displayName: 'Old name' });
    const at = f.clock.now();
    f.clock.advanceSync(1_000);
    const { request } = await devices.requestPairing(
      ask({
        role: 'node',
        scopes: ['operator.admin', 'operator.read'],
        displayName: 'New name',
        publicKey: 'pk2',
      }),
    );
    assert.equal(request.isRepair, true);
    const approved = await devices.approve(request.requestId);
    assert.deepEqual(approved?.device, {
      deviceId: 'd1',
      publicKey: 'pk2',
      displayName: 'New name',
      role: 'node',
      roles: ['operator', 'node'],
      scopes: ['operator.write', 'operator.read', 'operator.admin'],
      createdAtMs: at,
      approvedAtMs: at + 1_000,
      tokens: [
        { role: 'node', scopes: ['operator.admin', 'operator.read'], createdAtMs: at + 1_000 },
        { role: 'operator', scopes: ['operator.read', 'operator.write'], createdAtMs: at },
      ],
    });
    assert.deepEqual(devices.list(), { pending: [], paired: [approved.device] });
    assert.equal(devices.find('d1')?.publicKey, 'pk2');
    assert.equal(await devices.approve(request.requestId), undefined);
  });

  test('rejection drops the request and pairs nobody', async (t) => {
    const { devices } = registry(storeFixture(t));
    const { request } = await devices.requestPairing(ask());
    assert.deepEqual(await devices.reject(request.requestId), {
      requestId: request.requestId,
      deviceId: 'd1',
    });
    assert.equal(devices.find('d1'), undefined);
    assert.deepEqual(devices.list(), { pending: [], paired: [] });
  });

  test('lists are newest first and never show a token', async (t) => {
    const f = storeFixture(t);
    const { devices } = registry(f);
    for (const deviceId of ['a', 'b', 'c']) {
      f.clock.advanceSync(10);
      await paired(devices, { deviceId });
    }
    for (const deviceId of ['x', 'y']) {
      f.clock.advanceSync(10);
      await devices.requestPairing(ask({ deviceId }));
    }
    const { pending, paired: known } = devices.list();
    assert.deepEqual(
      pending.map((each) => each.deviceId),
      ['y', 'x'],
    );
    assert.deepEqual(
      known.map((each) => each.deviceId),
      ['c', 'b', 'a'],
    );
    const { token } = await devices.ensureToken('a', 'operator', ['operator.read']);
    assert.equal(JSON.stringify(devices.list()).includes(token), false);
  });

  test('a connect refreshes what is known, never forgets a name and never takes a scope away', async (t) => {
    const f = storeFixture(t);
    const { devices, store } = registry(f);
    await paired(devices, { displayName: 'Phone', platform: 'ios' });
    const before = devices.find('d1');
    assert.ok(before);
    devices.touch(before, {
      role: 'operator',
      scopes: ['operator.read'],
      platform: 'ios 26',
      remoteIp: '10.0.0.2',
    });
    devices.touch({ ...before, deviceId: 'stranger' }, { role: 'node', scopes: [] });
    await flushed(store);
    const device = devices.find('d1');
    assert.equal(device?.displayName, 'Phone');
    assert.equal(device?.platform, 'ios 26');
    assert.equal(device?.remoteIp, '10.0.0.2');
    assert.deepEqual(device?.scopes, ['operator.write', 'operator.read']);
    assert.equal(devices.find('stranger'), undefined);
  });

  test('a connect that tells nothing new writes nothing', async (t) => {
    const f = storeFixture(t);
    const { devices, store } = registry(f);
    await paired(devices, { displayName: 'Phone', platform: 'ios' });
    const changes = () => store.read((db) => db.get<{ n: number }>('SELECT total_changes() AS n'))?.n;
    const touched = async (meta: { platform?: string; scopes: string[] }): Promise<number> => {
      const known = devices.find('d1');
      assert.ok(known);
      const before = Number(changes());
      devices.touch(known, { role: 'operator', ...meta });
      await flushed(store);
      return Number(changes()) - before;
    };
    const quiet = await touched({ platform: 'ios', scopes: ['operator.write'] });
    assert.ok((await touched({ platform: 'ios 26', scopes: ['operator.write'] })) > quiet);
    assert.equal(await touched({ scopes: [] }), quiet);
  });
});

describe('device tokens', () => {
  test('a token is returned unchanged while it covers the scopes, replaced when it does not', async (t) => {
    const f = storeFixture(t);
    const { devices } = registry(f);
    await paired(devices);
    const first = await devices.ensureToken('d1', 'operator', ['operator.read']);
    assert.match(first.token, /^[0-9a-f]{32}$/);
    assert.equal(first.issuedAtMs, f.clock.now());
    f.clock.advanceSync(5);
    assert.deepEqual(await devices.ensureToken('d1', 'operator', ['operator.write']), first);
    const wider = await devices.ensureToken('d1', 'operator', ['operator.admin', 'operator.admin']);
    assert.notEqual(wider.token, first.token);
    assert.deepEqual(wider.scopes, ['operator.admin']);
    assert.equal(wider.issuedAtMs, f.clock.now());
    await assert.rejects(devices.ensureToken('stranger', 'operator', []), /device stranger is not paired/);
  });

  test('two connects at once get the same new token', async (t) => {
    const { devices } = registry(storeFixture(t));
    await paired(devices);
    const [a, b] = await Promise.all([
      devices.ensureToken('d1', 'node', []),
      devices.ensureToken('d1', 'node', []),
    ]);
    assert.equal(a.token, b.token);
  });

  test('a token proves one device, one role and the scopes it was given, until it is revoked', async (t) => {
    const { devices } = registry(storeFixture(t));
    await paired(devices);
    await paired(devices, { deviceId: 'd2', publicKey: 'pk2' });
    const { token } = await devices.ensureToken('d1', 'operator', ['operator.read']);
    assert.equal(devices.verifyToken('d1', 'operator', token, ['operator.read']), true);
    assert.equal(devices.verifyToken('d1', 'operator', token, []), true);
    assert.equal(devices.verifyToken('d1', 'operator', token, ['operator.admin']), false);
    assert.equal(devices.verifyToken('d1', 'operator', `${token}0`, ['operator.read']), false);
    assert.equal(devices.verifyToken('d1', 'operator', '', ['operator.read']), false);
    assert.equal(devices.verifyToken('d1', 'node', token, []), false);
    assert.equal(devices.verifyToken('d2', 'operator', token, ['operator.read']), false);
    assert.equal(devices.verifyToken('nobody', 'operator', token, []), false);
    assert.notEqual(await devices.revoke('d1', 'operator'), undefined);
    assert.equal(devices.verifyToken('d1', 'operator', token, ['operator.read']), false);
    const renewed = await devices.ensureToken('d1', 'operator', ['operator.read']);
    assert.notEqual(renewed.token, token);
    assert.equal(devices.verifyToken('d1', 'operator', renewed.token, ['operator.read']), true);
  });

  test('last use is kept to the minute', async (t) => {
    const f = storeFixture(t);
    const { devices, store } = registry(f);
    await paired(devices);
    const { token } = await devices.ensureToken('d1', 'operator', []);
    const lastUse = async (): Promise<number | undefined> => {
      devices.verifyToken('d1', 'operator', token, []);
      await flushed(store);
      return devices.list().paired[0]?.tokens?.[0]?.lastUsedAtMs;
    };
    const start = f.clock.now();
    assert.equal(await lastUse(), start);
    f.clock.advanceSync(59_999);
    assert.equal(await lastUse(), start);
    f.clock.advanceSync(1);
    assert.equal(await lastUse(), start + 60_000);
  });

  test('rotation replaces the token and takes its scopes from the call, the token, or the device', async (t) => {
    const f = storeFixture(t);
    const { devices } = registry(f);
    await paired(devices);
    const before = await devices.ensureToken('d1', 'operator', ['operator.read']);
    f.clock.advanceSync(7);
    const kept = await devices.rotate('d1', 'operator');
    assert.deepEqual(kept?.scopes, ['operator.read', 'operator.write']);
    assert.equal(kept.rotatedAtMs, f.clock.now());
    assert.equal(devices.verifyToken('d1', 'operator', before.token, []), false);
    assert.equal(devices.verifyToken('d1', 'operator', kept.token, ['operator.read']), true);
    const fresh = await devices.rotate('d1', 'node');
    assert.deepEqual(fresh?.scopes, ['operator.read', 'operator.write']);
    const given = await devices.rotate('d1', 'operator', ['operator.pairing', 'operator.pairing']);
    assert.deepEqual(given?.scopes, ['operator.pairing']);
    assert.deepEqual(devices.find('d1')?.scopes, ['operator.pairing']);
    assert.equal(await devices.rotate('nobody', 'operator'), undefined);
    assert.equal(await devices.revoke('d1', 'nothing'), undefined);
    assert.equal(await devices.revoke('nobody', 'operator'), undefined);
  });

  test('everything survives a restart and every decision is in the ops log', async (t) => {
    const f = storeFixture(t);
    const first = registry(f);
    await paired(first.devices);
    const { request } = await first.devices.requestPairing(ask({ deviceId: 'd2' }));
    await first.devices.reject(request.requestId, 'ann');
    await first.devices.rotate('d1', 'operator');
    await first.devices.revoke('d1', 'operator');
    const list = first.devices.list();
    first.store.close();
    const { devices, store } = registry(f);
    assert.deepEqual(devices.list(), list);
    const ops = store.read((db) => readOps(db, 10));
    assert.deepEqual(
      ops.map(({ actor, action, target }) => [actor, action, target]),
      [
        ['operator', 'device.approved', 'd1'],
        ['ann', 'device.rejected', 'd2'],
        ['operator', 'device.token.rotated', 'd1'],
        ['operator', 'device.token.revoked', 'd1'],
      ],
    );
    assert.equal(store.read(firstBrokenOp), undefined);
  });
});

describe('the ops log', () => {
  const tampering: Readonly<Record<string, { sql: string; at: number }>> = {
    'a changed entry': { sql: `UPDATE ops_log SET actor = 'nobody' WHERE seq = 3`, at: 3 },
    'a removed entry': { sql: 'DELETE FROM ops_log WHERE seq = 2', at: 2 },
    'a removed beginning': { sql: 'DELETE FROM ops_log WHERE seq = 1', at: 1 },
    'two entries swapped': {
      sql: 'UPDATE ops_log SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)',
      at: 2,
    },
  };
  for (const [name, { sql, at }] of Object.entries(tampering)) {
    test(`${name} shows`, async (t) => {
      const f = storeFixture(t);
      const { devices, store } = registry(f);
      for (const deviceId of ['a', 'b', 'c', 'd']) await paired(devices, { deviceId });
      assert.equal(store.read(firstBrokenOp), undefined);
      await store.write((tx) => {
        tx.run(sql);
        tx.run('UPDATE ops_log SET seq = -seq WHERE seq < 0');
      });
      assert.equal(store.read(firstBrokenOp), at);
    });
  }
});
