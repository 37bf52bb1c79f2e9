import { existsSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { loadConfig } from '../../config/load.ts';
import { readSmallFile } from '../../platform/read-file.ts';
import { auditService } from '../../service/audit.ts';
import type { FoundService } from '../../service/scan.ts';
import { secretsPathOf } from '../../service/spec-for.ts';
import type { Step } from '../../service/spec.ts';
import { enableLinger } from '../../service/systemd/linger.ts';
import { findServices } from '../install-checks.ts';
import type { CliIo } from '../io.ts';
import { lastWordsOf } from '../last-words-of.ts';
import { lingeringOf, turnOnLingering } from '../lingering.ts';
import { installedService, type OwnService } from '../supervised.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Finding } from './finding.ts';

const MAX_SECRETS_BYTES = 64 * 1024;

/** Whether the service is as it would be installed now, and whether others are in its way. */
export async function checkServices(io: CliIo): Promise<readonly Finding[]> {
  const own = await installedService(io);
  const others = (await findServices(io, true)).filter(({ path }) => path !== own?.definitionPath);
  return [
    ...(own === undefined
      ? []
      : [...(await checkOwn(io, own)), ...(await checkToken(io)), ...(await checkLinger(io, own))]),
    ...others.flatMap((one) => (one.kind === 'legacy' ? [legacy(io, one)] : rival(io, one))),
  ];
}

async function checkOwn(io: CliIo, service: OwnService): Promise<Finding[]> {
  const definition = service.definition();
  if (definition === undefined) return [];
  const state = await service.state();
  const again = `${io.command} gateway install --force${service.scope === 'system' ? ' --system' : ''}`;
  const audit = auditService({
    kind: service.kind,
    definition,
    version: io.version,
    entry: io.machine.script,
    exists: existsSync,
  }).map(({ code, message, detail }): Finding => ({
    code,
    severity: 'warning',
    message: `${service.name}: ${message}`,
    ...(detail === undefined ? {} : { evidence: detail }),
    fix: again,
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
      severity: 'error',
      message: `${service.name} is ${state.running}${state.lastEnd === undefined ? '' : `: ${state.lastEnd}`}`,
      ...(said === undefined ? {} : { evidence: said }),
      fix: `${io.command} gateway start; its log: ${service.logCommand}`,
    },
  ];
}

/** The service goes by its own variables before the configuration only where that says nothing. */
async function checkToken(io: CliIo): Promise<Finding[]> {
  const path = secretsPathOf(io.paths);
  const file = readSmallFile(path, MAX_SECRETS_BYTES);
  if (file.kind !== 'content') return [];
  const installed = parseEnv(Buffer.from(file.bytes).toString('utf8'))['CLAWDBOT_GATEWAY_TOKEN'];
  const { config } = await loadConfig({ paths: io.paths, env: io.env });
  const configured = config.gateway?.auth?.token;
  if (installed === undefined || configured === undefined || installed === configured) return [];
  return [
    {
      code: 'service-token-differs',
      severity: 'warning',
      message: 'the service was installed with another token than the configured one, which counts',
      evidence: `${path} ${fingerprint(installed)}, configuration ${fingerprint(configured)}`,
      fix: `${io.command} gateway install --force`,
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

function legacy(io: CliIo, { name, path, scope }: FoundService): Finding {
  const flags = scope === 'user' ? ['--user'] : [];
  const words = `stop it and remove ${path}`;
  const finding = {
    code: 'service-legacy',
    severity: 'warning' as const,
    message: `${name} is the service of an older release`,
    evidence: path,
  };
  if (io.machine.platform !== 'linux' || (scope === 'system' && io.machine.uid !== 0))
    return { ...finding, fix: `${scope === 'system' ? 'sudo ' : ''}${io.command} doctor --fix` };
  const steps: readonly Step[] = [
    { do: 'run', argv: ['systemctl', ...flags, 'disable', '--now', name], mayFail: true },
    { do: 'remove', path },
    { do: 'run', argv: ['systemctl', ...flags, 'daemon-reload'], mayFail: true },
  ];
  return {
    ...finding,
    fix: `systemctl ${flags.join(' ')} disable --now ${name}`.replace('  ', ' '),
    repair: { words, run: () => carryOut(io, steps) },
  };
}

async function carryOut(io: CliIo, steps: readonly Step[]): Promise<void> {
  const { createAsk } = await import('../../service/choose.ts');
  const { execute } = await import('../../service/execute.ts');
  await execute(steps, { ask: createAsk(io.env, io.machine.uid) });
}

/** Of others, only what runs on the same state directory is in the way. */
function rival(io: CliIo, { name, path, scope, stateDir }: FoundService): Finding[] {
  if (stateDir !== io.paths.stateDir) return [];
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
