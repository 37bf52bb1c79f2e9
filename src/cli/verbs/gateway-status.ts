import type { StatusSummary, SystemInspectResult } from '../../protocol/generated/types.ts';
import { CliError } from '../cli-error.ts';
import { lockOwner, probePort, supervisorFact } from '../facts.ts';
import type { PortState } from '../facts.ts';
import type { GatewayReport, StepFact } from '../gateway-report.ts';
import type { LockOwner } from '../../platform/lock.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { openSession } from '../session.ts';
import type { Session, SessionFlags } from '../session.ts';
import { loadClientSettings } from '../settings.ts';
import type { ClientSettings } from '../settings.ts';
import { targetsOf } from '../target.ts';
import { statusLines } from '../gateway-status-lines.ts';

export interface GatewayStatusFlags extends SessionFlags {
  readonly json?: boolean;
  readonly deep?: boolean;
  /** False with `--no-probe`. */
  readonly probe: boolean;
}

const PORT_PROBE_MS = 2000;

const NOT_TRIED: StepFact = { ok: null, ms: null, error: null };

const failed = (error: unknown): StepFact => {
  if (!(error instanceof CliError)) throw error;
  return { ok: false, ms: null, error: error.message };
};

interface Reached {
  readonly target: string;
  readonly source: string;
  readonly handshake: GatewayReport['handshake'];
  readonly rpc: GatewayReport['rpc'];
  readonly tree?: SystemInspectResult['tree'];
  readonly fix: string | null;
}

async function ask(
  io: CliIo,
  session: Session,
  flags: GatewayStatusFlags,
): Promise<Pick<Reached, 'rpc' | 'tree'>> {
  const startedMs = io.clock.monotonic();
  try {
    const summary = await session.call<StatusSummary>('status');
    const ms = Math.round(io.clock.monotonic() - startedMs);
    const rpc = { method: 'status', ok: true, ms, error: null, summary } as const;
    if (flags.deep !== true) return { rpc };
    const { tree } = await session.call<SystemInspectResult>('system.inspect');
    return { rpc, tree };
  } catch (error) {
    return { rpc: { method: 'status', summary: null, ...failed(error) } };
  }
}

async function reach(io: CliIo, flags: GatewayStatusFlags, settings: ClientSettings): Promise<Reached> {
  const [first] = targetsOf(flags, settings, io);
  const intended = { target: first?.url ?? '', source: first?.source ?? '' };
  const rpcSkipped = { method: 'status', summary: null, ...NOT_TRIED } as const;
  if (!flags.probe)
    return { ...intended, handshake: { ...NOT_TRIED, server: null }, rpc: rpcSkipped, fix: null };
  let session: Session;
  try {
    session = await openSession(io, flags);
  } catch (error) {
    const fix = error instanceof CliError ? (error.options.fix ?? null) : null;
    return { ...intended, handshake: { ...failed(error), server: null }, rpc: rpcSkipped, fix };
  }
  try {
    const { hello, target, connectMs } = {
      hello: session.client.hello,
      target: session.target,
      connectMs: session.connectMs,
    };
    return {
      target: target.url,
      source: target.source,
      handshake: { ok: true, ms: connectMs, error: null, server: hello.server },
      ...(await ask(io, session, flags)),
      fix: null,
    };
  } finally {
    await session.client.close();
  }
}

interface FoundPort {
  readonly port: number;
  readonly portSource: string;
  readonly state: PortState;
}

/** A gateway started with `--port` listens elsewhere than the config says; its lock file tells where. */
async function findPort(
  io: CliIo,
  settings: ClientSettings,
  owner: LockOwner | undefined,
  timeoutMs: number,
): Promise<FoundPort> {
  const configured = settings.port;
  if (owner?.port != null && owner.port !== configured) {
    const state = await probePort(io, '127.0.0.1', owner.port, timeoutMs);
    if (state.status === 'listening') return { port: owner.port, portSource: 'running gateway', state };
  }
  const state = await probePort(io, '127.0.0.1', configured, timeoutMs);
  return { port: configured, portSource: settings.portSource, state };
}

/** `moltbot gateway status`: four facts that fail independently, each with its own last error. Reports, so it exits 0. */
export async function gatewayStatus(io: CliIo, flags: GatewayStatusFlags): Promise<number> {
  const out = createOutput(io);
  const settings = await loadClientSettings(io);
  const owner = lockOwner(io);
  const [{ port, portSource, state }, reached] = await Promise.all([
    findPort(io, settings, owner, Math.min(PORT_PROBE_MS, flags.timeout)),
    reach(io, flags, settings),
  ]);
  const report: GatewayReport = {
    supervisor: supervisorFact(io),
    config: {
      path: io.paths.configPath,
      exists: settings.exists,
      valid: settings.valid,
      issues: settings.issues,
    },
    gateway: {
      bind: settings.bind,
      port,
      portSource,
      probeTarget: reached.target,
      probeSource: reached.source,
    },
    port: { ...state, port, owner: state.status === 'listening' && owner?.port === port ? owner : null },
    handshake: reached.handshake,
    rpc: reached.rpc,
    ...(reached.tree === undefined ? {} : { tree: reached.tree }),
    fix: reached.fix,
  };
  if (flags.json === true) out.json(report);
  else for (const line of statusLines(report, io, out)) out.line(line);
  return 0;
}
