import { loadConfig } from '../config/load.ts';
import { planPort } from '../config/plan-ports.ts';
import { processId } from '../platform/host.ts';
import { listenersOn, LsofUnavailable, type PortListener } from '../platform/listeners.ts';
import type { LockOwner } from '../platform/lock.ts';
import { isRunning, sendSignal } from '../platform/process-group.ts';
import { CliError } from './cli-error.ts';
import { gatewaysHere, lockOwner } from './facts.ts';
import type { CliIo } from './io.ts';

/** A program that does not answer SIGTERM is ended with SIGKILL after this; a gateway of ours drains first. */
const GRACE_MS = 2_000;
const DRAIN_MS = 30_000;
const LOOK_MS = 100;
const AFTER_KILL_MS = 2_000;

type Io = Omit<CliIo, 'runGateway'>;

interface Target extends PortListener {
  /** The gateway it is, when it is one of ours. */
  readonly gateway?: LockOwner;
}

async function portOf(io: Io, flag: string | undefined): Promise<number> {
  const { config } = await loadConfig({ paths: io.paths, env: io.env });
  return planPort({ config, env: io.env, profile: io.paths.profile, flag }).choice.port;
}

const nameOf = ({ pid, command, gateway }: Target): string =>
  gateway === undefined ? `pid ${pid} (${command})` : `pid ${pid} (gateway of profile ${gateway.profile})`;

/** Ends it and waits. False when it is still there. */
async function end(io: Io, target: Target): Promise<'ended' | 'killed' | 'stays'> {
  const { pid, gateway } = target;
  const { clock } = io;
  const waitGone = async (ms: number): Promise<boolean> => {
    const until = clock.monotonic() + ms;
    while (isRunning(pid)) {
      if (clock.monotonic() >= until) return false;
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, LOOK_MS));
    }
    return true;
  };
  sendSignal(pid, 'SIGTERM');
  // One that was stopped (Ctrl-Z, a debugger) would take no notice before somebody kills it.
  if (io.machine.platform !== 'win32') sendSignal(pid, 'SIGCONT');
  if (await waitGone(gateway === undefined ? GRACE_MS : DRAIN_MS)) return 'ended';
  sendSignal(pid, 'SIGKILL');
  return (await waitGone(AFTER_KILL_MS)) ? 'killed' : 'stays';
}

/**
 * `--force`: ends whoever listens on the port, and the gateway that holds this state directory, then says whom.
 * @throws CliError unreachable without lsof, supervisor for a gateway that would be started again, internal for one that stays
 */
export async function freePort(io: Io, flag: string | undefined): Promise<void> {
  const port = await portOf(io, flag);
  const say = (line: string): void => void io.stdout.write(`force: ${line}\n`);
  const gateways = gatewaysHere(io);
  const listeners = port === 0 ? [] : await listening(io, port);
  const owner = lockOwner(io);
  const held =
    owner === undefined || listeners.some(({ pid }) => pid === owner.pid)
      ? []
      : [{ pid: owner.pid, command: 'moltbot' }];
  const targets: readonly Target[] = [...listeners, ...held]
    .filter(({ pid }) => pid !== processId())
    .map((one) => {
      const gateway = gateways.get(one.pid);
      return gateway === undefined ? one : { ...one, gateway };
    });
  if (targets.length === 0) return say(`no listeners on port ${port}`);
  await refuseSupervised(io, targets);
  const begun = io.clock.monotonic();
  for (const target of targets) {
    const sibling = target.gateway !== undefined && target.gateway.profile !== io.paths.profile;
    if (sibling)
      say(
        `port ${port} belongs to the running gateway of profile ${target.gateway.profile}; it is stopped: give this one another port with --port to keep both`,
      );
    if (target.gateway !== undefined)
      say(`pid ${target.pid} is a gateway: it gets up to ${DRAIN_MS / 1000} s to finish what it does`);
    const how = await end(io, target);
    if (how === 'stays')
      throw new CliError('supervisor', `port ${port} still has a listener after --force: ${nameOf(target)}`, {
        fix: 'it may belong to somebody else: end it yourself, or choose another port with --port',
      });
    if (how === 'killed') say(`escalated to SIGKILL while freeing port ${port}`);
    say(`killed ${nameOf(target)} on port ${port}`);
  }
  say(`waited ${Math.round(io.clock.monotonic() - begun)} ms for port ${port} to free`);
}

async function listening({ env, machine }: Io, port: number): Promise<readonly PortListener[]> {
  try {
    return await listenersOn(port, { vars: env.vars, platform: machine.platform });
  } catch (error) {
    if (!(error instanceof LsofUnavailable)) throw error;
    throw new CliError('supervisor', `${error.message}; required for --force`, {
      fix: 'install lsof, or end the process on the port yourself',
      cause: error,
    });
  }
}

/** What is ended by us would be started again by who looks after it, and the two would fight for the port. */
async function refuseSupervised(io: Io, targets: readonly Target[]): Promise<void> {
  const { managingService } = await import('./supervised.ts');
  const managed = await managingService(io);
  const pid = managed?.state.pid;
  if (managed === undefined || pid === undefined || !targets.some((target) => target.pid === pid)) return;
  throw new CliError(
    'supervisor',
    `the gateway on that port is ${managed.service.name}, which would be started again`,
    {
      fix: `restart it: ${io.command} gateway restart; or stop it first: ${io.command} gateway stop`,
    },
  );
}
