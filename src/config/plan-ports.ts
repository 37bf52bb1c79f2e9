import type { Env } from '../platform/env.ts';
import { DEV_PROFILE } from '../platform/profile.ts';
import type { Config } from './generated/types.ts';
import { refuse, type Refusal } from './refusal.ts';

export const DEFAULT_PORT = 18_789;
const DEV_PORT = 19_001;
const MAX_PORT = 65_535;

export type PortSource = 'flag' | 'env' | 'config' | 'profile' | 'default';

export interface PortChoice {
  readonly port: number;
  readonly source: PortSource;
}

export interface PortInput {
  readonly config: Config;
  readonly env: Env;
  readonly profile: string;
  /** `--port` as typed. `0` lets the system choose. */
  readonly flag: string | undefined;
}

export interface PortPlan {
  readonly choice: PortChoice;
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly string[];
}

/** `--port`, then `CLAWDBOT_GATEWAY_PORT`, then `gateway.port`, then 18789 (19001 for the profile `dev`). */
export function planPort(input: PortInput): PortPlan {
  const { config, env, profile, flag } = input;
  const fallback: PortChoice =
    profile === DEV_PROFILE
      ? { port: DEV_PORT, source: 'profile' }
      : { port: DEFAULT_PORT, source: 'default' };
  const settled = (choice: PortChoice, warnings: readonly string[] = []): PortPlan => ({
    choice,
    refusals: [],
    warnings,
  });
  if (flag !== undefined) {
    const port = parsePort(flag);
    if (port !== undefined) return settled({ port, source: 'flag' });
    const fix = `--port takes a number from 1 to ${MAX_PORT}, or 0 for any free port`;
    return { choice: fallback, refusals: [refuse('invalidPort', 'Invalid port', fix)], warnings: [] };
  }
  const fromEnv = env.get('gatewayPort');
  const envPort = fromEnv === undefined ? undefined : parsePort(fromEnv);
  if (envPort !== undefined) return settled({ port: envPort, source: 'env' });
  const warnings =
    fromEnv === undefined ? [] : [`${env.nameOf('gatewayPort')} is ignored: it is no port number`];
  const configured = config.gateway?.port;
  return settled(configured === undefined ? fallback : { port: configured, source: 'config' }, warnings);
}

function parsePort(text: string): number | undefined {
  const port = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : -1;
  return port >= 0 && port <= MAX_PORT ? port : undefined;
}

export interface DerivedPorts {
  /** Loopback only. */
  readonly browserControl: number;
  readonly canvas: number;
  readonly cdp: { readonly from: number; readonly to: number };
}

const DEFAULT_DERIVED = {
  browserControl: 18_791,
  canvas: 18_793,
  cdp: { from: 18_800, to: 18_899 },
} as const;

/** The ports of side services; one that would leave the valid range falls back to its fixed default. */
export function derivePorts(base: number, config: Config, env: Env): DerivedPorts {
  const valid = (port: number, fallback: number): number => (port >= 1 && port <= MAX_PORT ? port : fallback);
  const browserControl = valid(base + 2, DEFAULT_DERIVED.browserControl);
  const derivedCanvas = valid(base + 4, DEFAULT_DERIVED.canvas);
  const fromEnv = env.get('canvasHostPort');
  // A variable that is set but unreadable still rules out the configured port, as it always did.
  const envCanvas = fromEnv === undefined ? undefined : parsePort(fromEnv) || derivedCanvas;
  const from = valid(browserControl + 9, DEFAULT_DERIVED.cdp.from);
  const to = valid(browserControl + 108, DEFAULT_DERIVED.cdp.to);
  return {
    browserControl,
    canvas: envCanvas ?? config.canvasHost?.port ?? derivedCanvas,
    cdp: { from, to: Math.max(from, to) },
  };
}
