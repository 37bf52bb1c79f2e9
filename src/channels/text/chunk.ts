import { findBreak } from './breaks.ts';
import { closesFence, closing, dedentFence, fenceAfter, fenceAt, reopening } from './fences.ts';
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

interface Remaining {
  readonly text: string;
  readonly fence: Fence | undefined;
}

interface Cut {
  readonly chunk: string;
  readonly rest: Remaining;
}

function cutByLength(text: string, limit: number): string[] {
  const chunks: string[] = [];
  let left: Remaining = { text: withoutBlankLines(text), fence: undefined };
  while (/\S/u.test(left.text)) {
    const { opening } = seamOf(left.fence, limit);
    if (opening.length + left.text.length <= limit) {
      chunks.push(opening + left.text);
      break;
    }
    const { chunk, rest } = cutOnce(left, opening, limit);
    if (chunk !== '') chunks.push(chunk);
    left = rest;
  }
  return chunks;
}

function cutOnce(left: Remaining, opening: string, limit: number): Cut {
  const { text } = left;
  const room = limit - opening.length;
  const roomIn = (fence: Fence | undefined): number => room - seamOf(fence, limit).closing.length;
  let at = findBreak(text, { from: 0, to: room });
  let state = fenceAt(text, at, left.fence);
  while (at > roomIn(state.fence)) {
    at = findBreak(text, { from: 0, to: roomIn(state.fence) });
    state = fenceAt(text, at, left.fence);
  }
  // A block of which nothing but the opening line would stay goes whole into the next chunk, or is cut further on.
  if (state.openedAt >= 0 && text.slice(state.contentAt, at).trim() === '') {
    if (text.slice(0, state.openedAt).trim() !== '') {
      at = state.openedAt - 1;
      state = fenceAt(text, at, left.fence);
    } else {
      const code = state.contentAt + Math.max(0, text.slice(state.contentAt).search(/\S/u));
      const to = roomIn(state.fence);
      if (to > code) at = findBreak(text, { from: code, to });
    }
  }
  const { fence } = state;
  const piece = text.slice(0, at).trimEnd();
  const rest = afterCut(text, at);
  return {
    chunk: piece === '' ? '' : `${opening}${piece}${seamOf(fence, limit).closing}`,
    rest: fence === undefined ? { text: rest, fence } : continueFence(rest, fence),
  };
}

/** What follows a cut within a code block; the block is over when only its end was left. */
function continueFence(rest: string, fence: Fence): Remaining {
  const lineEnd = rest.indexOf('\n');
  if (closesFence(lineEnd < 0 ? rest : rest.slice(0, lineEnd), fence)) {
    return { text: lineEnd < 0 ? '' : withoutBlankLines(rest.slice(lineEnd)), fence: undefined };
  }
  return { text: dedentFence(rest, fence), fence: { ...fence, indent: '' } };
}

/** How a block is opened again and closed at a cut; a fence so long that little room is left for code is not carried on. */
function seamOf(
  fence: Fence | undefined,
  limit: number,
): { readonly opening: string; readonly closing: string } {
  if (fence === undefined) return { opening: '', closing: '' };
  for (const carried of [fence, { ...fence, info: '' }]) {
    const seam = { opening: reopening(carried), closing: closing(carried) };
    if (seam.opening.length + seam.closing.length <= limit / 2) return seam;
  }
  return { opening: '', closing: '' };
}

/** The text after a cut, without the blanks at the cut; the indentation of a line stays. */
function afterCut(text: string, at: number): string {
  const rest = text.slice(at);
  const blank = /^[^\S\n]*/u.exec(rest)?.[0].length ?? 0;
  const isLineEnd = rest[blank] === '\n';
  return isLineEnd ? withoutBlankLines(rest.slice(blank + 1)) : rest.slice(blank);
}

function withoutBlankLines(text: string): string {
  return text.slice(/^(?:[^\S\n]*\n)*/u.exec(text)?.[0].length ?? 0);
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
