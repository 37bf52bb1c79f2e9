import { EXIT } from '../../platform/exit.ts';
import { findBeacons, type Beacon } from '../beacons.ts';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput, type Output } from '../output.ts';
import { probeOne, type Probed } from '../probe-one.ts';
import {
  networkFacts,
  plainCandidates,
  sshDestination,
  tunnelCandidate,
  type ProbeFlags,
  type ProbeKind,
} from '../probe-targets.ts';
import { loadClientSettings } from '../settings.ts';
import type { ClientSettings } from '../settings.ts';
import { exposedSecret } from '../target.ts';
import { beaconLines } from './gateway-discover.ts';

interface Warning {
  readonly code:
    | 'ssh_tunnel_failed'
    | 'multiple_gateways'
    | 'secret_exposed'
    | 'discovery_failed'
    | 'remote_misconfigured';
  readonly message: string;
  readonly targetIds?: readonly ProbeKind[];
}

/** Of what is left after listening; the rest waits for answers. */
const DISCOVERY_MS = 1_200;
const TUNNEL_SHARE = 0.5;
const FLOOR_MS = 250;

/** Which of several is named first. */
const PREFERENCE: readonly ProbeKind[] = ['explicit', 'sshTunnel', 'configRemote', 'localLoopback'];

const LABELS: Readonly<Record<ProbeKind, string>> = {
  explicit: 'given by --url',
  sshTunnel: 'over ssh',
  configRemote: 'gateway.remote.url',
  localLoopback: 'this machine',
};

/** `moltbot gateway probe`: every gateway that may be meant, asked at once. The exit code is 1 when none is reached. */
export async function gatewayProbe(io: CliIo, flags: ProbeFlags): Promise<number> {
  const begunMs = io.clock.monotonic();
  const left = (): number => Math.max(FLOOR_MS, Math.round(flags.timeout - (io.clock.monotonic() - begunMs)));
  const settings = await loadClientSettings(io);
  const warnings: Warning[] = [];
  const discoveryMs = Math.min(DISCOVERY_MS, flags.timeout);
  const discovering = listen(io, discoveryMs, warnings);
  const candidates = plainCandidates(flags, settings, io);
  for (const { id, target } of candidates) {
    const message = exposedSecret(target);
    if (message !== undefined) warnings.push({ code: 'secret_exposed', message, targetIds: [id] });
  }
  const plain = candidates.map((candidate) => probeOne(io, settings, candidate, left()));
  const tunnelled = overSsh(io, flags, settings, { left, discovering, warnings });
  const [probed, tunnel, beacons] = await Promise.all([Promise.all(plain), tunnelled, discovering]);
  const targets = tunnel === undefined ? probed : [tunnel, ...probed];
  if (settings.mode === 'remote' && settings.remote.url === undefined)
    warnings.push({
      code: 'remote_misconfigured',
      message:
        'gateway.mode is remote, but gateway.remote.url is not set: set it, or set gateway.mode to local',
    });
  warnings.push(...severalGateways(targets));
  const primary = PREFERENCE.map((id) => targets.find((one) => one.id === id && one.connect.ok)).find(
    Boolean,
  );
  const report = {
    ok: targets.some(({ connect }) => connect.ok),
    ts: io.clock.now(),
    durationMs: Math.round(io.clock.monotonic() - begunMs),
    timeoutMs: flags.timeout,
    primaryTargetId: primary?.id ?? null,
    warnings,
    network: networkFacts(settings),
    discovery: { timeoutMs: discoveryMs, count: beacons.length, beacons },
    targets: targets.map(({ instance: _instance, ...shown }) => shown),
  };
  const out = createOutput(io);
  if (flags.json === true) out.json(report);
  else for (const line of lines(report, beacons, out)) out.line(line);
  return report.ok ? EXIT.ok : EXIT.crash;
}

/** A network that cannot be asked is a warning: the other ways need none. */
async function listen(io: CliIo, timeoutMs: number, warnings: Warning[]): Promise<readonly Beacon[]> {
  try {
    return await findBeacons(io, timeoutMs);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    warnings.push({ code: 'discovery_failed', message: error.message });
    return [];
  }
}

