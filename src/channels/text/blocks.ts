import { BORDERS, bordersOf } from './borders.ts';
import type { BreakPreference } from './borders.ts';
import { cutAt, cutOnce, wholeOf, withoutBlankLines } from './cut.ts';
import type { Cut, Remaining } from './cut.ts';

export interface BlockRules {
  /** Shorter blocks are held back, characters. */
  readonly minChars: number;
  /** No block is longer, characters. */
  readonly maxChars: number;
  readonly breakPreference: BreakPreference;
}

export const BLOCK_DEFAULTS: BlockRules = { minChars: 800, maxChars: 1_200, breakPreference: 'paragraph' };

/** Cuts a text that is still being written into blocks that can be sent at once. */
export interface BlockSplitter {
  /** The blocks that are finished now. */
  push(delta: string): string[];
  /** What is left, at most `maxChars`; afterwards the splitter is as new. */
  flush(): string | undefined;
}

/**
 * A block ends at a border of the preferred kind once it is long enough, at a lesser one when the longest length is
 * reached; within a code block only when that alone is too long, which is then closed and opened again.
 */
export function createBlockSplitter(rules: BlockRules): BlockSplitter {
  const max = Math.max(1, Math.floor(rules.maxChars));
  const min = Math.min(max, Math.max(1, Math.floor(rules.minChars)));
  const kinds = BORDERS[rules.breakPreference];
  let left: Remaining = { text: '', fence: undefined };

  const next = (): Cut | undefined => {
    const { text, fence } = left;
    const fitsWhole = wholeOf(left, max) !== undefined;
    if (text.length < min && fitsWhole) return undefined;
    const fits = (at: number): boolean => wholeOf({ text: text.slice(0, at), fence }, max) !== undefined;
    // One more than can be used, so that a border at the very end is seen.
    const window = text.slice(0, max + 1);
    const perKind = kinds.map((kind) => bordersOf(window, kind, fence).filter(fits));
    const soon = perKind[0]?.find((at) => at >= min);
    if (soon !== undefined && text.slice(soon).trim() !== '') return cutAt(left, soon, max);
    if (fitsWhole) return undefined;
    for (const enough of [min, 1]) {
      // A blank in prose is better than a very short block; before a code block even that is better than cutting it.
      if (enough < min && cutOnce(left, max).rest.fence === undefined) break;
      const best = perKind
        .map((places) => places.findLast((at) => at >= enough))
        .find((at) => at !== undefined);
      if (best !== undefined) return cutAt(left, best, max);
    }
    return cutOnce(left, max);
  };

  return {
    push(delta) {
      const text = left.text + delta;
      left = { ...left, text: left.fence === undefined ? withoutBlankLines(text) : text };
      const blocks: string[] = [];
      for (let cut = next(); cut !== undefined; cut = next()) {
        if (cut.chunk !== '') blocks.push(cut.chunk);
        left = cut.rest;
      }
      return blocks;
    },
    flush() {
      const rest = /\S/u.test(left.text) ? wholeOf(left, max)?.trimEnd() : undefined;
      left = { text: '', fence: undefined };
      return rest;
    },
  };
}
