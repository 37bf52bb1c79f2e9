import type { Actor } from 'xstate';
import type { SelfPort } from '../../api/ports.ts';
import type { GatewayLogic } from '../../machines/gateway.ts';
import type { SafeMode } from '../../platform/boot-ledger.ts';
import type { Clock } from '../../platform/clock.ts';
import type { HostFacts } from '../../platform/host.ts';
import type { LagSampler } from '../../platform/lag.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paths } from '../../platform/paths.ts';
import type { Random } from '../../platform/random.ts';
import type { Adapters } from '../channels/adapters.ts';
import type { Recorder } from '../inspect/recorder.ts';
import type { HttpHandler } from '../server/http.ts';
import type { BootPlan } from './boot-plan.ts';
import type { FrontDoor } from './front-door.ts';
import type { Reloads } from './reloads.ts';
import type { StrayCount } from './stray-watch.ts';

/** What the parts of one boot are made of. */
export interface PartsOptions {
  readonly boot: BootPlan;
  readonly paths: Paths;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly recorder: Recorder;
  readonly lag: LagSampler;
  readonly strays: () => StrayCount | undefined;
  readonly memoryTrouble: () => string | undefined;
  readonly host: HostFacts;
  readonly self: SelfPort;
  readonly http: readonly HttpHandler[];
  readonly root: () => Actor<GatewayLogic>;
  /** False once a later boot has taken over. */
  readonly alive: () => boolean;
  /** stdout is a terminal. */
  readonly terminal: boolean;
  readonly reloads: Reloads;
  readonly front: FrontDoor;
  /** Why this process began in safe mode, until it is left. */
  readonly safe: () => SafeMode | undefined;
  /** The networks this boot serves. */
  readonly adapters: Adapters;
  /** How the operator starts a command of ours, e.g. `moltbot --dev`. */
  readonly command: string;
  /** What clients know of the boot before, when this one is an in-process restart. */
  readonly carried: { readonly firstPresenceVersion?: number; readonly lastPort?: number };
}
