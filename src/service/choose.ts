import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../platform/env.ts';
import { runProcess, SpawnError } from '../platform/exec.ts';
import type { Paths } from '../platform/paths.ts';
import { createLaunchd } from './launchd/launchd.ts';
import type { ServiceManager } from './port.ts';
import { serviceNames } from './names.ts';
import { secretsPathOf } from './spec-for.ts';
import { createSystemd, type Ask } from './systemd/systemd.ts';
import { whyUnavailable } from './systemd/unavailable.ts';
import { createTask } from './windows/scheduler.ts';

/** For a question: a supervisor that does not answer by then is one that hangs, and what is asked about it is answered without. */
const ASK_TIMEOUT_MS = 10_000;
export const SYSTEM_UNIT_DIR = '/etc/systemd/system';

export interface ChooseOptions {
  readonly paths: Paths;
  readonly env: Env;
  readonly platform: NodeJS.Platform;
  readonly uid: number;
  readonly userName: string;
  readonly scope: 'user' | 'system';
  /** How the operator starts a command of ours. */
  readonly command: string;
}

/** Where the user's own units are. */
export const userUnitDir = ({ env, home }: { readonly env: Env; readonly home: string }): string =>
  join(env.foreign('XDG_CONFIG_HOME') ?? join(home, '.config'), 'systemd', 'user');

/** Runs programs of the system with English messages, and with the way to the user's own systemd where the shell has lost it. */
export function createAsk(env: Env, uid: number): Ask {
  return async ([command, ...args], { timeoutMs = ASK_TIMEOUT_MS } = {}) => {
    // Each time anew: it comes with lingering.
    const runtimeDir = runtimeDirOf(env, uid);
    try {
      const { exitCode, stdout, stderr, timedOut } = await runProcess({
        command,
        args,
        env: {
          ...env.vars,
          LC_ALL: 'C',
          ...(runtimeDir === undefined ? {} : { XDG_RUNTIME_DIR: runtimeDir }),
        },
        timeoutMs,
      });
      return { exitCode, stdout, stderr, ...(timedOut ? { timedOut } : {}) };
    } catch (error) {
      if (error instanceof SpawnError) return { exitCode: undefined, stdout: '', stderr: error.message };
      throw error;
    }
  };
}

/** su, sudo and cron lose it, though the directory is there. */
function runtimeDirOf(env: Env, uid: number): string | undefined {
  const given = env.foreign('XDG_RUNTIME_DIR');
  if (given !== undefined) return given;
  const usual = `/run/user/${uid}`;
  return existsSync(usual) ? usual : undefined;
}

function isWsl(env: Env): boolean {
  if (['WSL_INTEROP', 'WSL_DISTRO_NAME', 'WSLENV'].some((name) => env.foreign(name) !== undefined))
    return true;
  const release = '/proc/sys/kernel/osrelease';
  return existsSync(release) && /microsoft|wsl/i.test(readFileSync(release, 'utf8'));
}

const isContainer = (env: Env): boolean =>
  env.foreign('container') !== undefined || existsSync('/.dockerenv') || existsSync('/run/.containerenv');

/** The way this operating system looks after the gateway of a profile. @throws RangeError for a profile that can have no service */
export function chooseManager(options: ChooseOptions): ServiceManager & { readonly ask: Ask } {
  const { paths, env, platform, uid, userName, scope, command } = options;
  const names = serviceNames(paths.profile, env);
  const ask = createAsk(env, uid);
  const secretsPath = secretsPathOf(paths);
  const logDir = join(paths.stateDir, 'logs');
  if (platform === 'darwin') {
    const agentsDir = join(paths.home, 'Library', 'LaunchAgents');
    return { ...createLaunchd({ names, uid, agentsDir, secretsPath, logDir, ask }), ask };
  }
  if (platform === 'win32') {
    return { ...createTask({ names, stateDir: paths.stateDir, secretsPath, logDir, ask }), ask };
  }
  const systemd = createSystemd({
    names,
    scope: scope === 'user' ? { kind: 'user' } : { kind: 'system', user: userName },
    unitDir: scope === 'user' ? userUnitDir({ env, home: paths.home }) : SYSTEM_UNIT_DIR,
    secretsPath,
    ask,
    explain: (ran) =>
      whyUnavailable({
        scope,
        missing: ran.exitCode === undefined,
        said: ran.stderr.trim(),
        booted: existsSync('/run/systemd/system'),
        wsl: isWsl(env),
        container: isContainer(env),
        runtimeDir: runtimeDirOf(env, uid),
        uid,
        userName,
        command,
      }),
  });
  return { ...systemd, ask };
}
