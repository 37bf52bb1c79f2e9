import { INSTANCE_ENV, type Env } from './env.ts';

export const DEFAULT_PROFILE = 'default';
export const DEV_PROFILE = 'dev';
const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/i;

export type ProfileArgv =
  | { readonly ok: true; readonly profile: string | undefined; readonly argv: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Takes `--dev`, `--profile <name>` and `--profile=<name>` out of the words before the first command word. Later words
 * belong to the command: `gateway --dev` is the command's own flag.
 *
 * @param argv the arguments after the script path
 */
export function parseProfileArgv(argv: readonly string[]): ProfileArgv {
  const rest: string[] = [];
  let named: string | undefined;
  let dev = false;
  let index = 0;
  for (; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--' || !word.startsWith('-')) break;
    if (word === '--dev') {
      dev = true;
    } else if (word === '--profile' || word.startsWith('--profile=')) {
      const value = word === '--profile' ? argv[++index] : word.slice('--profile='.length);
      if (!value || value.startsWith('-')) return refused('--profile requires a name, e.g. --profile rescue');
      if (!NAME.test(value)) return refused(invalidName(value));
      if (named !== undefined && named !== value.toLowerCase()) {
        return refused(`--profile given twice (${named}, ${value}): pass one`);
      }
      named = value.toLowerCase();
    } else {
      rest.push(word);
    }
  }
  if (dev && named !== undefined && named !== DEV_PROFILE) {
    return refused(`cannot combine --dev with --profile ${named}: pass one of them`);
  }
  return { ok: true, profile: dev ? DEV_PROFILE : named, argv: [...rest, ...argv.slice(index)] };
}

export interface ProfileChoice {
  /** Lower case; `default` for none. */
  readonly profile: string;
  readonly source: 'flag' | 'env' | 'default';
  /** The environment without variables that were set for another profile. */
  readonly env: Env;
  readonly warnings: readonly string[];
}

/**
 * Which instance is meant. A flag beats the environment, and then variables that belong to another profile (a shell inside
 * another gateway, a stale export) are left out as a whole instead of steering this command to the wrong instance.
 */
export function chooseProfile(options: {
  readonly flag: string | undefined;
  readonly env: Env;
}): ProfileChoice {
  const { flag, env } = options;
  const ambient = env.get('profile')?.trim().toLowerCase();
  if (flag === undefined) {
    if (ambient === undefined || ambient === '')
      return { profile: DEFAULT_PROFILE, source: 'default', env, warnings: [] };
    if (NAME.test(ambient)) return { profile: ambient, source: 'env', env, warnings: [] };
    const warning = `${env.nameOf('profile')} is ignored: ${invalidName(ambient)}`;
    return { profile: DEFAULT_PROFILE, source: 'default', env, warnings: [warning] };
  }
  const service = SERVICE_NAMES.find((key) => namesAnother(env, key, flag));
  const foreign = ambient === undefined ? service !== undefined : ambient !== flag;
  const stale = INSTANCE_ENV.filter(
    (key) => env.get(key) !== undefined && (foreign || namesAnother(env, key, flag)),
  );
  if (stale.length === 0) return { profile: flag, source: 'flag', env, warnings: [] };
  const names = stale.map((key) => env.nameOf(key)).join(', ');
  const owner = foreign && ambient !== undefined ? `set for profile ${ambient}` : 'of another profile';
  return {
    profile: flag,
    source: 'flag',
    env: env.without(stale),
    warnings: [`--profile ${flag} wins: ignoring ${names} (${owner})`],
  };
}

/** Where the name of a profile stands in a variable: in the usual directory, and in the names its service has. */
const NAMED_IN: Readonly<Partial<Record<(typeof INSTANCE_ENV)[number], RegExp>>> = {
  stateDir: /[\\/]\.clawdbot(?:-([a-z0-9_-]+))?(?=[\\/]|$)/i,
  configPath: /[\\/]\.clawdbot(?:-([a-z0-9_-]+))?(?=[\\/]|$)/i,
  systemdUnit: /^moltbot-gateway(?:-([a-z0-9_-]+))?(?:\.service)?$/i,
  launchdLabel: /^bot\.molt\.(?:gateway|([a-z0-9_-]+))$/i,
  windowsTaskName: /^Moltbot Gateway(?: \(([a-z0-9_-]+)\))?$/i,
};

/** What a service sets for itself: whoever has one of these has all variables from it. */
const SERVICE_NAMES = ['systemdUnit', 'launchdLabel', 'windowsTaskName'] as const;

/** True when a variable means the instance of a profile other than `profile`, e.g. in a shell below the service of that one. */
function namesAnother(env: Env, key: (typeof INSTANCE_ENV)[number], profile: string): boolean {
  const match = NAMED_IN[key]?.exec(env.get(key) ?? '') ?? null;
  return match !== null && (match[1]?.toLowerCase() ?? DEFAULT_PROFILE) !== profile;
}

/** What follows a name: nothing for the default profile, `-<name>` otherwise. */
export const profileSuffix = (profile: string): string => (profile === DEFAULT_PROFILE ? '' : `-${profile}`);

const refused = (message: string): ProfileArgv => ({ ok: false, message });
const invalidName = (value: string): string =>
  `invalid profile name ${JSON.stringify(value)}: use letters, digits, - and _, 64 at most, starting with a letter or digit`;
