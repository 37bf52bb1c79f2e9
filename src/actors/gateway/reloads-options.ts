import type { ReloadEnd, ReloadOffer } from '../../machines/gateway-types.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Env } from '../../platform/env.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { ReloadReport } from '../../protocol/generated/types.ts';
import type { ReloadRequest } from '../../protocol/reload-request.ts';
import type { Ports } from '../../api/ports.ts';
import type { BootPlan } from './boot-plan.ts';
import type { HotEffects } from './hot-effects.ts';
import type { Asked } from './reload-answers.ts';

/** The boot that runs, as far as a reload changes it. */
export interface Reloadable {
  readonly boot: BootPlan;
  readonly hot: HotEffects;
  readonly ports: Pick<Ports, 'runs'>;
}

/** What reloads stand on. */
export interface ReloadsOptions {
  readonly paths: Paths;
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
  readonly parts: () => Reloadable | undefined;
  /** An event for the root. */
  readonly send: (
    event:
      | { readonly type: 'config.offered'; readonly offer: ReloadOffer }
      | { readonly type: 'config.confirmed' },
  ) => void;
  /** What runs waits for its confirmation. */
  readonly confirming: () => boolean;
  /** The root takes offers now. */
  readonly idle: () => boolean;
  readonly look: (asked: Asked) => boolean;
  /** A restart for an earlier change waits for its moment. */
  readonly restartAhead: () => boolean;
  /** An answer for the watcher that does not come from the root. */
  readonly settle: (end: ReloadEnd) => void;
  /** The gateway is in safe mode, where nothing is proved. */
  readonly safe: () => boolean;
  /** Health shows something else. */
  readonly changed: () => void;
  readonly tellRequester: (request: ReloadRequest, report: ReloadReport) => Promise<ReloadReport>;
}
