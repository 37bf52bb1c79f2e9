/** An open fenced code block. */
export interface Fence {
  /** The blanks before the opening marks. */
  readonly indent: string;
  /** The opening marks, e.g. three backticks. */
  readonly marks: string;
  /** What follows the marks, e.g. `ts`. */
  readonly info: string;
}

const FENCE_LINE = /^([ \t]*)(`{3,}|~{3,})([^\n]*)$/u;

/** The fence a line opens, if it opens one. */
export function fenceOpenedBy(line: string): Fence | undefined {
  const found = FENCE_LINE.exec(line);
  if (found === null) return undefined;
  const [, indent = '', marks = '', info = ''] = found;
  // By CommonMark, backticks after backticks are code within a line.
  if (marks.startsWith('`') && info.includes('`')) return undefined;
  return { indent, marks, info: info.trim() };
}

export function closesFence(line: string, fence: Fence): boolean {
  const found = FENCE_LINE.exec(line);
  if (found === null) return false;
  const [, , marks = '', info = ''] = found;
  return marks[0] === fence.marks[0] && marks.length >= fence.marks.length && info.trim() === '';
}

/** The fence that is open after a line. */
export function fenceAfter(line: string, before: Fence | undefined): Fence | undefined {
  if (before === undefined) return fenceOpenedBy(line);
  return closesFence(line, before) ? undefined : before;
}

/** The line that opens the fence again in a text of its own. */
export const reopening = (fence: Fence): string => `${fence.marks}${fence.info}\n`;

/** What ends the fence at the end of a text. */
export const closing = (fence: Fence): string => `\n${fence.indent}${fence.marks}`;

export interface FenceAt {
  readonly fence: Fence | undefined;
  /** Where its opening line begins and where its content does; both negative when it was open from the start. */
  readonly openedAt: number;
  readonly contentAt: number;
}

/** The fence that is open at an offset; lines that are cut by the offset do not count. */
export function fenceAt(text: string, offset: number, before: Fence | undefined): FenceAt {
  let fence = before;
  let openedAt = -1;
  let contentAt = -1;
  let start = 0;
  while (start < offset) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end > offset) break;
    const after = fenceAfter(text.slice(start, end), fence);
    if (fence === undefined && after !== undefined) {
      openedAt = start;
      contentAt = end + 1;
    }
    fence = after;
    start = end + 1;
  }
  return { fence, openedAt, contentAt };
}

/** The code that is left of an indented fence, moved to the margin where its new opening line stands. */
export function dedentFence(rest: string, fence: Fence): string {
  if (fence.indent === '') return rest;
  const lines = rest.split('\n');
  const last = lines.findIndex((line) => closesFence(line, fence));
  const count = last < 0 ? lines.length : last + 1;
  return lines.map((line, at) => (at < count ? dedent(line, fence.indent.length) : line)).join('\n');
}

function dedent(line: string, width: number): string {
  const blanks = /^[ \t]*/u.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(blanks, width));
}
