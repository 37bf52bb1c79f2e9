/** What a unit file cannot hold at all. */
export class UnquotableError extends Error {
  constructor(what: string, why = 'holds a line break') {
    super(`${what} ${why}, which a unit file cannot express`);
    this.name = 'UnquotableError';
  }
}

const LINE_BREAK = /[\n\r\0]/;

function checked(value: string, what: string): string {
  if (LINE_BREAK.test(value)) throw new UnquotableError(what);
  return value;
}

/** A `%` begins a specifier everywhere in a unit. */
const noSpecifier = (text: string): string => text.replaceAll('%', '%%');
const inQuotes = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');

/**
 * The first word of `ExecStart=`: variables are not replaced in it, so that a `$` means itself; quotes and backslashes systemd refuses
 * in the path of a program, however they are written.
 */
export function execProgram(path: string): string {
  if (/["'\\]/.test(path))
    throw new UnquotableError(`the path of the program ${path}`, 'holds a quote or a backslash');
  const text = noSpecifier(checked(path, `the path of the program ${JSON.stringify(path)}`));
  return /^[\w@+=:,./^%-]+$/.test(text) ? text : `"${text}"`;
}

/**
 * One word of `ExecStart=` (systemd.service(5), "Command lines"): words with anything but the plainest characters are quoted, and `$`
 * is doubled, as variables are replaced within quotes too.
 */
export function execWord(word: string): string {
  const plain = /^[\w@+=:,./^-]+$/.test(word);
  const text = noSpecifier(checked(word, `the argument ${JSON.stringify(word)}`)).replaceAll('$', '$$$$');
  return plain ? text : `"${inQuotes(text)}"`;
}

/** One assignment of `Environment=`, always quoted; a `$` means itself there. */
export function assignment(name: string, value: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new RangeError(`${JSON.stringify(name)} is no name of a variable`);
  return `"${name}=${inQuotes(noSpecifier(checked(value, name)))}"`;
}

/** The rest of a line, taken literally but for specifiers, e.g. a path with blanks in it. */
export function literal(value: string, what: string): string {
  if (/^\s|[\s\\]$/.test(value))
    throw new UnquotableError(what, 'begins or ends with a blank, or ends with a backslash');
  return noSpecifier(checked(value, what));
}

/** The same for a path that is a pattern: a character that would stand for others means itself. */
export const literalPattern = (path: string, what: string): string =>
  literal(path, what).replaceAll(/[\\*?[\]]/g, String.raw`\$&`);

/** One line of an `EnvironmentFile=` (systemd.exec(5)): double quotes, in which a backslash escapes. No specifiers there. */
export const fileAssignment = (name: string, value: string): string =>
  `${name}="${inQuotes(checked(value, name)).replaceAll('$', '\\$').replaceAll('`', '\\`')}"`;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  s: ' ',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/**
 * Splits the value of a unit's line into its words, with quotes, escapes and doubled percent signs undone. For reading back what we
 * or another hand has written.
 */
export function unitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') {
      at += 1;
      const next = text.charAt(at);
      word = (word ?? '') + (ESCAPES[next] ?? next);
    } else if (quote === undefined && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === quote) quote = undefined;
    else if (quote === undefined && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return words.map((one) => one.replaceAll('%%', '%'));
}
