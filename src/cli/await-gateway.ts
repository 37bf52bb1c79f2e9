import type {
  GatewayPhase,
  HealthSummary,
  NumberedTransition,
  SystemInspectResult,
  SystemTransitionsResult,
} from '../protocol/generated/types.ts';
import { LIMITS } from '../protocol/limits.ts';
import { CliError } from './cli-error.ts';
import type { GatewayClient } from './client.ts';
import type { CliIo } from './io.ts';
import { isPassing, openOwn, type createBudget } from './own-gateway.ts';
import { pause } from './pause.ts';

export type Budget = ReturnType<typeof createBudget>;

export interface Arrived {
  readonly phase: GatewayPhase;
  readonly health: HealthSummary;
  readonly steps: readonly NumberedTransition[];
}

/** Where in its life the gateway is. @throws CliError refused by one that is too old to say */
export async function phaseOf(client: GatewayClient, budget: Budget): Promise<GatewayPhase> {
  const { gateway } = (await client.request(
    'system.inspect',
    { limit: 1 },
    { timeoutMs: budget.leftMs() },
  )) as SystemInspectResult;
  if (gateway !== undefined) return gateway;
  throw new CliError(
    'refused',
    'the gateway that runs is older than this command and does not say its phase',
    { fix: 'stop it with SIGTERM and start it again' },
  );
}

type Place = Pick<SystemTransitionsResult, 'next' | 'epoch'>;

/** The place in the record now, or the next one after something more has happened. */
async function nextPlace(client: GatewayClient, budget: Budget, from?: Place): Promise<Place> {
  const timeoutMs = budget.leftMs();
  const waitMs = Math.min(LIMITS.transitionsWaitMs, timeoutMs);
  const params = from === undefined ? {} : { after: from.next, epoch: from.epoch, waitMs };
  return (await client.request('system.transitions', params, { timeoutMs })) as SystemTransitionsResult;
}

export interface Awaiting {
  readonly budget: Budget;
  /** The instance that is not waited for. */
  readonly old?: string;
  readonly saw?: (phase: GatewayPhase) => void;
  /** Asked while nobody answers: what it returns ends the waiting. */
  readonly hopeless?: () => Promise<CliError | undefined>;
}

/**
 * Follows the gateway over its own socket until another instance serves. Undefined when the time is up.
 * @throws CliError whatever `hopeless` has found
 */
export async function awaitGateway(io: CliIo, options: Awaiting): Promise<Arrived | undefined> {
  const { budget, old = null, saw = () => {}, hopeless } = options;
  while (!budget.spent()) {
    let client: GatewayClient | undefined;
    try {
      client = await openOwn(io, budget.leftMs());
      // Taken before looking: what happens after the look is then not waited for in vain.
      let place = await nextPlace(client, budget);
      while (!budget.spent()) {
        const phase = await phaseOf(client, budget);
        saw(phase);
        const { instanceId, serving, state } = phase;
        if (serving && state.startsWith('running') && instanceId !== null && instanceId !== old) {
          const timeoutMs = budget.leftMs();
          const health = (await client.request('health', {}, { timeoutMs })) as HealthSummary;
          const { transitions } = (await client.request(
            'system.transitions',
            { after: 0 },
            { timeoutMs },
          )) as SystemTransitionsResult;
          return { phase, health, steps: transitions };
        }
        place = await nextPlace(client, budget, place);
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
      const lost = await hopeless?.();
      if (lost !== undefined) throw lost;
      // A connection that ended leads to whoever serves next; where nobody answers, a little patience.
      if (error instanceof CliError && error.kind === 'unreachable') await pause(io);
    } finally {
      await client?.close();
    }
  }
  return undefined;
}
