import type { GatewayStatusReport } from '../protocol/generated/types.ts';
import type { FoundService } from '../service/scan.ts';
import { lockOwner } from './facts.ts';
import { findServices } from './install-checks.ts';
import type { CliIo } from './io.ts';
import { lastWordsOf } from './last-words-of.ts';
import { lingeringOf } from './lingering.ts';
import { installedService } from './supervised.ts';
import { serviceLine, serviceReport } from './supervised-lines.ts';

/** How the operating system looks after the gateway, as far as this process can know. */
export type SupervisorFact = GatewayStatusReport['supervisor'];

const CONFIG_VARIABLES = ['CLAWDBOT_CONFIG_PATH', 'MOLTBOT_CONFIG_PATH', 'OPENCLAW_CONFIG_PATH'] as const;
const STATE_VARIABLES = ['CLAWDBOT_STATE_DIR', 'MOLTBOT_STATE_DIR', 'OPENCLAW_STATE_DIR'] as const;

const first = (environment: Readonly<Record<string, string>>, names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]).find((value) => value !== undefined && value !== '');

/** The configuration the service was installed with; `undefined` when it is the one of this command. */
function otherConfigOf(io: CliIo, environment: Readonly<Record<string, string>>): string | undefined {
  const stateDir = first(environment, STATE_VARIABLES);
  const path =
    first(environment, CONFIG_VARIABLES) ?? (stateDir === undefined ? undefined : `${stateDir}/moltbot.json`);
  const own = io.env.get('configPath') === undefined && io.env.get('stateDir') === undefined;
  // A service without either reads the usual place of its home, and so does a command without either.
  const { HOME: home = io.paths.home } = environment;
  if (path === undefined)
    return own && home === io.paths.home ? undefined : `the default place of its profile in ${home}`;
  return path === io.paths.configPath ? undefined : path;
}

export async function supervisorFact(io: CliIo): Promise<SupervisorFact> {
  const service = await installedService(io);
  if (service === undefined) {
    const marker = io.env.get('serviceMarker');
    if (marker !== undefined)
      return {
        ok: null,
        status: 'managed',
        detail: `this shell runs inside the ${io.env.get('serviceKind') ?? 'unknown'} service`,
      };
    return { ok: null, status: 'not managed', detail: 'no service is installed for this profile' };
  }
  const [state, { state: linger }] = await Promise.all([service.state(), lingeringOf(io, service)]);
  const report = serviceReport(service, state);
  const line = serviceLine(service, state);
  const environment = service.definition()?.environment ?? {};
  const other = otherConfigOf(io, environment);
  const owner = lockOwner(io);
  const base = {
    service: report,
    ...(other === undefined ? {} : { otherConfig: other }),
    ...(linger === null ? {} : { linger }),
  };
  if (state.running === 'running' || state.running === 'starting') {
    const foreign = owner !== undefined && state.pid !== undefined && state.pid !== owner.pid;
    if (!foreign) return { ok: true, status: 'managed', detail: line, ...base };
    return {
      ok: false,
      status: 'failed',
      detail: `${line}; but another process (pid ${owner.pid}) is the gateway`,
      ...base,
    };
  }
  const said = owner === undefined ? await lastWordsOf(service, state) : undefined;
  return {
    ok: false,
    status: 'failed',
    detail: line,
    ...base,
    ...(said === undefined ? {} : { lastError: said }),
  };
}

/** Other services on this machine that have to do with a gateway; those of our own profiles are not among them. */
export async function otherServices(io: CliIo, deep: boolean): Promise<readonly FoundService[]> {
  const own = await installedService(io);
  return (await findServices(io, deep)).filter(
    ({ path, kind, scope }) => path !== own?.definitionPath && (kind !== 'own' || scope === 'system'),
  );
}
