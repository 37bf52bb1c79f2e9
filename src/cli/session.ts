import { realOf } from '../platform/files.ts';
import { readStateId } from '../platform/state-id.ts';
import type { Snapshot } from '../protocol/generated/types.ts';
import { CliError } from './cli-error.ts';
import { openClient } from './client.ts';
import { explainRefusal } from './credentials.ts';
import type { GatewayClient, RequestOptions } from './client.ts';
import type { CliIo } from './io.ts';
import { lockOwner } from './facts.ts';
import { createOutput } from './output.ts';
import { hungFix } from './own-gateway.ts';
import { loadClientSettings } from './settings.ts';
import type { TunnelledTarget } from './remote-tunnel.ts';
import type { ClientSettings } from './settings.ts';
import { exposedSecret, isLocal, targetsOf, whereLines } from './target.ts';
import type { Target, TargetFlags } from './target.ts';
import { portFix, wayUp } from './way-up.ts';

export interface SessionFlags extends TargetFlags {
  /** Milliseconds for the whole command, connecting included. */
  readonly timeout: number;
}

/** An open connection together with what it took to get it. */
export interface Session {
  readonly client: GatewayClient;
  readonly target: Target;
  readonly settings: ClientSettings;
  /** Milliseconds from the first attempt to hello. */
  readonly connectMs: number;
  /** Milliseconds left of the command's budget; never below 1. */
  remainingMs(): number;
  /** A request whose failure carries the target and the fix. */
  call<T>(method: string, params?: unknown, options?: Partial<RequestOptions>): Promise<T>;
}

/** How the own gateway is brought up, as far as its configuration lets it. */
async function startFix(settings: ClientSettings, io: CliIo): Promise<string> {
  const command = await wayUp(io, settings.valid ? settings : { modeUnset: false });
  const start = `start the gateway with: ${command}`;
  return settings.valid ? start : `mend the configuration, then ${start}`;
}

/** What to try, by how it failed. */
export async function fixFor(
  error: CliError,
  target: Target,
  settings: ClientSettings,
  io: CliIo,
): Promise<string | undefined> {
  const own = isLocal(target);
  switch (error.kind) {
    case 'unreachable':
      return own
        ? startFix(settings, io)
        : 'check the address, the network or the tunnel, and that the gateway runs there';
    case 'timeout':
      return (
        (own ? hungFix(io) : undefined) ??
        'give it longer with --timeout; if that does not help, something else answers at that address'
      );
    case 'closed':
      return 'the gateway stopped or restarts: try again in a moment';
    case 'refused':
      // Without a code no gateway spoke.
      if (error.options.code !== undefined) return undefined;
      return own && lockOwner(io) === undefined
        ? portFix(io, settings.port)
        : 'something other than a gateway answers at that address: check host and port';
    default:
      return undefined;
  }
}

/** By the id that lies in the state directory; by its path where one of the two has none. */
function otherThan(io: CliIo, { stateDir, stateId }: Snapshot): string | undefined {
  const own = io.paths.stateDir;
  const ownId = readStateId(own);
  if (stateId !== undefined && ownId !== undefined)
    return stateId === ownId ? undefined : `its state is ${stateId} in ${stateDir}, not ${ownId} in ${own}`;
  return stateDir === undefined || realOf(stateDir) === realOf(own)
    ? undefined
    : `its state is in ${stateDir}, not in ${own}`;
}

/**
 * The own port may have been taken by the gateway of another profile: what this command would do belongs to that one.
 * @throws CliError refused
 */
async function refuseOther(client: GatewayClient, target: Target, io: CliIo): Promise<void> {
  const asked = isLocal(target) && target.socketPath === undefined;
  const other = asked ? otherThan(io, client.hello.snapshot) : undefined;
  if (other === undefined) return;
  await client.close();
  throw new CliError('refused', `the gateway at ${target.url} is another instance: ${other}`, {
    code: 'OTHER_INSTANCE',
    fix: `give this instance a port of its own (${io.command} config set gateway.port <port>), or mean that one with --url ${target.url}`,
  });
}

/** The way over ssh, for whoever has configured it; nobody else waits for its code. */
async function tunnelFor(
  io: CliIo,
  flags: TargetFlags,
  settings: ClientSettings,
  remainingMs: () => number,
): Promise<TunnelledTarget | undefined> {
  if (settings.remote.transport !== 'ssh') return undefined;
  const { throughTunnel } = await import('./remote-tunnel.ts');
  return throughTunnel(io, flags, settings, remainingMs());
}

const closingToo = (client: GatewayClient, { close }: TunnelledTarget): GatewayClient => ({
  ...client,
  async close() {
    await client.close();
    await close();
  },
});

/**
 * Tries each way to the gateway in turn; a way nobody listens on leads to the next one.
 * @throws CliError of the last way tried
 */
export async function openSession(io: CliIo, flags: SessionFlags): Promise<Session> {
  const startedMs = io.clock.monotonic();
  const remainingMs = (): number =>
    Math.max(1, Math.round(flags.timeout - (io.clock.monotonic() - startedMs)));
  const settings = await loadClientSettings(io);
  const tunnel = await tunnelFor(io, flags, settings, remainingMs);
  const targets = tunnel === undefined ? targetsOf(flags, settings, io) : [tunnel.target];
  for (const [index, target] of targets.entries()) {
    const exposed = exposedSecret(target);
    if (exposed !== undefined) createOutput(io).note(`Warning: ${exposed}`);
    const explain = async (error: unknown): Promise<unknown> => {
      if (!(error instanceof CliError)) return error;
      const known = error.kind === 'refused' ? explainRefusal(error, target, io) : undefined;
      const why = known?.why === undefined ? [] : [`Why: ${known.why}`];
      return error.at(
        [...why, ...whereLines(target, settings, io)],
        known?.fix ?? (await fixFor(error, target, settings, io)),
      );
    };
    try {
      const opened = await openClient({
        target,
        clock: io.clock,
        random: io.random,
        version: io.version,
        identityDir: io.paths.identityDir,
        timeoutMs: remainingMs(),
      });
      const client = tunnel === undefined ? opened : closingToo(opened, tunnel);
      await refuseOther(client, target, io);
      return {
        client,
        target,
        settings,
        connectMs: Math.round(io.clock.monotonic() - startedMs),
        remainingMs,
        async call<T>(
          method: string,
          params: unknown = {},
          options: Partial<RequestOptions> = {},
        ): Promise<T> {
          try {
            return (await client.request(method, params, { timeoutMs: remainingMs(), ...options })) as T;
          } catch (error) {
            // An answer of the gateway needs no explanation where it came from; a lost connection does.
            throw error instanceof CliError && error.kind === 'rpc' ? error : await explain(error);
          }
        },
      };
    } catch (error) {
      const more = index < targets.length - 1;
      if (more && error instanceof CliError && error.kind === 'unreachable') continue;
      await tunnel?.close();
      throw await explain(error);
    }
  }
  throw new Error('no way to the gateway was tried');
}

/** Opens a session, uses it, and closes it whatever happens. */
export async function withGateway<T>(
  io: CliIo,
  flags: SessionFlags,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openSession(io, flags);
  try {
    return await use(session);
  } finally {
    await session.client.close();
  }
}
