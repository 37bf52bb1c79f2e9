import { systemClock } from '../../platform/clock.ts';
import { standardStreams } from '../../platform/logging.ts';
import { systemRandom } from '../../platform/random.ts';
import { onSignal } from '../../platform/signals.ts';
import { onStrayFailure } from '../../platform/stray-failures.ts';
import { createGateway } from './create-gateway.ts';
import type { GatewayOptions } from './gateway-options.ts';

/** Runs the gateway in this process until it stops; resolves with the exit code. */
export const runGateway = (options: GatewayOptions): Promise<number> =>
  createGateway(options, {
    clock: systemClock,
    random: systemRandom,
    console: standardStreams(),
    onSignal,
    onStrayFailure,
  }).run();
