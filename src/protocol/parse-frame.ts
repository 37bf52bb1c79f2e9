import { isDeeperThan } from './depth.ts';
import { formatErrors } from './format-errors.ts';
import type { RequestFrame } from './generated/types.ts';
import { validateRequestFrame } from './generated/validators.js';
import { LIMITS } from './limits.ts';

/** Longest id that is repeated in the answer to a broken frame, in characters: an id is for matching, not for storage. */
const MAX_ID = 512;

/** Stands where a frame has no usable id. */
export const UNKNOWN_ID = 'invalid';

export type ParsedFrame =
  | { readonly kind: 'request'; readonly frame: RequestFrame }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'tooDeep'; readonly id: string }
  /** JSON, but no request frame. `problems` is for a person. */
  | { readonly kind: 'invalid'; readonly id: string; readonly problems: string };

const NOT_JSON = Symbol('not JSON');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Every throw of JSON.parse means the same, and the peer's text must not reach a message.
    return NOT_JSON;
  }
}

function idOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'id')) return UNKNOWN_ID;
  const { id } = value as { id: unknown };
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID ? id : UNKNOWN_ID;
}

/** Reads one inbound message. Never throws, whatever the peer wrote. */
export function parseFrame(text: string): ParsedFrame {
  const value = parse(text);
  if (value === NOT_JSON) return { kind: 'notJson' };
  // Each level costs two characters, so a short text needs no walk.
  if (text.length > 2 * LIMITS.maxFrameDepth && isDeeperThan(value, LIMITS.maxFrameDepth)) {
    return { kind: 'tooDeep', id: idOf(value) };
  }
  if (validateRequestFrame(value)) return { kind: 'request', frame: value };
  return { kind: 'invalid', id: idOf(value), problems: formatErrors(validateRequestFrame.errors) };
}
