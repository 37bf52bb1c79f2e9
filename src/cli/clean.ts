// Everything a terminal could obey or be reordered by: C0 except tab and newline, DEL, C1, bidi controls, zero-width marks.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text from outside made safe for a terminal: control characters become visible, newlines and tabs stay. */
export const clean = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(UNSAFE, escaped);

/** The same, on one line. */
export const cleanLine = (text: string): string =>
  clean(text).replaceAll('\n', String.raw`\n`).replaceAll('\t', ' ');

/** JSON whose every byte is harmless on a terminal; it parses to the same value. */
export const cleanJson = (value: unknown, indent: number): string =>
  JSON.stringify(value ?? null, null, indent).replaceAll(UNSAFE, escaped);
