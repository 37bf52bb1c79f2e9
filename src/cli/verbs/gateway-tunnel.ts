import { createServer, type AddressInfo } from 'node:net';
import { runProcess, SpawnError, type ProcessResult } from '../../platform/exec.ts';
import { CliError, usageError } from '../cli-error.ts';
import { probePort } from '../facts.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { pause } from '../own-gateway.ts';

export interface TunnelFlags {
  /** Of the gateway over there. */
  readonly remotePort: string;
  /** On this machine; the same as over there when that is free. */
  readonly localPort?: string;
  readonly sshPort?: string;
  readonly identity?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

interface Destination {
  /** `user@host` or `host`. */
  readonly host: string;
  readonly port: string | undefined;
}

const LOOK_MS = 50;
/** Between SIGTERM and SIGKILL of ssh. */
const GRACE_MS = 1_500;

/** `user@host[:port]`; a host that begins with a dash would be an option of ssh. */
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
async function localPort(asked: string | undefined, remote: number): Promise<number> {
  if (asked === undefined) return (await tried(remote)) ?? (await tried(0)) ?? remote;
  const port = await tried(Number(asked));
  if (port !== undefined) return port;
  throw new CliError('unreachable', `port ${asked} of this machine is taken, or not yours to have`, {
    fix: 'give another --local-port, or leave it out',
  });
}

function whyEnded({ stderr, exitCode }: ProcessResult): CliError {
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

/** `moltbot gateway tunnel`: a port of this machine that leads to a gateway elsewhere, until Ctrl-C. */
export async function gatewayTunnel(io: CliIo, text: string, flags: TunnelFlags): Promise<number> {
  const out = createOutput(io);
  const given = parseDestination(text);
  const destination = { host: given.host, port: flags.sshPort ?? given.port };
  const remote = Number(flags.remotePort);
  const local = await localPort(flags.localPort, remote);
  const stop = new AbortController();
  const off = io.onInterrupt(() => stop.abort());
  let ended: ProcessResult | undefined;
  const { identity } = flags;
  const running = runProcess({
    command: 'ssh',
    args: sshArguments(destination, { local, remote, ...(identity === undefined ? {} : { identity }) }),
    env: io.env.vars,
    signal: stop.signal,
    graceMs: GRACE_MS,
  }).then((result) => (ended = result));
  try {
    // Whoever waits for it below is told; until then it must not count as unhandled.
    running.catch(() => {});
    await untilOpen(io, local, flags.timeout, running, () => ended !== undefined || stop.signal.aborted);
    const url = `ws://127.0.0.1:${local}`;
    if (ended === undefined && !stop.signal.aborted) {
      if (flags.json === true) out.json({ ok: true, url, destination: destination.host, remotePort: remote });
      else {
        out.line(`Open: ${url} leads to port ${remote} of ${destination.host}, until Ctrl-C.`);
        out.line(`Use it with: ${io.command} status --url ${url} --token <token of that gateway>`);
      }
    }
    const result = await running;
    if (stop.signal.aborted) return 0;
    throw whyEnded(result);
  } catch (error) {
    if (error instanceof SpawnError)
      throw new CliError('unreachable', error.message, { fix: 'install an ssh client', cause: error });
    throw error;
  } finally {
    stop.abort();
    off();
  }
}

async function untilOpen(
  io: CliIo,
  port: number,
  timeoutMs: number,
  running: Promise<unknown>,
  over: () => boolean,
): Promise<void> {
  const until = io.clock.monotonic() + timeoutMs;
  while (!over()) {
    if ((await probePort(io, '127.0.0.1', port, LOOK_MS * 4)).status === 'listening') return;
    if (io.clock.monotonic() > until)
      throw new CliError('timeout', `the tunnel was not open within ${timeoutMs} ms`, {
        fix: 'give it longer with --timeout',
      });
    // An early end is noticed at once.
    await Promise.race([pause(io, LOOK_MS), running]);
  }
}
