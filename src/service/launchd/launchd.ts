import { join } from 'node:path';
import { readSmallFile } from '../../platform/read-file.ts';
import { shellWord } from '../../platform/shell-word.ts';
import type { Definition, ServiceManager, ServiceState } from '../port.ts';
import type { ServiceNames } from '../names.ts';
import { tailOf } from '../log-tail.ts';
import { renderEnvFile } from '../secrets-file.ts';
import { DIR_MODE, PUBLIC_MODE, SECRET_MODE, type ServiceSpec, type Step } from '../spec.ts';
import type { Ask } from '../systemd/systemd.ts';
import { readPlist, renderPlist } from './plist.ts';
import { PRINTED_LEAVING, stateOfLaunchd } from './state.ts';

export interface LaunchdOptions {
  readonly names: ServiceNames;
  readonly uid: number;
  /** `~/Library/LaunchAgents`. */
  readonly agentsDir: string;
  readonly secretsPath: string;
  readonly logDir: string;
  readonly ask: Ask;
}

const MAX_PLIST_BYTES = 256 * 1024;

/** launchctl knows no such service (113), or no such domain, in which there is none either. */
const NOT_THERE = [112, 113, 125];
/** `bootout` has begun it, and it goes on by itself. */
const IN_PROGRESS = 36;

export function createLaunchd(options: LaunchdOptions): ServiceManager {
  const { names, uid, agentsDir, secretsPath, logDir, ask } = options;
  const { label } = names;
  const domain = `gui/${uid}`;
  const target = `${domain}/${label}`;
  const plistOf = (name: string): string => join(agentsDir, `${name}.plist`);
  const definitionPath = plistOf(label);
  const run = (...args: string[]): Step => ({ do: 'run', argv: ['launchctl', ...args] });
  const try_ = (...args: string[]): Step => ({ do: 'run', argv: ['launchctl', ...args], mayFail: true });

  /** `bootout` comes back while the gateway still drains; until it is gone, `bootstrap` is refused with 37 or 5. */
  const gone = (name: string, also?: { readonly orWithout: RegExp }): Step => ({
    do: 'wait',
    argv: ['launchctl', 'print', `${domain}/${name}`],
    until: NOT_THERE,
    ...also,
    words: `launchd has let go of ${name}`,
    fix: `end it with: launchctl kill SIGKILL ${domain}/${name}; then try again`,
  });
  /** One that is there and stays is left in peace. */
  const goneIfLeaving = gone(label, { orWithout: PRINTED_LEAVING });

  const render = (spec: ServiceSpec): readonly Extract<Step, { do: 'write' }>[] => [
    { do: 'write', path: definitionPath, content: renderPlist(spec), mode: PUBLIC_MODE },
    { do: 'write', path: secretsPath, content: renderEnvFile(spec.secrets), mode: SECRET_MODE },
  ];

  /** A label that was disabled once stays so, whatever is installed, until it is enabled. */
  const enabled = async (): Promise<boolean> => {
    const { stdout } = await ask(['launchctl', 'print-disabled', domain]);
    return !new RegExp(`"${label.replaceAll('.', '\\.')}" => (true|disabled)`).test(stdout);
  };

  return {
    kind: 'launchd',
    scope: 'user',
    name: label,
    definitionPath,
    async unavailable() {
      const ran = await ask(['launchctl', 'print', domain]);
      if (ran.exitCode === 0) return undefined;
      if (ran.exitCode === undefined)
        return { reason: 'launchctl is not installed', fix: 'services of this kind exist on macOS only' };
      return {
        reason: `there is no graphical login of uid ${uid}: ${ran.stderr.trim()}`,
        fix: 'log in at the screen of this Mac (or by screen sharing) once, then try again; over ssh alone launchd has no place for it',
      };
    },
    async state(): Promise<ServiceState> {
      const ran = await ask(['launchctl', 'print', target]);
      if (ran.exitCode === undefined)
        return {
          loaded: false,
          enabled: false,
          running: 'unknown',
          unavailable: {
            reason: 'launchctl is not installed',
            fix: 'services of this kind exist on macOS only',
          },
        };
      return stateOfLaunchd(ran.exitCode === 0 ? ran.stdout : undefined, await enabled());
    },
    definition: () => readAgent(definitionPath),
    render,
    install: (spec) => [
      { do: 'makeDir', path: agentsDir, mode: DIR_MODE },
      { do: 'makeDir', path: logDir, mode: DIR_MODE },
      ...names.legacy.labels
        .filter((name) => readAgent(plistOf(name)) !== undefined)
        .flatMap((name): Step[] => [
          try_('bootout', `${domain}/${name}`),
          gone(name),
          { do: 'remove', path: plistOf(name) },
        ]),
      ...render(spec),
      try_('bootout', target),
      gone(label),
      run('enable', target),
      run('bootstrap', domain, definitionPath),
      run('kickstart', '-k', target),
    ],
    uninstall: () => [
      try_('bootout', target),
      gone(label),
      { do: 'remove', path: definitionPath },
      { do: 'remove', path: secretsPath },
    ],
    verb: (verb) => {
      if (verb === 'stop')
        return [{ do: 'run', argv: ['launchctl', 'bootout', target], fine: [IN_PROGRESS] }, gone(label)];
      // A stop takes it out of the domain; bringing in what is there already fails, which is no harm.
      return [goneIfLeaving, try_('bootstrap', domain, definitionPath), run('kickstart', '-k', target)];
    },
    log: () => Promise.resolve(tailOf(join(logDir, 'gateway.log')) + tailOf(join(logDir, 'gateway.err.log'))),
    logCommand: `tail -n 200 ${['gateway.err.log', 'gateway.log'].map((name) => shellWord(join(logDir, name))).join(' ')}`,
    byHand: (verb) =>
      verb === 'stop' ? `launchctl bootout gui/$UID/${label}` : `launchctl kickstart -k gui/$UID/${label}`,
  };
}

export function readAgent(path: string): Definition | undefined {
  const file = readSmallFile(path, MAX_PLIST_BYTES);
  if (file.kind !== 'content') return undefined;
  const text = Buffer.from(file.bytes).toString('utf8');
  const facts = readPlist(text);
  return { path, text, command: facts?.command ?? [], environment: facts?.environment ?? {} };
}
