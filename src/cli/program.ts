import { Argument, Command, CommanderError, Option } from 'commander';
import { EXIT } from '../platform/exit.ts';
import { errnoOf } from '../platform/files.ts';
import { addChannels } from './channel-commands.ts';
import { CliError, usageError } from './cli-error.ts';
import { addConfig } from './config-commands.ts';
import { addDevices } from './device-commands.ts';
import { addGateway } from './gateway-commands.ts';
import type { Settle } from './merged.ts';
import { LEVELS } from './log-filter.ts';
import type { CliIo } from './io.ts';
import * as pages from './manual/program.ts';
import * as reports from './manual/reports.ts';
import { explain } from './manual/manual.ts';
import { addAgent, addMessage } from './message-commands.ts';
import { count, milliseconds, withRpc } from './options.ts';
import { addOutbox } from './outbox-commands.ts';
import { createOutput } from './output.ts';
import type { Output } from './output.ts';
import { addPairing } from './pairing-commands.ts';
import { addSetup } from './setup-commands.ts';
import type { HealthFlags } from './verbs/health.ts';
import type { LogsFlags } from './verbs/logs.ts';
import type { SessionsFlags } from './verbs/sessions.ts';
import type { StatusFlags } from './verbs/status.ts';

function addReports(program: Command, io: CliIo, settle: Settle): void {
  withRpc(explain(program.command('health'), reports.HEALTH))
    .option('--verbose, --debug', 'ask the networks instead of the live snapshot')
    .action(async (flags: HealthFlags & { debug?: boolean }) => {
      const { health } = await import('./verbs/health.ts');
      await settle(health(io, { ...flags, probe: flags.debug === true }));
    });
  withRpc(explain(program.command('status'), reports.STATUS)).action(async (flags: StatusFlags) => {
    const { status } = await import('./verbs/status.ts');
    await settle(status(io, flags));
  });
  withRpc(explain(program.command('sessions'), reports.SESSIONS))
    .addOption(new Option('--active <minutes>', 'only those used since').argParser(count))
    .addOption(new Option('--limit <count>', 'at most this many').argParser(count))
    .option('--agent <id>', 'only those of one agent')
    .option('--search <text>', 'only those whose name contains this')
    .option('--find <words>', 'messages in which all these words occur, past conversations included')
    .action(async (flags: SessionsFlags) => {
      const { sessions } = await import('./verbs/sessions.ts');
      await settle(sessions(io, flags));
    });
  withRpc(explain(program.command('logs'), reports.LOGS))
    .addOption(new Option('--limit <lines>', 'lines per look').default(200).argParser(count))
    .addOption(new Option('--max-bytes <bytes>', 'bytes per look').default(250_000).argParser(count))
    .option('-f, --follow', 'go on until Ctrl-C')
    .addOption(new Option('--interval <ms>', 'between two looks').default(1000).argParser(milliseconds))
    .addOption(new Option('--level <level>', 'this level and graver ones').choices(LEVELS))
    .option('--subsystem <name>', 'lines of this part and of what is below it, e.g. channels')
    .option('--grep <text>', 'lines with this text in them, whatever its case')
    .option('--plain', 'no colours, whole timestamps')
    .action(async (flags: LogsFlags) => {
      const { logs } = await import('./verbs/logs.ts');
      await settle(logs(io, flags));
    });
}

/** The words a shell offers come from the tree itself, so a new command needs no line in a script. */
function addCompletion(program: Command, io: CliIo, settle: Settle): void {
  explain(program.command('completion'), pages.COMPLETION)
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { SCRIPTS } = await import('./complete.ts');
      io.stdout.write(SCRIPTS[shell]);
      await settle(Promise.resolve(EXIT.ok));
    });
  program
    .command('complete', { hidden: true })
    .description('print what may stand in the place of the last of these words')
    .argument('[words...]', 'those after the name of the program, behind --')
    .action(async (words: readonly string[]) => {
      const { complete } = await import('./complete.ts');
      for (const { word, about } of complete(program, words)) io.stdout.write(`${word}\t${about}\n`);
      await settle(Promise.resolve(EXIT.ok));
    });
}

/** The whole command line. `settle` receives the exit code of the verb that ran. */
export function buildProgram(io: CliIo, settle: Settle = async (code) => void (await code)): Command {
  const program = explain(new Command('moltbot'), pages.MOLTBOT);
  program
    .version(io.version, '-v, --version', 'print the version')
    .option('--no-color', 'never print colours')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for the options and examples)');
  addGateway(program, io, settle);
  addSetup(program, io, settle);
  addReports(program, io, settle);
  addAgent(program, io, settle);
  addMessage(program, io, settle);
  addOutbox(program, io, settle);
  addConfig(program, io, settle);
  addChannels(program, io, settle);
  addPairing(program, io, settle);
  addDevices(program, io, settle);
  addCompletion(program, io, settle);
  return program;
}

/** Watches the output for the end of what it can take. `moltbot … | head` closes the pipe early: its reader's choice, no failure. */
function watchOutput({ stdout, stderr }: CliIo): { readonly lost: () => Promise<Error | undefined> } {
  let failure: Error | undefined;
  const note = (error: Error): void => {
    if (errnoOf(error) !== 'EPIPE') failure ??= error;
  };
  stdout.on('error', note);
  stderr.on('error', note);
  return {
    async lost() {
      // An error of the last write is told after it.
      await new Promise<void>((done) => void stdout.write('', () => done()));
      return failure;
    },
  };
}

/** Tells a failure and returns the exit code that belongs to it. */
function tell(error: unknown, out: Output, json: boolean): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // The text is on stderr already.
    if (json) out.failureJson(usageError(error.message.replace(/^error: /, '')));
    return EXIT.usage;
  }
  if (error instanceof CliError) {
    out.failure(error, { json });
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (json) out.failureJson(new CliError('internal', message));
  out.note(`unexpected failure: ${error instanceof Error ? (error.stack ?? message) : message}`);
  return EXIT.internal;
}

/**
 * Runs one command line.
 * @param argv the words after the script, profile flags already taken out
 * @returns the exit code; never throws for anything an operator can cause
 */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  const words = argv.filter((word) => word !== '--no-color');
  let served = false;
  const own: CliIo = {
    ...io,
    ...(words.length === argv.length ? {} : { colours: false }),
    runGateway(flags) {
      served = true;
      return io.runGateway(flags);
    },
  };
  const output = watchOutput(own);
  const out = createOutput(own);
  let exitCode: number = EXIT.ok;
  const program = buildProgram(own, async (code) => {
    exitCode = await code;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    exitCode = tell(error, out, words.includes('--json'));
  }
  const lost = await output.lost();
  // A gateway goes on without its console.
  if (lost === undefined || served) return exitCode;
  out.note(`the output could not be written: ${lost.message}`);
  return exitCode === EXIT.ok ? EXIT.retry : exitCode;
}
