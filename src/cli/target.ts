import { existsSync } from 'node:fs';
import { isTailnetAddress } from '../config/plan-bind.ts';
import { normalizeFingerprint, shownFingerprint } from '../platform/certificate.ts';
import { CliError, usageError } from './cli-error.ts';
import type { TlsTrust } from './client-tls.ts';
import type { CliIo } from './io.ts';
import type { ClientSettings } from './settings.ts';

/** Options every command that talks to a gateway has. */
export interface TargetFlags {
  readonly url?: string;
  readonly token?: string;
  readonly password?: string;
  readonly tlsFingerprint?: string;
}

/** Where an address came from. */
export type TargetSource =
  | 'cli --url'
  | 'config gateway.remote.url'
  | 'local socket'
  | 'local loopback'
  | `local ${'tailnet' | 'address'} ${string}`
  | `ssh ${string}`;

/** One way to reach the gateway. */
export interface Target {
  /** `ws://…`, `wss://…` or `unix:<path>`; safe to print. */
  readonly url: string;
  readonly source: TargetSource;
  readonly socketPath?: string;
  readonly token?: string;
  /** Where the token is from, in words that lead to it: an option, a key, a variable or a file. */
  readonly tokenFrom?: string;
  readonly password?: string;
  readonly passwordFrom?: string;
  /** Of a `wss://` address: which certificate may be shown there. */
  readonly trust?: TlsTrust;
}

/** Problems of the configuration shown beside a failure; the gateway lists all of them. */
const MAX_ISSUES = 3;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** As in a URL. */
export const isLoopbackName = (hostname: string): boolean => LOOPBACK.has(hostname);

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

/** The fingerprint as 64 hex digits. @throws CliError usage or config */
function pinOf(text: string | undefined, origin: string, url: URL): string | undefined {
  if (text === undefined) return undefined;
  const kind = origin.startsWith('--') ? 'usage' : 'config';
  const pin = normalizeFingerprint(text);
  if (pin === undefined) {
    throw new CliError(kind, `${origin} is no SHA-256 of a certificate (got ${JSON.stringify(text)})`, {
      fix: 'give the 64 hex digits that "moltbot gateway status" shows on the machine of the gateway',
    });
  }
  if (url.protocol !== 'wss:') {
    throw new CliError(kind, `${origin} needs a wss:// address, and ${url.origin} is plain`, {
      fix: `use wss://${url.host}, or leave the fingerprint out`,
    });
  }
  return pin;
}

type Trusted = Pick<Target, 'trust'>;

const trusting = (pins: readonly string[], pinWith: TlsTrust['pinWith']): Trusted => ({
  trust: { pins, pinWith },
});

const byFlag = (fingerprint: string): string => `add --tls-fingerprint ${shownFingerprint(fingerprint)}`;

/** What `--url` names. Secrets of this machine, and the certificate of its gateway, only count on this machine. */
export function explicitTarget(
  flags: TargetFlags & { readonly url: string },
  settings: ClientSettings,
): Target {
  const url = checkUrl(flags.url, '--url');
  const here = LOOPBACK.has(url.hostname);
  const own = here ? secrets(flags, settings) : secrets(flags);
  const pin = pinOf(flags.tlsFingerprint, '--tls-fingerprint', url);
  const known = here && url.port === String(settings.port) ? settings.local.pins : [];
  return {
    url: flags.url,
    source: 'cli --url',
    ...own,
    ...(url.protocol === 'wss:' ? trusting(pin === undefined ? known : [pin], byFlag) : {}),
  };
}

