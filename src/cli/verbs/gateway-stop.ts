import type { GatewayPhase, SystemInspectResult, SystemStopResult } from '../../protocol/generated/types.ts';
import type { LockOwner } from '../../platform/lock.ts';
import { CliError } from '../cli-error.ts';
import type { GatewayClient } from '../client.ts';
import { lockOwner } from '../facts.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { createBudget, isPassing, openOwn, pause } from '../own-gateway.ts';
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
  if (owner === undefined) {
    if (flags.json === true) out.json({ ok: true, running: false, ms: 0 });
    else out.line(`No gateway runs for profile ${io.paths.profile} (${io.paths.stateDir}).`);
    return 0;
  }
  const begun = io.clock.monotonic();
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
  if (!(await awaitDeath(io, owner, budget.spent))) {
    const seen = await lastState(io);
    throw new CliError(
      'timeout',
      `not stopped within ${flags.timeout} ms: pid ${owner.pid} is ${seen?.state ?? 'there and does not answer'}`,
      { fix: `see what it waits for: ${io.command} gateway status --deep; or give it longer with --timeout` },
    );
  }
  const ms = Math.round(io.clock.monotonic() - begun);
  if (flags.json === true) out.json({ ok: true, running: true, already, pid: owner.pid, ms });
  else out.line(`Stopped in ${out.tone('good', `${ms} ms`)} (pid ${owner.pid}).`);
  return 0;
}
