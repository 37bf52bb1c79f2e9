import { existsSync } from 'node:fs';
import { CliError, usageError } from './cli-error.ts';
import type { CliIo } from './io.ts';
import type { ClientSettings } from './settings.ts';

/** Options every command that talks to a gateway has. */
export interface TargetFlags {
  readonly url?: string;
  readonly token?: string;
  readonly password?: string;
}

/** One way to reach the gateway. */
export interface Target {
  /** `ws://…`, `wss://…` or `unix:<path>`; safe to print. */
  readonly url: string;
  readonly source: 'cli --url' | 'config gateway.remote.url' | 'local socket' | 'local loopback';
  readonly socketPath?: string;
  readonly token?: string;
  /** Where the token is from, in words that lead to it: an option, a key, a variable or a file. */
  readonly tokenFrom?: string;
  readonly password?: string;
  readonly passwordFrom?: string;
}

/** Problems of the configuration shown beside a failure; the gateway lists all of them. */
const MAX_ISSUES = 3;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

function checkUrl(text: string, origin: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'ws:' && url.protocol !== 'wss:')) {
    throw usageError(
      `${origin} must be a ws:// or wss:// address, e.g. ws://127.0.0.1:18789 (got ${JSON.stringify(text)})`,
    );
  }
  if (url.username !== '' || url.password !== '' || url.searchParams.has('token')) {
    throw usageError(`${origin} must not carry a secret: pass it with --token or --password`);
  }
  return url;
}

type Secrets = Pick<Target, 'token' | 'tokenFrom' | 'password' | 'passwordFrom'>;

/** What was typed, else what is known here. An empty secret is none. */
function secrets(flags: TargetFlags, known: Secrets = {}): Secrets {
  const token = flags.token ?? known.token;
  const password = flags.password ?? known.password;
  return {
    ...(token ? { token, tokenFrom: flags.token === undefined ? (known.tokenFrom ?? '') : '--token' } : {}),
    ...(password
      ? { password, passwordFrom: flags.password === undefined ? (known.passwordFrom ?? '') : '--password' }
      : {}),
  };
}

/**
 * The ways to reach the gateway a command means, best first. Secrets of this machine are only ever offered to this machine.
 * @throws CliError usage (a bad `--url`), config (remote mode without an address)
 */
export function targetsOf(flags: TargetFlags, settings: ClientSettings, io: CliIo): readonly Target[] {
  const local = secrets(flags, settings);
  if (flags.url !== undefined) {
    const url = checkUrl(flags.url, '--url');
    const own = LOOPBACK.has(url.hostname) ? local : secrets(flags);
    return [{ url: flags.url, source: 'cli --url', ...own }];
  }
  if (settings.mode === 'remote') {
    const { url, token, password } = settings.remote;
    if (url === undefined) {
      throw new CliError('config', 'gateway.mode is remote, but gateway.remote.url is not set', {
        where: [`Config: ${io.paths.configPath}`],
        fix: 'set gateway.remote.url, or set gateway.mode to local',
      });
    }
    checkUrl(url, 'gateway.remote.url');
    const remote = secrets(flags, {
      ...(token === undefined ? {} : { token, tokenFrom: 'gateway.remote.token' }),
      ...(password === undefined ? {} : { password, passwordFrom: 'gateway.remote.password' }),
    });
    return [{ url, source: 'config gateway.remote.url', ...remote }];
  }
  const { socketPath } = io.paths;
  // Pipes of Windows have no file to look for; connecting tells.
  const socket = socketPath.startsWith('\\\\') || existsSync(socketPath);
  // An explicit secret is there to be tried, and the socket would ignore it.
  const wantsTcp = flags.token !== undefined || flags.password !== undefined;
  const tcp: Target = { url: `ws://127.0.0.1:${settings.port}`, source: 'local loopback', ...local };
  if (!socket || wantsTcp) return [tcp];
  return [{ url: `unix:${socketPath}`, source: 'local socket', socketPath }, tcp];
}

/** The lines that tell an operator which gateway was meant. */
export function whereLines(target: Target, settings: ClientSettings, io: CliIo): string[] {
  const state = settings.valid ? (settings.exists ? '' : ' (missing)') : ' (invalid)';
  const local = target.source.startsWith('local');
  return [
    `Gateway target: ${target.url}`,
    `Source: ${target.source}`,
    `Config: ${io.paths.configPath}${state}`,
    ...settings.issues.slice(0, MAX_ISSUES).map((issue) => `Config issue: ${issue}`),
    ...(local ? [`Bind: ${settings.bind}`] : []),
  ];
}
