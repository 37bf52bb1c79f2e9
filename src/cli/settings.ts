import { formatIssue } from '../config/issue.ts';
import { loadConfig } from '../config/load.ts';
import { planBrowserPorts, readBrowserPorts } from '../config/browser-ports.ts';
import { planBind } from '../config/plan-bind.ts';
import { derivePorts, planPort } from '../config/plan-ports.ts';
import type { PortSource } from '../config/plan-ports.ts';
import { planTls } from '../config/plan-tls.ts';
import type { Config } from '../config/generated/types.ts';
import { fingerprintOfFile } from '../platform/certificate.ts';
import { localAddresses } from '../platform/host.ts';
import { expandHome } from '../platform/paths.ts';
import { LIMITS } from '../protocol/limits.ts';
import { readSmallFile } from '../platform/read-file.ts';
import { lockOwner } from './facts.ts';
import type { CliIo } from './io.ts';

const MAX_SECRET_BYTES = 64 * 1024;

/** What a client has to know of the configuration. */
export interface ClientSettings {
  readonly exists: boolean;
  /** False: everything below is defaults and environment. */
  readonly valid: boolean;
  /** What is wrong with the configuration, one line each. */
  readonly issues: readonly string[];
  readonly mode: 'local' | 'remote';
  /** `gateway.mode` says nothing: a gateway starts here only when told to. */
  readonly modeUnset: boolean;
  readonly port: number;
  readonly portSource: string;
  readonly bind: string;
  /** What a run may take that names no time of its own, as far as this configuration knows. Milliseconds. */
  readonly runMs: number;
  /** Those counted from the port. Asks the disk, so only who shows them asks. */
  ports(): {
    readonly browserControl: number;
    readonly canvas: number;
    readonly browsers: Readonly<Record<string, number>>;
  };
  readonly token?: string;
  /** The key, variable or file it is from. */
  readonly tokenFrom?: string;
  readonly password?: string;
  readonly passwordFrom?: string;
  readonly remote: {
    readonly url?: string;
    readonly token?: string;
    readonly password?: string;
    readonly tlsFingerprint?: string;
    readonly transport?: 'ssh' | 'direct';
    readonly sshTarget?: string;
    readonly sshIdentity?: string;
  };
  /** How the own gateway is reached over TCP. */
  readonly local: {
    readonly host: string;
    readonly secure: boolean;
    /** What its certificate may be: the one it told, and the one on disk, which it takes over soon. */
    readonly pins: readonly string[];
  };
}

/** The secret the gateway makes for itself when none is configured. */
function generatedToken(io: CliIo): string | undefined {
  const file = readSmallFile(io.paths.gatewayTokenPath, MAX_SECRET_BYTES);
  // Unreadable means another user's gateway: the server will say what it wants.
  return file.kind === 'content' ? Buffer.from(file.bytes).toString('utf8').trim() || undefined : undefined;
}

function firstOf(
  sources: readonly (readonly [from: string, value: string | undefined])[],
): { readonly from: string; readonly value: string } | undefined {
  for (const [from, value] of sources) if (value !== undefined) return { from, value };
  return undefined;
}

/** A gateway started with `--port` listens elsewhere than the configuration says; its lock file tells where. */
function portOf(io: CliIo, config: Config): { readonly port: number; readonly portSource: string } {
  const { env, paths } = io;
  const running = lockOwner(io)?.port;
  const { port, source } = planPort({ config, env, profile: paths.profile, flag: undefined }).choice;
  const names: Readonly<Record<PortSource, string>> = {
    flag: '--port',
    env: env.nameOf('gatewayPort'),
    config: 'config gateway.port',
    profile: `profile ${paths.profile}`,
    default: 'default',
  };
  if (running != null && running !== port) return { port: running, portSource: 'running gateway' };
  return { port, portSource: names[source] };
}

const runMsOf = ({ agents }: Config): number => {
  const seconds = agents?.defaults?.timeoutSeconds;
  return seconds === undefined ? LIMITS.agentTimeoutMs : seconds * 1000;
};

/** What the running gateway tells counts before what the configuration says. */
function localOf(io: CliIo, config: Config): ClientSettings['local'] {
  const running = lockOwner(io);
  const tls = planTls(config, io.paths);
  const told = running?.tlsFingerprint;
  const onDisk = tls === undefined ? undefined : fingerprintOfFile(tls.certPath);
  const [first] = planBind({ config, flag: undefined, addresses: localAddresses() }).hosts;
  const host = running?.host ?? first?.host ?? '127.0.0.1';
  return {
    host: host === '0.0.0.0' ? '127.0.0.1' : host,
    secure: running?.port == null ? tls !== undefined : told != null,
    pins: [told, onDisk].filter((pin) => pin != null),
  };
}

function portsKept({ env, paths }: CliIo, config: Config, base: number): ReturnType<ClientSettings['ports']> {
  const { browserControl, canvas } = derivePorts(base, config, env);
  const before = readBrowserPorts(paths.stateDir);
  return { browserControl, canvas, browsers: planBrowserPorts({ config, env, base, before }).ports };
}

/** The command that starts the own gateway as it is configured. */
export const startCommand = (settings: Pick<ClientSettings, 'modeUnset'>, command: string): string =>
  `${command} gateway${settings.modeUnset ? ' --allow-unconfigured' : ''}`;

/** Reads the configuration as the gateway does, in the same order of precedence, so both sides mean the same secret. */
export async function loadClientSettings(io: CliIo): Promise<ClientSettings> {
  const loaded = await loadConfig({ paths: io.paths, env: io.env });
  const { gateway } = loaded.config;
  const auth = gateway?.auth;
  const token = firstOf([
    ['gateway.auth.token', auth?.token],
    [`gateway.auth.tokenFile (${auth?.tokenFile})`, loaded.secretFiles.token],
    [io.env.nameOf('gatewayToken'), io.env.get('gatewayToken')],
    [io.paths.gatewayTokenPath, generatedToken(io)],
  ]);
  const password = firstOf([
    ['gateway.auth.password', auth?.password],
    [`gateway.auth.passwordFile (${auth?.passwordFile})`, loaded.secretFiles.password],
    [io.env.nameOf('gatewayPassword'), io.env.get('gatewayPassword')],
  ]);
  const remote = gateway?.remote;
  const listens = portOf(io, loaded.config);
  return {
    exists: loaded.exists,
    valid: loaded.valid,
    issues: loaded.issues.map(formatIssue),
    mode: gateway?.mode === 'remote' ? 'remote' : 'local',
    modeUnset: gateway?.mode === undefined,
    runMs: runMsOf(loaded.config),
    ...listens,
    ports: () => portsKept(io, loaded.config, listens.port),
    bind: gateway?.bind ?? 'loopback',
    ...(token === undefined ? {} : { token: token.value, tokenFrom: token.from }),
    ...(password === undefined ? {} : { password: password.value, passwordFrom: password.from }),
    local: localOf(io, loaded.config),
    remote: {
      ...(remote?.url === undefined ? {} : { url: remote.url }),
      ...(remote?.token === undefined ? {} : { token: remote.token }),
      ...(remote?.password === undefined ? {} : { password: remote.password }),
      ...(remote?.tlsFingerprint === undefined ? {} : { tlsFingerprint: remote.tlsFingerprint }),
      ...(remote?.transport === undefined ? {} : { transport: remote.transport }),
      ...(remote?.sshTarget === undefined ? {} : { sshTarget: remote.sshTarget }),
      ...(remote?.sshIdentity === undefined
        ? {}
        : { sshIdentity: expandHome(remote.sshIdentity, io.paths.home) }),
    },
  };
}
