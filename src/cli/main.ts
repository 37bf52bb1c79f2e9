import { systemClock } from '../platform/clock.ts';
import { readEnv } from '../platform/env.ts';
import { EXIT, exitProcess } from '../platform/exit.ts';
import { homeDirectory, readMachine } from '../platform/host.ts';
import { resolvePaths } from '../platform/paths.ts';
import {
  commandLine,
  inputIsTerminal,
  onInterrupt,
  readStandardInput,
  standardStreams,
} from '../platform/process.ts';
import { chooseProfile, parseProfileArgv } from '../platform/profile.ts';
import { systemRandom } from '../platform/random.ts';
import type { SignalListener } from '../platform/signals.ts';
import { VERSION } from '../platform/version.ts';
import type { CliIo } from './io.ts';
import { ownName } from './own-name.ts';

export interface SignalDoor {
  onSignal(listener: SignalListener): () => void;
  restoreDefaultSignals(): void;
}

/** Where every command begins: the instance is chosen, the process is wrapped into a CliIo, the command runs, the process ends. */
export async function runMain(signals: SignalDoor): Promise<never> {
  const { stdout, stderr } = standardStreams();
  const { script, words, cwd } = commandLine();
  const parsed = parseProfileArgv(words);
  if (!parsed.ok) {
    stderr.write(`[moltbot] ${parsed.message}\n`);
    return finish(EXIT.usage);
  }
  const { argv } = parsed;
  const chosen = chooseProfile({ flag: parsed.profile, env: readEnv() });
  for (const warning of chosen.warnings) stderr.write(`[moltbot] ${warning}\n`);
  // Only the gateway itself answers signals; every other command dies of them as usual.
  const staysUp =
    argv[0] === 'gateway' && (argv[1] === undefined || argv[1] === 'run' || argv[1].startsWith('-'));
  if (!staysUp) signals.restoreDefaultSignals();

  const paths = resolvePaths({ env: chosen.env, profile: chosen.profile, home: homeDirectory() });
  const base: Omit<CliIo, 'runGateway'> = {
    stdout,
    stderr,
    env: chosen.env,
    paths,
    clock: systemClock,
    random: systemRandom,
    version: VERSION,
    machine: { ...readMachine(), script: script ?? '' },
    command: ownName({
      script,
      cwd,
      searchPath: chosen.env.foreign('PATH'),
      profile: chosen.profile,
    }),
    onInterrupt,
    readInput: readStandardInput,
    inputIsTerminal: inputIsTerminal(),
    ...(chosen.env.foreign('NO_COLOR') === undefined ? {} : { colours: false }),
  };
  const io: CliIo = {
    ...base,
    runGateway: async (flags) => {
      const { runGatewayHere } = await import('./gateway-run.ts');
      return runGatewayHere(flags, base);
    },
  };
  const { run } = await import('./program.ts');
  return finish(await run(argv, io));

  /** Lets the streams empty before the process ends: a pipe takes its time. */
  async function finish(code: number): Promise<never> {
    await Promise.all(
      [stdout, stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))),
    );
    return exitProcess(code as (typeof EXIT)[keyof typeof EXIT]);
  }
}
