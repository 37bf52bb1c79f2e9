import type { Env } from '../platform/env.ts';
import { DEFAULT_PROFILE, profileSuffix } from '../platform/profile.ts';

/** What the service of one profile is called by each operating system. */
export interface ServiceNames {
  /** launchd. */
  readonly label: string;
  /** systemd, with its suffix. */
  readonly unit: string;
  /** Windows task scheduler. */
  readonly task: string;
  /** What older releases called it; found and cleaned up. */
  readonly legacy: {
    readonly labels: readonly string[];
    readonly units: readonly string[];
    readonly tasks: readonly string[];
  };
}

const LABEL = 'bot.molt.';
const UNIT = 'moltbot-gateway';
const TASK = 'Moltbot Gateway';
/** The label of the default profile; a profile of that name would claim it. */
const DEFAULT_LABEL = 'gateway';

/** A file is called by it: no directory, no wildcard. */
const SAFE_NAME = /^[a-z0-9][\w@:.() -]{0,127}$/i;

/** What marks a service definition as one of ours, whatever its name. */
export const MARKER = { marker: 'moltbot', kind: 'gateway' } as const;

/**
 * The names of a profile. Variables that a service sets for itself name it otherwise, and then win.
 * @throws RangeError for a profile whose launchd label is that of the default profile, and for a variable that is no name
 */
export function serviceNames(profile: string, env?: Pick<Env, 'get' | 'nameOf'>): ServiceNames {
  const named = profile !== DEFAULT_PROFILE;
  if (profile === DEFAULT_LABEL)
    throw new RangeError(
      `profile ${profile} cannot have a service: its label ${LABEL}${profile} is that of the default profile`,
    );
  const suffix = profileSuffix(profile);
  for (const key of ['systemdUnit', 'launchdLabel', 'windowsTaskName'] as const)
    if (!SAFE_NAME.test(env?.get(key) ?? 'none'))
      throw new RangeError(`${env?.nameOf(key)} is no name of a service: ${JSON.stringify(env?.get(key))}`);
  const unit = env?.get('systemdUnit') ?? `${UNIT}${suffix}`;
  const title = (product: string): string => `${product} Gateway${named ? ` (${profile})` : ''}`;
  return {
    label: env?.get('launchdLabel') ?? `${LABEL}${named ? profile : DEFAULT_LABEL}`,
    unit: unit.endsWith('.service') ? unit : `${unit}.service`,
    task: env?.get('windowsTaskName') ?? `${TASK}${named ? ` (${profile})` : ''}`,
    legacy: {
      labels: named ? [`com.clawdbot.${profile}`] : ['com.clawdbot.gateway', 'com.steipete.clawdbot.gateway'],
      units: [`clawdbot-gateway${suffix}.service`],
      tasks: [title('Clawdbot')],
    },
  };
}

/** In words, for the definition's own description. */
export const describeService = (profile: string, version: string): string =>
  `${TASK} (${profile === DEFAULT_PROFILE ? '' : `profile: ${profile}, `}v${version})`;
