import { invalidRequest } from '../../protocol/failure.ts';
import type { DevicePairResolvedEvent, Scope } from '../../protocol/generated/types.ts';
import { holdsScope } from '../../protocol/scopes.ts';
import { method, type Caller } from '../method.ts';
import type { Ports } from '../ports.ts';

/** Device calls answer `undefined` when what they name does not exist. */
function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw invalidRequest(`unknown ${what}`);
  return found;
}

/** Who may pair devices may not hand out more than it holds itself, or pairing would be a way to become administrator. */
function mayGrant(caller: Caller, scopes: readonly string[]): void {
  const missing = scopes.find((scope) => !holdsScope(caller.scopes, scope as Scope));
  if (missing !== undefined) throw invalidRequest(`missing scope: ${missing}`);
}

/** Every operator that was asked hears what became of the request. */
const tellResolved = (ports: Ports, resolved: Omit<DevicePairResolvedEvent, 'ts'>): void =>
  ports.events.broadcast('device.pair.resolved', { ...resolved, ts: ports.clock.now() });

const list = method('device.pair.list', (_params, { ports }) => ports.devices.list());

const approve = method('device.pair.approve', async ({ requestId }, { ports, caller }) => {
  const request = ports.devices.list().pending.find((pending) => pending.requestId === requestId);
  mayGrant(caller, request?.scopes ?? []);
  const { device } = known(await ports.devices.approve(requestId), 'requestId');
  tellResolved(ports, { requestId, deviceId: device.deviceId, decision: 'approved' });
  return { requestId, device };
});

const reject = method('device.pair.reject', async ({ requestId }, { ports }) => {
  const rejected = known(await ports.devices.reject(requestId), 'requestId');
  tellResolved(ports, { ...rejected, decision: 'rejected' });
  return rejected;
});

const rotate = method('device.token.rotate', async ({ deviceId, role, scopes }, { ports, caller }) => {
  const device = ports.devices.list().paired.find((paired) => paired.deviceId === deviceId);
  const kept = device?.tokens?.find((token) => token.role === role)?.scopes ?? device?.scopes;
  mayGrant(caller, scopes ?? kept ?? []);
  return known(await ports.devices.rotate(deviceId, role, scopes), 'deviceId/role');
});

const revoke = method('device.token.revoke', async ({ deviceId, role }, { ports }) =>
  known(await ports.devices.revoke(deviceId, role), 'deviceId/role'),
);

export const deviceMethods = [list, approve, reject, rotate, revoke];
