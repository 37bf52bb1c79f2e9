/** What a unit file cannot hold at all. */
export class UnquotableError extends Error {
  constructor(what: string) {
    super(`${what} holds a line break, which a unit file cannot express`);
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
export const literal = (value: string, what: string): string => noSpecifier(checked(value, what));

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
