import type { Config } from '../config/generated/types.ts';
import type { Env } from '../platform/env.ts';
import type { ExitCode } from '../platform/exit.ts';
import { processId } from '../platform/host.ts';
import type { HeldLock } from '../platform/lock.ts';
import type { Paths } from '../platform/paths.ts';
import { VERSION } from '../platform/version.ts';
import type { CliIo, GatewayRunFlags } from './io.ts';

/** `moltbot gateway`: runs in this process until it is told to stop. */
export async function runGatewayHere(flags: GatewayRunFlags, io: Omit<CliIo, 'runGateway'>): Promise<number> {
  if (flags.force === true) {
    const { freePort } = await import('./force.ts');
    await freePort(io, flags.port);
  }
  const held = await takeLock(io);
  if ('refusal' in held) {
    io.stderr.write(`Gateway failed to start: ${held.refusal}\n`);
    return held.exitCode;
  }
  const { runGateway } = await import('../actors/gateway/run-gateway.ts');
  const { port, bind, auth, token, password, allowUnconfigured, verbose, wsLog, shutdownTimeout, safeMode } =
    flags;
  const { tailscale, tailscaleResetOnExit } = flags;
  return runGateway({
    flags: {
      ...(port === undefined ? {} : { port }),
      ...(bind === undefined ? {} : { bind }),
      ...(auth === undefined ? {} : { auth }),
      ...(token === undefined ? {} : { token }),
      ...(password === undefined ? {} : { password }),
      ...(tailscale === undefined ? {} : { tailscale }),
      ...(tailscaleResetOnExit === undefined ? {} : { tailscaleResetOnExit }),
      ...(allowUnconfigured === undefined ? {} : { allowUnconfigured }),
      ...(verbose === undefined ? {} : { verbose }),
      ...(wsLog === undefined ? {} : { wsLog }),
      ...(shutdownTimeout === undefined ? {} : { shutdownTimeout }),
      ...(safeMode === undefined ? {} : { safeMode }),
    },
    paths: io.paths,
    env: io.env,
    terminal: io.stdout.isTTY === true,
    inspect: flags.inspect === true,
    held,
    freshStore: flags.freshStore === true,
    say: (line) => void io.stdout.write(`${line}\n`),
    complain: (line) => void io.stderr.write(`${line}\n`),
    command: io.command,
  });
}

interface LockRefused {
  readonly refusal: string;
  readonly exitCode: ExitCode;
}

/**
 * Before anything heavy is loaded: of many that are started at once, all but one end within moments. A refusal instead of the lock
 * says why this one does.
 */
async function takeLock({
  paths,
  clock,
  random,
}: Pick<CliIo, 'paths' | 'clock' | 'random'>): Promise<HeldLock | LockRefused> {
  const { acquireLock, lockExitCode, lockRefusal } = await import('../platform/lock.ts');
  const instanceId = random.uuid();
  try {
    const lock = await acquireLock({
      lockPath: paths.lockPath,
      factsPath: paths.lockFactsPath,
      owner: {
        instanceId,
        pid: processId(),
        version: VERSION,
        profile: paths.profile,
        startedAt: clock.now(),
        port: null,
      },
      clock,
    });
    return { lock, instanceId };
  } catch (error) {
    return { refusal: lockRefusal(error), exitCode: lockExitCode(error) };
  }
}

/** Whether a gateway could start on this store and trust it. @see findStoreFault */
export async function storeFaultHere(path: string) {
  const { findStoreFault } = await import('../actors/gateway/check-store.ts');
  return findStoreFault(path);
}

/** What is wrong with the credentials of accounts. @see findChannelFaults */
export async function channelFaultsHere(question: {
  readonly config: Config;
  readonly env: Env;
  readonly paths: Paths;
}) {
  const { findChannelFaults } = await import('../actors/gateway/check-channels.ts');
  return findChannelFaults(question);
}
