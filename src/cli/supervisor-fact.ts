import type { GatewayStatusReport } from '../protocol/generated/types.ts';
import { placeOf } from '../service/place.ts';
import type { FoundService } from '../service/scan.ts';
import { lockOwner } from './facts.ts';
import { findServices } from './install-checks.ts';
import type { CliIo } from './io.ts';
import { lastWordsOf } from './last-words-of.ts';
import { lingeringOf } from './lingering.ts';
import { installedService, type OwnService } from './supervised.ts';
import { serviceLine, serviceReport } from './supervised-lines.ts';

/** How the operating system looks after the gateway, as far as this process can know. */
export type SupervisorFact = GatewayStatusReport['supervisor'];

/** The configuration the service goes by; `undefined` when it is the one of this command, or not known. */
function otherConfigOf({ paths }: CliIo, service: OwnService): string | undefined {
  const definition = service.definition();
  if (definition === undefined) return undefined;
  const path = placeOf(definition, service.scope === 'user' ? paths.home : undefined)?.configPath;
  return path === paths.configPath ? undefined : path;
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
  const other = otherConfigOf(io, service);
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
  const asked = owner === undefined && state.unavailable === undefined;
  const said = asked ? await lastWordsOf(service, state) : undefined;
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
