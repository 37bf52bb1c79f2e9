import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repoRoot = fileURLToPath(new URL('../../..', import.meta.url));

export interface Source {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text with comments blanked; same length, same lines. */
  readonly bare: string;
  /** The text with comments and the insides of strings and regular expressions blanked. */
  readonly code: string;
}

export interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let i = 0; i < index; i += 1) if (text.charCodeAt(i) === 10) line += 1;
  return line;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** Whether a slash at this point begins a regular expression rather than a division. */
function regexMayStart(before: string): boolean {
  const trimmed = before.trimEnd();
  if (trimmed === '') return true;
  return (
    /[(,=:[!&|?{};+\-*%<>~^]$/.test(trimmed) ||
    /\b(?:return|typeof|case|in|of|do|else|void|await|yield)$/.test(trimmed)
  );
}

function endOfQuoted(text: string, start: number, quote: string): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === quote || text[i] === '\n') return i + 1;
  }
  return text.length;
}

function endOfRegex(text: string, start: number): number {
  let inClass = false;
  for (let i = start + 1; i < text.length; i += 1) {
    const char = text[i];
    if (char === '\\') i += 1;
    else if (char === '\n') return i;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return i + 1;
  }
  return text.length;
}

/** A small scanner: enough of the language to tell code from comments, strings, templates and regular expressions. */
export function scan(text: string): { readonly bare: string; readonly code: string } {
  let bare = '';
  let code = '';
  // One entry per open template: the depth of braces inside its current ${}.
  const templates: number[] = [];
  let i = 0;
  const keep = (end: number): void => {
    bare += text.slice(i, end);
    code += text.slice(i, end);
    i = end;
  };
  const hide = (end: number): void => {
    const piece = text.slice(i, end);
    bare += piece;
    code += piece.length < 2 ? piece : piece[0] + blank(piece.slice(1, -1)) + piece[piece.length - 1];
    i = end;
  };
  const comment = (end: number): void => {
    bare += blank(text.slice(i, end));
    code += blank(text.slice(i, end));
    i = end;
  };
  const template = (from: number): void => {
    let end = from;
    while (end < text.length && text[end] !== '`' && !(text[end] === '$' && text[end + 1] === '{')) {
      end += text[end] === '\\' ? 2 : 1;
    }
    bare += text.slice(i, end);
    code += text.slice(i, from) + blank(text.slice(from, end));
    i = end;
    if (text[end] === '`') return keep(end + 1);
    templates.push(0);
    keep(end + 2);
  };
  while (i < text.length) {
    const char = text[i];
    const depth = templates.at(-1);
    if (char === '/' && text[i + 1] === '/')
      comment(text.indexOf('\n', i) < 0 ? text.length : text.indexOf('\n', i));
    else if (char === '/' && text[i + 1] === '*')
      comment(text.indexOf('*/', i + 2) < 0 ? text.length : text.indexOf('*/', i + 2) + 2);
    else if (char === "'" || char === '"') hide(endOfQuoted(text, i, char));
    else if (char === '`') template(i + 1);
    else if (char === '/' && regexMayStart(code)) hide(endOfRegex(text, i));
    else if (depth !== undefined && char === '}' && depth === 0) {
      templates.pop();
      template(i + 1);
    } else {
      if (depth !== undefined && char === '{') templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && char === '}') templates[templates.length - 1] = depth - 1;
      keep(i + 1);
    }
  }
  return { bare, code };
}

const STATIC = /^[ \t]*(import|export)\b(?<clause>[^;'"`]*?)(?:\bfrom\s*)?(?<quote>['"])/gm;
const DYNAMIC = /\bimport\s*\(\s*(?<quote>['"])/g;

const onlyTypes = (clause: string): boolean => {
  if (/^\s*type\b(?!\s*(?:,|from))/.test(clause)) return true;
  const braces = /^\s*\{([^}]*)\}\s*$/.exec(clause);
  if (braces === null) return false;
  const names = (braces[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 && names.every((name) => name.startsWith('type '));
};

/** Static imports, re-exports and dynamic imports with a literal specifier. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const read = (match: RegExpMatchArray, typeOnly: boolean, dynamic: boolean): void => {
    const start = (match.index ?? 0) + match[0].length;
    const quote = match.groups?.['quote'] ?? "'";
    const end = source.bare.indexOf(quote, start);
    found.push({
      specifier: source.bare.slice(start, end),
      line: lineAt(source.text, start),
      typeOnly,
      dynamic,
    });
  };
  for (const match of source.code.matchAll(STATIC)) {
    const clause = match.groups?.['clause'] ?? '';
    const fromClause = match[0].includes('from');
    // `export const x = '…'` is no import; `import '…'` is.
    if (!fromClause && (match[1] === 'export' || clause.trim() !== '')) continue;
    if (fromClause && /[=(]/.test(clause)) continue;
    read(match, onlyTypes(clause.replace(/\bfrom\s*$/, '')), false);
  }
  for (const match of source.code.matchAll(DYNAMIC)) read(match, false, true);
  return found;
}

export function readSources(folder: string): Source[] {
  const dir = join(repoRoot, folder);
  let names: string[];
  try {
    names = readdirSync(dir, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => /\.(?:ts|tsx|js)$/.test(name) && !name.includes('node_modules'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(dir, name), 'utf8');
      const path = relative(repoRoot, join(dir, name)).replaceAll('\\', '/');
      // Generated code is data: only its imports count, and those are plain.
      return { path, text, ...(path.includes('/generated/') ? { bare: text, code: text } : scan(text)) };
    });
}
