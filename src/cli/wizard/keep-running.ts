import { CliError } from '../cli-error.ts';
import { lingeringOf } from '../lingering.ts';
import { installedService, openService, type OwnService } from '../supervised.ts';
import type { Wizard } from './wizard.ts';

type Openable = { readonly service: OwnService } | { readonly reason: string; readonly fix: string };

/** The service that could be installed, or why there can be none: no supervisor, or a profile whose name no service can have. */
async function openable(io: Wizard['io']): Promise<Openable> {
  try {
    const service = await openService(io);
    return (await service.unavailable()) ?? { service };
  } catch (error) {
    if (error instanceof CliError) return { reason: error.message, fix: error.options.fix ?? '' };
    throw error;
  }
}

/** Whether it should be a service. Not asked where it is one already, or cannot be one; then the reason is said. */
export async function wantsService({ io, asker }: Pick<Wizard, 'io' | 'asker'>): Promise<boolean> {
  if ((await installedService(io)) !== undefined) return false;
  const found = await openable(io);
  if (!('service' in found)) {
    asker.note(`No service can keep it running here: ${found.reason}; ${found.fix}`);
    return false;
  }
  const { service } = found;
  const { state, trouble } = await lingeringOf(io, service);
  if (state === 'off')
    asker.note(
      `With a service goes lingering, so that it outlives your last logout and comes up at boot: ${trouble?.fix}`,
    );
  return asker.confirm({ message: 'Keep it running as a service of this system?', initial: true });
}
