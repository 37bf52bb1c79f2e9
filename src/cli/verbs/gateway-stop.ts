import type { GatewayPhase, SystemInspectResult, SystemStopResult } from '../../protocol/generated/types.ts';
import type { LockOwner } from '../../platform/lock.ts';
import { CliError } from '../cli-error.ts';
import type { GatewayClient } from '../client.ts';
import { lockOwner } from '../facts.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { createBudget, isPassing, openOwn } from '../own-gateway.ts';
import { pause } from '../pause.ts';
import {
  installedService,
  managingService,
  otherPlace,
  refuseOtherPlace,
  superviseVerb,
  type OwnService,
} from '../supervised.ts';
import { serviceReport } from '../supervised-lines.ts';
import type { EndFlags } from './gateway-restart.ts';

const sameProcess = (a: LockOwner, b: LockOwner): boolean => a.pid === b.pid && a.startedAt === b.startedAt;

/** Waits until nobody but a newcomer holds the lock. False when the time is up. */
async function awaitDeath(io: CliIo, owner: LockOwner, spent: () => boolean): Promise<boolean> {
  for (;;) {
    const now = lockOwner(io);
    if (now === undefined || !sameProcess(now, owner)) return true;
    if (spent()) return false;
    await pause(io);
  }
}

/** The state it was last seen in, as far as it still answers. */
async function lastState(io: CliIo): Promise<GatewayPhase | undefined> {
  let client: GatewayClient | undefined;
  try {
    client = await openOwn(io, 1_000);
    return (
      (await client.request('system.inspect', { limit: 1 }, { timeoutMs: 1_000 })) as SystemInspectResult
    ).gateway;
  } catch (error) {
    if (isPassing(error)) return undefined;
    throw error;
  } finally {
    await client?.close();
  }
}

/** `moltbot gateway stop`: done only when the process has given its lock back. */
export async function gatewayStop(io: CliIo, flags: EndFlags): Promise<number> {
  const out = createOutput(io);
  const budget = createBudget(io, flags.timeout);
  const owner = lockOwner(io);
  const begun = io.clock.monotonic();
  if (owner === undefined) {
    const installed = await installedService(io);
    if (installed?.scope === 'system') refuseOtherPlace(io, installed, 'stop');
    const idle = installed === undefined || otherPlace(io, installed) !== undefined ? undefined : installed;
    const state = await idle?.state();
    // Between two tries of a service that does not come up there is no process to stop, but there is something to end. One that runs
    // without its lock's facts, which somebody has removed, is there all the same.
    if (idle !== undefined && LIVELY.has(state?.running)) {
      await superviseVerb(io, idle, 'stop');
      if (state?.running === 'running') return tellServiceStopped(io, flags, idle, begun);
    }
    if (flags.json === true) out.json({ ok: true, running: false, ms: 0 });
    else out.line(`No gateway runs for profile ${io.paths.profile} (${io.paths.stateDir}).`);
    return 0;
  }
  // Told to stop by us, it would be started again at once by who looks after it.
  const managed = await managingService(io);
  if (managed !== undefined) {
    await superviseVerb(io, managed.service, 'stop');
    return tellStopped(io, flags, { budget, owner, begun, already: false, service: managed.service });
  }
  const client = await openOwn(io, budget.leftMs());
  let already = false;
  try {
    const reason = flags.reason ?? 'moltbot gateway stop';
    const answer = await client.request('system.stop', { reason }, { timeoutMs: budget.leftMs() });
    ({ already } = answer as SystemStopResult);
    const timer = Promise.withResolvers<void>();
    const handle = io.clock.setTimeout(timer.resolve, budget.leftMs());
    await Promise.race([client.closed, timer.promise]);
    io.clock.clearTimeout(handle);
  } finally {
    await client.close();
  }
  return tellStopped(io, flags, { budget, owner, begun, already });
}

const LIVELY: ReadonlySet<string | undefined> = new Set(['running', 'restarting', 'starting']);

/** The supervisor's word is all there is of a process that nobody else knows. @throws CliError supervisor */
async function tellServiceStopped(
  io: CliIo,
  flags: EndFlags,
  service: OwnService,
  begun: number,
): Promise<number> {
  const out = createOutput(io);
  const state = await service.state();
  if (LIVELY.has(state.running))
    throw new CliError('supervisor', `${service.name} is ${state.running} after it was stopped`, {
      fix: `see its log: ${service.logCommand}`,
    });
  const ms = Math.round(io.clock.monotonic() - begun);
  if (flags.json === true)
    out.json({
      ok: true,
      running: true,
      already: false,
      pid: null,
      ms,
      service: serviceReport(service, state),
    });
  else out.line(`Stopped ${service.name} in ${out.tone('good', `${ms} ms`)}.`);
  return 0;
}

interface Stopping {
  readonly budget: ReturnType<typeof createBudget>;
  readonly owner: LockOwner;
  /** Monotonic milliseconds. */
  readonly begun: number;
  readonly already: boolean;
  readonly service?: OwnService;
}

/** Waits for the death of the process, and says how long it took. */
async function tellStopped(io: CliIo, flags: EndFlags, stopping: Stopping): Promise<number> {
  const { budget, owner, begun, already, service } = stopping;
  const out = createOutput(io);
  if (!(await awaitDeath(io, owner, budget.spent))) {
    const seen = await lastState(io);
    throw new CliError(
      'timeout',
      `not stopped within ${flags.timeout} ms: pid ${owner.pid} is ${seen?.state ?? 'there and does not answer'}`,
      { fix: `see what it waits for: ${io.command} gateway status --deep; or give it longer with --timeout` },
    );
  }
  const ms = Math.round(io.clock.monotonic() - begun);
  if (flags.json === true) {
    const report = service === undefined ? {} : { service: serviceReport(service, await service.state()) };
    out.json({ ok: true, running: true, already, pid: owner.pid, ms, ...report });
    return 0;
  }
  out.line(`Stopped in ${out.tone('good', `${ms} ms`)} (pid ${owner.pid}).`);
  if (service !== undefined)
    out.line(
      `${service.name} stays installed and starts again with the next boot; to end that: ${io.command} gateway uninstall`,
    );
  return 0;
}
