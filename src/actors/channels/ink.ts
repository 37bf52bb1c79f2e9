/**
 * Texts compared without their whitespace: blocks are trimmed where they are cut, so that only the ink says how much of
 * an answer has gone out.
 */
export const inkOf = (text: string): number => text.replaceAll(/\s/gu, '').length;

/** What follows the first `ink` visible UTF-16 units of `text`. */
export function restAfter(text: string, ink: number): string {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (seen >= ink) return text.slice(at).trim();
    if (!/\s/u.test(text.charAt(at))) seen += 1;
  }
  return '';
}
