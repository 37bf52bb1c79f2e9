import { CLOSE, fitCloseReason, type CloseReason } from './close-reasons.ts';
import type { ClientNames } from './client-kind.ts';
import type { ErrorCode } from './generated/types.ts';
import { LIMITS } from './limits.ts';
import { unauthorizedMessage, type UnauthorizedReason } from './unauthorized.ts';

interface RefusalRow {
  /** null: no answer is sent, only the close frame. */
  readonly code: ErrorCode | null;
  readonly message: string;
  /** Absent: 1008 with the message. */
  readonly close?: CloseReason;
  readonly retryable?: boolean;
  /** Said in the reference. */
  readonly when: string;
}

/** Every way a handshake can fail, in the order in which it is checked. */
export const REFUSALS = {
  notJson: { code: null, message: '', close: CLOSE.normal, when: 'A message is not JSON.' },
  tooDeep: {
    code: null,
    message: CLOSE.frameTooDeep.reason,
    close: CLOSE.frameTooDeep,
    when: `A message is nested deeper than ${LIMITS.maxFrameDepth} levels.`,
  },
  tooLarge: {
    code: null,
    message: CLOSE.frameTooLarge.reason,
    close: CLOSE.frameTooLarge,
    when: `A message before hello is larger than ${LIMITS.maxHandshakePayloadBytes} bytes.`,
  },
  invalidFrame: {
    code: null,
    message: CLOSE.invalidRequestFrame.reason,
    close: CLOSE.invalidRequestFrame,
    when: 'JSON, but not a request frame.',
  },
  notConnect: {
    code: 'INVALID_REQUEST',
    message: 'invalid handshake: first request must be connect',
    when: 'A request other than `connect`, or a second one before hello.',
  },
  invalidParams: {
    code: 'INVALID_REQUEST',
    message: 'invalid connect params',
    when: 'The params of `connect` do not fit the schema; the message lists the problems.',
  },
  timeout: {
    code: null,
    message: '',
    close: CLOSE.handshakeTimeout,
    when: `No accepted \`connect\` within ${LIMITS.handshakeTimeoutMs / 1000} s.`,
  },
  protocolMismatch: {
    code: 'INVALID_REQUEST',
    message: 'protocol mismatch',
    close: { code: 1002, reason: 'protocol mismatch' },
    when: `\`maxProtocol\` < ${LIMITS.protocolVersion} or \`minProtocol\` > ${LIMITS.protocolVersion}; details \`{expectedProtocol}\`.`,
  },
  invalidRole: {
    code: 'INVALID_REQUEST',
    message: 'invalid role',
    when: 'A role other than operator and node.',
  },
  insecureControlUi: {
    code: 'INVALID_REQUEST',
    message: 'control ui requires HTTPS or localhost (secure context)',
    when: 'The web page comes without a device and no setting allows it.',
  },
  deviceRequired: {
    code: 'NOT_PAIRED',
    message: 'device identity required',
    when: 'No device, and nothing that lets the client do without one.',
  },
  deviceMismatch: {
    code: 'INVALID_REQUEST',
    message: 'device identity mismatch',
    when: '`device.id` is not the SHA-256 of the public key.',
  },
  signatureExpired: {
    code: 'INVALID_REQUEST',
    message: 'device signature expired',
    when: `\`signedAt\` is more than ${LIMITS.signatureSkewMs / 60_000} minutes away from the gateway's clock.`,
  },
  nonceRequired: {
    code: 'INVALID_REQUEST',
    message: 'device nonce required',
    when: 'No nonce from a connection that is not local.',
  },
  nonceMismatch: {
    code: 'INVALID_REQUEST',
    message: 'device nonce mismatch',
    when: 'The nonce is not the one of the challenge.',
  },
  signatureInvalid: {
    code: 'INVALID_REQUEST',
    message: 'device signature invalid',
    when: 'The signature does not verify.',
  },
  publicKeyInvalid: {
    code: 'INVALID_REQUEST',
    message: 'device public key invalid',
    when: 'The public key cannot be read.',
  },
  lockedOut: {
    code: 'UNAVAILABLE',
    message: 'unauthorized: too many failed attempts',
    retryable: true,
    when: `More than ${LIMITS.authFailuresPerMinute} wrong secrets in a minute from one address; \`retryAfterMs\` says how long.`,
  },
  unauthorized: {
    code: 'INVALID_REQUEST',
    message: 'unauthorized',
    when: 'Neither the secret nor a device token holds; the message names the reason.',
  },
  pairingRequired: {
    code: 'NOT_PAIRED',
    message: 'pairing required',
    when: 'The device, its role or its scopes wait for approval; details `{requestId}`.',
  },
  notServing: {
    code: 'UNAVAILABLE',
    message: 'the gateway is starting, stopping or restarting',
    close: CLOSE.serviceRestart,
    retryable: true,
    when: 'A node comes over the local socket while no part is there that could serve it.',
  },
  crashed: {
    code: 'UNAVAILABLE',
    message: 'handshake failed',
    close: CLOSE.internalError,
    retryable: true,
    when: 'A check failed unexpectedly; the log of the gateway has the cause.',
  },
} as const satisfies Record<string, RefusalRow>;

export type RefusalReason = keyof typeof REFUSALS;

/** A handshake that is to end: the error of the `res`, if one is sent, and the close frame after it. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly details?: unknown;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly close: CloseReason;
}

type Extra = Pick<Refusal, 'details' | 'retryAfterMs'> & { readonly message?: string };

function build(reason: RefusalReason, extra: Extra = {}): Refusal {
  const row: RefusalRow = REFUSALS[reason];
  const { message = row.message, ...rest } = extra;
  const close = row.close ?? { code: 1008, reason: fitCloseReason(message) };
  return { reason, code: row.code, message, retryable: row.retryable ?? false, close, ...rest };
}

/** Reasons that need no further word. */
export type PlainReason = Exclude<
  RefusalReason,
  'invalidParams' | 'protocolMismatch' | 'unauthorized' | 'pairingRequired' | 'lockedOut'
>;

export const refuse = (reason: PlainReason): Refusal => build(reason);

/** @param problems as told by `formatErrors` */
export const refuseParams = (problems: string): Refusal =>
  build('invalidParams', { message: `${REFUSALS.invalidParams.message}: ${problems}` });

export const refuseProtocol = (): Refusal =>
  build('protocolMismatch', { details: { expectedProtocol: LIMITS.protocolVersion } });

export const refuseUnauthorized = (reason: UnauthorizedReason, client: ClientNames): Refusal =>
  build('unauthorized', { message: unauthorizedMessage(reason, client) });

export const refusePairing = (requestId: string): Refusal =>
  build('pairingRequired', { details: { requestId } });

export const refuseLockedOut = (retryAfterMs: number): Refusal => build('lockedOut', { retryAfterMs });
