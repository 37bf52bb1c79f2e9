import type {
  GatewayPhase,
  HealthSummary,
  NumberedTransition,
  SystemInspectResult,
  SystemTransitionsResult,
} from '../../protocol/generated/types.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { CliError } from '../cli-error.ts';
import type { GatewayClient } from '../client.ts';
import { lockOwner } from '../facts.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { createBudget, isPassing, openOwn, pause } from '../own-gateway.ts';
import { startCommand, loadClientSettings } from '../settings.ts';

export interface EndFlags {
  readonly reason?: string;
  /** Milliseconds for the whole of it. */
  readonly timeout: number;
  readonly json?: boolean;
}

const ROOT = 'gateway';

type Budget = ReturnType<typeof createBudget>;

const inspect = async (client: GatewayClient, budget: Budget): Promise<GatewayPhase> => {
  const { gateway } = (await client.request(
    'system.inspect',
    { limit: 1 },
    { timeoutMs: budget.leftMs() },
  )) as SystemInspectResult;
  if (gateway === undefined)
    throw new CliError(
      'refused',
      'the gateway that runs is older than this command and does not say its phase',
      {
        fix: 'stop it with SIGTERM and start it again',
      },
    );
  return gateway;
};

/** Opens the own gateway, or says how one is started. */
export async function openRunning(io: CliIo, timeoutMs: number): Promise<GatewayClient> {
  try {
    return await openOwn(io, timeoutMs);
  } catch (error) {
    if (!(error instanceof CliError) || error.kind !== 'unreachable') throw error;
    const settings = await loadClientSettings(io);
    throw error.at(
      [`State directory: ${io.paths.stateDir}`],
      `no gateway runs here; start one with: ${startCommand(settings, io.command)}`,
    );
  }
}

type Place = Pick<SystemTransitionsResult, 'next' | 'epoch'>;

/** The place in the record now, or the next one after something more has happened. */
async function nextPlace(client: GatewayClient, budget: Budget, from?: Place): Promise<Place> {
  const timeoutMs = budget.leftMs();
  const waitMs = Math.min(LIMITS.transitionsWaitMs, timeoutMs);
  const params = from === undefined ? {} : { after: from.next, epoch: from.epoch, waitMs };
  return (await client.request('system.transitions', params, { timeoutMs })) as SystemTransitionsResult;
}

interface Arrived {
  readonly phase: GatewayPhase;
  readonly health: HealthSummary;
  readonly steps: readonly NumberedTransition[];
}

/** Follows the gateway over its own socket until another instance serves. Undefined when the time is up. */
async function awaitOther(
  io: CliIo,
  old: string,
  budget: Budget,
  saw: (phase: GatewayPhase) => void,
): Promise<Arrived | undefined> {
  while (!budget.spent()) {
    let client: GatewayClient | undefined;
    try {
      client = await openOwn(io, budget.leftMs());
      // Taken before looking: what happens after the look is then not waited for in vain.
      let place = await nextPlace(client, budget);
      while (!budget.spent()) {
        const phase = await inspect(client, budget);
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
      // A connection that ended leads to whoever serves next; where nobody answers, a little patience.
      if (error instanceof CliError && error.kind === 'unreachable') await pause(io);
    } finally {
      await client?.close();
    }
  }
  return undefined;
}

/** From the announcement to the first moment it served again, by the gateway's own record where one process did both. */
function downtimeOf(steps: readonly NumberedTransition[], toldAt: number, fallbackMs: number): number {
  const root = steps.filter(({ actor, at }) => actor === ROOT && at >= toldAt);
  const announced = root.find(({ from, to }) => to.startsWith('draining') && !from.startsWith('draining'));
  const served = root.findLast(({ from, to }) => to.startsWith('running') && !from.startsWith('running'));
  return announced === undefined || served === undefined ? fallbackMs : served.at - announced.at;
}

/** `moltbot gateway restart`: done only when another instance serves and says that it is well. */
export async function gatewayRestart(io: CliIo, flags: EndFlags): Promise<number> {
  const out = createOutput(io);
  const budget = createBudget(io, flags.timeout);
  const client = await openRunning(io, budget.leftMs());
  let old: GatewayPhase;
  const toldAt = io.clock.now();
  let announcedMs = io.clock.monotonic();
  try {
    old = await inspect(client, budget);
    const off = client.onEvent(({ event }) => {
      if (event === 'shutdown') announcedMs = io.clock.monotonic();
    });
    const reason = flags.reason ?? 'moltbot gateway restart';
    await client.request('system.restart', { reason }, { timeoutMs: budget.leftMs() });
    const timer = Promise.withResolvers<void>();
    const handle = io.clock.setTimeout(timer.resolve, budget.leftMs());
    await Promise.race([client.closed, timer.promise]);
    io.clock.clearTimeout(handle);
    off();
  } finally {
    await client.close();
  }
  let last = old;
  const arrived = await awaitOther(io, old.instanceId ?? '', budget, (phase) => {
    last = phase;
  });
  if (arrived === undefined) throw notDone(io, old, last, flags.timeout);
  const downtimeMs = downtimeOf(arrived.steps, toldAt, Math.round(io.clock.monotonic() - announcedMs));
  const { phase, health } = arrived;
  const result = {
    ok: health.ok,
    oldInstanceId: old.instanceId,
    newInstanceId: phase.instanceId,
    oldPid: old.pid,
    newPid: phase.pid,
    downtimeMs,
    warnings: health.warnings ?? [],
  };
  if (flags.json === true) out.json(result);
  else {
    out.line(`Restarted in ${out.tone('good', `${downtimeMs} ms`)}: ${old.instanceId} → ${phase.instanceId}`);
    for (const { code, message } of result.warnings)
      out.line(`${out.tone('warn', 'Warning')} ${code}: ${message}`);
  }
  return 0;
}

function notDone(io: CliIo, old: GatewayPhase, last: GatewayPhase, timeoutMs: number): CliError {
  const gone = lockOwner(io) === undefined;
  const where = gone
    ? 'the gateway has ended and none was started in its place'
    : `it is ${last.state}${last.ending === null ? '' : ` (${last.ending.reason})`}, still ${last.instanceId ?? old.instanceId}`;
  return new CliError('timeout', `not restarted within ${timeoutMs} ms: ${where}`, {
    fix: gone
      ? `look for the reason in the log, then start it again: ${io.command} gateway`
      : `see what it waits for: ${io.command} gateway status --deep; or give it longer with --timeout`,
  });
}
