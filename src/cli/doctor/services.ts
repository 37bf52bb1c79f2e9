import { existsSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Config } from '../../config/generated/types.ts';
import { readSmallFile } from '../../platform/read-file.ts';
import { DEFAULT_STOP_BUDGET_MS } from '../../platform/stop-budget.ts';
import { shellWord } from '../../platform/shell-word.ts';
import { auditService } from '../../service/audit.ts';
import type { ServiceState } from '../../service/port.ts';
import type { FoundService } from '../../service/scan.ts';
import { readSecrets } from '../../service/systemd/unit.ts';
import { secretsPathOf } from '../../service/spec-for.ts';
import { enableLinger } from '../../service/systemd/linger.ts';
import { findServices } from '../install-checks.ts';
import type { CliIo } from '../io.ts';
import { endedWell, lastWordsOf } from '../last-words-of.ts';
import { lingeringOf, turnOnLingering } from '../lingering.ts';
import { installedService, otherPlace, type OwnService } from '../supervised.ts';
import { cannotRun, forAPerson } from '../way-up.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Finding } from './finding.ts';
import { legacyService } from './older-release.ts';

const MAX_SECRETS_BYTES = 64 * 1024;

/** Whether the service is as it would be installed now, and whether others are in its way. */
export async function checkServices(io: CliIo, config: Config): Promise<readonly Finding[]> {
  const installed = await installedService(io);
  const other = installed === undefined ? undefined : otherPlace(io, installed);
  const own = other === undefined ? installed : undefined;
  const others = (await findServices(io, true)).filter(({ path }) => path !== installed?.definitionPath);
  return [
    ...(installed === undefined || other === undefined ? [] : [elsewhere(io, installed, other.stateDir)]),
    ...(own === undefined
      ? []
      : [
          ...(await checkOwn(io, own, config)),
          ...checkToken(io, own, config),
          ...(await checkLinger(io, own)),
        ]),
    ...others.flatMap((one) => (one.kind === 'legacy' ? [legacyService(io, one)] : rival(io, one, own))),
  ];
}

/** A service of the system is installed by root, in the name and with the home directory of this person. */
const installAgain = ({ command, machine, paths }: CliIo, { scope }: OwnService): string => {
  const words = `${command} gateway install --force`;
  if (scope === 'user') return words;
  return `${machine.uid === 0 ? '' : `sudo HOME=${shellWord(paths.home)} `}${words} --system`;
};

/** What is wrong with the service of another instance is for the doctor of that one to say. */
const elsewhere = (io: CliIo, { name, definitionPath }: OwnService, stateDir: string): Finding => ({
  code: 'service-elsewhere',
  severity: 'note',
  message: `${name} runs the gateway in ${stateDir}, not the one in ${io.paths.stateDir}`,
  evidence: definitionPath,
  fix: `mean the same place with CLAWDBOT_STATE_DIR=${shellWord(stateDir)}, or another service with --profile`,
});

async function checkOwn(io: CliIo, service: OwnService, config: Config): Promise<Finding[]> {
  const definition = service.definition();
  if (definition === undefined) return [];
  const state = await service.state();
  const again = installAgain(io, service);
  const dropIns = await service.dropIns?.();
  const registered = await service.registered?.();
  // launchd forgets what is stopped, and not what is disabled.
  const knowsWhether = state.unavailable === undefined && (state.loaded || service.kind === 'launchd');
  const audit = auditService({
    kind: service.kind,
    definition,
    version: io.version,
    entry: io.machine.script,
    exists: existsSync,
    scope: service.scope,
    stopSeconds: config.gateway?.shutdown?.timeoutSeconds ?? DEFAULT_STOP_BUDGET_MS / 1000,
    ...(dropIns === undefined ? {} : { dropIns }),
    ...(registered === undefined ? {} : { registered }),
    ...(knowsWhether ? { enabled: state.enabled } : {}),
  }).map(({ code, message, detail, fix = again }): Finding => ({
    code,
    severity: 'warning',
    message: `${service.name}: ${message}`,
    ...(detail === undefined ? {} : { evidence: detail }),
    fix,
  }));
  if (state.unavailable !== undefined)
    return [
      ...audit,
      {
        code: 'service-unavailable',
        severity: 'error',
        message: state.unavailable.reason,
        fix: state.unavailable.fix,
      },
    ];
  if (state.running === 'running' || state.running === 'starting') return audit;
  const said = await lastWordsOf(service, state);
  return [
    ...audit,
    {
      code: 'service-down',
      // The operator's own `gateway stop` is no fault.
      severity: endedWell(state) ? 'warning' : 'error',
      message: `${service.name} is ${state.running}${state.lastEnd === undefined ? '' : `: ${state.lastEnd}`}`,
      ...(said === undefined ? {} : { evidence: said }),
      fix: `${wayBack(io, state)}; its log: ${service.logCommand}`,
    },
  ];
}

function wayBack({ command }: CliIo, state: ServiceState): string {
  if (cannotRun(state)) return `${command} gateway install --force`;
  return `${forAPerson(state) ? 'mend that first, then: ' : ''}${command} gateway start`;
}

/** The service goes by its own variables before the configuration only where that says nothing. */
function checkToken(io: CliIo, service: OwnService, config: Config): Finding[] {
  const path = secretsPathOf(io.paths);
  const file = readSmallFile(path, MAX_SECRETS_BYTES);
  if (file.kind !== 'content') return [];
  const text = Buffer.from(file.bytes).toString('utf8');
  // Each reader of the file has its own quotes.
  const installed = (service.kind === 'systemd' ? readSecrets(text) : parseEnv(text))[
    'CLAWDBOT_GATEWAY_TOKEN'
  ];
  const configured = config.gateway?.auth?.token;
  if (installed === undefined || configured === undefined || installed === configured) return [];
  return [
    {
      code: 'service-token-differs',
      severity: 'warning',
      message: 'the service was installed with another token than the configured one, which counts',
      evidence: `${path} ${fingerprint(installed)}, configuration ${fingerprint(configured)}`,
      // Installed from a shell that still has the old one, it would have it again.
      fix: `${io.env.get('gatewayToken') === undefined ? '' : `unset ${io.env.nameOf('gatewayToken')}; `}${installAgain(io, service)}`,
    },
  ];
}

async function checkLinger(io: CliIo, service: OwnService): Promise<Finding[]> {
  const { state, trouble } = await lingeringOf(io, service);
  // Where there is no logind to ask, nothing ends with a logout either.
  if (state !== 'off' || trouble === undefined) return [];
  return [
    {
      code: 'service-linger',
      severity: 'warning',
      ...trouble,
      repair: {
        words: enableLinger(io.machine.userName).argv.join(' '),
        async run() {
          const left = (await turnOnLingering(io, service)).trouble;
          if (left !== undefined) throw new Error(`${left.message}; run: ${left.fix}`);
        },
      },
    },
  ];
}

/** Of others, only what runs on the same state directory is in the way. */
function rival(io: CliIo, found: FoundService, own: OwnService | undefined): Finding[] {
  const { name, path, scope, stateDir } = found;
  // A unit of the system that does not say where it lives, but has the name of the own service, is of the same profile.
  const namesake = stateDir === undefined && name === own?.name && scope !== own.scope;
  if (stateDir !== io.paths.stateDir && !namesake) return [];
  // Without a service of our own there may be one of another name, and nothing else that fights with it.
  if (own === undefined) return [];
  return [
    {
      code: 'service-rival',
      severity: 'error',
      message: `${name} (${scope}) runs a gateway on the same state directory`,
      evidence: path,
      fix: 'remove one of the two: both fight for the same lock',
    },
  ];
}
