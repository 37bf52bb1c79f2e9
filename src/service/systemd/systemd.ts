import { join } from 'node:path';
import { namesIn } from '../../platform/files.ts';
import { readSmallFile } from '../../platform/read-file.ts';
import type { Definition, ServiceManager, ServiceState } from '../port.ts';
import type { ServiceNames } from '../names.ts';
import { DIR_MODE, PUBLIC_MODE, SECRET_MODE, type ServiceSpec, type Step } from '../spec.ts';
import { unitWords } from './quote.ts';
import { readUnit } from './read-unit.ts';
import { SHOWN, stateOf } from './state.ts';
import { renderSecrets, renderUnit, type UnitScope } from './unit.ts';

export interface Ran {
  /** `undefined`: no such program. */
  readonly exitCode: number | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** It was ended because it took too long. */
  readonly timedOut?: true;
}

/** Asks a program of the system, with its messages in English. One that is to do something, and not only to say, gets longer. */
export type Ask = (
  argv: readonly [string, ...string[]],
  options?: { readonly timeoutMs?: number },
) => Promise<Ran>;

export interface SystemdOptions {
  readonly names: ServiceNames;
  readonly scope: UnitScope;
  /** Where units of the scope are kept. */
  readonly unitDir: string;
  readonly secretsPath: string;
  readonly ask: Ask;
  readonly explain: (ran: Ran) => NonNullable<ServiceState['unavailable']>;
}

const LOG_LINES = 60;
const MAX_UNIT_BYTES = 256 * 1024;
const RUNS: ReadonlySet<string> = new Set(['running', 'degraded', 'starting', 'initializing', 'maintenance']);

export function createSystemd(options: SystemdOptions): ServiceManager {
  const { names, scope, unitDir, secretsPath, ask, explain } = options;
  const { unit } = names;
  const system = scope.kind === 'system';
  const flags = system ? [] : ['--user'];
  // Not `--user -u`, which looks only into journals of ordinary users: root has none of its own, so its services would seem to say nothing.
  const journal = system ? ['-u', unit] : ['--user-unit', unit];
  const definitionPath = join(unitDir, unit);
  const systemctl = (...args: string[]): readonly [string, ...string[]] => ['systemctl', ...flags, ...args];
  const run = (...args: string[]): Step => ({ do: 'run', argv: systemctl(...args) });
  const try_ = (...args: string[]): Step => ({ do: 'run', argv: systemctl(...args), mayFail: true });
  const legacy = names.legacy.units.map((name) => ({ name, path: join(unitDir, name) }));

  const render = (spec: ServiceSpec): readonly Extract<Step, { do: 'write' }>[] => [
    { do: 'write', path: definitionPath, content: renderUnit(spec, scope), mode: PUBLIC_MODE },
    { do: 'write', path: secretsPath, content: renderSecrets(spec.secrets), mode: SECRET_MODE },
  ];

  const unavailable = async (): Promise<ServiceState['unavailable']> => {
    const ran = await ask(systemctl('is-system-running'));
    // A machine with one broken service says so with exit code 1, and works.
    return RUNS.has(ran.stdout.trim()) ? undefined : explain(ran);
  };

  return {
    kind: 'systemd',
    scope: scope.kind,
    name: unit,
    definitionPath,
    unavailable,
    async state() {
      const ran = await ask(systemctl('show', unit, '--no-pager', `--property=${SHOWN.join(',')}`));
      if (ran.exitCode === 0) return stateOf(ran.stdout);
      return { loaded: false, enabled: false, running: 'unknown', unavailable: explain(ran) };
    },
    definition: () => readDefinition(definitionPath),
    async dropIns() {
      const shown = await ask(systemctl('show', unit, '--property=DropInPaths', '--value'));
      const paths = shown.stdout.trim();
      // Where systemd cannot be asked there is still the directory that `systemctl edit` writes to.
      const own = `${definitionPath}.d`;
      const all =
        shown.exitCode === 0 && paths !== ''
          ? unitWords(paths)
          : namesIn(own)
              .filter((name) => name.endsWith('.conf'))
              .toSorted()
              .map((name) => join(own, name));
      return all.flatMap((path) => readDefinition(path) ?? []);
    },
    render,
    install: (spec) => [
      { do: 'makeDir', path: unitDir, mode: system ? 0o755 : DIR_MODE },
      { do: 'makeDir', path: spec.logDir, mode: DIR_MODE },
      ...legacy
        .filter(({ path }) => readDefinition(path) !== undefined)
        .flatMap(({ name, path }): Step[] => [try_('disable', '--now', name), { do: 'remove', path }]),
      ...render(spec),
      run('daemon-reload'),
      run('enable', unit),
      // One that gave up is startable again only after this.
      try_('reset-failed', unit),
      run('restart', unit),
    ],
    uninstall: () => [
      try_('disable', '--now', unit),
      { do: 'remove', path: definitionPath },
      { do: 'remove', path: secretsPath },
      run('daemon-reload'),
      try_('reset-failed', unit),
    ],
    verb: (verb) => [...(verb === 'stop' ? [] : [try_('reset-failed', unit)]), run(verb, unit)],
    async log() {
      const of = async (...matches: string[]): Promise<string> => {
        const end = ['-n', String(LOG_LINES), '-o', 'cat', '--quiet', '--no-pager'];
        return (await ask(['journalctl', ...journal, ...matches, ...end])).stdout;
      };
      const last = (await ask(systemctl('show', unit, '--property=InvocationID', '--value'))).stdout.trim();
      // What an older run complained of does not explain the end of this one.
      return last === '' ? of() : of(`_SYSTEMD_INVOCATION_ID=${last}`);
    },
    logCommand: `journalctl ${journal.join(' ')} -n 200 --no-pager`,
    byHand: (verb) => `${system ? 'sudo systemctl' : 'systemctl --user'} ${verb} ${unit}`,
  };
}

export function readDefinition(path: string): Definition | undefined {
  const file = readSmallFile(path, MAX_UNIT_BYTES);
  if (file.kind !== 'content') return undefined;
  const text = Buffer.from(file.bytes).toString('utf8');
  const { command, environment } = readUnit(text);
  return { path, text, command, environment };
}
