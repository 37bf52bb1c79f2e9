import type { GatewayPhase, NumberedTransition } from '../../protocol/generated/types.ts';
import { awaitGateway, phaseOf, type Budget } from '../await-gateway.ts';
import { CliError } from '../cli-error.ts';
import type { GatewayClient } from '../client.ts';
import { lockOwner } from '../facts.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { createBudget, openOwn } from '../own-gateway.ts';
import { managingService } from '../supervised.ts';
import { startCommand, loadClientSettings } from '../settings.ts';
import { startService } from '../supervised-start.ts';

export interface EndFlags {
  readonly reason?: string;
  /** Milliseconds for the whole of it. */
  readonly timeout: number;
  readonly json?: boolean;
}

const ROOT = 'gateway';
/** The longest a supervisor usually waits before it starts something again, and the start. */
const SUPERVISOR_MS = 8_000;

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

/** From the announcement to the first moment it served again, by the gateway's own record where one process did both. */
function downtimeOf(steps: readonly NumberedTransition[], toldAt: number, fallbackMs: number): number {
  const root = steps.filter(({ actor, at }) => actor === ROOT && at >= toldAt);
  const announced = root.find(({ from, to }) => to.startsWith('draining') && !from.startsWith('draining'));
  const served = root.findLast(({ from, to }) => to.startsWith('running') && !from.startsWith('running'));
  return announced === undefined || served === undefined ? fallbackMs : served.at - announced.at;
}

/** Asks the gateway itself, and waits until it has gone. */
async function restartInProcess(
  io: CliIo,
  flags: EndFlags,
  budget: Budget,
): Promise<{ readonly old: GatewayPhase; readonly announcedMs: number }> {
  const client = await openRunning(io, budget.leftMs());
  let announcedMs = io.clock.monotonic();
  try {
    const old = await phaseOf(client, budget);
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
    return { old, announcedMs };
  } finally {
    await client.close();
  }
}

/** A restart keeps the lock: without it the process has ended, and only a supervisor of somebody else's could bring it back. */
function createVigil(io: CliIo): { gone(): boolean } {
  let since: number | undefined;
  return {
    gone() {
      if (lockOwner(io) === undefined) since ??= io.clock.monotonic();
      else since = undefined;
      return since !== undefined && io.clock.monotonic() - since > SUPERVISOR_MS;
    },
  };
}

/** `moltbot gateway restart`: done only when another instance serves and says that it is well. */
export async function gatewayRestart(io: CliIo, flags: EndFlags): Promise<number> {
  const out = createOutput(io);
  const budget = createBudget(io, flags.timeout);
  const managed = await managingService(io);
  // The supervisor starts a new process, which may be a newer program than the one that runs.
  if (managed !== undefined) return startService(io, managed.service, 'restart', { ...flags, budget });
  const toldAt = io.clock.now();
  const { old, announcedMs } = await restartInProcess(io, flags, budget);
  let last = old;
  const stays = createVigil(io);
  const arrived = await awaitGateway(io, {
    budget,
    ...(old.instanceId === null ? {} : { old: old.instanceId }),
    saw: (phase) => {
      last = phase;
    },
    hopeless: () => Promise.resolve(stays.gone() ? notDone(io, old, last, flags.timeout) : undefined),
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
  return new CliError(
    'timeout',
    gone ? `not restarted: ${where}` : `not restarted within ${timeoutMs} ms: ${where}`,
    {
      fix: gone
        ? `look for the reason in the log, then start it again: ${io.command} gateway`
        : `see what it waits for: ${io.command} gateway status --deep; or give it longer with --timeout`,
    },
  );
}
