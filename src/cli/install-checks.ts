import { join } from 'node:path';
import { statSync } from 'node:fs';
import type { FoundService } from '../service/scan.ts';
import { planPort } from '../config/plan-ports.ts';
import { CliError } from './cli-error.ts';
import { loadValidConfig } from './valid-config.ts';
import { lockOwner } from './facts.ts';
import type { CliIo } from './io.ts';
import { portHolder } from './port-holder.ts';
import { shellWord } from '../platform/shell-word.ts';
import { openService, scopesOf, type OwnService } from './supervised.ts';

/** Every service on this machine that has to do with a gateway, those of other profiles included. */
export async function findServices(io: CliIo, deep: boolean): Promise<readonly FoundService[]> {
  const { scanServices } = await import('../service/scan.ts');
  const { userUnitDir, SYSTEM_UNIT_DIR } = await import('../service/choose.ts');
  const { platform } = io.machine;
  const { home } = io.paths;
  if (platform === 'darwin')
    return scanServices({
      user: [join(home, 'Library', 'LaunchAgents')],
      system: deep ? ['/Library/LaunchAgents', '/Library/LaunchDaemons'] : [],
      suffix: '.plist',
      home,
    });
  if (platform !== 'linux') return [];
  return scanServices({
    user: [userUnitDir({ env: io.env, home })],
    system: deep ? [SYSTEM_UNIT_DIR, '/usr/lib/systemd/system', '/lib/systemd/system'] : [],
    suffix: '.service',
    home,
  });
}

/** Two supervisors of one gateway would fight for its lock for ever. @throws CliError supervisor, config */
export async function refuseRivals(io: CliIo, service: OwnService): Promise<void> {
  for (const scope of scopesOf(io.machine)) {
    if (scope === service.scope) continue;
    const other = await openService(io, scope);
    if (other.definition() === undefined) continue;
    const command = `${io.command} gateway uninstall${scope === 'system' ? ' --system' : ''}`;
    throw new CliError('supervisor', `${other.name} of the ${scope} runs the same gateway`, {
      where: [`Definition: ${other.definitionPath}`],
      fix: `remove it first: ${scope === 'system' ? 'sudo ' : ''}${command}`,
    });
  }
  const rival = (await findServices(io, true)).find(
    ({ path, stateDir, kind }) =>
      kind !== 'legacy' && path !== service.definitionPath && stateDir === io.paths.stateDir,
  );
  if (rival !== undefined)
    throw new CliError(
      'supervisor',
      `${rival.name} (${rival.scope}) runs a gateway on the same state directory`,
      {
        where: [`Definition: ${rival.path}`, `State directory: ${io.paths.stateDir}`],
        fix: 'remove that service, or give this one a profile of its own with --profile',
      },
    );
}

/** A gateway in a terminal holds the lock; the service could only fail. @throws CliError supervisor */
export async function refuseForeground(io: CliIo, service: OwnService): Promise<void> {
  const owner = lockOwner(io);
  if (owner === undefined) return;
  const { pid, running } = await service.state();
  // The scheduler of Windows names no process; what it runs is taken to be its own.
  if (pid === owner.pid || (pid === undefined && running === 'running')) return;
  throw new CliError('supervisor', `a gateway already runs here outside the service (pid ${owner.pid})`, {
    fix: `stop it first: ${io.command} gateway stop`,
  });
}

/** What would keep the gateway from coming up is said before anything is installed. @throws CliError config */
export async function refuseUnready(io: CliIo): Promise<void> {
  const { config, exists, path } = await loadValidConfig(io);
  const mode = config.gateway?.mode;
  if (mode === 'local') return;
  throw new CliError(
    'config',
    exists
      ? `a gateway would not start here: gateway.mode is ${mode ?? 'not set'}`
      : 'a gateway would not start here: there is no configuration',
    { where: [`Config: ${path}`], fix: `${io.command} config set gateway.mode local` },
  );
}

/** The number of a user of this machine. @throws CliError usage */
async function uidOf({ machine }: CliIo, { ask }: OwnService, user: string): Promise<number> {
  if (user === machine.userName) return machine.uid;
  const { exitCode, stdout } = await ask(['id', '-u', '--', user]);
  if (exitCode === 0) return Number(stdout);
  throw new CliError('usage', `there is no user ${user} on this machine`, {
    fix: 'name one with --user, or make one: sudo useradd --create-home <name>',
  });
}

/** Two gateways on one port: the second would fail at its first start, as a service again and again. @throws CliError config */
export async function refuseTakenPort(io: CliIo, flag: string | undefined): Promise<void> {
  const { config, path } = await loadValidConfig(io);
  const { port } = planPort({ config, env: io.env, profile: io.paths.profile, flag }).choice;
  const holder = await portHolder(io, port);
  if (holder === undefined) return;
  throw new CliError('config', `a gateway would not start here: port ${port} is taken`, {
    where: [`Listening: ${holder}`, `Config: ${path}`],
    fix: `give this one another port: ${io.command} config set gateway.port <port>`,
  });
}

/** Run as root for somebody else, `HOME` must be theirs, or the gateway would get an empty life of its own. @throws CliError usage */
export async function refuseForeignHome(io: CliIo, service: OwnService, user: string): Promise<void> {
  const uid = await uidOf(io, service, user);
  const { home } = io.paths;
  const owner = statSync(home, { throwIfNoEntry: false })?.uid;
  if (owner === undefined || owner === uid) return;
  throw new CliError('usage', `${home} does not belong to ${user}, who is to run the gateway`, {
    // Not ~user: within a word not every shell replaces that.
    fix: `sudo HOME="$(getent passwd ${shellWord(user)} | cut -d: -f6)" ${io.command} gateway install --system --user ${shellWord(user)}`,
  });
}
