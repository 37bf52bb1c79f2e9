import type { ConfigPort } from '../../api/config-port.ts';
import type { SelfPort } from '../../api/ports.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { RunningConfig } from '../../protocol/generated/types.ts';
import type { OfferReload } from '../../protocol/reload-request.ts';
import type { Store } from '../../store/store.ts';
import type { BootPlan } from './boot-plan.ts';
import { BootRefused } from './boot-refused.ts';
import { createConfigDesk } from './config-desk.ts';

/** The desk of one boot: it plans against what this boot runs on, and hands what is written to the root. */
export function createBootDesk(deps: {
  readonly boot: BootPlan;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly log: Logger;
  readonly self: SelfPort;
  readonly store: Store;
  readonly reloads: {
    readonly facts: { running(): RunningConfig };
    readonly offer: OfferReload;
    confirm(hash?: string): boolean;
    confirmUntil(): number | undefined;
    takesProbation(): boolean;
  };
}): ConfigPort {
  const { boot, paths, clock, log, self, store, reloads } = deps;
  return createConfigDesk({
    paths,
    env: boot.env,
    clock,
    log: log.child('config'),
    store,
    version: self.version,
    pid: self.pid,
    running: boot.live.loaded,
    state: () => reloads.facts.running(),
    offer: reloads.offer,
    probation: reloads.confirmUntil,
    takesProbation: reloads.takesProbation,
    confirm: reloads.confirm,
    obstacle: (loaded) => obstacleOf(boot.choice.replan, loaded),
  });
}

/** The refusal of a start, in one line. */
function obstacleOf(replan: (loaded: LoadedConfig) => unknown, loaded: LoadedConfig): string | undefined {
  if (!loaded.valid) return undefined;
  try {
    replan(loaded);
    return undefined;
  } catch (error) {
    if (error instanceof BootRefused) return error.message.replaceAll(/\s*\n\s*/g, ' ');
    throw error;
  }
}
