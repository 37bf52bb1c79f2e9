import { shownFingerprint } from '../../platform/certificate.ts';
import { SERVICE } from '../../protocol/discovery.ts';
import { findBeacons, type Beacon } from '../beacons.ts';
import type { CliIo } from '../io.ts';
import { createOutput, type Output } from '../output.ts';
import { columns, plural } from '../words.ts';

export interface DiscoverFlags {
  /** Milliseconds to listen. */
  readonly timeout: number;
  readonly json?: boolean;
}

const DOMAINS = [`${SERVICE.domain}.`];

/** What people are told of one. */
export function beaconLines(beacon: Beacon, out: Output): string[] {
  const { displayName, domain, tailnetDns, lanHost, host, addresses, wsUrl, role, transport } = beacon;
  const { gatewayTls, gatewayTlsSha256, sshPort, cliPath } = beacon;
  const rows: readonly (readonly [string, string | null])[] = [
    ['tailnet:', tailnetDns],
    ['lan:', lanHost],
    ['host:', host === null ? null : [host, ...addresses].join(', ')],
    ['ws:', wsUrl],
    ['role:', role],
    ['transport:', transport],
    ['tls:', gatewayTls ? (gatewayTlsSha256 === null ? 'yes' : shownFingerprint(gatewayTlsSha256)) : null],
    ['ssh:', sshPort === null ? null : String(sshPort)],
    ['cli:', cliPath],
  ];
  return [
    ...columns([[`- ${out.tone('strong', displayName)} ${domain}`]]),
    ...columns(rows.flatMap(([name, value]) => (value === null ? [] : [[`  ${name}`, value]]))),
  ];
}

/** `moltbot gateway discover`: who announces a gateway on the local network. */
export async function gatewayDiscover(io: CliIo, { timeout, json }: DiscoverFlags): Promise<number> {
  const out = createOutput(io);
  const beacons = await findBeacons(io, timeout);
  if (json === true) {
    out.json({ timeoutMs: timeout, domains: DOMAINS, count: beacons.length, beacons });
    return 0;
  }
  out.line(`Found ${plural(beacons.length, 'gateway')} · domains: ${DOMAINS.join(', ')}`);
  for (const beacon of beacons) for (const line of beaconLines(beacon, out)) out.line(line);
  if (beacons.length === 0)
    out.line(
      'A gateway announces itself when it listens beyond its own machine (gateway.bind), or with discovery.mdns.mode "full".',
    );
  else
    out.line(
      `An announcement proves nothing: compare the fingerprint, then use one with: ${io.command} health --url <ws> --token <token>`,
    );
  return 0;
}
