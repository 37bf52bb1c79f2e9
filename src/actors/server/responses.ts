import { Failure } from '../../protocol/failure.ts';
import type { ErrorCode, ErrorShape } from '../../protocol/generated/types.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { StoreFull } from '../../store/errors.ts';
import type { JsonText } from './json-texts.ts';
import type { Refusal } from '../../protocol/refusals.ts';

const capped = (text: string): string =>
  text.length > LIMITS.errorMessageMaxChars ? `${text.slice(0, LIMITS.errorMessageMaxChars)}...` : text;

export const success = (id: string, payload: unknown, textOf: JsonText): string => {
  if (payload === undefined) return `{"type":"res","id":${JSON.stringify(id)},"ok":true}`;
  return successText(
    id,
    typeof payload === 'object' && payload !== null ? textOf(payload) : JSON.stringify(payload),
  );
};

/** @param json the payload, already serialised */
export const successText = (id: string, json: string): string =>
  `{"type":"res","id":${JSON.stringify(id)},"ok":true,"payload":${json}}`;

export const refusal = (id: string, error: ErrorShape, payload?: unknown): string =>
  JSON.stringify({ type: 'res', id, ok: false, payload, error });

export const errorShape = (
  code: ErrorCode,
  message: string,
  rest: Omit<ErrorShape, 'code' | 'message'> = {},
): ErrorShape => ({ code, message, ...rest });

/** The answer to a refused `connect`, or undefined when only the close frame is to be sent. */
export function handshakeRefusal(id: string | undefined, why: Refusal): string | undefined {
  if (why.code === null || id === undefined) return undefined;
  const { code, message, details, retryable, retryAfterMs } = why;
  return refusal(id, {
    code,
    message,
    ...(details === undefined ? {} : { details }),
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** `Error: text: code=X`, cut at the limit: what a caller may know of an unexpected failure. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return capped(String(error));
  const code = 'code' in error && typeof error.code === 'string' ? [`code=${error.code}`] : [];
  return capped([error.name, error.message, ...code].filter((part) => part !== '').join(': '));
}

/** How a thrown value looks on the wire. Only a Failure chooses its own code. */
export function failureText(id: string, thrown: unknown, mask: (text: string) => string): string {
  if (thrown instanceof StoreFull) {
    // What everybody meets on a full disk, and what a client may say to its user as it is.
    return refusal(id, {
      code: 'UNAVAILABLE',
      message: thrown.message,
      details: { reason: 'disk_full' },
      retryable: true,
    });
  }
  if (!(thrown instanceof Failure)) {
    return refusal(id, { code: 'UNAVAILABLE', message: mask(describeError(thrown)), retryable: true });
  }
  const { details, retryable, retryAfterMs, payload } = thrown.options;
  return refusal(
    id,
    {
      code: thrown.code,
      message: mask(thrown.message),
      ...(details === undefined ? {} : { details }),
      ...(retryable === undefined ? {} : { retryable }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
    payload,
  );
}
