import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';

const lastHeartbeat = method('last-heartbeat', (_params, { ports }) => ports.heartbeat.last());

const setHeartbeats = method('set-heartbeats', (params, { ports }) => {
  const { enabled } = params;
  if (typeof enabled !== 'boolean') {
    throw invalidRequest('invalid set-heartbeats params: enabled (boolean) required');
  }
  ports.heartbeat.setEnabled(enabled);
  return { ok: true, enabled };
});

export const heartbeatMethods = [lastHeartbeat, setHeartbeats];
