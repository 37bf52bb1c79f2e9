import { existsSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { namesIn } from '../platform/files.ts';
import { readAgent } from './launchd/launchd.ts';
import type { Definition } from './port.ts';
import { MARKER } from './names.ts';
import { placeOf } from './place.ts';
import { readDefinition } from './systemd/systemd.ts';

/** A service on this machine that has to do with a gateway. */
export interface FoundService {
  readonly name: string;
  readonly path: string;
  readonly scope: 'user' | 'system';
  /** `own`: marked as ours, of whatever profile. `legacy`: of an older release. `other`: it mentions us. */
  readonly kind: 'own' | 'legacy' | 'other';
  /** The state directory it runs on; absent when it does not say. */
  readonly stateDir?: string;
  readonly profile: string;
  /** From its arguments or variables. */
  readonly port?: number;
  readonly version?: string;
}

const PREFIXES = ['CLAWDBOT_', 'MOLTBOT_', 'OPENCLAW_'] as const;
const LEGACY = /^(com\.(steipete\.)?clawdbot\.|clawdbot-gateway|clawdis|warelay)/;
const MENTION = /moltbot|clawdbot|openclaw/i;

const variable = ({ environment }: Definition, key: string): string | undefined =>
  PREFIXES.map((prefix) => environment[prefix + key]).find((value) => value !== undefined && value !== '');

function portOf(definition: Definition): number | undefined {
  const { command } = definition;
  const at = command.indexOf('--port');
  const word =
    at >= 0
      ? command[at + 1]
      : (command.find((one) => one.startsWith('--port='))?.slice('--port='.length) ??
        variable(definition, 'GATEWAY_PORT'));
  const port = Number(word);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function found(definition: Definition, scope: FoundService['scope'], home: string): FoundService | undefined {
  const name = basename(definition.path).replace(/\.plist$/, '');
  const marked =
    variable(definition, 'SERVICE_MARKER') === MARKER.marker &&
    variable(definition, 'SERVICE_KIND') === MARKER.kind;
  // What only mentions us has a state directory of ours when it says so; what runs a gateway always has one.
  const runs = marked || definition.command.includes('gateway');
  const stateDir = runs
    ? placeOf(definition, scope === 'user' ? home : undefined)?.stateDir
    : variable(definition, 'STATE_DIR');
  const port = portOf(definition);
  const version = variable(definition, 'SERVICE_VERSION');
  const node = variable(definition, 'SERVICE_KIND') === 'node' || /moltbot[.-]node/.test(name);
  if (node || (!marked && !LEGACY.test(name) && !MENTION.test(definition.text))) return undefined;
  return {
    name,
    path: definition.path,
    scope,
    kind: marked ? 'own' : LEGACY.test(name) ? 'legacy' : 'other',
    ...(stateDir === undefined ? {} : { stateDir }),
    profile: variable(definition, 'PROFILE') ?? 'default',
    ...(port === undefined ? {} : { port }),
    ...(version === undefined ? {} : { version }),
  };
}

/** Where to look, and for what. */
export interface Places {
  readonly user: readonly string[];
  readonly system: readonly string[];
  readonly suffix: '.service' | '.plist';
  /** Of the user whose services these are. */
  readonly home: string;
}

/** Every service in these places that runs a gateway, of ours or of an older release, or that mentions one. */
export function scanServices({ user, system, suffix, home }: Places): readonly FoundService[] {
  const read = suffix === '.plist' ? readAgent : readDefinition;
  // One directory may have two names, e.g. /lib and /usr/lib.
  const seen = new Set<string>();
  const isNew = (dir: string): boolean => {
    const real = existsSync(dir) ? realpathSync(dir) : dir;
    return !seen.has(real) && seen.add(real) !== undefined;
  };
  const within = (dirs: readonly string[], scope: FoundService['scope']): FoundService[] =>
    dirs.filter(isNew).flatMap((dir) =>
      namesIn(dir)
        .filter((name) => name.endsWith(suffix))
        .flatMap((name) => {
          const definition = read(join(dir, name));
          const one = definition === undefined ? undefined : found(definition, scope, home);
          return one === undefined ? [] : [one];
        }),
    );
  return [...within(user, 'user'), ...within(system, 'system')];
}
