import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';

const systemPresence = method('system-presence', (_params, { ports }) => ports.presence.list());

const systemEvent = method('system-event', (params, { ports }) => {
  const text = params.text?.trim();
  if (!text) throw invalidRequest('text required');
  ports.presence.note({ ...params, text });
  return { ok: true };
});

export const presenceMethods = [systemPresence, systemEvent];
