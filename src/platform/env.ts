/** A copy of environment variables; `undefined` means unset. */
export type EnvVars = Readonly<Record<string, string | undefined>>;

/** Every variable of ours, without its prefix. A name that is not here is not read anywhere. */
export const APP_ENV = {
  profile: 'PROFILE',
  stateDir: 'STATE_DIR',
  configPath: 'CONFIG_PATH',
  gatewayPort: 'GATEWAY_PORT',
  gatewayToken: 'GATEWAY_TOKEN',
  gatewayPassword: 'GATEWAY_PASSWORD',
  oauthDir: 'OAUTH_DIR',
  agentDir: 'AGENT_DIR',
  canvasHostPort: 'CANVAS_HOST_PORT',
  skipCanvasHost: 'SKIP_CANVAS_HOST',
  skipChannels: 'SKIP_CHANNELS',
  whatsappTestUrl: 'WHATSAPP_TEST_URL',
  skipCron: 'SKIP_CRON',
  launchdLabel: 'LAUNCHD_LABEL',
  systemdUnit: 'SYSTEMD_UNIT',
  windowsTaskName: 'WINDOWS_TASK_NAME',
  serviceMarker: 'SERVICE_MARKER',
  serviceKind: 'SERVICE_KIND',
  serviceVersion: 'SERVICE_VERSION',
  hideBanner: 'HIDE_BANNER',
  disableBonjour: 'DISABLE_BONJOUR',
  mdnsHostname: 'MDNS_HOSTNAME',
} as const;

export type AppEnvKey = keyof typeof APP_ENV;

/** Variables that say which instance is meant. They only make sense together with the profile they were set for. */
export const INSTANCE_ENV: readonly AppEnvKey[] = [
  'stateDir',
  'configPath',
  'gatewayPort',
  'gatewayToken',
  'gatewayPassword',
  'oauthDir',
  'agentDir',
  'canvasHostPort',
  'launchdLabel',
  'systemdUnit',
  'windowsTaskName',
];

/** First prefix wins; the later two are names the field has used. */
const PREFIXES = ['CLAWDBOT_', 'MOLTBOT_', 'OPENCLAW_'] as const;

/** Where model providers look for their key, in order. */
export const PROVIDER_KEY_ENV: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['ANTHROPIC_API_KEY', 'ANTHROPIC_OAUTH_TOKEN'],
  openai: ['OPENAI_API_KEY'],
  google: ['GEMINI_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY', 'GOOGLE_API_KEY'],
  openrouter: ['OPENROUTER_API_KEY'],
  groq: ['GROQ_API_KEY'],
  mistral: ['MISTRAL_API_KEY'],
  deepseek: ['DEEPSEEK_API_KEY'],
  xai: ['XAI_API_KEY'],
  zai: ['ZAI_API_KEY', 'Z_AI_API_KEY'],
  'vercel-ai-gateway': ['AI_GATEWAY_API_KEY'],
  minimax: ['MINIMAX_API_KEY'],
  moonshot: ['MOONSHOT_API_KEY'],
};

export interface Env {
  readonly vars: EnvVars;
  /** The variable with whichever of our prefixes is set first; empty counts as unset, blanks are kept. */
  get(key: AppEnvKey): string | undefined;
  /** The full name that `get` answered from, e.g. `CLAWDBOT_STATE_DIR`; the canonical one when unset. */
  nameOf(key: AppEnvKey): string;
  /** `1`, `true`, `yes` and `on` in any case. */
  isOn(key: AppEnvKey): boolean;
  /** A variable of somebody else, e.g. `HOME` or `OPENAI_API_KEY`; empty counts as unset. */
  foreign(name: string): string | undefined;
  /** A copy with `extra` added where nothing (or nothing but the empty string) is set. */
  filledWith(extra: EnvVars): Env;
  /** A copy without the given variables of ours, under every prefix. */
  without(keys: readonly AppEnvKey[]): Env;
}

export function createEnv(vars: EnvVars): Env {
  const foreign = (name: string): string | undefined => vars[name] || undefined;
  const find = (key: AppEnvKey): string | undefined =>
    PREFIXES.map((prefix) => prefix + APP_ENV[key]).find((name) => foreign(name) !== undefined);
  const get = (key: AppEnvKey): string | undefined => {
    const name = find(key);
    return name === undefined ? undefined : vars[name];
  };
  return {
    vars,
    get,
    nameOf: (key) => find(key) ?? PREFIXES[0] + APP_ENV[key],
    isOn: (key) => /^(1|true|yes|on)$/i.test(get(key) ?? ''),
    foreign,
    filledWith: (extra) => {
      const added = Object.entries(extra).filter(([name]) => foreign(name) === undefined);
      return createEnv({ ...vars, ...Object.fromEntries(added) });
    },
    without: (keys) => {
      const gone = new Set(keys.flatMap((key) => PREFIXES.map((prefix) => prefix + APP_ENV[key])));
      return createEnv(Object.fromEntries(Object.entries(vars).filter(([name]) => !gone.has(name))));
    },
  };
}

/**
 * What a program of somebody else is started with: of all the variables of ours those alone that lead to this very instance. A
 * `moltbot` below it means this gateway, whatever the shell meant that the gateway was started in, and learns no secret of it.
 */
export const programEnv = (
  env: Env,
  own: { readonly profile: string; readonly stateDir: string; readonly configPath: string },
): EnvVars => ({
  ...env.without([...INSTANCE_ENV, 'profile', 'serviceMarker', 'serviceKind', 'serviceVersion']).vars,
  [`${PREFIXES[0]}${APP_ENV.profile}`]: own.profile,
  [`${PREFIXES[0]}${APP_ENV.stateDir}`]: own.stateDir,
  [`${PREFIXES[0]}${APP_ENV.configPath}`]: own.configPath,
});

/** On Windows a name means the same in any case, and the search path is usually called `Path`; in a copy it would be another variable. */
export const namedAlike = (vars: EnvVars, platform: NodeJS.Platform): EnvVars =>
  platform === 'win32'
    ? Object.fromEntries(Object.entries(vars).map(([name, value]) => [name.toUpperCase(), value]))
    : { ...vars };

/** The environment of this process, copied once: later changes to it are not seen. */
export const readEnv = (): Env => createEnv(namedAlike(process.env, process.platform));
