import { installedService, openService } from '../supervised.ts';
import type { Wizard } from './wizard.ts';

/** Whether it should be a service. Not asked where it is one already, or cannot be one; then the reason is said. */
export async function wantsService({ io, asker }: Pick<Wizard, 'io' | 'asker'>): Promise<boolean> {
  if ((await installedService(io)) !== undefined) return false;
  const missing = await (await openService(io)).unavailable();
  if (missing !== undefined) {
    asker.note(`No service can keep it running here: ${missing.reason}; ${missing.fix}`);
    return false;
  }
  return asker.confirm({ message: 'Keep it running as a service of this system?', initial: true });
}
