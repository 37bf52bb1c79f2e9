import { cutOnce, wholeOf, withoutBlankLines } from './cut.ts';
import type { Remaining } from './cut.ts';
import { fenceAfter } from './fences.ts';
import type { Fence } from './fences.ts';

export interface ChunkOptions {
  /** UTF-16 units per chunk, at least 1. */
  readonly limit: number;
  /** `newline` keeps paragraphs together where they fit. */
  readonly mode: 'length' | 'newline';
}

/**
 * Cuts markdown into chunks of at most `limit` UTF-16 units. Only blanks at the cuts are lost; a fenced code block that
 * must be cut is closed and opened again. Text of blanks alone gives no chunk.
 */
export function chunkText(text: string, options: ChunkOptions): string[] {
  const limit = Math.max(1, Math.floor(options.limit));
  if (text.trim() === '') return [];
  if (text.length <= limit) return [text];
  return options.mode === 'newline' ? packParagraphs(text, limit) : cutByLength(text, limit);
}

function cutByLength(text: string, limit: number): string[] {
  const chunks: string[] = [];
  let left: Remaining = { text: withoutBlankLines(text), fence: undefined };
  while (/\S/u.test(left.text)) {
    const whole = wholeOf(left, limit);
    if (whole !== undefined) {
      chunks.push(whole);
      break;
    }
    const { chunk, rest } = cutOnce(left, limit);
    if (chunk !== '') chunks.push(chunk);
    left = rest;
  }
  return chunks;
}

/** Whole paragraphs, as many as fit; one that is too long is cut by length. */
function packParagraphs(text: string, limit: number): string[] {
  const chunks: string[] = [];
  let packed: { readonly start: number; end: number } | undefined;
  for (const { start, end } of paragraphsOf(text)) {
    if (packed !== undefined && end - packed.start <= limit) {
      packed.end = end;
      continue;
    }
    if (packed !== undefined) chunks.push(text.slice(packed.start, packed.end));
    packed = undefined;
    if (end - start <= limit) packed = { start, end };
    else chunks.push(...cutByLength(text.slice(start, end), limit));
  }
  if (packed !== undefined) chunks.push(text.slice(packed.start, packed.end));
  return chunks;
}

/** Stretches between blank lines; a blank line within a code block parts nothing. */
function paragraphsOf(text: string): { readonly start: number; readonly end: number }[] {
  const paragraphs: { start: number; end: number }[] = [];
  let fence: Fence | undefined;
  let current: { start: number; end: number } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const end = at + line.length;
    if (line.trim() === '' && fence === undefined) current = undefined;
    else if (current === undefined) paragraphs.push((current = { start: at, end }));
    else current.end = end;
    fence = fenceAfter(line, fence);
    at = end + 1;
  }
  return paragraphs;
}
