import type { Command, Help } from 'commander';

/** What a command line or a name means. */
export type Entry = readonly [term: string, meaning: string];

/** What `--help`, the pages of `docs/cli` and the man pages say about a command beside its options: written once, here. */
export interface Manual {
  /** What it is for, in the list of its parent. */
  readonly line: string;
  /** Paragraphs: what it does, what it leaves alone, what it needs. */
  readonly text: readonly string[];
  /** Command lines as they would be typed. */
  readonly examples?: readonly Entry[];
  /** What `--json` prints, where a script needs more than the name of the method. */
  readonly json?: string;
  /** Only where it means something else or something closer than `USUAL_EXITS`. */
  readonly exits?: readonly Entry[];
  readonly files?: readonly Entry[];
  readonly environment?: readonly Entry[];
  /** Other commands, by their words, e.g. `gateway status`. */
  readonly see?: readonly string[];
  /** Pages below `docs/`. */
  readonly guides?: readonly string[];
}

const MANUAL = Symbol('manual');

type Explained = Command & { readonly [MANUAL]?: Manual };

export const manualOf = (command: Command): Manual | undefined => (command as Explained)[MANUAL];

/** The headings of the help and of every page, in their order. */
export const sectionsOf = (
  manual: Manual,
): readonly (readonly [heading: string, entries: readonly Entry[]])[] =>
  (
    [
      ['Examples', manual.examples],
      ['Exit codes', manual.exits],
      ['Files', manual.files],
      ['Environment', manual.environment],
    ] as const
  ).flatMap(([heading, entries]) =>
    entries === undefined || entries.length === 0 ? [] : [[heading, entries]],
  );

/** A first sentence, as texts begin and end. */
export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** Beyond it a term has its meaning on the line below. */
const WIDEST_TERM = 40;

/** What follows the options in `--help`. */
function tail(command: Command, manual: Manual, help: Help): string {
  const parts = sectionsOf(manual).map(([heading, entries]) => {
    const width = Math.min(WIDEST_TERM, Math.max(...entries.map(([term]) => term.length)));
    return [`${heading}:`, ...entries.flatMap((entry) => item(entry, width, help))].join('\n');
  });
  if (manual.json !== undefined)
    parts.unshift(help.boxWrap(`With --json: ${manual.json}`, help.helpWidth ?? 80));
  const see = (manual.see ?? []).map((words) => `  ${rootName(command)} ${words} --help`);
  if (see.length > 0) parts.push(['See also:', ...see].join('\n'));
  return parts.length === 0 ? '' : `\n${parts.join('\n\n')}`;
}

function item([term, meaning]: Entry, width: number, help: Help): readonly string[] {
  if (term.length <= width) return [help.formatItem(term, width, meaning, help)];
  return [`  ${term}`, help.formatItem('', 4, meaning, help)];
}

const rootName = (command: Command): string =>
  command.parent === null ? command.name() : rootName(command.parent);

/** Gives a command its manual. */
export function explain<C extends Command>(command: C, manual: Manual): C {
  Object.assign(command, { [MANUAL]: manual });
  command.summary(manual.line).description([sentence(manual.line), ...manual.text].join('\n\n'));
  command.addHelpText('after', ({ error }) => {
    const help = command.createHelp();
    const output = command.configureOutput();
    const width = error ? output.getErrHelpWidth?.() : output.getOutHelpWidth?.();
    help.prepareContext({ error, helpWidth: width ?? 80 });
    return tail(command, manual, help);
  });
  return command;
}
