import { invalidRequest } from '../../protocol/failure.ts';
import type { ChannelsStartParams, MethodName } from '../../protocol/generated/types.ts';
import { method } from '../method.ts';
import type { AccountTarget, Ports } from '../ports.ts';

const STATUS_TIMEOUT_MS = { default: 10_000, min: 1000 } as const;
const LOGIN_START_TIMEOUT_MS = { default: 30_000, min: 5000 } as const;
const LOGIN_WAIT_TIMEOUT_MS = { default: 120_000, min: 1000 } as const;

const bounded = (asked: number | undefined, limits: { readonly default: number; readonly min: number }) =>
  Math.max(limits.min, asked ?? limits.default);

function targetOf(name: MethodName, params: ChannelsStartParams, ports: Ports): AccountTarget {
  const channel = ports.channels.canonicalId(params.channel.trim());
  if (channel === undefined) throw invalidRequest(`invalid ${name} channel`);
  const accountId = params.accountId?.trim() ?? '';
  return accountId === '' ? { channel } : { channel, accountId };
}

const account = (accountId: string | undefined): { readonly accountId?: string } => {
  const named = accountId?.trim() ?? '';
  return named === '' ? {} : { accountId: named };
};

/** The digits of a number with country code, however it is spaced. */
function phoneDigits(phone: string | undefined): string {
  const digits = (phone ?? '').replaceAll(/[\s().+-]/g, '');
  if (/^[1-9]\d{6,14}$/.test(digits)) return digits;
  throw invalidRequest(
    'invalid web.login.start params: a pairing code needs phone, the number with its country code, e.g. +43 660 1234567',
  );
}

const status = method('channels.status', (params, { ports }) =>
  ports.channels.status({
    probe: params.probe === true,
    timeoutMs: bounded(params.timeoutMs, STATUS_TIMEOUT_MS),
  }),
);

const logout = method('channels.logout', (params, { ports }) =>
  ports.channels.logout(targetOf('channels.logout', params, ports)),
);

const start = method('channels.start', (params, { ports }) =>
  ports.channels.start(targetOf('channels.start', params, ports)),
);

const stop = method('channels.stop', (params, { ports }) =>
  ports.channels.stop(targetOf('channels.stop', params, ports)),
);

const loginStart = method('web.login.start', (params, { ports }) =>
  ports.channels.loginStart({
    ...account(params.accountId),
    force: params.force === true,
    timeoutMs: bounded(params.timeoutMs, LOGIN_START_TIMEOUT_MS),
    login: params.method === 'code' ? { method: 'code', phone: phoneDigits(params.phone) } : { method: 'qr' },
  }),
);

const loginWait = method('web.login.wait', (params, { ports, signal }) =>
  ports.channels.loginWait({
    ...account(params.accountId),
    timeoutMs: bounded(params.timeoutMs, LOGIN_WAIT_TIMEOUT_MS),
    signal,
  }),
);

export const channelsMethods = [status, logout, start, stop, loginStart, loginWait];
