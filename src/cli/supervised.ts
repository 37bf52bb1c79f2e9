import { realOf } from '../platform/files.ts';
import { join } from 'node:path';
import { profileSuffix } from '../platform/profile.ts';
import { loadConfig } from '../config/load.ts';
import { placeOf } from '../service/place.ts';
import { shellWord } from '../platform/shell-word.ts';
import type { Machine, CliIo } from './io.ts';
import type { ServiceManager, ServiceState, ServiceVerb } from '../service/port.ts';
import type { Step } from '../service/spec.ts';
import type { Ask } from '../service/systemd/systemd.ts';
import { lockOwner } from './facts.ts';
import { CliError } from './cli-error.ts';

type Io = Omit<CliIo, 'runGateway'>;
export type OwnService = ServiceManager & { readonly ask: Ask };
export type Scope = ServiceManager['scope'];

/** The service of this profile, installed or not. @throws CliError usage for a profile that can have none */
export async function openService(io: Io, scope: Scope = 'user'): Promise<OwnService> {
  const { chooseManager } = await import('../service/choose.ts');
  const { paths, env, command } = io;
  const { platform, uid, userName } = io.machine;
  try {
    return chooseManager({ paths, env, platform, uid, userName, scope, command });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const fix = error.message.startsWith('profile ')
      ? 'give the profile another name, or run it in the foreground'
      : 'unset that variable';
    throw new CliError('usage', error.message, { fix, cause: error });
  }
}

export const scopesOf = ({ platform }: Machine): readonly Scope[] =>
  platform === 'linux' ? ['user', 'system'] : ['user'];

/** The installed service of this profile, the user's own before the system's. A profile that can have none has none. */
export async function installedService(io: Io): Promise<OwnService | undefined> {
  try {
    for (const scope of scopesOf(io.machine)) {
      const service = await openService(io, scope);
      if (service.definition() !== undefined) return service;
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
  }
  return undefined;
}

/** Where the gateway of the service lives, when that is not the place this command means. */
export function otherPlace(
  { paths }: Pick<Io, 'paths'>,
  service: Pick<OwnService, 'definition' | 'scope'>,
): { readonly home: string; readonly stateDir: string } | undefined {
  const definition = service.definition();
  const home = service.scope === 'user' ? paths.home : undefined;
  const place = definition === undefined ? undefined : placeOf(definition, home);
  return place === undefined || realOf(place.stateDir) === realOf(paths.stateDir) ? undefined : place;
}

/** How root does it for the gateway that is meant here: sudo alone would look for one in root's own home. */
function asRoot(
  { command, paths }: Io,
  { home, stateDir }: { readonly home: string; readonly stateDir: string },
  deed: string,
): string {
  const usual = join(home, `.clawdbot${profileSuffix(paths.profile)}`);
  const place = stateDir === usual ? '' : ` CLAWDBOT_STATE_DIR=${shellWord(stateDir)}`;
  return `sudo HOME=${shellWord(home)}${place} ${command} gateway ${deed}`;
}

/**
 * A service of that name may run another instance: `sudo` has another home directory, and CLAWDBOT_STATE_DIR may mean any place.
 * @throws CliError supervisor
 */
export function refuseOtherPlace(io: Io, service: OwnService, deed: string): void {
  const other = otherPlace(io, service);
  if (other === undefined) return;
  const fix =
    service.scope === 'system' && other.home !== io.paths.home
      ? asRoot(io, other, deed)
      : `mean the same place with CLAWDBOT_STATE_DIR=${shellWord(other.stateDir)}, or another service with --profile`;
  throw new CliError(
    'supervisor',
    `${service.name} runs the gateway in ${other.stateDir}, and this command means the one in ${io.paths.stateDir}`,
    { where: [`Definition: ${service.definitionPath}`], fix },
  );
}

/** The service in whose hands the running gateway is, and what the supervisor makes of it. */
export async function managingService(
  io: Io,
): Promise<{ readonly service: OwnService; readonly state: ServiceState } | undefined> {
  const service = await installedService(io);
  if (service === undefined || (service.scope === 'user' && otherPlace(io, service) !== undefined))
    return undefined;
  const state = await service.state();
  const owner = lockOwner(io);
  // A gateway somebody started in a terminal is not the supervisor's, though there is a service.
  const foreign = owner !== undefined && state.pid !== undefined && state.pid !== owner.pid;
  // The scheduler of Windows names no process of what it runs.
  const idle =
    owner !== undefined &&
    state.pid === undefined &&
    state.running !== 'unknown' &&
    state.running !== 'running';
  return foreign || idle || state.unavailable !== undefined ? undefined : { service, state };
}

/**
 * Does the steps in order; one that stops a gateway may take as long as the configuration gives that.
 * @throws StepFailed
 */
export async function carryOut(
  io: Io,
  { ask }: Pick<OwnService, 'ask'>,
  steps: readonly Step[],
): Promise<void> {
  const { execute } = await import('../service/execute.ts');
  const { config } = await loadConfig({ paths: io.paths, env: io.env });
  const drainMs = (config.gateway?.shutdown?.timeoutSeconds ?? 0) * 1000;
  await execute(steps, { ask, drainMs, clock: io.clock });
}

/** Lets the supervisor do it. @throws CliError supervisor */
export async function superviseVerb(io: Io, service: OwnService, verb: ServiceVerb): Promise<void> {
  refuseWithoutRoot(io, service, verb);
  refuseOtherPlace(io, service, verb);
  const { StepFailed } = await import('../service/execute.ts');
  try {
    await carryOut(io, service, service.verb(verb));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    throw new CliError('supervisor', `${service.kind} would not ${verb} ${service.name}: ${error.message}`, {
      fix: `see its log: ${service.logCommand}`,
      cause: error,
    });
  }
}

/** What the system's supervisor does only for root is refused before anything was done. @throws CliError supervisor */
export function refuseWithoutRoot(io: Io, { scope, name }: OwnService, deed: string): void {
  if (scope === 'user' || io.machine.uid === 0) return;
  throw new CliError('supervisor', `${name} belongs to the system: only root may ${deed.split(' ')[0]} it`, {
    fix: asRoot(io, io.paths, deed),
  });
}
