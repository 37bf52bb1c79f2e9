import { relative } from 'node:path/posix';
import { USUAL_EXITS } from '../../src/cli/manual/exits.ts';
import { sectionsOf, sentence, type Entry } from '../../src/cli/manual/manual.ts';
import { andBelow, commandTree, defaultOf, type Described } from './command-tree.ts';

const SHELF = 'docs/cli';
const INDEX = `${SHELF}/README.md`;
const BEGIN = '<!-- commands: written by scripts/docs/generate.ts; do not edit below -->';
const GENERATED = '<!-- Generated from src/cli by scripts/docs/generate.ts. Do not edit. -->';

/** Text that is shown as it is. */
const cell = (text: string): string => text.replaceAll(/[|<*]/g, '\\$&');
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
const anchor = (words: readonly string[]): string => words.slice(1).join('-');
const pageOf = ([, group = '']: readonly string[]): string => `${group}.md`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0
    ? []
    : [row(...head), row(...head.map(() => '---')), ...rows.map((one) => row(...one)), ''];

function optionRows({ options }: Described): readonly (readonly string[])[] {
  return options.map((option) => {
    const choices = option.argChoices === undefined ? '' : `: ${option.argChoices.map(code).join(', ')}`;
    const needed = option.mandatory ? ' (required)' : '';
    const value = defaultOf(option);
    return [
      code(option.flags),
      value === undefined ? '' : code(value),
      `${cell(option.description)}${choices}${needed}`,
    ];
  });
}

const examples = (entries: readonly Entry[]): readonly string[] => [
  '```bash',
  ...entries.map(([line, why]) => `${line}    # ${why}`),
  '```',
  '',
];

/** Everything but the heading. `own` is the page it stands on. */
function body(command: Described, linkTo: (words: string) => string): readonly string[] {
  const { manual, usage } = command;
  const synopsis = usage.replace(/^moltbot/, 'moltbot [--dev | --profile <name>]');
  return [
    sentence(manual.line),
    '',
    ...manual.text.flatMap((paragraph) => [cell(paragraph), '']),
    '```text',
    synopsis,
    '```',
    '',
    ...table(
      ['Argument', 'Meaning'],
      command.arguments.map((one) => [code(one.name()), cell(one.description)]),
    ),
    ...table(['Option', 'Default', 'Meaning'], optionRows(command)),
    ...(manual.json === undefined ? [] : [`With \`--json\`: ${cell(manual.json)}`, '']),
    ...sectionsOf(manual).flatMap(([heading, entries]) => [
      `**${heading}**`,
      '',
      ...(heading === 'Examples'
        ? examples(entries)
        : table(
            [heading === 'Exit codes' ? 'Code' : heading === 'Files' ? 'File' : 'Variable', 'Meaning'],
            entries.map(([term, meaning]) => [heading === 'Exit codes' ? term : code(term), cell(meaning)]),
          )),
    ]),
    ...seeAlso(command, linkTo),
  ];
}

function seeAlso({ manual }: Described, linkTo: (words: string) => string): readonly string[] {
  const links = [
    ...(manual.see ?? []).map(linkTo),
    ...(manual.guides ?? []).map((guide) => `[${guide}](${relative(SHELF, `docs/${guide}`)})`),
  ];
  return links.length === 0 ? [] : [`See also: ${links.join(' · ')}`, ''];
}

function page(group: Described, all: ReadonlyMap<string, Described>): string {
  const linkTo = (words: string): string => {
    const target = all.get(words);
    if (target === undefined)
      throw new Error(`${group.words.join(' ')} refers to "${words}", which is no command`);
    return `[${words}](${pageOf(target.words)}#${target.words.length > 2 ? `moltbot-${anchor(target.words)}` : `moltbot-${words}`})`;
  };
  const below = group.children.map((child) => [
    `[${child.words.slice(1).join(' ')}](#moltbot-${anchor(child.words)})`,
    cell(child.manual.line),
  ]);
  return [
    GENERATED,
    '',
    `# ${group.words.join(' ')}`,
    '',
    ...body(group, linkTo),
    ...table(['Command', 'What for'], below),
    ...andBelow(group)
      .slice(1)
      .flatMap((command) => [`## ${command.words.join(' ')}`, '', ...body(command, linkTo)]),
    'Exit codes that are not listed mean [what they mean everywhere](README.md#exit-codes).',
    '',
  ].join('\n');
}

/** Prose by hand, then the commands. */
function index(current: string, program: Described): string {
  const prose = (current.split(BEGIN)[0] ?? '').trimEnd();
  return [
    prose,
    '',
    BEGIN,
    '',
    '## Commands',
    '',
    ...table(
      ['Command', 'What for'],
      andBelow(program)
        .slice(1)
        .map(({ words, manual }) => [
          `[${words.slice(1).join(' ')}](${pageOf(words)}#moltbot-${anchor(words)})`,
          cell(manual.line),
        ]),
    ),
    '## Exit codes',
    '',
    ...table(
      ['Code', 'Meaning'],
      USUAL_EXITS.map(([term, meaning]) => [term, cell(meaning)]),
    ),
    'What they tell a supervisor: [environment](../reference/environment.md#exit-codes).',
    '',
    '## Files and environment',
    '',
    ...table(
      ['File', 'What'],
      (program.manual.files ?? []).map(([term, meaning]) => [code(term), cell(meaning)]),
    ),
    'All variables: [environment](../reference/environment.md).',
    '',
  ].join('\n');
}

/** The pages of the command line, by path: one per command group, and their index. */
export function commandPages(read: (path: string) => string): ReadonlyMap<string, string> {
  const program = commandTree();
  const all = new Map(andBelow(program).map((one) => [one.words.slice(1).join(' '), one]));
  return new Map([
    [INDEX, index(read(INDEX), program)],
    ...program.children.map((group) => [`${SHELF}/${pageOf(group.words)}`, page(group, all)] as const),
  ]);
}
