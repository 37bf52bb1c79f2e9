import type { HostFacts } from '../../platform/host.ts';
import type { SelfEntry } from '../server/presence.ts';

/** What the list of those present says about the gateway itself. */
export function selfEntry(host: HostFacts, version: string): SelfEntry {
  const { hostname, ip, platform, deviceFamily, modelIdentifier } = host;
  return {
    host: hostname,
    ip,
    version,
    platform,
    deviceFamily,
    modelIdentifier,
    mode: 'gateway',
    reason: 'self',
    text: `Gateway: ${hostname} (${ip}) · app ${version} · mode gateway · reason self`,
  };
}
