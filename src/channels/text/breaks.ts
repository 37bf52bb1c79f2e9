/** Blanks at which a line may end; a no-break space is not one. */
const isBlank = (char: string): boolean => /\s/u.test(char) && !/[\u00a0\u202f\ufeff]/u.test(char);

/** Marks that belong to the character before them. */
const JOINS_BEFORE = /^(?:\p{M}|\u200d)/u;

export interface BreakOptions {
  /** The break lies after this offset. */
  readonly from: number;
  /** … and at this one at the latest; beyond `from`. */
  readonly to: number;
}

/**
 * Where to end a piece of text: at the last line break, else the last blank outside parentheses, else any blank, else
 * between two characters as a reader sees them.
 *
 * @returns an offset in `from < offset ≤ to`; a blank found there belongs to neither side
 */
export function findBreak(text: string, { from, to }: BreakOptions): number {
  const newline = text.lastIndexOf('\n', to);
  if (newline > from) return newline;
  return lastBlank(text, from, to) ?? characterBreak(text, from, to);
}

function lastBlank(text: string, from: number, to: number): number | undefined {
  let depth = 0;
  let outside: number | undefined;
  let inside: number | undefined;
  for (let at = from; at <= to && at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '(') depth += 1;
    else if (char === ')' && depth > 0) depth -= 1;
    else if (at > from && isBlank(char) && !JOINS_BEFORE.test(text.slice(at + 1, at + 3))) {
      if (depth === 0) outside = at;
      else inside = at;
    }
  }
  return outside ?? inside;
}

/** How far an accented letter or an emoji family is looked at as a whole. */
const LONGEST_CHARACTER = 64;

function characterBreak(text: string, from: number, to: number): number {
  if (to >= text.length) return text.length;
  const start = Math.max(from, to - LONGEST_CHARACTER);
  const around = text.slice(start, to + LONGEST_CHARACTER);
  const segment = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    .segment(around)
    .containing(to - start);
  const whole = start + (segment?.index ?? 0);
  if (whole > start) return whole;
  const isHalf = /[\uD800-\uDBFF]/u.test(text[to - 1] ?? '') && /[\uDC00-\uDFFF]/u.test(text[to] ?? '');
  return isHalf && to - 1 > from ? to - 1 : to;
}
