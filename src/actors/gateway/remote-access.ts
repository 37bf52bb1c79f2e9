import type { Certificate } from '../../platform/certificate.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { AccessTrouble } from '../pulse/sources.ts';
import type { BootPlan } from './boot-plan.ts';
import { createCertificateWatch } from './certificates.ts';

/** The ways to the gateway from elsewhere, and what is the matter with them. */
export interface RemoteAccess {
  /** Reads the certificate again. */
  look(): void;
  troubles(): readonly AccessTrouble[];
}

export function createRemoteAccess(options: {
  readonly boot: BootPlan;
  readonly renew: (certificate: Certificate) => void;
  readonly clock: Clock;
  readonly log: Logger;
}): RemoteAccess {
  const { boot, renew, clock, log } = options;
  const plan = boot.live.plan();
  const watch = createCertificateWatch({
    tls:
      plan.tls === undefined || boot.certificate === undefined
        ? undefined
        : { plan: plan.tls, certificate: boot.certificate },
    renew,
    clock,
    log: log.child('gateway/tls'),
  });
  return {
    look: watch.look,
    troubles() {
      const tls = watch.trouble();
      return tls === undefined ? [] : [{ code: 'tls_trouble', message: tls }];
    },
  };
}
