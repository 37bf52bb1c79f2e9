import type {
  ConfigSnapshot,
  HealthSummary,
  PresenceEntry,
  StatusSummary,
} from '../protocol/generated/types.ts';
import { CliError } from './cli-error.ts';
import { openClient } from './client.ts';
import type { GatewayClient } from './client.ts';
import { explainRefusal } from './credentials.ts';
import type { CliIo } from './io.ts';
import { fixFor } from './session.ts';
import type { ClientSettings } from './settings.ts';
import type { Candidate, ProbeKind } from './probe-targets.ts';

/** Of the configuration over there; never a secret. */
export interface ProbedConfig {
  readonly path: string;
  readonly exists: boolean;
  readonly valid: boolean;
  readonly issues: readonly string[];
  readonly legacyIssues: readonly string[];
  readonly gateway: {
    readonly mode: string | null;
    readonly bind: string | null;
    readonly port: number | null;
    readonly controlUiEnabled: boolean;
    readonly controlUiBasePath: string | null;
    readonly authMode: string | null;
    readonly authTokenConfigured: boolean;
    readonly authPasswordConfigured: boolean;
    readonly remoteUrl: string | null;
    readonly remoteTokenConfigured: boolean;
    readonly remotePasswordConfigured: boolean;
    readonly tailscaleMode: string | null;
  };
  readonly discovery: { readonly wideAreaEnabled: boolean };
}

/** What became of one candidate. */
export interface Probed {
  readonly id: ProbeKind;
  readonly kind: ProbeKind;
  readonly url: string;
  readonly active: boolean;
  readonly tunnel: Candidate['tunnel'];
  readonly connect: {
    /** It said hello, and every question was answered. */
    readonly ok: boolean;
    readonly latencyMs: number | null;
    readonly error: string | null;
    /** What helps, when that is known. */
    readonly fix: string | null;
    readonly close: { readonly code: number; readonly reason: string; readonly hint?: string } | null;
  };
  readonly self: {
    readonly host: string | null;
    readonly ip: string | null;
    readonly version: string | null;
    readonly platform: string | null;
  } | null;
  readonly config: ProbedConfig | null;
  readonly health: HealthSummary | null;
  readonly summary: StatusSummary | null;
  readonly presence: readonly PresenceEntry[] | null;
  /** The state directory over there: two addresses may lead to one gateway. */
  readonly instance: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[key] : undefined,
    value,
  );

export function summarizeConfig({
  path,
  exists,
  valid,
  issues,
  legacyIssues,
  config,
}: ConfigSnapshot): ProbedConfig {
  const of = (...keys: string[]): unknown => at(config, 'gateway', ...keys);
  const port = of('port');
  const set = (...keys: string[]): boolean => of(...keys) !== undefined;
  return {
    path,
    exists,
    valid,
    issues: issues.map(({ message }) => message),
    legacyIssues: legacyIssues.map(({ message }) => message),
    gateway: {
      mode: text(of('mode')),
      bind: text(of('bind')),
      port: typeof port === 'number' ? port : null,
      controlUiEnabled: of('controlUi', 'enabled') !== false,
      controlUiBasePath: text(of('controlUi', 'basePath')),
      authMode: text(of('auth', 'mode')),
      authTokenConfigured: set('auth', 'token') || set('auth', 'tokenFile'),
      authPasswordConfigured: set('auth', 'password') || set('auth', 'passwordFile'),
      remoteUrl: text(of('remote', 'url')),
      remoteTokenConfigured: set('remote', 'token'),
      remotePasswordConfigured: set('remote', 'password'),
      tailscaleMode: text(of('tailscale', 'mode')),
    },
    discovery: { wideAreaEnabled: at(config, 'discovery', 'wideArea', 'enabled') === true },
  };
}

/** How a connection was closed, read from the words of the client. */
const CLOSED = /^gateway closed \((\d+)(?: ([^)]*(?:\([^)]*\))?))?\): (.*)$/s;

function closeOf(error: CliError): Probed['connect']['close'] {
  const [, code, hint, reason = ''] = CLOSED.exec(error.message) ?? [];
  if (code === undefined) return null;
  return { code: Number(code), reason, ...(hint === undefined ? {} : { hint }) };
}

/** Says hello and asks four questions at once. Never throws for what the other side does. */
export async function probeOne(
  io: CliIo,
  settings: ClientSettings,
  candidate: Candidate,
  timeoutMs: number,
): Promise<Probed> {
  const { id, target, active, tunnel } = candidate;
  const base = { id, kind: id, url: target.url, active, tunnel } as const;
  const nothing = { self: null, config: null, health: null, summary: null, presence: null, instance: null };
  const begunMs = io.clock.monotonic();
  const elapsed = (): number => Math.round(io.clock.monotonic() - begunMs);
  const failed = async (error: unknown, latencyMs: number | null): Promise<Probed['connect']> => {
    if (!(error instanceof CliError)) throw error;
    const { message, options } = error;
    return {
      ok: false,
      latencyMs,
      error: message,
      fix:
        options.fix ??
        explainRefusal(error, target, io)?.fix ??
        (await fixFor(error, target, settings, io)) ??
        null,
      close: closeOf(error),
    };
  };
  let client: GatewayClient;
  try {
    client = await openClient({
      target,
      clock: io.clock,
      random: io.random,
      version: io.version,
      identityDir: io.paths.identityDir,
      mode: 'probe',
      timeoutMs,
    });
  } catch (error) {
    return { ...base, connect: await failed(error, null), ...nothing };
  }
  const latencyMs = elapsed();
  try {
    const ask = <T>(method: string): Promise<T> =>
      client.request(method, {}, { timeoutMs: Math.max(1, timeoutMs - elapsed()) }) as Promise<T>;
    const [health, summary, presence, config] = await Promise.allSettled([
      ask<HealthSummary>('health'),
      ask<StatusSummary>('status'),
      ask<readonly PresenceEntry[]>('system-presence'),
      ask<ConfigSnapshot>('config.get'),
    ]);
    const broken = [health, summary, presence, config].find((answer) => answer.status === 'rejected');
    const entries = valueOf(presence);
    const own = entries?.find(({ mode }) => mode === 'gateway');
    const { server, snapshot } = client.hello;
    const read = valueOf(config);
    return {
      ...base,
      connect:
        broken === undefined
          ? { ok: true, latencyMs, error: null, fix: null, close: null }
          : await failed(broken.reason, latencyMs),
      self: {
        host: own?.host ?? server.host ?? null,
        ip: own?.ip ?? null,
        version: server.version,
        platform: own?.platform ?? null,
      },
      config: read === null ? null : summarizeConfig(read),
      health: valueOf(health),
      summary: valueOf(summary),
      presence: entries,
      instance: `${server.host ?? ''} ${snapshot.stateDir ?? ''}`,
    };
  } finally {
    await client.close();
  }
}

const valueOf = <T>(answer: PromiseSettledResult<T>): T | null =>
  answer.status === 'fulfilled' ? answer.value : null;
