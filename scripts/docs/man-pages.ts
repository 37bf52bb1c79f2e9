import { USUAL_EXITS } from '../../src/cli/manual/exits.ts';
import { sectionsOf, sentence, type Entry } from '../../src/cli/manual/manual.ts';
import { andBelow, commandTree, defaultOf, type Described } from './command-tree.ts';

/** Text as roff prints it unchanged: a minus is one that can be copied, and no line is taken for a request. */
export const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll("'", '\\(aq')
    .replaceAll(/^\./gm, '\\&.');

const bold = (text: string): string => `\\fB${roff(text)}\\fR`;

/** A term and what it means, indented. */
const tagged = (term: string, meaning: string): readonly string[] => [
  '.TP',
  bold(term),
  roff(sentence(meaning)),
];

/** In the words of man pages. */
const HEADINGS: Readonly<Record<string, string>> = {
  Examples: 'Examples',
  'Exit codes': 'Exit status',
  Files: 'Files',
  Environment: 'Environment',
};

function options({ options: all, arguments: args }: Described): readonly string[] {
  return [
    ...args
      .filter(({ description }) => description !== '')
      .flatMap((one) => tagged(one.name(), one.description)),
    ...all.flatMap((option) => {
      const choices = option.argChoices === undefined ? '' : ` One of ${option.argChoices.join(', ')}.`;
      const value = defaultOf(option);
      const usual = value === undefined ? '' : ` Default: ${value}.`;
      return ['.TP', bold(option.flags), roff(`${sentence(option.description)}${choices}${usual}`)];
    }),
  ];
}

const examples = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap(([line, why]) => [
    '.PP',
    roff(sentence(why)),
    '.PP',
    '.nf',
    '.RS 4',
    roff(line),
    '.RE',
    '.fi',
  ]);

const entriesOf = (heading: string, entries: readonly Entry[]): readonly string[] =>
  heading === 'Examples' ? examples(entries) : entries.flatMap(([term, meaning]) => tagged(term, meaning));

const paragraphs = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => ['.PP', roff(text)]);

const jsonOf = ({ manual }: Described): readonly string[] =>
  manual.json === undefined ? [] : paragraphs([`With --json: ${manual.json}`]);

/** A command below the one of the page. */
function part(command: Described): readonly string[] {
  const { manual, usage, words } = command;
  return [
    `.SS "${roff(words.join(' '))}"`,
    bold(usage),
    ...paragraphs([sentence(manual.line), ...manual.text]),
    ...options(command),
    ...jsonOf(command),
    ...sectionsOf(manual).flatMap(([heading, entries]) => [
      '.PP',
      `\\fI${HEADINGS[heading] ?? heading}\\fR`,
      ...entriesOf(heading, entries),
    ]),
  ];
}

const nameOf = (words: readonly string[]): string => words.slice(0, 2).join('-');

function page(command: Described, version: string, others: readonly string[]): string {
  const { manual, usage, words, children } = command;
  const name = nameOf(words);
  const below = words.length === 1 ? [] : children;
  return [
    `.TH ${name.toUpperCase().replaceAll('-', '\\-')} 1 "" "moltbot ${version}" "Moltbot"`,
    // Words that can be copied are not broken.
    '.nh',
    '.ad l',
    '.SH NAME',
    `${roff(name)} \\- ${roff(manual.line)}`,
    '.SH SYNOPSIS',
    bold(usage),
    '.SH DESCRIPTION',
    ...paragraphs([sentence(manual.line), ...manual.text]),
    ...(words.length === 1
      ? [
          '.SH COMMANDS',
          ...children.flatMap((child) => tagged(child.words.slice(1).join(' '), child.manual.line)),
        ]
      : []),
    ...(command.options.length === 0 ? [] : ['.SH OPTIONS', ...options(command)]),
    ...jsonOf(command),
    ...(below.length === 0 ? [] : ['.SH COMMANDS', ...below.flatMap(andBelow).flatMap(part)]),
    ...sectionsOf(manual).flatMap(([heading, entries]) => [
      `.SH ${(HEADINGS[heading] ?? heading).toUpperCase()}`,
      ...entriesOf(heading, entries),
    ]),
    ...(manual.exits === undefined
      ? ['.SH EXIT STATUS', ...USUAL_EXITS.flatMap(([term, meaning]) => tagged(term, meaning))]
      : []),
    '.SH SEE ALSO',
    others
      .filter((one) => one !== name)
      .map((one) => `${bold(one)}(1)`)
      .join(', '),
    '',
  ].join('\n');
}

/** The man pages, by file name: one for the program and one per command group. */
export function manPages(version: string): ReadonlyMap<string, string> {
  const program = commandTree();
  const names = [program, ...program.children].map(({ words }) => nameOf(words));
  return new Map(
    [program, ...program.children].map((command) => [
      `${nameOf(command.words)}.1`,
      page(command, version, names),
    ]),
  );
}
