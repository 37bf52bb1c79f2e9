import { invalidRequest } from '../../protocol/failure.ts';
import { method } from '../method.ts';
import type { Ports } from '../ports.ts';

function canonical(ports: Ports, channel: string): string {
  const id = ports.channels.canonicalId(channel.trim());
  if (id === undefined) throw invalidRequest(`unsupported channel: ${channel.trim()}`);
  return id;
}

function known<T>(found: T | undefined, channel: string, code: string): T {
  if (found !== undefined) return found;
  throw invalidRequest(
    `No pending ${channel} pairing request has the code ${code}; "pairing list" shows who waits`,
  );
}

/** Codes are read aloud and typed by hand. */
const typed = (code: string): string => code.trim().toUpperCase();

const list = method('pairing.list', ({ channel }, { ports }) =>
  ports.pairing.list((channel ?? '').trim() === '' ? {} : { channel: canonical(ports, channel ?? '') }),
);

const approve = method('pairing.approve', async (params, { ports }) => {
  const channel = canonical(ports, params.channel);
  const code = typed(params.code);
  return known(await ports.pairing.approve({ ...params, channel, code }), channel, code);
});

const reject = method('pairing.reject', async (params, { ports }) => {
  const channel = canonical(ports, params.channel);
  const code = typed(params.code);
  return known(await ports.pairing.reject({ ...params, channel, code }), channel, code);
});

export const pairingMethods = [list, approve, reject];
