/**
 * Why a link to a chat network ended. Adapters sort whatever their network or library says into these; only the
 * `channel-link` machine decides what follows.
 */
export const FAULT_MEANINGS = {
  transient: 'The network, the server or the connection failed; trying again later is right.',
  restart: 'The network asked for a fresh connection, as after a pairing.',
  rateLimited: 'The network asked to wait before trying again.',
  conflict: 'Somebody else uses the same account: a second gateway, another poller, a webhook.',
  loggedOut: 'The credentials are no longer valid; the account must be linked or its token replaced.',
  forbidden: 'The network refuses this account; no retry can change that.',
  badSession: 'The network rejects the state of the session, not the credentials.',
  version: 'The network no longer accepts this version of the client.',
  loginEnded: 'A login was not finished in time, or was given up.',
} as const;

export type FaultKind = keyof typeof FAULT_MEANINGS;

export const FAULT_KINDS = Object.keys(FAULT_MEANINGS) as readonly FaultKind[];

export interface LinkFault {
  readonly kind: FaultKind;
  /** For the operator, one line, without secrets. */
  readonly message: string;
  /** What the network or library said, e.g. 440, 409 or ECONNRESET. */
  readonly code?: number | string;
  /** The wait the network asked for, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What the operator can do about it. */
  readonly hint?: string;
}
