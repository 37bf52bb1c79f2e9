import { formatErrors } from '../../../protocol/format-errors.ts';
import type { ConnectParams } from '../../../protocol/generated/types.ts';
import { validateConnectParams } from '../../../protocol/generated/validators.js';
import { LIMITS } from '../../../protocol/limits.ts';
import { parseFrame } from '../../../protocol/parse-frame.ts';
import { refuse, refuseParams, type Refusal } from '../../../protocol/refusals.ts';
import { frameText, type RawFrame } from '../frame-text.ts';

export type FirstFrame =
  | { readonly kind: 'connect'; readonly id: string; readonly params: ConnectParams }
  | { readonly kind: 'refused'; readonly id: string | undefined; readonly refusal: Refusal };

const refused = (refusal: Refusal, id?: string): FirstFrame => ({ kind: 'refused', id, refusal });

/** Reads what must be a `connect` request. */
export function readFirstFrame(data: RawFrame): FirstFrame {
  const text = frameText(data);
  if (Buffer.byteLength(text) > LIMITS.maxHandshakePayloadBytes) return refused(refuse('tooLarge'));
  const parsed = parseFrame(text);
  if (parsed.kind === 'notJson') return refused(refuse('notJson'));
  if (parsed.kind === 'tooDeep') return refused(refuse('tooDeep'));
  if (parsed.kind === 'invalid') return refused(refuse('invalidFrame'));
  const { frame } = parsed;
  if (frame.method !== 'connect') return refused(refuse('notConnect'), frame.id);
  const params: unknown = frame.params ?? {};
  if (!validateConnectParams(params)) {
    return refused(refuseParams(formatErrors(validateConnectParams.errors)), frame.id);
  }
  return { kind: 'connect', id: frame.id, params };
}
