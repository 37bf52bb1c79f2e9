import { formatIssue } from '../../config/issue.ts';
import { isLegacyPath } from '../../config/legacy.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { fingerprint } from '../fingerprint.ts';
import type { CliIo } from '../io.ts';
import { checkCertificate } from './certificate.ts';
import type { Finding } from './finding.ts';
import { legacyKeys } from './legacy-keys.ts';

const MAX_ISSUES = 10;

/** Whether the configuration can be used, and whether everybody means the same secret. */
export async function checkConfig(io: CliIo, loaded: LoadedConfig): Promise<readonly Finding[]> {
  const { path, exists, issues, warnings, config } = loaded;
  if (!exists)
    return [
      {
        code: 'config-missing',
        severity: 'warning',
        message: 'there is no configuration',
        evidence: path,
        fix: `${io.command} onboard`,
      },
    ];
  const told = (severity: Finding['severity'], code: string, list: typeof issues): Finding[] =>
    list.slice(0, MAX_ISSUES).map((issue) => ({
      code,
      severity,
      message: formatIssue(issue),
      fix:
        issue.file === path
          ? `${io.command} config edit, or put a backup back: ${io.command} config rollback`
          : `edit ${issue.file}, which is included`,
    }));
  const migration = issues.length === 0 ? undefined : await legacyKeys(io);
  const others =
    migration === undefined ? issues : issues.filter((issue) => !isLegacyPath(issue.path.split('.')));
  const found = [
    ...(migration === undefined ? [] : [migration]),
    ...told('error', 'config-invalid', others),
    ...told('note', 'config-warning', warnings),
  ];
  if (issues.length > 0) return found;
  const mode = config.gateway?.mode;
  const unset: Finding = {
    code: 'config-mode-unset',
    severity: 'warning',
    message: 'gateway.mode is not set: a gateway starts here only with --allow-unconfigured',
    evidence: path,
    fix: `${io.command} config set gateway.mode local`,
  };
  return [
    ...found,
    ...(mode === undefined ? [unset] : []),
    ...checkCertificate(io, config),
    ...differingTokens(io, config.gateway?.auth?.token ?? loaded.secretFiles.token),
  ];
}

/** The gateway goes by its configuration first; a shell with another token in it then only seems to be right. */
function differingTokens(io: CliIo, configured: string | undefined): Finding[] {
  const ambient = io.env.get('gatewayToken');
  if (configured === undefined || ambient === undefined || configured === ambient) return [];
  return [
    {
      code: 'token-differs',
      severity: 'warning',
      message: `${io.env.nameOf('gatewayToken')} of this shell is another token than the configured one, which counts`,
      evidence: `shell ${fingerprint(ambient)}, configuration ${fingerprint(configured)}`,
      fix: `unset ${io.env.nameOf('gatewayToken')}, or make the two the same`,
    },
  ];
}
