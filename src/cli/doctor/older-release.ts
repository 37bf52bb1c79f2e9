import { shellWord } from '../../platform/shell-word.ts';
import type { FoundService } from '../../service/scan.ts';
import type { Step } from '../../service/spec.ts';
import type { CliIo } from '../io.ts';
import type { Finding } from './finding.ts';

type Deed = Extract<Step, { do: 'run' | 'remove' }>;

/** Stops it, takes it from its supervisor, and removes its file. */
function deedsOf({ machine }: CliIo, { name, path, scope }: FoundService): readonly Deed[] {
  if (machine.platform === 'darwin') {
    // Agents for everybody run in the domain of each user who is logged in; only daemons are of the system.
    const daemon = path.startsWith('/Library/LaunchDaemons/');
    const domain = daemon ? 'system' : `gui/${machine.uid}`;
    return [
      { do: 'run', argv: ['launchctl', 'bootout', `${domain}/${name}`], mayFail: true },
      { do: 'remove', path },
    ];
  }
  const flags = scope === 'user' ? ['--user'] : [];
  return [
    { do: 'run', argv: ['systemctl', ...flags, 'disable', '--now', name], mayFail: true },
    { do: 'remove', path },
    { do: 'run', argv: ['systemctl', ...flags, 'daemon-reload'], mayFail: true },
  ];
}

/** As a person would type it. */
const typed = (deed: Deed): string =>
  (deed.do === 'run' ? deed.argv : ['rm', deed.path]).map((word) => shellWord(word)).join(' ');

/** The service of an older release, which fights with ours for the same chats. */
export function legacyService(io: CliIo, service: FoundService): Finding {
  const { name, path, scope } = service;
  const deeds = deedsOf(io, service);
  const mine = scope === 'user' || io.machine.uid === 0;
  const sudo = mine ? '' : 'sudo ';
  const finding: Finding = {
    code: 'service-legacy',
    severity: 'warning',
    message: `${name} is the service of an older release`,
    evidence: path,
    fix: deeds.map((deed) => sudo + typed(deed)).join('; '),
  };
  return mine
    ? { ...finding, repair: { words: `stop it and remove ${path}`, run: () => carryOut(io, deeds) } }
    : finding;
}

async function carryOut(io: CliIo, steps: readonly Step[]): Promise<void> {
  const { createAsk } = await import('../../service/choose.ts');
  const { execute } = await import('../../service/execute.ts');
  await execute(steps, { ask: createAsk(io.env, io.machine.uid) });
}
