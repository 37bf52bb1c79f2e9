export interface TextFacts {
  /** Colons outside texts and comments: one for every key written. */
  readonly keys: number;
  /** Deepest nesting of objects and lists. */
  readonly depth: number;
}

/**
 * One cheap pass over JSON5 text, for two things its parser does not tell: keys written twice (more keys in the text than in
 * the value) and nesting that would exhaust the stack of whoever walks the value.
 */
export function scanText(text: string): TextFacts {
  let keys = 0;
  let level = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"' || char === "'") at = endOfText(text, at);
    else if (char === '/' && text[at + 1] === '/') at = endOf(text, '\n', at);
    else if (char === '/' && text[at + 1] === '*') at = endOf(text, '*/', at + 2) + 1;
    else if (char === ':') keys++;
    else if (char === '{' || char === '[') depth = Math.max(depth, ++level);
    else if (char === '}' || char === ']') level--;
  }
  return { keys, depth };
}

/** How many keys a value has, all levels together. */
export function countKeys(value: unknown): number {
  let count = 0;
  const waiting = [value];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    if (typeof item !== 'object' || item === null) continue;
    const inner = Object.values(item);
    if (!Array.isArray(item)) count += inner.length;
    for (const child of inner) if (typeof child === 'object' && child !== null) waiting.push(child);
  }
  return count;
}

function endOfText(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return text.length;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}
