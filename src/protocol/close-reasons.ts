import { LIMITS } from './limits.ts';

/** What a close frame carries: a WebSocket close code and at most 120 bytes of text. */
export interface CloseReason {
  readonly code: number;
  readonly reason: string;
}

/** Why the gateway closes a connection outside the refusals of the handshake. */
export const CLOSE = {
  normal: { code: 1000, reason: '' },
  handshakeTimeout: { code: 1000, reason: '' },
  invalidRequestFrame: { code: 1008, reason: 'invalid request frame' },
  invalidJson: { code: 1007, reason: 'frame is not JSON' },
  frameTooDeep: { code: 1008, reason: 'frame is nested too deeply' },
  frameTooLarge: { code: 1009, reason: 'frame too large' },
  slowConsumer: { code: 1008, reason: 'slow consumer' },
  evicted: { code: 1013, reason: 'too many connections without hello' },
  internalError: { code: 1011, reason: 'internal error' },
  serviceRestart: { code: 1012, reason: 'service restart' },
} as const satisfies Record<string, CloseReason>;

export type CloseName = keyof typeof CLOSE;

/** What each of them means, for the reference. */
export const CLOSE_MEANINGS: Readonly<Record<CloseName, string>> = {
  normal: 'There is nothing to say, or the client said goodbye.',
  handshakeTimeout: 'No hello in time.',
  invalidRequestFrame: 'Before hello: JSON that is not a request frame.',
  invalidJson: 'After hello: a message that is not JSON.',
  frameTooDeep: 'A message nests arrays and objects too deeply.',
  frameTooLarge: 'A message is larger than the policy allows.',
  slowConsumer: 'The client left too much unread. It gets this frame when it reads on.',
  evicted: 'A connection that never said hello made room for a newer one.',
  internalError: 'The gateway failed; its log has the cause.',
  serviceRestart: 'The gateway stops or restarts. Reconnect after the time told by `shutdown`.',
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Cuts a text so that it fits into a close frame, never inside a character. */
export function fitCloseReason(text: string): string {
  const bytes = encoder.encode(text);
  if (bytes.length <= LIMITS.closeReasonMaxBytes) return text;
  let end = LIMITS.closeReasonMaxBytes;
  while (end > 0 && isContinuation(bytes[end])) end -= 1;
  return decoder.decode(bytes.subarray(0, end));
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
