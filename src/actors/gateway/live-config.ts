import type { Config } from '../../config/generated/types.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { GatewayPlan } from '../../config/plan.ts';

/** The configuration this boot runs on. Whoever reads it at each use follows a reload by itself. */
export interface LiveConfig {
  current(): Config;
  loaded(): LoadedConfig;
  /** The settings resolved from it. Ports, addresses and secrets of the door are those the boot began with. */
  plan(): GatewayPlan;
  /** @throws Error when the new configuration cannot be planned; then the old one stays */
  swap(next: LoadedConfig): void;
}

export function createLiveConfig(options: {
  readonly loaded: LoadedConfig;
  readonly plan: GatewayPlan;
  readonly replan: (loaded: LoadedConfig) => GatewayPlan;
}): LiveConfig {
  let { loaded, plan } = options;
  return {
    current: () => loaded.config,
    loaded: () => loaded,
    plan: () => plan,
    swap(next) {
      plan = options.replan(next);
      loaded = next;
    },
  };
}
