import type { Env } from '../platform/env.ts';
import type { Config } from './generated/types.ts';
import { isTailnetAddress, type PlannedHost } from './plan-bind.ts';

export interface DiscoveryPlan {
  /** `full` tells of the ssh server and of the program, too. */
  readonly mode: 'off' | 'minimal' | 'full';
  /** Addresses to be announced; empty: all of this machine. */
  readonly addresses: readonly string[];
  /** The first label of the host name; absent: that of this machine. */
  readonly hostname?: string;
}

/**
 * What the local network is told. A port that nobody there can reach is not announced, unless `full` says that people come
 * over ssh.
 */
export function planDiscovery(config: Config, env: Env, hosts: readonly PlannedHost[]): DiscoveryPlan {
  const wanted = config.discovery?.mdns?.mode ?? 'minimal';
  const open = hosts
    .map(({ host }) => host)
    .filter((host) => !host.startsWith('127.') && host !== '::1' && !isTailnetAddress(host));
  const reachable = open.length > 0 || wanted === 'full';
  const hostname = env.get('mdnsHostname')?.trim().split('.')[0];
  return {
    mode: env.isOn('disableBonjour') || !reachable ? 'off' : wanted,
    addresses: open.filter((host) => host !== '0.0.0.0'),
    ...(hostname ? { hostname } : {}),
  };
}
