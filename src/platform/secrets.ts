import { encodingsOf } from './secret-encodings.ts';
import type { PatternMask } from './secret-patterns.ts';

export const MASK = '[redacted]';

/** Fewer characters than this occur in ordinary text too often to be masked. */
const MIN_SECRET = 6;
/** A prefix of a secret of this length is masked as well. */
const HEAD = 8;

export interface SecretRegistry {
  /** False when the value is too short to be masked without masking everything. */
  register(value: string, provenance: string): boolean;
  /** The text with every known secret replaced, in whatever encoding; prefixes of eight characters and more too. */
  mask(text: string): string;
  /** A deep copy of plain JSON data with `mask` applied to every text, keys included. */
  maskJson(value: unknown): unknown;
  /** Replaces the second net; what is registered stays. */
  setPatterns(next: PatternMask | undefined): void;
  /** Where registered values came from; never the values. */
  provenances(): readonly string[];
}

/** @param initial the second net, for secrets nobody registered */
export function createSecretRegistry(initial?: PatternMask): SecretRegistry {
  let patterns = initial;
  const known = new Map<string, string>();
  /** Full encoded forms by their head; a form shorter than a head is its own. */
  const byHead = new Map<string, string[]>();
  const headLengths = new Set<number>();
  // Two neighbouring characters, hashed to 16 bits: nearly every position is ruled out by one look.
  const pairs = new Uint8Array(65_536);

  const addForm = (form: string): void => {
    const head = form.slice(0, HEAD);
    const forms = byHead.get(head);
    if (forms === undefined) byHead.set(head, [form]);
    else if (!forms.includes(form)) forms.push(form);
    headLengths.add(head.length);
    pairs[pairAt(head, 0)] = 1;
  };

  /** Length of the secret text starting at `at`; 0 when there is none. */
  const matchAt = (text: string, at: number): number => {
    let longest = 0;
    for (const length of headLengths) {
      for (const form of byHead.get(text.slice(at, at + length)) ?? []) {
        let size = Math.min(length, form.length);
        while (size < form.length && text[at + size] === form[size]) size++;
        longest = Math.max(longest, size);
      }
    }
    return longest;
  };

  const maskKnown = (text: string): string => {
    if (byHead.size === 0) return text;
    let out = '';
    let copied = 0;
    for (let at = 0; at < text.length - 1; at++) {
      if (pairs[pairAt(text, at)] === 0) continue;
      const size = matchAt(text, at);
      if (size === 0) continue;
      // Half an escape sequence left standing would change the meaning of what comes next.
      const start = backslashesBefore(text, at, copied) % 2 === 1 ? at - 1 : at;
      const end = at + size + (backslashesBefore(text, at + size, start) % 2);
      out += text.slice(copied, start) + MASK;
      copied = end;
      at = copied - 1;
    }
    return copied === 0 ? text : out + text.slice(copied);
  };

  const mask = (text: string): string => {
    const masked = maskKnown(text);
    return patterns === undefined ? masked : patterns(masked);
  };

  const maskJson = (value: unknown): unknown => {
    if (typeof value === 'string') return mask(value);
    if (Array.isArray(value)) return value.map(maskJson);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [mask(key), maskJson(item)]));
  };

  return {
    register(value, provenance) {
      if (value.trim().length < MIN_SECRET) return false;
      if (known.has(value)) return true;
      known.set(value, provenance);
      for (const form of encodingsOf(value)) if (form.length >= MIN_SECRET) addForm(form);
      const trimmed = value.trim();
      if (trimmed !== value)
        for (const form of encodingsOf(trimmed)) if (form.length >= MIN_SECRET) addForm(form);
      return true;
    },
    mask,
    maskJson,
    setPatterns(next) {
      patterns = next;
    },
    provenances: () => [...known.values()],
  };
}

function backslashesBefore(text: string, end: number, from: number): number {
  let start = end;
  while (start > from && text[start - 1] === '\\') start--;
  return end - start;
}

const pairAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) << 8) ^ text.charCodeAt(at + 1)) & 0xffff;
