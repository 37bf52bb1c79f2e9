import { systemClock } from '../../platform/clock.ts';
import { systemRandom } from '../../platform/random.ts';
import { onSignal } from '../../platform/signals.ts';
import { onStrayFailure } from '../../platform/stray-failures.ts';
import { createGateway, type GatewayOptions } from './create-gateway.ts';

/** Runs the gateway in this process until it stops; resolves with the exit code. */
export const runGateway = (options: GatewayOptions): Promise<number> =>
  createGateway(options, { clock: systemClock, random: systemRandom, onSignal, onStrayFailure }).run();
