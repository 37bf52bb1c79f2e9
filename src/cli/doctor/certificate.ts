import type { Config } from '../../config/generated/types.ts';
import { planTls } from '../../config/plan-tls.ts';
import { readCertificate } from '../../platform/certificate.ts';
import type { CliIo } from '../io.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** As the running gateway warns. */
const WARN_DAYS = 14;

/** What the gateway would find at its next start, and what will be in the way of the one after it. */
export function checkCertificate(io: CliIo, config: Config): Finding[] {
  const plan = planTls(config, io.paths);
  if (plan === undefined) return [];
  const now = io.clock.now();
  const reading = readCertificate(plan, now);
  if (!reading.ok) {
    const { kind, message, fix } = reading.problem;
    if (kind === 'missing' && plan.autoGenerate) return [];
    return [{ code: 'certificate-unusable', severity: 'error', message, evidence: plan.certPath, fix }];
  }
  const days = Math.floor((reading.certificate.validTo - now) / DAY_MS);
  if (days > WARN_DAYS) return [];
  return [
    {
      code: 'certificate-ending',
      severity: 'warning',
      message: `the certificate expires in ${days} days; the gateway does not start with an expired one`,
      evidence: plan.certPath,
      fix: 'renew it; a running gateway takes it over within the hour, or at once on SIGHUP',
    },
  ];
}
