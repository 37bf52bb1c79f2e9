import { CliError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createBudget } from '../own-gateway.ts';
import { installedService } from '../supervised.ts';
import { startCommand, loadClientSettings } from '../settings.ts';
import { startService } from '../supervised-start.ts';

export interface StartServiceFlags {
  readonly timeout: number;
  readonly json?: boolean;
}

/** `moltbot gateway start`: starts the installed service and waits for hello. */
export async function gatewayStart(io: CliIo, flags: StartServiceFlags): Promise<number> {
  const service = await installedService(io);
  if (service === undefined)
    throw new CliError('supervisor', `no service is installed for profile ${io.paths.profile}`, {
      fix: `install one: ${io.command} gateway install; or run it here: ${startCommand(await loadClientSettings(io), io.command)}`,
    });
  return startService(io, service, 'start', { ...flags, budget: createBudget(io, flags.timeout) });
}
