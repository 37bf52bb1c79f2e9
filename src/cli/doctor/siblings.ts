import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/generated/types.ts';
import { loadConfig, type LoadedConfig } from '../../config/load.ts';
import { derivePorts, planPort } from '../../config/plan-ports.ts';
import { INSTANCE_ENV } from '../../platform/env.ts';
import { namesIn } from '../../platform/files.ts';
import { expandHome, resolvePaths } from '../../platform/paths.ts';
import { DEFAULT_PROFILE } from '../../platform/profile.ts';
import { lockOwner } from '../facts.ts';
import { fingerprint } from '../fingerprint.ts';
import type { CliIo } from '../io.ts';
import type { Finding } from './finding.ts';

/** What two gateways of one person must not share. */
interface Instance {
  readonly profile: string;
  readonly configPath: string;
  readonly port: number;
  /** What else it listens on, and what for. */
  readonly derived: ReadonlyMap<number, string>;
  readonly cdp: { readonly from: number; readonly to: number };
  readonly workspaces: ReadonlySet<string>;
  readonly bots: ReadonlySet<string>;
  readonly running: boolean;
}

type Accounts = Readonly<Record<string, { readonly botToken?: string } | undefined>>;

function botsOf(config: Config): ReadonlySet<string> {
  const telegram = config.channels?.telegram as
    | { readonly enabled?: boolean; readonly botToken?: string; readonly accounts?: Accounts }
    | undefined;
  if (telegram === undefined || telegram.enabled === false) return new Set();
  const tokens = [telegram.botToken, ...Object.values(telegram.accounts ?? {}).map((one) => one?.botToken)];
  return new Set(tokens.flatMap((token) => (token ? [token] : [])));
}

async function readInstance(io: CliIo, profile: string): Promise<Instance | undefined> {
  const env = io.env.without(INSTANCE_ENV);
  const paths = resolvePaths({ env, profile, home: io.paths.home });
  return instanceOf({ env, paths }, await loadConfig({ paths, env }));
}

function instanceOf(
  { env, paths }: Pick<CliIo, 'env' | 'paths'>,
  { config, valid, exists }: LoadedConfig,
): Instance | undefined {
  const { profile } = paths;
  // What is wrong with it is for the doctor of that profile to say; one that is elsewhere listens nowhere.
  if (!exists || !valid || config.gateway?.mode === 'remote') return undefined;
  const { port } = planPort({ config, env, profile, flag: undefined }).choice;
  const { browserControl, canvas, cdp } = derivePorts(port, config, env);
  const named = [config.agents?.defaults?.workspace ?? paths.workspace];
  for (const { workspace } of config.agents?.list ?? []) if (workspace !== undefined) named.push(workspace);
  return {
    profile,
    configPath: paths.configPath,
    port,
    derived: new Map([
      [browserControl, 'browser control'],
      [canvas, 'the canvas'],
    ]),
    cdp,
    workspaces: new Set(named.map((one) => expandHome(one, paths.home))),
    bots: botsOf(config),
    running: lockOwner({ paths }) !== undefined,
  };
}

/** Profiles that have a state directory where profiles have it, but for the own one. */
function otherProfiles({ paths }: CliIo): readonly string[] {
  const own = existsSync(paths.stateDir) ? realpathSync(paths.stateDir) : paths.stateDir;
  return namesIn(paths.home).flatMap((name) => {
    const [, suffix] = /^\.clawdbot(?:-([a-z0-9][a-z0-9_-]*))?$/i.exec(name) ?? [name, null];
    const dir = join(paths.home, name);
    // A link may lead nowhere: then there is no instance behind it.
    if (suffix === null || !existsSync(dir) || realpathSync(dir) === own) return [];
    return [suffix ?? DEFAULT_PROFILE];
  });
}

/** Two gateways on one machine go well only while they share nothing. */
export async function checkSiblings(io: CliIo, loaded: LoadedConfig): Promise<readonly Finding[]> {
  const profiles = otherProfiles(io);
  if (profiles.length === 0) return [];
  const own = instanceOf(io, loaded);
  if (own === undefined) return [];
  const others = await Promise.all(profiles.map((profile) => readInstance(io, profile)));
  return others.filter((other) => other !== undefined).flatMap((other) => compare(io, own, other));
}

function compare({ command }: CliIo, own: Instance, other: Instance): Finding[] {
  const them = `profile ${other.profile}`;
  const found: Finding[] = [];
  if (own.port === other.port)
    found.push({
      code: 'sibling-same-port',
      severity: 'error',
      message: `${them} listens on the same port ${own.port}: only one of the two gateways can run`,
      evidence: other.configPath,
      fix: `${command} config set gateway.port <port>, at least 110 away: other ports are counted from it`,
    });
  else found.push(...overlap(own, other, command));
  for (const workspace of own.workspaces)
    if (other.workspaces.has(workspace))
      found.push({
        code: 'sibling-same-workspace',
        severity: 'warning',
        message: `agents of ${them} work in the same directory`,
        evidence: `${workspace}, ${other.configPath}`,
        fix: `${command} config set agents.defaults.workspace <dir>`,
      });
  for (const token of own.bots)
    if (other.bots.has(token))
      found.push({
        code: 'sibling-same-bot',
        // One that does not run takes nothing from anybody until it is started.
        severity: other.running ? 'error' : 'warning',
        message: other.running
          ? `${them} has the same Telegram bot: the network lets one of the two listen, and each takes messages from the other`
          : `${them} has the same Telegram bot: it does not run now; once both do, each takes messages from the other`,
        evidence: `token ${fingerprint(token)}, ${other.configPath}`,
        fix: `give one of them another bot, or switch the account off there: ${command} channels remove --channel telegram`,
      });
  return found;
}

function overlap(own: Instance, other: Instance, command: string): Finding[] {
  const fix = `${command} config set gateway.port <port>, at least 110 away from ${other.port}`;
  const mine = new Map([[own.port, 'the gateway'], ...own.derived]);
  const theirs = new Map([[other.port, 'the gateway'], ...other.derived]);
  const shared = [...mine].find(([port]) => theirs.has(port));
  if (shared !== undefined)
    return [
      {
        code: 'sibling-ports-overlap',
        severity: 'warning',
        message: `port ${shared[0]} is for ${shared[1]} here and for ${theirs.get(shared[0])} of profile ${other.profile}`,
        evidence: other.configPath,
        fix,
      },
    ];
  if (own.cdp.from > other.cdp.to || other.cdp.from > own.cdp.to) return [];
  return [
    {
      code: 'sibling-browsers-overlap',
      severity: 'note',
      message: `browsers of profile ${other.profile} may take ports of the browsers here`,
      evidence: `${own.cdp.from} to ${own.cdp.to}, and ${other.cdp.from} to ${other.cdp.to}`,
      fix,
    },
  ];
}