/** @throws CliError config, without an address; usage */
export function remoteTarget(flags: TargetFlags, settings: ClientSettings, io: CliIo): Target {
  const { url, token, password, tlsFingerprint } = settings.remote;
  if (url === undefined) {
    throw new CliError('config', 'gateway.mode is remote, but gateway.remote.url is not set', {
      where: [`Config: ${io.paths.configPath}`],
      fix: 'set gateway.remote.url, or set gateway.mode to local',
    });
  }
  const parsed = checkUrl(url, 'gateway.remote.url');
  const pin =
    flags.tlsFingerprint === undefined
      ? pinOf(tlsFingerprint, 'gateway.remote.tlsFingerprint', parsed)
      : pinOf(flags.tlsFingerprint, '--tls-fingerprint', parsed);
  const pinWith = (fingerprint: string): string =>
    `${io.command} config set gateway.remote.tlsFingerprint ${shownFingerprint(fingerprint)}`;
  return {
    url,
    source: 'config gateway.remote.url',
    ...secrets(flags, {
      ...(token === undefined ? {} : { token, tokenFrom: 'gateway.remote.token' }),
      ...(password === undefined ? {} : { password, passwordFrom: 'gateway.remote.password' }),
    }),
    ...(parsed.protocol === 'wss:' ? trusting(pin === undefined ? [] : [pin], pinWith) : {}),
  };
}

/** The port of the own gateway. @throws CliError usage */
export function localTarget(flags: TargetFlags, settings: ClientSettings): Target {
  const { host, secure, pins } = settings.local;
  const url = `${secure ? 'wss' : 'ws'}://${host}:${settings.port}`;
  const pin = pinOf(flags.tlsFingerprint, '--tls-fingerprint', new URL(url));
  return {
    url,
    source: LOOPBACK.has(host)
      ? 'local loopback'
      : `local ${isTailnetAddress(host) ? 'tailnet' : 'address'} ${host}`,
    ...secrets(flags, settings),
    ...(secure ? trusting(pin === undefined ? pins : [pin], byFlag) : {}),
  };
}

/**
 * The ways to reach the gateway a command means, best first. Secrets of this machine are only ever offered to this machine.
 * @throws CliError usage (a bad `--url`), config (remote mode without an address)
 */
export function targetsOf(flags: TargetFlags, settings: ClientSettings, io: CliIo): readonly Target[] {
  if (flags.url !== undefined) return [explicitTarget({ ...flags, url: flags.url }, settings)];
  if (settings.mode === 'remote') return [remoteTarget(flags, settings, io)];
  const { socketPath } = io.paths;
  // Pipes of Windows have no file to look for; connecting tells.
  const socket = socketPath.startsWith('\\\\') || existsSync(socketPath);
  // An explicit secret is there to be tried, and the socket would ignore it.
  const wantsTcp = [flags.token, flags.password, flags.tlsFingerprint].some((given) => given !== undefined);
  const tcp = localTarget(flags, settings);
  if (!socket || wantsTcp) return [tcp];
  return [{ url: `unix:${socketPath}`, source: 'local socket', socketPath }, tcp];
}

export const isLocal = ({ source }: Pick<Target, 'source'>): boolean => source.startsWith('local');

/** What others on the way can read, although it lets them in; `undefined` when nobody can. */
export function exposedSecret(target: Target): string | undefined {
  if (isLocal(target) || !target.url.startsWith('ws:')) return undefined;
  const { hostname } = new URL(target.url);
  if (LOOPBACK.has(hostname) || isTailnetAddress(hostname) || hostname.endsWith('.ts.net')) return undefined;
  const what =
    target.token === undefined ? (target.password === undefined ? undefined : 'password') : 'token';
  if (what === undefined) return undefined;
  return `the ${what} goes to ${hostname} unencrypted: use wss://, a tunnel (gateway tunnel) or Tailscale`;
}

/** The lines that tell an operator which gateway was meant. */
export function whereLines(target: Target, settings: ClientSettings, io: CliIo): string[] {
  const state = settings.valid ? (settings.exists ? '' : ' (missing)') : ' (invalid)';
  return [
    `Gateway target: ${target.url}`,
    `Source: ${target.source}`,
    `Config: ${io.paths.configPath}${state}`,
    ...settings.issues.slice(0, MAX_ISSUES).map((issue) => `Config issue: ${issue}`),
    ...(isLocal(target) ? [`Bind: ${settings.bind}`] : []),
  ];
}
