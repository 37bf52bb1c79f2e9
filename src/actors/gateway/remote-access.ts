import type { Certificate } from '../../platform/certificate.ts';
import { systemClock, type Clock } from '../../platform/clock.ts';
import { runProcess } from '../../platform/exec.ts';
import type { Logger } from '../../platform/logger.ts';
import { createTailscale } from '../../platform/tailscale.ts';
import { createExposurePart, type ExposurePart } from '../exposure/part.ts';
import { createTailscaleExposure, createWhois } from '../exposure/tailscale.ts';
import type { AccessTrouble } from '../pulse/sources.ts';
import type { LoginOf } from '../server/handshake/tailscale-identity.ts';
import type { BootPlan } from './boot-plan.ts';
import { createCertificateWatch } from './certificates.ts';
import { createDiscoveryPart } from './discovery-part.ts';

/** The ways to the gateway from elsewhere, and what is the matter with them. */
export interface RemoteAccess {
  readonly tailscale: ExposurePart;
  readonly discovery: ExposurePart;
  /** Absent: Tailscale vouches for nobody. */
  readonly loginOf: LoginOf | undefined;
  /** Reads the certificate again. */
  look(): void;
  troubles(): readonly AccessTrouble[];
}

const TAILSCALE_RETRY = { first: 5_000, greatest: 300_000 };

export function createRemoteAccess(options: {
  readonly boot: BootPlan;
  readonly server: () => {
    whenListening(): Promise<number>;
    renewCertificate(certificate: Certificate): void;
  };
  /** The process ends, and is not only restarted within. */
  readonly leaving: () => boolean;
  readonly hostname: string;
  /** Health has something new to say. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}): RemoteAccess {
  const { boot, server, leaving, hostname, changed, clock, log } = options;
  const plan = boot.live.plan();
  let port = plan.port;
  let certificate = boot.certificate;
  const stale = new Set<() => void>();
  const untilListening = async (): Promise<void> => {
    port = await server().whenListening();
  };

  const watch = createCertificateWatch({
    tls: plan.tls === undefined || certificate === undefined ? undefined : { plan: plan.tls, certificate },
    renew(renewed) {
      certificate = renewed;
      server().renewCertificate(renewed);
      for (const tell of stale) tell();
    },
    // The time of a certificate is that of the machine.
    clock: systemClock,
    log: log.child('gateway/tls'),
  });

  const executable = createTailscale({ run: runProcess, env: boot.env });
  const { mode, resetOnExit, identity } = plan.tailscale;
  const tailscale = createExposurePart({
    name: `tailscale ${mode}`,
    exposure:
      mode === 'off'
        ? undefined
        : createTailscaleExposure({
            tailscale: executable,
            mode,
            // A restart within the process leads to the same port a moment later.
            resetOnExit: () => resetOnExit && leaving(),
            port: () => port,
            secure: plan.tls !== undefined,
            log: log.child('gateway/tailscale'),
          }),
    retry: TAILSCALE_RETRY,
    untilListening,
    changed,
    log: log.child('gateway/tailscale'),
  });

  const discovery = createDiscoveryPart({
    plan,
    hostname,
    port: () => port,
    certificate: () => certificate,
    onStale(listener) {
      stale.add(listener);
      return () => void stale.delete(listener);
    },
    untilListening,
    changed,
    clock,
    log: log.child('gateway/discovery'),
  });

  const troubles = (): readonly (readonly [AccessTrouble['code'], string | undefined])[] => [
    ['tls_trouble', watch.trouble()],
    ['tailscale_trouble', notUp(`tailscale ${mode}`, tailscale)],
    ['discovery_trouble', notUp('the announcement on the local network', discovery)],
  ];
  return {
    tailscale,
    discovery,
    loginOf: identity ? createWhois(executable, clock).loginOf : undefined,
    look: watch.look,
    troubles: () =>
      troubles().flatMap(([code, message]) => (message === undefined ? [] : [{ code, message }])),
  };
}

function notUp(what: string, part: ExposurePart): string | undefined {
  const trouble = part.trouble();
  return trouble === undefined ? undefined : `${what} is not up: ${trouble}`;
}
