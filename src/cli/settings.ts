import { readFileSync } from 'node:fs';
import { formatIssue } from '../config/issue.ts';
import { loadConfig } from '../config/load.ts';
import { errnoOf } from '../platform/files.ts';
import type { CliIo } from './io.ts';

const DEFAULT_PORT = 18_789;
const DEV_PORT = 19_001;

/** What a client has to know of the configuration. */
export interface ClientSettings {
  readonly exists: boolean;
  /** False: everything below is defaults and environment. */
  readonly valid: boolean;
  /** What is wrong with the configuration, one line each. */
  readonly issues: readonly string[];
  readonly mode: 'local' | 'remote';
  readonly port: number;
  readonly portSource: string;
  readonly bind: string;
  readonly token?: string;
  readonly password?: string;
  readonly remote: { readonly url?: string; readonly token?: string; readonly password?: string };
}

/** The secret the gateway makes for itself when none is configured. */
function generatedToken(io: CliIo): string | undefined {
  try {
    return readFileSync(io.paths.gatewayTokenPath, 'utf8').trim() || undefined;
  } catch (error) {
    // Somebody else's gateway, or none: the server will say what it wants.
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

const portOf = (io: CliIo, configured: number | undefined): { port: number; portSource: string } => {
  const text = io.env.get('gatewayPort')?.trim() ?? '';
  const given = /^\d+$/.test(text) ? Number(text) : 0;
  if (given >= 1 && given <= 65_535) return { port: given, portSource: io.env.nameOf('gatewayPort') };
  if (configured !== undefined) return { port: configured, portSource: 'config gateway.port' };
  return { port: io.paths.profile === 'dev' ? DEV_PORT : DEFAULT_PORT, portSource: 'default' };
};

/** Reads the configuration as the gateway does, in the same order of precedence, so both sides mean the same secret. */
export async function loadClientSettings(io: CliIo): Promise<ClientSettings> {
  const loaded = await loadConfig({ paths: io.paths, env: io.env });
  const { gateway } = loaded.config;
  const auth = gateway?.auth;
  const token = auth?.token ?? loaded.secretFiles.token ?? io.env.get('gatewayToken') ?? generatedToken(io);
  const password = auth?.password ?? loaded.secretFiles.password ?? io.env.get('gatewayPassword');
  const remote = gateway?.remote;
  return {
    exists: loaded.exists,
    valid: loaded.valid,
    issues: loaded.issues.map(formatIssue),
    mode: gateway?.mode === 'remote' ? 'remote' : 'local',
    ...portOf(io, gateway?.port),
    bind: gateway?.bind ?? 'loopback',
    ...(token === undefined ? {} : { token }),
    ...(password === undefined ? {} : { password }),
    remote: {
      ...(remote?.url === undefined ? {} : { url: remote.url }),
      ...(remote?.token === undefined ? {} : { token: remote.token }),
      ...(remote?.password === undefined ? {} : { password: remote.password }),
    },
  };
}
