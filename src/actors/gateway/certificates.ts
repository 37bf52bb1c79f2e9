import type { TlsPlan } from '../../config/plan-tls.ts';
import { readCertificate, shownFingerprint, type Certificate } from '../../platform/certificate.ts';
import type { Clock } from '../../platform/clock.ts';
import { EXIT } from '../../platform/exit.ts';
import type { Logger } from '../../platform/logger.ts';
import { makeCertificate } from '../server/make-certificate.ts';
import { BootRefused } from './boot-refused.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** So long before the end there is time to renew it. */
const WARN_DAYS = 14;

/**
 * The certificate the gateway shows; made when there is none and the plan says so.
 * @param nowMs Unix epoch, milliseconds, by the clock of the machine
 * @throws BootRefused
 */
export async function openCertificate(plan: TlsPlan, hostname: string, nowMs: number): Promise<Certificate> {
  let reading = readCertificate(plan, nowMs);
  if (!reading.ok && reading.problem.kind === 'missing' && plan.autoGenerate) {
    const { certPath, keyPath } = plan;
    try {
      await makeCertificate({ certPath, keyPath, hostname, nowMs });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new BootRefused(EXIT.config, `no certificate could be made at ${certPath}: ${why}`, {
        cause: error,
      });
    }
    reading = readCertificate(plan, nowMs);
  }
  if (reading.ok) return reading.certificate;
  const { message, fix } = reading.problem;
  throw new BootRefused(EXIT.config, `gateway.tls is enabled, but ${message}; ${fix}`);
}

/** With the chain: an authority in between may have been renewed alone. */
const isSame = (one: Certificate, other: Certificate): boolean =>
  one.cert === other.cert && one.key === other.key && one.ca === other.ca;

/** Keeps the certificate that is shown the one that is on disk, without a restart. */
export interface CertificateWatch {
  /** Reads the files again and shows a new certificate from now on. One that is no good changes nothing. */
  look(): void;
  /** What an operator should know, or `undefined`. */
  trouble(): string | undefined;
}

export function createCertificateWatch(options: {
  /** Absent: the gateway serves no TLS. */
  readonly tls: { readonly plan: TlsPlan; readonly certificate: Certificate } | undefined;
  readonly renew: (certificate: Certificate) => void;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}): CertificateWatch {
  const { tls, renew, clock, log } = options;
  if (tls === undefined) return { look: () => {}, trouble: () => undefined };
  const { plan } = tls;
  let shown = tls.certificate;
  let problem: string | undefined;
  return {
    look() {
      const reading = readCertificate(plan, clock.now());
      if (!reading.ok) {
        const { message, fix } = reading.problem;
        const said = `${message}; ${fix}`;
        if (said !== problem) log.warn(`the certificate read before is shown on: ${said}`);
        problem = said;
        return;
      }
      problem = undefined;
      const { certificate } = reading;
      if (isSame(certificate, shown)) return;
      shown = certificate;
      renew(certificate);
      log.info(`the certificate was renewed: ${shownFingerprint(certificate.fingerprint)}`, {
        validTo: new Date(certificate.validTo).toISOString(),
      });
    },
    trouble() {
      if (problem !== undefined) return `the certificate read before is shown on: ${problem}`;
      const days = Math.floor((shown.validTo - clock.now()) / DAY_MS);
      if (days > WARN_DAYS) return undefined;
      const when = days < 0 ? 'has expired' : `expires in ${days} days`;
      return `the certificate ${plan.certPath} ${when}: renew it; the gateway takes it over within the hour, or at once on SIGHUP`;
    },
  };
}
