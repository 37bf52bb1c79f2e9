import { LIMITS } from '../../protocol/limits.ts';

/** What `ws` hands over for one message, text or binary. */
export type RawFrame = Buffer | ArrayBuffer | readonly Buffer[];

export type ParsedFrame =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'tooDeep' };

/** The text of a message; binary ones hold UTF-8 too. */
export function frameText(data: RawFrame): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString('utf8');
  return Buffer.concat(data).toString('utf8');
}

/** A text this short cannot be nested deeper than the limit: each level takes two characters. */
const CANNOT_BE_DEEP = LIMITS.maxFrameDepth * 2;

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const member of Object.values(value)) if (deeperThan(member, levels - 1)) return true;
  return false;
}

export function parseFrame(text: string): ParsedFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The peer's text, not our fault: the caller answers with a typed close.
    return { kind: 'notJson' };
  }
  if (text.length > CANNOT_BE_DEEP && deeperThan(value, LIMITS.maxFrameDepth)) return { kind: 'tooDeep' };
  return { kind: 'json', value };
}
