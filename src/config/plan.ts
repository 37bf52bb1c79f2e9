import type { CertificateFiles, CertificateProblem } from '../platform/certificate.ts';
import type { Env } from '../platform/env.ts';
import { expandHome, type Paths } from '../platform/paths.ts';
import { LIMITS } from '../protocol/limits.ts';
import { agentWorkspace, defaultAgentId, listAgents } from './agents.ts';
import type { Config } from './generated/types.ts';
import type { SecretFiles } from './load.ts';
import { planAuth, type AuthPlan } from './plan-auth.ts';
import { planBind, type BindMode, type PlannedHost } from './plan-bind.ts';
import { planDiscovery, type DiscoveryPlan } from './plan-discovery.ts';
import { planLogging, type LoggingPlan } from './plan-logging.ts';
import { derivePorts, planPort, type DerivedPorts, type PortSource } from './plan-ports.ts';
import { funnelRefusals, planTailscale, tailscaleRefusals, type TailscalePlan } from './plan-tailscale.ts';
import { planTls, tlsRefusals, type TlsPlan } from './plan-tls.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Flags of `gateway run` as typed; absent when not given. */
export interface GatewayFlags {
  readonly port?: string;
  readonly bind?: string;
  readonly auth?: string;
  readonly token?: string;
  readonly password?: string;
  readonly tailscale?: string;
  readonly tailscaleResetOnExit?: boolean;
  readonly allowUnconfigured?: boolean;
  readonly verbose?: boolean;
  /** Whether the channels stay down until the operator resumes them. Absent: after three crashes in a row. */
  readonly safeMode?: boolean;
  /** How frames are logged together with `verbose`. */
  readonly wsLog?: string;
  /** From the signal to the end of the process, milliseconds. */
  readonly shutdownTimeout?: number;
}

export interface PlanInput {
  readonly config: Config;
  /** Whether there is a configuration file. */
  readonly configExists: boolean;
  readonly env: Env;
  readonly flags: GatewayFlags;
  readonly paths: Paths;
  readonly secretFiles: SecretFiles;
  /** IPv4 addresses of this machine. */
  readonly addresses: readonly string[];
  /** stdout is a terminal. */
  readonly terminal: boolean;
  /** Makes or finds the secret of this installation. */
  readonly generatedToken: () => string;
  /** What is wrong with these files, if anything. */
  readonly checkCertificate: (files: CertificateFiles) => CertificateProblem | undefined;
}

/** Every setting the gateway needs to start, resolved: nobody looks at flags or variables again. */
export interface GatewayPlan {
  readonly profile: string;
  readonly port: number;
  readonly portSource: PortSource;
  readonly ports: DerivedPorts;
  readonly bind: BindMode;
  readonly hosts: readonly PlannedHost[];
  readonly loopbackOnly: boolean;
  /** Absent: plain. */
  readonly tls?: TlsPlan;
  readonly auth: AuthPlan;
  readonly tailscale: TailscalePlan;
  readonly discovery: DiscoveryPlan;
  /** Lower case, exact addresses. */
  readonly trustedProxies: readonly string[];
  readonly controlUi: {
    readonly enabled: boolean;
    /** Empty, or with a leading and no trailing slash. */
    readonly basePath: string;
    readonly allowInsecureAuth: boolean;
    readonly dangerouslyDisableDeviceAuth: boolean;
    /** Whole origins, lower case, without a path. */
    readonly allowedOrigins: readonly string[];
  };
  readonly agents: {
    readonly defaultId: string;
    readonly list: readonly { readonly id: string; readonly workspace: string }[];
    readonly maxConcurrent: number;
    /** Deadline of a run, milliseconds. */
    readonly timeoutMs: number;
  };
  readonly session: { readonly scope: 'per-sender' | 'global'; readonly mainKey: 'main' };
  readonly logging: LoggingPlan;
  readonly allowExternalRestart: boolean;
  readonly tickIntervalMs: number;
}

export type PlanOutcome =
  | { readonly ok: true; readonly plan: GatewayPlan; readonly warnings: readonly string[] }
  /** All reasons at once, the first one first in importance. */
  | {
      readonly ok: false;
      readonly refusals: readonly [Refusal, ...Refusal[]];
      readonly warnings: readonly string[];
    };

