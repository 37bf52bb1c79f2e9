import type { HealthSummary, StatusSummary, SystemInspectResult } from '../../protocol/generated/types.ts';
import { EXIT } from '../../platform/exit.ts';
import { CliError } from '../cli-error.ts';
import { lockOwner, probePort } from '../facts.ts';
import { RED_EXIT, redFact } from '../gateway-report.ts';
import type { AskedHealth, GatewayReport, StepFact, WhyDown } from '../gateway-report.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { openSession } from '../session.ts';
import type { Session, SessionFlags } from '../session.ts';
import { loadClientSettings } from '../settings.ts';
import type { ClientSettings } from '../settings.ts';
import { targetsOf } from '../target.ts';
import { otherServices, supervisorFact } from '../supervisor-fact.ts';
import { isDown } from '../tree-lines.ts';
import { portFix, serviceFix } from '../way-up.ts';
import { statusLines } from '../gateway-status-lines.ts';

export interface GatewayStatusFlags extends SessionFlags {
  readonly json?: boolean;
  readonly deep?: boolean;
  /** False with `--no-probe`. */
  readonly probe: boolean;
}

const PORT_PROBE_MS = 2000;
const MAX_EXPLAINED = 5;

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
  readonly phase?: GatewayReport['phase'];
  readonly tree?: SystemInspectResult['tree'];
  readonly why?: GatewayReport['why'];
  readonly health?: AskedHealth;
  readonly fix: string | null;
}

/** What led to each part that is down, for as many as fit on a screen. */
function whyDown(session: Session, tree: SystemInspectResult['tree']): Promise<WhyDown[]> {
  const down = tree.filter(({ state }) => isDown(state)).slice(0, MAX_EXPLAINED);
  return Promise.all(
    down.map(async ({ id }) => {
      const { why = [] } = await session.call<SystemInspectResult>('system.inspect', { actor: id, limit: 1 });
      return { actor: id, steps: why };
    }),
  );
}

/** Not one of the facts: without it the others are told all the same. */
async function askHealth(session: Session): Promise<AskedHealth> {
  try {
    const { warnings = [] } = await session.call<HealthSummary>('health');
    return { warnings, error: null };
  } catch (error) {
    return { warnings: [], error: failed(error).error };
  }
}

async function ask(
  io: CliIo,
  session: Session,
  flags: GatewayStatusFlags,
): Promise<Pick<Reached, 'rpc' | 'phase' | 'tree' | 'why' | 'health'>> {
  const startedMs = io.clock.monotonic();
  try {
    const summary = await session.call<StatusSummary>('status');
    const ms = Math.round(io.clock.monotonic() - startedMs);
    const rpc = { method: 'status', ok: true, ms, error: null, summary } as const;
    // They have no place in what --json prints.
    const health = flags.json === true ? {} : { health: await askHealth(session) };
    if (flags.deep !== true) return { rpc, ...health };
    const { gateway, tree } = await session.call<SystemInspectResult>('system.inspect');
    const phase = gateway === undefined ? {} : { phase: gateway };
    return { rpc, ...health, ...phase, tree, why: await whyDown(session, tree) };
  } catch (error) {
    return { rpc: { method: 'status', summary: null, ...failed(error) } };
  }
}

async function reach(io: CliIo, flags: GatewayStatusFlags, settings: ClientSettings): Promise<Reached> {
  const rpcSkipped = { method: 'status', summary: null, ...NOT_TRIED } as const;
  const lost = (error: unknown): Pick<Reached, 'handshake' | 'rpc' | 'fix'> => ({
    handshake: { ...failed(error), server: null },
    rpc: rpcSkipped,
    fix: error instanceof CliError ? (error.options.fix ?? null) : null,
  });
  let intended: Pick<Reached, 'target' | 'source'>;
  try {
    const [first] = targetsOf(flags, settings, io);
    intended = { target: first?.url ?? '', source: first?.source ?? '' };
  } catch (error) {
    // A remote gateway without an address: one of the facts, unless the command line itself is wrong.
    if (error instanceof CliError && error.kind === 'usage') throw error;
    return { target: 'none', source: 'config gateway.remote.url', ...lost(error) };
  }
  if (!flags.probe)
    return { ...intended, handshake: { ...NOT_TRIED, server: null }, rpc: rpcSkipped, fix: null };
  let session: Session;
  try {
    session = await openSession(io, flags);
  } catch (error) {
    return { ...intended, ...lost(error) };
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

/** The gateway that answered at this state directory's own socket: its facts lie on a disk that may have been full. */
function answering({ target, rpc }: Reached): GatewayReport['port']['owner'] {
  const facts = target.startsWith('unix:') ? rpc.summary?.gateway : undefined;
  if (facts === undefined) return null;
  const { pid, version, profile, startedAt, port, instanceId } = facts;
  return {
    pid,
    version,
    profile,
    startedAt,
    port,
    instanceId,
    host: null,
    tlsFingerprint: null,
    processStart: null,
  };
}

/** `moltbot gateway status`: four facts that fail independently, each with its own last error. The exit code says which is red. */
export async function gatewayStatus(io: CliIo, flags: GatewayStatusFlags): Promise<number> {
  const out = createOutput(io);
  const settings = await loadClientSettings(io);
  const owner = lockOwner(io);
  const { port, portSource } = settings;
  const [supervisor, others, state, reached] = await Promise.all([
    supervisorFact(io),
    otherServices(io, flags.deep === true),
    probePort(io, settings.local.host, port, Math.min(PORT_PROBE_MS, flags.timeout)),
    reach(io, flags, settings),
  ]);
  const claim = owner ?? answering(reached);
  const holder = state.status === 'listening' && claim?.port === port ? claim : null;
  const elsewhere = flags.url !== undefined || settings.mode === 'remote';
  const fix = async (): Promise<string | null> => {
    if (elsewhere) return reached.fix;
    // A gateway that has another port than its configuration says holds the lock, and is no stranger.
    if (state.status === 'listening' && claim === null && reached.handshake.ok !== true)
      return reached.fix ?? portFix(io, port);
    if (state.status !== 'listening' && holder === null) return serviceFix(io, supervisor) ?? reached.fix;
    return reached.fix ?? (settings.valid ? null : `correct the file, then: ${io.command} config validate`);
  };
  const report: GatewayReport = {
    supervisor,
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
      ports: settings.ports(),
    },
    port: { ...state, ok: elsewhere ? null : holder !== null, port, owner: holder },
    handshake: reached.handshake,
    rpc: reached.rpc,
    ...(reached.phase === undefined ? {} : { phase: reached.phase }),
    ...(reached.tree === undefined ? {} : { tree: reached.tree }),
    ...(reached.why === undefined ? {} : { why: reached.why }),
    otherServices: others,
    fix: await fix(),
  };
  if (flags.json === true) out.json(report);
  else for (const line of statusLines(report, reached.health, io, out)) out.line(line);
  const red = redFact(report);
  return red === null ? EXIT.ok : RED_EXIT[red];
}
