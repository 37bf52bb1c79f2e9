import { Writable } from 'node:stream';
import { Help, type Argument, type Command, type Option } from 'commander';
import type { CliIo } from '../../src/cli/io.ts';
import { manualOf, type Manual } from '../../src/cli/manual/manual.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { systemRandom } from '../../src/platform/random.ts';

/** A command as it is documented: what commander knows of it, and its manual. */
export interface Described {
  /** From the program's own name on. */
  readonly words: readonly string[];
  readonly usage: string;
  readonly manual: Manual;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  readonly children: readonly Described[];
}

/** A process that only reads help: nothing is written, asked or started. */
function createReader(): CliIo {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  const env = createEnv({});
  return {
    stdout: stream,
    stderr: stream,
    env,
    paths: resolvePaths({ env, profile: 'default', home: '/home/you', exists: () => false }),
    clock: systemClock,
    random: systemRandom,
    version: '0.0.0',
    command: 'moltbot',
    machine: {
      platform: 'linux',
      uid: 1000,
      userName: 'you',
      node: '/usr/bin/node',
      script: '/usr/bin/moltbot',
    },
    readInput: () => Promise.resolve(''),
    onInterrupt: () => () => {},
    runGateway: async () => Promise.reject(new Error('help starts no gateway')),
  };
}

/** @throws Error for a command nobody explained */
export function describeCommand(command: Command, parents: readonly string[] = []): Described {
  const words = [...parents, command.name()];
  const manual = manualOf(command);
  if (manual === undefined)
    throw new Error(`${words.join(' ')} has no manual: give it one in src/cli/manual and explain() it`);
  const help = new Help();
  return {
    words,
    usage: help.commandUsage(command),
    manual,
    arguments: help.visibleArguments(command),
    options: help.visibleOptions(command).filter(({ long }) => long !== '--help'),
    // `help` itself is commander's own and explains itself.
    children: help
      .visibleCommands(command)
      .filter((child) => child.name() !== 'help')
      .map((child) => describeCommand(child, words)),
  };
}

/** The whole command line, hidden commands left out. @throws Error for a command nobody explained */
export const commandTree = (): Described => describeCommand(buildProgram(createReader()));

/** A command and everything below it, in the order of the help. */
export const andBelow = (command: Described): readonly Described[] => [
  command,
  ...command.children.flatMap(andBelow),
];

/** `"whatsapp"` and the like; undefined where the command itself decides. */
export const defaultOf = ({ defaultValue, negate }: Option): string | undefined =>
  defaultValue === undefined || negate || typeof defaultValue === 'object'
    ? undefined
    : String(defaultValue as string | number | boolean);
