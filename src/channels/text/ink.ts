import { cutAt, wholeOf } from './cut.ts';
import { fenceAfter } from './fences.ts';
import type { Fence } from './fences.ts';

/**
 * How much a text says: its characters without blanks and without the lines that open and close code blocks. Blocks
 * that were cut out of an answer say together what the answer says, though blanks were lost and code blocks reopened.
 */
export function inkOf(text: string): number {
  let ink = 0;
  for (const { line, isMark } of linesOf(text)) if (!isMark) ink += line.replaceAll(/\s/gu, '').length;
  return ink;
}

/** What follows the first `ink` of a text, complete in itself: a code block that was begun is opened again. */
export function restAfter(text: string, ink: number): string {
  if (ink <= 0) return text.trim();
  const at = offsetAfter(text, ink);
  if (at === undefined) return '';
  const { rest } = cutAt({ text, fence: undefined }, at, Number.POSITIVE_INFINITY);
  return /\S/u.test(rest.text) ? (wholeOf(rest, Number.POSITIVE_INFINITY) ?? '').trim() : '';
}

function offsetAfter(text: string, ink: number): number | undefined {
  let seen = 0;
  for (const { line, start, isMark } of linesOf(text)) {
    if (isMark) continue;
    for (let at = 0; at < line.length; at += 1) {
      if (!/\s/u.test(line.charAt(at))) seen += 1;
      if (seen >= ink) return start + at + 1;
    }
  }
  return undefined;
}

interface Line {
  readonly line: string;
  readonly start: number;
  /** It opens or closes a code block. */
  readonly isMark: boolean;
}

function* linesOf(text: string): Generator<Line> {
  let fence: Fence | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const after = fenceAfter(line, fence);
    yield { line, start, isMark: (after === undefined) !== (fence === undefined) };
    fence = after;
    start += line.length + 1;
  }
}
