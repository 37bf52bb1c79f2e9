import { Writable } from 'node:stream';
import type { Command } from 'commander';
import type { CliIo } from '../../src/cli/io.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createEnv } from '../../src/platform/env.ts';
import { resolvePaths } from '../../src/platform/paths.ts';
import { systemRandom } from '../../src/platform/random.ts';

const BEGIN = '<!-- help: written by scripts/docs/generate.ts; do not edit below -->';

/** An output that only keeps what is written; nothing else of the process is touched by `--help`. */
function createPaper(): { readonly io: CliIo; readonly take: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const env = createEnv({});
  const io: CliIo = {
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
  const take = (): string => {
    const taken = text;
    text = '';
    return taken;
  };
  return { io, take };
}

function* commandsOf(command: Command, words: readonly string[]): Generator<readonly [string, Command]> {
  yield [words.join(' '), command];
  for (const child of command.commands) yield* commandsOf(child, [...words, child.name()]);
}

/** Every command with the help it prints, in the order of the help of its parent. */
export function helpOfEveryCommand(): ReadonlyMap<string, string> {
  const { io, take } = createPaper();
  const pages = new Map<string, string>();
  for (const [name, command] of commandsOf(buildProgram(io), ['moltbot'])) {
    command.outputHelp();
    pages.set(name, take().trim());
  }
  return pages;
}

/** The page of the command line: prose by hand, then the help of every command. */
export function cliReference(current: string): string {
  const prose = (current.split(BEGIN)[0] ?? '').trimEnd();
  const sections = [...helpOfEveryCommand()].map(
    ([name, text]) => `### ${name}\n\n\`\`\`text\n${text}\n\`\`\``,
  );
  return `${[prose, BEGIN, '## Help', ...sections].join('\n\n')}\n`;
}
