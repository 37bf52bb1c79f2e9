import type { GatewayPlan } from '../../config/plan.ts';
import type { Certificate } from '../../platform/certificate.ts';
import type { Clock } from '../../platform/clock.ts';
import { localAddresses, programPath } from '../../platform/host.ts';
import type { Logger } from '../../platform/logger.ts';
import { openMdns } from '../../platform/mdns.ts';
import type { Announcement } from '../../protocol/discovery.ts';
import { createMdnsExposure } from '../exposure/mdns.ts';
import { createExposurePart, type ExposurePart } from '../exposure/part.ts';

const RETRY = { first: 30_000, greatest: 300_000 };
/** Of the ssh server; the gateway does not know of another one. */
const SSH_PORT = '22';

/** What tells the local network of the gateway. */
export function createDiscoveryPart(options: {
  readonly plan: GatewayPlan;
  readonly hostname: string;
  readonly port: () => number;
  /** The one that is shown now. */
  readonly certificate: () => Certificate | undefined;
  /** Calls back when what was told is no longer so; returns the way to stop. */
  readonly onStale: (listener: () => void) => () => void;
  readonly untilListening: () => Promise<unknown>;
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}): ExposurePart {
  const { plan, port, certificate, onStale, untilListening, changed, clock, log } = options;
  const { mode, addresses, hostname } = plan.discovery;
  const host = hostname ?? options.hostname.split('.')[0] ?? 'gateway';
  // Profiles of one machine have names of their own.
  const name = `${host} (${plan.profile === 'default' ? 'Moltbot' : `Moltbot ${plan.profile}`})`;
  const text = (): Announcement => {
    const shown = certificate();
    return {
      role: 'gateway',
      transport: 'gateway',
      gatewayPort: String(port()),
      displayName: name,
      lanHost: `${host}.local`,
      ...(shown === undefined ? {} : { gatewayTls: '1', gatewayTlsSha256: shown.fingerprint }),
      ...(mode === 'full' ? { sshPort: SSH_PORT, cliPath: programPath() } : {}),
    };
  };
  const exposure = createMdnsExposure({
    open: openMdns,
    advert: () => ({
      name,
      host,
      port: port(),
      addresses: addresses.length > 0 ? addresses : localAddresses(),
      text: text(),
    }),
    onStale,
    clock,
    log,
  });
  return createExposurePart({
    name: 'the announcement on the local network',
    exposure: mode === 'off' ? undefined : exposure,
    retry: RETRY,
    untilListening,
    changed,
    log,
  });
}
