import { isTailnetAddress } from '../config/plan-bind.ts';
import { localAddresses } from '../platform/host.ts';
import type { Beacon } from './beacons.ts';
import { CliError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import type { ClientSettings } from './settings.ts';
import { openTunnel, parseDestination, type Destination, type Tunnel } from './ssh-tunnel.ts';
import {
  explicitTarget,
  isLoopbackName,
  localTarget,
  remoteTarget,
  type Target,
  type TargetFlags,
} from './target.ts';

export type ProbeKind = 'sshTunnel' | 'explicit' | 'configRemote' | 'localLoopback';

/** One gateway that may be there. */
export interface Candidate {
  readonly id: ProbeKind;
  readonly target: Target;
  /** The one that commands use as things are. */
  readonly active: boolean;
  readonly tunnel: {
    readonly destination: string;
    readonly localPort: number;
    readonly remotePort: number;
  } | null;
}

export interface ProbeFlags extends TargetFlags {
  readonly ssh?: string;
  readonly sshIdentity?: string;
  /** The first announced gateway with an ssh server is the destination. */
  readonly sshAuto?: boolean;
  readonly timeout: number;
  readonly json?: boolean;
}

const DEFAULT_PORT = 18_789;

/** Whom the secrets of the command line are for; anybody else must not hear them. */
function meant(flags: ProbeFlags, settings: ClientSettings): ProbeKind {
  if (flags.url !== undefined) return 'explicit';
  if (flags.ssh !== undefined || flags.sshAuto === true) return 'sshTunnel';
  return settings.mode === 'remote' ? 'configRemote' : 'localLoopback';
}

/** What of the flags is for an address of that kind. */
function flagsFor(id: ProbeKind, url: string, flags: ProbeFlags, settings: ClientSettings): TargetFlags {
  // Both lead to the gateway that `gateway.remote` is about.
  const also = id === 'sshTunnel' && flags.url === undefined && settings.mode === 'remote';
  if (meant(flags, settings) !== id && !also) return {};
  const { token, password, tlsFingerprint } = flags;
  return {
    ...(token === undefined ? {} : { token }),
    ...(password === undefined ? {} : { password }),
    // The pin of one address is none of another that speaks plain.
    ...(tlsFingerprint === undefined || !(id === 'explicit' || url.startsWith('wss:'))
      ? {}
      : { tlsFingerprint }),
  };
}

/** Those that need no preparation, each address once. @throws CliError usage or config */
export function plainCandidates(
  flags: ProbeFlags,
  settings: ClientSettings,
  io: CliIo,
): readonly Candidate[] {
  const all: Candidate[] = [];
  const add = (id: ProbeKind, target: Target, active: boolean): void => {
    if (!all.some((one) => one.target.url === target.url)) all.push({ id, target, active, tunnel: null });
  };
  const isRemote = settings.mode === 'remote';
  const { url } = flags;
  if (url !== undefined)
    add('explicit', explicitTarget({ ...flagsFor('explicit', url, flags, settings), url }, settings), true);
  const remote = settings.remote.url;
  if (remote !== undefined)
    add(
      'configRemote',
      remoteTarget(flagsFor('configRemote', remote, flags, settings), settings, io),
      isRemote,
    );
  const scheme = settings.local.secure ? 'wss:' : 'ws:';
  add('localLoopback', localTarget(flagsFor('localLoopback', scheme, flags, settings), settings), !isRemote);
  return all;
}

/** Where ssh is to go; `undefined` when nobody asked for it. @throws CliError usage */
export function sshDestination(
  flags: ProbeFlags,
  settings: ClientSettings,
  beacons: readonly Beacon[],
): { readonly destination: Destination; readonly remote: number } | undefined {
  const { remote } = settings;
  const url = remote.url !== undefined && URL.canParse(remote.url) ? new URL(remote.url) : undefined;
  const remotePort = url?.port ? Number(url.port) : DEFAULT_PORT;
  const byUrl = remote.transport === 'ssh' && url !== undefined && !isLoopbackName(url.hostname);
  const wanted = flags.ssh ?? remote.sshTarget ?? (byUrl ? url.hostname : undefined);
  if (wanted !== undefined) return { destination: parseDestination(wanted), remote: remotePort };
  if (flags.sshAuto !== true) return undefined;
  const beacon = beacons.find(
    ({ sshPort, addresses, host }) => sshPort !== null && (addresses[0] ?? host) !== null,
  );
  const place = beacon?.addresses[0] ?? beacon?.host;
  if (beacon === undefined || place == null)
    throw new CliError('unreachable', 'no gateway with an ssh server is announced on the local network', {
      fix: 'name it with --ssh user@host',
    });
  return {
    destination: { host: place, port: String(beacon.sshPort) },
    remote: beacon.port ?? DEFAULT_PORT,
  };
}

/** Opens the way over ssh. To be closed by the caller. @throws CliError */
export async function tunnelCandidate(
  flags: ProbeFlags,
  settings: ClientSettings,
  io: CliIo,
  where: { readonly destination: Destination; readonly remote: number },
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<{ readonly candidate: Candidate; readonly tunnel: Tunnel }> {
  const { remote } = settings;
  const identity = flags.sshIdentity ?? remote.sshIdentity;
  const tunnel = await openTunnel(io, {
    ...where,
    timeoutMs,
    ...(identity === undefined ? {} : { identity }),
    ...(signal === undefined ? {} : { signal }),
  });
  const pin = flags.tlsFingerprint ?? remote.tlsFingerprint;
  const secure = pin !== undefined || remote.url?.startsWith('wss:') === true;
  const url = `${secure ? 'wss' : 'ws'}://127.0.0.1:${tunnel.local}`;
  try {
    const target = remoteTarget(
      flagsFor('sshTunnel', url, flags, settings),
      { ...settings, remote: { ...remote, url } },
      io,
    );
    return {
      tunnel,
      candidate: {
        id: 'sshTunnel',
        target,
        active: false,
        tunnel: { destination: where.destination.host, localPort: tunnel.local, remotePort: where.remote },
      },
    };
  } catch (error) {
    await tunnel.close();
    throw error;
  }
}

/** What this machine is called on which network. */
export function networkFacts(settings: ClientSettings): {
  readonly localLoopbackUrl: string;
  readonly localTailnetUrl: string | null;
  readonly tailnetIPv4: string | null;
} {
  const scheme = settings.local.secure ? 'wss' : 'ws';
  const tailnetIPv4 = localAddresses().find(isTailnetAddress) ?? null;
  return {
    localLoopbackUrl: `${scheme}://127.0.0.1:${settings.port}`,
    localTailnetUrl: tailnetIPv4 === null ? null : `${scheme}://${tailnetIPv4}:${settings.port}`,
    tailnetIPv4,
  };
}
