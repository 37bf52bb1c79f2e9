import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DevicesPort, EventsPort, Ports } from '../../src/api/ports.ts';
import type { MethodName, PairedDevice, PendingDevice } from '../../src/protocol/generated/types.ts';
import { CALLER, createFakePorts, invoke } from '../support/fake-ports.ts';
import { assertShape } from '../support/wire-shape.ts';

const PENDING: PendingDevice = {
  requestId: 'r1',
  deviceId: 'd1',
  publicKey: 'k',
  role: 'operator',
  scopes: ['operator.admin'],
  silent: false,
  isRepair: false,
  ts: 1,
};

const PAIRED: PairedDevice = {
  deviceId: 'd1',
  publicKey: 'k',
  role: 'operator',
  roles: ['operator'],
  scopes: ['operator.read'],
  tokens: [{ role: 'operator', scopes: ['operator.read'], createdAtMs: 1 }],
  createdAtMs: 1,
  approvedAtMs: 1,
};

function devicePorts() {
  const changed: string[] = [];
  const told: unknown[] = [];
  const devices: DevicesPort = {
    list: () => ({ pending: [PENDING], paired: [PAIRED] }),
    // The store says more than the protocol asks for.
    approve: (requestId) => {
      changed.push('approve');
      return Promise.resolve({ requestId, deviceId: 'd1', device: PAIRED });
    },
    reject: (requestId) => Promise.resolve({ requestId, deviceId: 'd1' }),
    rotate: (deviceId, role, scopes) => {
      changed.push('rotate');
      return Promise.resolve({ deviceId, role, token: 't', scopes: [...(scopes ?? [])], rotatedAtMs: 2 });
    },
    revoke: (deviceId, role) => Promise.resolve({ deviceId, role, revokedAtMs: 3 }),
  };
  const events: EventsPort = {
    broadcast: (event, payload) => void told.push([event, payload]),
    unicast: () => {},
  };
  return { ports: createFakePorts({ over: { devices, events } }).ports, changed, told };
}

/** Calls as a client that may pair devices, and has these scopes beside. */
const asPairer = (
  ports: Ports,
  method: MethodName,
  params: unknown,
  ...scopes: string[]
): Promise<unknown> => {
  const caller = { ...CALLER, scopes: ['operator.pairing', ...scopes] };
  return invoke(ports, method, params, undefined, caller).result;
};

test('who may pair devices cannot grant a scope it does not hold', async () => {
  const { ports, changed } = devicePorts();
  const rotate = { deviceId: 'd1', role: 'operator' };
  for (const [method, params] of [
    ['device.pair.approve', { requestId: 'r1' }],
    ['device.token.rotate', { ...rotate, scopes: ['operator.admin'] }],
  ] as const) {
    await assert.rejects(asPairer(ports, method, params), {
      code: 'INVALID_REQUEST',
      message: 'missing scope: operator.admin',
    });
  }
  await assert.rejects(asPairer(ports, 'device.token.rotate', rotate), {
    message: 'missing scope: operator.read',
  });
  assert.deepEqual(changed, []);
  await asPairer(ports, 'device.token.rotate', rotate, 'operator.write');
  await asPairer(ports, 'device.pair.approve', { requestId: 'r1' }, 'operator.admin');
  assert.deepEqual(changed, ['rotate', 'approve']);
});

test('a decision is told to every operator, and its answer has the shape of the protocol', async () => {
  const { ports, told } = devicePorts();
  const approved = await invoke(ports, 'device.pair.approve', { requestId: 'r1' }).result;
  assertShape('DevicePairApproveResult', approved);
  const rejected = await invoke(ports, 'device.pair.reject', { requestId: 'r1' }).result;
  assertShape('DevicePairRejectResult', rejected);
  const ts = ports.clock.now();
  assert.deepEqual(told, [
    ['device.pair.resolved', { requestId: 'r1', deviceId: 'd1', decision: 'approved', ts }],
    ['device.pair.resolved', { requestId: 'r1', deviceId: 'd1', decision: 'rejected', ts }],
  ]);
});
