import { lingeringOf } from '../lingering.ts';
import { installedService, openService } from '../supervised.ts';
import type { Wizard } from './wizard.ts';

/** Whether it should be a service. Not asked where it is one already, or cannot be one; then the reason is said. */
export async function wantsService({ io, asker }: Pick<Wizard, 'io' | 'asker'>): Promise<boolean> {
  if ((await installedService(io)) !== undefined) return false;
  const service = await openService(io);
  const missing = await service.unavailable();
  if (missing !== undefined) {
    asker.note(`No service can keep it running here: ${missing.reason}; ${missing.fix}`);
    return false;
  }
  const { state, trouble } = await lingeringOf(io, service);
  if (state === 'off')
    asker.note(
      `With a service goes lingering, so that it outlives your last logout and comes up at boot: ${trouble?.fix}`,
    );
  return asker.confirm({ message: 'Keep it running as a service of this system?', initial: true });
}
