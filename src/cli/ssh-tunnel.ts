import { createServer, type AddressInfo } from 'node:net';
import { runProcess, SpawnError, type ProcessResult } from '../platform/exec.ts';
import { CliError, usageError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import { pause } from './pause.ts';

export interface Destination {
  /** `user@host` or `host`. */
  readonly host: string;
  readonly port: string | undefined;
}

/** A port of this machine that leads to one over there while `ssh` runs. */
export interface Tunnel {
  readonly local: number;
  /** How ssh ended. */
  readonly ended: Promise<ProcessResult>;
  /** Ends ssh and resolves when it is gone. */
  close(): Promise<void>;
}

/** Said by ssh itself once the port is forwarded: that something listens there proves nothing, it may be somebody else. */
const READY = 'the-port-is-forwarded';
const LOOK_MS = 50;
/** Between SIGTERM and SIGKILL of ssh. */
const GRACE_MS = 1_500;

/** `user@host[:port]`; a host that begins with a dash would be an option of ssh. @throws CliError usage */
export function parseDestination(text: string): Destination {
  const found = /^(?:([\w.+-]+)@)?([A-Za-z0-9_.][A-Za-z0-9_.-]*|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}))?$/.exec(
    text,
  );
  if (found === null || found[1]?.startsWith('-') === true)
    throw usageError(`${JSON.stringify(text)} is no place to connect to: give user@host or user@host:port`);
  const [, user, host = '', port] = found;
  const bare = host.replace(/^\[|\]$/g, '');
  return { host: user === undefined ? bare : `${user}@${bare}`, port };
}

/** What `ssh` is started with: it asks nothing, fails when the port cannot be forwarded, and notices a dead line within a minute. */
export const sshArguments = (
  { host, port }: Destination,
  {
    local,
    remote,
    identity,
  }: { readonly local: number; readonly remote: number; readonly identity?: string },
): readonly string[] => [
  '-N',
  '-L',
  `127.0.0.1:${local}:127.0.0.1:${remote}`,
  ...(port === undefined ? [] : ['-p', port]),
  '-o',
  'ExitOnForwardFailure=yes',
  '-o',
  'PermitLocalCommand=yes',
  '-o',
  `LocalCommand=echo ${READY}`,
  '-o',
  'BatchMode=yes',
  '-o',
  'StrictHostKeyChecking=accept-new',
  '-o',
  'ConnectTimeout=5',
  '-o',
  'ServerAliveInterval=15',
  '-o',
  'ServerAliveCountMax=3',
  ...(identity === undefined ? [] : ['-i', identity]),
  '--',
  host,
];

/** The port if it can be listened on here; 0: any. */
const tried = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = server.address() as AddressInfo;
      server.close(() => resolve(got));
    });
  });

/**
 * The port that was asked for; without one that of the other side when nobody has it here, else any free one. Whoever has it already
 * would be taken for the tunnel.
 * @throws CliError unreachable
 */
async function localPort(asked: number | undefined, remote: number): Promise<number> {
  if (asked === undefined) return (await tried(remote)) ?? (await tried(0)) ?? remote;
  const port = await tried(asked);
  if (port !== undefined) return port;
  throw new CliError('unreachable', `port ${asked} of this machine is taken, or not yours to have`, {
    fix: 'give another --local-port, or leave it out',
  });
}

/** Why ssh ended by itself, with what helps. */
export function whyEnded({ stderr, exitCode }: ProcessResult): CliError {
  const said = stderr.trim().split('\n').at(-1) ?? '';
  const fix = /permission denied/i.test(said)
    ? 'log in there with a key: ssh-copy-id, or --identity <file>'
    : /host key verification/i.test(said)
      ? 'the host has another key than before; look at ~/.ssh/known_hosts'
      : 'try the same with ssh itself';
  return new CliError(
    'unreachable',
    `ssh ended with ${exitCode ?? 'a signal'}${said === '' ? '' : `: ${said}`}`,
    { fix },
  );
}

/**
 * Starts ssh and resolves once the port of this machine is open, or `signal` says stop.
 * @throws CliError when ssh cannot be started, ends by itself, or takes too long; nothing of it is left then
 */
export async function openTunnel(
  io: CliIo,
  options: {
    readonly destination: Destination;
    /** Of the gateway over there. */
    readonly remote: number;
    /** On this machine; absent: the same as over there when that is free. */
    readonly local?: number;
    readonly identity?: string;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
  },
): Promise<Tunnel> {
  const { destination, remote, identity, timeoutMs, signal } = options;
  const local = await localPort(options.local, remote);
  const stop = new AbortController();
  const forward = (): void => stop.abort();
  signal?.addEventListener('abort', forward);
  if (signal?.aborted === true) stop.abort();
  let over = false;
  let said = '';
  const running = runProcess({
    command: 'ssh',
    args: sshArguments(destination, { local, remote, ...(identity === undefined ? {} : { identity }) }),
    // The shell of ssh's local command; that of a system user may be none.
    env: io.machine.platform === 'win32' ? io.env.vars : { ...io.env.vars, SHELL: '/bin/sh' },
    onStdout: (chunk) => (said += chunk),
    signal: stop.signal,
    graceMs: GRACE_MS,
  });
  const ended = running.finally(() => {
    over = true;
    signal?.removeEventListener('abort', forward);
  });
  // Whoever waits for it is told; until then it must not count as unhandled.
  ended.catch(() => {});
  const close = async (): Promise<void> => {
    stop.abort();
    await ended.catch(() => {});
  };
  try {
    const until = io.clock.monotonic() + timeoutMs;
    while (!over && !stop.signal.aborted) {
      if (said.includes(READY)) break;
      if (io.clock.monotonic() > until)
        throw new CliError('timeout', `the tunnel was not open within ${timeoutMs} ms`, {
          fix: 'give it longer with --timeout',
        });
      // An early end is noticed at once.
      await Promise.race([pause(io, LOOK_MS), ended]);
    }
    if (over && !stop.signal.aborted) throw whyEnded(await ended);
    return { local, ended, close };
  } catch (error) {
    await close();
    if (error instanceof SpawnError)
      throw new CliError('unreachable', error.message, { fix: 'install an ssh client', cause: error });
    throw error;
  }
}
