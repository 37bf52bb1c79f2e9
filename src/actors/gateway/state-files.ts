import { keepBrowserPorts, planBrowserPorts, readBrowserPorts } from '../../config/browser-ports.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import { ensureStateId } from '../../platform/state-id.ts';
import type { BootPlan } from './boot-plan.ts';

interface Place {
  readonly stateDir: string;
  readonly log: Logger;
}

/** A directory that takes no file now will say so where it matters more. */
export function stateIdOf({ stateDir, log, random }: Place & { readonly random: Random }): {
  readonly stateId?: string;
} {
  try {
    return { stateId: ensureStateId(stateDir, random) };
  } catch (error) {
    log.warn('the state directory cannot be given an id', { error });
    return {};
  }
}

/** The ports of browsers are remembered before anything takes one, so that each keeps its own. */
export function keepPorts(
  { live, choice, env }: Pick<BootPlan, 'live' | 'choice' | 'env'>,
  { stateDir, log }: Place,
): void {
  const { port } = choice.plan;
  // Any free port: there is nothing to count from.
  if (port === 0) return;
  const before = readBrowserPorts(stateDir);
  const { ports, without } = planBrowserPorts({ config: live.current(), env, base: port, before });
  if (without.length > 0) log.warn('no available CDP ports in range', { browsers: without });
  try {
    keepBrowserPorts(stateDir, ports);
  } catch (error) {
    log.warn('the ports of browsers cannot be remembered', { error });
  }
}
