import { BARE_STOP_WORDS, findCommand, type CommandSpec } from './table.ts';

/** One command as found in a text. */
export interface FoundCommand {
  readonly spec: CommandSpec;
  /** What belongs to the command, trimmed. */
  readonly args: string;
}

export type ParsedText =
  | { readonly kind: 'plain' }
  | { readonly kind: 'bareStop' }
  /** The whole message is this command. */
  | { readonly kind: 'alone'; readonly command: FoundCommand }
  /** Directives and inline shortcuts within a text; `rest` is the text without them. */
  | { readonly kind: 'mixed'; readonly commands: readonly FoundCommand[]; readonly rest: string };

/** `/name`, with an optional `@bot` suffix and an optional colon before the arguments. */
const HEAD = /^\/([a-z][a-z0-9_-]*)(?:@[a-z0-9_]+)?(?:\s*:\s*|\s+|$)/iu;
const WITHIN = /(?<=^|\s)\/([a-z][a-z0-9_-]*)(?:@[a-z0-9_]+)?(?:\s*:\s*|(?=\s|$))/giu;

/** What a message is, as far as slash commands go. Pure; unknown `/words` are plain text. */
export function parseCommand(text: string): ParsedText {
  const trimmed = text.trim();
  if (BARE_STOP_WORDS.has(trimmed.toLowerCase())) return { kind: 'bareStop' };
  if (!trimmed.includes('/')) return { kind: 'plain' };
  return wholeMessage(trimmed) ?? withinText(trimmed);
}

/** Nothing but commands and directives: there is no message beside them. */
export function isCommandText(text: string): boolean {
  const parsed = parseCommand(text);
  return parsed.kind === 'alone' || (parsed.kind === 'mixed' && parsed.rest === '');
}

function wholeMessage(text: string): ParsedText | undefined {
  const head = HEAD.exec(text);
  const spec = head ? findCommand(head[1] ?? '') : undefined;
  if (!head || !spec) return undefined;
  const after = text.slice(head[0].length);
  if (spec.kind === 'command') return { kind: 'alone', command: { spec, args: after.trim() } };
  if (spec.kind === 'inline') {
    return after.trim() === '' ? { kind: 'alone', command: { spec, args: '' } } : undefined;
  }
  const taken = takenArgs(spec, after);
  // One unknown word is a slip to be answered, not a message for the model.
  if (taken === '' && /^\S+$/u.test(after.trim()))
    return { kind: 'alone', command: { spec, args: after.trim() } };
  if (after.slice(taken.length).trim() !== '') return undefined;
  return { kind: 'alone', command: { spec, args: taken.trim() } };
}

function withinText(text: string): ParsedText {
  const commands: FoundCommand[] = [];
  let rest = '';
  let from = 0;
  for (const match of text.matchAll(WITHIN)) {
    const spec = findCommand(match[1] ?? '');
    if (!spec || spec.kind === 'command' || match.index < from) continue;
    const after = text.slice(match.index + match[0].length);
    const taken = spec.kind === 'directive' ? takenArgs(spec, after) : '';
    if (spec.kind === 'directive' && match.index > 0 && !isDeliberate(spec, taken)) continue;
    commands.push({ spec, args: taken.trim() });
    rest += text.slice(from, match.index);
    from = match.index + match[0].length + taken.length;
  }
  if (commands.length === 0) return { kind: 'plain' };
  return { kind: 'mixed', commands, rest: (rest + text.slice(from)).replace(/[ \t]{2,}/gu, ' ').trim() };
}

const LEVELS = /^\s*(off|none|minimal|min|low|medium|med|high|xhigh|max)(?=\s|$)/iu;
const ON_OFF = /^\s*(on|off|full)(?=\s|$)/iu;
const MODEL = /^\s*(\S+)(?=\s|$)/iu;
const QUEUE =
  /^\s*(?:(?:steer-backlog|steer\+backlog|steer|followup|collect|interrupt|queue|default|reset)(?=\s|$)|(?:debounce|cap|drop):\S+)(?:\s+(?:debounce|cap|drop):\S+)*/iu;

/** In the middle of a sentence only a directive with a proper value counts: “what does /model do?” is a question. */
function isDeliberate(spec: CommandSpec, taken: string): boolean {
  return spec.name === 'model' ? taken.includes('/') : taken !== '';
}

/** The words after a directive that are its own; the rest is the message. */
function takenArgs(spec: CommandSpec, after: string): string {
  const pattern = { think: LEVELS, verbose: ON_OFF, model: MODEL, queue: QUEUE }[spec.name as string];
  return pattern?.exec(after)?.[0] ?? '';
}
