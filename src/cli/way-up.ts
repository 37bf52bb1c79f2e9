import type { CliIo } from './io.ts';
import { whoListens } from './facts.ts';
import { startCommand, type ClientSettings } from './settings.ts';
import { installedService, otherPlace } from './supervised.ts';
import type { SupervisorFact } from './supervisor-fact.ts';

/** The service ended in a way that only repeats itself: a person has to act first. */
export const forAPerson = ({ lastEnd }: { readonly lastEnd?: string | null }): boolean =>
  /exit code (?:64|78)\)?$/.test(lastEnd ?? '');

/** systemd's own code for a program it could not execute: it tries for ever, and nothing of it gets better. */
export const cannotRun = ({ lastEnd }: { readonly lastEnd?: string | null }): boolean =>
  /exit code 203\)?$/.test(lastEnd ?? '');

/** The command that brings the gateway of this machine up: with a service it is the supervisor that starts it, not the operator's terminal. */
export async function wayUp(io: CliIo, settings: Pick<ClientSettings, 'modeUnset'>): Promise<string> {
  const service = await installedService(io);
  const own = service !== undefined && otherPlace(io, service) === undefined;
  return own ? `${io.command} gateway start` : startCommand(settings, io.command);
}

/** What helps a service that does not run; `undefined` where it is not this gateway's, or is well. */
export function serviceFix(
  io: Pick<CliIo, 'command'>,
  { service, otherConfig, lastError }: SupervisorFact,
): string | undefined {
  // A service for another configuration is not what would bring this gateway up.
  if (service === undefined || !service.loaded || otherConfig !== undefined) return undefined;
  const start = `${io.command} gateway start`;
  switch (service.running) {
    case 'running':
      return undefined;
    case 'restarting':
    case 'starting':
      if (cannotRun(service))
        return `the program its definition names cannot be run; install it anew: ${io.command} gateway install --force`;
      return `${service.kind} starts it again by itself within seconds; what happens then: ${io.command} gateway status`;
    default:
      return lastError !== undefined && forAPerson(service)
        ? `mend what the last gateway error says, then: ${start}`
        : `start it again: ${start}`;
  }
}

/** What helps when somebody else has the port: the own gateway cannot start before. */
export async function portFix(io: CliIo, port: number): Promise<string> {
  const who = await whoListens(io, port);
  return `port ${port} is taken by ${who}: end that, or give the gateway another port: ${io.command} config set gateway.port <port>`;
}
