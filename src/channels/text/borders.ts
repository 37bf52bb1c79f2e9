import { fenceAt } from './fences.ts';
import type { Fence } from './fences.ts';

export type BreakPreference = 'paragraph' | 'newline' | 'sentence';

const PARAGRAPH = /\n[^\S\n]*\n/gu;
const NEWLINE = /\n/gu;
/** A sentence ends at a blank after its mark, in Chinese and Japanese at the mark itself; quotes after it belong to it. */
const SENTENCE = /[.!?…]+["'”’)\]]*(?=\s)|[。！？]+["'”’」』）】]*(?=[^"'”’」』）】。！？])/gu;

/** Borders of each kind, the preferred ones first. */
export const BORDERS: Readonly<Record<BreakPreference, readonly RegExp[]>> = {
  paragraph: [PARAGRAPH, NEWLINE, SENTENCE],
  newline: [NEWLINE, SENTENCE],
  sentence: [SENTENCE, NEWLINE],
};

/** Where a text may be parted so that both sides read well; never within a code block. Lowest first. */
export function bordersOf(text: string, kind: RegExp, before: Fence | undefined): number[] {
  const places = [...text.matchAll(kind)].map((found) =>
    found[0].startsWith('\n') ? found.index : found.index + found[0].length,
  );
  return places.filter(
    (at) => at > 0 && fenceAt(text, at, before).fence === undefined && !isFenceLine(text, at),
  );
}

/** Within the opening line of a code block. */
const isFenceLine = (text: string, at: number): boolean =>
  text[at] !== '\n' && /^[ \t]*(?:`{3}|~{3})/u.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
