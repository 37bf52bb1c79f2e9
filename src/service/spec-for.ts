import { delimiter, dirname, join } from 'node:path';
import { APP_ENV, PROVIDER_KEY_ENV, type AppEnvKey, type Env } from '../platform/env.ts';
import type { Paths } from '../platform/paths.ts';
import { DEFAULT_PROFILE } from '../platform/profile.ts';
import { describeService, MARKER, type ServiceNames } from './names.ts';
import type { ServiceSpec } from './spec.ts';

export interface SpecInput {
  readonly names: ServiceNames;
  readonly paths: Paths;
  readonly env: Env;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** The Node that is to run it; absent when the program is an executable of its own. */
  readonly node?: string;
  readonly entry: string;
  /** From `--port`; without it the configuration says. */
  readonly port?: number;
  /** From `--token`. */
  readonly token?: string;
  /** Names the configuration refers to as `${NAME}`. */
  readonly referenced: readonly string[];
  readonly stopSeconds: number;
  readonly notifies: boolean;
  readonly exists: (path: string) => boolean;
}

/** What says which instance is meant, and which parts of it run. */
const KEPT: readonly AppEnvKey[] = [
  'stateDir',
  'configPath',
  'oauthDir',
  'agentDir',
  'canvasHostPort',
  'skipCanvasHost',
  'skipChannels',
  'skipCron',
];
const SECRET: readonly AppEnvKey[] = ['gatewayToken', 'gatewayPassword'];
/** What the gateway looks for when the configuration says nothing. */
const KEYS: readonly string[] = [...Object.values(PROVIDER_KEY_ENV).flat(), 'TELEGRAM_BOT_TOKEN'];

const canonical = (key: AppEnvKey): string => `CLAWDBOT_${APP_ENV[key]}`;

/** Where programs of this person usually are, as far as they exist, before those of the system. */
function searchPath({ platform, env, paths, node, entry, exists }: SpecInput): string {
  // Some entries stand in quotes there, which mean nothing, and which a command file could not hold.
  if (platform === 'win32') return (env.foreign('PATH') ?? '').replaceAll('"', '');
  const own = ['.local/bin', '.npm-global/bin', 'bin', '.bun/bin', '.local/share/pnpm'].map((dir) =>
    join(paths.home, dir),
  );
  const system =
    platform === 'darwin'
      ? ['/opt/homebrew/bin', '/usr/local/bin', '/usr/bin', '/bin']
      : ['/usr/local/bin', '/usr/bin', '/bin'];
  return [...new Set([...[dirname(node ?? entry), ...own].filter(exists), ...system])].join(delimiter);
}

/** What the service is to be. Everything it needs of this shell is in it, so that it starts with nothing but that. */
export function specFor(input: SpecInput): ServiceSpec {
  const { names, paths, env, version, platform, port, token } = input;
  const secretsPath = secretsPathOf(paths);
  const kept = Object.fromEntries(
    KEPT.flatMap((key) => {
      const value = keptValue(key, input);
      return value === undefined ? [] : [[canonical(key), value]];
    }),
  );
  const ambientPort = port === undefined ? env.get('gatewayPort') : undefined;
  const own: Readonly<Record<string, string>> = {
    HOME: paths.home,
    PATH: searchPath(input),
    ...(paths.profile === DEFAULT_PROFILE ? {} : { [canonical('profile')]: paths.profile }),
    ...kept,
    ...(ambientPort === undefined ? {} : { [canonical('gatewayPort')]: ambientPort }),
    ...(platform === 'linux' ? { [canonical('systemdUnit')]: names.unit } : {}),
    ...(platform === 'darwin' ? { [canonical('launchdLabel')]: names.label } : {}),
    ...(platform === 'win32' ? { [canonical('windowsTaskName')]: names.task } : {}),
    [canonical('serviceMarker')]: MARKER.marker,
    [canonical('serviceKind')]: MARKER.kind,
    [canonical('serviceVersion')]: version,
  };
  const flags = platform === 'linux' ? [] : [`--env-file-if-exists=${secretsPath}`];
  return {
    names,
    description: describeService(paths.profile, version),
    command: [
      ...programWords(input, flags),
      'gateway',
      ...(port === undefined ? [] : ['--port', String(port)]),
    ],
    workingDirectory: paths.home,
    environment: own,
    secrets: secretsOf(input, token),
    secretsPath,
    logDir: join(paths.stateDir, 'logs'),
    stopSeconds: input.stopSeconds,
    notifies: input.notifies,
  };
}

/** The executable takes the flags of Node that are in a definition, in the same place: right behind what runs. */
const programWords = ({ node, entry }: SpecInput, flags: readonly string[]): readonly [string, ...string[]] =>
  node === undefined ? [entry, ...flags] : [node, ...flags, entry];

/** The variables of a service, one file per instance. */
export const secretsPathOf = (paths: Pick<Paths, 'stateDir'>): string => join(paths.stateDir, 'service.env');

/** Paths as they were resolved here: the service has another working directory. */
function keptValue(key: AppEnvKey, { env, paths }: SpecInput): string | undefined {
  if (env.get(key) === undefined) return undefined;
  if (key === 'stateDir') return paths.stateDir;
  if (key === 'configPath') return paths.configPath;
  if (key === 'oauthDir') return paths.credentialsDir;
  return env.get(key);
}

function secretsOf({ env, referenced }: SpecInput, token: string | undefined): Record<string, string> {
  const ours = SECRET.flatMap((key) => {
    const value = key === 'gatewayToken' ? (token ?? env.get(key)) : env.get(key);
    return value === undefined ? [] : [[canonical(key), value] as const];
  });
  const foreign = [...new Set([...KEYS, ...referenced])].flatMap((name) => {
    const value = env.foreign(name);
    return value === undefined || /^(CLAWDBOT|MOLTBOT|OPENCLAW)_/.test(name) ? [] : [[name, value] as const];
  });
  return Object.fromEntries([...ours, ...foreign]);
}

/** The names a text of the configuration refers to as `${NAME}`. */
export const referencedIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\$\{([A-Z_][A-Z0-9_]*)\}/g)].map((found) => found[1] ?? '')),
];
