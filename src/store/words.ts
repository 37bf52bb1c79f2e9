/** Scripts written without spaces between words: each character becomes a word, a phrase of them finds any substring. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/gu;
const WORDLIKE = /[\p{L}\p{N}]/u;

/** Longer texts are findable by their beginning; tool output can be megabytes. */
const INDEXED_CHARS = 50_000;
const QUERY_CHARS = 500;
const QUERY_TERMS = 16;

const spread = (text: string): string => text.normalize('NFC').replace(UNSPACED, ' $& ');

/** What goes into the full-text index for a message. */
export const indexWords = (text: string): string => spread(text.slice(0, INDEXED_CHARS));

/**
 * The FTS5 expression for what a person typed: every blank-separated term must occur, as a phrase, the last word of each
 * as a prefix. `undefined` when nothing in it can be searched for.
 */
export function searchExpression(query: string): string | undefined {
  const terms = query
    .slice(0, QUERY_CHARS)
    .split(/\s+/u)
    .filter((term) => WORDLIKE.test(term))
    .slice(0, QUERY_TERMS)
    .map((term) => `"${spread(term).replaceAll('"', ' ').trim()}" *`);
  return terms.length === 0 ? undefined : terms.join(' AND ');
}
