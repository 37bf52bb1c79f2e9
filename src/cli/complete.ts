import type { Command, Option } from 'commander';

/** One word that may stand there, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** Before the command itself. */
const PROFILE_FLAGS: readonly Candidate[] = [
  { word: '--profile', about: 'an instance of its own' },
  { word: '--dev', about: 'the instance for development' },
];

const optionOf = (command: Command, word: string): Option | undefined =>
  command.options.find(({ long, short }) => long === word || short === word);

const takesValue = ({ required, optional }: Option): boolean => required || optional;

/** Skips what belongs to the words before the command, e.g. `--profile rescue`. */
function afterProfile(words: readonly string[]): readonly string[] {
  let at = 0;
  while (at < words.length - 1 && (words[at] ?? '').startsWith('-')) at += words[at] === '--profile' ? 2 : 1;
  return words.slice(at);
}

/**
 * What may stand in the place of the last of the words, which may be empty or only begun.
 * @param words those after the program's own name
 */
export function complete(program: Command, words: readonly string[]): readonly Candidate[] {
  const rest = afterProfile(words);
  const begun = rest.at(-1) ?? '';
  let command = program;
  let awaited: Option | undefined;
  for (const word of rest.slice(0, -1)) {
    if (awaited !== undefined) {
      awaited = undefined;
      continue;
    }
    const option = optionOf(command, word);
    if (option !== undefined) {
      if (takesValue(option)) awaited = option;
      continue;
    }
    command = command.commands.find((one) => one.name() === word || one.aliases().includes(word)) ?? command;
  }
  const all = awaited === undefined ? placesOf(command, program, begun) : valuesOf(awaited);
  return all.filter(({ word }) => word.startsWith(begun));
}

const valuesOf = ({ argChoices = [] }: Option): readonly Candidate[] =>
  argChoices.map((word) => ({ word, about: '' }));

function placesOf(command: Command, program: Command, begun: string): readonly Candidate[] {
  const names = command.commands
    .filter((one) => !(one as Command & { readonly _hidden?: boolean })._hidden)
    .map((one) => ({ word: one.name(), about: one.summary() || one.description() }));
  if (!begun.startsWith('-') && names.length > 0) return names;
  const options = command.options
    .filter(({ hidden, long }) => !hidden && long != null)
    .map(({ long, description }) => ({ word: long ?? '', about: description }));
  return [
    ...names,
    ...options,
    { word: '--help', about: 'how it is used' },
    ...(command === program ? PROFILE_FLAGS : []),
  ];
}

const BASH = `# moltbot completion for bash: source <(moltbot completion bash)
_moltbot() {
  local IFS=$'\\n'
  COMPREPLY=($(moltbot complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
}
complete -o default -F _moltbot moltbot
`;

const ZSH = `#compdef moltbot
# moltbot completion for zsh: source <(moltbot completion zsh)
_moltbot() {
  local -a found
  local line
  for line in "\${(@f)$(moltbot complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    found+=("\${line%%$'\\t'*}:\${line#*$'\\t'}")
  done
  _describe moltbot found
}
compdef _moltbot moltbot
`;

const FISH = `# moltbot completion for fish: moltbot completion fish | source
function __moltbot_complete
  set -l typed (commandline -opc) (commandline -ct)
  moltbot complete -- $typed[2..-1] 2>/dev/null
end
complete -c moltbot -f -a '(__moltbot_complete)'
`;

/** What a shell has to be told once. */
export const SCRIPTS = { bash: BASH, zsh: ZSH, fish: FISH } as const;
