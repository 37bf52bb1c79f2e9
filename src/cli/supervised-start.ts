import type { ServiceState } from '../service/port.ts';
import { awaitGateway, type Arrived, type Budget } from './await-gateway.ts';
import { CliError } from './cli-error.ts';
import { lockOwner } from './facts.ts';
import type { CliIo } from './io.ts';
import { lastWordsOf } from './last-words-of.ts';
import { createOutput } from './output.ts';
import { refuseOtherPlace, superviseVerb, type OwnService } from './supervised.ts';
import { serviceReport } from './supervised-lines.ts';

export interface StartFlags {
  readonly timeout: number;
  readonly json?: boolean;
  readonly budget: Budget;
}

/** Why the service does not come up, with what the gateway itself said last. */
export async function serviceTrouble(
  io: CliIo,
  service: OwnService,
  what: string,
  state: ServiceState,
): Promise<CliError> {
  const said = await lastWordsOf(service, state);
  const ended = state.lastEnd === undefined ? '' : `: ${state.lastEnd}`;
  return new CliError('supervisor', `${service.name} ${what}${ended}`, {
    ...(said === undefined ? {} : { where: [`Last words: ${said}`] }),
    fix: `see its log: ${service.logCommand}; or try it in a terminal: ${io.command} gateway`,
  });
}

/** Waits for hello. @throws CliError supervisor as soon as the supervisor has given up, or when the time is up */
export async function awaitService(
  io: CliIo,
  service: OwnService,
  { budget, old, timeout }: { readonly budget: Budget; readonly old?: string; readonly timeout: number },
): Promise<Arrived> {
  const arrived = await awaitGateway(io, {
    budget,
    ...(old === undefined ? {} : { old }),
    async hopeless() {
      const state = await service.state();
      if (state.running === 'failed') return serviceTrouble(io, service, 'has failed', state);
      if (state.running === 'restarting') return serviceTrouble(io, service, 'does not stay up', state);
      return undefined;
    },
  });
  if (arrived !== undefined) return arrived;
  throw await serviceTrouble(io, service, `did not serve within ${timeout} ms`, await service.state());
}

/** Starts or restarts an installed service. Done only when the gateway says hello and how it is. */
export async function startService(
  io: CliIo,
  service: OwnService,
  verb: 'start' | 'restart',
  flags: StartFlags,
): Promise<number> {
  const out = createOutput(io);
  refuseOtherPlace(io, service, verb);
  const before = lockOwner(io);
  const begun = io.clock.monotonic();
  if (verb === 'start' && before !== undefined) {
    const { refuseForeground } = await import('./install-checks.ts');
    await refuseForeground(io, service);
    const state = await service.state();
    // One on its way out has to come back after that.
    if (state.running !== 'stopping') {
      const report = serviceReport(service, state);
      if (flags.json === true)
        out.json({ ok: true, action: verb, result: 'already-running', service: report });
      else out.line(`Already running: ${service.name}, pid ${before.pid}.`);
      return 0;
    }
  }
  try {
    await superviseVerb(io, service, verb);
  } catch (error) {
    const refused = io.machine.uid !== 0 && service.scope === 'system';
    if (!(error instanceof CliError) || error.kind !== 'supervisor' || refused) throw error;
    const state = await service.state();
    // Its log says nothing of one that does not end: what was waited for does.
    if (state.running === 'stopping') throw error;
    throw await serviceTrouble(io, service, 'did not start', state);
  }
  const { phase, health } = await awaitService(io, service, {
    budget: flags.budget,
    timeout: flags.timeout,
    ...(before?.instanceId == null ? {} : { old: before.instanceId }),
  });
  const ms = Math.round(io.clock.monotonic() - begun);
  const done = verb === 'start' ? 'started' : 'restarted';
  const warnings = health.warnings ?? [];
  if (flags.json === true) {
    out.json({
      ok: health.ok,
      action: verb,
      result: done,
      oldInstanceId: before?.instanceId ?? null,
      newInstanceId: phase.instanceId,
      oldPid: before?.pid ?? null,
      newPid: phase.pid,
      downtimeMs: ms,
      warnings,
      service: serviceReport(service, await service.state()),
    });
    return 0;
  }
  out.line(
    `${service.name} ${done} in ${out.tone('good', `${ms} ms`)}: pid ${phase.pid}, instance ${phase.instanceId}.`,
  );
  for (const { code, message } of warnings) out.line(`${out.tone('warn', 'Warning')} ${code}: ${message}`);
  return 0;
}
