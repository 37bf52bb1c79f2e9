import { join } from 'node:path';
import type { CertificateFiles, CertificateProblem } from '../platform/certificate.ts';
import { expandHome, type Paths } from '../platform/paths.ts';
import type { Config } from './generated/types.ts';
import { refuse, type Refusal } from './refusal.ts';

export interface TlsPlan extends CertificateFiles {
  /** A certificate is made when neither file is there. */
  readonly autoGenerate: boolean;
}

/** Where the certificate is, for a gateway that serves TLS; `undefined` for one that does not. */
export function planTls(config: Config, paths: Pick<Paths, 'stateDir' | 'home'>): TlsPlan | undefined {
  const tls = config.gateway?.tls;
  if (tls?.enabled !== true) return undefined;
  const own = join(paths.stateDir, 'gateway', 'tls');
  const at = (given: string | undefined, name: string): string =>
    given === undefined ? join(own, name) : expandHome(given, paths.home);
  return {
    certPath: at(tls.certPath, 'gateway-cert.pem'),
    keyPath: at(tls.keyPath, 'gateway-key.pem'),
    ...(tls.caPath === undefined ? {} : { caPath: expandHome(tls.caPath, paths.home) }),
    autoGenerate: tls.autoGenerate ?? true,
  };
}

/** Serving plain text to somebody who asked for TLS would be worse than not serving. */
export function tlsRefusals(
  plan: TlsPlan | undefined,
  check: (files: CertificateFiles) => CertificateProblem | undefined,
): readonly Refusal[] {
  if (plan === undefined) return [];
  const problem = check(plan);
  if (problem === undefined || (problem.kind === 'missing' && plan.autoGenerate)) return [];
  return [refuse('tlsUnusable', `gateway.tls is enabled, but ${problem.message}`, problem.fix)];
}
