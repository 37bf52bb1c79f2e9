import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';

const STATUS_TIMEOUT_MS = { default: 10_000, min: 1000 } as const;

const channelsStatus = method('channels.status', (params, { ports }) =>
  ports.channels.status({
    probe: params.probe === true,
    timeoutMs: Math.max(STATUS_TIMEOUT_MS.min, params.timeoutMs ?? STATUS_TIMEOUT_MS.default),
  }),
);

const send = method('send', (params, { ports }) => {
  const message = params.message.trim();
  const hasMedia = Boolean(params.mediaUrl) || (params.mediaUrls ?? []).length > 0;
  if (message === '' && !hasMedia) throw invalidRequest('invalid send params: message or media required');
  return ports.channels.send({ ...params, to: params.to.trim(), message });
});

export const channelsMethods = [channelsStatus, send];
