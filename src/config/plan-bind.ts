import type { Config } from './generated/types.ts';
import { refuse, type Refusal } from './refusal.ts';

export const BIND_MODES = ['loopback', 'lan', 'tailnet', 'auto', 'custom'] as const;
export type BindMode = (typeof BIND_MODES)[number];

export interface PlannedHost {
  readonly host: string;
  /** False: failing to listen here is a warning, not the end. */
  readonly required: boolean;
}

export interface BindPlan {
  readonly mode: BindMode;
  readonly hosts: readonly PlannedHost[];
  /** Nothing beyond this machine can connect. */
  readonly loopbackOnly: boolean;
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly string[];
}

export interface BindInput {
  readonly config: Config;
  /** `--bind` as typed. */
  readonly flag: string | undefined;
  /** IPv4 addresses of this machine. */
  readonly addresses: readonly string[];
}

const LOOPBACK: readonly PlannedHost[] = [
  { host: '127.0.0.1', required: true },
  // Clients that resolve `localhost` to IPv6 first; machines without IPv6 do without.
  { host: '::1', required: false },
];

const EVERY_ADDRESS = '0.0.0.0';

/** Where to listen. Never falls back to a wider address than asked for. */
export function planBind(input: BindInput): BindPlan {
  const { config, flag, addresses } = input;
  const asked = flag ?? config.gateway?.bind ?? 'loopback';
  const loopback = (mode: BindMode, warnings: readonly string[] = []): BindPlan => ({
    mode,
    hosts: LOOPBACK,
    loopbackOnly: true,
    refusals: [],
    warnings,
  });
  if (!isBindMode(asked)) {
    const message = 'Invalid --bind (use "loopback", "lan", "tailnet", "auto", or "custom")';
    return { ...loopback('loopback'), refusals: [refuse('invalidBind', message, 'e.g. --bind loopback')] };
  }
  if (asked === 'loopback' || asked === 'auto') return loopback(asked);
  if (asked === 'lan') return open(asked, EVERY_ADDRESS);
  if (asked === 'tailnet') {
    const own = addresses.find(isTailnetAddress);
    if (own !== undefined) return open(asked, own);
    return loopback(asked, [
      'bind "tailnet": this machine has no Tailscale address, listening on loopback only',
    ]);
  }
  const host = config.gateway?.customBindHost;
  if (host === undefined || !isIpv4(host)) {
    const message = 'bind "custom" needs an IPv4 address in gateway.customBindHost';
    return {
      ...loopback(asked),
      refusals: [refuse('customHostMissing', message, 'e.g. gateway.customBindHost: "192.168.1.10"')],
    };
  }
  if (host.startsWith('127.')) return { ...open(asked, host), loopbackOnly: true };
  if (host === EVERY_ADDRESS || addresses.includes(host)) return open(asked, host);
  const message = `gateway.customBindHost ${host} is no address of this machine`;
  const known = addresses.length === 0 ? 'it has none but loopback' : `it has ${addresses.join(', ')}`;
  return {
    ...loopback(asked),
    refusals: [refuse('customHostElsewhere', message, `${known}: use one of its own, or bring that one up`)],
  };
}

const open = (mode: BindMode, host: string): BindPlan => ({
  mode,
  hosts: [{ host, required: true }],
  loopbackOnly: false,
  refusals: [],
  warnings: [],
});

const isBindMode = (value: string): value is BindMode => (BIND_MODES as readonly string[]).includes(value);

export const isIpv4 = (text: string): boolean => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
};

/** 100.64.0.0/10, where Tailscale addresses lie. */
export function isTailnetAddress(address: string): boolean {
  const [first, second] = address.split('.').map(Number);
  return isIpv4(address) && first === 100 && second !== undefined && second >= 64 && second <= 127;
}
