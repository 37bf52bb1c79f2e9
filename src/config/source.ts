import JSON5 from 'json5';
import { countKeys, scanText } from './scan.ts';

const MAX_NESTING = 100;

/** What stays known of a file that was read. */
export interface SourceText {
  readonly text: string;
  /** Absent when it could not be parsed. */
  readonly value?: unknown;
  /** A key is written twice in one object. */
  readonly duplicates: boolean;
}

export type Parsed =
  | (Required<SourceText> & { readonly ok: true; readonly bom: boolean })
  | {
      readonly ok: false;
      /** The text as far as it could be read, for the snapshot. */
      readonly text: string | null;
      readonly message: string;
      readonly fix: string;
      readonly line?: number;
      readonly column?: number;
    };

/** The bytes of one configuration file as a value. Says for each kind of damage what it is; never throws. */
export function parseSource(bytes: Uint8Array): Parsed {
  const decoded = decode(bytes);
  if (typeof decoded !== 'string') return { ok: false, text: null, ...decoded };
  const bom = decoded.startsWith('\uFEFF');
  const text = bom ? decoded.slice(1) : decoded;
  const refuse = (message: string, fix: string, place: { line?: number; column?: number } = {}): Parsed => ({
    ok: false,
    text,
    message,
    fix,
    ...place,
  });
  if (text.trim() === '') return refuse('the file is empty', 'restore it from a backup, or write {}');
  const nul = text.indexOf('\0');
  if (nul >= 0) return refuse('the file contains NUL bytes', 'restore it from a backup', placeAt(text, nul));
  const facts = scanText(text);
  if (facts.depth > MAX_NESTING) return refuse(`nested deeper than ${MAX_NESTING} levels`, 'flatten it');
  try {
    const value: unknown = JSON5.parse(text);
    return { ok: true, text, value, bom, duplicates: facts.keys !== countKeys(value) };
  } catch (error) {
    const { message, lineNumber, columnNumber } = error as Error & {
      lineNumber?: number;
      columnNumber?: number;
    };
    const cause = message.replace(/^JSON5: /, '').replace(/ at \d+:\d+$/, '');
    const place = lineNumber === undefined ? {} : { line: lineNumber, column: columnNumber ?? 1 };
    return refuse(`JSON5 parse failed: ${cause}`, syntaxFix(cause), place);
  }
}

/** Decodes UTF-8 strictly: a wrong byte is damage, not a question mark. */
function decode(
  bytes: Uint8Array,
): string | { message: string; fix: string; line?: number; column?: number } {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { message: 'the file is UTF-16', fix: 'save it as UTF-8' };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The decoder's only way to say that the bytes are not UTF-8.
    const message = 'the file is not valid UTF-8';
    const text = validPart(bytes);
    return {
      message,
      fix: 'save it as UTF-8, or restore it from a backup',
      ...placeAt(text, text.length),
    };
  }
}

/** What stands before the first byte that is wrong. */
function validPart(bytes: Uint8Array): string {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    try {
      // A character cut in two at the end is not yet wrong.
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      // The decoder's only way to say so.
      bad = middle;
    }
  }
  return new TextDecoder('utf-8').decode(bytes.subarray(0, good), { stream: true });
}

const syntaxFix = (cause: string): string =>
  cause.includes('end of input')
    ? 'the file ends too early: close every { [ and quote, or restore it from a backup'
    : 'check for a missing comma, quote or bracket just before this place';

function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