async function overSsh(
  io: CliIo,
  flags: ProbeFlags,
  settings: ClientSettings,
  rest: {
    readonly left: () => number;
    readonly discovering: Promise<readonly Beacon[]>;
    readonly warnings: Warning[];
  },
): Promise<Probed | undefined> {
  const { left, discovering, warnings } = rest;
  // ssh does not hear Ctrl-C by itself.
  const stop = new AbortController();
  const off = io.onInterrupt(() => stop.abort());
  try {
    const where = sshDestination(flags, settings, flags.sshAuto === true ? await discovering : []);
    if (where === undefined) return undefined;
    const { candidate, tunnel } = await tunnelCandidate(
      flags,
      settings,
      io,
      where,
      left() * TUNNEL_SHARE,
      stop.signal,
    );
    try {
      return await probeOne(io, settings, candidate, left());
    } finally {
      await tunnel.close();
    }
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'usage') throw error;
    const { fix } = error.options;
    const message = fix === undefined ? error.message : `${error.message}; ${fix}`;
    warnings.push({ code: 'ssh_tunnel_failed', message });
    return undefined;
  } finally {
    off();
  }
}

function severalGateways(targets: readonly Probed[]): Warning[] {
  const reached = targets.filter(({ connect }) => connect.ok);
  if (new Set(reached.map(({ instance }) => instance)).size < 2) return [];
  const targetIds = reached.map(({ id }) => id);
  const message = `these lead to different gateways: ${targetIds.join(', ')}; one is enough for most, and a command means only one of them`;
  return [{ code: 'multiple_gateways', message, targetIds }];
}

function connectText({ connect }: Probed, out: Output): string {
  if (connect.ok)
    return `Connect: ${out.tone('good', 'ok')} (${connect.latencyMs} ms) · RPC: ${out.tone('good', 'ok')}`;
  if (connect.latencyMs === null) return `Connect: ${out.tone('bad', 'failed')} - ${connect.error}`;
  return `Connect: ${out.tone('good', 'ok')} (${connect.latencyMs} ms) · RPC: ${out.tone('bad', 'failed')} - ${connect.error}`;
}

function targetLines(target: Omit<Probed, 'instance'>, out: Output): string[] {
  const { id, url, active, tunnel, self, connect } = target;
  const gateway = [
    self?.host,
    self?.ip,
    self?.version === undefined ? null : `version ${self.version}`,
    self?.platform,
  ];
  return [
    `- ${out.tone('strong', LABELS[id])}${active ? ' (active)' : ''}: ${url}`,
    `  ${connectText({ ...target, instance: null }, out)}`,
    ...(tunnel === null
      ? []
      : [`  SSH: ${tunnel.destination}, port ${tunnel.remotePort} there, ${tunnel.localPort} here`]),
    ...(self === null ? [] : [`  Gateway: ${gateway.filter((part) => part != null).join(' · ')}`]),
    ...(connect.fix === null ? [] : [`  Fix: ${connect.fix}`]),
  ];
}

function lines(
  report: {
    readonly ok: boolean;
    readonly timeoutMs: number;
    readonly warnings: readonly Warning[];
    readonly targets: readonly Omit<Probed, 'instance'>[];
  },
  beacons: readonly Beacon[],
  out: Output,
): string[] {
  return [
    out.tone('strong', 'Gateway Status'),
    `Reachable: ${report.ok ? out.tone('good', 'yes') : out.tone('bad', 'no')}`,
    `Probe budget: ${report.timeoutMs} ms`,
    ...report.warnings.map(({ message }) => `${out.tone('warn', 'Warning:')} ${message}`),
    '',
    'Discovery (this machine)',
    ...(beacons.length === 0
      ? ['nothing is announced here']
      : beacons.flatMap((beacon) => beaconLines(beacon, out))),
    '',
    'Targets',
    ...report.targets.flatMap((target) => targetLines(target, out)),
  ];
}
