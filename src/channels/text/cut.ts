import { findBreak } from './breaks.ts';
import { closesFence, closing, dedentFence, fenceAt, reopening } from './fences.ts';
import type { Fence, FenceAt } from './fences.ts';

/** Text still to be cut, and the code block in which it begins. */
export interface Remaining {
  readonly text: string;
  readonly fence: Fence | undefined;
}

export interface Cut {
  /** Complete in itself; empty when there were only blanks. */
  readonly chunk: string;
  readonly rest: Remaining;
}

/** All that is left as one chunk, if it keeps the limit. */
export function wholeOf(left: Remaining, limit: number): string | undefined {
  const whole = seamOf(left.fence, limit).opening + atMargin(left.text, left.fence);
  return whole.length <= limit ? whole : undefined;
}

/** Cuts at the best place within the limit; the text must be longer than that. */
export function cutOnce(left: Remaining, limit: number): Cut {
  const { text } = left;
  const room = limit - seamOf(left.fence, limit).opening.length;
  const roomAt = (state: FenceAt): number => room - closingAt(state, limit).length;
  let at = findBreak(text, { from: 0, to: room });
  let state = fenceAt(text, at, left.fence);
  while (at > roomAt(state)) {
    at = findBreak(text, { from: 0, to: roomAt(state) });
    state = fenceAt(text, at, left.fence);
  }
  // A block of which nothing but the opening line would stay goes whole into the next chunk, or is cut further on.
  if (state.openedAt >= 0 && text.slice(state.contentAt, at).trim() === '') {
    if (text.slice(0, state.openedAt).trim() !== '') {
      at = state.openedAt - 1;
    } else {
      const code = state.contentAt + Math.max(0, text.slice(state.contentAt).search(/\S/u));
      const to = roomAt(state);
      if (to > code) at = findBreak(text, { from: code, to });
    }
  }
  return cutAt(left, at, limit);
}

/** Cuts at an offset greater than 0; a blank there is lost. */
export function cutAt(left: Remaining, at: number, limit: number): Cut {
  const state = fenceAt(left.text, at, left.fence);
  const piece = left.text.slice(0, at).trimEnd();
  const rest = afterCut(left.text, at);
  const { opening } = seamOf(left.fence, limit);
  return {
    chunk: piece === '' ? '' : `${opening}${atMargin(piece, left.fence)}${closingAt(state, limit)}`,
    rest: state.fence === undefined ? { text: rest, fence: undefined } : continueFence(rest, state.fence),
  };
}

/** What follows a cut within a code block; the block is over when only its end was left. */
function continueFence(rest: string, fence: Fence): Remaining {
  const lineEnd = rest.indexOf('\n');
  if (!closesFence(lineEnd < 0 ? rest : rest.slice(0, lineEnd), fence)) return { text: rest, fence };
  return { text: lineEnd < 0 ? '' : withoutBlankLines(rest.slice(lineEnd)), fence: undefined };
}

/** A block that was opened again stands at the margin, and its code with it. */
const atMargin = (text: string, fence: Fence | undefined): string =>
  fence === undefined ? text : dedentFence(text, fence);

const closingAt = ({ fence, openedAt }: FenceAt, limit: number): string =>
  fence === undefined ? '' : seamOf(openedAt < 0 ? { ...fence, indent: '' } : fence, limit).closing;

interface Seam {
  readonly opening: string;
  readonly closing: string;
}

/** How a block is opened again and closed at a cut; one whose marks would leave little room for code is not. */
function seamOf(fence: Fence | undefined, limit: number): Seam {
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

export const withoutBlankLines = (text: string): string =>
  text.slice(/^(?:[^\S\n]*\n)*/u.exec(text)?.[0].length ?? 0);
