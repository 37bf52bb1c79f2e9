/**
 * Everything that moves the cursor, changes the terminal or reorders text without being seen: C0 and C1 controls, DEL, zero-width
 * and bidirectional marks, line and paragraph separators, lone surrogates.
 */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- naming control characters is the point
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escape = (char: string): string =>
  SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Makes text safe for a terminal or a one-line record: unsafe characters become visible escapes. */
export const escapeControls = (text: string): string => text.replaceAll(UNSAFE, escape);

/** Like `escapeControls`, but line breaks and tabs stay: for text that is meant to have several lines. */
export const escapeControlsKeepLines = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(UNSAFE, (char) => (char === '\n' || char === '\t' ? char : escape(char)));
