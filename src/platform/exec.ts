import type { ChildProcess } from 'node:child_process';
import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { createCappedText } from './capped-text.ts';
import type { EnvVars } from './env.ts';
import { endGroup } from './process-group.ts';
import { errnoOf } from './files.ts';
import { SUPERVISOR_ENV } from './notify.ts';

/** One program to run, without a shell, in a process group of its own. */
export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** Written to the program, then closed. Absent: the program reads end of file. */
  readonly stdin?: string;
  /** The whole environment. Absent: that of this process. Without what the supervisor told this process alone. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Ends the group; the promise still resolves, once nothing is left of it. */
  readonly signal?: AbortSignal;
  /** Ends the group when the program ran this long. Default: no limit. */
  readonly timeoutMs?: number;
  /** Between SIGTERM and SIGKILL of the group. Default 5000. */
  readonly graceMs?: number;
  /** Kept per stream; what exceeds it is read and dropped. Default 8 MiB. */
  readonly maxOutputBytes?: number;
  readonly onStdout?: (chunk: string) => void;
  readonly onStderr?: (chunk: string) => void;
}

export interface ProcessResult {
  /** `null` when a signal ended the program. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Ended by `timeoutMs`. */
  readonly timedOut: boolean;
  /** Ended by `signal`. */
  readonly aborted: boolean;
  /** Output beyond `maxOutputBytes` was dropped. */
  readonly truncated: boolean;
}

export type RunProcess = (request: ProcessRequest) => Promise<ProcessResult>;

/** The program could not be started at all. */
export class SpawnError extends Error {
  readonly reason: 'notFound' | 'denied' | 'other';

  constructor(command: string, cause: unknown) {
    const code = errnoOf(cause) ?? errnoOf((cause as { cause?: unknown } | undefined)?.cause);
    const reason =
      code === 'ENOENT' ? 'notFound' : code === 'EACCES' || code === 'EPERM' ? 'denied' : 'other';
    const why = {
      notFound: 'no such program or working directory; install it or give its full path',
      denied: 'not allowed to run it; check its permissions',
      other: code ?? String(cause),
    }[reason];
    super(`cannot start ${command}: ${why}`, { cause });
    this.name = 'SpawnError';
    this.reason = reason;
  }
}

/**
 * Runs a program and resolves when its whole process group is gone, children it left behind included. A program that starts a
 * session of its own (`setsid`) leaves the group and is out of reach.
 *
 * @throws SpawnError when the program cannot be started
 */
export const runProcess: RunProcess = async (request) => {
  // Costs 75 ms to import, so only when something is run.
  const { execa } = await import('execa');
  const child = execa(request.command, [...request.args], {
    ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
    env: withoutSupervisor(request.env ?? process.env),
    extendEnv: false,
    ...(request.stdin === undefined ? { stdin: 'ignore' as const } : { input: request.stdin }),
    detached: process.platform !== 'win32',
    buffer: false,
    reject: false,
    stripFinalNewline: false,
    windowsHide: true,
  });
  return follow(child, request, systemClock);
};

/**
 * Runs a program that has this process's terminal to itself, e.g. an editor. `exitCode` is null when a signal ended it.
 * @throws SpawnError when it cannot be started
 */
export async function runAttached(
  command: string,
  args: readonly string[],
): Promise<{ readonly exitCode: number | null }> {
  const { execa } = await import('execa');
  const child = execa(command, [...args], {
    env: withoutSupervisor(process.env),
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  });
  if (child.pid === undefined) throw new SpawnError(command, await child);
  const { exitCode } = await child;
  return { exitCode: exitCode ?? null };
}

/** A program that could speak to the supervisor could keep a hung gateway looking alive, or end it. */
const withoutSupervisor = (vars: EnvVars): EnvVars =>
  Object.fromEntries(
    Object.entries(vars).filter(([name]) => !(SUPERVISOR_ENV as readonly string[]).includes(name)),
  );

interface Spawned extends PromiseLike<unknown> {
  readonly pid?: number | undefined;
  readonly nodeChildProcess: ChildProcess;
}

async function follow(child: Spawned, request: ProcessRequest, clock: Clock): Promise<ProcessResult> {
  const pid = child.pid;
  if (pid === undefined) {
    throw new SpawnError(request.command, await child);
  }
  const graceMs = request.graceMs ?? 5000;
  const limit = request.maxOutputBytes ?? 8 * 1024 * 1024;
  const stdout = createCappedText(limit, request.onStdout);
  const stderr = createCappedText(limit, request.onStderr);
  const native = child.nodeChildProcess;
  native.stdout?.on('data', stdout.add);
  native.stderr?.on('data', stderr.add);

  const leaderGone = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    native.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  let timedOut = false;
  let aborted = false;
  let ending: Promise<void> | undefined;
  const end = (): Promise<void> => (ending ??= endGroup({ pid, graceMs, clock }));
  const onAbort = (): void => {
    aborted = !timedOut;
    void end();
  };
  if (request.signal?.aborted) onAbort();
  request.signal?.addEventListener('abort', onAbort, { once: true });
  const deadline =
    request.timeoutMs === undefined
      ? undefined
      : clock.setTimeout(() => {
          timedOut = !aborted;
          void end();
        }, request.timeoutMs);
  // A gateway that ends in a hurry must not leave the group running.
  const onParentExit = (): void => killNow(pid);
  atParentExit(onParentExit);
  try {
    const outcome = await leaderGone;
    await end();
    await drained(child, clock);
    const kept = { stdout: stdout.end(), stderr: stderr.end(), truncated: stdout.cut() || stderr.cut() };
    return { ...outcome, ...kept, timedOut, aborted };
  } finally {
    clock.clearTimeout(deadline);
    request.signal?.removeEventListener('abort', onAbort);
    notAtParentExit(onParentExit);
  }
}

/** What is still in the pipes. A process outside the group may hold them open for ever, hence the limit. */
async function drained(child: Spawned, clock: Clock): Promise<void> {
  let timer: unknown;
  const patience = new Promise<void>((resolve) => {
    timer = clock.setTimeout(resolve, 1000);
  });
  await Promise.race([child, patience]);
  clock.clearTimeout(timer);
  child.nodeChildProcess.stdout?.destroy();
  child.nodeChildProcess.stderr?.destroy();
}

/** One listener serves them all: Node warns of a leak at more than ten. */
const farewells = new Set<() => void>();

const sayFarewells = (): void => {
  for (const farewell of farewells) farewell();
};

function atParentExit(farewell: () => void): void {
  if (farewells.size === 0) process.once('exit', sayFarewells);
  farewells.add(farewell);
}

function notAtParentExit(farewell: () => void): void {
  farewells.delete(farewell);
  if (farewells.size === 0) process.off('exit', sayFarewells);
}

function killNow(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone: nothing to kill, and the process is about to end.
  }
}
