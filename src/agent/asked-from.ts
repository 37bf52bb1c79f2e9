/** A chat on a network, as far as telling something there later needs it. */
export interface ChatOrigin {
  readonly channel: string;
  readonly accountId: string;
  readonly to: string;
  readonly threadId?: string;
}

/** Who wants something that is over only after a restart, and where they are to be told of it. */
export interface AskedFrom {
  /** Canonical. */
  readonly sessionKey: string;
  /** The channel is `webchat` where there is no network: the session itself is told. */
  readonly deliveryContext: { readonly channel: string; readonly to?: string; readonly accountId?: string };
  readonly threadId?: string;
}

/** Without an origin: the web chat or the command line. */
export function askedFrom(sessionKey: string, origin: ChatOrigin | undefined): AskedFrom {
  if (origin === undefined) return { sessionKey, deliveryContext: { channel: 'webchat' } };
  const { channel, to, accountId, threadId } = origin;
  return {
    sessionKey,
    deliveryContext: { channel, to, accountId },
    ...(threadId === undefined ? {} : { threadId }),
  };
}