/** Resolves the settings of a gateway start, or says everything that forbids it. Pure but for `generatedToken`. */
export function planGateway(input: PlanInput): PlanOutcome {
  const { config, env, flags, paths } = input;
  const port = planPort({ config, env, profile: paths.profile, flag: flags.port });
  const bind = planBind({ config, flag: flags.bind, addresses: input.addresses });
  const tls = planTls(config, paths);
  const early = [
    ...port.refusals,
    ...bind.refusals,
    ...localRefusals(input),
    ...tailscaleRefusals(input, bind.mode),
    ...tlsRefusals(tls, input.checkCertificate),
  ];
  const auth = planAuth({
    config,
    env,
    flags,
    files: input.secretFiles,
    bind,
    generatedToken: early.length === 0 ? input.generatedToken : nothingYet,
  });
  const warnings = [...port.warnings, ...bind.warnings, ...auth.warnings];
  const tailscale = planTailscale(input, auth.auth);
  const [first, ...rest] = [...early, ...auth.refusals, ...funnelRefusals(tailscale, auth.auth)];
  if (first !== undefined) return { ok: false, refusals: [first, ...rest], warnings };

  const gateway = config.gateway ?? {};
  const plan: GatewayPlan = {
    profile: paths.profile,
    port: port.choice.port,
    portSource: port.choice.source,
    ports: derivePorts(port.choice.port, config, env),
    bind: bind.mode,
    hosts: bind.hosts,
    loopbackOnly: bind.loopbackOnly,
    ...(tls === undefined ? {} : { tls }),
    auth: auth.auth,
    tailscale,
    discovery: planDiscovery(config, env, bind.hosts),
    trustedProxies: (gateway.trustedProxies ?? [])
      .map((address) => address.trim().toLowerCase())
      .filter(Boolean),
    controlUi: {
      enabled: gateway.controlUi?.enabled ?? true,
      basePath: normalizeBasePath(gateway.controlUi?.basePath),
      allowInsecureAuth: gateway.controlUi?.allowInsecureAuth ?? false,
      dangerouslyDisableDeviceAuth: gateway.controlUi?.dangerouslyDisableDeviceAuth ?? false,
      allowedOrigins: (gateway.controlUi?.allowedOrigins ?? []).flatMap(toOrigin),
    },
    agents: planAgents(config, paths),
    session: { scope: config.session?.scope ?? 'per-sender', mainKey: 'main' },
    logging: planLogging({
      config,
      paths,
      verbose: flags.verbose === true,
      wsLog: flags.wsLog,
      terminal: input.terminal,
    }),
    allowExternalRestart: config.commands?.restart === true,
    tickIntervalMs: LIMITS.tickIntervalMs,
  };
  return { ok: true, plan, warnings };
}

const nothingYet = (): string => '';

/** What a browser would send for the page of this address; the semantic check has refused what has none. */
const toOrigin = (text: string): readonly string[] =>
  URL.canParse(text) ? [new URL(text).origin.toLowerCase()] : [];

function localRefusals(input: PlanInput): readonly Refusal[] {
  const mode = input.config.gateway?.mode;
  if (mode === 'local' || input.flags.allowUnconfigured === true) return [];
  const fix = `the command onboard sets it up; or add { gateway: { mode: "local" } } to ${input.paths.configPath}`;
  if (!input.configExists) {
    const message = 'Missing config: set gateway.mode=local or pass --allow-unconfigured.';
    return [refuse('missingConfig', message, fix)];
  }
  const current = mode ?? 'unset';
  const message = `Gateway start blocked: set gateway.mode=local (current: ${current}) or pass --allow-unconfigured.`;
  return [refuse('notLocal', message, fix)];
}

function planAgents(config: Config, paths: Paths): GatewayPlan['agents'] {
  const { home, stateDir, workspace } = paths;
  const ofAgent = (agentId: string): string =>
    agentWorkspace({ config, agentId, home, stateDir, fallback: workspace });
  const seconds = config.agents?.defaults?.timeoutSeconds;
  return {
    defaultId: defaultAgentId(config),
    list: listAgents(config).map(({ id }) => ({ id, workspace: expandHome(ofAgent(id), home) })),
    maxConcurrent: config.agents?.defaults?.maxConcurrent ?? LIMITS.mainLaneConcurrency,
    timeoutMs: seconds === undefined ? LIMITS.agentTimeoutMs : seconds * 1000,
  };
}

function normalizeBasePath(path: string | undefined): string {
  const trimmed = (path ?? '').trim().replace(/^\/+|\/+$/g, '');
  return trimmed === '' ? '' : `/${trimmed}`;
}
