import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';

/** Device calls answer `undefined` when what they name does not exist. */
function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw invalidRequest(`unknown ${what}`);
  return found;
}

const list = method('device.pair.list', (_params, { ports }) => ports.devices.list());

const approve = method('device.pair.approve', async ({ requestId }, { ports }) =>
  known(await ports.devices.approve(requestId), 'requestId'),
);

const reject = method('device.pair.reject', async ({ requestId }, { ports }) =>
  known(await ports.devices.reject(requestId), 'requestId'),
);

const rotate = method('device.token.rotate', async ({ deviceId, role, scopes }, { ports }) =>
  known(await ports.devices.rotate(deviceId, role, scopes), 'deviceId/role'),
);

const revoke = method('device.token.revoke', async ({ deviceId, role }, { ports }) =>
  known(await ports.devices.revoke(deviceId, role), 'deviceId/role'),
);

export const deviceMethods = [list, approve, reject, rotate, revoke];
