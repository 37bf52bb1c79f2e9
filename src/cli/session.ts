import { CliError } from './cli-error.ts';
import { openClient } from './client.ts';
import type { GatewayClient, RequestOptions } from './client.ts';
import type { CliIo } from './io.ts';
import { loadClientSettings } from './settings.ts';
import type { ClientSettings } from './settings.ts';
import { targetsOf, whereLines } from './target.ts';
import type { Target, TargetFlags } from './target.ts';
import { commandLine } from './words.ts';

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

/** What to try, by how it failed. */
function fixFor(error: CliError, target: Target, profile: string): string | undefined {
  const own = target.source === 'local loopback' || target.source === 'local socket';
  if (error.kind === 'unreachable') {
    return own
      ? `start the gateway with: ${commandLine(profile, 'gateway')}`
      : 'check the address, the network or the tunnel, and that the gateway runs there';
  }
  if (error.options.code === 'NOT_PAIRED') return 'approve this device on the gateway: moltbot devices list';
  if (error.message.startsWith('unauthorized')) {
    return own
      ? 'run the command as the user the gateway runs as, or pass --token'
      : 'pass the secret of that gateway with --token or --password';
  }
  return undefined;
}

/**
 * Tries each way to the gateway in turn; a way nobody listens on leads to the next one.
 * @throws CliError of the last way tried
 */
export async function openSession(io: CliIo, flags: SessionFlags): Promise<Session> {
  const startedMs = io.clock.monotonic();
  const remainingMs = (): number =>
    Math.max(1, Math.round(flags.timeout - (io.clock.monotonic() - startedMs)));
  const settings = await loadClientSettings(io);
  const targets = targetsOf(flags, settings, io);
  for (const [index, target] of targets.entries()) {
    const explain = (error: unknown): unknown =>
      error instanceof CliError
        ? error.at(whereLines(target, settings, io), fixFor(error, target, io.paths.profile))
        : error;
    try {
      const client = await openClient({
        target,
        clock: io.clock,
        random: io.random,
        version: io.version,
        identityDir: io.paths.identityDir,
        timeoutMs: remainingMs(),
      });
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
            throw error instanceof CliError && error.kind === 'rpc' ? error : explain(error);
          }
        },
      };
    } catch (error) {
      const more = index < targets.length - 1;
      if (more && error instanceof CliError && error.kind === 'unreachable') continue;
      throw explain(error);
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
